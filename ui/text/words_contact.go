package text

// Contact is the noun “contact”.
type Contact struct {
	Command       Command
	List          Command
	Show          Command
	Add           Command
	Edit          Command
	Merge         Command
	Delete        Command
	ByHand        string
	Added         Phrase
	Changed       Phrase
	Joined        Phrase
	SameTwice     Phrase
	Deleted       Phrase
	DeleteAsk     Phrase
	DeleteAskWith Phrase
	None          string
	NoneYet       string
	MayExist      Phrase
	Whys          map[string]string
	WhatToDo      string
	AddNothing    string
	AddAnyway     string
	AddTo         Phrase
	Refused       Phrase
	SeveralFit    Phrase
	Skipped       Phrase
	TitleNeedsOrg string
	Completed     Phrase
	ErasedSince   string
	Everyone      string
	Ourselves     string
}

// Organisation is the noun “organisation”.
type Organisation struct {
	Command   Command
	List      Command
	Show      Command
	Add       Command
	Edit      Command
	Delete    Command
	Added     Phrase
	Changed   Phrase
	Deleted   Phrase
	DeleteAsk Phrase
	InUse     Plural
	Nameless  string
	Exists    Phrase
}
