package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// request adds a support request, and says under which id.
func request(t testing.TB, s *Store, contact ID, at time.Time, state SupportState) ID {
	t.Helper()
	i := Interaction{Contact: contact, Kind: Mail, Direction: In, At: at, Subject: "En panne", Support: state}
	must(t, s.AddInteraction(&i))
	return i.ID
}

func TestThread(t *testing.T) {
	s, clock := newStore(t)
	zoe, marc := add(t, s, Person{Given: "Zoé"}), add(t, s, Person{Given: "Marc"})
	first := request(t, s, zoe.ID, clock.t, Opened)
	reply := Interaction{Contact: zoe.ID, Kind: Call, Direction: Out, At: clock.t.Add(2 * time.Hour), Thread: first}
	must(t, s.AddInteraction(&reply))
	early := Interaction{Contact: zoe.ID, Kind: Note, At: clock.t.Add(time.Hour), Thread: reply.ID} // any message names the thread
	must(t, s.AddInteraction(&early))

	th, err := s.Thread(ID{}, reply.ID)
	must(t, err)
	if th.Request.ID != first || len(th.Messages) != 2 || th.Messages[0].ID != early.ID || th.Messages[0].Thread != first || th.Contact.Name != "Zoé" {
		t.Fatalf("%+v", th)
	}
	list, total, err := s.SupportRequests(SupportQuery{})
	must(t, err)
	if total != 1 || list[0].Messages != 2 || list[0].LastFrom != Out || !list[0].Last.Equal(reply.At) || list[0].Person.ID != zoe.ID {
		t.Fatalf("%d %+v", total, list)
	}

	plain := Interaction{Contact: zoe.ID, Kind: Call, Direction: In}
	must(t, s.AddInteraction(&plain))
	var f *FieldError
	for what, i := range map[string]Interaction{
		"thread":   {Contact: marc.ID, Thread: first},
		"thread ":  {Contact: zoe.ID, Thread: plain.ID},
		"thread  ": {Contact: zoe.ID, Thread: NewID(clock.t)},
		"support":  {Contact: zoe.ID, Thread: first, Support: Opened},
	} {
		i.Kind, i.Direction = Call, In
		if err := s.AddInteraction(&i); !asError(err, &f) || f.Field != cleanLine(what) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := s.SetSupport(zoe.ID, first, ""); !asError(err, &f) || f.Field != "support" {
		t.Errorf("a request with messages stays one: %v", err)
	}
	if _, err := s.SetSupport(ID{}, first, Solved); err != nil {
		t.Fatal(err)
	}
	if _, total, _ := s.SupportRequests(SupportQuery{}); total != 0 {
		t.Fatal("solved, and still listed")
	}
	list, _, err = s.SupportRequests(SupportQuery{Contact: zoe.ID, States: []SupportState{Solved}})
	must(t, err)
	if len(list) != 1 {
		t.Fatalf("%+v", list)
	}

	before := contents(t, s, bucketUndo)
	must(t, s.DeleteInteractionOf(zoe.ID, first))
	if i, err := s.InteractionOf(zoe.ID, reply.ID); err != nil || i.Thread != (ID{}) {
		t.Fatal("a message of a request that is gone stands alone", err)
	}
	_, err = s.Undo()
	must(t, err)
	sameContents(t, "undone", before, contents(t, s, bucketUndo))
	_, err = s.MergePersons(marc.ID, zoe.ID)
	must(t, err)
	if th, err := s.Thread(marc.ID, first); err != nil || len(th.Messages) != 2 {
		t.Fatal("a merge moves a thread", err)
	}
}

// TestRequestsInOrder compares the requests of all with those of each, over
// random ones, through load, merge, erasure and undo.
func TestRequestsInOrder(t *testing.T) {
	s, clock := newStore(t)
	r := rand.New(rand.NewPCG(8, 8))
	set := crowd(40)
	for n := range 200 {
		i := Interaction{Contact: pick(r, set.Persons).ID, Kind: Mail, Direction: In, Support: pick(r, []SupportState{Opened, Waiting, Solved}),
			At: clock.t.Add(-time.Duration(r.IntN(5000)) * time.Minute), Subject: fmt.Sprint(n)}
		i.ID = NewID(i.At)
		set.Interactions = append(set.Interactions, Interaction{Contact: i.Contact, Kind: Call, Direction: Out, At: clock.t, Thread: i.ID}, i)
	}
	must(t, s.Load(set))
	check := func() {
		t.Helper()
		checkIndexes(t, s, "requests")
		for _, states := range [][]SupportState{nil, {Waiting}} {
			for _, oldest := range []bool{true, false} {
				var want []SupportRequest
				for _, id := range ids(t, s) {
					own, _, err := s.SupportRequests(SupportQuery{Contact: id, States: states, Oldest: oldest})
					must(t, err)
					want = append(want, own...)
				}
				slices.SortFunc(want, func(a, b SupportRequest) int {
					if !oldest {
						a, b = b, a
					}
					return a.At.Compare(b.At)
				})
				for _, limit := range []int{0, 7} {
					got, total, err := s.SupportRequests(SupportQuery{States: states, Oldest: oldest, Limit: limit})
					must(t, err)
					if total != len(want) || limit == 0 && len(got) != total || limit > 0 && len(got) != limit {
						t.Fatalf("%d of %d, %d wanted", len(got), total, len(want))
					}
					for i := range got {
						if !got[i].At.Equal(want[i].At) {
							t.Fatalf("request %d at %v, not %v", i, got[i].At, want[i].At)
						}
					}
				}
			}
		}
	}
	check()
	_, err := s.MergePersons(set.Persons[0].ID, set.Persons[1].ID)
	must(t, err)
	must(t, s.DeletePerson(set.Persons[2].ID))
	check()
	for range 2 {
		_, err = s.Undo()
		must(t, err)
	}
	_, err = s.Erase(set.Persons[3].ID, EraseOrder{LeaveAmbiguous: true})
	must(t, err)
	check()
	changed, err := s.Reindex()
	must(t, err)
	if changed != 0 {
		t.Fatal(changed)
	}
}

func TestLoadRefusesALooseThread(t *testing.T) {
	s, clock := newStore(t)
	set := crowd(2)
	set.Interactions = []Interaction{{ID: NewID(clock.t), Contact: set.Persons[0].ID, Kind: Mail, Direction: In, At: clock.t, Support: Opened}}
	set.Interactions = append(set.Interactions, Interaction{Contact: set.Persons[1].ID, Kind: Mail, Direction: In, At: clock.t, Thread: set.Interactions[0].ID})
	var f *FieldError
	if err := s.Load(set); !asError(err, &f) || f.Field != "thread" {
		t.Fatal(err)
	}
}
