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

// ErasureWords are the words of the page on which somebody is erased for good.
type ErasureWords struct {
	Title, Looking, Erasing, Wait, Refused, Unknown, NotSettled, ToSettle, Masked, Left, Whom, OfAnother, OpenIt string
	WhyTitle, ReasonHint, Suppress, SuppressHint, Sure, Never, Certificate                                       string

	Quoted, OfThem, FileName, Held Phrase

	Going, Staying, Masking Plural

	Erase, Settle Action

	Steps map[string]string // vault, seal, backups, search
}

// HoldsWords are the words of what legal claims keep from being erased.
type HoldsWords struct {
	Title, Today, What, ReasonHint, ReviewHint, EndTitle, EndWhat, Ended string

	Hint Phrase

	Open, Add, End, All, Page Action
}

// SuppressedWords are the words of the suppression list.
type SuppressedWords struct {
	Title, Hint, Reach, ReachHint string

	Check, Add, Page Action
}

// PapersWords are the words of a paper that is read on the screen.
type PapersWords struct {
	FileTitle string

	File, Copy Action
}
