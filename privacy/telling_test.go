package privacy

import (
	"errors"
	"testing"

	"calepin/store"
)

// handedOver is somebody on file whose data two recipients have, one of them
// twice, and the business itself.
func handedOver(t *testing.T) (*store.Store, store.Person, store.Date) {
	t.Helper()
	s, _ := register(t)
	p := store.Person{Given: "Ada", Family: "Exemple", Emails: []store.Email{{Address: "ada@fictif.example"}}, Source: "salon"}
	must(t, s.AddPerson(&p, store.AddOptions{}))
	for _, d := range []store.Disclosure{{Recipient: "Cabinet Fictif", Format: "csv", Contacts: []store.ID{p.ID}}, {Recipient: "Cabinet Fictif", Format: "json", Contacts: []store.ID{p.ID}},
		{Recipient: "Imprimerie Test", Format: "vcard", Contacts: []store.ID{p.ID}}, {Format: "json"}} {
		must(t, s.RecordDisclosure(&d))
	}
	return s, p, store.DateOf(s.Clock())
}

// TestArt19EachAct: each act owes one word to each recipient by name.
func TestArt19EachAct(t *testing.T) {
	s, p, today := handedOver(t)
	owed := func(of store.ToldOf) {
		t.Helper()
		all, err := ToTell(s)
		must(t, err)
		if len(all) != 2 || all[0].Of != of || all[0].Recipient != "Cabinet Fictif" || len(all[0].Handed) != 2 || all[1].Recipient != "Imprimerie Test" || len(all[1].Handed) != 1 {
			t.Fatalf("%s: %+v", of, all)
		}
		_, err = Tell(s, []store.ID{all[0].ID, all[1].ID}, Notice19{On: today, Means: store.EMail}, today)
		must(t, err)
	}
	r := store.Restriction{Contact: p.ID, Ground: store.Contested}
	must(t, s.Restrict(&r))
	owed(store.OfRestriction)
	_, err := s.Lift(p.ID, r.ID, store.Lifting{Told: today, Means: store.EMail})
	must(t, err)
	owed(store.OfLifting)
	q := store.Request{Contact: p.ID, Right: store.Rectification, Received: today, Channel: store.RouteEmail}
	must(t, OpenRequest(s, &q, today))
	_, err = Rectify(s, q.ID, today, store.RequestEvent{Kind: store.Answered, On: today, Text: "corrected", Means: store.RouteEmail},
		func(p *store.Person) error { p.Family = "Corrigée"; return nil })
	must(t, err)
	owed(store.OfRectification)
	_, err = s.Erase(p.ID, store.EraseOrder{})
	must(t, err)
	all, err := s.Tellings(store.ID{})
	must(t, err)
	for _, x := range all {
		if ids, err := KnownAs(s, x); err != nil || x.Contact != (store.ID{}) || len(ids) != 1 || ids[0] != p.ID {
			t.Errorf("erased, it still leads to the person: %+v, %v, %v", x, ids, err)
		}
	}
	owed(store.OfErasure)
	if all, err = ToTell(s); err != nil || len(all) != 0 {
		t.Errorf("%+v, %v", all, err)
	}
}

// TestArt19ErasureSupersedes: what was still to be told of an erased person is
// told by the erasure; nothing about the person is left with it.
func TestArt19ErasureSupersedes(t *testing.T) {
	s, p, _ := handedOver(t)
	must(t, s.Restrict(&store.Restriction{Contact: p.ID, Ground: store.Contested}))
	_, err := s.Erase(p.ID, store.EraseOrder{})
	must(t, err)
	all, err := s.Tellings(store.ID{})
	if err != nil || len(all) != 2 || all[0].Of != store.OfErasure || all[1].Of != store.OfErasure {
		t.Errorf("%+v, %v", all, err)
	}
}

// TestArt19Refusals: not before the act, not in the future, not without the
// means, and no excuse without its reason; of several, none is noted then. Undo
// takes a word back.
func TestArt19Refusals(t *testing.T) {
	s, p, today := handedOver(t)
	must(t, s.Restrict(&store.Restriction{Contact: p.ID, Ground: store.Contested}))
	all, err := ToTell(s)
	must(t, err)
	ids := []store.ID{all[0].ID, all[1].ID}
	for code, n := range map[RefusalCode]Notice19{
		EventInFuture: {On: today.AddDays(1), Means: store.EMail}, ToldBeforeAct: {On: today.AddDays(-1), Means: store.EMail},
		ToldNoMeans: {On: today}, ExcuseUnsaid: {On: today, Excuse: store.Impossible},
	} {
		_, err := Tell(s, ids, n, today)
		var why *RequestError
		if !errors.As(err, &why) || why.Code != code || why.Rule != "GDPR art. 19" {
			t.Errorf("%v, want %s", err, code)
		}
	}
	if all, _ := ToTell(s); len(all) != 2 {
		t.Errorf("half noted: %+v", all)
	}
	told, err := Tell(s, ids, Notice19{On: today, Excuse: store.Disproportionate, Note: "closed down since"}, today)
	if err != nil || len(told) != 2 || told[0].ToTell() {
		t.Errorf("%+v, %v", told, err)
	}
	_, err = s.Undo()
	must(t, err)
	if all, _ := ToTell(s); len(all) != 2 {
		t.Errorf("not undone: %+v", all)
	}
}
