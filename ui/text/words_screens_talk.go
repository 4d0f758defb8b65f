package text

// LogWords are the words of the form that an interaction is logged in.
type LogWords struct {
	Log, Edit, ChooseKind, ChooseDirection Action

	WhoTitle, Received, Sent, When, FollowUp, Support                                                      string
	SubjectHint, BodyHint, FollowUpHint, NoSupport, NewSupport, Before, NoneBefore, NoPurpose, PurposeHint string

	KindTitle, DirectionTitle, Title, EditTitle, NowHint, Answers, Saved Phrase
	Changed, InFuture                                                    Phrase

	In, Out map[string]string
}

// ExchangesWords are the words of the list of everybody's interactions.
type ExchangesWords struct {
	Title, Nothing, Date, What, Who, Subject                               string
	Age, Messages, State, Empty, EmptyFiltered, NoRequests, NoRequestsHint string
	AllTab, RequestsTab, AllKinds, KindTitle, SearchHint, NoText, OpenOnly string
	WithSolved                                                             string

	Open, Edit, Delete, Person, Kind, Direction, OnlyOpen   Action
	Requests, Everything, States, Search, SearchDone, Clear Action

	EmptyHint, EmptyFilteredHint Phrase

	Count, RequestCount, Days, Minutes, Hours Plural
}

// ExchangeWords are the words of the page of an interaction or a support request.
type ExchangeWords struct {
	Edit, Delete, Person, Reply, Reopen, Wait, Solve Action
	Next, Previous, Request                          Action

	DeleteTitle, DeleteAct, Deleted, NoText, Gone, Imported string
	Already, RequestOf                                      string

	DeleteKeeps, Messages, More Plural

	FollowUp, Moved, Since, DeleteUndo Phrase
}

// ReachWords are the words of the box that leads to the mailer and the telephone.
type ReachWords struct {
	Title, NoOpener, NoDesktop, Failed, NoProgram, LogCall, LogMail Phrase

	Open, Copy, Log Action

	Nothing, NothingHint, Odd, Copied, Cleared, LogWhat, LogAct string
}
