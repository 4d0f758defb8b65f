package store

import (
	"fmt"
	"testing"
)

func TestSimilar(t *testing.T) {
	s, _ := newStore(t)
	for _, p := range []Person{{Given: "Zoé", Family: "Quatremaire"}, {Given: "Jean-Loup", Family: "de La Tour"}, {Given: "Marc", Family: "Dubrœucq"}, {Given: "Léa"},
		{Organisations: []Affiliation{{Name: "Atelier Sauge"}}}} {
		add(t, s, p)
	}
	for name, want := range map[string]string{
		"quatremaire ZOE":     "Zoé Quatremaire",
		"Zoé Quatremaires":    "Zoé Quatremaire", // too many
		"Zoe Qatremaire":      "Zoé Quatremaire", // missing
		"Qautremaire Zoe":     "Zoé Quatremaire", // swapped, in another order
		"Zoé Quatremiare":     "Zoé Quatremaire",
		"Zoë Kuatremaire":     "Zoé Quatremaire", // wrong
		"Zoé Kuatrenaire":     "",                // two slips
		"Zoé":                 "",
		"Jean Loup Delatour":  "Jean-Loup de La Tour",
		"de la Tour JeanLoup": "",
		"Marc Dubroeuq":       "Marc Dubrœucq",
		"Lea":                 "Léa",
		"Lia":                 "", // too short to tell
		"atelier sauges":      "Atelier Sauge",
		"":                    "",
	} {
		rows, err := s.Similar(t.Context(), name, 5)
		must(t, err)
		got := ""
		for _, r := range rows {
			got += r.Name
		}
		if got != want {
			t.Errorf("%q: %q, %q wanted", name, got, want)
		}
	}
	add(t, s, Person{Given: "Zoé", Family: "Quatremarie"})
	rows, err := s.Similar(t.Context(), "Zoe Quatremarie", 5)
	must(t, err)
	if len(rows) != 2 || rows[0].Name != "Zoé Quatremarie" {
		t.Fatalf("%+v", rows)
	}
}

func TestOneSlip(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{{"", "", true}, {"", "a", true}, {"ab", "ab", true}, {"ab", "ba", true}, {"abc", "acb", true}, {"abc", "bca", false}, {"abc", "abd", true},
		{"abc", "ab", true}, {"abc", "bc", true}, {"abc", "a", false}, {"abcd", "badc", false}, {"aab", "ab", true}} {
		for range 2 {
			if got := oneSlip([]byte(c.a), []byte(c.b)); got != c.want {
				t.Errorf("%q %q: %v", c.a, c.b, got)
			}
			c.a, c.b = c.b, c.a
		}
	}
}

func TestCard(t *testing.T) {
	s, _ := newStore(t)
	zoe, _ := busy(t, s)
	request(t, s, zoe.ID, s.now(), Waiting)
	request(t, s, zoe.ID, s.now(), Solved)
	c, err := s.Card(zoe.ID)
	must(t, err)
	if got := fmt.Sprint(c.Interactions, c.Requests, c.Documents, c.Attachments, c.Tasks, len(c.Disclosures), c.Import); got != "3 1 1 1 1 1 <nil>" {
		t.Error(got)
	}
	if len(c.Organisations) != 2 || c.Organisations[1].Name != "Atelier Sauge" || c.Row().Organisation != "Zoé Quatremaire" {
		t.Errorf("%+v", c.Organisations)
	}
	set := crowd(1)
	set.Batch = &Batch{Files: []string{"a.csv"}, Format: "csv"}
	must(t, s.Load(set))
	if c, err = s.Card(set.Persons[0].ID); err != nil || c.Import == nil || c.Import.Files[0] != "a.csv" {
		t.Fatalf("%+v %v", c.Import, err)
	}
	var none *NotFoundError
	if _, err := s.Card(NewID(s.now())); !asError(err, &none) {
		t.Fatal(err)
	}
}

func TestMergePreview(t *testing.T) {
	s, _ := newStore(t)
	a := add(t, s, Person{Given: "Marie-Lou", Family: "Açaïs", Status: Prospect, Tags: []string{"vip"}, Emails: []Email{{Address: "A@b.test"}},
		Organisations: []Affiliation{{Name: "Zinc", Title: "Gérante"}}, Note: "x"})
	b := add(t, s, Person{Given: "Marie", Family: "Açaïs", Status: Client, Phones: []Phone{{Number: "06 39 98 12 34"}}, Emails: []Email{{Address: "a@b.test"}, {Address: "c@d.test"}},
		Organisations: []Affiliation{{Name: "Zinc", Title: "Patronne"}, {Name: "Sauge"}}})
	must(t, s.AddTask(&Task{Contact: b.ID, Title: "x"}))
	before := contents(t, s)
	m, err := s.MergePreview(a.ID, b.ID)
	must(t, err)
	sameContents(t, "a preview", before, contents(t, s))
	got := ""
	for _, f := range m.Fields {
		got += fmt.Sprintf("%s %s %q\n", f.Field, f.Fate, f.Result)
	}
	want := `given note ["Marie-Lou"]
family same ["Açaïs"]
organisations note ["Zinc, Gérante" "Sauge"]
emails joined ["A@b.test" "c@d.test"]
phones other ["+33639981234"]
status note ["client"]
tags keep ["vip"]
note keep ["x\n\ngiven: Marie\nstatus: prospect\ntitle: Patronne"]
source same ["test"]
`
	if got != want || m.Moves[KindTask] != 1 {
		t.Errorf("%s%v", got, m.Moves)
	}
	p, err := s.MergePersons(a.ID, b.ID)
	must(t, err)
	if p.Note != m.Result.Note {
		t.Error(p.Note)
	}
}

func TestUndoable(t *testing.T) {
	s, _ := newStore(t)
	want := func(what What, kind RecordKind, name, contact string, records int) {
		t.Helper()
		u, found, err := s.Undoable()
		must(t, err)
		if !found || u.What != what || u.Kind != kind || u.Name != name || u.Contact.Name != contact || u.Records != records {
			t.Fatalf("%v %s %s %q of %q, %d", found, u.What, u.Kind, u.Name, u.Contact.Name, u.Records)
		}
	}
	if _, found, err := s.Undoable(); found || err != nil {
		t.Fatal(found, err)
	}
	p := add(t, s, Person{Given: "Inès", Organisations: []Affiliation{{Name: "Zinc"}}})
	want(Added, KindPerson, "Inès", "", 1)
	q := add(t, s, Person{Given: "Marc"})
	_, err := s.TagPersons([]ID{p.ID, q.ID}, []string{"vip"}, nil)
	must(t, err)
	want(Edited, KindPerson, "Inès", "", 2)
	i := Interaction{Contact: p.ID, Kind: Call, Direction: In, Subject: "Devis"}
	must(t, s.AddInteraction(&i))
	want(Added, KindInteraction, "Devis", "Inès", 1)
	must(t, s.DeleteInteraction(i.ID))
	want(Deleted, KindInteraction, "Devis", "Inès", 1)
	must(t, s.DeletePerson(p.ID))
	want(Deleted, KindPerson, "Inès", "", 1)
	set := crowd(3)
	set.Batch = &Batch{Files: []string{"a.csv", "b.vcf"}, Format: "csv", Created: 3}
	must(t, s.Load(set))
	want(Loaded, KindBatch, "a.csv, b.vcf", "", 3)
}
