package privacy

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"calepin/store"
)

// Facts are what the rules read of a person.
type Facts struct {
	Person    store.Person
	Consents  []store.Consent // in their order
	Documents []store.Document
	Supported bool // asked for support
	// Calls are the calls to the person that were logged, where they were read.
	Calls []store.Interaction
	// Rules are the rules of law as the business applies them.
	Rules Rules
	// Calendar are the public holidays where the business is; the zero one is France's.
	Calendar Calendar
	// Suppressed are the entries of the suppression list that their addresses are
	// on it by.
	Suppressed []store.Suppression
}

// FactsOf reads the facts of a person.
func FactsOf(s *store.Store, id store.ID) (f Facts, err error) {
	err = s.Dump(func(d *store.Dump) error {
		p, err := d.Person(id)
		if err != nil {
			return err
		}
		rules, err := rulesIn(d)
		if err != nil {
			return err
		}
		if f, err = factsIn(d, rules, p); err != nil {
			return err
		}
		f.Calendar = CalendarOf(s.Settings().Business)
		f.Calls, err = callsIn(d, id)
		return err
	})
	if err != nil {
		return f, fmt.Errorf("read why a person is on file: %w", err)
	}
	return f, nil
}

// outlined reads the facts of somebody as far as there are any, but for the calls
// to them and whether they asked for support.
func outlined(d *store.Dump, rules Rules, o *store.Outline) (f Facts, err error) {
	f.Rules = rules
	if f.Person, err = o.Person(); err != nil {
		return f, err
	}
	if o.Answered {
		err = d.Consents(o.ID, func(e store.Consent) error { f.Consents = append(f.Consents, e); return nil })
		store.SortConsents(f.Consents)
	}
	if len(o.Documents) > 0 {
		err = errors.Join(err, d.Documents(o.ID, func(x store.Document) error { f.Documents = append(f.Documents, x); return nil }))
	}
	if err == nil {
		f.Suppressed, err = d.Suppressed(&f.Person)
	}
	return f, err
}

// callsIn reads the calls to a person.
func callsIn(d *store.Dump, contact store.ID) (calls []store.Interaction, err error) {
	err = d.Sent(contact, func(i store.Interaction) error {
		if i.Kind == store.Call {
			calls = append(calls, i)
		}
		return nil
	})
	return calls, err
}

func factsIn(d *store.Dump, rules Rules, p store.Person) (Facts, error) {
	f := Facts{Person: p, Rules: rules, Supported: d.AskedSupport(p.ID)}
	err := errors.Join(
		d.Consents(p.ID, func(e store.Consent) error { f.Consents = append(f.Consents, e); return nil }),
		d.Documents(p.ID, func(x store.Document) error { f.Documents = append(f.Documents, x); return nil }),
	)
	store.SortConsents(f.Consents)
	if err == nil {
		f.Suppressed, err = d.Suppressed(&p)
	}
	return f, err
}

// professional tells whether the person is known to be addressed for their
// work. Who is not known is treated as a consumer, who is better protected.
func (f Facts) professional() bool {
	return f.Person.Nature == store.Professional || f.Person.Nature == "" && f.generic()
}

// client tells an existing client: by status, or by an order or invoice.
func (f Facts) client() bool {
	return f.Person.Status == store.Client || f.hasDocument(store.Invoice, store.Order)
}

func (f Facts) hasDocument(kinds ...store.DocumentKind) bool {
	return slices.ContainsFunc(f.Documents, func(d store.Document) bool { return slices.Contains(kinds, d.Kind) })
}

// generic tells whether the person is reached by generic addresses alone.
func (f Facts) generic() bool {
	for _, e := range f.Person.Emails {
		if !Generic(e.Address) {
			return false
		}
	}
	return len(f.Person.Emails) > 0 && f.Person.Given+f.Person.Family == ""
}

// genericNames are the local parts that stand for a firm and not for a person.
var genericNames = []string{"accueil", "achats", "admin", "administration", "agence", "billing", "booking", "bonjour", "bureau",
	"commande", "commandes", "commercial", "compta", "comptabilite", "contact", "contacts", "courrier", "devis", "direction",
	"facturation", "factures", "hello", "info", "infos", "information", "informations", "mail", "mairie", "marketing", "office",
	"orders", "presse", "recrutement", "rh", "sales", "sav", "secretariat", "service", "service-client", "serviceclient",
	"support", "team", "vente", "ventes", "webmaster"}

// Generic tells whether an e-mail address stands for a firm and no person, so
// that the rules of prospecting people do not reach it (CPCE L34-5; CNIL, "La
// prospection commerciale par courrier électronique").
func Generic(address string) bool {
	name, _, _ := strings.Cut(strings.ToLower(address), "@")
	name, _, _ = strings.Cut(name, "+")
	return slices.Contains(genericNames, name)
}

// Reach returns the address by which a person is reached on a channel, as it is
// stored; empty where there is none.
func Reach(p store.Person, ch store.Channel) string {
	switch {
	case ch == store.ByEmail && len(p.Emails) > 0:
		return p.Emails[0].Address
	case ch == store.ByPhone && len(p.Phones) > 0:
		return p.Phones[0].Number
	case ch == store.ByPost && len(p.Addresses) > 0:
		return p.Addresses[0].Line()
	case ch == store.BySMS:
		for _, n := range p.Phones {
			if store.MobilePhone(n.Number) {
				return n.Number
			}
		}
	}
	return ""
}

// reachable tells whether there is an address to use on a channel.
func (f Facts) reachable(ch store.Channel) bool {
	return ch == store.ForSpecialData || Reach(f.Person, ch) != ""
}
