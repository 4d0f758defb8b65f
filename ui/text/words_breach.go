package text

// Breach is the noun “breach”: the register of breaches of data (GDPR arts 33,
// 34).
type Breach struct {
	Command Command
	Add     Command
	List    Command
	Show    Command
	Edit    Command
	Notify  Command
	Tell    Command
	Close   Command
	Export  Command

	Kinds   map[string]string // by store.BreachKind
	Risks   map[string]string // by store.BreachRisk
	Events  map[string]string // by store.BreachStep
	Grounds map[string]string // by store.BreachGround
	States  map[string]string // by privacy.BreachState

	HoursLeft, HoursLate, PeopleCount            Plural
	LastHour, WasLate, Decided, Part             string
	LateFor, Added, Changed, Noted, Lacks, Owing Phrase

	NoticeTitle, NoticeKind, First, Complement, AwareSince, HappenedAt, Due, Delay, SayDelay, Follows string
	PartA, PartB, PartC, PartD, Kind, People, About, Data, Records, RiskIs, PeopleTold                string
	MessageTitle, Hello, YourData, MayFollow, WeDid, YouCan                                           string
	RegisterTitle, RegisterLaw, State, Consequences, Measures, Done, Nothing, Left, NobodyNamed       string

	NoticeFooter, RegisterFooter, What, Ask Phrase
}
