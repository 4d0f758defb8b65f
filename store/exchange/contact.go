package exchange

import (
	"slices"
	"strings"

	"calepin/store"
)

// builder fills one contact out of the values of a file, cleans them and
// reports what is wrong with them.
type builder struct {
	parsed *Parsed
	file   string
	line   int // of the value at hand
	column int // likewise, 0 outside a CSV

	person *store.Person
	full   string // the name as a whole, where the file has it so
	title  string // of the first organisation, where it comes by itself
	dept   string // likewise
	size   int
}

// newBuilder returns the builder of a contact that comes from source.
func newBuilder(parsed *Parsed, file string, source string) builder {
	return builder{parsed: parsed, file: file, person: &store.Person{Source: source}}
}

func (b *builder) problem(field string, code Code, lost Lost, limit int64) {
	b.parsed.report(Problem{File: b.file, Line: b.line, Column: b.column, Field: field, Code: code, Lost: lost, Limit: limit})
}

// encodedTwice reports a value that another program spoilt. It is kept as it is:
// what it was is a guess, the owner's to confirm.
func (b *builder) encodedTwice(field, likely string) {
	const enough = 60
	likely, _ = clean(likely, false)
	if signs := []rune(likely); len(signs) > enough {
		likely = string(signs[:enough-1]) + "…"
	}
	b.parsed.report(Problem{File: b.file, Line: b.line, Column: b.column, Field: field, Code: EncodedTwice, Likely: likely})
}

// text cleans a value; it is empty where nothing is left of it, or where it is
// longer than limit.
func (b *builder) text(field, s string, limit int) string {
	if s == "" {
		return s
	}
	if likely, found := twice(s); found {
		b.encodedTwice(field, likely)
	}
	s, changed := clean(s, limit >= maxText)
	if changed {
		b.problem(field, ControlChars, Nothing, 0)
	}
	if len(s) > limit {
		b.problem(field, ValueTooLong, Value, int64(limit))
		return ""
	}
	b.size += len(s)
	return s
}

// room tells whether a list may take one more value.
func (b *builder) room(field string, n int) bool {
	if n >= maxValues {
		b.problem(field, TooManyValues, Value, maxValues)
		return false
	}
	return true
}

// set gives *to a value, or adds to the one it has.
func (b *builder) set(field string, to *string, s, join string) {
	limit := maxName
	if field == "note" {
		limit = maxNote
	}
	s = b.text(field, s, limit)
	switch {
	case s == "" || s == *to:
	case *to == "":
		*to = s
	case len(*to)+len(join)+len(s) > limit:
		b.problem(field, ValueTooLong, Value, int64(limit))
	default:
		*to += join + s
	}
}

func (b *builder) email(label, s string) {
	s = b.text("email", s, maxURL)
	if s == "" {
		return
	}
	if open := strings.LastIndexByte(s, '<'); open >= 0 && strings.HasSuffix(s, ">") {
		s = s[open+1 : len(s)-1] // "Claire Durand <claire@example.org>"
	}
	if len(s) > 7 && strings.EqualFold(s[:7], "mailto:") {
		s = s[7:]
	}
	if !store.PlausibleEmail(s) {
		for _, one := range parted(s, " ;,/|", store.PlausibleEmail) {
			b.email(label, one)
			s = ""
		}
		if s != "" {
			b.problem("email", InvalidEmail, Value, 0)
		}
		return
	}
	if !b.room("email", len(b.person.Emails)) ||
		slices.ContainsFunc(b.person.Emails, func(e store.Email) bool { return strings.EqualFold(e.Address, s) }) {
		return
	}
	b.person.Emails = append(b.person.Emails, store.Email{Label: label, Address: s})
}

func (b *builder) phone(label, s string) {
	s = b.text("phone", s, maxTag)
	if len(s) > 4 && strings.EqualFold(s[:4], "tel:") {
		s = s[4:]
	}
	if s == "" {
		return
	}
	several := parted(s, ";,/|", func(one string) bool { // a short one is what is dialled after a pause
		return strings.HasPrefix(store.NormalizePhone(one, b.parsed.country), "+")
	})
	for _, one := range several {
		b.phone(label, one)
	}
	if len(several) > 0 {
		return
	}
	if !dialled(s, b.parsed.country) {
		b.problem("phone", InvalidPhone, Nothing, 0)
	}
	if !b.room("phone", len(b.person.Phones)) ||
		slices.ContainsFunc(b.person.Phones, func(p store.Phone) bool { return p.Number == s }) {
		return
	}
	b.person.Phones = append(b.person.Phones, store.Phone{Label: label, Number: s})
}

// parted is a value that holds several, as people write them into one cell: its
// parts, where there are two and more and each is right; else nothing.
func parted(s, separators string, right func(string) bool) []string {
	if !strings.ContainsAny(s, separators) {
		return nil
	}
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(separators, r) })
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	if len(parts) < 2 || slices.ContainsFunc(parts, func(p string) bool { return !right(p) }) {
		return nil
	}
	return parts
}

// dialled tells whether s is a telephone number, or at least holds a digit where
// the country it would be dialled from is not known.
func dialled(s, country string) bool {
	valid, digits := store.CheckPhone(s, country)
	return valid || digits && country == ""
}

func (b *builder) link(label, s string) {
	s = b.text("url", s, maxURL)
	if s == "" || !b.room("url", len(b.person.URLs)) ||
		slices.ContainsFunc(b.person.URLs, func(l store.Link) bool { return l.URL == s }) {
		return
	}
	b.person.URLs = append(b.person.URLs, store.Link{Label: label, URL: s})
}

// address adds an address whose parts are raw.
func (b *builder) address(a store.Address) {
	a.POBox = b.text("address", a.POBox, maxName)
	a.Extended = b.text("address", a.Extended, maxText)
	a.Street = b.text("address", a.Street, maxText)
	a.City = b.text("address", a.City, maxName)
	a.Region = b.text("address", a.Region, maxName)
	a.PostalCode = b.text("address", a.PostalCode, maxName)
	a.Country = country(b.text("address", a.Country, maxName))
	bare := a
	bare.Label = ""
	if bare == (store.Address{}) || !b.room("address", len(b.person.Addresses)) {
		return
	}
	b.person.Addresses = append(b.person.Addresses, a)
}

func (b *builder) tag(s string) {
	s = b.text("tags", s, maxTag)
	s = strings.TrimSpace(strings.TrimLeft(s, "*#"))
	switch fold(s) {
	case "", "mycontacts", "my contacts", "other contacts", "mes contacts", "autres contacts":
		return // the groups that Google and Android put everyone in
	}
	if slices.Contains(b.person.Tags, s) || !b.room("tags", len(b.person.Tags)) {
		return
	}
	b.person.Tags = append(b.person.Tags, s)
}

// organisation adds an organisation by its name, once.
func (b *builder) organisation(name, title, department string) {
	name = b.text("organisation", name, maxName)
	title = b.text("title", title, maxName)
	department = b.text("department", department, maxName)
	if name == "" {
		b.set("title", &b.title, title, ", ")
		b.set("department", &b.dept, department, ", ")
		return
	}
	for i, o := range b.person.Organisations {
		if fold(o.Name) == fold(name) {
			if o.Title == "" {
				b.person.Organisations[i].Title = title
			}
			if o.Department == "" {
				b.person.Organisations[i].Department = department
			}
			return
		}
	}
	if b.room("organisation", len(b.person.Organisations)) {
		b.person.Organisations = append(b.person.Organisations, store.Affiliation{Name: name, Title: title, Department: department})
	}
}

// statuses are the words of other programs for where a relationship stands.
var statuses = map[string]store.Status{
	"prospect": store.Prospect, "lead": store.Prospect, "piste": store.Prospect, "subscriber": store.Prospect, "abonne": store.Prospect,
	"marketingqualifiedlead": store.Prospect, "marketing qualified lead": store.Prospect, "lead qualifie marketing": store.Prospect,
	"salesqualifiedlead": store.Prospect, "sales qualified lead": store.Prospect, "lead qualifie commercial": store.Prospect,
	"opportunity": store.Prospect, "opportunite": store.Prospect,
	"client": store.Client, "cliente": store.Client, "customer": store.Client, "evangelist": store.Client, "ambassadeur": store.Client,
	"former": store.Former, "former client": store.Former, "former customer": store.Former, "ancien": store.Former, "ancienne": store.Former,
	"ancien client": store.Former, "ancienne cliente": store.Former,
}

var natures = map[string]store.Nature{
	"consumer": store.Consumer, "particulier": store.Consumer, "consommateur": store.Consumer, "b2c": store.Consumer,
	"professional": store.Professional, "professionnel": store.Professional, "pro": store.Professional, "b2b": store.Professional,
}

func (b *builder) status(s string) { word(b, "status", s, statuses, &b.person.Status) }
func (b *builder) nature(s string) { word(b, "nature", s, natures, &b.person.Nature) }

func word[T ~string](b *builder, field, s string, words map[string]T, to *T) {
	s = fold(b.text(field, s, maxName))
	if s == "" {
		return
	}
	w, ok := words[s]
	if !ok {
		b.problem(field, InvalidValue, Value, 0)
		return
	}
	*to = w
}

// created sets the day the data were collected, from which the retention of a
// prospect runs (CNIL délib. 2021-131).
func (b *builder) created(s string) {
	s = b.text("created", s, maxName)
	if s == "" {
		return
	}
	t, ok := parseTime(s)
	if !ok {
		b.problem("created", InvalidDate, Value, 0)
		return
	}
	b.person.CreatedAt = t
}

// finish settles what depends on several values and returns the contact; nil
// where there is nothing to call it by.
func (b *builder) finish(file, line int) *Contact {
	p := b.person
	b.line, b.column = line, 0
	if b.title != "" || b.dept != "" {
		if len(p.Organisations) == 0 {
			b.problem("title", TitleAlone, Value, 0)
		} else {
			first := &p.Organisations[0]
			b.set("title", &first.Title, b.title, ", ")
			b.set("department", &first.Department, b.dept, ", ")
		}
	}
	b.name()
	slices.Sort(p.Tags)
	store.SortRecords(p.Phones, func(a, b store.Phone) int { return silent(a) - silent(b) })
	if p.Given+p.Middle+p.Family+p.Nickname == "" && len(p.Organisations) == 0 {
		switch { // an address book full of bare addresses is common
		case len(p.Emails) > 0:
			p.Nickname = p.Emails[0].Address
		case len(p.Phones) > 0:
			p.Nickname = p.Phones[0].Number
		default:
			b.problem("name", NoName, Record, 0)
			return nil
		}
	}
	b.parsed.kept += b.size + 600
	return &Contact{File: file, Line: line, Person: p}
}

// silent is 1 for what nobody speaks into: never the main number.
func silent(p store.Phone) int {
	if strings.Contains(p.Label, "fax") || strings.Contains(p.Label, "pager") {
		return 1
	}
	return 0
}

// name settles where the name as a whole goes: into the parts where they are
// empty, into the nickname where it says more than they do.
func (b *builder) name() {
	p := b.person
	if b.full == "" {
		return
	}
	folded := fold(b.full)
	if p.Given+p.Middle+p.Family == "" {
		for _, o := range p.Organisations {
			if fold(o.Name) == folded {
				return
			}
		}
		for _, e := range p.Emails {
			if strings.EqualFold(e.Address, b.full) {
				return
			}
		}
		if folded == fold(p.Nickname) {
			return
		}
		p.Given, p.Family = splitName(b.full)
		return
	}
	have := " " + fold(strings.Join([]string{p.Prefix, p.Given, p.Middle, p.Family, p.Suffix, p.Nickname}, " ")) + " "
	for _, o := range p.Organisations {
		have += fold(o.Name) + " "
	}
	for w := range strings.FieldsSeq(folded) {
		if !strings.Contains(have, " "+w+" ") {
			if p.Nickname == "" {
				p.Nickname = b.full
			} else {
				b.parsed.unkept("FN")
			}
			return
		}
	}
}

// splitName guesses which part of a name is the family's: what stands before a
// comma, what is in capitals, or all but the first word.
func splitName(s string) (given, family string) {
	if before, after, found := strings.Cut(s, ","); found {
		return strings.TrimSpace(after), strings.TrimSpace(before)
	}
	words := strings.Fields(s)
	var upper, rest []string
	for _, w := range words {
		if len(w) > 1 && w == strings.ToUpper(w) && w != strings.ToLower(w) {
			upper = append(upper, w)
		} else {
			rest = append(rest, w)
		}
	}
	if len(upper) > 0 && len(rest) > 0 {
		return strings.Join(rest, " "), strings.Join(upper, " ")
	}
	if len(words) < 2 {
		return s, ""
	}
	return words[0], strings.Join(words[1:], " ")
}
