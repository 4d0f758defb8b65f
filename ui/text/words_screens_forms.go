package text

// FormWords are the words of every form.
type FormWords struct {
	Save                               Action
	AddressHint, Rest, Gone, GoneDraft string
	NotSaved                           Phrase
}

// PersonFormWords are the words of the form of a contact.
type PersonFormWords struct {
	AddTitle, EditTitle, OrganisationHint, Others, TagsHint, SourceHint, NoteHint, NearName, NobodyAlike string
	OthersHint, GoOn, Own                                                                                string

	Alike    Action
	Saved    Phrase
	OpenThat Phrase
	MayBe    Plural
}

// OrganisationFormWords are the words of the form of an organisation.
type OrganisationFormWords struct{ AddTitle, EditTitle, SIRENHint string }

// DocumentFormWords are the words of the form of a document.
type DocumentFormWords struct{ AddTitle, EditTitle, AmountHint string }

// MergeWords are the words of joining two contacts and of deleting one.
type MergeWords struct {
	Title, PickTitle, PickHint, Kept, Other, Result, ToNote, CanUndo string
	DeleteTitle, Delete                                              string

	Join, Swap Action

	Joined, Moves, DeleteWith, DeleteUndo, DeleteErase, Deleted Phrase
}

// AttachmentWords are the words of files going into the vault and out of it.
type AttachmentWords struct {
	AddTitle, GetTitle, Writing, Nameless string
	InClear, NotFile                      Phrase
}
