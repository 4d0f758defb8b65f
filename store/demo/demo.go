// Package demo invents a business to show calepin with: a small graphic and
// web studio in Nantes, its contacts, and two years of what was said, ordered
// and paid. Nobody in it exists: names are drawn from word lists, mailboxes are
// under names reserved for examples, telephone numbers come from the ranges
// that ARCEP keeps for fiction, streets and SIRENs are made up.
package demo

import (
	"context"
	"fmt"
	"time"

	"calepin/store"
)

// The size of a demonstration that nobody asked for otherwise.
const (
	DefaultContacts     = 240
	DefaultInteractions = 1_900
)

// Options are the size of the business and what it grows from.
type Options struct {
	Contacts     int
	Interactions int
	Seed         uint64
	// Now is the day of the demonstration: nothing in it happened on that day
	// or later. Only its date counts.
	Now time.Time
	// Progress, where set, is told after each transaction how many of the
	// contacts and interactions are there.
	Progress func(done, total int)
	// Told, where set, adds to each set before it is loaded what its people
	// were told and answered.
	Told func(*store.Set)
}

// Settings are those of the invented business's vault.
func Settings() store.Settings {
	return store.Settings{Language: "fr", Country: "FR", Business: store.Business{
		Name: "Studio Petite Houle", Email: "bonjour@petite-houle.example", Phone: "+33261910001",
		Address: "7 quai des Trois-Goélands\n44000 Nantes", SIREN: withLuhn("00000999"), LegalForm: store.Company,
	}}
}

// Generate fills s, which should be empty, with exactly the contacts and
// interactions asked for, and the firms, documents and tasks that go with
// them. The same Options, Now's time of day apart, give the same records, ids
// included.
//
// It writes a few thousand contacts a transaction and forgets them, so that
// memory does not grow with the size. Where it fails or ctx ends, what was
// written stays.
func Generate(ctx context.Context, s *store.Store, o Options) error {
	g, err := newGenerator(o)
	if err != nil {
		return err
	}
	for first := 0; first == 0 || first < o.Contacts; first += g.chunk {
		if err := ctx.Err(); err != nil {
			return err
		}
		last := min(first+g.chunk, o.Contacts)
		g.fill(first, last)
		if o.Told != nil {
			o.Told(&g.set)
		}
		if err := s.Load(g.set); err != nil {
			return fmt.Errorf("load contacts %d to %d: %w", first, last, err)
		}
		if o.Progress != nil {
			o.Progress(last+g.interactionsBefore(last), o.Contacts+o.Interactions)
		}
	}
	set := s.Settings()
	set.PutOff = store.DateOf(o.Now) // the owner saw this morning what has expired
	return s.SetSettings(set)
}

// The most contacts, and about the most interactions, of one transaction.
const (
	chunkContacts     = 5_000
	chunkInteractions = 50_000
)

// generator holds what has to be remembered from one contact to the next.
type generator struct {
	Options
	dice      dice
	words     *words
	day       time.Time // midnight UTC of Now's date
	today     float64   // its first moment
	chunk     int       // contacts a transaction
	phones    phonebook
	siren     int // of the next firm, without its check digit
	slugs     taken
	mailboxes taken
	numbers   map[string]int // documents by kind and day
	hiring    []*firm        // firms that may get another contact
	known     []*contact     // contacts who may be spoken of
	set       store.Set      // of the transaction at hand
}

func newGenerator(o Options) (*generator, error) {
	if o.Contacts < 0 || o.Interactions < 0 || o.Contacts == 0 && o.Interactions > 0 {
		return nil, fmt.Errorf("a business of %d contacts and %d interactions cannot be", o.Contacts, o.Interactions)
	}
	w, err := loadWords()
	if err != nil {
		return nil, err
	}
	y, m, d := o.Now.Date()
	day := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	g := &generator{
		Options: o, dice: newDice(o.Seed), words: w, day: day, today: morningOf(day),
		chunk: chunkContacts, siren: firstSIREN, slugs: taken{}, mailboxes: taken{}, numbers: map[string]int{},
	}
	if o.Interactions > 0 {
		g.chunk = max(1, min(g.chunk, chunkInteractions*o.Contacts/o.Interactions))
	}
	return g, nil
}

// interactionsBefore is how many of the interactions the first n contacts have.
func (g *generator) interactionsBefore(n int) int {
	if n == 0 {
		return 0
	}
	return int(int64(g.Interactions) * int64(n) / int64(g.Contacts))
}

// fill makes the set of the contacts from first up to last.
func (g *generator) fill(first, last int) {
	g.set = store.Set{}
	if first == 0 {
		g.businessTasks()
	}
	standings := make([]standing, last-first)
	for i := range standings {
		standings[i] = g.standing(first + i)
	}
	shares := g.share(standings, g.interactionsBefore(last)-g.interactionsBefore(first))
	for i, s := range standings {
		beats := g.plot(s, shares[i])
		moments, met := g.timeline(s, beats)
		c := g.newContact(first+i, s, instant(met))
		g.tell(c, beats, moments)
		g.contactTask(c)
		g.set.Persons = append(g.set.Persons, c.Person)
	}
}

// share divides n interactions among contacts by weight, to the last one.
func (g *generator) share(standings []standing, n int) []int {
	sums, sum := make([]float64, len(standings)), 0.0
	for i, s := range standings {
		sum += s.weight(g.dice)
		sums[i] = sum
	}
	shares, given := make([]int, len(standings)), 0
	for i := range standings {
		upTo := int(float64(n) * sums[i] / sum)
		if i == len(standings)-1 {
			upTo = n
		}
		shares[i], given = upTo-given, upTo
	}
	return shares
}
