package cli

import (
	"errors"

	"calepin/crypto"
	"calepin/privacy"
	"calepin/store"
	"calepin/store/exchange"
	"calepin/store/vault"
	"calepin/store/vault/disk"
	"calepin/ui/text"
)

// The exit codes. Scripts rely on them; they never change.
const (
	exitDone       = 0
	exitFailed     = 1
	exitUsage      = 2
	exitLocked     = 3 // could not unlock
	exitRefused    = 4 // by a rule of data protection
	exitInUse      = 5 // by another process
	exitNotTrusted = 6 // damaged, older, or not authentic
	exitNoVault    = 7
	exitNewer      = 8 // written by a newer calepin
	exitUnknown    = 9 // the outcome of a write

	exitInterrupted = 130 // by ctrl+c, as shells have it
)

// exitCode is the one place where errors become exit codes.
func exitCode(err error) int {
	if err == nil {
		return exitDone
	}
	var own *said
	if errors.As(err, &own) {
		return own.code
	}
	for _, code := range []func(error) int{vaultCode, keyCode, usageCode, rightsCode, ruleCode} {
		if c := code(err); c != exitDone {
			return c
		}
	}
	return exitFailed
}

func vaultCode(err error) int {
	var (
		inUse    *vault.InUseError
		readOnly *vault.ReadOnlyError
		damaged  *vault.DamagedError
		older    *vault.OlderError
		newer    *vault.NewerError
		schema   *store.SchemaError
		trail    *text.TrailError
	)
	switch {
	case errors.Is(err, vault.ErrNotFound):
		return exitNoVault
	case errors.As(err, &inUse):
		return exitInUse
	case errors.As(err, &readOnly):
		return exitFailed
	case errors.Is(err, vault.ErrUnknown):
		return exitUnknown
	case errors.As(err, &newer), errors.As(err, &schema) && schema.Found > schema.Known:
		return exitNewer
	case errors.As(err, &trail), errors.As(err, &damaged), errors.As(err, &older), errors.As(err, &schema),
		errors.Is(err, vault.ErrNotAuthentic), errors.Is(err, vault.ErrOtherVault), errors.Is(err, vault.ErrNothingLeft),
		errors.Is(err, vault.ErrNoPin), errors.Is(err, crypto.ErrPinDamaged), errors.Is(err, disk.ErrNotRegular):
		return exitNotTrusted
	case errors.Is(err, vault.ErrWrongKey):
		return exitLocked
	}
	return exitDone
}

// keyCode is for keys that could not be had.
func keyCode(err error) int {
	var (
		ring     *crypto.KeyringError
		identity *crypto.IdentityError
		work     *crypto.WorkFactorError
		gone     *text.GoneError
		held     *crypto.PluginError
	)
	switch {
	case errors.As(err, &gone), errors.As(err, &held), errors.Is(err, crypto.ErrNoRecipient), errors.As(err, &ring), errors.As(err, &identity), errors.As(err, &work),
		errors.Is(err, crypto.ErrWrongPassphrase), errors.Is(err, crypto.ErrEmptyPassphrase),
		errors.Is(err, crypto.ErrNotPassphrase), errors.Is(err, crypto.ErrNotSealed),
		errors.Is(err, crypto.ErrSealDamaged), errors.Is(err, errNoTerminal):
		return exitLocked
	}
	return exitDone
}

// usageCode is for values that make no sense.
func usageCode(err error) int {
	var (
		language *text.UnknownLanguageError
		when     *text.WhenError
		field    *store.FieldError
	)
	if errors.As(err, &language) || errors.As(err, &when) || errors.As(err, &field) {
		return exitUsage
	}
	var file *exchange.Problem
	if errors.As(err, &file) && (file.Code == exchange.MapColumn || file.Code == exchange.MapField) {
		return exitUsage
	}
	return exitDone
}

// ruleCode is for what a rule of data protection refuses.
func ruleCode(err error) int {
	var (
		mentions   *store.AmbiguousMentionsError
		restricted *store.RestrictedError
		held       *store.HeldError
		guarded    *store.GuardedError
		request    *privacy.RequestError
		letter     *privacy.LetterError
		role       *store.RoleError
		owners     *store.OwnersError
		self       *store.SelfError
	)
	if errors.As(err, &role) || errors.As(err, &owners) || errors.As(err, &self) {
		return exitRefused
	}
	if errors.As(err, &mentions) || errors.As(err, &restricted) || errors.As(err, &held) || errors.As(err, &guarded) || errors.As(err, &request) || errors.As(err, &letter) || errors.Is(err, store.ErrNotTold) {
		return exitRefused
	}
	return exitDone
}

// sentence is what to tell the person of an error.
func (a *app) sentence(err error) string {
	var own *said
	if errors.As(err, &own) {
		return own.sentence
	}
	switch {
	case errors.Is(err, errNoTerminal):
		return a.T.Errors.NoTerminal
	case errors.Is(err, errCancelled):
		return a.T.Errors.Cancelled
	}
	return a.T.Sentence(err)
}

// rightsCode is for what a rule of the rights of people refuses.
func rightsCode(err error) int {
	var (
		unportable *privacy.NotPortableError
		others     *privacy.OthersError
		small      *privacy.SmallGroupsError
	)
	if errors.As(err, &small) || errors.As(err, &unportable) || errors.As(err, &others) {
		return exitRefused
	}
	return exitDone
}
