package store

import (
	"bytes"
	"encoding/binary"
	"iter"
	"slices"
	"strconv"
	"time"

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
	order := make([]int, len(found)) // by name, so that a stable sort keeps that below
	for i := range order {
		order[i] = i
	}
	if l.q.Descending {
		slices.Reverse(order)
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch missA, missB := len(keys[a]) == 0, len(keys[b]) == 0; {
		case missA && missB:
			return a - b
		case missA:
			return 1
		case missB:
			return -1
		case l.q.Descending:
			return bytes.Compare(keys[b], keys[a])
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

// walked serves an order without a filter from its index: the people whom the
// index holds, then the others by name.
func (l *lister) walked() (Page, error) {
	var rows []Row
	full := func() bool { return l.q.Limit > 0 && len(rows) > l.q.Limit }
	if l.after == nil || l.has(l.after) {
		for id, err := range l.walk() {
			if err != nil {
				return Page{}, err
			}
			p, err := getPerson(l.tx, id)
			if err != nil {
				return Page{}, err
			}
			if rows = append(rows, rowOf(&p, l.ix.mainOrg(&p))); full() {
				break
			}
		}
	}
	if !full() && l.q.Sort != SortCreated {
		var from []byte
		if l.after != nil && !l.has(l.after) {
			from = append(l.ix.nameKey(l.after), 0)
		}
		for k, v := range l.tx.From(bucketByName, from) {
			if len(rowField(v, l.field())) > 0 {
				continue
			}
			if rows = append(rows, readRow(k, v)); full() {
				break
			}
		}
	}
	total := 0
	if l.q.Count {
		total = l.tx.Count(string(KindPerson))
	}
	return l.page(rows, total), nil
}

func (l *lister) field() int {
	switch l.q.Sort {
	case SortOrganisation:
		return fieldOrganisation
	case SortLastContact:
		return fieldLastContact
	}
	return fieldFollowUp
}

// has tells whether the index that the list walks holds the person.
func (l *lister) has(p *Person) bool {
	switch l.q.Sort {
	case SortOrganisation:
		return len(p.Organisations) > 0
	case SortLastContact:
		return !p.LastContact.IsZero()
	case SortFollowUp:
		return p.FollowUp != ""
	}
	return true
}

// walk yields the people of the order's index, after the cursor.
func (l *lister) walk() iter.Seq2[ID, error] {
	switch l.q.Sort {
	case SortOrganisation:
		return l.walkOrganisations()
	case SortFollowUp:
		return l.walkFollowUps()
	}
	return func(yield func(ID, error) bool) {
		bucket, prefix := string(KindPerson), []byte(nil)
		if l.q.Sort == SortLastContact {
			bucket = bucketByContact
			if l.after != nil {
				prefix = contactKey(l.after.LastContact)
			}
		}
		var from []byte
		if l.after != nil {
			from = append(prefix, l.after.ID[:]...)
		}
		apart := quarantine(l.tx)
		for k := range l.from(bucket, from) {
			if apart[ID(k[len(k)-16:])] {
				continue
			}
			if !yield(ID(k[len(k)-16:]), nil) {
				return
			}
		}
	}
}

// from walks a bucket in the direction of the list, past the key given.
func (l *lister) from(bucket string, k []byte) iter.Seq2[[]byte, []byte] {
	if l.q.Descending {
		return l.tx.Before(bucket, k)
	}
	if k != nil {
		k = append(bytes.Clone(k), 0)
	}
	return l.tx.From(bucket, k)
}

func (l *lister) walkFollowUps() iter.Seq2[ID, error] {
	return func(yield func(ID, error) bool) {
		var from []byte
		if l.after != nil {
			from = slices.Concat([]byte(l.after.FollowUp), []byte{'f'}, l.after.ID[:])
			if !l.q.Descending { // past every follow-up of that contact on that day
				from = append(from, bytes.Repeat([]byte{0xff}, 17)...)
			}
		}
		var last []byte
		for k := range l.from(bucketByDue, from) {
			day := len(dateLayout)
			if k[day] != 'f' || len(last) > 0 && bytes.HasPrefix(k, last) {
				continue
			}
			id := ID(k[day+1 : day+17])
			p, err := getPerson(l.tx, id)
			if err == nil && (p.Restricted || string(p.FollowUp) != string(k[:day])) {
				continue // in no list, or not that contact's first
			}
			last = k[:day+17]
			if !yield(id, err) {
				return
			}
		}
	}
}

// walkOrganisations yields, organisation by organisation, the people whose
// first it is, by name. Organisations that sort alike count as one.
func (l *lister) walkOrganisations() iter.Seq2[ID, error] {
	return func(yield func(ID, error) bool) {
		var from []byte
		if l.after != nil { // its organisation once more, to go on in the middle
			from = l.ix.orgKey(l.ix.mainOrg(l.after))
			if l.q.Descending {
				from = append(from, bytes.Repeat([]byte{0xff}, 33)...)
			}
		}
		skip := l.after != nil
		pairs := l.tx.From(bucketByOrg, from)
		if l.q.Descending {
			pairs = l.tx.Before(bucketByOrg, from)
		}
		var done []byte
		for k := range pairs {
			name := k[:len(k)-32]
			if bytes.Equal(name, done) {
				continue
			}
			done = name
			people, err := membersUnder(l.tx, l.ix, name, string(markMain))
			if err != nil {
				yield(ID{}, err)
				return
			}
			if l.q.Descending {
				slices.Reverse(people)
			}
			for _, p := range people {
				id := ID(p.key[len(p.key)-16:])
				if skip {
					skip = id != l.after.ID
					continue
				}
				if !yield(id, nil) {
					return
				}
			}
		}
	}
}

func contactKey(t time.Time) []byte {
	return binary.BigEndian.AppendUint64(nil, uint64(t.Unix()))
}

// CountPersons returns how many people there are but for those restricted, in time that grows with them.
func (s *Store) CountPersons() (n int, err error) {
	err = s.v.View(func(tx *vault.Tx) error { n = tx.Count(string(KindPerson)) - len(quarantine(tx)); return nil })
	return n, err
}
