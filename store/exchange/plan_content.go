package exchange

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"calepin/store"
)

// purposesOfCalls puts the vault's activities in the places of those that calls of
// the file name.
func (p *planner) purposesOfCalls() {
	for n := range p.out.set.Interactions {
		i := &p.out.set.Interactions[n]
		i.Activity = p.same[i.Activity] // none where the file does not hold it
	}
}

// check reports a record of a calepin export that the vault would refuse.
func (p *Parsed) check(file, line int, section string, id store.ID, err error) bool {
	code, field := Code(""), section
	if fault, is := errors.AsType[*store.FieldError](err); is {
		code, field = codeOf[fault.Code], section+"."+fault.Field
	} else if id == (store.ID{}) {
		code, field = Missing, section+".id"
	}
	if code == "" {
		return err == nil
	}
	p.report(Problem{File: p.Files[file], Line: line, Field: field, Code: code, Lost: Record})
	return false
}

// phones tells of the numbers of a record of a calepin export that are none. A
// vault holds them as they were given, and takes them back so.
func (p *Parsed) phones(file, line int, section string, phones []store.Phone, country string) {
	for i, n := range phones {
		if n.Number != "" && !dialled(n.Number, country) {
			p.report(Problem{File: p.Files[file], Line: line, Field: fmt.Sprintf("%s.phones[%d].number", section, i), Code: InvalidPhone})
		}
	}
}

// codeOf words the vault's refusals as those of a file.
var codeOf = map[store.Code]Code{
	store.Required: Missing, store.NoSuch: InvalidValue, store.TooLong: ValueTooLong, store.TooMany: TooManyValues,
	store.NotADay: InvalidDate, store.Format: InvalidValue, store.Checksum: InvalidValue, store.Decimals: InvalidValue,
	store.Range: InvalidValue,
}

// valid checks a contact of a calepin export; those of other programs were
// checked value by value.
func (p *planner) valid(c *Contact) bool {
	q := c.Person
	if !c.native {
		return true
	}
	if p.erased[q.ID] {
		p.known[q.ID] = true // what is tied to them stays out too, without a word each
		p.parsed.report(Problem{File: p.parsed.Files[c.File], Line: c.Line, Field: "persons", Code: Erased, Lost: Record})
		return false
	}
	if !p.parsed.check(c.File, c.Line, "persons", q.ID, q.Check(p.settings)) {
		return false
	}
	p.parsed.phones(c.File, c.Line, "persons", q.Phones, p.settings.Country)
	for i, a := range q.Organisations {
		if p.firms.name(a) == "" {
			p.dangling(c.File, c.Line, fmt.Sprintf("persons.organisations[%d].organisation", i))
			return false
		}
	}
	return true
}

func (p *planner) dangling(file, line int, field string) {
	p.parsed.report(Problem{File: p.parsed.Files[file], Line: line, Field: field, Code: Dangling, Lost: Record})
}

// content plans what a calepin export ties to its people. It goes where they
// go: with those made or merged, under their new ids; it stays out with those
// skipped, so that an import that skips changes nothing on file.
func (p *planner) content(s *store.Store) error {
	c := &p.parsed.Content
	if len(c.Interactions)+len(c.Documents)+len(c.Attachments)+len(c.Tasks)+len(c.Disclosures)+
		len(c.Consents)+len(c.Given)+len(c.Requests)+len(c.Tellings)+len(c.Letters)+len(c.Processors)+len(c.Breaches)+len(c.Reviews) == 0 {
		return p.ctx.Err()
	}
	here, err := collect(p.ctx, s)
	if err != nil {
		return err
	}
	set := &p.out.set
	set.Interactions = tieAll(p, c.Interactions, store.KindInteraction, here, func(r *store.Interaction) (store.ID, *store.ID, error) {
		return r.ID, &r.Contact, r.Check()
	})
	p.purposesOfCalls()
	if err := p.threads(s); err != nil {
		return err
	}
	set.Documents = tieAll(p, c.Documents, store.KindDocument, here, func(r *store.Document) (store.ID, *store.ID, error) {
		return r.ID, &r.Contact, r.Check()
	})
	for i := range c.Attachments {
		l := &c.Attachments[i]
		p.attachment(l, here)
		l.Record.Content = nil
	}
	set.Tasks = tieAll(p, c.Tasks, store.KindTask, here, func(r *store.Task) (store.ID, *store.ID, error) {
		return r.ID, &r.Contact, r.Check()
	})
	if err := p.answers(s, here); err != nil {
		return err
	}
	p.requests(here)
	p.tellings(here)
	if err := errors.Join(p.letters(s), p.processors(s)); err != nil {
		return err
	}
	p.breaches(here)
	p.reviews(here)
	for i := range c.Disclosures {
		l := &c.Disclosures[i]
		r := &l.Record
		if !p.parsed.check(l.File, l.Line, "disclosures", r.ID, r.Check()) {
			continue
		}
		if here[r.ID] {
			p.out.Left[store.KindDisclosure]++
			continue
		}
		here[r.ID] = true
		r.Processor = p.hosts[r.Processor]
		for n, id := range r.Contacts {
			if to := p.went[id]; to != nil {
				r.Contacts[n] = to.person.ID
			}
		}
		set.Disclosures = append(set.Disclosures, *r)
		p.out.Others[store.KindDisclosure]++
	}
	return nil
}

// tieAll returns the records of a list that go in; of tells of each its id,
// whose it is, and why the vault would refuse it.
func tieAll[T any](p *planner, list []Located[T], kind store.RecordKind, here map[store.ID]bool,
	of func(*T) (store.ID, *store.ID, error)) (in []T) {
	for i := range list {
		l := &list[i]
		id, contact, err := of(&l.Record)
		if p.tie(l.File, l.Line, kind, id, contact, here, err) {
			in = append(in, l.Record)
		}
	}
	return in
}

// threads leaves messages on their own whose support request does not go to the
// same contact, or does not exist.
func (p *planner) threads(s *store.Store) error {
	requests := map[store.ID]store.ID{} // with their contacts
	messages := false
	for _, i := range p.out.set.Interactions {
		if i.Support != "" {
			requests[i.ID] = i.Contact
		}
		messages = messages || i.Thread != (store.ID{})
	}
	if !messages {
		return nil
	}
	err := s.Dump(func(d *store.Dump) error {
		return d.Interactions(store.ID{}, func(i store.Interaction) error {
			if i.Support != "" {
				requests[i.ID] = i.Contact
			}
			return p.ctx.Err()
		})
	})
	if err != nil {
		return err
	}
	loose := map[store.ID]bool{}
	for n := range p.out.set.Interactions {
		i := &p.out.set.Interactions[n]
		if i.Thread != (store.ID{}) && requests[i.Thread] != i.Contact {
			i.Thread, loose[i.ID] = store.ID{}, true
		}
	}
	for _, l := range p.parsed.Content.Interactions {
		if loose[l.Record.ID] {
			p.parsed.report(Problem{File: p.parsed.Files[l.File], Line: l.Line, Field: "interactions.thread", Code: Dangling, Lost: Value})
		}
	}
	return nil
}

// sections are the arrays of a calepin export, by what they hold of contacts.
var sections = map[store.RecordKind]string{
	store.KindInteraction: "interactions", store.KindDocument: "documents", store.KindAttachment: "attachments",
	store.KindTask: "tasks", store.KindConsent: "consents", store.KindGiven: "notices_given",
}

// tie settles whether a record goes in, and whose it is from then on.
func (p *planner) tie(file, line int, kind store.RecordKind, id store.ID, contact *store.ID, here map[store.ID]bool, err error) bool {
	section := sections[kind]
	if !p.parsed.check(file, line, section, id, err) {
		return false
	}
	if here[id] {
		p.out.Left[kind]++
		return false
	}
	if *contact != (store.ID{}) || kind != store.KindTask { // a task may be nobody's
		to := p.went[*contact]
		switch {
		case to != nil:
			*contact = to.person.ID
		case p.known[*contact]:
			p.out.Left[kind]++
			return false
		default:
			p.dangling(file, line, section+".contact")
			return false
		}
	}
	here[id] = true
	p.out.Others[kind]++
	return true
}

// attachment plans a file: its content must be there and be what its hash says.
func (p *planner) attachment(l *Located[File], here map[store.ID]bool) {
	a := &l.Record
	wrong := func(field string, code Code, limit int64) {
		p.parsed.report(Problem{File: p.parsed.Files[l.File], Line: l.Line, Field: "attachments." + field, Code: code, Lost: Record, Limit: limit})
	}
	sum := sha256.Sum256(a.Content)
	switch {
	case here[a.ID]: // whatever its content
	case a.Content == nil && a.Size > 0:
		wrong("content", Missing, 0)
		return
	case len(a.Content) > store.MaxAttachment:
		wrong("content", ValueTooLong, store.MaxAttachment)
		return
	case int64(len(a.Content)) != a.Size || !strings.EqualFold(hex.EncodeToString(sum[:]), a.SHA256):
		wrong("sha256", InvalidValue, 0)
		return
	case strings.TrimSpace(a.Name) == "":
		wrong("name", Missing, 0)
		return
	case a.Interaction != (store.ID{}) && !here[a.Interaction]:
		wrong("interaction", Dangling, 0)
		return
	case a.Document != (store.ID{}) && !here[a.Document]:
		wrong("document", Dangling, 0)
		return
	}
	if p.tie(l.File, l.Line, store.KindAttachment, a.ID, &a.Contact, here, nil) {
		p.out.set.Attachments = append(p.out.set.Attachments, store.Content{Attachment: a.Attachment, Data: a.Content})
	}
}

// collect returns the ids of what is on file besides people and organisations.
func collect(ctx context.Context, s *store.Store) (map[store.ID]bool, error) {
	here := map[store.ID]bool{}
	err := s.Dump(func(d *store.Dump) error {
		return errors.Join(
			d.Interactions(store.ID{}, func(i store.Interaction) error { here[i.ID] = true; return ctx.Err() }),
			d.Documents(store.ID{}, func(r store.Document) error { here[r.ID] = true; return ctx.Err() }),
			d.Attachments(store.ID{}, func(a store.Attachment) error { here[a.ID] = true; return ctx.Err() }),
			d.Tasks(store.ID{}, func(t store.Task) error { here[t.ID] = true; return ctx.Err() }),
			d.Disclosures(func(r store.Disclosure) error { here[r.ID] = true; return ctx.Err() }),
			d.Reviews(func(r store.Review) error { here[r.ID] = true; return ctx.Err() }),
			d.Breaches(store.ID{}, func(r store.Breach) error { here[r.ID] = true; return ctx.Err() }),
			collectProofs(ctx, d, here),
		)
	})
	return here, err
}
