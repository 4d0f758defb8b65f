package privacy

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"calepin/crypto"
	"calepin/store"
	"calepin/store/vault"
)

func newVault(t testing.TB) (s *store.Store, v *vault.Vault) {
	t.Helper()
	id, err := crypto.Generate(true)
	must(t, err)
	v, err = vault.Create(filepath.Join(t.TempDir(), "vault"), vault.CreateOptions{ID: vault.NewID(), Operator: id,
		Init: func(v *vault.Vault) error {
			s, err = store.Init(v, store.Settings{Business: store.Business{Name: "Atelier", LegalForm: store.Liberal}})
			return err
		}})
	must(t, err)
	t.Cleanup(func() { _ = v.Close() })
	return s, v
}

// purgeDue purges what is due, twice: the second time there is nothing.
func purgeDue(t *testing.T, s *store.Store, v *vault.Vault, now time.Time) {
	t.Helper()
	for round := range 2 {
		l, err := NewLookout(s)
		must(t, err)
		due, err := l.Due(store.DateOf(now))
		must(t, err)
		if len(due) == 0 {
			return
		}
		if round == 1 {
			t.Fatalf("%s: due after a purge: %+v", store.DateOf(now), due)
		}
		plan, err := PlanPurge(s, v, due, now)
		must(t, err)
		done, err := Purge(s, v, plan, now, PurgeOptions{})
		must(t, err)
		if len(done.Residue) > 0 {
			t.Fatalf("%s: left behind: %+v", store.DateOf(now), done.Residue)
		}
	}
}

// TestArt51eNothingOutlivesItsReason: purging day after day in any order of what
// is done, no record is kept past its longest reason and none goes before it;
// purging twice is purging once (GDPR art. 5(1)(e)).
func TestArt51eNothingOutlivesItsReason(t *testing.T) {
	for seed := range uint64(2) {
		s, v := newVault(t)
		now := time.Date(2028, 2, 29, 9, 0, 0, 0, time.UTC)
		s.Clock = func() time.Time { return now }
		rng := rand.New(rand.NewPCG(seed, 7))
		ends := map[store.ID]store.Date{} // of files, by what the rules say in plain words
		var people []store.ID
		for i := range 12 {
			p := store.Person{Given: fmt.Sprintf("Prénom%d", i), Family: fmt.Sprintf("Famille%d", i), Status: store.Prospect, Source: "salon"}
			must(t, s.AddPerson(&p, store.AddOptions{}))
			people = append(people, p.ID)
			ends[p.ID] = store.DateOf(now).AddMonths(36, 0)
		}
		for year := range 12 {
			for month := range 12 {
				now = time.Date(2028+year, time.Month(3+month), 1+rng.IntN(28), 9, 0, 0, 0, time.UTC)
				id := people[rng.IntN(len(people))]
				if _, alive := ends[id]; alive && year < 8 {
					live(t, s, rng, id, now, ends)
				}
				purgeDue(t, s, v, now)
				for id, until := range ends {
					_, err := s.Person(id)
					if kept := err == nil; kept != (until >= store.DateOf(now)) {
						t.Fatalf("seed %d, %s: kept is %v, its time ends on %s", seed, store.DateOf(now), kept, until)
					} else if !kept {
						delete(ends, id)
					}
				}
				archived, err := s.ArchivedDocuments()
				must(t, err)
				if i := slices.IndexFunc(archived, func(a store.Archived) bool { return a.Until < store.DateOf(now) }); i >= 0 {
					t.Fatalf("%s: in the archive past its end: %+v", store.DateOf(now), archived[i])
				}
			}
		}
		if wrong, err := s.CheckIndexes(); wrong != 0 || err != nil {
			t.Errorf("%d keys of the indexes are wrong, %v", wrong, err)
		}
	}
}

// live lets something happen to a contact: only what comes from them, and what
// they buy, moves their end.
func live(t *testing.T, s *store.Store, rng *rand.Rand, id store.ID, now time.Time, ends map[store.ID]store.Date) {
	t.Helper()
	later := func() { ends[id] = max(ends[id], store.DateOf(now).AddMonths(36, 0)) }
	switch rng.IntN(5) {
	case 0:
		must(t, s.AddInteraction(&store.Interaction{Contact: id, Kind: store.Mail, Direction: store.In, At: now}))
		later()
	case 1: // an outgoing call
		must(t, s.AddInteraction(&store.Interaction{Contact: id, Kind: store.Call, Direction: store.Out, At: now}))
	case 2: // an edit
		_, err := s.EditPerson(id, func(p *store.Person) error { p.Note = now.String(); return nil })
		must(t, err)
	case 3:
		must(t, s.AddDocument(&store.Document{Contact: id, Kind: store.Invoice, Number: now.String()[:10], Date: store.DateOf(now), Amount: 100}))
		later()
	case 4:
		must(t, KeepLonger(s, []store.ID{id}, store.DateOf(now).AddMonths(40, 0), "litige"))
		r, err := s.Retained(id)
		must(t, err)
		ends[id] = max(ends[id], r.Until)
	}
}

// TestClockSetBackwards: nothing is purged on the word of a clock that is
// earlier than the last change.
func TestClockSetBackwards(t *testing.T) {
	s, v := newVault(t)
	p := store.Person{Given: "Ada", Source: "salon"}
	must(t, s.AddPerson(&p, store.AddOptions{}))
	plan, err := PlanPurge(s, v, []Due{{Kind: store.KindPerson, ID: p.ID, Contact: p.ID}}, time.Now())
	must(t, err)
	var clock *ClockError
	if _, err := Purge(s, v, plan, time.Now().AddDate(-1, 0, 0), PurgeOptions{}); !errors.As(err, &clock) {
		t.Errorf("%v", err)
	}
	if _, err := s.Person(p.ID); err != nil {
		t.Errorf("purged all the same: %v", err)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
