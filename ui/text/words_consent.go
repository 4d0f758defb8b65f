package text

// Consent is the noun “consent”.
type Consent struct {
	Command       Command
	Record        Command
	Withdraw      Command
	Object        Command
	List          Command
	Show          Command
	Receipt       Command
	Check         Command
	Ending        Command
	NothingEnding string
	HoldsUntil    string
	Audience      Command
	Import        Command
	Recorded      Phrase
	AllMarketing  string
	Nothing       string
	Version       Phrase
	NoticeVersion Phrase
	NotAllowed    string
	WordsOfThen   Phrase
	WhoReceives   string
	MayBe         Plural
	MayNotBe      Plural
	NobodyToWrite string
	Handed        Plural
	KeptUnknown   Phrase
	BadRows       Plural
	Again         Plural
	Imported      Plural
	WouldRecord   Plural
}

// Wording is the noun “wording”.
type Wording struct {
	Command Command
	List    Command
	Show    Command
	Set     Command
	Nothing string
	Done    Phrase
}

// Field is the noun “field”.
type Field struct {
	Command   Command
	List      Command
	Add       Command
	Edit      Command
	Delete    Command
	Nothing   string
	Added     Phrase
	Changed   Phrase
	Deleted   Phrase
	DeleteAsk Phrase

	Unused, PurposeEnded string
}
