package demo

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"calepin/store"
	"calepin/store/vault"
)

func newStore(t testing.TB) *store.Store {
	t.Helper()
	v, err := vault.Memory()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = v.Close() })
	s, err := store.Init(v, Settings())
	if err != nil {
		t.Fatal(err)
	}
	s.Clock = func() time.Time { return now }
	return s
}

// The store takes what is generated as it is: nothing is refused, nothing had
// to be cleaned, and what it works out itself agrees.
func TestStoreTakesItAll(t *testing.T) {
	o := Options{Contacts: 1200, Interactions: 9000, Seed: 4, Now: now}
	want := generate(t, o)
	s := newStore(t)
	last, total := 0, 0
	o.Progress = func(done, of int) { last, total = done, of }
	if err := Generate(t.Context(), s, o); err != nil {
		t.Fatal(err)
	}
	if last != 10_200 || total != 10_200 {
		t.Errorf("progress ended at %d of %d", last, total)
	}
	got := stored(t, s)
	if len(got.Persons) != 1200 || len(got.Interactions) != 9000 {
		t.Errorf("%d contacts, %d interactions stored", len(got.Persons), len(got.Interactions))
	}
	sameRecords(t, "person", want.Persons, got.Persons, func(p store.Person) store.ID { return p.ID })
	sameRecords(t, "organisation", want.Organisations, got.Organisations, func(o store.Organisation) store.ID { return o.ID })
	sameRecords(t, "interaction", want.Interactions, got.Interactions, func(i store.Interaction) store.ID { return i.ID })
	sameRecords(t, "document", want.Documents, got.Documents, func(d store.Document) store.ID { return d.ID })
	sameRecords(t, "task", want.Tasks, got.Tasks, func(t store.Task) store.ID { return t.ID })
	if wrong, err := s.CheckIndexes(); err != nil || wrong != 0 {
		t.Errorf("%d index entries are wrong: %v", wrong, err)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	o := Options{Contacts: 12_000, Seed: 4, Now: now, Progress: func(int, int) { cancel() }}
	s := newStore(t)
	if err := Generate(ctx, s, o); !errors.Is(err, context.Canceled) {
		t.Fatalf("ended with %v", err)
	}
	if n, err := s.CountPersons(); err != nil || n != chunkContacts {
		t.Errorf("%d contacts, %v", n, err)
	}
}

func TestEmptyBusinessHasTasks(t *testing.T) {
	s := newStore(t)
	if err := Generate(t.Context(), s, Options{Now: now}); err != nil {
		t.Fatal(err)
	}
	tasks, err := s.Tasks(store.TaskFilter{})
	if err != nil || len(tasks) == 0 {
		t.Errorf("%d tasks, %v", len(tasks), err)
	}
}

// People are found as somebody would look for them.
func TestSearches(t *testing.T) {
	s := newStore(t)
	if err := Generate(t.Context(), s, Options{Contacts: 3000, Seed: 4, Now: now}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ search, in string }{
		{"le goff", "Le Goff"}, {"muller", "Müller"}, {"celik", "Çelik"}, {"nguyen", "Nguyễn"},
		{"anne sophie", "Anne-Sophie"}, {"d'almeida", "D'Almeida"}, {"06 39 98", ""},
	} {
		page, err := s.Persons(store.Query{Search: c.search})
		found := slices.ContainsFunc(page.Rows, func(r store.Row) bool { return strings.Contains(r.Name, c.in) })
		if err != nil || !found {
			t.Errorf("%q found %d rows, %v", c.search, len(page.Rows), err)
		}
	}
}

func stored(t *testing.T, s *store.Store) (all store.Set) {
	t.Helper()
	err := s.Dump(func(d *store.Dump) error {
		return errors.Join(
			d.Persons(func(p store.Person) error { all.Persons = append(all.Persons, p); return nil }),
			d.Organisations(func(o store.Organisation) error { all.Organisations = append(all.Organisations, o); return nil }),
			d.Interactions(store.ID{}, func(i store.Interaction) error {
				all.Interactions = append(all.Interactions, i)
				return nil
			}),
			d.Documents(store.ID{}, func(x store.Document) error { all.Documents = append(all.Documents, x); return nil }),
			d.Tasks(store.ID{}, func(x store.Task) error { all.Tasks = append(all.Tasks, x); return nil }))
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// sameRecords compares by id, as the JSON that is kept.
func sameRecords[T any](t *testing.T, kind string, want, got []T, id func(T) store.ID) {
	t.Helper()
	kept := map[store.ID]string{}
	for _, r := range got {
		kept[id(r)] = asJSON(t, r)
	}
	if len(kept) != len(want) {
		t.Errorf("%s: %d stored of %d", kind, len(kept), len(want))
	}
	wrong := 0
	for _, r := range want {
		if text := asJSON(t, r); kept[id(r)] != text && wrong < 3 {
			wrong++
			t.Errorf("%s: stored\n%s\nfor\n%s", kind, kept[id(r)], text)
		}
	}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
