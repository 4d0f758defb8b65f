package text

// Records are the words that the records of every kind share. Fields are by
// their names in JSON, the other maps by the values stored.
type Records struct {
	Fields           map[string]string
	Statuses         map[string]string
	StatusWhys       map[string]string // {date}
	Natures          map[string]string
	Kinds            map[string]string
	Directions       map[string]string
	Ways             map[string]string
	Supports         map[string]string
	Documents        map[string]string
	Repeats          map[string]string
	Labels           map[string]string
	Interactions     Plural
	DocumentCount    Plural
	Attachments      Plural
	Tasks            Plural
	Disclosures      Plural
	People           Plural
	NextPage         Phrase
	None             string
	Which            Phrase
	StdinTwice       Phrase
	NoChange         string
	BadPatch         Phrase
	AlreadySo        string
	NoValue          Phrase
	Leftover         Phrase // {field}, {value}
	KeptPhone        Phrase
	UndoHint         string
	BinaryOnTerminal string
	Written          Phrase
	BadAmount        Phrase
}
