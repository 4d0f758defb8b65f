package privacy

import (
	"cmp"
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

// newMemory is a vault that no disk slows down.
func newMemory(t testing.TB) (*store.Store, *vault.Vault) {
	t.Helper()
	v, err := vault.Memory()
	must(t, err)
	t.Cleanup(func() { _ = v.Close() })
	s, err := store.Init(v, store.Settings{Business: store.Business{Name: "Atelier", LegalForm: store.Liberal}})
	must(t, err)
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

// business is a simulated one: what the rules say in plain words of each thing
// that it holds, beside the vault that holds it.
type business struct {
	t      *testing.T
	s      *store.Store
	rng    *rand.Rand
	now    time.Time
	people []store.ID
	files  map[store.ID]*life
	papers map[store.ID]paperEnd   // invoices and consents to be called
	held   map[store.ID]store.Hold // whom a hold keeps
}

// life is what the end of a file counts from.
type life struct{ collected, heard, bought, keep store.Date }

// end is three years after the last contact from the person, or the collection
// of who never was in touch, or a purchase that is later; or as decided.
func (l *life) end() store.Date {
	start := max(cmp.Or(l.heard, l.collected), l.bought)
	return max(start.AddMonths(36, 0), l.keep)
}

// paperEnd is a record of a contact with a last day of its own.
type paperEnd struct {
	contact store.ID
	until   store.Date
	consent bool
}

// TestArt51eNothingOutlivesItsReason: a business lives through twelve years, day
// by day, leap days included, and purges whatever is due. On every day each file
// is there exactly until its last reason ends, or as long as a hold stands; each
// invoice and each consent to be called until its own, in the file or in the
// archive, and no longer; purging twice is purging once (GDPR art. 5(1)(e)).
func TestArt51eNothingOutlivesItsReason(t *testing.T) {
	seeds := uint64(2)
	if testing.Short() {
		seeds = 1
	}
	for seed := range seeds {
		s, v := newMemory(t)
		b := &business{t: t, s: s, rng: rand.New(rand.NewPCG(seed, 7)), now: time.Date(2028, 2, 28, 9, 0, 0, 0, time.UTC),
			files: map[store.ID]*life{}, papers: map[store.ID]paperEnd{}, held: map[store.ID]store.Hold{}}
		s.Clock = func() time.Time { return b.now }
		must(t, Prepare(s))
		for day := range 12*365 + 3 {
			b.now = b.now.AddDate(0, 0, 1)
			if day%25 == 0 && day < 225 {
				b.collect()
			}
			if day < 8*365 && len(b.people) > 0 && b.rng.IntN(15) == 0 {
				b.live(b.people[b.rng.IntN(len(b.people))])
			}
			purgeDue(t, s, v, b.now)
			b.check(seed)
			if t.Failed() {
				return
			}
		}
		if n, err := s.CountPersons(); n != len(b.held) || err != nil {
			t.Errorf("%d files after twelve years, %d are held, %v", n, len(b.held), err)
		}
		if wrong, err := s.CheckIndexes(); wrong != 0 || err != nil {
			t.Errorf("%d keys of the indexes are wrong, %v", wrong, err)
		}
	}
}

// today is the day, and in is the same day some months later.
func (b *business) today() store.Date        { return store.DateOf(b.now) }
func (b *business) in(months int) store.Date { return b.today().AddMonths(months, 0) }

// collect puts a prospect on file.
func (b *business) collect() {
	n := len(b.people)
	p := store.Person{Given: fmt.Sprintf("Prénom%d", n), Family: fmt.Sprintf("Famille%d", n), Status: store.Prospect, Source: "salon"}
	must(b.t, b.s.AddPerson(&p, store.AddOptions{}))
	b.people = append(b.people, p.ID)
	b.files[p.ID] = &life{collected: b.today()}
}

// live lets something happen to a contact: only what comes from them, what they
// buy, and a decision move their end.
func (b *business) live(id store.ID) {
	t, s := b.t, b.s
	l, there := b.files[id]
	if !there {
		return
	}
	switch b.rng.IntN(9) {
	case 0:
		must(t, s.AddInteraction(&store.Interaction{Contact: id, Kind: store.Mail, Direction: store.In, At: b.now}))
		l.heard = b.today()
	case 1: // an outgoing call
		must(t, s.AddInteraction(&store.Interaction{Contact: id, Kind: store.Call, Direction: store.Out, At: b.now}))
	case 2: // an edit
		_, err := s.EditPerson(id, func(p *store.Person) error { p.Note = b.now.String(); return nil })
		must(t, err)
	case 3:
		d := store.Document{Contact: id, Kind: store.Invoice, Number: b.now.String()[:10], Date: b.today(), Amount: 100}
		must(t, s.AddDocument(&d))
		l.bought = b.today()
		b.papers[d.ID] = paperEnd{id, b.in(72), false} // LPF L102 B
	case 4:
		must(t, KeepLonger(s, []store.ID{id}, b.in(40), "litige"))
		l.keep = max(l.keep, b.in(40))
	case 5:
		e := store.Consent{Contact: id, Channel: store.ByPhone, Answer: store.Yes, Means: store.Paper, Collector: "Paul", Reference: "dossier 7"}
		a, err := s.FindActivity("telephone-consumers")
		must(t, err)
		w := store.Wording{Activity: a.ID, Channel: store.ByPhone, Language: "fr", Text: "Pouvons-nous appeler ?"}
		must(t, s.SetWording(&w))
		e.Activity, e.Wording = a.ID, w.ID
		must(t, s.RecordConsent(&e))
		b.papers[e.ID] = paperEnd{id, b.in(36), true} // C. conso R223
	case 6:
		if h, held := b.held[id]; held {
			_, err := s.Release(id, h.ID)
			must(t, err)
			delete(b.held, id)
			return
		}
		h := store.Hold{Contact: id, Reason: "litige", Review: b.in(3)}
		must(t, s.Hold(&h))
		b.held[id] = h
	case 7: // the same person on file twice, put together
		twin := store.Person{Given: "Double", Family: fmt.Sprint(len(b.papers), b.now.Unix()), Status: store.Prospect, Source: "salon"}
		must(t, s.AddPerson(&twin, store.AddOptions{}))
		_, err := s.MergePersons(id, twin.ID)
		must(t, err)
	case 8: // a batch of imported exchanges, of before
		x := store.Interaction{Contact: id, Kind: store.Mail, Direction: store.In, At: b.now.AddDate(-2, 0, 0)}
		must(t, s.Load(store.Set{Batch: &store.Batch{}, Interactions: []store.Interaction{x}}))
		l.heard = max(l.heard, store.DateOf(x.At))
	}
}

// check holds the vault to the plain words.
func (b *business) check(seed uint64) {
	b.t.Helper()
	today := b.today()
	archived, err := b.s.ArchivedDocuments()
	must(b.t, err)
	kept := map[store.ID]store.Date{}
	for _, a := range archived {
		kept[a.ID] = a.Until
		if a.Until < today {
			b.t.Errorf("seed %d, %s: in the archive past its end: %+v", seed, today, a)
		}
	}
	for id, l := range b.files {
		until := l.end()
		_, err := b.s.Person(id)
		_, held := b.held[id]
		if there := err == nil; there != (held || until >= today) {
			b.t.Errorf("seed %d, %s: on file is %v, held %v, its time ends on %s", seed, today, there, held, until)
		} else if !there {
			delete(b.files, id)
		}
	}
	for id, paper := range b.papers {
		_, onFile := b.files[paper.contact]
		_, held := b.held[paper.contact]
		inFile := false
		if onFile && paper.consent {
			events, err := b.s.Consents(paper.contact)
			must(b.t, err)
			inFile = slices.ContainsFunc(events, func(e store.Consent) bool { return e.ID == id })
		} else if onFile {
			_, err := b.s.Document(id)
			inFile = err == nil
		}
		until, inArchive := kept[id]
		if there := inFile || inArchive; there != (paper.until >= today || onFile && held) || inFile && inArchive || inArchive && until != paper.until {
			b.t.Errorf("seed %d, %s: a record that ends on %s: in the file %v, in the archive %v until %s", seed, today, paper.until, inFile, inArchive, until)
		} else if !there {
			delete(b.papers, id)
		}
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
