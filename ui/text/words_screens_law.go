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
	Title, State, None, NoneHint, NoAnswer, History, Founded, Unfounded, NoChannel string

	NoAnswerHint Phrase

	Capture, Withdraw, Object, Tell, Next, Open Action
}
