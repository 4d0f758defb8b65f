package text

// Errors are the sentences of typed errors: what happened, then what to do.
type Errors struct {
	Panic           string
	Other           Phrase
	UnknownLanguage Phrase
	When            Phrase
	NoTerminal      string
	Cancelled       string
	FileNotFound    Phrase
	FileExists      Phrase
	FileDenied      Phrase
	DiskFull        string
	ReadOnlyDisk    string
}
