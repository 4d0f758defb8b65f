package store

import (
	"calepin/store/vault"
)

// Tally is what is left of contacts made anonymous: how many there were of a
// kind, and of what they did. It names nobody and points at nobody.
type Tally struct {
	ID     ID     `json:"id"`
	Year   int    `json:"year"` // that they came on file in
	Status Status `json:"status"`
	Nature Nature `json:"nature,omitempty"`

	Contacts     int `json:"contacts"`
	Interactions int `json:"interactions"`
	Documents    int `json:"documents"`
}

// Tallies returns them, by year.
func (s *Store) Tallies() (all []Tally, err error) {
	err = s.v.View(func(tx *vault.Tx) error { all, err = listTied[Tally](tx, KindTally, ID{}); return err })
	SortRecords(all, func(a, b Tally) int { return a.Year - b.Year })
	return all, err
}

// tallies are what an erasure counts.
type tallies map[Tally]*Tally

// count counts a person who goes, and what goes with them.
func (t tallies) count(p *Person, tied []record) {
	kind := Tally{Year: p.CreatedAt.Year(), Status: p.Status, Nature: p.Nature}
	n := t[kind]
	if n == nil {
		n = &Tally{Year: kind.Year, Status: kind.Status, Nature: kind.Nature}
		t[kind] = n
	}
	n.Contacts++
	for _, r := range tied {
		switch r.(type) {
		case *Interaction:
			n.Interactions++
		case *Document:
			n.Documents++
		}
	}
}

// add adds the counts to those in the vault.
func (t tallies) add(c *change) error {
	all, err := listTied[Tally](c.tx, KindTally, ID{})
	if err != nil {
		return err
	}
	for kind, n := range t {
		n.ID = newID(c.now)
		for _, was := range all {
			if was.Year == kind.Year && was.Status == kind.Status && was.Nature == kind.Nature {
				n.ID = was.ID
				n.Contacts, n.Interactions, n.Documents = n.Contacts+was.Contacts, n.Interactions+was.Interactions, n.Documents+was.Documents
			}
		}
		if err := c.put(n); err != nil {
			return err
		}
	}
	return nil
}
