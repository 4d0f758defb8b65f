package text

import (
	"cmp"
	"fmt"
	"strings"
)

// Language is one of the two languages the program speaks.
type Language string

// The languages.
const (
	French  Language = "fr"
	English Language = "en"
)

// UnknownLanguageError is a language asked for by name that is not spoken here.
type UnknownLanguageError struct{ Name string }

func (e *UnknownLanguageError) Error() string { return fmt.Sprintf("unknown language %q", e.Name) }

// Choose returns the language to speak: the one asked for (by --lang), else
// CALEPIN_LANG, else what the locale says: French for fr*, otherwise English.
// An asked-for language that is not spoken gives *UnknownLanguageError along
// with the language to say so in.
func Choose(asked string, env func(string) string) (Language, error) {
	locale := cmp.Or(env("LC_ALL"), env("LC_MESSAGES"), env("LANG"))
	fallback := English
	if isFrench(locale) {
		fallback = French
	}
	switch name := strings.ToLower(cmp.Or(asked, env("CALEPIN_LANG"))); {
	case name == "":
		return fallback, nil
	case isFrench(name):
		return French, nil
	case name == "en" || strings.HasPrefix(name, "en_") || strings.HasPrefix(name, "en-"):
		return English, nil
	default:
		return fallback, &UnknownLanguageError{Name: name}
	}
}

func isFrench(locale string) bool {
	tag, _, _ := strings.Cut(strings.ToLower(locale), ".")
	return tag == "fr" || strings.HasPrefix(tag, "fr_") || strings.HasPrefix(tag, "fr-") || strings.HasPrefix(tag, "fr@")
}
