package store

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

func restricted(err error) bool {
	var e *RestrictedError
	return errors.As(err, &e)
}

// apartFrom is a store with two people of whom the first is restricted.
func apartFrom(t *testing.T) (s *Store, clock *testClock, zoe, marc Person, r Restriction) {
	t.Helper()
	s, clock = newStore(t)
	zoe, marc = busy(t, s)
	clock.t = clock.t.Add(time.Hour)
	r = Restriction{Contact: zoe.ID, Ground: Contested, Reason: "adresse contestée"}
	must(t, s.Restrict(&r))
	return s, clock, zoe, marc, r
}

// TestArt18InNoList: whoever is restricted is in no list, and is found by who
// asks for that very person alone.
func TestArt18InNoList(t *testing.T) {
	s, _, zoe, marc, _ := apartFrom(t)
	checkIndexes(t, s, "restricted")
	ctx := context.Background()
	for _, sort := range []SortKey{SortName, SortOrganisation, SortLastContact, SortFollowUp, SortCreated, SortMatch} {
		page, err := s.Persons(Query{Sort: sort})
		must(t, err)
		roll, err := s.Roll(ctx, Query{Sort: sort})
		must(t, err)
		if len(page.Rows) != 1 || page.Rows[0].ID != marc.ID || roll.Len() != 1 {
			t.Errorf("%s lists %v and %d", sort, page.Rows, roll.Len())
		}
	}
	page, err := s.Persons(Query{Search: "zoé"})
	must(t, err)
	members, err := s.Persons(Query{Organisation: zoe.Organisations[1].Organisation})
	must(t, err)
	talk, err := s.Exchanges(ctx, ExchangeQuery{})
	must(t, err)
	recent, err := s.Recent(ctx, 10)
	must(t, err)
	all, _, err := s.Interactions(ID{}, 0, "")
	must(t, err)
	tasks, err := s.Tasks(TaskFilter{})
	must(t, err)
	due, err := s.Due("")
	must(t, err)
	first, total, err := s.DueUntil("", 0)
	must(t, err)
	quiet, err := s.Quiet(QuietQuery{Since: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)})
	must(t, err)
	var dumped []ID
	must(t, s.Dump(func(d *Dump) error {
		keep := func(id ID) error { dumped = append(dumped, id); return nil }
		return errors.Join(d.Persons(func(p Person) error { return keep(p.ID) }),
			d.Interactions(ID{}, func(i Interaction) error { return keep(i.Contact) }),
			d.Documents(ID{}, func(x Document) error { return keep(x.Contact) }),
			d.Attachments(ID{}, func(a Attachment) error { return keep(a.Contact) }),
			d.Tasks(ID{}, func(x Task) error { return keep(x.Contact) }))
	}))
	for what, n := range map[string]int{"search": len(page.Rows), "organisation": len(members.Rows) - 1, "exchanges": talk.Len() - 1,
		"recent": len(recent) - 1, "interactions": len(all) - 1, "tasks": len(tasks) - 2, "due": len(due) - 1, "due until": len(first) - total,
		"quiet": len(quiet) - 1, "dumped": len(dumped) - 6} {
		if n != 0 {
			t.Errorf("%s is off by %d", what, n)
		}
	}
	for _, id := range dumped {
		if id == zoe.ID {
			t.Error("an export holds the person")
		}
	}
	for _, ref := range []string{zoe.ID.String(), "zoe@quatremaire.test", "Zoé Quatremaire"} {
		if p, err := s.FindPerson(ref); err != nil || p.ID != zoe.ID || !p.Restricted {
			t.Errorf("%q: %v", ref, err)
		}
	}
	own, err := s.Tasks(TaskFilter{Contact: zoe.ID})
	must(t, err)
	if len(own) != 1 {
		t.Errorf("the person's own page shows %d tasks", len(own))
	}
}

// TestArt18Unchanged: every way of writing refuses, and says so in one error.
func TestArt18Unchanged(t *testing.T) {
	s, _, zoe, marc, _ := apartFrom(t)
	edit := func(p *Person) error { p.Note = "changé"; return nil }
	talk, _, err := s.Interactions(zoe.ID, 0, "")
	must(t, err)
	documents, err := s.Documents(zoe.ID)
	must(t, err)
	files, err := s.Attachments(zoe.ID)
	must(t, err)
	tasks, err := s.Tasks(TaskFilter{Contact: zoe.ID})
	must(t, err)
	before := contents(t, s)
	for what, act := range map[string]func() error{
		"edit":            func() error { _, err := s.EditPerson(zoe.ID, edit); return err },
		"delete":          func() error { return s.DeletePerson(zoe.ID) },
		"merge":           func() error { _, err := s.MergePersons(marc.ID, zoe.ID); return err },
		"merge into":      func() error { _, err := s.MergePersons(zoe.ID, marc.ID); return err },
		"add interaction": func() error { return s.AddInteraction(&Interaction{Contact: zoe.ID, Kind: Note, Subject: "x"}) },
		"edit interaction": func() error {
			_, err := s.EditInteraction(talk[0].ID, func(i *Interaction) error { i.Subject = "x"; return nil })
			return err
		},
		"delete exchange": func() error { return s.DeleteInteraction(talk[0].ID) },
		"add document": func() error {
			return s.AddDocument(&Document{Contact: zoe.ID, Kind: Quote, Number: "9", Date: "2026-02-01"})
		},
		"delete document":   func() error { return s.DeleteDocument(documents[0].ID) },
		"add attachment":    func() error { return s.AddAttachment(&Attachment{Contact: zoe.ID, Name: "x"}, strings.NewReader("x")) },
		"delete attachment": func() error { return s.DeleteAttachment(files[0].ID) },
		"add task":          func() error { return s.AddTask(&Task{Contact: zoe.ID, Title: "x"}) },
		"edit task": func() error {
			_, err := s.EditTask(tasks[0].ID, func(x *Task) error { x.Contact = marc.ID; return nil })
			return err
		},
		"tag": func() error { _, err := s.TagPersons([]ID{zoe.ID}, []string{"x"}, nil); return err },
		"disclose": func() error {
			return s.RecordDisclosure(&Disclosure{Recipient: "x", Format: "csv", Contacts: []ID{zoe.ID}})
		},
		"use": func() error { return s.MayUse(zoe.ID) },
		"undo": func() error {
			_, err := s.Undo()
			_, err2 := s.Undo()
			_, err3 := s.Undo()
			return errors.Join(err, err2, err3)
		},
		"load interactions": func() error {
			return s.Load(Set{Batch: &Batch{}, Interactions: []Interaction{{Contact: zoe.ID, Kind: Note, Subject: "x", At: s.now()}}})
		},
		"load merged": func() error {
			return s.Load(Set{Batch: &Batch{}, Merged: []Person{{ID: zoe.ID, Given: "Zoé", Source: "x"}}})
		},
	} {
		err := act()
		if what == "undo" {
			continue // of what was done about others it is free to go
		}
		if !restricted(err) {
			t.Errorf("%s: %v", what, err)
		}
	}
	after := contents(t, s)
	for k, v := range before {
		if strings.HasPrefix(k, "person/") && strings.Contains(v, zoe.ID.String()) && after[k] != v {
			t.Errorf("%s changed", k)
		}
	}
}

// TestArt18NoStands: a person may say no at any time.
func TestArt18NoStands(t *testing.T) {
	s, _, zoe, _, _ := apartFrom(t)
	must(t, s.RecordConsent(&Consent{Contact: zoe.ID, Answer: Objected}))
}

// TestArt18Exceptions: each is asked for by name, serves one act, and is kept.
func TestArt18Exceptions(t *testing.T) {
	s, _, zoe, _, r := apartFrom(t)
	correct := func() error {
		_, err := s.EditPerson(zoe.ID, func(p *Person) error { p.Note += "x"; return nil })
		return err
	}
	if err := s.Despite(zoe.ID, "because"); err == nil {
		t.Fatal("any reason will do")
	}
	for _, why := range Exceptions {
		must(t, s.Despite(ID{}, why))
		must(t, s.MayUse(zoe.ID))
		must(t, correct())
		if err := correct(); !restricted(err) {
			t.Fatalf("%s serves twice: %v", why, err)
		}
	}
	all, err := s.Restrictions(zoe.ID)
	must(t, err)
	if len(all) != 1 || all[0].ID != r.ID || len(all[0].Uses) != len(Exceptions) || all[0].Uses[2].Exception != ThirdParty ||
		all[0].Uses[2].Kinds[0] != KindPerson {
		t.Errorf("kept: %+v", all)
	}
	page, err := s.Persons(Query{})
	must(t, err)
	if len(page.Rows) != 1 {
		t.Error("an exception put the person back in the lists")
	}
}

// TestArt18Lifting: not without having told the person.
func TestArt18Lifting(t *testing.T) {
	s, clock, zoe, _, r := apartFrom(t)
	other := Restriction{Contact: zoe.ID, Ground: ForClaims}
	must(t, s.Restrict(&other))
	for _, l := range []Lifting{{}, {Told: "2026-03-01"}, {Means: EMail}} {
		if _, err := s.Lift(zoe.ID, r.ID, l); !errors.Is(err, ErrNotTold) {
			t.Errorf("lifted with %+v: %v", l, err)
		}
	}
	for _, day := range []Date{"2026-02-01", "2026-04-01", "today"} {
		if _, err := s.Lift(zoe.ID, r.ID, Lifting{Told: day, Means: EMail}); err == nil {
			t.Errorf("told on %s", day)
		}
	}
	clock.t = clock.t.Add(24 * time.Hour)
	for i, id := range []ID{r.ID, other.ID} {
		if _, err := s.Lift(zoe.ID, id, Lifting{Told: "2026-03-02", Means: EMail}); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Lift(zoe.ID, id, Lifting{Told: "2026-03-02", Means: EMail}); err == nil {
			t.Error("lifted twice")
		}
		page, err := s.Persons(Query{})
		must(t, err)
		if len(page.Rows) != 1+i {
			t.Errorf("after %d liftings the list has %d", i+1, len(page.Rows))
		}
	}
	checkIndexes(t, s, "lifted")
	if _, err := s.EditPerson(zoe.ID, func(p *Person) error { p.Note = "corrigé"; return nil }); err != nil {
		t.Error(err)
	}
}

// TestArt18Erased: an erasure takes the restrictions too, and those of others
// stand although what they say of the person is masked.
func TestArt18Erased(t *testing.T) {
	s, _, zoe, marc, _ := apartFrom(t)
	must(t, s.Restrict(&Restriction{Contact: marc.ID, Ground: Unlawful, Reason: "voir Zoé Quatremaire"}))
	if _, err := s.Erase(zoe.ID, EraseOrder{}); err != nil {
		t.Fatal(err)
	}
	all, err := s.Restrictions(ID{})
	must(t, err)
	p, err := s.Person(marc.ID)
	must(t, err)
	if len(all) != 1 || all[0].Reason != "voir […]" || !p.Restricted || strings.Contains(p.Note, "QUATREMAIRE") {
		t.Errorf("left: %+v, %+v", all, p)
	}
}
