package store

import (
	"slices"
	"strings"
	"time"
)

var noTime time.Time

// settle gives an id to a record that has none, and refuses one in use.
func (c *change) settle(id *ID, kind RecordKind) error {
	if *id == (ID{}) {
		*id = newID(c.now)
		return nil
	}
	if c.tx.Get(string(kind), id[:]) != nil {
		return &ExistsError{Kind: kind, ID: *id}
	}
	return nil
}

// stamp fills in the times of a new record. Those it bears stay, but none is
// later than now, nor than the batch that brings it: later ones are changes.
func (c *change) stamp(created, updated *time.Time, batch ID) {
	limit := c.now
	if b := batchTime(batch); !b.IsZero() && b.Before(limit) {
		limit = b
	}
	stampBy(created, updated, limit)
}

func stampBy(created, updated *time.Time, limit time.Time) {
	if created.IsZero() || created.After(limit) {
		*created = limit
	}
	if updated.IsZero() || updated.After(limit) {
		*updated = limit
	}
	*created, *updated = created.UTC().Truncate(time.Second), updated.UTC().Truncate(time.Second)
	if updated.Before(*created) {
		*updated = *created
	}
}

// clean puts p in its stored form. A name or an organisation, and a source, are
// all it requires (GDPR art. 5(1)(c), 14(2)(f)).
func (p *Person) clean(set Settings) error {
	var c cleaner
	for _, f := range []struct {
		name  string
		value *string
	}{{"prefix", &p.Prefix}, {"given", &p.Given}, {"middle", &p.Middle}, {"family", &p.Family},
		{"suffix", &p.Suffix}, {"nickname", &p.Nickname}} {
		c.line(f.name, f.value, maxName)
	}
	c.line("source", &p.Source, maxLine)
	c.text("note", &p.Note, maxNote)
	p.cleanAffiliations(&c)
	c.contacts(set, &p.Emails, &p.Phones, &p.Addresses, &p.URLs)
	p.Tags = sortedTags(p.Tags)
	c.size("tags", len(p.Tags))
	for i, t := range p.Tags {
		if len(t) > maxTag {
			c.fail(at("tags", i, ""), TooLong)
		}
	}
	if p.Status == "" {
		p.Status = Prospect
	}
	c.oneOf("status", string(p.Status), string(Prospect), string(Client), string(Former))
	if r := p.Since; r != nil {
		c.oneOf("status_reason", string(r.Why), string(ByDocument), string(ByHand), string(ByImport), string(ByEnd))
		c.oneOf("status_reason", string(r.Was), "", string(Prospect), string(Client), string(Former))
		c.date("status_reason", r.On)
	}
	c.oneOf("nature", string(p.Nature), "", string(Consumer), string(Professional))
	c.oneOf("origin", string(p.Origin), "", string(FromPerson), string(FromElsewhere))
	p.Purposes = sortedPurposes(p.Purposes)
	if p.Given+p.Middle+p.Family+p.Nickname == "" && len(p.Organisations) == 0 {
		c.fail("name", Required)
	}
	if p.Source == "" {
		c.fail("source", Required)
	}
	return c.err
}

// cleanAffiliations keeps one affiliation an organisation: the first, with what
// the others add.
func (p *Person) cleanAffiliations(c *cleaner) {
	c.size("organisations", len(p.Organisations))
	var out []Affiliation
	for i, a := range p.Organisations {
		c.enter("organisations", i)
		c.line("title", &a.Title, maxName)
		c.line("department", &a.Department, maxName)
		j := slices.IndexFunc(out, func(b Affiliation) bool {
			return b.Organisation == a.Organisation && (a.Organisation != ID{} || Fold(a.Name) == Fold(b.Name))
		})
		if j < 0 {
			out = keep(out, p.Organisations, i, a)
			continue
		}
		out = slices.Clone(out)
		out[j].Title = joinFacts(out[j].Title, a.Title)
		out[j].Department = joinFacts(out[j].Department, a.Department)
	}
	c.leave()
	p.Organisations = out
}

// joinFacts returns both values, or one where the other adds nothing.
func joinFacts(a, b string) string {
	switch {
	case a == "" || b == "" || a == b:
		return a + strings.TrimPrefix(b, a)
	case slices.Contains(strings.Split(a, " ; "), b):
		return a
	}
	return a + " ; " + b
}

// contacts cleans what people and organisations are reached by. Entries
// without a value go, repeats too.
func (c *cleaner) contacts(set Settings, emails *[]Email, phones *[]Phone, addresses *[]Address, urls *[]Link) {
	c.size("emails", len(*emails))
	c.size("phones", len(*phones))
	c.size("addresses", len(*addresses))
	c.size("urls", len(*urls))
	if c.err != nil {
		return
	}
	*emails = c.emails(*emails)
	*phones = c.phones(*phones, set.Country)
	*addresses = c.addresses(*addresses)
	var links []Link
	for i, u := range *urls {
		c.enter("urls", i)
		c.line("label", &u.Label, maxTag)
		c.line("url", &u.URL, maxLine)
		if u.URL != "" && !slices.Contains(links, u) {
			links = keep(links, *urls, i, u)
		}
	}
	c.leave()
	*urls = links
}

func (c *cleaner) emails(in []Email) (out []Email) {
	for i, e := range in {
		c.enter("emails", i)
		c.line("label", &e.Label, maxTag)
		c.line("address", &e.Address, maxLine)
		e.Address = strings.TrimPrefix(e.Address, "mailto:")
		if e.Address == "" {
			continue
		}
		if !plausibleEmail(e.Address) {
			c.fail("address", Format)
		}
		j := slices.IndexFunc(out, func(o Email) bool { return strings.EqualFold(o.Address, e.Address) })
		if j < 0 {
			out = keep(out, in, i, e)
		} else {
			out = slices.Clone(out)
			out[j].Label = joinFacts(out[j].Label, e.Label)
		}
	}
	c.leave()
	return out
}

func (c *cleaner) phones(in []Phone, country string) (out []Phone) {
	for i, p := range in {
		c.enter("phones", i)
		c.line("label", &p.Label, maxTag)
		p.Number = NormalizePhone(p.Number, country)
		if p.Number == "" {
			continue
		}
		if len(p.Number) > maxTag {
			c.fail("number", TooLong)
		}
		j := slices.IndexFunc(out, func(o Phone) bool { return o.Number == p.Number })
		if j < 0 {
			out = keep(out, in, i, p)
		} else {
			out = slices.Clone(out)
			out[j].Label = joinFacts(out[j].Label, p.Label)
		}
	}
	c.leave()
	return out
}

func (c *cleaner) addresses(in []Address) (out []Address) {
	for i, a := range in {
		c.enter("addresses", i)
		for _, f := range []struct {
			name  string
			value *string
		}{{"label", &a.Label}, {"po_box", &a.POBox}, {"city", &a.City}, {"region", &a.Region},
			{"postal_code", &a.PostalCode}, {"country", &a.Country}} {
			c.line(f.name, f.value, maxName)
		}
		c.text("extended", &a.Extended, maxLine)
		c.text("street", &a.Street, maxLine)
		if bare := (Address{Label: a.Label}); a != bare && !slices.Contains(out, a) {
			out = keep(out, in, i, a)
		}
	}
	c.leave()
	return out
}

// keep adds to out, what is left of a list in before i, its element there in
// the form that it takes. Most lists need no cleaning: one that stays as it was
// is not copied. The list is not changed; nor may be what is returned.
func keep[T comparable](out, in []T, i int, cleaned T) []T {
	untouched := len(out) == i && (i == 0 || &out[0] == &in[0])
	if untouched && cleaned == in[i] {
		return in[: i+1 : i+1]
	}
	return append(out, cleaned)
}
