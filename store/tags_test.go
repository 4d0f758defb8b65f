package store

import (
	"fmt"
	"slices"
	"testing"
)

func TestTags(t *testing.T) {
	s, _ := newStore(t)
	for i, tags := range [][]string{{"VIP", "été"}, {"vip"}, {"VIP", "Zinc"}, nil, {"Ete"}} {
		add(t, s, Person{Given: fmt.Sprint("Inès", i), Tags: tags})
	}
	tags, err := s.Tags()
	must(t, err)
	if got := fmt.Sprint(tags); got != "[{Ete 2} {VIP 3} {Zinc 1}]" {
		t.Fatal(got)
	}
}

// TestTagPersons tags many at once and takes it back at once.
func TestTagPersons(t *testing.T) {
	s, _ := newStore(t)
	a, b, c := add(t, s, Person{Given: "A", Tags: []string{"vip", "Froid"}}), add(t, s, Person{Given: "B"}), add(t, s, Person{Given: "C", Tags: []string{"neuf"}})
	before := contents(t, s, bucketUndo)
	n, err := s.TagPersons([]ID{a.ID, b.ID, b.ID, c.ID, NewID(s.now())}, []string{"#VIP", "neuf"}, []string{"froid"})
	must(t, err)
	if n != 3 {
		t.Fatalf("changed %d", n)
	}
	for id, want := range map[ID][]string{a.ID: {"neuf", "vip"}, b.ID: {"VIP", "neuf"}, c.ID: {"VIP", "neuf"}} {
		p, err := s.Person(id)
		must(t, err)
		if !slices.Equal(p.Tags, want) {
			t.Errorf("%s: %q", p.Given, p.Tags)
		}
	}
	page, err := s.Persons(Query{Tags: []string{"vip"}})
	must(t, err)
	if len(page.Rows) != 3 {
		t.Fatal(len(page.Rows))
	}
	if n, err := s.TagPersons([]ID{a.ID}, []string{"NEUF"}, nil); n != 0 || err != nil {
		t.Fatal(n, err)
	}
	checkIndexes(t, s, "tagged")
	r, err := s.Undo()
	must(t, err)
	if r.Restored != 3 {
		t.Fatalf("%+v", r)
	}
	sameContents(t, "undone", before, contents(t, s, bucketUndo))
}

func TestViews(t *testing.T) {
	s, _ := newStore(t)
	must(t, s.SaveView(View{"Zinc", Query{Search: "zinc", Limit: 5}}))
	must(t, s.SaveView(View{"été", Query{Tags: []string{"b", "#a"}, Status: Client, Sort: SortLastContact, Descending: true}}))
	must(t, s.SaveView(View{" Ete ", Query{Status: Former}}))
	all, err := s.Views()
	must(t, err)
	if len(all) != 2 || all[0].Name != "Ete" || all[0].Query.Status != Former || all[1].Query.Search != "zinc" || all[1].Query.Limit != 0 {
		t.Fatalf("%+v", all)
	}
	must(t, s.DeleteView("ÉTÉ"))
	must(t, s.DeleteView("none"))
	all, err = s.Views()
	must(t, err)
	if len(all) != 1 {
		t.Fatalf("%+v", all)
	}
	for _, v := range []View{{"", Query{}}, {"x", Query{Sort: "size"}}} {
		var f *FieldError
		if err := s.SaveView(v); !asError(err, &f) {
			t.Error(v, err)
		}
	}
}

// TestEraseTakesViews: a filter that looks for the person is about them.
func TestEraseTakesViews(t *testing.T) {
	s, _ := newStore(t)
	zoe, _ := busy(t, s)
	must(t, s.SaveView(View{"Dossier Zoé Quatremaire", Query{}}))
	must(t, s.SaveView(View{"elle", Query{Search: "zoe@quatremaire.test"}}))
	must(t, s.SaveView(View{"clients", Query{Status: Client}}))
	_, err := s.Erase(zoe.ID, EraseOrder{LeaveAmbiguous: true})
	must(t, err)
	all, err := s.Views()
	must(t, err)
	if len(all) != 1 || all[0].Name != "clients" {
		t.Fatalf("%+v", all)
	}
}

func BenchmarkTags100k(b *testing.B) {
	s := crowded(b, 100_000)
	for b.Loop() {
		_, err := s.Tags()
		must(b, err)
	}
}

func BenchmarkTagPersons1000(b *testing.B) {
	s := crowded(b, 100_000)
	people := ids(b, s)[:1000]
	for i := 0; b.Loop(); i++ {
		n, err := s.TagPersons(people, []string{fmt.Sprint("t", i)}, []string{fmt.Sprint("t", i-1)})
		must(b, err)
		if n != 1000 {
			b.Fatal(n)
		}
	}
}
