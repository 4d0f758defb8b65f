package text

// Undo is the command “undo”.
type Undo struct {
	Command    Command
	Undone     Phrase
	Last       Phrase
	Whats      map[string]string
	Named      Phrase
	Removed    Plural
	Restored   Plural
	Kept       Plural
	Unrestored Plural
	NoImport   string
}

// Disclosure is the noun “disclosure”.
type Disclosure struct {
	Command Command
	List    Command
}
