package text

// Screens is everything the interface says beyond Words, one field a section,
// filled from assets/words/screens.{fr,en}.json. It is apart because the
// commands start without it.
type Screens struct {
	App  AppWords
	Keys KeyWords
}

// Action is the words of something a person can do on a screen.
type Action struct {
	Name string // as the footer and the palette show it: a word or two
	Help string // a line: what it does
}

// AppWords are the words of the shell around the screens.
type AppWords struct {
	Help, Palette, Back, Quit, Lock, Mouse, Shade, Suspend, Undo, CancelJob Action

	GoTo, TooSmall, Locked, TimeLeft, Undone, Disabled, NoFor, Panic, NotSaved, Kept, Lost Phrase

	Sealing, Waiting, QuitAgain, MouseOn, MouseOff, ReadOnly, NothingToUndo string
	NoSuchCommand, PaletteHint, HelpHere, HelpEverywhere                    string
}

// KeyWords are the words of the generated pages of keys.
type KeyWords struct {
	Title, Intro, Key, Action, What, ID string
}
