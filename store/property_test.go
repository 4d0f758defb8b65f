package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// world makes random changes to a store.
type world struct {
	t     testing.TB
	s     *Store
	r     *rand.Rand
	clock *testClock
}

// somePerson returns a random contact; false where there is none.
func (w *world) somePerson() (ID, bool) {
	people := ids(w.t, w.s)
	if len(people) == 0 {
		return ID{}, false
	}
	return pick(w.r, people), true
}

func (w *world) someInteraction() (Interaction, bool) {
	var all []Interaction
	must(w.t, w.s.Dump(func(d *Dump) error {
		return d.Interactions(ID{}, func(i Interaction) error { all = append(all, i); return nil })
	}))
	if len(all) == 0 {
		return Interaction{}, false
	}
	return pick(w.r, all), true
}

// change makes one undoable change and returns its name, "" for none.
func (w *world) change() string {
	s, r := w.s, w.r
	person, some := w.somePerson()
	n := r.IntN(15)
	if !some {
		n = 0
	}
	switch n {
	case 0, 1:
		add(w.t, s, somebody(r))
		return "add"
	case 2:
		_, err := s.EditPerson(person, func(p *Person) error {
			q := somebody(r)
			p.Family, p.Emails, p.Tags, p.Organisations = q.Family, q.Emails, q.Tags, q.Organisations
			return nil
		})
		must(w.t, err)
		return "edit"
	case 3:
		must(w.t, s.DeletePerson(person))
		return "delete"
	case 4:
		other, _ := w.somePerson()
		if other == person {
			return ""
		}
		_, err := s.MergePersons(person, other)
		must(w.t, err)
		return "merge"
	case 5, 6, 7:
		i := anInteraction(r, person, w.clock.t)
		must(w.t, s.AddInteraction(&i))
		return "interaction"
	case 8:
		i, some := w.someInteraction()
		if !some {
			return ""
		}
		_, err := s.EditInteraction(i.ID, func(e *Interaction) error {
			e.At, e.FollowUp = e.At.Add(-time.Duration(r.IntN(900))*time.Hour), ""
			return nil
		})
		must(w.t, err)
		return "edit interaction"
	case 9:
		i, some := w.someInteraction()
		if !some {
			return ""
		}
		must(w.t, s.DeleteInteraction(i.ID))
		return "delete interaction"
	case 10:
		return w.organisation()
	case 11:
		task := Task{Contact: person, Title: "Rappeler", Due: "2026-03-31", Repeat: Monthly}
		must(w.t, s.AddTask(&task))
		return "task"
	case 12:
		tasks, err := s.Tasks(TaskFilter{})
		must(w.t, err)
		if len(tasks) == 0 {
			return ""
		}
		_, _, err = s.DoneTask(pick(r, tasks).ID)
		must(w.t, err)
		return "done"
	case 13:
		a := Attachment{Contact: person, Name: "plan.txt"}
		must(w.t, s.AddAttachment(&a, strings.NewReader(fmt.Sprint("plan ", r.Uint64()))))
		return "attach"
	default:
		return w.load()
	}
}

func (w *world) organisation() string {
	page, err := w.s.Organisations(OrganisationQuery{})
	must(w.t, err)
	if len(page.Rows) == 0 {
		return ""
	}
	o := pick(w.r, page.Rows)
	if w.r.IntN(2) == 0 {
		_, err := w.s.EditOrganisation(o.ID, func(o *Organisation) error { o.Name = pick(w.r, firms) + " & Cie"; return nil })
		must(w.t, err)
		return "rename organisation"
	}
	var inUse *InUseByError
	if err := w.s.DeleteOrganisation(o.ID, true); !errors.As(err, &inUse) {
		must(w.t, err)
	}
	return "delete organisation"
}

// load imports a few people, merges into one, and ties records to all.
func (w *world) load() string {
	set := Set{Batch: &Batch{Files: []string{"a.csv"}, Format: "csv"}}
	for range 3 {
		p := somebody(w.r)
		p.ID = NewID(w.clock.t)
		set.Persons = append(set.Persons, p)
		set.Interactions = append(set.Interactions, anInteraction(w.r, p.ID, w.clock.t))
	}
	if keep, some := w.somePerson(); some {
		p, err := w.s.Person(keep)
		must(w.t, err)
		set.Merged = []Person{w.s.Combine(p, somebody(w.r))}
		set.Interactions = append(set.Interactions, anInteraction(w.r, keep, w.clock.t))
		set.Documents = append(set.Documents, Document{Contact: keep, Kind: Invoice, Number: "F1", Date: "2026-02-01"})
		set.Attachments = []Content{{Attachment{Contact: keep, Name: "b.txt"}, []byte("contenu")}}
		set.Tasks = []Task{{Contact: keep, Title: "Vérifier", Due: "2026-04-01"}}
	}
	must(w.t, w.s.Load(set))
	return "load"
}

// TestUndoReturnsEverything makes random changes and undoes some: after each
// undo every bucket is what it was, and the indexes always are what a rebuild
// would make them.
func TestUndoReturnsEverything(t *testing.T) {
	but := []string{bucketUndo, string(KindBatch)} // an import that is undone stays in the list
	for seed := range uint64(12) {
		s, clock := newStore(t)
		w := world{t: t, s: s, r: rand.New(rand.NewPCG(seed, 1)), clock: clock}
		for n := range 60 {
			clock.t = clock.t.Add(time.Duration(w.r.IntN(3)) * time.Second)
			before := contents(t, s, but...)
			was := w.change()
			what := fmt.Sprintf("seed %d, change %d, %s", seed, n, was)
			checkIndexes(t, s, what)
			if was == "" || w.r.IntN(3) > 0 || sameMap(before, contents(t, s, but...)) {
				continue
			}
			report, err := s.Undo()
			must(t, err)
			if len(report.Kept) > 0 {
				t.Fatalf("%s: undo kept %v", what, report.Kept)
			}
			checkIndexes(t, s, what+", undone")
			sameContents(t, what+", undone", before, contents(t, s, but...))
		}
	}
}

func sameMap(a, b map[string]string) bool {
	if len(a) != len(b) {
		return false
	}
	for k, v := range a {
		if b[k] != v {
			return false
		}
	}
	return true
}

// TestUndoAllTheWay undoes a whole run of changes and ends where it began.
func TestUndoAllTheWay(t *testing.T) {
	for seed := range uint64(8) {
		s, clock := newStore(t)
		w := world{t: t, s: s, r: rand.New(rand.NewPCG(seed, 2)), clock: clock}
		start := contents(t, s, string(KindBatch))
		for range 40 {
			w.change()
		}
		for {
			_, err := s.Undo()
			if errors.Is(err, ErrNothingToUndo) {
				break
			}
			must(t, err)
		}
		checkIndexes(t, s, "all undone")
		sameContents(t, fmt.Sprintf("seed %d, all undone", seed), start, contents(t, s, string(KindBatch)))
	}
}

// TestIndexesThroughEverything adds the changes that cannot be undone.
func TestIndexesThroughEverything(t *testing.T) {
	for seed := range uint64(8) {
		s, clock := newStore(t)
		w := world{t: t, s: s, r: rand.New(rand.NewPCG(seed, 3)), clock: clock}
		for n := range 60 {
			clock.t = clock.t.Add(time.Duration(w.r.IntN(4)) * time.Hour)
			what := w.change()
			switch w.r.IntN(8) {
			case 0:
				if id, some := w.somePerson(); some {
					_, err := s.Erase(id, EraseOrder{LeaveAmbiguous: true})
					must(t, err)
					what = "erase"
				}
			case 1:
				batches, err := s.Batches()
				must(t, err)
				if len(batches) > 0 {
					_, err := s.UndoBatch(pick(w.r, batches).ID)
					must(t, err)
					what = "undo batch"
				}
			case 2:
				if _, err := s.Undo(); !errors.Is(err, ErrNothingToUndo) {
					must(t, err)
					what = "undo"
				}
			case 3:
				set := s.Settings()
				set.Language = map[string]string{"fr": "en", "en": "fr"}[set.Language]
				set.Country = map[string]string{"FR": "BE", "BE": "FR"}[set.Country]
				must(t, s.SetSettings(set))
				what = "settings"
			}
			checkIndexes(t, s, fmt.Sprintf("seed %d, change %d, %s", seed, n, what))
		}
	}
}
