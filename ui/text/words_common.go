package text

// Common is what several commands say.
type Common struct {
	Pair       Phrase // "name: value"
	YesNo      string // after a question
	YesAnswers string // the answers that mean yes, small letters, separated by spaces
	YesOrNo    string // after a question that takes nothing else
	NoAnswers  string
	YourChoice string
	NumberUpTo Phrase
	NeedsYes   string
	Cancelled  string
	Done       string

	BadRecord      Phrase
	OneRecord      string
	RecordTooLarge string

	BadFieldKind                       Phrase // of a JSON record
	FieldKinds                         map[string]string
	UnknownField                       Phrase
	BadJSON, BadJSONTime, BadJSONValue string
}

// Shell is "calepin" alone: the flags every command takes, and the plain list
// of contacts.
type Shell struct {
	Root       Command
	NoTerminal string
	NoVault    string
	NoVaultTTY string
	Go         string
	Contacts   Plural
	Empty      string
	Keys       string
	Searching  Phrase
	Search     string
	NoMatch    string
	Name       string
	Org        string
	Reach      string
	Last       string
}
