package store

import (
	"slices"
	"strings"
)

// corrections are the fields of a contact that differ, with what they held
// before and after in a line each. A field that the business added goes by the
// name it was given.
func (c *change) corrections(was, now *Person) (changes []FieldChange, err error) {
	before, after := c.lines(was), c.lines(now)
	for i, f := range before {
		if f.Before != after[i].Before {
			changes = append(changes, FieldChange{f.Field, f.Before, after[i].Before})
		}
	}
	own := func(p *Person, id ID) string {
		for _, v := range p.Fields {
			if v.Field == id {
				return v.Text
			}
		}
		return ""
	}
	var seen []ID
	for _, v := range slices.Concat(was.Fields, now.Fields) {
		if slices.Contains(seen, v.Field) || own(was, v.Field) == own(now, v.Field) {
			continue
		}
		seen = append(seen, v.Field)
		f, err := get[Field](c.tx, KindField, key(v.Field), v.Field)
		if err != nil {
			return nil, err
		}
		changes = append(changes, FieldChange{f.Name, own(was, v.Field), own(now, v.Field)})
	}
	return changes, nil
}

// lines are the fields of a contact, always the same, each in a line.
func (c *change) lines(p *Person) []FieldChange {
	of := func(parts ...string) string {
		return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
	}
	var organisations, emails, phones, addresses, urls []string
	for _, a := range p.Organisations {
		organisations = append(organisations, of(c.ix.orgName(a.Organisation), a.Title, a.Department))
	}
	for _, e := range p.Emails {
		emails = append(emails, labelled(e.Label, e.Address))
	}
	for _, n := range p.Phones {
		phones = append(phones, labelled(n.Label, FormatPhone(n.Number, c.set.Country)))
	}
	for _, a := range p.Addresses {
		addresses = append(addresses, labelled(a.Label, a.Line()))
	}
	for _, l := range p.URLs {
		urls = append(urls, labelled(l.Label, l.URL))
	}
	list := func(values []string) string { return strings.Join(values, "; ") }
	return []FieldChange{{Field: "prefix", Before: p.Prefix}, {Field: "given", Before: p.Given}, {Field: "middle", Before: p.Middle},
		{Field: "family", Before: p.Family}, {Field: "suffix", Before: p.Suffix}, {Field: "nickname", Before: p.Nickname},
		{Field: "organisations", Before: list(organisations)}, {Field: "emails", Before: list(emails)}, {Field: "phones", Before: list(phones)},
		{Field: "addresses", Before: list(addresses)}, {Field: "urls", Before: list(urls)}, {Field: "status", Before: string(p.Status)},
		{Field: "nature", Before: string(p.Nature)}, {Field: "tags", Before: of(p.Tags...)}, {Field: "source", Before: p.Source},
		{Field: "origin", Before: string(p.Origin)}, {Field: "note", Before: p.Note}}
}

func labelled(label, value string) string {
	if label == "" {
		return value
	}
	return value + " (" + label + ")"
}
