package text

// Request is the noun “request”: the register of what people ask for about
// their data.
type Request struct {
	Command Command
	Open    Command
	List    Command
	Show    Command
	Verify  Command
	Extend  Command
	Answer  Command
	Close   Command
	Refuse  Command

	Letter   Command
	Template Command
	Form     Command
	Calendar Command

	Rights   map[string]string // by store.Right
	Articles map[string]string // the same
	Routes   map[string]string // by store.Route
	States   map[string]string // by store.RequestState
	Events   map[string]string // by store.EventOf
	Holidays map[string]string // by privacy.Holiday

	ReceivedOn Phrase
	Counted    Plural
	Clipped    Plural
	Waited     Plural
	IsDay      Phrase
	IsHoliday  Phrase
	OffDay     Phrase
	DueBy      Phrase

	StandsSince Phrase
	DaysLeft    Plural
	DaysLate    Plural
	Today       string
	Standing    string
	InTime      string
	WasLate     string

	NotOnFile        Phrase
	Gone             string
	Nothing          string
	Opened           Phrase
	Noted            Phrase
	ClosedNow        Phrase
	Overdue          Phrase
	RefuseLetter     Phrase
	CorrectedAsAsked string
	TellThem         Phrase // GDPR art. 19
	SayPackage       string // what answers, where nothing says it
	SayErase         string
	SayMeans         string
	SayName          string
	SayGround        string
	SayCorrected     string
	WhichGround      string
	NoDryRun         string
	Corrected        Phrase // a field of store.FieldChange
	NoValue          string // before or after
	Known            Phrase
	WhichIsIt        Phrase
	SomeoneElse      string

	Steps    map[string]string // by store.LetterFor
	Names    map[string]string // what a request is, in a letter, by store.Right
	Remedies string            // GDPR art. 12(4)
	To       Phrase
	Dated    Phrase

	LetterFooter, LetterNoted, TemplateKept, TemplateBack Phrase
	TemplateShipped                                       string

	CalendarTitle string
	CalendarEvent Phrase

	FormTitle, FormName, FormReach, FormKnown, FormRight, FormAsked, FormIdentity, FormWhy, FormSend, FormDate string

	FormIntro, FormTo Phrase
	FormRights        map[string]string // by store.Right

	Due, Reasoning, Asks, History, State, Right, Received, Who, When, What, More string
}

// RequestErrors say why a step of a request cannot be taken.
type RequestErrors struct {
	Why, WhyUntil    Phrase
	Unknown, Missing Phrase            // of a letter's template
	Codes            map[string]string // by privacy.RefusalCode
}
