package text

// TodayWords are the words of the first page, and of the days that tasks and
// follow-ups are put to.
type TodayWords struct {
	Owed     string
	OwedWhat Phrase

	Ending, EndingWhat string // consents soon over

	Backup, BackupOld        Phrase // {date} of the last good backup
	BackupNone, BackupFailed string

	Title string

	FollowUps, Tasks, Requests, Quiet, Recent string // the parts

	Part, PartLate, AtLeast Phrase // a part with its count

	Late, DaysAgo, MonthsAgo, YearsAgo Plural
	DayNow, DayNext, DayBefore         string
	NoDay                              string
	Answer, TheirTurn                  string // who is to write next about a request

	Open, Done, Postpone, Person, NextPart, PreviousPart, AddPerson, AddTask, Import Action

	NothingSelected, NothingToDo, NotToPostpone, NoPerson string // why not

	FollowUpDone, Solved, Moved, Undoes Phrase

	Empty, EmptyWhat      string
	EmptyAdd, EmptyImport Phrase
	Clear                 string
	ClearHow              Phrase
	NoRecent              string
	PostponeTitle         string
	Tomorrow, InAWeek     string
	InAMonth, DayHint     string
}

// TasksWords are the words of the list of tasks and of the form of one.
type TasksWords struct {
	Title, NewTitle, EditTitle string

	Due, What, Who, Repeat, DoneOn string // columns

	Open, Add, Edit, Done, Delete, Person, Filter, Whose, Postpone Action

	FilterTitle, OpenOnes, DoneOnes, AllOnes string

	WhoTitle, WhoHint, Anybody, Nobody string
	Of                                 Phrase
	Late                               Plural
	Count                              Plural

	Empty, EmptyWhat string
	EmptyAdd         Phrase
	NoneSuch         string

	NothingSelected, NoPerson, IsDone string

	Choose                       Action
	TitleHint, DueHint, NoteHint string
	For                          Phrase
	Once, RepeatNeedsDay         string
}

// ImporterWords are the words of bringing in a file.
type ImporterWords struct {
	Title, FileTitle string

	Choose, Continue, Run, Decide, All, Filter, Problems, Columns, Change, Header, Back, UndoAll, Contacts, Source, See, Close, Scroll Action

	Teach, TeachFormats, TeachSafe string
	TeachKey, TeachOther           Phrase

	Refusals  map[string]string // by exchange.Code: what to do with such a file
	NothingIn string
	NoColumn  string

	Check                               Phrase
	SourceLine, SourceChange, SourceUse Phrase
	SourceTitle, SourceHint             string
	Sources                             string // the usual answers, a line each

	StepFile, StepColumns, StepPreview, StepDone string

	Known, Separator Phrase
	ColumnCount      Plural
	Tab              string

	Column, Field, Samples, Line, Name, Outcome, What, About string // columns of tables

	NotKept, Ignored, LabelOf, AsRecognised, NoLabel string
	FieldTitle, LabelTitle                           Phrase
	FieldHint                                        string
	HeaderOn, HeaderOff                              string
	NoName, FullName                                 string
	ColumnsHint                                      string

	Would                    Phrase
	Comparing                string
	Duplicates               Plural
	ProblemCount             Plural
	DecideTitle, Differences Phrase
	AllTitle                 string
	AllSkip, AllMerge        string
	AllCreate                string
	ShowAll, ShowNew         string
	ShowMerged, ShowSkipped  string
	ShowBad, ShowDuplicates  string
	NoRows, NoProblems       string

	NothingToImport, Busy, Writing string // why not

	Done, Undone, Cancelled string
	UndoHint                Phrase
	Failed                  Phrase
	Leave, LeaveWhat        string
	LeaveAct                string
}
