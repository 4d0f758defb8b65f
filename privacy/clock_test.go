package privacy

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"calepin/store"
)

// TestLongestReasonHolds: whatever a file and its papers count from, each record
// is due on the day after the longest of its reasons ends, and not on that day;
// the reasons that are told are those (GDPR art. 5(1)(e)).
func TestLongestReasonHolds(t *testing.T) {
	s, _ := newMemory(t)
	l, err := NewLookout(s)
	must(t, err)
	rng := rand.New(rand.NewPCG(8, 8))
	day := func() store.Day { // leap days come often
		y := 2020 + rng.IntN(9)
		if rng.IntN(4) == 0 {
			return store.Day((y/4*4)*10000 + 229)
		}
		return store.Day(y*10000 + (1+rng.IntN(12))*100 + 1 + rng.IntN(28))
	}
	months := func(d store.Day, n int) store.Date { return d.Date().AddMonths(n, 0) }
	for range 4000 {
		c := store.Clocks{Contact: store.ID{1}, Status: []store.Status{store.Prospect, store.Client, store.Former}[rng.IntN(3)], Collected: day()}
		if rng.IntN(3) > 0 {
			c.LastContact = day()
		}
		if rng.IntN(4) == 0 {
			c.Keep = day()
		}
		start := c.LastContact
		if start == 0 {
			start = c.Collected
		}
		invoice := store.DocumentDays{ID: store.ID{2}, Kind: store.Invoice, Date: day()}
		if rng.IntN(2) == 0 {
			c.Documents = []store.DocumentDays{invoice}
			start = max(start, invoice.Date)
		}
		want := max(months(start, 36), c.Keep.Date())
		found := func(asOf store.Date) (all []dueTerm) {
			l.contact(&c, store.DayOf(asOf), func(d dueTerm) {
				if d.term.until.Date() < asOf {
					all = append(all, d)
				}
			})
			return all
		}
		file := func(all []dueTerm) bool {
			return slices.ContainsFunc(all, func(d dueTerm) bool { return d.kind == store.KindPerson })
		}
		if file(found(want)) || !file(found(want.AddDays(1))) {
			t.Fatalf("%+v: its time ends on %s", c, want)
		}
		if own := months(invoice.Date, 72); len(c.Documents) > 0 && own < want {
			paper := func(all []dueTerm) bool {
				return slices.ContainsFunc(all, func(d dueTerm) bool { return d.id == invoice.ID })
			}
			if paper(found(own)) || !paper(found(own.AddDays(1))) || paper(found(want.AddDays(1))) {
				t.Fatalf("%+v: the invoice ends on %s, the file on %s", c, own, want)
			}
		}
	}
}

// TestOrderOfOperationsDoesNotMatter: what happened to somebody on given days
// leads to the same clocks in whatever order it was entered, a merge with the
// other record of theirs included.
func TestOrderOfOperationsDoesNotMatter(t *testing.T) {
	at := func(day string) time.Time { d, _ := time.Parse(time.DateOnly, day); return d.Add(9 * time.Hour) }
	operations := map[string]func(*testing.T, *store.Store, store.ID){
		"a mail from them": func(t *testing.T, s *store.Store, id store.ID) {
			must(t, s.AddInteraction(&store.Interaction{Contact: id, Kind: store.Mail, Direction: store.In, At: at("2025-03-14")}))
		},
		"an earlier call from them": func(t *testing.T, s *store.Store, id store.ID) {
			must(t, s.AddInteraction(&store.Interaction{Contact: id, Kind: store.Call, Direction: store.In, At: at("2024-02-29")}))
		},
		"a later call to them": func(t *testing.T, s *store.Store, id store.ID) {
			must(t, s.AddInteraction(&store.Interaction{Contact: id, Kind: store.Call, Direction: store.Out, At: at("2026-03-14")}))
		},
		"an edit": func(t *testing.T, s *store.Store, id store.ID) {
			_, err := s.EditPerson(id, func(p *store.Person) error { p.Note = "relu"; return nil })
			must(t, err)
		},
		"an invoice": func(t *testing.T, s *store.Store, id store.ID) {
			must(t, s.AddDocument(&store.Document{Contact: id, Kind: store.Invoice, Number: "F1", Date: "2024-05-02", Amount: 100}))
		},
		"a decision": func(t *testing.T, s *store.Store, id store.ID) {
			must(t, KeepLonger(s, []store.ID{id}, "2027-01-31", "litige"))
		},
		"a merge": func(t *testing.T, s *store.Store, id store.ID) {
			twin := store.Person{Given: "Ada", Family: "Double", Status: store.Prospect, Source: "salon"}
			must(t, s.AddPerson(&twin, store.AddOptions{}))
			must(t, s.AddInteraction(&store.Interaction{Contact: twin.ID, Kind: store.Mail, Direction: store.In, At: at("2025-06-30")}))
			_, err := s.MergePersons(id, twin.ID)
			must(t, err)
		},
	}
	var names []string
	for name := range operations {
		names = append(names, name)
	}
	slices.Sort(names)
	rng, want := rand.New(rand.NewPCG(3, 3)), ""
	for range 40 {
		rng.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		s, _ := newMemory(t)
		s.Clock = func() time.Time { return at("2026-11-23") }
		p := store.Person{Given: "Ada", Family: "Exemple", Status: store.Prospect, Source: "salon"}
		must(t, s.AddPerson(&p, store.AddOptions{}))
		for _, name := range names {
			operations[name](t, s, p.ID)
		}
		c, err := s.ClocksOf(p.ID)
		must(t, err)
		for i := range c.Documents {
			c.Documents[i].ID = store.ID{}
		}
		c.Contact = store.ID{}
		if got := fmt.Sprintf("%+v", c); want == "" {
			want = got
		} else if got != want {
			t.Fatalf("%q:\n%s, want\n%s", names, got, want)
		}
	}
}

// TestContactWithoutAnyDate: who has no date at all is not purged by a guess:
// nothing says that their time is over. Who is put on file without one counts
// from that day.
func TestContactWithoutAnyDate(t *testing.T) {
	s, _ := newMemory(t)
	l, err := NewLookout(s)
	must(t, err)
	l.contact(&store.Clocks{Status: store.Prospect}, store.DayOf("2099-01-01"), func(d dueTerm) { t.Errorf("due: %+v", d) })
	now := time.Date(2024, 2, 29, 9, 0, 0, 0, time.UTC)
	s.Clock = func() time.Time { return now }
	p := store.Person{Given: "Ada", Source: "salon"}
	must(t, s.AddPerson(&p, store.AddOptions{}))
	kept, err := l.KeptOf(p.ID)
	must(t, err)
	if c := kept[0].Clocks[0]; c.Event != Collected || c.Start != "2024-02-29" || c.Until != "2027-02-28" {
		t.Errorf("%+v", c)
	}
}
