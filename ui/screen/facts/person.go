package facts

import (
	"strings"

	"calepin/store"
	"calepin/ui/screen"
)

// Ties are what ties a person to organisations, a line each: "Director, Fictif".
// The name is that the person is called by.
func Ties(d *screen.Desk, p *store.Person) (ties []string, name string) {
	main := ""
	for i, a := range p.Organisations {
		o, err := d.Store.Organisation(a.Organisation)
		if err != nil {
			continue
		}
		if i == 0 {
			main = o.Name
		}
		ties = append(ties, Join(a.Title, a.Department, o.Name))
	}
	return ties, p.DisplayName(main)
}

// Join writes what there is of several parts on a line.
func Join(parts ...string) string {
	kept := parts[:0:0]
	for _, part := range parts {
		if part != "" {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, ", ")
}

// Reach writes how to reach a person: e-mails and telephones, with their labels.
func Reach(s *Sheet, d *screen.Desk, p *store.Person) { Reached(s, d, p.Emails, p.Phones) }

// Reached is Reach for whoever has e-mails and telephones.
func Reached(s *Sheet, d *screen.Desk, emails []store.Email, phones []store.Phone) {
	f := d.W.Records.Fields
	label := f["email"]
	for _, e := range emails {
		s.Styled(label, Mailbox(e.Address, s.w-s.label-1), d.Theme.Text, d.W.Label(e.Label))
		label = " "
	}
	label = f["phone"]
	for _, n := range phones {
		s.Styled(label, Phone(d, n.Number), d.Theme.Text, d.W.Label(n.Label))
		label = " "
	}
}
