package text

// RestrictedWords are the words of data that are kept apart (GDPR art. 18).
type RestrictedWords struct {
	Title, Nobody, NobodyHint, AddTitle, GroundHint, ReasonHint, LiftTitle, ToldHint, DespiteTitle, Allowed, Copied, None string

	Since Phrase

	Lift, Message, Despite, Open, Add, Page Action
}

// RecipientsWords are the words of those who were handed data (GDPR art. 19).
type RecipientsWords struct {
	Title, Nobody, NobodyHint, TellTitle, ToldHint, NoteHint, Today string

	Message, Tell, Page Action
}
