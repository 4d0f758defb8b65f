package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

var sorts = []SortKey{SortName, SortOrganisation, SortLastContact, SortFollowUp, SortCreated, SortMatch}

// TestRollIsPersons compares rolls with the lists that Persons gives, for every
// order, direction and filter, with one goroutine and with two.
func TestRollIsPersons(t *testing.T) {
	s, clock := newStore(t)
	w := world{t: t, s: s, r: rand.New(rand.NewPCG(4, 4)), clock: clock}
	must(t, s.Load(crowd(2500)))
	for range 150 {
		w.change()
	}
	page, err := s.Organisations(OrganisationQuery{})
	must(t, err)
	for _, q := range []Query{{}, {Search: "quatremaire"}, {Search: "zoe q"}, {Tags: []string{"VIP"}}, {Status: Client, Tags: []string{"fidèle"}},
		{Search: "personne ici"}, {Organisation: page.Rows[0].ID}, {Organisation: page.Rows[1].ID, Search: "a"}} {
		for _, q.Sort = range sorts {
			for _, q.Descending = range []bool{false, true} {
				if w.r.IntN(4) == 0 {
					s.split.key.Store(nil) // one goroutine
				}
				if w.r.IntN(3) == 0 {
					w.change() // the roster is made anew
				}
				checkRoll(t, s, q)
			}
		}
	}
}

func checkRoll(t *testing.T, s *Store, q Query) {
	t.Helper()
	what := fmt.Sprintf("%+v", q)
	want, err := s.Persons(q)
	must(t, err)
	r, err := s.Roll(t.Context(), q)
	must(t, err)
	if r.Len() != len(want.Rows) {
		t.Fatalf("%s: %d people, %d wanted", what, r.Len(), len(want.Rows))
	}
	names := func(rows []Row) (all []ID) {
		for _, r := range rows {
			all = append(all, r.ID)
		}
		return all
	}
	ids := names(want.Rows)
	for _, n := range []int{7, 50, r.Len()} {
		for from := 0; from < r.Len(); from += max(n, r.Len()/3) {
			rows, err := r.Rows(from, n)
			must(t, err)
			if got := names(rows); !slices.Equal(got, ids[from:min(from+n, len(ids))]) {
				t.Fatalf("%s: rows %d+%d are not those listed", what, from, n)
			}
		}
	}
	for i := 0; i < len(ids); i += 1 + len(ids)/40 {
		if got, found := r.Index(ids[i]); !found || got != i {
			t.Fatalf("%s: %d is at %d, %v", what, i, got, found)
		}
	}
	if _, found := r.Index(NewID(s.now())); found {
		t.Fatalf("%s: found nobody", what)
	}
	if rows, err := r.Rows(r.Len(), 5); len(rows) > 0 || err != nil {
		t.Fatalf("%s: rows past the end: %v", what, err)
	}
}

// TestRollSurvivesChanges reads a roll while people come and go under it.
func TestRollSurvivesChanges(t *testing.T) {
	s, clock := newStore(t)
	must(t, s.Load(crowd(300)))
	w := world{t: t, s: s, r: rand.New(rand.NewPCG(5, 5)), clock: clock}
	for _, q := range []Query{{}, {Descending: true, Search: "quatre"}, {Sort: SortLastContact}, {Sort: SortOrganisation, Descending: true}} {
		r, err := s.Roll(t.Context(), q)
		must(t, err)
		if r.Changed() {
			t.Fatal("changed at once")
		}
		must(t, s.SaveDraft(&Draft{Kind: "x", Values: []byte("1")}))
		if r.Changed() {
			t.Fatal("a draft changes no list")
		}
		for range 20 {
			w.change()
			for _, id := range ids(t, s)[:20] {
				if w.r.IntN(8) == 0 {
					must(t, s.DeletePerson(id))
				}
				if i, found := r.Index(id); found && i >= r.Len() {
					t.Fatal("a place outside of the list")
				}
			}
			from := w.r.IntN(r.Len())
			rows, err := r.Rows(from, 40)
			must(t, err)
			if len(rows) > 40 {
				t.Fatal("more rows than asked for")
			}
			for _, row := range rows {
				p, err := s.Person(row.ID)
				must(t, err)
				if q.Search == "" && p.DisplayName(row.Organisation) != row.Name {
					t.Fatalf("%q is no row of today", row.Name)
				}
			}
		}
		if !r.Changed() {
			t.Fatal("not changed")
		}
	}
}

func TestRollEnds(t *testing.T) {
	s, _ := newStore(t)
	must(t, s.Load(crowd(3000)))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Roll(ctx, Query{}); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	var f *FieldError
	if _, err := s.Roll(t.Context(), Query{Sort: "size"}); !asError(err, &f) {
		t.Fatal(err)
	}
}

func TestSortKeyed(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	for _, n := range []int{0, 1, 2, 100, 511, 512, 5000} {
		for _, mask := range []uint64{0, 3, 0xff00, 1<<63 | 0xffff, ^uint64(0)} {
			list := make([]keyed, n)
			for i := range list {
				list[i] = keyed{r.Uint64() & mask, uint32(i)}
			}
			want := slices.Clone(list)
			slices.SortStableFunc(want, func(a, b keyed) int {
				switch {
				case a.key < b.key:
					return -1
				case a.key > b.key:
					return 1
				}
				return 0
			})
			if got := sortKeyed(list); !slices.Equal(got, want) {
				t.Fatalf("%d keys under %x", n, mask)
			}
		}
	}
}

func BenchmarkRoll100k(b *testing.B) {
	s := crowded(b, 100_000)
	_, err := s.Roll(b.Context(), Query{})
	must(b, err)
	for _, q := range []Query{{}, {Search: "quatre"}, {Search: "e", Tags: []string{"VIP"}}, {Sort: SortOrganisation},
		{Sort: SortLastContact}, {Sort: SortFollowUp}, {Sort: SortCreated}, {Sort: SortLastContact, Search: "quatre"},
		{Search: "e"}, {Sort: SortMatch, Search: "e"}, {Sort: SortMatch, Search: "quatre"}} {
		name := fmt.Sprintf("%s,%s%v", q.Sort, q.Search, q.Tags)
		b.Run("walk "+name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, err := s.Roll(b.Context(), q)
				must(b, err)
			}
		})
		r, err := s.Roll(b.Context(), q)
		must(b, err)
		b.Run("rows "+name, func(b *testing.B) {
			i := 0
			for b.Loop() {
				i += 7919
				_, err := r.Rows(i%max(1, r.Len()-50), 50)
				must(b, err)
			}
		})
		rows, err := r.Rows(r.Len()/2, 1)
		must(b, err)
		b.Run("index "+name, func(b *testing.B) {
			for b.Loop() {
				r.Index(rows[0].ID)
			}
		})
	}
}
