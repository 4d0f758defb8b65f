package text

// Restriction is the noun “restrict”.
type Restriction struct {
	Command Command
	Add     Command
	Lift    Command
	List    Command
	Message Command

	Nobody, StillStands, Which, None, Standing, Subject string

	Done, Lifted, Over, Head, Used Phrase
	// Text tells a person that their restriction ends.
	Text Phrase

	Grounds    map[string]string // by store.Ground
	Exceptions map[string]string // by store.Exception
}

// Hold is the noun “hold”.
type Hold struct {
	Command Command
	Add     Command
	Release Command
	List    Command

	None, Whole, Standing string

	Done, Released, Over Phrase
}

// Suppression is the noun “suppression”.
type Suppression struct {
	Command Command
	List    Command
	Check   Command
	Add     Command

	Empty, NotOn, Hash, Until, Added string

	On       Phrase
	Imported Plural

	Sources map[string]string // by store.SuppressionSource
}
