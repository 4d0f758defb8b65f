package exchange

import "calepin/store"

// Policy says what becomes of a contact that seems to be on file already.
type Policy string

// The policies. Without one, Skip: nothing is merged unless somebody says so.
const (
	Skip   Policy = "skip"
	Create Policy = "create"
	Merge  Policy = "merge"
)

// Action is what a plan does with a contact.
type Action string

// The actions.
const (
	Creates Action = "create"
	Merges  Action = "merge"
	Skips   Action = "skip"
	Bad     Action = "bad" // could not be read: Row.Problem says why
)

// Why says what two contacts share.
type Why string

// What contacts share, strongest first.
const (
	SameID    Why = "id"
	SameEmail Why = "email"
	SamePhone Why = "phone"
	SameName  Why = "name" // and organisation
)

// Row is what becomes of one contact of the files.
type Row struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Name   string `json:"name"`
	Action Action `json:"action"`
	// Why is what the contact shares with Match, empty where there is none.
	Why Why `json:"why,omitempty"`
	// Match is who it is taken for: someone on file, or a contact of the same
	// import, whose place is then in MatchFile and MatchLine.
	Match     *store.Row `json:"match,omitempty"`
	MatchFile string     `json:"match_file,omitempty"`
	MatchLine int        `json:"match_line,omitempty"`
	// Conflicts are the fields in which the two differ and only one value has
	// room: what is on file stays. On a row that Creates under Skip or Merge
	// they are why: another name is another person.
	Conflicts []string `json:"conflicts,omitempty"`
	Problem   Code     `json:"problem,omitempty"`
}
