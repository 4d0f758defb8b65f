package privacy

import (
	"calepin/store"
)

// Event is what a clock starts from.
type Event string

// The events.
const (
	LastContact     Event = "last_contact"     // from the person (CNIL délib. 2021-131)
	Collected       Event = "collected"        // of who never was in touch
	RelationshipEnd Event = "relationship_end" // the last contact, order, invoice or contract
	ContractEnd     Event = "contract_end"
	FiscalYearEnd   Event = "fiscal_year_end"
	DocumentDate    Event = "document_date"
	Delivery        Event = "delivery"
	ConsentGiven    Event = "consent"
	UseEnd          Event = "use_end" // what a proof was for is over
	Objected        Event = "objection"
	Entered         Event = "entry"
	ArchiveEnd      Event = "archive_end" // as it was set when it was archived
	Decided         Event = "decision"    // by the business, for a reason
)

// Clock is one reason to keep a record, and until when.
type Clock struct {
	Policy string     `json:"policy,omitempty"` // none for a decision
	Rule   string     `json:"rule,omitempty"`   // the text that it comes from
	Event  Event      `json:"event"`
	Start  store.Date `json:"start,omitempty"`
	Months int        `json:"months,omitempty"`
	Until  store.Date `json:"until"` // the last day
	Then   After      `json:"then"`
}

// term is a Clock in numbers, which thousands are compared by.
type term struct {
	policy       *Policy // nil for a decision
	event        Event
	start, until store.Day
}

func (c term) Clock() Clock {
	if c.policy == nil {
		return Clock{Event: c.event, Until: c.until.Date(), Then: ToPurge}
	}
	return Clock{Policy: c.policy.Code, Rule: c.policy.Source, Event: c.event, Start: c.start.Date(), Months: c.policy.Months,
		Until: c.until.Date(), Then: c.policy.Then}
}

func (p *Policy) clock(event Event, start store.Day) term {
	return term{policy: p, event: event, start: start, until: start.AddMonths(p.Months)}
}

// longest returns the clock that ends last, the first of several.
func longest(clocks ...term) (last term) {
	for i, c := range clocks {
		if i == 0 || c.until > last.until {
			last = c
		}
	}
	return last
}

// rules are the policies by what they apply to, for many records.
type rules struct {
	prospect, client, contract, invoice, consumer, phone, proof, log *Policy
	byDate                                                           bool // invoices count from their date
}

func (p Policies) rules() *rules {
	find := func(code string) *Policy { x := p.of(code); return &x }
	invoice := p.invoices()
	return &rules{find(ProspectPolicy), find(ClientPolicy), find(ContractPolicy), &invoice, find(ConsumerContractPolicy),
		find(PhoneConsentPolicy), find(ProofPolicy), find(LogPolicy), invoice.From == DocumentDate}
}

// relationship is the clock of a contact's file, decisions apart.
//
// Prospects: from the last contact from them, or the collection; clients: from
// the end of the relationship, which is their last contact, or the end of
// their last contract, order or invoice, if that is later (CNIL délib.
// 2021-131). Who ordered is a client whatever the file says.
func (r *rules) relationship(c *store.Clocks) term {
	start, event := c.LastContact, LastContact
	if start == 0 {
		start, event = c.Collected, Collected
	}
	if c.Status != store.Client && c.Status != store.Former && len(c.Documents) == 0 {
		return r.prospect.clock(event, start)
	}
	for i := range c.Documents {
		start = max(start, endOf(&c.Documents[i]))
	}
	return r.client.clock(RelationshipEnd, start)
}

// file is the clock of a contact's file: a decision to keep it longer is one
// reason more.
func (r *rules) file(c *store.Clocks) term {
	return longest(r.relationship(c), term{event: Decided, until: c.Keep})
}

// document appends the clocks of a document to all: an invoice's, and those of
// the evidence of a contract. C. com. L123-22; LPF L102 B; C. civ. 2224;
// C. conso L213-1, D213-1. A quote goes with the file.
func (r *rules) document(c *store.Clocks, d *store.DocumentDays, all []term) []term {
	switch {
	case d.Kind == store.Invoice && r.byDate:
		return append(all, r.invoice.clock(DocumentDate, d.Date))
	case d.Kind == store.Invoice:
		return append(all, r.invoice.clock(FiscalYearEnd, fiscalYearEnd(d)))
	case d.Kind != store.Contract && d.Kind != store.Order:
		return all
	}
	end := endOf(d)
	if d.Kind == store.Contract && d.End == 0 && d.Due == 0 {
		end = max(end, r.relationship(c).start) // runs as long as the relationship does
	}
	all = append(all, r.contract.clock(ContractEnd, end))
	if d.Online && !c.Professional && d.Cents >= 120_00 {
		delivered := d.Due
		if delivered == 0 {
			delivered = d.Date
		}
		all = append(all, r.consumer.clock(Delivery, delivered))
	}
	return all
}

// fiscalYearEnd is the one recorded, else the end of the calendar year.
func fiscalYearEnd(d *store.DocumentDays) store.Day {
	if d.FiscalYearEnd != 0 {
		return d.FiscalYearEnd
	}
	return d.Date/10000*10000 + 1231
}

// endOf is when a contract ends: as recorded, else when it is delivered, else
// the day that it was made. An invoice is a purchase on its day.
func endOf(d *store.DocumentDays) store.Day {
	switch {
	case d.Kind == store.Invoice:
		return d.Date
	case d.End != 0:
		return d.End
	case d.Due != 0:
		return d.Due
	}
	return d.Date
}
