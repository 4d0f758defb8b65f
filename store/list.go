package store

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"strconv"

	"calepin/store/collation"
	"calepin/store/vault"
)

// SortKey is what a list of people is sorted by. Those who have no such thing
// come last, by name, in either direction.
type SortKey string

// The orders. People are created in the order of their ids.
const (
	SortName         SortKey = "name"
	SortOrganisation SortKey = "organisation"
	SortLastContact  SortKey = "last-contact"
	SortFollowUp     SortKey = "follow-up"
	SortCreated      SortKey = "created"
	// SortMatch puts those first whose own name the search fits; without a
	// search it is by name.
	SortMatch SortKey = "match"
)

// Query asks for a page of people.
type Query struct {
	// Search is words that must all be in the names, e-mails, telephone
	// numbers, organisations or tags, accents and case apart.
	Search string   `json:"search,omitempty"`
	Tags   []string `json:"tags,omitempty"`   // all of them
	Status Status   `json:"status,omitempty"` // empty for any
	// Organisation asks for the people tied to it, as their first or another;
	// zero for anybody.
	Organisation ID      `json:"organisation,omitzero"`
	Sort         SortKey `json:"sort,omitempty"` // empty is by name
	Descending   bool    `json:"descending,omitempty"`
	Limit        int     `json:"-"` // 0 for all
	After        string  `json:"-"` // Next of the page before
	Count        bool    `json:"-"` // fill in Page.Total, which costs a walk through all
}

// Page is a page of people. Next is empty on the last one.
type Page struct {
	Rows  []Row
	Next  string
	Total int // of all pages; -1 unless asked for
}

// Persons returns a page of people. Without a filter it costs what it shows,
// with one a walk through the index by name.
func (s *Store) Persons(q Query) (page Page, err error) {
	err = s.v.View(func(tx *vault.Tx) error {
		page, err = s.persons(tx, q)
		return err
	})
	return page, err
}

func (s *Store) persons(tx *vault.Tx, q Query) (Page, error) {
	l := lister{tx: tx, q: q, terms: q.terms(), split: &s.split}
	l.ix = newIndexer(lookIn(tx))
	l.only = q.members(tx, l.ix)
	if q.After != "" {
		id, err := parseCursor(q.After, KindPerson)
		if err != nil {
			return Page{}, err
		}
		p, err := getPerson(tx, id)
		if err != nil {
			return Page{}, err
		}
		l.after = &p
	}
	switch {
	case !q.Sort.known():
		return Page{}, &FieldError{"sort", NoSuch}
	case q.byName():
		return l.byName(), nil
	case len(l.terms) > 0 || l.only != nil:
		return l.sorted(), nil
	}
	return l.walked()
}

// byName tells whether the order is that of the index by name.
func (q *Query) byName() bool {
	return q.Sort == "" || q.Sort == SortName || q.Sort == SortMatch && len(parseSearch(q.Search)) == 0
}

func (k SortKey) known() bool {
	return slices.Contains([]SortKey{"", SortName, SortOrganisation, SortLastContact, SortFollowUp, SortCreated, SortMatch}, k)
}

// members returns whom the organisation of the query leaves: nil for all.
func (q *Query) members(tx *vault.Tx, ix *indexer) map[ID]bool {
	if q.Organisation == (ID{}) {
		return nil
	}
	only := map[ID]bool{}
	for k := range tx.Prefix(bucketByOrg, ix.orgKey(ix.orgName(q.Organisation), q.Organisation)) {
		only[ID(k[len(k)-16:])] = true
	}
	return only
}

// lister makes one page.
type lister struct {
	tx    *vault.Tx
	ix    *indexer
	q     Query
	terms terms
	only  map[ID]bool
	after *Person
	split *splitter
}

// page cuts found, which may hold one row more than asked for, to a page.
func (l *lister) page(rows []Row, total int) Page {
	p := Page{Rows: rows, Total: -1}
	if l.q.Count {
		p.Total = total
	}
	if l.q.Limit > 0 && len(rows) > l.q.Limit {
		p.Rows = rows[:l.q.Limit]
		p.Next = p.Rows[l.q.Limit-1].ID.String()
	}
	return p
}

func (l *lister) byName() Page {
	sc := scan{terms: l.terms, only: l.only, descending: l.q.Descending, count: l.q.Count}
	if l.q.Limit > 0 {
		sc.limit = l.q.Limit + 1
	}
	if l.after != nil {
		sc.from = l.ix.nameKey(l.after)
		if !l.q.Descending {
			sc.from = append(sc.from, 0)
		}
	}
	found, total := sc.run(l.tx, l.split)
	if l.after != nil && l.q.Count { // the pages before count as well
		_, total = scan{terms: l.terms, only: l.only, limit: 1, count: true}.run(l.tx, l.split)
	}
	rows := make([]Row, len(found))
	for i, f := range found {
		rows[i] = readRow(f.key, f.value)
	}
	return l.page(rows, total)
}

// sorted serves a filter together with an order other than by name: it finds
// all, sorts them and cuts the page out.
func (l *lister) sorted() Page {
	found, total := scan{terms: l.terms, only: l.only}.run(l.tx, l.split)
	keys := l.sortKeys(found)
	order := sortedPlaces(len(found), func(a, b int) int { // found is by name
		switch missA, missB := len(keys[a]) == 0, len(keys[b]) == 0; {
		case missA && missB:
			return a - b
		case missA:
			return 1
		case missB:
			return -1
		case l.q.Descending:
			return cmp.Or(bytes.Compare(keys[b], keys[a]), b-a)
		}
		return bytes.Compare(keys[a], keys[b])
	})
	if l.after != nil {
		i := slices.IndexFunc(order, func(i int) bool { return bytes.HasSuffix(found[i].key, l.after.ID[:]) })
		order = order[i+1:]
	}
	if l.q.Limit > 0 && len(order) > l.q.Limit+1 {
		order = order[:l.q.Limit+1]
	}
	rows := make([]Row, len(order))
	for i, n := range order {
		rows[i] = readRow(found[n].key, found[n].value)
	}
	return l.page(rows, total)
}

// sortKeys returns what each pair is sorted by, empty where it has none. Ties
// fall as in the index that an unfiltered list walks.
func (l *lister) sortKeys(found []pair) [][]byte {
	keys := make([][]byte, len(found))
	words := parseSearch(l.q.Search)
	orgs := map[string][]byte{}
	for i, f := range found {
		id := f.key[len(f.key)-16:]
		switch l.q.Sort {
		case SortCreated:
			keys[i] = id
		case SortMatch:
			keys[i] = nearnessKeys[words.nearness(f.value)]
		case SortOrganisation:
			name := string(rowField(f.value, fieldOrganisation))
			if _, known := orgs[name]; !known && name != "" {
				orgs[name] = collation.Key(name)
			}
			keys[i] = orgs[name]
		case SortLastContact:
			if n, err := strconv.ParseInt(string(rowField(f.value, fieldLastContact)), 10, 64); err == nil {
				keys[i] = append(binary.BigEndian.AppendUint64(make([]byte, 0, 24), uint64(n)), id...)
			}
		case SortFollowUp:
			if d := rowField(f.value, fieldFollowUp); len(d) > 0 {
				keys[i] = slices.Concat(d, []byte{'f'}, id)
			}
		}
	}
	return keys
}

// CountPersons returns how many people there are but for those restricted, in time that grows with them.
func (s *Store) CountPersons() (n int, err error) {
	err = s.v.View(func(tx *vault.Tx) error { n = tx.Count(string(KindPerson)) - len(quarantine(tx)); return nil })
	return n, err
}
