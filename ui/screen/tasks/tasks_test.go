package tasks

import (
	"strings"
	"testing"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/trial"
	"calepin/ui/text"
)

func with(t *testing.T, l text.Language, tasks ...store.Task) *trial.Driver {
	d := trial.New(t, l)
	for i := range tasks {
		if err := d.Desk.Store.AddTask(&tasks[i]); err != nil {
			t.Fatal(err)
		}
	}
	return d.Show(New(d.Desk))
}

func TestList(t *testing.T) {
	for _, l := range []text.Language{text.English, text.French} {
		d := with(t, l, store.Task{Title: "No day"}, store.Task{Title: "Late one", Due: "2026-11-10"}, store.Task{Title: "Rent", Due: "2026-11-23", Repeat: store.Monthly})
		d.Sizes()
		at := func(s string) int { return strings.Index(d.Text(), s) }
		if !(at("Late one") < at("Rent") && at("Rent") < at("No day")) {
			t.Errorf("the order:\n%s", d.Text())
		}
		d.Sees("! 13")
	}
}

func TestDoneAndFilters(t *testing.T) {
	d := with(t, text.English, store.Task{Title: "Late one", Due: "2026-11-10"}, store.Task{Title: "Rent", Due: "2026-11-23", Repeat: store.Monthly})
	d.Keys("space").Said("Done: Late one.")
	if strings.Contains(d.Text(), "Late one") {
		t.Error("what is done is still to do")
	}
	d.Keys("f", "d").Sees("Late one", "✓")
	d.Keys("x").Said(d.Desk.T.Tasks.IsDone)
	d.Keys("f", "a").Sees("Late one", "Rent")
	if _, err := d.Desk.Store.Undo(); err != nil {
		t.Fatal(err)
	}
	d.Do(d.Page.Update(screen.Changed{}))
	d.Keys("f", "o").Sees("Late one", "! 13 d late")
	d.Keys("z", "enter").Said("24 Nov 2026")
	d.Keys("g", "x").Said("23 Dec 2026")
	d.Keys("g", "d").Said("Task deleted")
	d.Keys("g", "e")
	if n := len(d.Opened); n != 1 || d.Opened[0].Target != screen.TaskEdit {
		t.Errorf("opened %v", d.Opened)
	}
}

func TestOfOnePerson(t *testing.T) {
	d := with(t, text.English, store.Task{Title: "Mine"})
	p := store.Person{Given: "Ada", Family: "Example", Source: "test"}
	if err := d.Desk.Store.AddPerson(&p, store.AddOptions{}); err != nil {
		t.Fatal(err)
	}
	if err := d.Desk.Store.AddTask(&store.Task{Title: "Hers", Contact: p.ID}); err != nil {
		t.Fatal(err)
	}
	d.Do(d.Page.Update(screen.Changed{}))
	d.Keys("w").Type("ada").Keys("enter").Sees("Hers", "Ada Example")
	if strings.Contains(d.Text(), "Mine") {
		t.Error("another's task is listed")
	}
	d.Keys("a", "P")
	if len(d.Opened) != 2 || len(d.Opened[0].IDs) != 1 || d.Opened[0].IDs[0] != p.ID || d.Opened[1].Target != screen.PersonPage {
		t.Errorf("opened %v", d.Opened)
	}
	d.Keys("w", "enter").Sees("Mine", "Hers")
}

func TestEmptyTeaches(t *testing.T) {
	d := with(t, text.French)
	d.Sees("Aucune tâche", "a ajoute une tâche")
	d.Keys("d", "x").Said(d.Desk.T.Tasks.NothingSelected)
	d.Sizes()
}
