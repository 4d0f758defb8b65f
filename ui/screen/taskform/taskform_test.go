package taskform

import (
	"testing"

	"calepin/store"
	"calepin/ui/screen/trial"
	"calepin/ui/text"
)

func TestAdd(t *testing.T) {
	d := trial.New(t, text.English)
	p := New(d.Desk, store.Task{})
	d.Show(p).Keys("ctrl+s")
	if d.Left {
		t.Fatal("a task without a title was saved")
	}
	d.Type("Send the quote").Keys("tab").Type("friday").Keys("tab", "w", "ctrl+s").Said("Task added: Send the quote.")
	if !d.Left {
		t.Error("the form stays")
	}
	tasks, err := d.Desk.Store.Tasks(store.TaskFilter{})
	if err != nil || len(tasks) != 1 || tasks[0].Due != "2026-11-27" || tasks[0].Repeat != store.Weekly {
		t.Fatalf("%+v, %v", tasks, err)
	}
}

func TestRepeatNeedsADay(t *testing.T) {
	d := trial.New(t, text.French)
	d.Show(New(d.Desk, store.Task{})).Type("Loyer").Keys("tab", "tab", "m", "ctrl+s").Sees(d.Desk.T.Tasks.RepeatNeedsDay)
	d.Sizes()
}

func TestEditForSomeoneElse(t *testing.T) {
	d := trial.New(t, text.English)
	s := d.Desk.Store
	person := store.Person{Given: "Ada", Source: "test"}
	task := store.Task{Title: "Call", Due: "2026-11-30"}
	if err := s.AddPerson(&person, store.AddOptions{}); err != nil {
		t.Fatal(err)
	}
	if err := s.AddTask(&task); err != nil {
		t.Fatal(err)
	}
	d.Show(New(d.Desk, task)).Sees("For: nobody")
	d.Keys("ctrl+o").Type("ada").Keys("enter").Sees("For: Ada")
	d.Keys("esc").Sees("not saved")
	d.Keys("esc", "ctrl+s")
	if got, err := s.Task(task.ID); err != nil || got.Contact != person.ID || got.Due != "2026-11-30" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestDraftComesBack(t *testing.T) {
	d := trial.New(t, text.English)
	p := New(d.Desk, store.Task{})
	if _, ok := p.Draft(); ok {
		t.Error("an empty form has a draft")
	}
	d.Show(p).Type("Half typ")
	draft, ok := p.Draft()
	if !ok {
		t.Fatal("no draft")
	}
	again, err := Resume(d.Desk, draft)
	if err != nil {
		t.Fatal(err)
	}
	d.Show(again).Sees("Half typ").Type("ed").Keys("ctrl+s").Said("Half typed")
}

// TestAboutSomeoneGone: a draft about somebody who was deleted is about nobody.
func TestAboutSomeoneGone(t *testing.T) {
	d := trial.New(t, text.English)
	s := d.Desk.Store
	person := store.Person{Given: "Ada", Source: "test"}
	if err := s.AddPerson(&person, store.AddOptions{}); err != nil {
		t.Fatal(err)
	}
	p := New(d.Desk, store.Task{Contact: person.ID})
	d.Show(p).Type("Call back")
	draft, _ := p.Draft()
	if draft.Contact != person.ID {
		t.Fatalf("%+v", draft)
	}
	if err := s.DeletePerson(person.ID); err != nil {
		t.Fatal(err)
	}
	again, err := Resume(d.Desk, draft)
	if err != nil {
		t.Fatal(err)
	}
	d.Show(again).Sees("For: nobody").Keys("ctrl+s")
	if tasks, err := s.Tasks(store.TaskFilter{}); err != nil || len(tasks) != 1 {
		t.Fatalf("%+v, %v, %v", tasks, err, d.Toasts)
	}
}
