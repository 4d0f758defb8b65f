package cli

import (
	"strings"

	"calepin/crypto"
	"calepin/privacy"
	"calepin/store"
	"calepin/store/vault"
	"calepin/ui/session"
	"calepin/ui/text"
)

// indexFinding compares the lists with the records they were made from.
func (a *app) indexFinding(records *store.Store) finding {
	w := a.T.Doctor
	wrong, err := records.CheckIndexes()
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

// factorsFinding tells whether opening the vault takes two things.
func (a *app) factorsFinding(s *session.Session) finding {
	w := a.T.Doctor
	if s.Key.Passphrase != "" && s.Key.Place != nil && s.Key.Place.Kind() != session.InVault {
		return finding{"second_factor", fine, w.TwoFactors, ""}
	}
	return finding{"second_factor", warn, w.OneFactor, w.OneFactorAdvice}
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

// operatorFinding tells who has not entered for long.
func (a *app) operatorFinding(records *store.Store) []finding {
	seats, err := privacy.Seats(records, a.today())
	if err != nil || len(seats) < 2 {
		return nil
	}
	var names []string
	for _, seat := range seats {
		if seat.Idle > 0 {
			names = append(names, clean(a.T.Called(seat.ID, []store.Operator{seat.Operator})))
		}
	}
	if len(names) == 0 {
		return []finding{{"operators", fine, text.Capital(a.T.Operator.AllUsed), ""}}
	}
	return []finding{{"operators", warn, a.T.Operator.IdleFound.Of(len(names), "names", strings.Join(names, ", ")),
		a.T.Operator.IdleAdvice.With("name", quoted(names[0]))}}
}

func (a *app) trailFinding(records *store.Store) finding {
	report, err := records.VerifyTrail()
	switch {
	case err != nil:
		return finding{"audit", bad, a.reason(err), ""}
	case report.Grave():
		return finding{"audit", bad, text.Capital(a.T.Audit.Broken), "calepin audit verify"}
	}
	return finding{"audit", fine, a.T.TrailWhole(report), ""}
}
