package exchange

import (
	"encoding/csv"
	"strconv"
	"strings"

	"calepin/store"
)

// csv writes a file that a French Excel opens by a double click: semicolons, a
// byte order mark, CRLF. There are as many columns of e-mails, numbers,
// addresses and so on as the contact with the most has.
func (e *exporter) csv() error {
	var sheet sheet
	err := e.persons(func(p store.Person) error { sheet.fit(&p); return nil })
	if err != nil {
		return err
	}
	if _, err := e.w.WriteString("\ufeff"); err != nil {
		return err
	}
	sheet.words, sheet.language, sheet.orgName = e.options.Headers, e.settings.Language, e.orgName
	if sheet.label = e.options.Label; sheet.label == nil {
		sheet.label = func(label string) string { return label }
	}
	w := csv.NewWriter(e.w)
	w.Comma, w.UseCRLF = ';', true
	if err := w.Write(sheet.header()); err != nil {
		return err
	}
	err = e.persons(func(p store.Person) error {
		e.wrote()
		return w.Write(sheet.row(&p))
	})
	w.Flush()
	if err == nil {
		err = w.Error()
	}
	return err
}

// sheet is the layout of an exported CSV.
type sheet struct {
	orgs, emails, phones, urls, addresses int
	bare                                  bool // without what the business put to the contact

	words    map[string]string
	label    func(string) string
	language string
	orgName  func(store.ID) string
	cells    []string
}

func (s *sheet) fit(p *store.Person) {
	s.orgs = max(s.orgs, len(p.Organisations), 1)
	s.emails = max(s.emails, len(p.Emails), 1)
	s.phones = max(s.phones, len(p.Phones), 1)
	s.urls = max(s.urls, len(p.URLs), 1)
	s.addresses = max(s.addresses, len(p.Addresses), 1)
}

// word is the word for a name, the name where there is none.
func (s *sheet) word(name string) string {
	if w := s.words[name]; w != "" {
		return w
	}
	return name
}

func (s *sheet) header() []string {
	var h []string
	for _, f := range []string{"prefix", "given", "middle", "family", "suffix", "nickname"} {
		h = append(h, s.word(f))
	}
	numbered := func(f string, i, n int) {
		if n == 1 {
			h = append(h, s.word(f))
		} else {
			h = append(h, s.word(f)+" "+strconv.Itoa(i+1))
		}
	}
	labelOf := func(f string, i int) {
		h = append(h, s.word(f)+" "+strconv.Itoa(i+1)+" ("+s.word("label")+")")
	}
	for i := range s.orgs {
		for _, f := range []string{"organisation", "title", "department"} {
			numbered(f, i, s.orgs)
		}
	}
	for _, list := range []struct {
		field string
		n     int
	}{{"email", s.emails}, {"phone", s.phones}, {"url", s.urls}} {
		for i := range list.n {
			h = append(h, s.word(list.field)+" "+strconv.Itoa(i+1))
			labelOf(list.field, i)
		}
	}
	for i := range s.addresses {
		for _, f := range addressParts {
			h = append(h, s.word(f)+" "+strconv.Itoa(i+1))
		}
		labelOf("address", i)
	}
	if s.bare {
		return h
	}
	for _, f := range []string{"status", "nature", "tags", "note", "source", "created"} {
		h = append(h, s.word(f))
	}
	return h
}

func (s *sheet) row(p *store.Person) []string {
	s.cells = s.cells[:0]
	s.add(p.Prefix, p.Given, p.Middle, p.Family, p.Suffix, p.Nickname)
	for i := range s.orgs {
		if i < len(p.Organisations) {
			o := p.Organisations[i]
			s.add(s.orgName(o.Organisation), o.Title, o.Department)
		} else {
			s.add("", "", "")
		}
	}
	for i := range s.emails {
		at(s, p.Emails, i, 2, func(m store.Email) { s.add(m.Address, s.label(m.Label)) })
	}
	for i := range s.phones {
		at(s, p.Phones, i, 2, func(n store.Phone) { s.add(sheetPhone(n.Number), s.label(n.Label)) })
	}
	for i := range s.urls {
		at(s, p.URLs, i, 2, func(u store.Link) { s.add(u.URL, s.label(u.Label)) })
	}
	for i := range s.addresses {
		at(s, p.Addresses, i, len(addressParts)+1, func(a store.Address) {
			s.add(a.Street, a.Extended, a.POBox, a.PostalCode, a.City, a.Region, CountryName(a.Country, s.language), s.label(a.Label))
		})
	}
	if s.bare {
		return s.cells
	}
	s.add(s.word(string(p.Status)), s.word(string(p.Nature)), strings.Join(p.Tags, ", "), p.Note, p.Source,
		p.CreatedAt.UTC().Format("2006-01-02 15:04:05"))
	return s.cells
}

// at writes the cells of one value of a list, or as many empty ones.
func at[T any](s *sheet, list []T, i, width int, write func(T)) {
	if i < len(list) {
		write(list[i])
		return
	}
	s.add(make([]string, width)...)
}

func (s *sheet) add(cells ...string) {
	for _, c := range cells {
		s.cells = append(s.cells, neutral(c))
	}
}

// sheetPhone writes a number so that a spreadsheet neither runs it as a sum
// nor takes it for a quantity, and that people and calepin still dial it:
// "+33199001234" becomes "(+33) 1 99 00 12 34". A number that would not be read
// back stays as it is, and is made harmless like any other cell.
func sheetPhone(number string) string {
	if !strings.HasPrefix(number, "+") {
		return number
	}
	written := ""
	if d, found := strings.CutPrefix(number, "+33"); found && len(d) == 9 { // the French case without a look-up
		written = "(+33) " + d[:1] + " " + d[1:3] + " " + d[3:5] + " " + d[5:7] + " " + d[7:]
	} else if code, rest, found := strings.Cut(store.FormatPhone(number, anywhere), " "); found {
		written = "(" + code + ") " + rest
	}
	if store.NormalizePhone(written, anywhere) != number {
		return number
	}
	return written
}

// anywhere is no country (ISO 3166-1 user-assigned): numbers are written and
// read internationally.
const anywhere = "ZZ"
