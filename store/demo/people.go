package demo

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"calepin/store"
)

// How often an earlier contact's name, or the contact as such, comes back.
// Fixed places make them turn up in small businesses too.
const (
	namesakeEvery, namesakeAt = 47, 19
	doubleEvery, doubleAt     = 61, 31
	anonymousEvery            = 34 // a firm known by no person's name
)

// standing is the part of a contact's life that its story depends on.
type standing struct {
	status  store.Status
	dormant bool // a prospect silent for more than three years
	double  bool // somebody already on file, entered twice
}

func (g *generator) standing(index int) standing {
	s := standing{status: store.Client, double: index%doubleEvery == doubleAt && len(g.known) > 0}
	switch p := g.dice.Float64(); {
	case p < 0.04:
		s.status, s.dormant = store.Prospect, true
	case p < 0.30:
		s.status = store.Prospect
	case p < 0.44:
		s.status = store.Former
	}
	return s
}

// weight is the contact's share of the interactions.
func (s standing) weight(d dice) float64 {
	w := map[store.Status]float64{store.Client: 3, store.Prospect: 1, store.Former: 1.5}[s.status]
	if s.double {
		w = 0.1
	}
	return w * (0.15 + d.ExpFloat64())
}

// contact is a person being made, with what their story needs to know.
type contact struct {
	store.Person
	firm *firm // nil for a private person
	town string
}

// firmName says whom the contact orders for.
func (c *contact) firmName() string {
	if c.firm != nil {
		return c.firm.Name
	}
	return "la famille " + c.Family
}

// newContact makes the index-th contact, first met at the given time.
func (g *generator) newContact(index int, s standing, at time.Time) *contact {
	if s.double {
		return g.double(s, at)
	}
	c := &contact{Person: store.Person{
		ID: g.dice.id(at), Status: s.status, CreatedAt: at, UpdatedAt: at,
		Source: pick(g.dice, g.words.firms.Sources).say(g.dice, &slots{slotPerson: g.someone()}),
	}}
	g.settle(c)
	if c.firm == nil || index%anonymousEvery != anonymousEvery-1 {
		g.name(c, index)
		g.reach(c)
	} else {
		c.Emails = slices.Clone(c.firm.Emails)
		c.Phones = slices.Clone(c.firm.Phones)
	}
	if g.dice.chance(0.12) {
		c.Note = pick(g.dice, g.words.firms.Notes)
	}
	for range g.dice.IntN(3) {
		c.Tags = append(c.Tags, pick(g.dice, g.words.firms.Tags))
	}
	g.remember(c)
	return c
}

// settle finds the contact a firm, or a home.
func (g *generator) settle(c *contact) {
	if g.dice.chance(0.2) {
		town := pick(g.dice, g.words.firms.Towns)
		c.Nature, c.town = store.Consumer, town[1]
		c.Addresses = []store.Address{g.address(town, "home")}
		return
	}
	if g.dice.IntN(48) < len(g.hiring) && g.dice.chance(0.6) {
		c.firm = pick(g.dice, g.hiring)
	} else {
		c.firm = g.newFirm(c.CreatedAt)
		g.set.Organisations = append(g.set.Organisations, c.firm.Organisation)
		g.hiring = keepLast(append(g.hiring, c.firm), 48)
	}
	c.Nature, c.town = store.Professional, c.firm.Addresses[0].City
	job := store.Affiliation{Organisation: c.firm.ID, Title: pick(g.dice, g.words.firms.Titles)}
	if g.dice.chance(0.15) {
		job.Department = pick(g.dice, g.words.firms.Departments)
	}
	c.Organisations = []store.Affiliation{job}
}

func (g *generator) name(c *contact, index int) {
	woman := g.dice.chance(0.5)
	given := g.words.names.Men
	if woman {
		given = g.words.names.Women
	}
	c.Given, c.Family = pick(g.dice, given), pick(g.dice, g.words.names.Families)
	if g.dice.chance(0.06) {
		c.Family += "-" + pick(g.dice, g.words.names.Families)
	}
	if index%namesakeEvery == namesakeAt && len(g.known) > 0 {
		k := pick(g.dice, g.known)
		c.Given, c.Family = k.Given, k.Family
		return // the namesake's title may not suit
	}
	if g.dice.chance(0.2) {
		c.Prefix = "M."
		if woman {
			c.Prefix = "Mme"
		}
	}
}

// reach gives the contact mailboxes, under names kept for examples (RFC 2606,
// RFC 6761), and numbers kept for fiction.
func (g *generator) reach(c *contact) {
	local := slug(c.Given) + "." + slug(c.Family)
	if c.firm != nil && g.dice.chance(0.92) {
		c.Emails = append(c.Emails, store.Email{Label: "work", Address: g.mailbox(local, c.firm.slug+".example")})
	}
	if c.firm == nil || g.dice.chance(0.06) {
		home := pick(g.dice, []string{"example.com", "example.net", "example.org"})
		c.Emails = append(c.Emails, store.Email{Label: "home", Address: g.mailbox(local, home)})
	}
	if g.dice.chance(0.72) {
		c.Phones = append(c.Phones, store.Phone{Label: "mobile", Number: g.phones.next(mobile)})
	}
	if c.firm != nil && g.dice.chance(0.15) {
		c.Phones = append(c.Phones, store.Phone{Label: "work", Number: c.firm.Phones[0].Number})
	}
}

func (g *generator) mailbox(local, domain string) string {
	address := local + "@" + domain
	for n := 2; !g.mailboxes.take(address); n++ {
		address = fmt.Sprintf("%s%d@%s", local, n, domain)
	}
	return address
}

// double enters somebody a second time, as an old address book would have it:
// accents lost, initials, an e-mail or a number in common.
func (g *generator) double(s standing, at time.Time) *contact {
	k := pick(g.dice, g.known)
	c := &contact{firm: k.firm, town: k.town, Person: store.Person{
		ID: g.dice.id(at), Given: k.Given, Family: k.Family, Nature: k.Nature, Status: s.status,
		Source: "Ancien carnet d'adresses", CreatedAt: at, UpdatedAt: at,
	}}
	for _, job := range k.Organisations {
		c.Organisations = append(c.Organisations, store.Affiliation{Organisation: job.Organisation})
	}
	switch kind := g.dice.IntN(3); {
	case kind == 0 && len(k.Emails) > 0:
		c.Emails = k.Emails[:1:1]
		c.Given, c.Family = unaccented(k.Given), unaccented(k.Family)
	case kind == 1 && len(k.Phones) > 0:
		c.Phones = k.Phones[:1:1]
		c.Given = string([]rune(k.Given)[:1]) + "."
	default:
		c.Tags = []string{"recommandé"}
	}
	return c
}

func unaccented(name string) string {
	words := strings.Split(slug(name), "-")
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, " ")
}

// remember keeps the contact among those whom others may know.
func (g *generator) remember(c *contact) {
	if c.Given != "" {
		g.known = keepLast(append(g.known, c), 64)
	}
}

// someone names another contact.
func (g *generator) someone() string {
	if len(g.known) == 0 {
		return "un confrère"
	}
	k := pick(g.dice, g.known)
	return k.Given + " " + k.Family
}

// keepLast drops the oldest of a list that has grown to twice n.
func keepLast[T any](list []T, n int) []T {
	if len(list) >= 2*n {
		list = append(list[:0:0], list[len(list)-n:]...)
	}
	return list
}
