package cli

import (
	"context"
	"runtime"
	"slices"
	"strings"

	"calepin/store"
	"calepin/store/vault"
	"calepin/ui/session"
)

// securityFindings are all that can be checked once the vault is open (GDPR art.
// 32). doctor, the command "review" and the screen's review say these, and no others.
func (a *app) securityFindings(ctx context.Context, s *session.Session, records *store.Store) []finding {
	return slices.Concat(a.folderFindings(s.At.Dir, s.Vault.Info().Conflicts), a.vaultFindings(s),
		a.recordsFindings(records), a.computerFindings(a.keyringFinding(ctx)))
}

// securityChecks are the same as a review keeps them.
func (a *app) securityChecks(ctx context.Context, s *session.Session, records *store.Store) []store.ReviewCheck {
	findings := a.securityFindings(ctx, s, records)
	out := make([]store.ReviewCheck, len(findings))
	for i, f := range findings {
		out[i] = store.ReviewCheck{Check: f.Check, Level: string(f.Level), Finding: strings.TrimSpace(f.Finding + "\n" + f.Advice)}
	}
	return out
}

// folderFindings need no key. A vault in memory has no folder.
func (a *app) folderFindings(dir string, conflicts []string) []finding {
	findings := []finding{a.versionFinding()}
	if dir != "" {
		findings = append(findings, a.permissionFinding(dir), a.syncFinding(dir))
	}
	if len(conflicts) > 0 {
		w := a.T.Doctor
		findings = append(findings, finding{"conflicts", warn, w.Conflicts.With("files", strings.Join(conflicts, ", ")), w.ConflictsAdvice})
	}
	return findings
}

// vaultFindings need the vault open. Without a key that opened it, as in memory,
// there is none to look at.
func (a *app) vaultFindings(s *session.Session) (findings []finding) {
	w, l, info := a.T.Doctor, a.T.Language, s.Vault.Info()
	if s.Key.ID != nil {
		findings = append(findings,
			finding{"vault", fine, w.Vault.With("generation", info.Generation, "date", l.Time(info.SealedAt.Local()), "size", l.Bytes(info.SnapshotBytes)), ""},
			finding{"journal", fine, w.Journal.With("size", l.Bytes(info.JournalBytes)), ""},
			a.keyFinding(s), a.factorsFinding(s))
	}
	findings = append(findings, a.recoveryFinding(s), a.backupFinding(s))
	if s.Behind(a.now()) {
		findings = append(findings, finding{"clock", warn, w.Clock, w.ClockAdvice})
	}
	if err := s.Vault.ReadOnly(); err != nil {
		findings = append(findings, finding{"writable", bad, a.reason(err), ""})
	}
	events, err := s.Vault.Events()
	events = slices.DeleteFunc(events, func(e vault.Event) bool { return e.What != vault.AcceptedOlder })
	if err == nil && len(events) > 0 {
		last := events[len(events)-1]
		findings = append(findings, finding{"accepted_older", warn, w.AcceptedOlder.With("date", l.Time(last.At.Local())), ""})
	}
	return findings
}

// recordsFindings need what is in the vault.
func (a *app) recordsFindings(records *store.Store) []finding {
	return append([]finding{a.indexFinding(records), a.trailFinding(records)}, a.operatorFinding(records)...)
}

// computerFindings are those about what can leave memory here.
func (a *app) computerFindings(keyring finding) []finding {
	return append([]finding{keyring, a.coreFinding(), a.memoryFinding()}, a.systemFindings()...)
}

func (a *app) versionFinding() finding {
	return finding{"version", fine, a.T.Doctor.Version.With("version", version(), "go", runtime.Version(), "system", runtime.GOOS), ""}
}
