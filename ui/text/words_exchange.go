package text

// Undo is the command “undo”.
type Undo struct {
	Command      Command
	Undoing      string
	Undone       Phrase
	UndoneBefore Phrase // some of it stayed
	NoSuchImport Phrase
	Last         Phrase
	Whats        map[string]string
	Kinds        map[string]string // of records, as Whats needs them: "du contact"
	Named        Phrase
	Removed      Plural
	Restored     Plural
	Kept         Plural
	Unrestored   Plural
	NoImport     string
}

// Disclosure is the noun “disclosure”.
type Disclosure struct {
	Formats map[string]string
	Command Command
	List    Command
}

// Import is the command “import”.
type Import struct {
	Command         Command
	From            Phrase
	Stdin           string
	Reading         string
	Comparing       string
	Writing         string
	Progress        Phrase
	ProgressLeft    Phrase
	Elapsed         Phrase
	Line            string
	Outcome         string
	Actions         map[string]string
	Whys            map[string]string
	As              Phrase
	SkipAs          Phrase
	NewBeside       Phrase
	Stays           Phrase
	Both            Phrase
	Listed          Phrase
	NothingNew      string
	SameImport      Phrase
	WouldDo         string
	Nothing         string
	Created         Plural
	Merged          Plural
	Skipped         Plural
	Bad             Plural
	Organisations   Plural
	DisclosureCount Plural
	Activities      Plural
	Fields          Plural
	Rules           Plural
	Wordings        Plural
	Notices         Plural
	Consents        Plural
	Given           Plural
	Requests        Plural
	Tellings        Plural
	Letters         Plural
	Processors      Plural
	Breaches        Plural
	Reviews         Plural
	Besides         Phrase
	Left            Phrase
	SkippedList     string
	AndMore         Plural
	Unkept          Phrase
	Photos          Plural
	ToUndo          Phrase
	BadMap          Phrase
	TwiceStdin      string
	StdinNoAsk      string
	Ask             Phrase
	AskConflicts    Phrase
	DoSkip          string
	DoMerge         string
	DoCreate        string
	AllSkip         string
	AllMerge        string
	AllCreate       string
	PlaceLine       Phrase
	PlaceColumn     Phrase
	AtField         Phrase
	Lost            map[string]string
	MoreProblems    Plural
	Codes           map[string]string
}

// Export is the command “export”.
type Export struct {
	Command         Command
	Writing         string
	Done            Plural
	InClear         string
	NotRecorded     string
	VersionForVCard string
	Headers         map[string]string
}

// Demo is the command “demo”.
type Demo struct {
	Command      Command
	NeedsKeyFile string
	Impossible   string
	Inventing    string
	Written      Phrase
	NoTerminal   string
	InMemory     string
}
