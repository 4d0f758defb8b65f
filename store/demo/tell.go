package demo

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"calepin/store"
)

// teller writes one contact's story into records.
type teller struct {
	*generator
	contact *contact
	words   slots
	project *project     // the one at hand
	price   store.Amount // of it, without VAT
	invoice int          // index in set.Documents of the last one, -1 for none
	request int          // index in set.Interactions of the open support request, -1 for none
	thread  int
}

// tell writes the interactions and documents of a contact's beats, and sets
// what the contact's own record says of them.
func (g *generator) tell(c *contact, beats []beat, moments []float64) {
	t := &teller{generator: g, contact: c, invoice: -1, request: -1}
	t.words = slots{slotGiven: c.Given, slotFamily: c.Family, slotFirm: c.firmName(), slotTown: c.town}
	if c.Given == "" {
		t.words[slotGiven] = "à tous"
	}
	for i, b := range beats {
		t.beat(b, instant(moments[i]))
	}
	if len(beats) > 0 {
		t.followUp(&g.set.Interactions[len(g.set.Interactions)-1])
	}
	slices.Sort(c.Tags)
	c.Tags = slices.Compact(c.Tags)
}

func (t *teller) beat(b beat, at time.Time) {
	if b.project != t.project {
		t.start(b.project)
	}
	i := store.Interaction{
		ID: t.dice.id(at), Contact: t.contact.ID, Kind: b.Kind, Direction: b.Direction,
		At: at, CreatedAt: at, UpdatedAt: at,
	}
	t.words[slotOther] = t.someone()
	if b.Document != "" {
		t.document(b.Document, at)
	}
	if b.Settles {
		t.settle(at)
	}
	i.Subject = capital(b.Subject.say(t.dice, &t.words))
	i.Body = b.Body.say(t.dice, &t.words)
	if i.FromPerson() {
		t.contact.LastContact = at
	}
	t.contact.UpdatedAt = at
	t.set.Interactions = append(t.set.Interactions, i)
	t.support(b, at)
}

// start turns to another project.
func (t *teller) start(p *project) {
	t.project = p
	euros := t.dice.between(p.Low/10, p.High/10) * 10
	t.price = store.Amount(euros * 100)
	t.words[slotUn], t.words[slotLe], t.words[slotDu] = p.Un, p.Le, p.Du
	t.words[slotAmount] = frenchEuros(euros)
	if t.dice.chance(0.7) {
		t.contact.Tags = append(t.contact.Tags, p.Tag)
	}
}

// support moves the state of the request at hand along: open when asked,
// waiting for the contact once answered, solved when the story goes on or the
// matter is old.
func (t *teller) support(b beat, at time.Time) {
	if t.request >= 0 {
		request := &t.set.Interactions[t.request]
		request.Support = store.Waiting
		if b.thread != t.thread || b.Direction == store.In || t.since(at) > 40 {
			request.Support = store.Solved
		}
		request.UpdatedAt = at
	}
	if b.Support {
		t.request, t.thread = len(t.set.Interactions)-1, b.thread
		t.set.Interactions[t.request].Support = store.Opened
	} else if b.thread != t.thread {
		t.request = -1
	}
}

// followUp plans what is to come after the last interaction, some of it late.
func (t *teller) followUp(last *store.Interaction) {
	if t.since(last.At) > 120 || !t.dice.chance(0.3) {
		return
	}
	due := t.day.AddDate(0, 0, t.dice.between(-12, 45))
	if due.Before(last.At) {
		due = t.day.AddDate(0, 0, 1)
	}
	last.FollowUp = store.DateOf(due)
	t.contact.FollowUp = last.FollowUp
}

var numberLetters = map[store.DocumentKind]string{
	store.Quote: "D", store.Order: "C", store.Invoice: "F", store.Contract: "M",
}

// number makes a document's number from its day, so that numbers follow the
// calendar although contacts are made one after the other.
func (t *teller) number(kind store.DocumentKind, at time.Time) string {
	stem := numberLetters[kind] + at.Format("060102")
	t.numbers[stem]++
	return fmt.Sprintf("%s-%02d", stem, t.numbers[stem])
}

func (t *teller) document(kind store.DocumentKind, at time.Time) {
	doc := store.Document{
		ID: t.dice.id(at), Contact: t.contact.ID, Kind: kind, Number: t.number(kind, at),
		Date: store.DateOf(at), Amount: t.price, VAT: t.price / 5, Currency: "EUR", // CGI art. 278: 20 %
		CreatedAt: at, UpdatedAt: at,
	}
	switch kind {
	case store.Order:
		doc.Due = store.DateOf(at.AddDate(0, 0, t.dice.between(20, 60))) // delivery
		doc.FiscalYearEnd = fiscalYearEnd(at)
	case store.Invoice:
		doc.Due = store.DateOf(at.AddDate(0, 0, 30))
		doc.FiscalYearEnd = fiscalYearEnd(at)
		// Paid by hand of no recorded interaction, unless one comes; a few never.
		paid := at.AddDate(0, 0, t.dice.between(8, 44))
		if paid.Before(t.day) && t.dice.chance(0.95) {
			doc.Paid = store.DateOf(paid)
		}
		t.invoice = len(t.set.Documents)
	}
	t.words[slotNumber] = doc.Number
	t.set.Documents = append(t.set.Documents, doc)
	if kind == store.Invoice && t.project.Tag == "site" && t.dice.chance(0.4) {
		t.maintenance(at)
	}
}

// maintenance signs a year's contract for a site just delivered.
func (t *teller) maintenance(at time.Time) {
	price := store.Amount(t.dice.between(24, 96) * 1000)
	t.set.Documents = append(t.set.Documents, store.Document{
		ID: t.dice.id(at), Contact: t.contact.ID, Kind: store.Contract, Number: t.number(store.Contract, at),
		Date: store.DateOf(at), Amount: price, VAT: price / 5, Currency: "EUR", End: store.DateOf(at.AddDate(1, 0, -1)),
		Note: "Maintenance du site, un an", CreatedAt: at, UpdatedAt: at,
	})
}

// settle marks the last invoice as paid that day.
func (t *teller) settle(at time.Time) {
	if t.invoice >= 0 {
		t.set.Documents[t.invoice].Paid = store.DateOf(at)
		t.set.Documents[t.invoice].UpdatedAt = at
		t.invoice = -1
	}
}

func fiscalYearEnd(t time.Time) store.Date { return store.Date(fmt.Sprintf("%d-12-31", t.Year())) }

// frenchEuros writes whole euros as French does, "2 450 €" with thin spaces.
func frenchEuros(n int) string {
	if n < 1000 {
		return strconv.Itoa(n) + "\u202f€"
	}
	return fmt.Sprintf("%d\u202f%03d\u202f€", n/1000, n%1000)
}
