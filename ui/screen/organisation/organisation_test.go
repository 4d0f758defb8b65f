package organisation

import (
	"testing"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/trial"
	"calepin/ui/text"
)

func firm(t *testing.T, l text.Language) (*trial.Driver, *Page) {
	t.Helper()
	d := trial.New(t, l)
	for _, name := range []string{"Ada", "Bo"} {
		p := store.Person{Given: name, Family: "Fictive", Status: store.Client, Source: "test",
			Organisations: []store.Affiliation{{Name: "Atelier Inventé", Title: "Gérante"}}}
		if err := d.Desk.Store.AddPerson(&p, store.AddOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	o, err := d.Desk.Store.FindOrganisation("Atelier Inventé")
	if err != nil {
		t.Fatal(err)
	}
	p := New(d.Desk, o.ID)
	return d.Show(p), p
}

func TestPage(t *testing.T) {
	for _, l := range []text.Language{text.English, text.French} {
		d, _ := firm(t, l)
		d.Sees("Atelier Inventé", "Ada Fictive", "Gérante").Sizes()
		d.Keys("tab")
		d.Sizes()
	}
	d, p := firm(t, text.English)
	who, _ := p.About()
	d.Keys("enter", "a", "e", "d")
	for i, want := range []screen.Target{screen.PersonPage, screen.PersonAdd, screen.OrganisationEdit, screen.OrganisationDelete} {
		id := p.id
		if i == 0 {
			id = who
		}
		if got := d.Opened[i]; got.Target != want || got.IDs[0] != id {
			t.Errorf("%s leads to %v", want, got)
		}
	}
}

func TestDeletionListsWhomItUnties(t *testing.T) {
	d, p := firm(t, text.English)
	d.Do(AskDelete(d.Desk, p.id))
	d.Sees("2 contacts stay", "Ada Fictive", "Bo Fictive").Keys("enter")
	if _, err := d.Desk.Store.Organisation(p.id); err != nil || len(d.Boxes) > 0 {
		t.Fatal("cancel is not what enter means at first", err)
	}
	d.Do(AskDelete(d.Desk, p.id))
	d.Keys("y").Said("Atelier Inventé is deleted. u undoes.")
	if !d.Left {
		t.Error("the page of what is deleted stays")
	}
	if _, err := d.Desk.Store.Undo(); err != nil {
		t.Fatal(err)
	}
	if people, err := d.Desk.Store.People(p.id); err != nil || len(people) != 2 {
		t.Error(people, err)
	}
}
