package store

import (
	"cmp"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// tied is a store of a few people with interactions, some moved since, and
// documents, many of one day, whose texts hold what looks like JSON.
func tied(t testing.TB, seed uint64) (*Store, *world, []ID) {
	s, clock := newStore(t)
	w := &world{t: t, s: s, r: rand.New(rand.NewPCG(seed, 5)), clock: clock}
	var people []ID
	for range 4 {
		people = append(people, add(t, s, somebody(w.r)).ID)
	}
	numbers := []string{"F-1", `F"1`, `F\1`, "F<1", "é1", `","at":"1999-01-01T00:00:00Z`, `","date":"1999-01-01`}
	for n := range 150 {
		i := anInteraction(w.r, pick(w.r, people), clock.t)
		i.Subject, i.At = pick(w.r, numbers), i.At.Truncate(24*time.Hour)
		must(t, s.AddInteraction(&i))
		if n%5 == 0 {
			_, err := s.EditInteraction(i.ID, func(i *Interaction) error {
				i.At = i.At.Add(time.Duration(w.r.IntN(400)-200) * time.Hour)
				return nil
			})
			must(t, err)
		}
		d := Document{Contact: pick(w.r, people), Kind: pick(w.r, []DocumentKind{Quote, Invoice}), Note: pick(w.r, numbers),
			Number: pick(w.r, numbers), Date: DateOf(clock.t).AddDays(-w.r.IntN(9)), Amount: 12_50}
		if n%3 == 0 {
			d.Paid = d.Date
		}
		must(t, s.AddDocument(&d))
	}
	return s, w, people
}

// TestInteractionPages compares pages with a plain sort of everything.
func TestInteractionPages(t *testing.T) {
	for seed := range uint64(4) {
		s, w, people := tied(t, seed)
		var all []Interaction
		must(t, s.Dump(func(d *Dump) error {
			return d.Interactions(ID{}, func(i Interaction) error { all = append(all, i); return nil })
		}))
		slices.SortFunc(all, func(a, b Interaction) int {
			return cmp.Or(b.At.Compare(a.At), slices.Compare(b.ID[:], a.ID[:]))
		})
		for _, contact := range append(people, ID{}) {
			want := slices.Clone(all)
			if contact != (ID{}) {
				want = slices.DeleteFunc(want, func(i Interaction) bool { return i.Contact != contact })
			}
			for _, limit := range []int{0, 1, 7, 1 + w.r.IntN(40), 1000} {
				samePages(t, fmt.Sprintf("seed %d, by %d", seed, limit), want, func(after string) ([]Interaction, string, error) {
					return s.Interactions(contact, limit, after)
				})
			}
		}
	}
}

// TestDocumentPages compares pages with a plain sort and filter of everything.
func TestDocumentPages(t *testing.T) {
	for seed := range uint64(4) {
		s, w, people := tied(t, seed)
		var all []Document
		must(t, s.Dump(func(d *Dump) error {
			return d.Documents(ID{}, func(i Document) error { all = append(all, i); return nil })
		}))
		slices.SortFunc(all, func(a, b Document) int {
			return cmp.Or(cmp.Compare(b.Date, a.Date), cmp.Compare(b.Number, a.Number), slices.Compare(b.ID[:], a.ID[:]))
		})
		for _, q := range []DocumentQuery{{}, {Contact: people[0]}, {Kind: Quote}, {Unpaid: true}, {Contact: people[1], Kind: Quote, Unpaid: true}} {
			want := slices.DeleteFunc(slices.Clone(all), func(d Document) bool {
				return q.Contact != (ID{}) && d.Contact != q.Contact || q.Kind != "" && d.Kind != q.Kind ||
					q.Unpaid && (d.Kind != Invoice || d.Paid != "")
			})
			for _, q.Limit = range []int{0, 1, 7, 1 + w.r.IntN(40), 1000} {
				samePages(t, fmt.Sprintf("seed %d, %+v", seed, q), want, func(after string) ([]Document, string, error) {
					q.After = after
					return s.DocumentPage(q)
				})
			}
		}
	}
}

// samePages fails the test unless the pages, one after the other, are want.
func samePages[T any](t *testing.T, what string, want []T, page func(after string) ([]T, string, error)) {
	t.Helper()
	var got []T
	for after := ""; ; {
		rows, next, err := page(after)
		must(t, err)
		if got = append(got, rows...); next == "" {
			break
		}
		after = next
	}
	if len(got) != len(want) {
		t.Fatalf("%s: %d in all, want %d", what, len(got), len(want))
	}
	for i := range want {
		if fmt.Sprint(got[i]) != fmt.Sprint(want[i]) {
			t.Fatalf("%s: place %d\n has  %+v\n want %+v", what, i, got[i], want[i])
		}
	}
}

// TestCursorOfAnother refuses a cursor that is none of the list's.
func TestCursorOfAnother(t *testing.T) {
	s, _, people := tied(t, 1)
	page, _, err := s.Interactions(people[0], 1, "")
	must(t, err)
	var missing *NotFoundError
	for _, after := range []string{page[0].ID.String(), people[0].String(), "x"} {
		if _, _, err := s.Interactions(people[1], 1, after); !errors.As(err, &missing) || missing.Kind != KindInteraction {
			t.Errorf("after %q: %v", after, err)
		}
	}
}

// TestTextIn reads members of records without the rest.
func TestTextIn(t *testing.T) {
	value := []byte(`{"subject":"x\"at\":\"no","at":"2026-01-01T00:00:00Z","body":"a\u003cb"}`)
	for name, want := range map[string]string{"at": "2026-01-01T00:00:00Z", "body": "", "subject": "", "kind": ""} {
		if got, plain := textIn(value, `"`+name+`"`); string(got) != want || plain != (want != "") {
			t.Errorf("%s: %q, %v", name, got, plain)
		}
	}
}

func BenchmarkInteractionPage100k(b *testing.B) {
	s := crowded(b, 100_000)
	for b.Loop() {
		_, _, err := s.Interactions(ID{}, 20, "")
		must(b, err)
	}
}

func BenchmarkDocuments20k(b *testing.B) {
	s, _ := newStore(b)
	set := crowd(20_000)
	for i, p := range set.Persons {
		set.Documents = append(set.Documents, Document{Contact: p.ID, Kind: Invoice, Number: fmt.Sprint("F-", i),
			Date: "2026-01-01", Amount: 120_00, VAT: 24_00, Due: "2026-02-01", FiscalYearEnd: "2026-12-31"})
	}
	must(b, s.Load(set))
	for _, limit := range []int{20, 0} {
		b.Run(fmt.Sprint("limit ", limit), func(b *testing.B) {
			for b.Loop() {
				_, _, err := s.DocumentPage(DocumentQuery{Limit: limit})
				must(b, err)
			}
		})
	}
}
