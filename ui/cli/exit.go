package cli

import (
	"errors"

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
)

// exitCode is the one place where errors become exit codes.
func exitCode(err error) int {
	var (
		own      *said
		language *text.UnknownLanguageError
		when     *text.WhenError
	)
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &own):
		return own.code
	case errors.As(err, &language), errors.As(err, &when):
		return exitUsage
	}
	return exitFailed
}

// sentence is what to tell the person of an error.
func (a *app) sentence(err error) string {
	var own *said
	if errors.As(err, &own) {
		return own.sentence
	}
	return a.T.Sentence(err)
}
