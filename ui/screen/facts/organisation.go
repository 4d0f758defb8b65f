package facts

import (
	"strings"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/widget"
)

// Siren writes nine digits as people read them, by threes.
func Siren(n string) string {
	if len(n) < 9 {
		return n
	}
	said := n[:3] + " " + n[3:6] + " " + n[6:9]
	if len(n) > 9 {
		said += " " + n[9:]
	}
	return said
}

// Places writes postal addresses, each with its label.
func Places(s *Sheet, d *screen.Desk, addresses []store.Address) {
	label := d.W.Records.Fields["address"]
	for _, a := range addresses {
		s.Styled(label, strings.Join(Address(d, a), "\n"), d.Theme.Text, d.W.Label(a.Label))
		label = " "
	}
}

// Links writes web addresses, each with its label.
func Links(s *Sheet, d *screen.Desk, links []store.Link) {
	label := d.W.Records.Fields["urls"]
	for _, l := range links {
		s.Styled(label, l.URL, d.Theme.Text, d.W.Label(l.Label))
		label = " "
	}
}

// Organisation writes what is known of an organisation, its name apart.
func Organisation(s *Sheet, d *screen.Desk, o *store.Organisation) {
	f := d.W.Records.Fields
	Reached(s, d, o.Emails, o.Phones)
	Places(s, d, o.Addresses)
	Links(s, d, o.URLs)
	s.Gap()
	s.Fact(f["siren"], Siren(o.SIREN))
	s.Fact(f["siret"], Siren(o.SIRET))
	s.Fact(f["vat_number"], o.VATNumber)
	if o.Note != "" {
		s.Heading(f["note"])
		s.Text(o.Note, d.Theme.Text)
	}
}

// OrganisationLabels is the room for the labels of Organisation.
func OrganisationLabels(d *screen.Desk) int {
	return Labels(d, "email", "phone", "address", "vat_number", "siren")
}

// Labels is the room that the labels of fields take.
func Labels(d *screen.Desk, fields ...string) int {
	w := 0
	for _, field := range fields {
		w = max(w, widget.Width(d.W.Records.Fields[field]))
	}
	return min(w, 18)
}
