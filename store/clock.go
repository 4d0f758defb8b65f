package store

import (
	"bytes"
	"encoding/binary"
	"iter"
	"sync"

	"calepin/store/vault"
)

// bucketByRetention holds what the clocks of retention start from, so that who
// is due is told without reading a record: the contact, what it is, the
// record's id → days. A contact's lie together; those of no contact come first.
const bucketByRetention = "by_retention"

// What a key of by_retention tells of.
const (
	clockPerson     = 'p'
	clockDocument   = 'd'
	clockConsent    = 'e'
	clockRetained   = 'k'
	clockValue      = 'v' // of an added field, whose id follows
	clockArchived   = 'a' // of no contact, as the next
	clockDisclosure = 'h'
	clockReading    = 'l'
	clockBreach     = 'x'
	clockRequest    = 'q' // that was answered
	clockGuard      = 'g' // of a contact: what keeps anything of theirs from going
)

// Clocks is what the clocks of one contact start from.
type Clocks struct {
	Contact      ID
	Status       Status
	Professional bool
	LastContact  Day // from the person; 0 for never
	Collected    Day
	Documents    []DocumentDays // but quotes, which bind nobody
	Calls        []RecordDay    // consents to be called, which end by themselves
	Values       []RecordDay    // of added fields, and when they were set
	Keep         Day            // kept until then at least, by decision
	Asked        Day            // when the person was asked whether to go on
	// Guard is the kind of what keeps their data from being purged: a request
	// that waits for its answer, a hold, a restriction. Empty for nothing.
	Guard RecordKind
}

// DocumentDays are the days of a document.
type DocumentDays struct {
	ID                            ID
	Kind                          DocumentKind
	Date, Due, End, FiscalYearEnd Day
	Online                        bool  // made by electronic means
	Cents                         int64 // with VAT; 0 where it is not in euros
}

// RecordDay is a record of no contact, and the day that its clock starts, or
// ends where it is archived.
type RecordDay struct {
	Kind RecordKind
	ID   ID
	Day  Day
}

// What guards a contact's data, as by_retention holds it.
const (
	guardRequest     = 'q'
	guardHold        = 'h'
	guardRestriction = 'r'
)

// ClockReader is told what clocks start from. What Contact gets is good until
// it returns.
type ClockReader struct {
	Contact func(*Clocks)
	Alone   func(RecordDay) // of no contact
}

// EachClocks tells the readers what the clocks of everything on file start
// from, each contact to one of them: the first half, in the order of the ids,
// to the first, and at the same time the others, in order, to the second. No
// record is read.
func (s *Store) EachClocks(first, second ClockReader) error {
	return s.v.View(func(tx *vault.Tx) error {
		middle := middleContact(tx)
		if learnt := s.splitClocks.key.Load(); learnt != nil {
			middle = (*learnt)[:16]
		}
		var parts [2]half
		_ = tx.Get(bucketByRetention, []byte{0}) // a read transaction may be shared once the bucket is known
		var wg sync.WaitGroup
		wg.Go(func() { eachClocks(parts[1].pairs(tx, bucketByRetention, middle, nil), second) })
		eachClocks(parts[0].pairs(tx, bucketByRetention, nil, middle), first)
		wg.Wait()
		s.splitClocks.learn(&parts[0], &parts[1])
		return nil
	})
}

// middleContact is half-way between the first contact's id and the last one's,
// which is near the middle where contacts came on file evenly.
func middleContact(tx *vault.Tx) []byte {
	var first, last uint64
	for k := range tx.From(bucketByRetention, append(make([]byte, 16), 0xff)) {
		first = binary.BigEndian.Uint64(k)
		break
	}
	for k := range tx.Before(bucketByRetention, nil) {
		last = binary.BigEndian.Uint64(k)
		break
	}
	return binary.BigEndian.AppendUint64(nil, first/2+last/2+1)
}

// pairs yields the pairs of a bucket from one key to before another, nil for
// its end, and notes how many there were and what was in their middle.
func (h *half) pairs(tx *vault.Tx, bucket string, from, to []byte) iter.Seq2[[]byte, []byte] {
	return func(yield func(k, v []byte) bool) {
		var sample [][]byte
		for k, v := range tx.From(bucket, from) {
			if to != nil && bytes.Compare(k, to) >= 0 || !yield(k, v) {
				break
			}
			if h.seen++; h.seen%1024 == 0 {
				sample = append(sample, k)
			}
		}
		if len(sample) > 0 {
			h.mid = sample[len(sample)/2]
		}
	}
}

// ClocksOf returns what the clocks of one contact start from.
func (s *Store) ClocksOf(contact ID) (c Clocks, err error) {
	err = s.v.View(func(tx *vault.Tx) error {
		if _, err := getPerson(tx, contact); err != nil {
			return err
		}
		eachClocks(tx.Prefix(bucketByRetention, contact[:]), ClockReader{Contact: func(x *Clocks) { c = *x }})
		return nil
	})
	return c, err
}

func eachClocks(pairs iter.Seq2[[]byte, []byte], to ClockReader) {
	var c Clocks
	onFile := false
	end := func() {
		if onFile {
			to.Contact(&c)
		}
		onFile = false
	}
	for k, v := range pairs {
		switch k[16] {
		case clockArchived:
			to.Alone(RecordDay{KindArchived, ID(k[17:]), dayAt(v, 0)})
			continue
		case clockRequest:
			to.Alone(RecordDay{KindRequest, ID(k[17:]), dayAt(v, 0)})
			continue
		case clockReading:
			to.Alone(RecordDay{KindReading, ID(k[17:]), dayAt(v, 0)})
			continue
		case clockBreach:
			to.Alone(RecordDay{KindBreach, ID(k[17:]), dayAt(v, 0)})
			continue
		case clockDisclosure:
			to.Alone(RecordDay{KindDisclosure, ID(k[17:]), dayAt(v, 0)})
			continue
		}
		if c.Contact != ID(k[:16]) {
			end()
			c = Clocks{Contact: ID(k[:16]), Documents: c.Documents[:0], Calls: c.Calls[:0], Values: c.Values[:0]}
		}
		onFile = c.take(k, v) || onFile
	}
	end()
}

// take adds an entry, and tells whether it is the person's own.
func (c *Clocks) take(k, v []byte) (person bool) {
	switch k[16] {
	case clockPerson:
		c.Status, c.Professional = statusOf(v[0]), v[1] == 'p'
		c.LastContact, c.Collected = dayAt(v, 2), dayAt(v, 6)
		return true
	case clockDocument:
		c.Documents = append(c.Documents, DocumentDays{ID: ID(k[17:]), Kind: kindOf(v[0]), Online: v[1] == 'o',
			Date: dayAt(v, 2), Due: dayAt(v, 6), End: dayAt(v, 10), FiscalYearEnd: dayAt(v, 14),
			Cents: int64(binary.BigEndian.Uint64(v[18:]))})
	case clockConsent:
		c.Calls = append(c.Calls, RecordDay{KindConsent, ID(k[17:]), dayAt(v, 0)})
	case clockValue:
		c.Values = append(c.Values, RecordDay{KindField, ID(k[17:]), dayAt(v, 0)})
	case clockGuard:
		c.Guard = guardOf(v)
	case clockRetained:
		c.Keep, c.Asked = dayAt(v, 0), dayAt(v, 4)
	}
	return false
}

func statusOf(b byte) Status     { return beginning(b, Prospect, Client, Former) }
func kindOf(b byte) DocumentKind { return beginning(b, Order, Invoice, Contract) }

// beginning returns the word that begins with a letter.
func beginning[T ~string](b byte, words ...T) T {
	for _, w := range words {
		if w[0] == b {
			return w
		}
	}
	return ""
}

// Clocks returns what the clocks of a person start from, as by_retention holds
// it, decisions apart.
func (p *Person) Clocks(documents []Document) Clocks {
	c := Clocks{Contact: p.ID, Status: p.Status, Professional: p.Nature == Professional,
		LastContact: dayOfTime(p.LastContact), Collected: dayOfTime(p.CreatedAt)}
	for i := range documents {
		if documents[i].Kind != Quote {
			c.Documents = append(c.Documents, documents[i].Days())
		}
	}
	return c
}
