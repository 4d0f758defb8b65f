package text

// Help is the frame around every command's help, what is said of a command
// line that makes no sense, and the commands about commands.
type Help struct {
	Usage         string
	Commands      string
	CommandWord   string // stands for a command's name in a usage line
	Flags         string
	GlobalFlags   string
	Examples      string
	GroupRecords  string
	GroupPrivacy  string
	GroupExchange string
	GroupVault    string
	GroupOther    string
	HelpFlag      string
	Default       Phrase
	Required      string
	MoreHelp      Phrase
	SeeHelp       Phrase

	UnknownCommand  Phrase
	DidYouMean      Phrase
	MissingCommand  Phrase
	MissingArgument Phrase
	ExtraArgument   Phrase
	UnknownFlag     Phrase
	FlagNeedsValue  Phrase
	BadValue        Phrase
	BadChoice       Phrase
	BadFlag         Phrase
	MissingFlag     Phrase
	Exclusive       Phrase

	Command    Command // "help"
	Completion Command
	Man        Command
	ManPages   Plural // written
	ManTitles  ManTitles
}

// ManTitles are the headings of a man page.
type ManTitles struct {
	Manual, Name, Synopsis, Description, Commands, Options, GlobalOptions, Examples,
	ExitStatus, Environment, Files, SeeAlso string
	ExitCodes    string // one a line: code, tab, meaning
	Variables    string // one a line: name, tab, meaning
	VaultAt      string
	OtherSystems string
}
