package text

// ConsentWords are the words of the question, of its answer and of what ends it.
type ConsentWords struct {
	Title, WhichPurpose, WhichChannel, AnswerHelp, Now string

	Answers map[string]string // by language and store.Answer: "fr.yes"

	OtherLanguage, PickFile, Copy, File, Close Action

	FileTitle, FileName string

	EvidenceHint Phrase

	ReferenceHint, ParentHint, Receipt string

	NoNotice, WhichNotice, ToldHow, Told string

	NoticeVersion Phrase

	NothingGiven, WithdrawWhich, ObjectWhich, ObjectHow, Objected, AbsoluteHelp string

	WithdrawHow Phrase

	All, Withdrawn Plural

	MeansKeys map[string]string
}

// PurposesWords are the words of the page of why a person is on file.
type PurposesWords struct {
	Title, State, None, NoneHint, NoAnswer, History, Founded, Unfounded, Fails, NoChannel string

	AllTied, NotTied, TieTitle string

	NoAnswerHint, Tied, Untied Phrase

	Capture, Withdraw, Object, Tell, Tie, Untie, Next, Open Action
}

// RegisterWords are the words of the register and of who may be addressed.
type RegisterWords struct {
	Title, Activities, ToMend, Lacks, Looking, NoActivity, Controller, Balance, Missing, CodeHint, SpecialHint, Deeper, Deepened, WhyHint, WhyNeeded string
	Saved, DeleteWhat, PrintTitle, FileName, AccountabilityFile, ExportTitle, ListName, RecipientHint                                                string

	DeleteAsk, Deleted, Written Phrase

	Open, Who, Edit, Add, Delete, Print, Turn, Excluded, Export, OwnFields, Rules, Deep, Questions, Owed, Retention, Accountability Action
}

// FieldsWords are the words of the fields that the business added.
type FieldsWords struct {
	Title, None, Holders, Months, Last, State, Unused, Purposeless, Serves, Empty, ActivityHint, MonthsHint string

	NoneHint, DeleteAsk, Deleted, Saved Phrase
	DeleteWhat                          Plural

	Add, Edit, Delete Action
}

// RulesWords are the words of the rules of law that change with time.
type RulesWords struct {
	Title, WhyHint, NothingOwn string

	Because Phrase

	Edit, Delete Action
}

// WordingsWords are the words of the questions that a consent is asked with.
type WordingsWords struct {
	Shipped, Hint string

	Saved Phrase
	Edit  Action
}

// OwedWords are the words of who is to be told that they are on file.
type OwedWords struct {
	Article string

	Tell, Open Action
}

// RetentionWords are the words of the page of what expires.
type RetentionWords struct {
	Title, Purging, NotYet string

	Chart    Phrase
	Horizons map[string]string // by days: "now", "30", "90"

	Open, Turn, Purge, Keep, Anonymise, Reason, Archive Action
	ReadArchive, Readings                               Action // of the archive
	AnyReason, Close                                    string
	Automatic                                           Action
	AutomaticAsk, AutomaticOn, Proof                    string

	Ask, Letters, List        Action // of prospects before their end
	NotToAsk, AskHow, AskFile string
	Axis                      Phrase // of the chart
	Due, DueWhat              string // on the first page
	DueCount                  Plural
}

// BackupsWords are the words of the page of backups.
type BackupsWords struct {
	Title, Age, Making, Checking, Reading, Restoring, InMemory, PickFolder, NoDisk, WhichDisk string

	Empty, OneDisk                   Phrase // {key}
	RestoreTitle, Restored           Phrase // {date}
	Verified                         Plural
	KeepTitle, Daily, Weekly, Months string
	CountHint                        string

	Make, Verify, Restore, Disk, Forget, Keep Action
}
