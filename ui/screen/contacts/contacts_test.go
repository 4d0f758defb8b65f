package contacts

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/trial"
	"calepin/ui/text"
)

func listed(t *testing.T, l text.Language) (*trial.Driver, *Page) {
	d := trial.New(t, l).Demo(120, 600)
	p := New(d.Desk)
	return d.Show(p), p
}

func TestSizes(t *testing.T) {
	for _, l := range []text.Language{text.English, text.French} {
		d, _ := listed(t, l)
		d.Sizes()
		d.Keys("/").Type("mar")
		d.Sizes()
		for _, box := range []string{"f", "v", "t"} {
			d.Keys("esc", box)
			d.Sizes()
		}
		trial.New(t, l).Show(New(d.Desk)).Sizes()
	}
}

func TestEmptyTeaches(t *testing.T) {
	d := trial.New(t, text.English)
	d.Show(New(d.Desk)).Sees("No contacts yet.", "a  adds", "i  imports", "0 contacts")
	d.Keys("enter").Said("no contact is chosen")
	d.Keys("d", "t", "e").Said("no contact is chosen")
	d.Keys("a", "i")
	if len(d.Opened) != 2 || d.Opened[0].Target != screen.PersonAdd || d.Opened[1].Target != screen.Import {
		t.Error(d.Opened)
	}
}

func TestMoves(t *testing.T) {
	d, p := listed(t, text.English)
	d.Sees("120 contacts")
	d.Keys("j", "down", "n", "N")
	if p.table.Index() != 2 {
		t.Errorf("at %d", p.table.Index())
	}
	d.Keys("G")
	if p.table.Index() != 119 {
		t.Errorf("at %d", p.table.Index())
	}
	id, _ := p.selected()
	d.Keys("enter", "e", "d", "m")
	for i, want := range []screen.Target{screen.PersonPage, screen.PersonEdit, screen.PersonDelete, screen.PersonMerge} {
		if got := d.Opened[i]; got.Target != want || got.IDs[0] != id {
			t.Errorf("%s leads to %v", want, got)
		}
	}
}

func TestSortTheLatestFirst(t *testing.T) {
	d, p := listed(t, text.English)
	d.Keys("s", "s")
	if p.query.Sort != store.SortLastContact || !p.query.Descending {
		t.Errorf("sorted by %s, descending %v", p.query.Sort, p.query.Descending)
	}
	a, _ := p.people.row(0)
	b, _ := p.people.row(1)
	if a.LastContact.Before(b.LastContact) {
		t.Error("the latest contact is not the first")
	}
	d.Keys("S")
	if p.query.Descending {
		t.Error("not turned round")
	}
}

func TestSearchNarrowsAsOneTypes(t *testing.T) {
	d, p := listed(t, text.English)
	person := store.Person{Given: "Zoé", Family: "Œuvrard", Status: store.Client, Source: "test"}
	if err := d.Desk.Store.AddPerson(&person, store.AddOptions{}); err != nil {
		t.Fatal(err)
	}
	d.Keys("/").Type("oeuv").Sees("1 contact", "Zoé Œuvrard")
	if id, _ := p.selected(); id != person.ID {
		t.Error("the one found is not under the cursor")
	}
	if c := p.Cursor(); c == nil || c.X != len(" / oeuv") || c.Y != 0 {
		t.Errorf("the cursor is at %v", c)
	}
	if !strings.Contains(p.View(80, 21), ";4mŒuv\x1b[m") { // underlined
		t.Errorf("the letters found are not shown:\n%q", p.View(80, 3))
	}
	d.Keys("enter")
	if p.Typing() || p.search.Query() != "oeuv" {
		t.Error("enter does not keep the search and leave it")
	}
	d.Keys("esc").Sees("121 contacts")
	if id, _ := p.selected(); id != person.ID {
		t.Error("the selection is lost with the search")
	}
	d.Keys("/").Type("qqqq").Sees("Nobody fits.")
	d.Keys("esc").Sees("121 contacts")
}

func TestPasteIsCleaned(t *testing.T) {
	d, p := listed(t, text.English)
	d.Keys("/")
	d.Do(p.Update(tea.PasteMsg{Content: "a\x1b[31m\n\u202e" + strings.Repeat("x", 1<<20)}))
	if q := p.search.Query(); strings.ContainsAny(q, "\x1b\n\u202e") || len(q) > 200 {
		t.Errorf("%d characters: %.20q", len(q), q)
	}
	d.Sizes()
}

func TestBulkTagIsOneChange(t *testing.T) {
	d, p := listed(t, text.English)
	d.Keys("space", "space", "space").Sees("120 contacts, 3 chosen")
	marked := p.table.Marked()
	d.Keys("t").Sees("Add", "Take off")
	d.Type("salon 2026, urgent")
	d.Keys("ctrl+s").Said("3 contacts changed")
	if len(d.Boxes) > 0 || len(p.table.Marked()) > 0 {
		t.Error("the box or the marks stay")
	}
	tagged := func() (n int) {
		for _, m := range marked {
			id, _ := parse(m)
			who, err := d.Desk.Store.Person(id)
			if err != nil {
				t.Fatal(err)
			}
			if slices.Contains(who.Tags, "salon 2026") && slices.Contains(who.Tags, "urgent") {
				n++
			}
		}
		return n
	}
	if tagged() != 3 {
		t.Errorf("%d tagged", tagged())
	}
	if _, err := d.Desk.Store.Undo(); err != nil {
		t.Fatal(err)
	}
	if tagged() != 0 {
		t.Error("one undo does not take it back")
	}
}

func TestFilterKeptUnderAName(t *testing.T) {
	d, p := listed(t, text.English)
	d.Keys("f", "right", "right", "tab", "tab").Type("the clients")
	d.Keys("ctrl+s").Said("the clients")
	d.Sees("the clients (client)")
	n := p.people.total
	for i := range n {
		if r, _ := p.people.row(i); r.Status != store.Client {
			t.Fatalf("%s is shown", r.Status)
		}
	}
	d.Keys("esc").Sees("120 contacts")
	d.Keys("v").Sees("the clients", "client")
	d.Keys("enter").Sees("the clients (client)")
	if p.people.total != n || n == 0 || n == 120 {
		t.Errorf("%d of %d", p.people.total, n)
	}
	d.Keys("v", "d").Said("forgotten")
	d.Sees("No filter is saved.")
}

func TestMergeTheTwoMarked(t *testing.T) {
	d, p := listed(t, text.English)
	d.Keys("space", "space")
	marked := p.table.Marked()
	d.Keys("m")
	got := d.Opened[0]
	if got.Target != screen.PersonMerge || len(got.IDs) != 2 || !slices.Contains(marked, got.IDs[0].String()) || got.IDs[0] == got.IDs[1] {
		t.Error(got)
	}
	d.Keys("space", "m").Said("mark two")
}

// TestMarksOfTheGone: who was deleted is not counted among the marked, nor in
// the way of what is done to the others.
func TestMarksOfTheGone(t *testing.T) {
	d, p := listed(t, text.English)
	d.Keys("space", "space")
	gone, _ := parse(p.table.Marked()[0])
	if err := d.Desk.Store.DeletePerson(gone); err != nil {
		t.Fatal(err)
	}
	d.Do(p.Update(screen.Changed{}))
	if marked := p.table.Marked(); len(marked) != 1 || marked[0] == gone.String() {
		t.Fatalf("marked: %v", marked)
	}
	d.Keys("t").Type("kept").Keys("ctrl+s").Said("1 contact changed")
}

func TestADeletionKeepsThePlace(t *testing.T) {
	d, p := listed(t, text.English)
	d.W = 120
	d.Show(p).Keys("j", "j", "j")
	next, _ := p.people.row(4)
	id, _ := p.selected()
	if err := d.Desk.Store.DeletePerson(id); err != nil {
		t.Fatal(err)
	}
	d.Do(p.Update(screen.Changed{}))
	if got, _ := p.selected(); got != next.ID || p.table.Index() != 3 {
		t.Errorf("at %d", p.table.Index())
	}
	d.Sees("119 contacts", next.Name)
	if !p.card.there || p.card.person.ID != next.ID {
		t.Error("the card is of somebody else")
	}
}
