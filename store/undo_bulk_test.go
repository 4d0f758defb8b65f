package store

import (
	"slices"
	"testing"
	"time"
)

// TestUndoBatchKeeps ties something new to every third person of an import,
// and touches something of it of every third other: just those people stay.
func TestUndoBatchKeeps(t *testing.T) {
	s, clock := newStore(t)
	set := crowd(30)
	set.Batch = &Batch{Format: "csv"}
	must(t, s.Load(set))
	clock.t = clock.t.Add(time.Hour)
	want := map[ID]bool{}
	for n, p := range set.Persons {
		switch n % 3 {
		case 0:
			must(t, s.AddInteraction(&Interaction{Contact: p.ID, Kind: Note, Subject: "nouvelle"}))
		case 1:
			_, err := s.EditInteraction(set.Interactions[n].ID, func(i *Interaction) error { i.Subject = "revue"; return nil })
			must(t, err)
			want[set.Interactions[n].ID] = true
		default:
			continue
		}
		want[p.ID] = true
	}
	var told []int
	s.Progress = func(done, total int) { told = append(told, done*100/total) }
	r, err := s.UndoBatch(set.Batch.ID)
	must(t, err)
	checkIndexes(t, s, "undone")
	for _, k := range r.Kept {
		if k.Kind != KindOrganisation && !want[k.ID] {
			t.Errorf("%s %s stayed", k.Kind, k.ID)
		}
		delete(want, k.ID)
	}
	for id := range want {
		t.Errorf("%s went", id)
	}
	if r.Removed < 10+20 {
		t.Errorf("only %d went", r.Removed)
	}
	if len(told) < 2 || !slices.IsSorted(told) || told[len(told)-1] > 100 {
		t.Errorf("told %v", told)
	}
}
