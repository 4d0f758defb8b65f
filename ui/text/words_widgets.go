package text

// WidgetWords are the words of the parts that screens are made of.
type WidgetWords struct {
	Down, Up, PageDown, PageUp, HalfDown, HalfUp, First, Last, Right, Left Action

	Mark, MarkAll, Sort, Reverse Action

	NextField, PreviousField, OtherLabel, RemoveLine Action

	Expand, Save, Confirm, Cancel, Pick, ScrollDown, ScrollUp, External, Complete, Parent Action

	Marked, Characters, WatchMore Plural

	YesKey, Yes, No                              string
	None, NothingFound, Searching                string
	Required, NotADay, NotATime                  string
	Understood, CutAt                            Phrase
	Discard, DiscardWhat, DiscardAct, DiscardKey string
	NoFolder, NoAccess                           Phrase
	EmptyFolder, Folder, NewFile, Overwrites     string
	EditorHint, LabelHint                        string
	NoEditor, NotThatEditor, EditorFailed        Phrase
	NoPrivateFolder                              string
	Months, Days                                 string // names, apart by spaces; days from Sunday on
}
