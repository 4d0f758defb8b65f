package text

// ContactsWords are the words of the list of people.
type ContactsWords struct {
	Title, LastColumn string

	Open, Search, SearchDone, Clear, Next, Previous, Add, Edit, Reach, Filter, Views, Tag, Merge, Delete, Import, Apply Action

	SearchHint, FilterHint             Phrase
	Chosen                             Plural
	Nobody, MergeTwo                   string
	NoMatch, Empty, EmptyFor           string
	NoMatchHint, EmptyAdd, EmptyImport Phrase
	LastExchanges, NoExchange          string

	TagTitle, Tagged           Plural
	TagAdd, TagRemove, TagHint string

	FilterTitle, AnyStatus, SaveAs, SaveAsHint string
	Saved                                      Phrase

	ViewsTitle, NoViews       string
	NoViewsFor, ViewForgotten Phrase
	ViewShow, ViewForget      Action
}

// PersonWords are the words of the page of a person.
type PersonWords struct {
	Why, Withdraw, Right, Package         Action
	WhyOnFile, Unfounded, Fails, ToBeTold string

	Details, Timeline, Documents, Tasks, Files, Requests string

	Open, Get, Edit, Reach, Task, Document, Attach, Search, Filter, Clear, Next, Previous, Merge, Delete, Erase Action

	More Plural

	Gone, Origin, Messages string
	Request, FollowUp      Phrase

	NoHistory, NoHistoryFor       string
	NoDocuments, NoTasks, NoFiles string
	NoDocumentsFor, NoTasksFor    Phrase
	NoFilesFor                    Phrase
	NoRequests, NoRequestsFor     string
	FilterTitle, All              string
	Letters                       map[string]string // that choose a filter
}

// OrganisationsWords are the words of the list of organisations and of their
// pages.
type OrganisationsWords struct {
	Title, People string

	Open, OpenPerson, Search, Clear, Add, AddPerson, Edit, Delete Action

	SearchHint                             Phrase
	Count, Unties                          Plural
	NoneChosen, NoMatch, Empty, EmptyFor   string
	EmptyAdd, NoPeopleFor                  Phrase
	NoPeople, Gone, DeleteAct, DeleteAlone string
	DeleteTitle, Deleted                   Phrase
}
