package exchange

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"calepin/store"
)

// quiet are the properties that speak of the card and not of the contact, or
// repeat what another one says.
var quiet = []string{"VERSION", "PRODID", "REV", "UID", "PROFILE", "SORT-STRING", "LABEL", "CLIENTPIDMAP", "MAILER",
	"X-ABADR", "X-ABUID", "X-MS-OL-DEFAULT-POSTAL-ADDRESS", "X-MS-OL-DESIGN", "X-ABLABEL", "X-ABSHOWAS", "KIND",
	"X-IMAGETYPE", "X-IMAGEHASH", "X-SHARED-PHOTO-DISPLAY-PREF", "X-ADDRESSBOOKSERVER-KIND", "X-MOZILLA-HTML"}

// contact makes a contact of a card's properties; nil where it is none, which
// is reported.
func (c *cardReader) contact(card []property, file, line int, source string) *Contact {
	if value(card, "KIND", "X-ADDRESSBOOKSERVER-KIND") == "group" {
		c.problem(line, "KIND", GroupCard, Record)
		return nil
	}
	m := cardMap{builder: newBuilder(c.parsed, c.file, source), labels: map[string]string{}}
	for i := range card {
		if p := &card[i]; p.name == "X-ABLABEL" && p.group != "" {
			m.labels[p.group] = ownLabel(p.text())
		}
	}
	card = c.alternatives(card)
	preferred(card)
	for i := range card {
		m.line = card[i].line
		m.property(&card[i])
	}
	m.organisations()
	m.line = line
	if len(m.person.Addresses) == 0 {
		m.address(store.Address{Label: labelOf(m.labelTypes), Street: m.labelText})
	}
	return m.finish(file, line)
}

// alternatives leaves one of each property that the card gives several times, in
// several languages or scripts (ALTID, RFC 6350 §5.4): the preferred one, else
// the first.
func (c *cardReader) alternatives(card []property) []property {
	type alternative struct{ name, id string }
	at := map[alternative]int{}
	kept := card[:0]
	for _, p := range card {
		key := alternative{p.name, p.param("ALTID")}
		i, again := at[key]
		switch {
		case key.id == "":
			kept = append(kept, p)
		case !again:
			at[key] = len(kept)
			kept = append(kept, p)
		default:
			c.parsed.unkept(p.name)
			if p.rank() < kept[i].rank() {
				kept[i] = p
			}
		}
	}
	return kept
}

// preferred moves the preferred e-mails, phones, addresses and links of a card
// before the others, which keep their order.
func preferred(card []property) {
	for _, name := range []string{"EMAIL", "TEL", "ADR", "URL"} {
		var places []int
		var same []property
		for i := range card {
			if card[i].name == name {
				places, same = append(places, i), append(same, card[i])
			}
		}
		store.SortRecords(same, func(a, b property) int { return cmp.Compare(a.rank(), b.rank()) })
		for i, place := range places {
			card[place] = same[i]
		}
	}
}

// rank is a property's place among those of its name: PREF=1 to 100 of
// vCard 4.0, then those that do not say.
func (p *property) rank() int {
	if n, err := strconv.Atoi(p.param("PREF")); err == nil {
		return n
	}
	if slices.ContainsFunc(p.types(), func(t string) bool { return strings.EqualFold(t, "pref") }) {
		return 1
	}
	return 101
}

func value(card []property, names ...string) string {
	for i := range card {
		if slices.Contains(names, card[i].name) {
			return strings.ToLower(strings.TrimSpace(card[i].value))
		}
	}
	return ""
}

// cardMap is where the properties of one card come together.
type cardMap struct {
	builder
	labels     map[string]string // by group, from X-ABLabel
	orgs       []organisation
	titles     []property
	roles      []property
	labelText  string // of LABEL, an address as it is printed
	labelTypes []string
}

type organisation struct{ group, name, department string }

func (m *cardMap) label(p *property) string {
	if label := m.labels[p.group]; p.group != "" && label != "" {
		return shortLabel(label)
	}
	label := labelOf(p.types())
	if custom := p.param("X-CUSTOM"); custom != "" {
		label = ownLabel(label + " " + custom)
	}
	return shortLabel(label)
}

func (m *cardMap) property(p *property) {
	switch p.name {
	case "N":
		m.names(p)
	case "FN":
		if m.full == "" {
			m.full = m.text("name", p.text(), maxName)
		}
	case "NICKNAME", "X-NICKNAME":
		for _, s := range p.list() {
			m.set("nickname", &m.person.Nickname, s, ", ")
		}
	case "EMAIL":
		m.email(m.label(p), p.text())
	case "TEL", "X-MS-TEL":
		m.phone(m.label(p), strings.Replace(p.text(), ";ext=", " ext. ", 1))
	case "ADR":
		m.adr(p)
	case "LABEL":
		m.labelText, m.labelTypes = p.text(), p.types()
	case "URL":
		m.link(m.label(p), p.text())
	case "ORG":
		f := p.fields(", ")
		rest := slices.DeleteFunc(f[1:], func(s string) bool { return strings.TrimSpace(s) == "" })
		m.orgs = append(m.orgs, organisation{p.group, f[0], strings.Join(rest, ", ")})
	case "TITLE":
		m.titles = append(m.titles, *p)
	case "ROLE":
		m.roles = append(m.roles, *p)
	case "NOTE":
		m.set("note", &m.person.Note, p.text(), "\n")
	case "CATEGORIES":
		for _, s := range p.list() {
			m.tag(s)
		}
	case "X-ANDROID-CUSTOM":
		m.android(p)
	default:
		m.rest(p)
	}
}

// rest are calepin's own properties, and those it has no place for.
func (m *cardMap) rest(p *property) {
	switch {
	case p.name == "X-CALEPIN-STATUS":
		m.status(p.text())
	case p.name == "X-CALEPIN-NATURE":
		m.nature(p.text())
	case p.name == "X-CALEPIN-SOURCE":
		if s := m.text("source", p.text(), maxURL); s != "" {
			m.person.Source = s
		}
	case p.name == "CREATED" || p.name == "X-CALEPIN-CREATED": // RFC 9554 §3.2
		m.created(p.text())
	case p.binary():
		m.parsed.Photos++
	case slices.Contains(quiet, p.name):
	case strings.TrimSpace(strings.Trim(p.value, ";")) == "":
	default:
		m.parsed.unkept(p.name)
	}
}

// names reads N: family, given, additional, prefixes, suffixes.
func (m *cardMap) names(p *property) {
	to := []*string{&m.person.Family, &m.person.Given, &m.person.Middle, &m.person.Prefix, &m.person.Suffix}
	for i, s := range p.fields(" ") {
		if i < len(to) {
			m.set("name", to[i], s, " ")
		}
	}
}

// adr reads ADR: box, extended, street, locality, region, code, country.
func (m *cardMap) adr(p *property) {
	a := store.Address{Label: m.label(p)}
	to := []*string{&a.POBox, &a.Extended, &a.Street, &a.City, &a.Region, &a.PostalCode, &a.Country}
	empty := true
	for i, s := range p.fields(", ") {
		if i < len(to) {
			*to[i] = s
			empty = empty && strings.TrimSpace(s) == ""
		}
	}
	if empty {
		a.Street = p.param("LABEL")
	}
	m.address(a)
}

// android reads the nickname that Android puts in a property of its own.
func (m *cardMap) android(p *property) {
	parts := p.parts(';')
	if len(parts) > 1 && strings.HasSuffix(parts[0], "/nickname") {
		m.set("nickname", &m.person.Nickname, parts[1], ", ")
		return
	}
	m.parsed.unkept(p.name)
}

// organisations ties the titles to the organisations: by group, else in their
// order. A role stands in where there is no title.
func (m *cardMap) organisations() {
	if len(m.titles) == 0 {
		m.titles, m.roles = m.roles, nil
	}
	for range m.roles {
		m.parsed.unkept("ROLE")
	}
	titles := make([]string, len(m.orgs))
	used := make([]bool, len(m.titles))
	for i, o := range m.orgs {
		for j, t := range m.titles {
			if !used[j] && t.group != "" && t.group == o.group {
				titles[i], used[j] = t.text(), true
				break
			}
		}
	}
	for j, t := range m.titles {
		if used[j] {
			continue
		}
		if i := slices.Index(titles, ""); i >= 0 {
			titles[i] = t.text()
		} else {
			m.line = t.line
			m.organisation("", t.text(), "")
		}
	}
	for i, o := range m.orgs {
		m.organisation(o.name, titles[i], o.department)
	}
}
