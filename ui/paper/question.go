package paper

import (
	"io"
	"strings"

	"calepin/privacy"
	"calepin/store"
	"calepin/store/exchange"
	"calepin/ui/text"
)

// Questions writes what prospects are asked, once, before their time ends (CNIL
// délib. 2021-131): a letter each, or a list for a mailing tool.
func Questions(out io.Writer, w *text.Words, s *store.Store, list []privacy.Due, letters bool) error {
	people := make([]store.Person, len(list))
	b := s.Settings().Business
	for i, d := range list {
		p, err := s.Person(d.ID)
		if err != nil {
			return err
		}
		people[i] = p
		if !letters {
			continue
		}
		letter := w.Retention.Letter.With("name", p.DisplayName(nameOfFirm(s, &p)), "business", b.Name,
			"contact", strings.ReplaceAll(privacy.ContactOf(b), "\n", ", "), "until", w.Language.Day(string(d.Clock.Until)))
		if i > 0 {
			letter = "\f\n" + letter
		}
		if _, err := io.WriteString(out, letter+"\n"); err != nil {
			return err
		}
	}
	if letters {
		return nil
	}
	return exchange.Mailing(out, people, store.ByEmail, w.Export.Headers, s.Settings().Language, func(a store.Affiliation) string { return firm(s, a) })
}

func nameOfFirm(s *store.Store, p *store.Person) string {
	if len(p.Organisations) == 0 {
		return ""
	}
	return firm(s, p.Organisations[0])
}

func firm(s *store.Store, a store.Affiliation) string {
	if a.Organisation == (store.ID{}) {
		return a.Name
	}
	o, err := s.Organisation(a.Organisation)
	if err != nil {
		return "" // deleted since
	}
	return o.Name
}
