package exchange

import (
	"bufio"
	"encoding/csv"
	"io"
	"slices"

	"calepin/store"
)

// Mailing writes people to address by a channel, as a CSV for a mailing tool:
// their name, their organisation, and what that channel needs, nothing more
// (GDPR art. 5(1)(c)). Each of them has what the channel needs. headers are the words for the fields, language that of
// the countries, orgName the name of an organisation.
func Mailing(w io.Writer, people []store.Person, ch store.Channel, headers map[string]string, language string, orgName func(store.Affiliation) string) error {
	out := bufio.NewWriter(w)
	if _, err := out.WriteString("\ufeff"); err != nil {
		return err
	}
	c := csv.NewWriter(out)
	c.Comma, c.UseCRLF = ';', true
	s := sheet{words: headers, language: language}
	var head []string
	for _, f := range append([]string{"prefix", "given", "family", "organisation"}, mailingFields(ch)...) {
		head = append(head, s.word(f))
	}
	if err := c.Write(head); err != nil {
		return err
	}
	for i := range people {
		s.cells = s.cells[:0]
		s.mailing(&people[i], ch, orgName)
		if err := c.Write(s.cells); err != nil {
			return err
		}
	}
	if c.Flush(); c.Error() != nil {
		return c.Error()
	}
	return out.Flush()
}

func mailingFields(ch store.Channel) []string {
	switch ch {
	case store.ByEmail:
		return []string{"email"}
	case store.ByPost:
		return addressParts
	case store.ForSpecialData:
		return nil
	}
	return []string{"phone"}
}

func (s *sheet) mailing(p *store.Person, ch store.Channel, orgName func(store.Affiliation) string) {
	org := ""
	if len(p.Organisations) > 0 {
		org = orgName(p.Organisations[0])
	}
	s.add(p.Prefix, p.Given, p.Family, org)
	switch ch {
	case store.ByEmail:
		at(s, p.Emails, 0, 1, func(e store.Email) { s.add(e.Address) })
	case store.ByPost:
		at(s, p.Addresses, 0, len(addressParts), func(a store.Address) {
			s.add(a.Street, a.Extended, a.POBox, a.PostalCode, a.City, a.Region, CountryName(a.Country, s.language))
		})
	case store.ForSpecialData: // no address
	case store.BySMS:
		mobile := slices.IndexFunc(p.Phones, func(n store.Phone) bool { return store.MobilePhone(n.Number) })
		s.add(sheetPhone(p.Phones[max(mobile, 0)].Number))
	default:
		at(s, p.Phones, 0, 1, func(n store.Phone) { s.add(sheetPhone(n.Number)) })
	}
}
