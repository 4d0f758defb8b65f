package privacy

import (
	"slices"
	"time"

	"calepin/store"
)

// PortabilityRule is what portability rests on.
const PortabilityRule = "GDPR art. 20(1)"

// Portable is what a person may take elsewhere (GDPR art. 20(1)): what they
// provided, observed data included (WP242 rev.01), as far as it is processed on
// consent or for a contract. What others wrote about them is not in it.
type Portable struct {
	At          time.Time
	Controller  store.Business
	Purposes    []Purpose    // that rest on consent or contract
	Person      store.Person // what the person gave of it
	Fields      []OwnField
	Messages    []store.Interaction // from the person, purchases apart
	Purchases   []store.Interaction
	Documents   []store.Document // orders, invoices and contracts, without the business's notes
	Attachments []store.Attachment
	Answers     []store.Consent // what the person agreed to, refused, withdrew
	LeftOut     []LeftOut
	Activities  map[store.ID]store.Activity

	access *Access
}

// OrganisationName is the name of an organisation of the person.
func (p *Portable) OrganisationName(id store.ID) string { return p.access.OrganisationName(id) }

// Name is what the person is called.
func (p *Portable) Name() string { return p.access.Name() }

// Why something is left out of what is portable. ui words it.
type Why string

// The reasons.
const (
	NotProvided Why = "not_provided" // the business's own notes, messages, files and quotes, and what it derived
	FromOthers  Why = "from_others"  // collected elsewhere than from the person
	OtherBasis  Why = "other_basis"  // neither consent nor contract
)

// LeftOut is data that is held and not portable; what it is stands in What by
// its name in JSON.
type LeftOut struct {
	What  string
	Count int
	Why   Why
}

// NotPortableError refuses portability: nothing about the person rests on
// consent or contract (GDPR art. 20(1)(a)).
type NotPortableError struct{}

func (*NotPortableError) Error() string { return "nothing rests on consent or contract" }

// PortableOf returns what a person may take elsewhere, or a *NotPortableError.
func PortableOf(a Access) (Portable, error) {
	p := Portable{At: a.At, Controller: a.Controller, Activities: a.Activities, access: &a}
	contract := false
	for _, x := range a.Purposes {
		if basis := x.Activity.Basis; x.Valid && (basis == store.ConsentBasis || basis == store.ContractBasis) {
			p.Purposes = append(p.Purposes, x)
			contract = contract || basis == store.ContractBasis
		}
	}
	if len(p.Purposes) == 0 {
		return p, &NotPortableError{}
	}
	p.identity(contract)
	p.fields()
	p.exchanges(contract)
	p.papers(contract)
	for _, e := range a.Consents {
		if slices.ContainsFunc(p.Purposes, func(x Purpose) bool { return x.Activity.ID == e.Activity }) {
			p.Answers = append(p.Answers, e)
		}
	}
	p.leave("answers", len(a.Consents)-len(p.Answers), OtherBasis)
	p.derived()
	return p, nil
}

func (p *Portable) leave(what string, n int, why Why) {
	if n > 0 {
		p.LeftOut = append(p.LeftOut, LeftOut{what, n, why})
	}
}

// identity takes the name, and the details that the person gave: under a
// contract all of them; under consent those that its channels need.
func (p *Portable) identity(contract bool) {
	all := p.access.Person
	p.Person = store.Person{ID: all.ID, Prefix: all.Prefix, Given: all.Given, Middle: all.Middle, Family: all.Family, Suffix: all.Suffix, Nickname: all.Nickname}
	if all.Origin == store.FromElsewhere {
		p.leave("emails", len(all.Emails), FromOthers)
		p.leave("phones", len(all.Phones), FromOthers)
		p.leave("addresses", len(all.Addresses), FromOthers)
		p.leave("urls", len(all.URLs), FromOthers)
		p.leave("organisations", len(all.Organisations), FromOthers)
		return
	}
	needs := func(channels ...store.Channel) bool {
		return contract || slices.ContainsFunc(p.Purposes, func(x Purpose) bool {
			return slices.ContainsFunc(x.Channels, func(c ChannelAnswer) bool {
				return c.Consent.Answer == store.Yes && slices.Contains(channels, c.Channel)
			})
		})
	}
	take(p, "emails", needs(store.ByEmail), all.Emails, &p.Person.Emails)
	take(p, "phones", needs(store.ByPhone, store.BySMS), all.Phones, &p.Person.Phones)
	take(p, "addresses", needs(store.ByPost), all.Addresses, &p.Person.Addresses)
	take(p, "urls", contract, all.URLs, &p.Person.URLs)
	take(p, "organisations", contract, all.Organisations, &p.Person.Organisations)
}

func take[T any](p *Portable, what string, taken bool, from []T, into *[]T) {
	if taken {
		*into = from
		return
	}
	p.leave(what, len(from), OtherBasis)
}

// fields takes the values of the business's own fields whose purpose rests on
// consent or contract, where the person's data came from them.
func (p *Portable) fields() {
	elsewhere := p.access.Person.Origin == store.FromElsewhere
	others, based := 0, 0
	for _, f := range p.access.Fields {
		switch basis := f.Activity.Basis; {
		case elsewhere:
			others++
		case basis != store.ConsentBasis && basis != store.ContractBasis:
			based++
		default:
			p.Fields = append(p.Fields, f)
		}
	}
	p.leave("fields", others, FromOthers)
	p.leave("fields", based, OtherBasis)
}

// exchanges takes what came from the person: messages, and purchases.
func (p *Portable) exchanges(contract bool) {
	notes, out, based := 0, 0, 0
	for _, i := range p.access.Interactions {
		switch {
		case i.Kind == store.Note:
			notes++
		case i.Direction == store.Out && i.Kind != store.Purchase:
			out++
		case !contract:
			based++
		case i.Kind == store.Purchase:
			p.Purchases = append(p.Purchases, provided(i))
		default:
			p.Messages = append(p.Messages, provided(i))
		}
	}
	p.leave("notes", notes, NotProvided)
	p.leave("messages_sent", out, NotProvided)
	p.leave("interactions", based, OtherBasis)
}

// provided is an exchange without what the business put to it.
func provided(i store.Interaction) store.Interaction {
	i.FollowUp, i.Support, i.Batch = "", "", store.ID{}
	// What is written of a call or a meeting is the business's account of it;
	// that it took place is observed.
	if i.Kind == store.Call || i.Kind == store.Meeting {
		i.Subject, i.Body = "", ""
	}
	return i
}

// papers takes the documents that tell of what the person ordered, and the
// files that came with their messages.
func (p *Portable) papers(contract bool) {
	quotes, based := 0, 0
	for _, d := range p.access.Documents {
		switch {
		case d.Kind == store.Quote:
			quotes++
		case !contract:
			based++
		default:
			d.Note, d.Batch = "", store.ID{}
			p.Documents = append(p.Documents, d)
		}
	}
	p.leave("quotes", quotes, NotProvided)
	p.leave("documents", based, OtherBasis)
	for _, f := range p.access.Attachments {
		if slices.ContainsFunc(p.Messages, func(i store.Interaction) bool { return i.ID == f.Interaction }) {
			p.Attachments = append(p.Attachments, f)
		}
	}
	p.leave("attachments", len(p.access.Attachments)-len(p.Attachments), NotProvided)
}

// derived is what the business made of it.
func (p *Portable) derived() {
	a := p.access
	counted := func(s string) int { return min(1, len(s)) }
	p.leave("note", counted(a.Person.Note), NotProvided)
	p.leave("tags", len(a.Person.Tags), NotProvided)
	p.leave("status", counted(string(a.Person.Status)+string(a.Person.Nature)), NotProvided)
	p.leave("tasks", len(a.Tasks), NotProvided)
	p.leave("notices_given", len(a.Given), NotProvided)
	p.leave("disclosures", len(a.Disclosures), NotProvided)
	p.leave("pasts", len(a.Pasts), NotProvided)
}
