package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"calepin/crypto"
	"calepin/privacy"
	"calepin/store/vault"
	"calepin/ui/session"
	"calepin/ui/text"
)

// level is how grave a finding is.
type level string

const (
	fine level = "ok"
	warn level = "warn"
	bad  level = "bad"
)

// finding is what doctor says of one matter, and what to do about it.
type finding struct {
	Check   string `json:"check"`
	Level   level  `json:"level"`
	Finding string `json:"finding"`
	Advice  string `json:"advice,omitempty"`
}

func doctorCommand(a *app) *cobra.Command {
	return a.command("doctor", a.T.Doctor.Command, func(cmd *cobra.Command, _ []string) error {
		return a.doctor(cmd.Context())
	})
}

// doctor looks at the vault and at what can leave memory. It goes on where the
// vault cannot be opened, and fails (1) when anything is bad.
func (a *app) doctor(ctx context.Context) error {
	dir, err := a.vaultDir()
	if err != nil {
		return err
	}
	info, err := session.Peek(dir)
	if errors.Is(err, vault.ErrNotFound) {
		return session.About(dir, err)
	}
	// The keyring may take seconds to answer: it is asked while the vault is
	// looked at, once nobody is to be asked anything any more.
	keyring := sync.OnceValue(func() finding { return a.keyringFinding(ctx) })
	findings := a.vaultFindings(ctx, dir, info, session.About(dir, err), func() { go keyring() })
	end := a.working(a.T.Doctor.AskingKeyring)
	findings = append(findings, keyring(), a.coreFinding(), a.memoryFinding())
	end()
	findings = append(findings, a.systemFindings()...)
	if err := a.print(findings, func() { a.showFindings(findings) }); err != nil {
		return err
	}
	worst := 0
	for _, f := range findings {
		if f.Level == bad {
			worst++
		}
	}
	if worst > 0 {
		return failure(exitFailed, a.T.Doctor.Worst.Of(worst), nil)
	}
	return nil
}

func (a *app) showFindings(findings []finding) {
	w := a.T.Doctor
	marks := map[level]string{
		fine: a.green(pad("+ "+w.Levels[string(fine)], markWidth)),
		warn: a.yellow(pad("! "+w.Levels[string(warn)], markWidth)),
		bad:  a.red(pad("x "+w.Levels[string(bad)], markWidth)),
	}
	for _, f := range findings {
		fmt.Fprintln(a.out, marks[f.Level]+wrapped(f.Finding))
		if f.Advice != "" {
			fmt.Fprintln(a.out, pad("", markWidth)+wrapped("→ "+f.Advice))
		}
	}
}

const markWidth = 12

// wrapped breaks a sentence behind a mark into lines.
func wrapped(s string) string {
	return strings.ReplaceAll(wordwrap(clean(s), helpWidth-markWidth), "\n", "\n"+pad("", markWidth))
}

// vaultFindings are those about the vault; cause is why it could not be looked
// at. opened is called once it is open, before it is looked at.
func (a *app) vaultFindings(ctx context.Context, dir string, info vault.Info, cause error, opened func()) []finding {
	w := a.T.Doctor
	findings := []finding{a.versionFinding(), a.permissionFinding(dir), a.syncFinding(dir)}
	if len(info.Conflicts) > 0 {
		findings = append(findings, finding{"conflicts", warn,
			w.Conflicts.With("files", strings.Join(info.Conflicts, ", ")), w.ConflictsAdvice})
	}
	if cause != nil {
		return append(findings, finding{"vault", bad, a.reason(cause), ""})
	}
	at, err := a.at(dir)
	if err != nil {
		return append(findings, finding{"vault", bad, a.reason(err), ""})
	}
	k, err := a.unlock(ctx, at, info.ID)
	if err != nil {
		return append(findings, finding{"vault", bad, a.reason(err), w.UnlockAdvice})
	}
	s, err := a.openWith(ctx, at, k)
	var inUse *vault.InUseError
	if errors.As(err, &inUse) {
		return append(findings, finding{"vault", warn, a.reason(err), w.UnlockAdvice})
	}
	if err != nil {
		return append(findings, finding{"vault", bad, a.reason(err), ""})
	}
	opened()
	end := a.working(w.Checking)
	findings = append(findings, a.openFindings(s)...)
	end()
	if err := s.Close(); err != nil {
		findings = append(findings, finding{"close", bad, a.reason(err), ""})
	}
	return findings
}

// openFindings are those about an open vault.
func (a *app) openFindings(s *session.Session) []finding {
	w, l, info := a.T.Doctor, a.T.Language, s.Vault.Info()
	findings := []finding{
		{"vault", fine, w.Vault.With("generation", info.Generation, "date", l.Time(info.SealedAt.Local()),
			"size", l.Bytes(info.SnapshotBytes)), ""},
		{"journal", fine, w.Journal.With("size", l.Bytes(info.JournalBytes)), ""},
		a.indexFinding(s), a.keyFinding(s), a.factorsFinding(s), a.recoveryFinding(s), a.backupFinding(s),
	}
	findings = slices.Concat(findings, a.operatorFinding(s), a.trailFinding(s))
	if a.now().Before(info.SealedAt.Add(-time.Minute)) {
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

// reason is an error as a sentence of its own.
func (a *app) reason(err error) string { return text.Capital(a.sentence(err)) }

// indexFinding compares the lists with the records they were made from.
func (a *app) indexFinding(s *session.Session) finding {
	w := a.T.Doctor
	records, err := a.records(s)
	wrong := 0
	if err == nil {
		wrong, err = records.CheckIndexes()
	}
	switch {
	case err != nil:
		return finding{"indexes", bad, a.reason(err), ""}
	case wrong > 0:
		return finding{"indexes", bad, w.IndexesWrong.Of(wrong), w.IndexesAdvice}
	}
	return finding{"indexes", fine, w.IndexesFine, ""}
}

func (a *app) keyFinding(s *session.Session) finding {
	w := a.T.Doctor
	switch {
	case s.Role == vault.Recovery:
		return finding{"key", warn, w.KeyIsRecovery, w.KeyIsRecoveryAdvice}
	case s.Key.Place != nil && s.Key.Passphrase == "" && exposed(s.Key.Place.Path()):
		return finding{"key", bad, w.KeyExposed.With("path", s.Key.Place.Path()), w.KeyExposedAdvice}
	}
	return finding{"key", fine, w.KeyFine + " " + a.whereKey(s.Key), ""}
}

func exposed(path string) bool {
	yes, err := crypto.FileExposed(path)
	return path != "" && err == nil && yes
}

func (a *app) recoveryFinding(s *session.Session) finding {
	w := a.T.Doctor
	for _, r := range s.Vault.Recipients() {
		switch {
		case r.Role == vault.Recovery && r.Proven:
			return finding{"recovery", fine, w.RecoveryProven, ""}
		case r.Role == vault.Recovery:
			return finding{"recovery", warn, w.RecoveryUnproven, w.RecoveryUnprovenAdvice}
		}
	}
	return finding{"recovery", warn, w.RecoveryNone, w.RecoveryNoneAdvice}
}

func (a *app) backupFinding(s *session.Session) finding {
	w := a.T.Doctor
	health, err := privacy.HealthOfBackups(s.Vault, a.now())
	if err != nil {
		return finding{"backup", warn, a.reason(err), ""}
	}
	date := a.T.Language.Date(health.Last.MadeAt.Local())
	switch {
	case len(health.Failed) > 0:
		return finding{"backup", warn, text.Capital(a.T.Backup.SomeFailed.Of(len(health.Failed))), w.BackupAdvice}
	case health.Last.Name == "":
		return finding{"backup", warn, w.BackupNone, w.BackupAdvice}
	case health.Stale:
		return finding{"backup", warn, w.BackupOld.With("date", date), w.BackupAdvice}
	}
	return finding{"backup", fine, w.BackupFine.With("date", date), ""}
}

// keyringFinding asks the keyring for a name it cannot hold.
func (a *app) keyringFinding(ctx context.Context) finding {
	err := session.At{}.TryKeyring(ctx, false)
	if err == nil {
		return finding{"keyring", fine, a.T.Doctor.KeyringFine, ""}
	}
	return finding{"keyring", warn, a.reason(err), a.T.Doctor.KeyringAdvice}
}

func (a *app) coreFinding() finding {
	w := a.T.Doctor
	if err := crypto.HardenProcess(); err != nil {
		return finding{"core_dumps", warn, w.CoreOn, w.CoreAdvice}
	}
	return finding{"core_dumps", fine, w.CoreOff, ""}
}

// memoryFinding tells whether the working copy stays off the disk, and where
// it does not, whether the disk is encrypted.
func (a *app) memoryFinding() finding {
	w := a.T.Doctor
	if vault.MemoryOnly {
		return finding{"working_copy", fine, w.MemoryOnly, ""}
	}
	switch encrypted, known := diskEncrypted(); {
	case encrypted:
		return finding{"working_copy", fine, w.DiskEncrypted.With("what", diskEncryption), ""}
	case known:
		return finding{"working_copy", bad, w.DiskPlain.With("what", diskEncryption), w.DiskPlainAdvice.With("what", diskEncryption)}
	}
	return finding{"working_copy", warn, w.DiskUnknown.With("what", diskEncryption), w.DiskPlainAdvice.With("what", diskEncryption)}
}
