// Package facts is how the screens say what they know of a person, a firm or an
// exchange: one way for all of them.
package facts

import (
	"cmp"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"calepin/store"
	"calepin/ui/screen"
)

// Phone writes a stored number for people.
func Phone(d *screen.Desk, number string) string {
	return store.FormatPhone(number, d.Store.Settings().Country)
}

// Address writes a postal address as an envelope has it, a line each.
func Address(d *screen.Desk, a store.Address) []string {
	a = d.Language().Envelope(a)
	lines := []string{a.Extended}
	lines = append(lines, strings.Split(a.Street, "\n")...)
	lines = append(lines, a.POBox, strings.TrimSpace(a.PostalCode+" "+a.City), a.Region, a.Country)
	kept := lines[:0]
	for _, line := range lines {
		if line = strings.TrimSpace(line); line != "" {
			kept = append(kept, line)
		}
	}
	return kept
}

// Status is where the relationship stands, in words, and their style.
func Status(d *screen.Desk, s store.Status) (string, lipgloss.Style) {
	word := cmp.Or(d.W.Records.Statuses[string(s)], string(s))
	switch s {
	case store.Client:
		return word, d.Theme.Good
	case store.Prospect:
		return word, d.Theme.Accent
	}
	return word, d.Theme.Muted
}

// Day writes a calendar day; empty for none.
func Day(d *screen.Desk, day store.Date) string {
	if day == "" {
		return ""
	}
	return d.Language().Day(string(day))
}

// Date writes the day of a moment, where the person is; empty for none.
func Date(d *screen.Desk, t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return d.Language().Date(t.In(d.Now().Location()))
}

// Today is the day it is where the person is.
func Today(d *screen.Desk) store.Date { return store.Date(d.Now().Format(time.DateOnly)) }

// Due writes a day by which something is to be done: a sign before it where it
// has come, another style where it has passed.
func Due(d *screen.Desk, day store.Date) (string, lipgloss.Style) {
	said, today := Day(d, day), Today(d)
	switch {
	case day == "":
		return "", d.Theme.Text
	case day < today:
		return "! " + said, d.Theme.Bad
	case day == today:
		return "! " + said, d.Theme.Warning
	}
	return said, d.Theme.Text
}

// Kind is what an exchange was and which way it went: "← call".
func Kind(d *screen.Desk, kind store.Kind, way store.Direction) string {
	return Way(way) + " " + cmp.Or(d.W.Records.Kinds[string(kind)], string(kind))
}

// Way is the sign of a direction: towards the business, or away from it.
func Way(way store.Direction) string {
	switch way {
	case store.In:
		return "←"
	case store.Out:
		return "→"
	}
	return "·"
}

// Said is what an exchange was about, on a line: its subject, else its text.
func Said(i *store.Interaction) string {
	if i.Subject != "" {
		return i.Subject
	}
	line, _, _ := strings.Cut(strings.TrimSpace(i.Body), "\n")
	return line
}

// Tags writes tags as a search would name them.
func Tags(tags []string) string {
	if len(tags) == 0 {
		return ""
	}
	return "#" + strings.Join(tags, " #")
}

// Document is what a document is called: "invoice F-2026-014".
func Document(d *screen.Desk, doc *store.Document) string {
	return cmp.Or(d.W.Records.Documents[string(doc.Kind)], string(doc.Kind)) + " " + doc.Number
}

// Total is what a document amounts to, VAT included.
func Total(d *screen.Desk, doc *store.Document) string {
	return d.Language().Amount(int64(doc.Amount+doc.VAT), doc.Currency)
}
