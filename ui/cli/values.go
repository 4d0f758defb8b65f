package cli

import (
	"regexp"
	"strings"
	"sync"
	"unicode"

	"calepin/store"
	"calepin/store/exchange"
)

// labelled parts "work:ada@fictif.example" into its label and the rest. What
// stands before the colon is a label only where it is a word or two; an address
// of the web keeps its scheme.
func labelled(value string) (label, rest string) {
	before, after, found := strings.Cut(value, ":")
	before = strings.TrimSpace(before)
	if !found || before == "" || len(before) > 30 || strings.HasPrefix(after, "//") || strings.EqualFold(before, "tel") ||
		strings.EqualFold(before, "mailto") || strings.ContainsFunc(before, func(r rune) bool {
		return !unicode.IsLetter(r) && r != ' ' && r != '-' && r != '_'
	}) {
		return "", strings.TrimSpace(value)
	}
	return before, strings.TrimSpace(after)
}

func parseEmail(value string) store.Email {
	label, address := labelled(value)
	return store.Email{Label: exchange.Label(label), Address: address}
}

func parsePhone(value string) store.Phone {
	label, number := labelled(value)
	return store.Phone{Label: exchange.Label(label), Number: number}
}

func parseLink(value string) store.Link {
	label, url := labelled(value)
	return store.Link{Label: exchange.Label(label), URL: url}
}

var townLine = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:[A-Z]{1,2}-)?(\d{4,5})\s+(\D.*)$`)
})

// parseAddress reads a postal address written on a line, its parts separated by
// commas or line breaks: the part that begins with a postal code is the town,
// what follows it the country, what precedes it the street. Without such a part
// all of it is the street.
func parseAddress(value string) store.Address {
	label, text := labelled(value)
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == '\n' })
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	out := store.Address{Label: exchange.Label(label)}
	for i, part := range parts {
		m := townLine().FindStringSubmatch(part)
		if m == nil {
			continue
		}
		out.Street = strings.Join(parts[:i], "\n")
		out.PostalCode, out.City = m[1], m[2]
		out.Country = strings.Join(parts[i+1:], ", ")
		return out
	}
	out.Street = strings.Join(parts, "\n")
	return out
}

// oneLine writes an address on a line.
func oneLine(a store.Address) string {
	town := strings.TrimSpace(a.PostalCode + " " + a.City)
	var parts []string
	for _, part := range []string{a.Extended, a.Street, a.POBox, town, a.Region, a.Country} {
		if part = strings.Join(strings.Fields(strings.ReplaceAll(part, "\n", ", ")), " "); part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

// withLabel writes a value and, behind it, its label in the person's language.
func (a *app) withLabel(value, label string) string {
	if label == "" {
		return value
	}
	return value + " (" + a.T.Label(label) + ")"
}

// phoneText writes a stored number for people.
func phoneText(number, country string) string {
	if d, ok := strings.CutPrefix(number, "+33"); ok && country == "FR" && len(d) == 9 { // without waking the library
		return "0" + d[:1] + " " + d[1:3] + " " + d[3:5] + " " + d[5:7] + " " + d[7:]
	}
	return store.FormatPhone(number, country)
}

// reachLines are the values of what someone is reached by, one a line.
func (a *app) reachLines(emails []store.Email, phones []store.Phone, addresses []store.Address, urls []store.Link, country string) (mail, phone, post, web string) {
	var lines [4][]string
	for _, e := range emails {
		lines[0] = append(lines[0], a.withLabel(e.Address, e.Label))
	}
	for _, p := range phones {
		lines[1] = append(lines[1], a.withLabel(phoneText(p.Number, country), p.Label))
	}
	for _, p := range addresses {
		lines[2] = append(lines[2], a.withLabel(oneLine(p), p.Label))
	}
	for _, u := range urls {
		lines[3] = append(lines[3], a.withLabel(u.URL, u.Label))
	}
	return strings.Join(lines[0], "\n"), strings.Join(lines[1], "\n"), strings.Join(lines[2], "\n"), strings.Join(lines[3], "\n")
}
