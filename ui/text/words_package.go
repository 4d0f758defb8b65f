package text

// Access are the words of what answers a request for access (GDPR art. 15).
type Access struct {
	Title        string
	Person       string
	Controller   string
	StateOf      string
	Footer       Phrase
	Dear         Phrase
	Intro        Phrase
	Enclosed     string
	WithFiles    string
	Purposes     string
	NoPurpose    string
	Purpose      string
	Basis        string
	Interest     string
	State        string
	InUse        Phrase
	NotUsed      Phrase
	Data         string
	Recipients   string
	Retention    string
	UntilDay     Phrase
	Transfers    string
	NoTransfer   string
	Automated    string
	Handed       string
	HandedIntro  string
	HandedNone   string
	Everything   string // of a disclosure, what it held
	Own          string // to the business itself
	Source       string
	Rights       string
	RightsList   string // one a line
	Reach        Phrase
	Complaint    string
	ToComplain   string
	Decisions    string
	NoDecision   string
	Masked       string
	MaskedSays   Plural
	Copy         string
	Sheet        string
	Reached      string
	Fields       string
	Exchanges    string
	Documents    string
	Files        string
	Tasks        string
	Consents     string
	Notices      string
	Disclosures  string
	Requests     string
	Restrictions string
	LiftedOn     string
	Holds        string
	HoldsUntold  string
	Retained     string
	AskedOn      string
	Tellings     string
	ToldOn       string
	Suppressed   string
	Breaches     string
	Serves       string
	Pasts        string
	PastsIntro   string
	Whats        map[string]string // by store.What
	Content      string
	What         string
	Before       string
	ServesFor    string
	KeptUntil    string
	Nothing      string
	AllDirect    string // of an objection to all direct marketing
}

// Portability are the words of what a person takes elsewhere (GDPR art. 20).
type Portability struct {
	Files   map[string]string // what each file is called, without its ending
	Whys    map[string]string // by privacy.Why
	Refused string
}

// Opening are the words of the page on how to open a sealed package.
type Opening struct {
	Title       string
	Intro       string
	Get         string
	GetLines    string // one a line
	Open        string
	OpenIntro   string
	ByPhrase    Phrase
	ByKey       Phrase
	Asks        string
	Then        Phrase
	KeyFile     string
	NeedsHybrid string
	Read        string
	Wrong       string
	Footer      string
}

// Parcel are the words of a package that is handed over: its files, and the
// command “contact package”.
type Parcel struct {
	AccessName      string
	PortabilityName string
	OpeningName     string
	Folder          string
	Nameless        string

	Command       Command
	SaySeal       string
	MaskForAccess string
	AskSeal       string
	SealMade      string
	SealTyped     string
	AskReplace    Phrase
	Done          Phrase
	InClear       string
	OpeningAt     Phrase
	ShownOnce     string
	Passphrase    string
	Others        Plural // refused: nothing was said about them
	OthersFound   Plural
	OtherLine     Phrase
	MorePlaces    Plural
	NoSuchOther   Phrase
	AskMask       string
	MaskAll       string
	MaskEach      string
	MaskNone      string
	MaskThis      Phrase
	WouldHold     Phrase
	Sent          Phrase            // what the register keeps of it
	Seals         map[string]string // passphrase, key, clear
}

// HandoverWords are the words of the steps that put a person's data together.
type HandoverWords struct {
	Title, French, English, Gathering, Mask, MaskIt, LeaveIt string

	Seal, SealMade, SealTyped, SealKey, SealClear, TypePhrase, TypeKey, PhraseHint string

	Where, Writing, Done string

	Access, Portability Phrase

	Copy Action
}
