package store

import (
	"bytes"
	"errors"
	"testing"
	"time"
)

// TestArt21Suppression: an objection to marketing leaves keyed hashes, by its
// channel, which outlive the person and hold nothing of them.
func TestArt21Suppression(t *testing.T) {
	s, clock := newStore(t)
	zoe, marc := busy(t, s)
	must(t, s.RecordConsent(&Consent{Contact: zoe.ID, Answer: Objected, Channel: ByEmail, At: s.now()}))
	on := func(p Person) int {
		t.Helper()
		found, err := s.Suppressed(p)
		must(t, err)
		return len(found)
	}
	mail := Person{Emails: []Email{{Address: "ZOE@quatremaire.test"}}}
	phone := Person{Phones: []Phone{{Number: "06 39 98 12 34"}}}
	if on(mail) != 1 || on(phone) != 0 || on(marc) != 0 {
		t.Fatalf("listed: %d, %d, %d", on(mail), on(phone), on(marc))
	}
	clock.t = clock.t.Add(time.Hour)
	must(t, s.RecordConsent(&Consent{Contact: zoe.ID, Answer: Objected, At: s.now()}))
	if _, err := s.Erase(zoe.ID, EraseOrder{Suppress: &zoe}); err != nil {
		t.Fatal(err)
	}
	all, err := s.Suppressions()
	must(t, err)
	if len(all) != 3 || on(mail) != 2 || on(phone) != 1 || all[0].KeptUntil() != "2029-03-01" {
		t.Errorf("after the erasure: %+v", all)
	}
	if text := bytes.ToLower(raw(t, s)); bytes.Contains(text, []byte("quatremaire")) || bytes.Contains(text, []byte("639981234")) {
		t.Error("the list tells whose it is")
	}
	other, _ := newStore(t)
	other2, _ := busy(t, other)
	must(t, other.RecordConsent(&Consent{Contact: other2.ID, Answer: Objected, At: other.now()}))
	theirs, err := other.Suppressions()
	must(t, err)
	for _, a := range all {
		for _, b := range theirs {
			if bytes.Equal(a.Hash, b.Hash) {
				t.Error("two vaults make the same hash")
			}
		}
	}
}

// TestArt173eHold: what is held is neither deleted nor erased, and the refusal
// names the hold.
func TestArt173eHold(t *testing.T) {
	s, _ := newStore(t)
	zoe, marc := busy(t, s)
	documents, err := s.Documents(zoe.ID)
	must(t, err)
	for _, h := range []Hold{{Contact: zoe.ID}, {Contact: zoe.ID, Reason: "x"}, {Contact: zoe.ID, Reason: "x", Review: "2020-01-01"}} {
		if err := s.Hold(&h); err == nil {
			t.Errorf("held without reason or review: %+v", h)
		}
	}
	for _, document := range []ID{{}, documents[0].ID} {
		h := Hold{Contact: zoe.ID, Document: document, Reason: "litige", Review: "2027-01-01"}
		must(t, s.Hold(&h))
		before := contents(t, s)
		for what, act := range map[string]func() error{
			"erase":           func() error { _, err := s.Erase(zoe.ID, EraseOrder{}); return err },
			"try to erase":    func() error { _, err := s.TryErase(zoe.ID, EraseOrder{}); return err },
			"delete":          func() error { return s.DeletePerson(zoe.ID) },
			"merge away":      func() error { _, err := s.MergePersons(marc.ID, zoe.ID); return err },
			"delete document": func() error { return s.DeleteDocument(documents[0].ID) },
		} {
			var held *HeldError
			if err := act(); !errors.As(err, &held) || held.Hold.ID != h.ID {
				t.Errorf("%s: %v", what, err)
			}
		}
		sameContents(t, "held", before, contents(t, s))
		if _, err := s.Release(zoe.ID, h.ID); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Erase(zoe.ID, EraseOrder{}); err != nil {
		t.Error(err)
	}
}
