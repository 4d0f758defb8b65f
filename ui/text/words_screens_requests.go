package text

// RequestsWords are the words of the desk of rights.
type RequestsWords struct {
	Title, AddTitle, CounterTitle, NotOnFile, NameHint, OnFile, NameNeeded, CloseToo, KnownByUs, HandedHint, WhichLetter, FileTitle, Today string

	EmptyHint Phrase

	Open, Add, Counter, Closed, Answer, Verify, AskIdentity, Extend, Refuse, Close, Letter, Person, Do, Choose, Copy, File, Sent Action

	Says, Hints map[string]string // by store.EventOf
}
