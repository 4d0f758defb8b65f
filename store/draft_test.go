package store

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
)

func draftKinds(t *testing.T, s *Store) string {
	t.Helper()
	all, err := s.Drafts()
	must(t, err)
	var kinds []string
	for _, d := range all {
		kinds = append(kinds, d.Kind)
	}
	return strings.Join(kinds, " ")
}

func TestDrafts(t *testing.T) {
	s, clock := newStore(t)
	first := Draft{Kind: "contact.add", Values: json.RawMessage(`{"given": "Zo\u00e9", "n": 12345678901234567890}`)}
	must(t, s.SaveDraft(&first))
	clock.t = clock.t.Add(time.Minute)
	second := Draft{Kind: "note", Values: json.RawMessage(`"é"`)}
	must(t, s.SaveDraft(&second))
	if got := draftKinds(t, s); got != "note contact.add" {
		t.Fatalf("drafts %q, newest first", got)
	}
	all, err := s.Drafts()
	must(t, err)
	if got := string(all[1].Values); got != `{"given":"Zoé","n":12345678901234567890}` {
		t.Fatalf("values %s", got)
	}
	first.At = clock.t.Add(time.Minute)
	must(t, s.SaveDraft(&first))
	if got := draftKinds(t, s); got != "contact.add note" {
		t.Fatalf("saved again: %q", got)
	}
	must(t, s.DeleteDraft(first.ID))
	must(t, s.DeleteDraft(first.ID))
	if got := draftKinds(t, s); got != "note" {
		t.Fatalf("deleted: %q", got)
	}
	if _, found, err := s.LastChange(); found || err != nil {
		t.Fatal("a draft is no change to undo", err)
	}
}

func TestDraftRefused(t *testing.T) {
	s, _ := newStore(t)
	for _, c := range []struct {
		d     Draft
		field string
		code  Code
	}{
		{Draft{Values: json.RawMessage(`{}`)}, "kind", Required},
		{Draft{Kind: "x"}, "values", Format},
		{Draft{Kind: "x", Values: json.RawMessage(`{} {}`)}, "values", Format},
		{Draft{Kind: "x", Values: json.RawMessage(`"` + strings.Repeat("a", MaxDraft) + `"`)}, "values", TooLong},
	} {
		var f *FieldError
		if err := s.SaveDraft(&c.d); !asError(err, &f) || f.Field != c.field || f.Code != c.code {
			t.Errorf("%s %s: %v", c.field, c.code, err)
		}
	}
}

// TestEraseTakesDrafts: the drafts about the person, and those that hold the
// person's name, in one text or over the fields of a form, or a number.
func TestEraseTakesDrafts(t *testing.T) {
	s, _ := newStore(t)
	zoe, marc := busy(t, s)
	for kind, d := range map[string]Draft{
		"about": {Contact: zoe.ID, Values: json.RawMessage(`{"subject":"thé"}`)},
		"named": {Contact: marc.ID, Values: json.RawMessage(`{"body":"dit à\nZOE Quatremaire"}`)},
		"typed": {Values: json.RawMessage(`{"given":"Zoé","family":"Quatremaire"}`)},
		"phone": {Values: json.RawMessage(`{"p":["06 39 98 12 34"]}`)},
		"id":    {Values: json.RawMessage(fmt.Sprintf(`{"other":%q}`, zoe.ID))},
		"stays": {Contact: marc.ID, Values: json.RawMessage(`{"given":"Zoé","family":"Dupont"}`)},
	} {
		d.Kind = kind
		must(t, s.SaveDraft(&d))
	}
	r, err := s.Erase(zoe.ID, EraseOrder{LeaveAmbiguous: true})
	must(t, err)
	if got := draftKinds(t, s); got != "stays" {
		t.Fatalf("left: %q", got)
	}
	traces, err := s.Residue(r.Identity)
	must(t, err)
	for _, tr := range traces {
		if tr.Bucket == bucketDraft {
			t.Errorf("left in a draft: %v", tr)
		}
	}
}

func TestMergeMovesDrafts(t *testing.T) {
	s, _ := newStore(t)
	a, b := add(t, s, Person{Given: "Inès"}), add(t, s, Person{Given: "Ines"})
	d := Draft{Kind: "log", Contact: b.ID, Values: json.RawMessage(fmt.Sprintf(`{"contact":%q}`, b.ID))}
	must(t, s.SaveDraft(&d))
	_, err := s.MergePersons(a.ID, b.ID)
	must(t, err)
	all, err := s.Drafts()
	must(t, err)
	if all[0].Contact != a.ID || !strings.Contains(string(all[0].Values), a.ID.String()) {
		t.Fatalf("%+v", all[0])
	}
}

// A form half filled is its operator's alone, and goes with them.
func TestDraftsOfEach(t *testing.T) {
	s, _ := newStore(t)
	claire := Operator{Name: "Claire", Role: Seller}
	must(t, s.AddOperator(&claire))
	first := Operator{ID: FirstOperator, Role: Owner}
	for kind, o := range map[string]Operator{"hers": claire, "his": first} {
		s.As(o)
		must(t, s.SaveDraft(&Draft{Kind: kind, Values: json.RawMessage(`1`)}))
	}
	for _, c := range []struct {
		by   Operator
		want string
	}{{first, "his"}, {claire, "hers"}, {Operator{ID: ByRecovery, Role: Owner}, "his"}, {Operator{}, "his"}} {
		s.As(c.by)
		if got := draftKinds(t, s); got != c.want {
			t.Errorf("%v sees %q, want %q", c.by, got, c.want)
		}
	}
	s.As(first)
	_, err := s.RemoveOperator(claire.ID)
	must(t, err)
	s.As(claire)
	if got := draftKinds(t, s); got != "" {
		t.Errorf("she left %q", got)
	}
}
