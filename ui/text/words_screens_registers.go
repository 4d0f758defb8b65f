package text

// ProcessorsWords are the words of the page of processors.
type ProcessorsWords struct {
	Title, None, DeleteWhat, NameHint, PlaceHint, ReviewHint, LookHint, Leaves, Outside, Next, Today string

	NoneHint Phrase

	Page, Open, Add, Edit, Review, Delete Action
}

// BreachesWords are the words of the register of breaches.
type BreachesWords struct {
	Title, None, Today, FileName, NoticeFile, MessageFile, PeopleFile, NobodyNamed, NotANumber, Concerned, Partial string

	TitleHint, FactsHint, AwareHint, DataHint, PeopleHint, ConsequencesHint, MeasuresHint, AdviceHint string

	NoneHint Phrase

	KindHints map[string]string // by store.BreachKind
	RiskHints map[string]string // by store.BreachRisk
	Says      map[string]string // by store.BreachStep
	SaysHints map[string]string // the same

	Page, Open, Add, Print, Edit, Notice, Notified, NotDue, Message, People, Told, NotTold, Close, AddPerson, Everyone Action
}

// ReviewsWords are the words of the looks at security.
type ReviewsWords struct {
	Title, None, Next, Checking, NoQuestion, NoteHint, Today string

	NoneHint Phrase

	Page, Open, Start, Answer, Yes, No, NotApplicable Action
}

// PseudonymsWords are the words of an export by pseudonyms.
type PseudonymsWords struct {
	Title, Intro, Purpose, PurposeHint, RecipientHint, Dates, Places, K, KHint, Small, Why, TooSmall, FileName, Noted string

	Choices map[string]string // by the value chosen

	Page Action
}
