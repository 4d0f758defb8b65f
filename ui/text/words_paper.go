package text

// Register are the words of the register as a paper (GDPR art. 30).
type Register struct {
	Title      string
	Law        string
	Controller string
	Activities string
	NoDelegate string // there is no representative, no DPO
	ToFill     string // what the law asks for and nobody wrote
	NoneMade   string
	Number     Phrase
	Footer     Phrase
	Fields     map[string]string // of an activity and of the controller, with the letters of art. 30(1)
	Forms      map[string]string // legal forms
}

// Activity is the noun “activity”.
type Activity struct {
	Command    Command
	List       Command
	Show       Command
	Add        Command
	Edit       Command
	End        Command
	Delete     Command
	Export     Command
	Nothing    string
	Added      Phrase
	Changed    Phrase
	EndedOn    Phrase
	Deleted    Phrase
	DeleteAsk  Phrase
	Unbalanced string
	Justify    Phrase
}

// Business is the noun “business”.
type Business struct {
	Command Command
	Show    Command
	Set     Command
	Changed string
}

// Notice is the noun “notice”.
type Notice struct {
	Command   Command
	Generate  Command
	List      Command
	Show      Command
	Give      Command
	Given     Command
	Owed      Command
	Title     string // of a short notice, which has none of its own
	Footer    Phrase
	Kept      Phrase
	Nothing   string
	NotGiven  string
	Done      Plural
	NobodyDue string
	Late      string
	ByUse     string
	Heading   string            // above what a notice lacks
	Gaps      map[string]string // by privacy.GapCode
	GapOf     Phrase
	Due       string
	Version   Phrase
}

// Receipt are the words of what a person takes away of an answer.
type Receipt struct {
	Titles       map[string]string // by store.Answer
	Person       string
	Controller   string
	EveryChannel string
	GivenOn      string
	Until        string
	ExactWords   string
	ProofTitle   string
	Number       string
	NextTitle    string
	Next         map[string]string // by store.Answer: what it means, what may be done
	Reach        Phrase
	Footer       Phrase
}

// Certificate are the words of a certificate of erasure (GDPR art. 17).
type Certificate struct {
	Title, Number, File, Erased, Gone, Stays, Nothing, Suppressed, Search, Read, Found, Clean, Told string
	Unfinished, NoMore, Unsearched, NoRecipient                                                     string

	Footer     Phrase
	Recipients Plural
}
