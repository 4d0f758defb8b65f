package text

// Tidy is what calepin does by itself when it opens a vault.
type Tidy struct {
	ErasedAgain Plural
	NoLedger    string
	Resumed     Plural
	Untouched   Phrase // {backup} {why}
}
