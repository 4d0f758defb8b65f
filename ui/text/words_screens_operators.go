package text

// OperatorsWords are those of the page of who may enter.
type OperatorsWords struct {
	Title, Today, Limits                          string
	WhichRole                                     Phrase
	InMemory, LoginHint                           string
	Passphrase, PassphraseHint, Again, NotTheSame string
	Public, PublicHint, Read                      string
	Add, Role, Rename, Remove, Page               Action
}

// TrailWords are those of the page of the audit trail.
type TrailWords struct {
	All, Today, Week, Month, Where, FileName string
	What, Who, Since, Export, Page           Action
}
