package paper

import (
	"strings"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/text"
)

// accessCopy is the copy of all that is held about a person (GDPR art. 15(3)).
func accessCopy(w *text.Words, a *privacy.Access, d *Document) {
	c := copier{w, a, d}
	d.Heading(1, w.Access.Copy)
	d.Heading(2, w.Access.Sheet)
	d.Sheet(c.person(&a.Person)...)
	for _, part := range []func(){c.fields, c.organisations, c.exchanges, c.documents, c.files, c.tasks, c.consents, c.given, c.requests, c.restrictions, c.kept, c.disclosures, c.pasts} {
		part()
	}
}

type copier struct {
	*text.Words
	a *privacy.Access
	d *Document
}

func (c copier) field(name string) string { return c.Records.Fields[name] }

func (c copier) day(d store.Date) string { return c.Language.Day(string(d)) }

// table adds rows under a heading of their own, where there are any.
func (c copier) table(title string, headings []string, rows [][]string) {
	if len(rows) > 0 {
		c.d.Heading(2, title)
		c.d.Table(headings, rows)
	}
}

// person are the pairs of a contact's record.
func (c copier) person(p *store.Person) []string {
	var orgs, emails, phones, addresses, links []string
	for _, o := range p.Organisations {
		orgs = append(orgs, commaed(c.a.OrganisationName(o.Organisation), o.Title, o.Department))
	}
	label := func(value, label string) string {
		if label != "" {
			value += " (" + c.Label(label) + ")"
		}
		return value
	}
	for _, x := range p.Emails {
		emails = append(emails, label(x.Address, x.Label))
	}
	for _, x := range p.Phones {
		phones = append(phones, label(store.FormatPhone(x.Number, ""), x.Label))
	}
	for _, x := range p.Addresses {
		addresses = append(addresses, label(c.Language.Envelope(x).Line(), x.Label))
	}
	for _, x := range p.URLs {
		links = append(links, label(x.URL, x.Label))
	}
	lines := func(all []string) string { return strings.Join(all, "\n") }
	return []string{c.field("prefix"), p.Prefix, c.field("given"), p.Given, c.field("middle"), p.Middle, c.field("family"), p.Family,
		c.field("suffix"), p.Suffix, c.field("nickname"), p.Nickname, c.field("organisations"), lines(orgs),
		c.field("emails"), lines(emails), c.field("phones"), lines(phones), c.field("addresses"), lines(addresses), c.field("urls"), lines(links),
		c.field("status"), c.Records.Statuses[string(p.Status)], c.field("nature"), c.Records.Natures[string(p.Nature)],
		c.field("tags"), strings.Join(p.Tags, ", "), c.field("note"), p.Note, c.field("source"), p.Source,
		c.field("origin"), c.Privacy.Origins[string(p.Origin)], c.field("informed"), c.day(p.Informed),
		c.field("last_contact"), minute(c.Words, p.LastContact), c.field("follow_up"), c.day(p.FollowUp),
		c.field("created_at"), minute(c.Words, p.CreatedAt), c.field("updated_at"), minute(c.Words, p.UpdatedAt)}
}

func commaed(parts ...string) string {
	var said []string
	for _, p := range parts {
		if p != "" {
			said = append(said, p)
		}
	}
	return strings.Join(said, ", ")
}

func (c copier) fields() {
	var rows [][]string
	for _, f := range c.a.Fields {
		rows = append(rows, []string{f.Field.Name, f.Value.Text, f.Activity.Text(string(c.Language)).Name, c.day(f.Until())})
	}
	c.table(c.Access.Fields, []string{c.field("field"), c.field("value"), c.Access.ServesFor, c.Access.KeptUntil}, rows)
}

// organisations are the details of the firms that the person belongs to.
func (c copier) organisations() {
	for _, o := range c.a.Organisations {
		var reach []string
		for _, e := range o.Emails {
			reach = append(reach, e.Address)
		}
		for _, p := range o.Phones {
			reach = append(reach, store.FormatPhone(p.Number, ""))
		}
		for _, x := range o.Addresses {
			reach = append(reach, c.Language.Envelope(x).Line())
		}
		c.d.Heading(2, c.field("organisation")+c.d.pair()+o.Name)
		c.d.Sheet(c.field("name"), o.Name, c.field("siren"), o.SIREN, c.field("siret"), o.SIRET, c.field("vat_number"), o.VATNumber,
			c.Access.Reached, strings.Join(reach, "\n"), c.field("note"), o.Note)
	}
}

func (c copier) exchanges() {
	var rows [][]string
	for _, i := range c.a.Interactions {
		rows = append(rows, []string{minute(c.Words, i.At), c.exchange(i), c.said(i)})
	}
	c.table(c.Access.Exchanges, []string{c.field("at"), c.field("kind"), c.Access.Content}, rows)
}

// exchange says what an exchange was.
func (c copier) exchange(i store.Interaction) string {
	kind := text.Capital(c.Records.Kinds[string(i.Kind)])
	if i.Direction != "" && i.Kind != store.Purchase {
		kind += ", " + c.Records.Ways[string(i.Direction)]
	}
	return kind
}

func (c copier) said(i store.Interaction) string {
	lines := []string{i.Subject, i.Body}
	if i.Support != "" {
		lines = append(lines, c.field("support")+c.d.pair()+c.Records.Supports[string(i.Support)])
	}
	if i.FollowUp != "" {
		lines = append(lines, c.field("follow_up")+c.d.pair()+c.day(i.FollowUp))
	}
	return lined(lines...)
}

func lined(all ...string) string {
	var said []string
	for _, s := range all {
		if s = strings.TrimSpace(s); s != "" {
			said = append(said, s)
		}
	}
	return strings.Join(said, "\n")
}

func (c copier) documents() {
	var rows [][]string
	for _, d := range c.a.Documents {
		rows = append(rows, []string{c.document(d), c.day(d.Date), c.amount(d.Amount, d.Currency), c.amount(d.VAT, d.Currency), c.day(d.Due), c.day(d.Paid)})
	}
	c.table(c.Access.Documents, []string{c.field("document"), c.field("date"), c.field("amount"), c.field("vat"), c.field("due"), c.field("paid")}, rows)
}

func (c copier) document(d store.Document) string {
	return lined(text.Capital(c.Document.Title.With("kind", c.Records.Documents[string(d.Kind)], "number", d.Number)), d.Note)
}

func (c copier) amount(a store.Amount, currency string) string {
	if a == 0 {
		return ""
	}
	return c.Language.Amount(int64(a), currency)
}

func (c copier) files() {
	var rows [][]string
	for _, f := range c.a.Attachments {
		rows = append(rows, []string{f.Name, c.Language.Bytes(f.Size), minute(c.Words, f.CreatedAt)})
	}
	c.table(c.Access.Files, []string{c.field("name"), c.field("size"), c.field("created_at")}, rows)
}

func (c copier) tasks() {
	var rows [][]string
	for _, t := range c.a.Tasks {
		rows = append(rows, []string{lined(t.Title, t.Note), c.day(t.Due), minute(c.Words, t.DoneAt)})
	}
	c.table(c.Access.Tasks, []string{c.field("title"), c.field("due"), c.field("done_at")}, rows)
}

// consents are the answers, each with the exact words.
func (c copier) consents() {
	if len(c.a.Consents) == 0 {
		return
	}
	c.d.Heading(2, c.Access.Consents)
	for _, e := range c.a.Consents {
		what := c.a.Activities[e.Activity].Text(string(c.Language)).Name
		if e.Activity == (store.ID{}) {
			what = c.Access.AllDirect
		}
		wording := c.a.Wordings[e.Wording]
		c.d.Sheet(c.field("activity"), what, c.field("channel"), c.Privacy.Channels[string(e.Channel)],
			c.field("answer"), text.Capital(c.Privacy.Answers[string(e.Answer)]), c.field("at"), minute(c.Words, e.At),
			c.field("means"), c.Privacy.Means[string(e.Means)], c.field("collector"), e.Collector, c.field("parent"), e.Parent,
			c.Receipt.ExactWords, wording.Text, c.field("notice"), noticeVersion(c.Words, c.a.Notices[e.Notice]),
			c.field("evidence"), c.file(e.Evidence), c.field("reference"), e.Reference, c.field("note"), e.Note)
	}
}

// file is the name of a file of the package.
func (c copier) file(id store.ID) string {
	for _, f := range c.a.Attachments {
		if f.ID == id {
			return f.Name
		}
	}
	return ""
}

func (c copier) given() {
	var rows [][]string
	for _, g := range c.a.Given {
		rows = append(rows, []string{minute(c.Words, g.At), lined(noticeVersion(c.Words, c.a.Notices[g.Notice]), g.Note), c.Privacy.Means[string(g.Means)]})
	}
	c.table(c.Access.Notices, []string{c.field("at"), c.field("notice"), c.field("means")}, rows)
}

// disclosures are all exports, those that the business made for itself too.
func (c copier) disclosures() {
	c.table(c.Access.Disclosures, []string{c.field("at"), c.field("recipient"), c.field("format"), c.Access.Content}, disclosureRows(c.Words, c.a.Disclosures))
}

// requests are what the person asked for before, and what was done about it.
func (c copier) requests() {
	var rows [][]string
	w := c.Request
	for _, r := range c.a.Requests {
		rows = append(rows, []string{c.day(r.Received), w.Rights[string(r.Right)], lined(w.Received, r.Asked)})
		for _, e := range r.Events {
			done := []string{e.Text, e.By}
			for _, x := range e.Changes {
				done = append(done, c.Correction(x))
			}
			rows = append(rows, []string{c.day(e.On), w.Events[string(e.Kind)], lined(done...)})
		}
	}
	c.table(c.Access.Requests, []string{c.field("at"), c.Access.What, w.More}, rows)
}

// restrictions are those that stand, and those that were lifted.
func (c copier) restrictions() {
	var rows [][]string
	for _, r := range c.a.Restrictions {
		lifted := ""
		if r.Lifting != nil {
			lifted = minute(c.Words, r.Lifting.At)
		}
		rows = append(rows, []string{minute(c.Words, r.At), lined(c.Restriction.Grounds[string(r.Ground)], r.Reason), lifted})
	}
	c.table(c.Access.Restrictions, []string{c.field("at"), c.Access.What, c.Access.LiftedOn}, rows)
}

// pasts are what undo still keeps: of a contact's record what was otherwise.
func (c copier) pasts() {
	var rows [][]string
	for _, p := range c.a.Pasts {
		what := p.What
		if p.What == store.Added {
			what = store.Edited // of a record that what was added changed
		}
		if before := c.past(p.Record); before != "" {
			rows = append(rows, []string{minute(c.Words, p.At), c.Access.Whats[string(what)], before})
		}
	}
	if len(rows) == 0 {
		return
	}
	c.d.Heading(2, c.Access.Pasts)
	c.d.Paragraph(c.Access.PastsIntro)
	c.d.Table([]string{c.field("at"), c.Access.What, c.Access.Before}, rows)
}

func (c copier) past(record any) string {
	switch r := record.(type) {
	case *store.Person:
		return c.otherwise(r)
	case *store.Interaction:
		return lined(minute(c.Words, r.At)+", "+c.exchange(*r), c.said(*r))
	case *store.Document:
		return lined(c.document(*r), c.day(r.Date)+", "+c.amount(r.Amount, r.Currency))
	case *store.Attachment:
		return r.Name
	case *store.Task:
		return lined(r.Title, r.Note, c.day(r.Due))
	}
	return ""
}

// otherwise is what a former record holds and today's does not.
func (c copier) otherwise(r *store.Person) string {
	was := *r
	was.LastContact, was.FollowUp, was.UpdatedAt, was.Informed = c.a.Person.LastContact, c.a.Person.FollowUp, c.a.Person.UpdatedAt, c.a.Person.Informed
	before, now := c.person(&was), c.person(&c.a.Person)
	var lines []string
	for i := 0; i+1 < len(before); i += 2 {
		if before[i+1] != now[i+1] && before[i+1] != "" {
			lines = append(lines, before[i]+c.d.pair()+before[i+1])
		}
	}
	return lined(lines...)
}
