package text

// Interaction is the noun “interaction”.
type Interaction struct {
	Command         Command
	Add             Command
	List            Command
	Show            Command
	Edit            Command
	Delete          Command
	Added           Phrase
	Changed         Phrase
	Deleted         Phrase
	DeleteAsk       Phrase
	Title           Phrase
	InFuture        Phrase
	NoteNoDirection string
}

// Document is the noun “document”.
type Document struct {
	Command   Command
	Add       Command
	List      Command
	Show      Command
	Edit      Command
	Delete    Command
	Added     Phrase
	Changed   Phrase
	Deleted   Phrase
	DeleteAsk Phrase
	Title     Phrase
}

// Attachment is the noun “attach”.
type Attachment struct {
	Command   Command
	Add       Command
	List      Command
	Get       Command
	Delete    Command
	Added     Phrase
	Deleted   Phrase
	DeleteAsk Phrase
	NeedsName string
	OneName   string
	IsFolder  Phrase
}

// Task is the noun “task”.
type Task struct {
	Command    Command
	Add        Command
	List       Command
	Done       Command
	Edit       Command
	Delete     Command
	Added      Phrase
	Changed    Phrase
	Deleted    Phrase
	Finished   Phrase
	Again      Phrase
	DeleteAsk  Phrase
	Nothing    string
	NothingDue Phrase
	FollowUp   string
	Task       string
	Late       string
}
