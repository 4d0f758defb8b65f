package store

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"time"

	"calepin/crypto"
	"calepin/store/vault"
)

// TrailFilter says which entries of the trail are asked for; what is zero asks
// for all.
type TrailFilter struct {
	Since, Until Date // both days included
	By           ID
	What         Deed
	Record       ID  // the contact or the record that an entry names
	Limit        int // the newest of them
}

func (f TrailFilter) fits(t *AuditEntry, in *time.Location) bool {
	day := DateOf(t.At.In(in))
	switch {
	case f.Since != "" && day < f.Since, f.Until != "" && day > f.Until:
		return false
	case f.By != (ID{}) && t.By != f.By, f.What != "" && t.What != f.What:
		return false
	}
	return f.Record == (ID{}) || t.Contact == f.Record ||
		slices.ContainsFunc(t.Records, func(r AuditRecord) bool { return r.ID == f.Record || r.Contact == f.Record })
}

// Trail returns entries of the trail, the last first, those that are noted and
// not written yet before.
func (s *Store) Trail(f TrailFilter) (all []AuditEntry, err error) {
	if err := s.May(ReadTrail); err != nil {
		return nil, err
	}
	in := s.clock().Location()
	s.trailMu.Lock()
	for _, t := range slices.Backward(s.noted) {
		if f.fits(&t, in) {
			all = append(all, t)
		}
	}
	s.trailMu.Unlock()
	err = s.v.View(func(tx *vault.Tx) error {
		for _, v := range tx.Before(bucketTrail, nil) {
			t, err := decodeAs[AuditEntry](v)
			if err != nil {
				return err
			}
			if f.fits(&t, in) {
				all = append(all, t)
			}
			if f.Limit > 0 && len(all) >= f.Limit {
				return nil
			}
		}
		return nil
	})
	return all, err
}

// FaultCode says what is wrong with the trail.
type FaultCode string

// The faults of a trail.
const (
	TrailChanged FaultCode = "changed" // an entry is not what was written
	TrailMissing FaultCode = "missing" // entries are not there
	TrailCut     FaultCode = "cut"     // its end is not the one that the pin knows
	TrailOlder   FaultCode = "older"   // entries went with an older copy that was accepted
	TrailClock   FaultCode = "clock"   // the clock was set back
)

// TrailFault is something wrong with the trail, from an entry to another.
type TrailFault struct {
	Code FaultCode `json:"code"`
	From uint64    `json:"from"`
	To   uint64    `json:"to"`
	At   time.Time `json:"at,omitzero"` // of the entry that shows it
}

// Grave tells that the fault is none that the program knows the reason of.
func (f TrailFault) Grave() bool { return f.Code != TrailClock && f.Code != TrailOlder }

// TrailReport is what checking the whole trail found.
type TrailReport struct {
	Entries     int          `json:"entries"`
	First, Last time.Time    `json:"-"`
	Faults      []TrailFault `json:"faults"`
}

// Grave tells whether the trail cannot be relied on whole.
func (r TrailReport) Grave() bool { return slices.ContainsFunc(r.Faults, TrailFault.Grave) }

// VerifyTrail goes through the trail: every entry as it was written, none
// missing, its end the one that the pin knows, the time never falling.
func (s *Store) VerifyTrail() (r TrailReport, err error) {
	marked := s.v.Marked()
	err = s.v.View(func(tx *vault.Tx) error { r, err = verifyTrail(tx, marked); return err })
	return r, err
}

func verifyTrail(tx *vault.Tx, marked crypto.Mark) (r TrailReport, err error) {
	r.Faults = []TrailFault{}
	a, err := trailAnchor(tx)
	if err != nil {
		return r, err
	}
	last := AuditEntry{Number: a.Number, Chain: a.Chain, At: a.At}
	met := marked.Number <= a.Number
	for k, v := range tx.From(bucketTrail, nil) {
		t, good := whole(k, v, last, &r)
		if good && t.Number == marked.Number {
			met = t.mark() == marked
		}
		if r.Entries++; r.Entries == 1 {
			r.First = t.At
		}
		r.Last, last = t.At, t
	}
	if !met {
		r.Faults = append(r.Faults, TrailFault{TrailCut, min(last.Number+1, marked.Number), marked.Number, last.At})
	}
	return r, nil
}

// whole checks one entry against the one before, and reports what is wrong.
func whole(k, v []byte, last AuditEntry, r *TrailReport) (AuditEntry, bool) {
	number := binary.BigEndian.Uint64(append(make([]byte, 8), k...)[len(k):])
	fault := func(code FaultCode, from, to uint64, at time.Time) {
		r.Faults = append(r.Faults, TrailFault{code, from, to, at})
	}
	t, err := decodeAs[AuditEntry](v)
	if number != last.Number+1 {
		code := TrailMissing
		if t.What == CutShort && t.Why == whyOlder {
			code = TrailOlder
		}
		fault(code, last.Number+1, number-1, t.At)
	}
	again := t
	value, linkErr := again.link(last.Chain)
	if err != nil || linkErr != nil || t.Number != number || again.Chain != t.Chain && number == last.Number+1 || !sameBut(value, v, again.Chain, t.Chain) {
		fault(TrailChanged, number, number, t.At)
		return AuditEntry{Number: number, At: last.At, Chain: chainIn(t.Chain)}, false
	}
	if t.At.Before(last.At) {
		fault(TrailClock, number, number, t.At)
	}
	return t, true
}

// sameBut tells whether an entry reads as it would be written, its chain apart.
func sameBut(written, found []byte, a, b string) bool {
	return bytes.Equal(bytes.Replace(written, []byte(a), nil, 1), bytes.Replace(found, []byte(b), nil, 1))
}

// chainIn is a chain as far as it reads.
func chainIn(text string) string {
	if _, err := hex.DecodeString(text); err != nil {
		return ""
	}
	return text
}

const whyOlder = "accepted_older"

// checkEnd notes in the trail, when the vault opens, that its end is not the one
// that the pin knows: cut off, or gone with an older copy that was accepted.
func (s *Store) checkEnd() error {
	marked := s.v.Marked()
	return s.v.View(func(tx *vault.Tx) error {
		last, err := lastTrace(tx)
		s.changedAt = last.At
		if err != nil || marked.Number == 0 {
			return err
		}
		a, err := trailAnchor(tx)
		if err != nil || marked.Number <= a.Number {
			return err
		}
		if v := tx.Get(bucketTrail, binary.BigEndian.AppendUint64(nil, marked.Number)); v != nil {
			if t, err := decodeAs[AuditEntry](v); err == nil && t.mark() == marked {
				return nil
			}
		}
		why := ""
		if s.v.Accepted() {
			why = whyOlder
		}
		s.trailCut = why == ""
		s.Note(AuditEntry{What: CutShort, Why: why})
		return nil
	})
}

// ChangedAt is when the vault was last changed before it was opened, as its
// trail knows it; zero where it knows nothing.
func (s *Store) ChangedAt() time.Time { return s.changedAt }

// TrailCut tells that the trail was found shortened when the vault was opened.
func (s *Store) TrailCut() bool { return s.trailCut }
