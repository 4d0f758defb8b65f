package cli

import (
	"strings"
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

// parseAddress reads a labelled postal address written on a line.
func parseAddress(value string) store.Address {
	label, line := labelled(value)
	out := store.ParseAddress(line)
	out.Label, out.Country = exchange.Label(label), exchange.CountryCode(out.Country)
	return out
}

// withLabel writes a value and, behind it, its label in the person's language.
func (a *app) withLabel(value, label string) string {
	if label == "" {
		return value
	}
	return value + " (" + a.T.Label(label) + ")"
}

// reachLines are the values of what someone is reached by, one a line.
func (a *app) reachLines(emails []store.Email, phones []store.Phone, addresses []store.Address, urls []store.Link, country string) (mail, phone, post, web string) {
	var lines [4][]string
	for _, e := range emails {
		lines[0] = append(lines[0], a.withLabel(e.Address, e.Label))
	}
	for _, p := range phones {
		lines[1] = append(lines[1], a.withLabel(store.FormatPhone(p.Number, country), p.Label))
	}
	for _, p := range addresses {
		lines[2] = append(lines[2], a.withLabel(a.T.Language.Envelope(p).Line(), p.Label))
	}
	for _, u := range urls {
		lines[3] = append(lines[3], a.withLabel(u.URL, u.Label))
	}
	return strings.Join(lines[0], "\n"), strings.Join(lines[1], "\n"), strings.Join(lines[2], "\n"), strings.Join(lines[3], "\n")
}
