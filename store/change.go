package store

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"slices"
	"time"

	"calepin/store/vault"
)

// change is one write transaction: what it does to records and, through set,
// to their indexes, and what undoing it takes.
type change struct {
	tx   *vault.Tx
	set  Settings
	ix   *indexer
	now  time.Time
	undo *undoEntry // nil where the change cannot be undone
	seen map[string]bool

	unheld  bool        // nor a hold: what it removes was erased before
	free    bool        // a restriction does not bind it: see guard
	despite *permission // nil for none
	by      Operator    // who does it; without an id, the program itself
	did     AuditEntry  // for the trail
	looked  bool
	apart   map[ID]bool // whose data are restricted, once looked
}

func newChange(tx *vault.Tx, set Settings, now time.Time) *change {
	return &change{tx: tx, set: set, ix: newIndexer(lookIn(tx)), now: now, seen: map[string]bool{}}
}

// update runs fn in one transaction that Undo can revert as a whole.
func (s *Store) update(what What, fn func(*change) error) error {
	return s.write(func(c *change) error {
		c.undo = &undoEntry{What: what}
		if err := fn(c); err != nil {
			return err
		}
		return c.keepUndo()
	})
}

// write runs fn in one transaction without an undo entry of its own.
func (s *Store) write(fn func(*change) error) error {
	defer s.changes.Add(1)
	var despite *permission
	var did AuditEntry
	set := s.Settings()
	err := s.traced(&did, func(tx *vault.Tx) (err error) {
		c := newChange(tx, set, s.now())
		c.by = s.operator()
		despite = s.permitted()
		c.despite = despite
		if err = fn(c); err != nil {
			return err
		}
		err = c.keepUses()
		did = c.did
		return err
	})
	s.noteRefusal(err)
	if err == nil && despite != nil && len(despite.used) > 0 {
		s.permit(nil)
	}
	return err
}

// writeFreely is write for what a restriction does not bind.
func (s *Store) writeFreely(fn func(*change) error) error {
	return s.write(func(c *change) error { c.free = true; return fn(c) })
}

// put stores r: see set.
func (c *change) put(r record) error {
	kind, k := r.place()
	return c.replace(kind, k, r)
}

// remove removes r.
func (c *change) remove(r record) error {
	kind, k := r.place()
	return c.replace(kind, k, nil)
}

// replace is what every write of a record goes through: it sets the record
// under k, or removes it where r is nil, keeps the value it had for undo, and
// brings the indexes from what they owed to the old one to what they owe to
// the new one, touching only the keys that differ.
func (c *change) replace(kind RecordKind, k []byte, r record) error {
	old := c.tx.Get(string(kind), k)
	var value []byte
	if r != nil {
		var err error
		if value, err = appendRecord(nil, r); err != nil {
			return fmt.Errorf("write %s: %w", kind, err)
		}
	}
	if bytes.Equal(old, value) {
		return nil
	}
	if err := c.guard(kind, k, old, r); err != nil {
		return err
	}
	before, err := c.owed(kind, k, old, r)
	if err != nil {
		return err
	}
	if err := c.sign(kind, k, old == nil, r == nil); err != nil {
		return err
	}
	c.trace(kind, k, r)
	c.remember(kind, k, old)
	if value == nil {
		err = c.tx.Delete(string(kind), k)
	} else {
		err = c.tx.Put(string(kind), k, value)
	}
	if err != nil {
		return err
	}
	after := c.owing(kind, k, r, before.people)
	return c.reindexTo(before.entries, after)
}

// owed is what the indexes hold for a record before it changes.
type owed struct {
	entries []entry
	people  []*Person // those of an organisation that is being renamed
}

func (c *change) owed(kind RecordKind, k, old []byte, r record) (owed, error) {
	var was owed
	if old == nil {
		return was, nil
	}
	before, err := decode(kind, old)
	if err != nil {
		return was, err
	}
	if o, is := before.(*Organisation); is {
		if to, stays := r.(*Organisation); !stays || to.Name != o.Name {
			c.ix.call(o.ID, o.Name)
			if was.people, err = c.people(o.ID); err != nil {
				return was, err
			}
		}
	}
	was.entries = c.owing(kind, k, before, was.people)
	return was, nil
}

// owing returns the entries that r owes, and those of the people whose entries
// bear its name where r is an organisation.
func (c *change) owing(kind RecordKind, k []byte, r record, people []*Person) []entry {
	if kind == KindOrganisation {
		name := ""
		if r != nil {
			name = r.(*Organisation).Name
		}
		c.ix.call(ID(k), name)
	}
	var entries []entry
	add := func(bucket string, k, v []byte) {
		entries = append(entries, entry{bucket, bytes.Clone(k), bytes.Clone(v)})
	}
	if r != nil {
		r.entries(c.ix, add)
	}
	for _, p := range people {
		p.entries(c.ix, add)
	}
	SortRecords(entries, compareEntries)
	return slices.CompactFunc(entries, func(a, b entry) bool { return compareEntries(a, b) == 0 })
}

// people returns the people tied to an organisation.
func (c *change) people(org ID) ([]*Person, error) {
	var people []*Person
	prefix := c.ix.orgKey(c.ix.orgName(org), org)
	for k := range c.tx.Prefix(bucketByOrg, prefix) {
		id := ID(k[len(k)-16:])
		if id == (ID{}) {
			continue
		}
		p, err := getPerson(c.tx, id)
		if err != nil {
			return nil, err
		}
		people = append(people, &p)
	}
	return people, nil
}

// reindexTo walks two sorted lists of entries and makes the first the second.
func (c *change) reindexTo(from, to []entry) error {
	for len(from) > 0 || len(to) > 0 {
		order := 0
		switch {
		case len(from) == 0:
			order = 1
		case len(to) == 0:
			order = -1
		default:
			order = compareEntries(from[0], to[0])
		}
		switch {
		case order < 0:
			if err := c.tx.Delete(from[0].bucket, from[0].key); err != nil {
				return err
			}
			from = from[1:]
		case order > 0 || !bytes.Equal(from[0].value, to[0].value):
			if err := c.tx.Put(to[0].bucket, to[0].key, to[0].value); err != nil {
				return err
			}
			if order == 0 {
				from = from[1:]
			}
			to = to[1:]
		default:
			from, to = from[1:], to[1:]
		}
	}
	return nil
}

// touch returns the time to give to a record that changes: now, but always
// later than the time it had and than the batch that made it, so that a change
// shows even within a second and under a clock that was set back.
func (c *change) touch(was time.Time, batch ID) time.Time {
	t := c.now
	for _, floor := range []time.Time{was, batchTime(batch)} {
		if !t.After(floor) {
			t = floor.Add(time.Second)
		}
	}
	return t
}

// batchTime is the time of a batch as records of it show it.
func batchTime(batch ID) time.Time {
	if batch == (ID{}) {
		return time.Time{}
	}
	return timeOf(batch).Truncate(time.Second)
}

func randomID() (id ID) {
	_, _ = rand.Read(id[:]) // never fails (crypto/rand)
	return id
}
