package text

// Screens is everything the interface says beyond Words, one field a section,
// filled from assets/words/screens.{fr,en}.json. It is apart because the
// commands start without it.
type Screens struct {
	App              AppWords
	Keys             KeyWords
	Widgets          WidgetWords
	Contacts         ContactsWords
	Person           PersonWords
	Register         RegisterWords
	Fields           FieldsWords
	Retention        RetentionWords
	Backups          BackupsWords
	Owed             OwedWords
	Requests         RequestsWords
	Letters          LettersWords
	Erasure          ErasureWords
	Papers           PapersWords
	Holds            HoldsWords
	Suppressed       SuppressedWords
	Restricted       RestrictedWords
	Recipients       RecipientsWords
	Wordings         WordingsWords
	Rules            RulesWords
	Operators        OperatorsWords
	Trail            TrailWords
	Processors       ProcessorsWords
	Breaches         BreachesWords
	Reviews          ReviewsWords
	Pseudonyms       PseudonymsWords
	Purposes         PurposesWords
	Handover         HandoverWords
	Consent          ConsentWords
	Log              LogWords
	Exchanges        ExchangesWords
	Exchange         ExchangeWords
	Reach            ReachWords
	Today            TodayWords
	Importer         ImporterWords
	Tasks            TasksWords
	Form             FormWords
	PersonForm       PersonFormWords
	OrganisationForm OrganisationFormWords
	DocumentForm     DocumentFormWords
	Merge            MergeWords
	Attachment       AttachmentWords
	Unlock           UnlockWords
	FirstRun         FirstRunWords

	Organisations OrganisationsWords
}

// Action is the words of something a person can do on a screen.
type Action struct {
	Name string // as the footer and the palette show it: a word or two
	Help string // a line: what it does
}

// AppWords are the words of the shell around the screens.
type AppWords struct {
	Help, Palette, Back, Quit, Lock, Mouse, Shade, Suspend, Undo, CancelJob, Draft, Backups Action

	GoTo, TooSmall, TimeLeft, Undone, Disabled, NoFor, Panic, Kept, Lost, Fields, NoFile Phrase

	SlipKey, SlipLine, SlipFile Phrase // in the configuration

	Locked, Seconds, Minutes Plural

	Sealing, Waiting, QuitAgain, MouseOn, MouseOff, ReadOnly, NothingToUndo, NoDraft, SlipKind string
	NotLogged, ToKnow                                                                          string
	NoSuchCommand, PaletteHint, PaletteTitle, HelpTitle, HelpHere, HelpEverywhere              string

	KeyNames map[string]string // keys that are not called by their letter
}

// KeyName is a key as people call it.
func (w *Screens) KeyName(key string) string {
	if name, ok := w.App.KeyNames[key]; ok {
		return name
	}
	return key
}

// KeyWords are the words of the generated pages of keys.
type KeyWords struct {
	Title, Intro, Key, Action, What, ID string
}
