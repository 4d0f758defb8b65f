package privacy

import (
	"errors"
	"testing"

	"calepin/store"
)

// TestArt16BeforeAndAfter: a correction and its proof are stored together, or
// neither is; the recipients are named; an erasure leaves no value of it.
func TestArt16BeforeAndAfter(t *testing.T) {
	s, _ := register(t)
	p := store.Person{Given: "Ada", Family: "Exmple", Emails: []store.Email{{Address: "ada@fictif.example"}}, Source: "salon"}
	must(t, s.AddPerson(&p, store.AddOptions{}))
	must(t, s.RecordDisclosure(&store.Disclosure{Recipient: "Cabinet Fictif", Format: "csv", Contacts: []store.ID{p.ID}}))
	today := store.DateOf(s.Clock())
	r := store.Request{Contact: p.ID, Right: store.Rectification, Received: today, Channel: store.RouteEmail}
	must(t, OpenRequest(s, &r, today))
	answer := store.RequestEvent{Kind: store.Answered, On: today, Text: "corrected"}
	correct := func(p *store.Person) error {
		p.Family, p.Organisations = "Exemple", []store.Affiliation{{Name: "Atelier Réel", Title: "gérante"}}
		return nil
	}
	refused := func(e store.RequestEvent, edit func(*store.Person) error, code RefusalCode) {
		t.Helper()
		_, err := Rectify(s, r.ID, today, e, edit)
		var why *RequestError
		if !errors.As(err, &why) || why.Code != code {
			t.Errorf("%v, want %s", err, code)
		}
		if now, err := s.Person(p.ID); err != nil || now.Family != "Exmple" {
			t.Errorf("half done: %+v, %v", now, err)
		}
	}
	refused(answer, correct, NothingSaid) // by no means
	answer.Means = store.RouteEmail
	refused(answer, func(*store.Person) error { return nil }, NothingChanged)
	got, err := Rectify(s, r.ID, today, answer, correct)
	must(t, err)
	want := []store.FieldChange{{Field: "family", Before: "Exmple", After: "Exemple"}, {Field: "organisations", After: "Atelier Réel, gérante"}}
	e, _ := got.Last(store.Answered)
	if len(e.Changes) != 2 || e.Changes[0] != want[0] || e.Changes[1] != want[1] || got.State() != store.StateAnswered {
		t.Errorf("%+v", got)
	}
	if names, err := Recipients(s, p.ID); err != nil || len(names) != 1 || names[0] != "Cabinet Fictif" {
		t.Errorf("%q, %v", names, err)
	}
	if _, err := s.Erase(p.ID, store.EraseOrder{Reason: "asked"}); err != nil {
		t.Fatal(err)
	}
	got, err = s.Request(r.ID)
	must(t, err)
	if e, _ := got.Last(store.Answered); len(e.Changes) != 2 || e.Changes[0] != (store.FieldChange{Field: "family"}) || e.Changes[1] != (store.FieldChange{Field: "organisations"}) {
		t.Errorf("an erasure leaves %+v", e)
	}
}
