package paper

import (
	"io"
	"time"

	"calepin/privacy"
	"calepin/store"
	"calepin/store/exchange"
	"calepin/ui/text"
)

// portableRecord is what a person takes elsewhere as JSON has it (GDPR art.
// 20(1)): a structured, commonly used format.
type portableRecord struct {
	Format      string             `json:"format"`
	Version     int                `json:"version"`
	At          time.Time          `json:"at"`
	Language    string             `json:"language"`
	Controller  store.Business     `json:"controller"`
	Article     string             `json:"article"`
	Purposes    []purposeRecord    `json:"purposes"`
	Person      portablePerson     `json:"person"`
	Fields      []ownField         `json:"fields"`
	Messages    []exchanged        `json:"messages"`
	Purchases   []exchanged        `json:"purchases"`
	Documents   []documented       `json:"documents"`
	Attachments []attachmentRecord `json:"attachments"`
	Answers     []answerRecord     `json:"answers"`
	LeftOut     []leftOut          `json:"left_out"`
}

type portablePerson struct {
	Prefix        string           `json:"prefix,omitempty"`
	Given         string           `json:"given,omitempty"`
	Middle        string           `json:"middle,omitempty"`
	Family        string           `json:"family,omitempty"`
	Suffix        string           `json:"suffix,omitempty"`
	Nickname      string           `json:"nickname,omitempty"`
	Organisations []portableOffice `json:"organisations"`
	Emails        []store.Email    `json:"emails"`
	Phones        []store.Phone    `json:"phones"`
	Addresses     []store.Address  `json:"addresses"`
	URLs          []store.Link     `json:"urls"`
}

type portableOffice struct {
	Name       string `json:"name"`
	Title      string `json:"title,omitempty"`
	Department string `json:"department,omitempty"`
}

type exchanged struct {
	Kind    store.Kind `json:"kind"`
	At      time.Time  `json:"at"`
	Subject string     `json:"subject,omitempty"`
	Body    string     `json:"body,omitempty"`
}

type documented struct {
	Kind     store.DocumentKind `json:"kind"`
	Number   string             `json:"number"`
	Date     store.Date         `json:"date"`
	Amount   store.Amount       `json:"amount"`
	VAT      store.Amount       `json:"vat,omitempty"`
	Currency string             `json:"currency"`
	Due      store.Date         `json:"due,omitempty"`
	Paid     store.Date         `json:"paid,omitempty"`
}

// leftOut says what is held and not portable, and why.
type leftOut struct {
	What   string      `json:"what"`
	Count  int         `json:"count"`
	Why    privacy.Why `json:"why"`
	Reason string      `json:"reason"`
}

// PortableJSON writes what a person takes elsewhere, with what is left out of it
// and why. paths are where in the package the files lie.
func PortableJSON(w io.Writer, words *text.Words, p privacy.Portable, paths map[store.ID]string) error {
	r := portableRecord{Format: "calepin-portability", Version: 1, At: p.At.UTC().Truncate(time.Second), Language: string(words.Language),
		Controller: p.Controller, Article: privacy.PortabilityRule, Purposes: purposeRecords(words, p.Purposes), Person: portablePersonOf(&p),
		Fields: ownFields(words, p.Fields), Messages: exchanges(p.Messages), Purchases: exchanges(p.Purchases), Documents: []documented{},
		Attachments: attachmentRecords(p.Attachments, paths), Answers: answerRecords(words, p.Answers, p.Activities, nil), LeftOut: []leftOut{}}
	for _, d := range p.Documents {
		r.Documents = append(r.Documents, documented{d.Kind, d.Number, d.Date, d.Amount, d.VAT, d.Currency, d.Due, d.Paid})
	}
	for _, l := range p.LeftOut {
		r.LeftOut = append(r.LeftOut, leftOut{l.What, l.Count, l.Why, words.Portability.Whys[string(l.Why)]})
	}
	return indented(w, r)
}

func portablePersonOf(p *privacy.Portable) portablePerson {
	x := p.Person
	out := portablePerson{x.Prefix, x.Given, x.Middle, x.Family, x.Suffix, x.Nickname, []portableOffice{},
		list(x.Emails), list(x.Phones), list(x.Addresses), list(x.URLs)}
	for _, o := range x.Organisations {
		out.Organisations = append(out.Organisations, portableOffice{p.OrganisationName(o.Organisation), o.Title, o.Department})
	}
	return out
}

func exchanges(all []store.Interaction) []exchanged {
	out := []exchanged{}
	for _, i := range all {
		out = append(out, exchanged{i.Kind, i.At, i.Subject, i.Body})
	}
	return out
}

// MessagesCSV writes what a person said or wrote, a message a row.
func MessagesCSV(w io.Writer, words *text.Words, all []store.Interaction) error {
	f := words.Records.Fields
	rows := [][]string{{f["at"], f["kind"], f["subject"], f["body"]}}
	for _, i := range all {
		rows = append(rows, []string{i.At.UTC().Format(time.RFC3339), words.Records.Kinds[string(i.Kind)], i.Subject, i.Body})
	}
	return exchange.Rows(w, rows)
}

// PurchasesCSV writes what a person bought: what was noted as a purchase, then
// orders, contracts and invoices.
func PurchasesCSV(w io.Writer, words *text.Words, p privacy.Portable) error {
	f := words.Records.Fields
	rows := [][]string{{f["date"], f["kind"], f["number"], f["subject"], f["amount"], f["vat"], f["currency"], f["due"], f["paid"]}}
	for _, i := range p.Purchases {
		rows = append(rows, []string{string(store.DateOf(i.At)), words.Records.Kinds[string(i.Kind)], "", commaed(i.Subject, i.Body), "", "", "", "", ""})
	}
	for _, d := range p.Documents {
		rows = append(rows, []string{string(d.Date), words.Records.Documents[string(d.Kind)], d.Number, "", d.Amount.String(), d.VAT.String(), d.Currency, string(d.Due), string(d.Paid)})
	}
	return exchange.Rows(w, rows)
}
