package demo

import (
	"encoding/json"
	"fmt"
	"sync"

	"calepin/assets/sample"
	"calepin/store"
)

// words are the lists of assets/sample.
type words struct {
	names   nameWords
	firms   firmWords
	stories storyWords
}

type nameWords struct {
	Women    []string `json:"women"`
	Men      []string `json:"men"`
	Families []string `json:"families"`
}

type firmWords struct {
	Patterns    []phrase    `json:"patterns"`
	Trades      []string    `json:"trades"`
	Poetics     []string    `json:"poetics"`
	Plurals     []string    `json:"plurals"`
	Places      []string    `json:"places"`
	Suffixes    []string    `json:"suffixes"`
	Titles      []string    `json:"titles"`
	Departments []string    `json:"departments"`
	Streets     []string    `json:"streets"`
	Towns       [][2]string `json:"towns"` // postal code, name
	Sources     []phrase    `json:"sources"`
	Notes       []string    `json:"notes"`
	Tags        []string    `json:"tags"`
}

type storyWords struct {
	Projects      []project  `json:"projects"`
	Approach      []step     `json:"approach"` // how a contact first turns up
	Project       []step     `json:"project"`  // from the first answer to the thanks
	Lost          []step     `json:"lost"`     // how a prospect says no
	Support       [][]step   `json:"support"`  // threads of a request and its answers
	Care          []step     `json:"care"`     // what happens between projects
	BusinessTasks []taskWord `json:"business_tasks"`
	ContactTasks  []taskWord `json:"contact_tasks"`
}

// project is what a contact orders, at a price in euros without VAT.
type project struct {
	Un   string `json:"un"`
	Le   string `json:"le"`
	Du   string `json:"du"`
	Low  int    `json:"low"`
	High int    `json:"high"`
	Tag  string `json:"tag"`
}

// step is one interaction of a story.
type step struct {
	Kind      store.Kind         `json:"kind"`
	Direction store.Direction    `json:"direction"`
	Days      float64            `json:"days"`     // usual wait after the step before
	Optional  float64            `json:"optional"` // how likely it is left out
	Document  store.DocumentKind `json:"document"` // made on that day
	Settles   bool               `json:"settles"`  // pays the last invoice
	Support   bool               `json:"support"`  // asks for help
	Subject   phrase             `json:"subject"`
	Body      phrase             `json:"body"`
}

type taskWord struct {
	Title  phrase       `json:"title"`
	Repeat store.Repeat `json:"repeat"`
	Day    int          `json:"day"` // of the week or the month
}

// loadWords reads the lists once; they are part of the program, so that an
// error is a fault of the build, which the tests catch.
var loadWords = sync.OnceValues(func() (*words, error) {
	w := new(words)
	for name, into := range map[string]any{
		"names.json": &w.names, "firms.json": &w.firms, "stories.json": &w.stories,
	} {
		f, err := sample.Files.Open(name)
		if err != nil {
			return nil, err
		}
		d := json.NewDecoder(f)
		d.DisallowUnknownFields()
		if err := d.Decode(into); err != nil {
			return nil, fmt.Errorf("sample words %s: %w", name, err)
		}
	}
	return w, nil
})
