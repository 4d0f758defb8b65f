package text

import "strings"

// Unlock is what is said between a command and an open vault.
type Unlock struct {
	Passphrase              string
	WrongPassphrase         string
	PassphraseNeedsTerminal string
	NoFile                  Phrase
	BadFile                 Phrase
	Exposed                 Phrase
	Away                    Phrase
	WaitForKeyring          string
	WithoutKeyring          string // what to do where nothing can be asked
	TypeRecovery            string
	TryAgain                string
	Conflicts               Phrase
	NewVault                Phrase
	NewNeedsYes             string
	IsItYours               string
	ByRecovery              string
	Accepted                string
	WhoOpens                string
	SomeoneElse             string
	Login                   string
	WhoNeedsAs              string
	Nameless                Phrase // a key whose owner this computer cannot name

	People       Plural
	Interactions Plural
	Documents    Plural
}

// SeatName says whose a key is: by the name that this computer knows, or by what it
// is told apart by.
func (w *Words) SeatName(name, mark string) string {
	switch {
	case name != "":
		return name
	case mark == "":
		return Capital(w.Operator.First)
	}
	return w.Unlock.Nameless.With("mark", strings.TrimPrefix(mark, "-"))
}
