package text

// RequestsWords are the words of the desk of rights.
type RequestsWords struct {
	Title, AddTitle, CounterTitle, NotOnFile, NameHint, OnFile, NameNeeded, CloseToo, KnownByUs, HandedHint, WhichLetter, FileTitle, Today string
	BlankHint, BlankFile, CalendarFile, Letters                                                                                            string

	EmptyHint Phrase

	Open, Add, Counter, Closed, Answer, Verify, AskIdentity, Extend, Refuse, Close, Letter, Person, Do, Choose, Copy, File, Sent, Blank, Calendar Action

	Says, Hints map[string]string // by store.EventOf
}

// LettersWords are the words of the page of the texts of letters.
type LettersWords struct {
	Title, Step, BackAsk, BackWhat, Already string

	May, Must Phrase

	Edit, Back, Page Action
}
