package text

// RestrictedWords are the words of data that are kept apart (GDPR art. 18).
type RestrictedWords struct {
	Title, Nobody, NobodyHint, AddTitle, GroundHint, ReasonHint, LiftTitle, ToldHint, DespiteTitle, Allowed, Copied, None string

	Since Phrase

	Lift, Message, Despite, Open, Add, Page Action
}
