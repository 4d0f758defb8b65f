package text

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

	People       Plural
	Interactions Plural
	Documents    Plural
}
