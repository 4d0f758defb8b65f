package store

import (
	"bytes"
	"encoding/binary"
	"iter"
	"slices"
	"time"
)

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
