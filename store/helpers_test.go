package store

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"calepin/store/vault"
)

// testClock is a clock that tests move.
type testClock struct{ t time.Time }

func (c *testClock) now() time.Time { return c.t }

// newStore returns an empty store in memory under a clock that stands at noon
// on 1 March 2026.
func newStore(t testing.TB) (*Store, *testClock) {
	t.Helper()
	v, err := vault.Memory()
	must(t, err)
	t.Cleanup(func() { must(t, v.Close()) })
	s, err := Init(v, Settings{Language: "fr", Country: "FR"})
	must(t, err)
	clock := &testClock{time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}
	s.Clock = clock.now
	return s, clock
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func add(t testing.TB, s *Store, p Person) Person {
	t.Helper()
	must(t, s.AddPerson(&p, AddOptions{Source: "test"}))
	return p
}

// contents returns every key and value of the buckets but those named, and the
// trail, which grows with whatever is done.
func contents(t testing.TB, s *Store, but ...string) map[string]string {
	t.Helper()
	all := map[string]string{}
	must(t, s.v.View(func(tx *vault.Tx) error {
		for _, b := range tx.Buckets() {
			if b == bucketTrail || slices.Contains(but, b) {
				continue
			}
			for k, v := range tx.Prefix(b, nil) {
				all[fmt.Sprintf("%s/%x", b, k)] = string(v)
			}
		}
		return nil
	}))
	return all
}

// sameContents fails the test where two contents differ, naming what does.
func sameContents(t testing.TB, what string, want, got map[string]string) {
	t.Helper()
	if maps.Equal(want, got) {
		return
	}
	for _, k := range slices.Sorted(maps.Keys(want)) {
		if v, there := got[k]; !there {
			t.Errorf("%s: lost %s = %.200q", what, k, want[k])
		} else if v != want[k] {
			t.Errorf("%s: %s\n was %.300q\n is  %.300q", what, k, want[k], v)
		}
	}
	for _, k := range slices.Sorted(maps.Keys(got)) {
		if _, there := want[k]; !there {
			t.Errorf("%s: gained %s = %.200q", what, k, got[k])
		}
	}
	t.FailNow()
}

// checkIndexes fails the test unless the indexes are what a rebuild gives and
// people's last contacts and follow-ups are those of their interactions.
func checkIndexes(t testing.TB, s *Store, what string) {
	t.Helper()
	wrong, err := s.CheckIndexes()
	must(t, err)
	if wrong != 0 {
		t.Fatalf("%s: %d keys of the indexes are wrong", what, wrong)
	}
	must(t, s.Dump(func(d *Dump) error {
		return d.Persons(func(p Person) error {
			want := p
			want.LastContact, want.FollowUp = noTime, ""
			err := d.Interactions(p.ID, func(i Interaction) error { want.heard(&i); return nil })
			if !want.LastContact.Equal(p.LastContact) || want.FollowUp != p.FollowUp {
				t.Fatalf("%s: %s last contact %v, follow-up %q; the interactions say %v, %q",
					what, p.ID, p.LastContact, p.FollowUp, want.LastContact, want.FollowUp)
			}
			return err
		})
	}))
}

var (
	givens   = []string{"Zoé", "Anaïs", "Jean-Loup", "Œnone", "Élodie", "Marc", "Noël", "Inès", "Aimé", "Björn", "Łucja"}
	families = []string{"Quatremaire", "Dubrœucq", "L’Hévéder", "de La Tour", "Delatour", "Trévinal", "Açaïs", "Østmo", "Weiß", "Trevinal"}
	firms    = []string{"Atelier Sauge", "Ateliers Ségur", "Bâti-Sûr", "Coop. de l'Œuf", "Zinc & Fils"}
	labels   = []string{"fidèle", "VIP", "salon-2026", "à relancer"}
)

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

// somebody invents a person.
func somebody(r *rand.Rand) Person {
	p := Person{Given: pick(r, givens), Family: pick(r, families), Source: "foire", Status: pick(r, []Status{Prospect, Client, Former})}
	if r.IntN(3) == 0 {
		p.Middle = pick(r, givens)
	}
	if r.IntN(2) == 0 {
		p.Emails = []Email{{Label: "work", Address: strings.ReplaceAll(Fold(p.Given+"."+p.Family), " ", "") + fmt.Sprint(r.IntN(50)) + "@exemple.test"}}
		p.Emails[0].Address = strings.ReplaceAll(p.Emails[0].Address, "'", "")
	}
	if r.IntN(2) == 0 {
		p.Phones = []Phone{{Number: fmt.Sprintf("06 39 98 %02d %02d", r.IntN(100), r.IntN(100))}}
	}
	for range r.IntN(3) {
		p.Organisations = append(p.Organisations, Affiliation{Name: pick(r, firms), Title: pick(r, labels)})
	}
	for range r.IntN(3) {
		p.Tags = append(p.Tags, pick(r, labels))
	}
	return p
}

func anInteraction(r *rand.Rand, contact ID, day time.Time) Interaction {
	i := Interaction{Contact: contact, Kind: pick(r, []Kind{Call, Mail, Meeting, Purchase}), Direction: pick(r, []Direction{In, Out}),
		At: day.Add(-time.Duration(r.IntN(1000)) * time.Hour), Subject: "Devis " + pick(r, labels)}
	if r.IntN(4) == 0 {
		i.Support = pick(r, []SupportState{Opened, Waiting, Solved})
	}
	if r.IntN(3) == 0 {
		i.FollowUp = DateOf(day).AddDays(r.IntN(60))
	}
	return i
}

// ids are those of all people, rising.
func ids(t testing.TB, s *Store) (people []ID) {
	t.Helper()
	must(t, s.v.View(func(tx *vault.Tx) error {
		for k := range tx.Prefix(string(KindPerson), nil) {
			people = append(people, ID(k))
		}
		return nil
	}))
	return people
}

func asError[T error](err error, target *T) bool { return errors.As(err, target) }
