package store

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"time"

	"calepin/store/vault"
)

// bucketBySupport lists the requests that are not solved: state, time of the
// request in Unix seconds (8 bytes), contact, id.
const bucketBySupport = "by_support"

// supportKey is where by_support lists i, nil for nowhere.
func (i *Interaction) supportKey() []byte {
	if i.Support != Opened && i.Support != Waiting {
		return nil
	}
	k := binary.BigEndian.AppendUint64([]byte{i.Support[0]}, uint64(i.At.Unix())^1<<63)
	return append(append(k, i.Contact[:]...), i.ID[:]...)
}

// thread settles which request a message belongs to.
func (c *change) thread(i *Interaction) error {
	if i.Thread == (ID{}) {
		return nil
	}
	of, err := interactionOf(c.tx, i.Contact, i.Thread)
	if err == nil && of.Thread != (ID{}) {
		i.Thread = of.Thread
		of, err = interactionOf(c.tx, i.Contact, i.Thread)
	}
	if err != nil || of.Support == "" || i.Thread == i.ID {
		return &FieldError{"thread", NoSuch}
	}
	return nil
}

// rethread checks what a change does to threads.
func (c *change) rethread(was, i *Interaction) error {
	if was.Support != "" && i.Support == "" && len(c.messages(was)) > 0 {
		return &FieldError{"support", Required}
	}
	if i.Thread == was.Thread {
		return nil // also of a request that is gone
	}
	return c.thread(i)
}

// cutThread leaves the messages of a request that goes on their own.
func (c *change) cutThread(request *Interaction) error {
	if request.Support == "" {
		return nil
	}
	for _, v := range c.messages(request) {
		i, err := decodeAs[Interaction](v)
		if err != nil {
			return err
		}
		i.Thread = ID{}
		if err := c.put(&i); err != nil {
			return err
		}
	}
	return nil
}

func (c *change) messages(request *Interaction) [][]byte { return messages(c.tx, request) }

// messages returns the stored messages of a request.
func messages(tx *vault.Tx, request *Interaction) (found [][]byte) {
	text := []byte(`"thread":"` + request.ID.String() + `"`)
	for _, v := range tx.Prefix(string(KindInteraction), request.Contact[:]) {
		if bytes.Contains(v, text) {
			found = append(found, v)
		}
	}
	return found
}

// requests are the support requests of the set, with their contacts.
func (l *loader) requests() map[ID]ID {
	requests := map[ID]ID{}
	for _, i := range l.Interactions {
		if i.Support != "" && i.ID != (ID{}) {
			requests[i.ID] = i.Contact
		}
	}
	return requests
}

// Thread is a support request and what was said about it.
type Thread struct {
	Request  Interaction   `json:"request"`
	Messages []Interaction `json:"messages,omitempty"` // oldest first
	Contact  Row           `json:"contact"`
}

// Thread returns the thread of a request, or of any message in it. contact may
// be zero, which costs a look through all interactions.
func (s *Store) Thread(contact, id ID) (t Thread, err error) {
	err = s.v.View(func(tx *vault.Tx) error {
		if t.Request, err = interactionOf(tx, contact, id); err != nil {
			return err
		}
		if of := t.Request.Thread; of != (ID{}) {
			if t.Request, err = interactionOf(tx, t.Request.Contact, of); err != nil {
				return err
			}
		}
		for _, v := range messages(tx, &t.Request) {
			i, err := decodeAs[Interaction](v)
			if err != nil {
				return err
			}
			t.Messages = append(t.Messages, i)
		}
		SortRecords(t.Messages, func(a, b Interaction) int {
			return cmp.Or(a.At.Compare(b.At), bytes.Compare(a.ID[:], b.ID[:]))
		})
		t.Contact, err = rowFor(tx, t.Request.Contact)
		return err
	})
	return t, err
}

// rowFor returns the row of a person.
func rowFor(tx *vault.Tx, id ID) (Row, error) {
	p, err := getPerson(tx, id)
	if err != nil {
		return Row{}, err
	}
	org := ""
	if len(p.Organisations) > 0 {
		org = lookIn(tx)(p.Organisations[0].Organisation)
	}
	return rowOf(&p, org), nil
}

// SetSupport moves a request, or makes an interaction one. contact may be zero.
func (s *Store) SetSupport(contact, request ID, state SupportState) (Interaction, error) {
	return s.EditInteractionOf(contact, request, func(i *Interaction) error {
		i.Support = state
		return nil
	})
}

// SupportRequest is a support request in a list.
type SupportRequest struct {
	Interaction
	Person   Row       `json:"person"`
	Messages int       `json:"messages"`
	Last     time.Time `json:"last"` // of the request and its messages
	// LastFrom tells who wrote last: a request of which it is In waits for the
	// business.
	LastFrom Direction `json:"last_from,omitempty"`
}

// SupportQuery asks for support requests.
type SupportQuery struct {
	Contact ID // zero for anybody's
	// States are the states asked for; those of open requests where it is
	// empty. Solved ones are had of one contact only: Exchanges has them all.
	States []SupportState
	Oldest bool // first, instead of the newest
	Limit  int  // 0 for all
}

// SupportRequests returns support requests by the time they were made, and how many
// there are without the limit. It costs what it returns, and a key a request.
func (s *Store) SupportRequests(q SupportQuery) (list []SupportRequest, total int, err error) {
	if len(q.States) == 0 {
		q.States = []SupportState{Opened, Waiting}
	}
	err = s.v.View(func(tx *vault.Tx) error {
		var found []Interaction
		if q.Contact != (ID{}) {
			found, err = q.ofContact(tx)
		} else {
			found, total, err = q.ofAll(tx)
		}
		if err != nil {
			return err
		}
		SortRecords(found, func(a, b Interaction) int {
			order := cmp.Or(a.At.Compare(b.At), bytes.Compare(a.ID[:], b.ID[:]))
			if q.Oldest {
				return order
			}
			return -order
		})
		total = max(total, len(found))
		if q.Limit > 0 && len(found) > q.Limit {
			found = found[:q.Limit]
		}
		for _, i := range found {
			r, err := requestOf(tx, i)
			if err != nil {
				return err
			}
			list = append(list, r)
		}
		return nil
	})
	return list, total, err
}

func (q *SupportQuery) ofContact(tx *vault.Tx) (found []Interaction, err error) {
	for _, v := range tx.Prefix(string(KindInteraction), q.Contact[:]) {
		if !bytes.Contains(v, []byte(`"support":`)) {
			continue
		}
		i, err := decodeAs[Interaction](v)
		if err != nil {
			return nil, err
		}
		if slices.Contains(q.States, i.Support) {
			found = append(found, i)
		}
	}
	return found, nil
}

// ofAll returns, of each state, as many as can be in the list.
func (q *SupportQuery) ofAll(tx *vault.Tx) (found []Interaction, total int, err error) {
	for _, state := range q.States {
		if state != Opened && state != Waiting {
			return nil, 0, &FieldError{"states", NoSuch}
		}
		pairs := tx.Before(bucketBySupport, []byte{state[0] + 1})
		if q.Oldest {
			pairs = tx.From(bucketBySupport, []byte{state[0]})
		}
		n, apart := 0, quarantine(tx)
		for k := range pairs {
			if k[0] != state[0] {
				break
			}
			if apart[ID(k[9:25])] {
				continue
			}
			if n++; q.Limit > 0 && n > q.Limit {
				continue
			}
			contact, id := ID(k[9:25]), ID(k[25:])
			i, err := interactionOf(tx, contact, id)
			if err != nil {
				return nil, 0, err
			}
			found = append(found, i)
		}
		total += n
	}
	return found, total, nil
}

func requestOf(tx *vault.Tx, i Interaction) (SupportRequest, error) {
	r := SupportRequest{Interaction: i, Last: i.At, LastFrom: i.Direction}
	for _, v := range messages(tx, &i) {
		m, err := decodeAs[Interaction](v)
		if err != nil {
			return r, err
		}
		if r.Messages++; !m.At.Before(r.Last) {
			r.Last, r.LastFrom = m.At, cmp.Or(m.Direction, r.LastFrom)
		}
	}
	var err error
	r.Person, err = rowFor(tx, i.Contact)
	return r, err
}

// AskedSupport tells whether a contact ever asked for support.
func (d *Dump) AskedSupport(contact ID) bool {
	for _, v := range d.tx.Prefix(string(KindInteraction), contact[:]) {
		if bytes.Contains(v, []byte(`"support":"`)) { // within a text, the quotes would be escaped
			return true
		}
	}
	return false
}
