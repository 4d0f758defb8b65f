package exchange

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"calepin/store"
)

// vcards writes one card a contact, in vCard 4.0 (RFC 6350) or 3.0 (RFC 2426).
//
// The encoder of emersion/go-vcard is not used: it cannot escape the semicolon
// inside a component of N, ADR or ORG, so that "Dupont; Fils" would come back
// cut in two. Its decoder is a witness in the tests.
func (e *exporter) vcards(v3 bool) error {
	c := cardWriter{v3: v3, language: e.settings.Language}
	return e.persons(func(p store.Person) error {
		c.card(&p, e.orgName)
		if _, err := e.w.Write(c.out); err != nil {
			return err
		}
		c.out = c.out[:0]
		e.wrote()
		return nil
	})
}

type cardWriter struct {
	v3       bool
	language string
	out      []byte
	items    int // groups used in the card at hand
}

func (c *cardWriter) card(p *store.Person, orgName func(store.ID) string) {
	c.items = 0
	org := ""
	if len(p.Organisations) > 0 {
		org = orgName(p.Organisations[0].Organisation)
	}
	c.line("BEGIN", "VCARD")
	if c.v3 {
		c.line("VERSION", "3.0")
	} else {
		c.line("VERSION", "4.0")
	}
	c.line("UID", "urn:uuid:"+p.ID.String())
	c.names(p, org)
	c.organisations(p, orgName)
	for i, m := range p.Emails {
		c.labelled("EMAIL", m.Label, "work home", i == 0 && len(p.Emails) > 1, escape(m.Address))
	}
	for i, n := range p.Phones {
		number := strings.Replace(n.Number, ";ext=", " ext. ", 1)
		c.labelled("TEL", n.Label, "work home mobile fax pager", i == 0 && len(p.Phones) > 1, escape(number))
	}
	for i, a := range p.Addresses {
		c.labelled("ADR", a.Label, "work home", i == 0 && len(p.Addresses) > 1,
			structured(a.POBox, a.Extended, a.Street, a.City, a.Region, a.PostalCode, CountryName(a.Country, c.language)))
	}
	for i, u := range p.URLs {
		c.labelled("URL", u.Label, "work home", i == 0 && len(p.URLs) > 1, escape(u.URL))
	}
	c.rest(p)
	c.line("END", "VCARD")
}

func (c *cardWriter) names(p *store.Person, org string) {
	named := p.Given+p.Middle+p.Family+p.Nickname != ""
	c.line("FN", escape(p.DisplayName(org)))
	if c.v3 || p.Given+p.Middle+p.Family+p.Prefix+p.Suffix != "" {
		c.line("N", structured(p.Family, p.Given, p.Middle, p.Prefix, p.Suffix))
	}
	if p.Nickname != "" {
		c.line("NICKNAME", escape(p.Nickname))
	}
	switch {
	case named:
	case c.v3:
		c.line("X-ABShowAs", "COMPANY")
	default:
		c.line("KIND", "org")
	}
}

// organisations groups each with its title where there are several.
func (c *cardWriter) organisations(p *store.Person, orgName func(store.ID) string) {
	for _, a := range p.Organisations {
		group := ""
		if len(p.Organisations) > 1 {
			c.items++
			group = fmt.Sprintf("item%d.", c.items)
		}
		name := []string{orgName(a.Organisation)}
		if a.Department != "" {
			name = append(name, a.Department)
		}
		c.line(group+"ORG", structured(name...))
		if a.Title != "" {
			c.line(group+"TITLE", escape(a.Title))
		}
	}
}

func (c *cardWriter) rest(p *store.Person) {
	if len(p.Tags) > 0 {
		tags := make([]string, len(p.Tags))
		for i, t := range p.Tags {
			tags[i] = escape(t)
		}
		c.line("CATEGORIES", strings.Join(tags, ","))
	}
	if p.Note != "" {
		c.line("NOTE", escape(p.Note))
	}
	if !p.CreatedAt.IsZero() {
		created := "CREATED" // RFC 9554 §3.2
		if c.v3 {
			created = "X-CALEPIN-CREATED"
		}
		c.line(created, p.CreatedAt.UTC().Format("20060102T150405Z"))
		c.line("REV", p.UpdatedAt.UTC().Format("20060102T150405Z"))
	}
	for _, own := range []struct{ name, value string }{{"STATUS", string(p.Status)}, {"NATURE", string(p.Nature)}, {"SOURCE", escape(p.Source)}} {
		if own.value != "" {
			c.line("X-CALEPIN-"+own.name, own.value)
		}
	}
}

// labelled writes a property with its label: as types where the label is made
// of shared words that the property takes, else as the X-ABLabel that most
// programs read.
func (c *cardWriter) labelled(name, label, takes string, preferred bool, value string) {
	var params string
	types, shared := typesOf(label, takes)
	if !shared {
		c.items++
		name = fmt.Sprintf("item%d.%s", c.items, name)
	}
	if preferred && c.v3 {
		types = append(types, "pref")
	}
	if len(types) > 0 {
		params = ";TYPE=" + strings.Join(types, ",")
	}
	if preferred && !c.v3 {
		params += ";PREF=1"
	}
	c.line(name+params, value)
	if !shared {
		c.line(fmt.Sprintf("item%d.X-ABLabel", c.items), escape(label))
	}
}

// typesOf returns the types that say the label and are read back as it.
func typesOf(label, takes string) (types []string, shared bool) {
	for w := range strings.FieldsSeq(label) {
		if !strings.Contains(" "+takes+" ", " "+w+" ") {
			return nil, false
		}
		if w == "mobile" {
			w = "cell"
		}
		types = append(types, w)
	}
	return types, labelOf(types) == label
}

// line writes a content line, folded at 75 octets and never inside a character
// (RFC 6350 §3.2).
func (c *cardWriter) line(name, value string) {
	const width = 75
	s := name + ":" + value
	for room := width; len(s) > room; room = width - 1 {
		cut := room
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		c.out = append(append(c.out, s[:cut]...), "\r\n "...)
		s = s[cut:]
	}
	c.out = append(append(c.out, s...), "\r\n"...)
}

var escaper = strings.NewReplacer("\\", "\\\\", "\r\n", "\\n", "\n", "\\n", ",", "\\,", ";", "\\;")

// escape writes a text value (RFC 6350 §3.4).
func escape(s string) string { return escaper.Replace(s) }

func structured(components ...string) string {
	for i, s := range components {
		components[i] = escape(s)
	}
	return strings.Join(components, ";")
}
