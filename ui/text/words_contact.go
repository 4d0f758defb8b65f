package text

// Contact is the noun “contact”.
type Contact struct {
	Purposes       Command
	FieldValue     Phrase
	AllFounded     string
	LookingThrough string
	NoPurpose      string
	Stands         string
	Until          string
	Command        Command
	List           Command
	Show           Command
	Add            Command
	Edit           Command
	Merge          Command
	Delete         Command
	ByHand         string
	Added          Phrase
	Changed        Phrase
	Joined         Phrase
	SameTwice      Phrase
	Deleted        Phrase
	DeleteAsk      Phrase
	DeleteAskWith  Phrase
	None           string
	NoneYet        string
	Whys           map[string]string
	WhatToDo       Phrase
	AddNothing     string
	AddAnyway      string
	AddTo          Phrase
	Refused        Phrase
	SeveralFit     Phrase
	Skipped        Phrase
	TitleNeedsOrg  string
	Completed      Phrase
	ErasedSince    string
	Everyone       string
	Ourselves      string
}

// Erase is the command “contact erase”.
type Erase struct {
	Command      Command
	Preview      Phrase
	FoundIn      string
	InUndo       string
	InBackup     Phrase
	Possible     string
	Unfinished   Phrase
	BackupsLeft  string
	Goes         string
	GoesRecord   string
	Stays        string
	StaysUntil   Phrase
	Detached     string
	MaskedIn     string
	Unclear      string
	Backups      Plural
	BackupsField string
	Told         string
	ToldLine     Phrase
	Ask          string
	Done         Phrase
	Masked       Plural
	Rewritten    Plural
	Untouched    Phrase
	Away         Phrase // {name}: a folder on another disk
	Residue      Plural
	NoResidue    string
	Elsewhere    string
	Mention      Phrase
	AskTheirs    Phrase
	NotUnclear   Phrase
	SayWhose     string
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
