package text

// WidgetWords are the words of the parts that screens are made of.
type WidgetWords struct {
	Down, Up, PageDown, PageUp, HalfDown, HalfUp, First, Last, Right, Left Action

	Mark, MarkAll, Sort, Reverse Action

	NextField, PreviousField, OtherLabel, RemoveLine Action

	Expand, Save, Confirm, Cancel, Pick, ScrollDown, ScrollUp, External Action

	Marked Plural

	YesKey, Yes, No             string
	None, NothingFound          string
	Required, NotADay, NotATime string
	Understood                  Phrase
	CutAt                       Phrase
	Secret                      string
	Discard, DiscardWhat        string
	DiscardAct                  string
	More                        Plural
	Searching, FirstOf          string
	NoFolder, NoAccess          Phrase
	EmptyFolder, Folder         string
	NewFile, Overwrites         string
	EditorHint                  string
	LabelHint                   string

	NoEditor, NotThatEditor, EditorFailed, EditorTooLong Phrase
	NoPrivateFolder                                      string

	Months, Days string // names, apart by spaces; days from Sunday on
}
