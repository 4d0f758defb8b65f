package privacy

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"calepin/store"
)

// PseudonymOrder is a pseudonymised export that is wanted (GDPR art. 4(5), 25, 32).
type PseudonymOrder struct {
	Recipient, Purpose string
	// Years coarsens dates to the year, Countries places to the country: to the
	// month and the département where they are not set.
	Years, Countries bool
	// K is the size below which a group of people who look alike is a risk.
	K int
	// LeaveSmall leaves such groups out; Risk is why they go out all the same.
	LeaveSmall bool
	Risk       string
}

// UsualK is the size that groups are to have unless another is asked for.
const UsualK = 5

// Pseudonymised is what is told of one person: neither name, nor address, nor any
// text that somebody wrote.
type Pseudonymised struct {
	Pseudonym string `json:"pseudonym"`
	// What several people may share, and by which one could be recognised.
	Looks
	// How much there was with them; amounts to two digits.
	Received  int   `json:"received"`  // exchanges from them
	Sent      int   `json:"sent"`      // exchanges to them
	Purchases int   `json:"purchases"` // orders and invoices
	Invoiced  int64 `json:"invoiced"`  // euros, without VAT
}

// Looks are the quasi-identifiers: what people who were met elsewhere could be
// recognised by.
type Looks struct {
	Status      store.Status `json:"status"`
	Nature      store.Nature `json:"nature"`
	Country     string       `json:"country"`
	Department  string       `json:"department,omitempty"`
	Since       string       `json:"since"` // came on file, YYYY-MM or YYYY
	LastContact string       `json:"last_contact,omitempty"`
}

// LookGroup is how many people look alike.
type LookGroup struct {
	Looks
	Size int `json:"size"`
}

// Pseudonyms is a pseudonymised export. It is still personal data: whoever holds
// the vault can tell who is who (GDPR art. 4(5); recital 26).
type Pseudonyms struct {
	Order  PseudonymOrder
	People []Pseudonymised
	// K is the size of the smallest group that goes out, 0 where nobody does;
	// Small how many people are in groups below the size asked for, Groups the
	// smallest groups.
	K, Small int
	Groups   []LookGroup
	// Apart counts those left out because they objected or are on the suppression
	// list, SmallLeft those whose group was too small. Restricted people are not
	// even counted.
	Apart, SmallLeft int

	contacts []store.ID
	everyone bool
}

// ErrNobodyLeft says that there is nobody to export: none on file, or all apart.
var ErrNobodyLeft = errors.New("nobody is left to export")

// shownGroups are how many groups are listed.
const shownGroups = 10

// SmallGroupsError says that people would go out in groups so small that they may
// be recognised.
type SmallGroupsError struct{ Export Pseudonyms }

func (e *SmallGroupsError) Error() string {
	return fmt.Sprintf("%d people in groups smaller than %d", e.Export.Small, e.Export.Order.K)
}

// Pseudonymise makes a pseudonymised export: people by keyed pseudonyms, dates and
// places coarsened, texts left out; those who are restricted, or objected, too.
// Groups below the size asked for are left out, or accepted for a reason, or else
// there is a *SmallGroupsError with the export it speaks of (GDPR arts 4(5), 25,
// 32(1)(a); k-anonymity: WP216). progress may be nil.
func Pseudonymise(ctx context.Context, s *store.Store, o PseudonymOrder, progress func(done, total int)) (Pseudonyms, error) {
	if o.K <= 0 {
		o.K = UsualK
	}
	x := Pseudonyms{Order: o}
	names, err := s.Pseudonyms(o.Recipient, o.Purpose)
	if err != nil {
		return x, err
	}
	total, err := s.CountPersons()
	if err != nil {
		return x, err
	}
	country := s.Settings().Country
	err = s.Dump(func(d *store.Dump) error {
		return d.Persons(func(p store.Person) error {
			if progress != nil && len(x.People)%500 == 0 {
				progress(len(x.People), total)
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			objected, err := refuses(d, &p)
			if objected {
				x.Apart++
			}
			if err != nil || objected {
				return err
			}
			row := Pseudonymised{Pseudonym: names.Of(p.ID), Looks: o.looks(&p, country)}
			x.People, x.contacts = append(x.People, row), append(x.contacts, p.ID)
			return x.People[len(x.People)-1].count(d, p.ID)
		})
	})
	if err != nil {
		return x, err
	}
	x.group()
	x.everyone = len(x.People) == total
	if len(x.People) == 0 {
		return x, ErrNobodyLeft
	}
	if x.Small > 0 && !o.LeaveSmall && strings.TrimSpace(o.Risk) == "" {
		return x, &SmallGroupsError{x}
	}
	x.shuffle()
	return x, nil
}

// refuses tells who objected, or is on the suppression list.
func refuses(d *store.Dump, p *store.Person) (bool, error) {
	found, err := d.Suppressed(p)
	if err != nil || len(found) > 0 {
		return err == nil, err
	}
	objected := false
	err = d.Consents(p.ID, func(e store.Consent) error { objected = objected || e.Answer == store.Objected; return nil })
	return objected, err
}

// looks coarsens what a person could be recognised by.
func (o PseudonymOrder) looks(p *store.Person, home string) Looks {
	l := Looks{Status: p.Status, Nature: p.Nature}
	month := func(day store.Date) string {
		if o.Years {
			return string(day[:4])
		}
		return string(day[:7])
	}
	l.Since = month(store.DateOf(p.CreatedAt))
	if !p.LastContact.IsZero() {
		l.LastContact = month(store.DateOf(p.LastContact))
	}
	if len(p.Addresses) > 0 {
		l.Country = cmp.Or(p.Addresses[0].Country, home)
		if l.Country == "FR" && !o.Countries {
			l.Department = departmentOf(p.Addresses[0].PostalCode)
		}
	}
	return l
}

// departmentOf is the French département of a postal code; empty where it is none.
// Corsica is 2A or 2B, overseas three digits.
func departmentOf(code string) string {
	switch {
	case len(code) != 5 || strings.Trim(code, "0123456789") != "":
		return ""
	case code >= "20000" && code < "20200":
		return "2A"
	case code >= "20200" && code < "21000":
		return "2B"
	case code >= "97000":
		return code[:3]
	}
	return code[:2]
}

// count adds up what there was with a person.
func (row *Pseudonymised) count(d *store.Dump, id store.ID) error {
	err := d.Interactions(id, func(i store.Interaction) error {
		switch {
		case i.Kind == store.Note:
		case i.Direction == store.In:
			row.Received++
		case i.Direction == store.Out:
			row.Sent++
		}
		return nil
	})
	if err != nil {
		return err
	}
	var cents int64
	err = d.Documents(id, func(x store.Document) error {
		if x.Kind == store.Order || x.Kind == store.Invoice {
			row.Purchases++
		}
		if x.Kind == store.Invoice && x.Currency == "EUR" {
			cents += int64(x.Amount)
		}
		return nil
	})
	row.Invoiced = twoDigits(cents / 100)
	return err
}

// twoDigits rounds a sum so that it points at no single invoice.
func twoDigits(n int64) int64 {
	unit := int64(1)
	for n/unit >= 100 || n/unit <= -100 {
		unit *= 10
	}
	return (n + unit/2) / unit * unit
}

// group counts the people who look alike, and leaves small groups out where that
// is wanted.
func (x *Pseudonyms) group() {
	sizes := map[Looks]int{}
	for i := range x.People {
		sizes[x.People[i].Looks]++
	}
	if x.Order.LeaveSmall {
		kept := 0
		for i := range x.People {
			if sizes[x.People[i].Looks] < x.Order.K {
				continue
			}
			x.People[kept], x.contacts[kept] = x.People[i], x.contacts[i]
			kept++
		}
		x.SmallLeft = len(x.People) - kept
		x.People, x.contacts = x.People[:kept], x.contacts[:kept]
	}
	for looks, n := range sizes {
		small := n < x.Order.K
		if small && x.Order.LeaveSmall {
			continue
		}
		if small {
			x.Small += n
		}
		if x.K == 0 || n < x.K {
			x.K = n
		}
		x.Groups = append(x.Groups, LookGroup{looks, n})
	}
	store.SortRecords(x.Groups, func(a, b LookGroup) int {
		return cmp.Or(a.Size-b.Size, cmp.Compare(fmt.Sprint(a.Looks), fmt.Sprint(b.Looks)))
	})
	x.Groups = x.Groups[:min(len(x.Groups), shownGroups)]
}

// shuffle puts people in the order of their pseudonyms, which is nobody's: that of
// the file would tell who came when.
func (x *Pseudonyms) shuffle() {
	store.SortRecords(x.People, func(a, b Pseudonymised) int { return cmp.Compare(a.Pseudonym, b.Pseudonym) })
}

// Disclosure is what is noted of the export when it is handed over (GDPR art.
// 15(1)(c), 19, 5(2)): whose data, what for, and why small groups went out.
func (x *Pseudonyms) Disclosure() store.Disclosure {
	d := store.Disclosure{Recipient: x.Order.Recipient, Purpose: x.Order.Purpose, Format: "pseudonymised", Count: len(x.People)}
	if x.Small > 0 {
		d.Risk = fmt.Sprintf("k = %d < %d: %s", x.K, x.Order.K, strings.TrimSpace(x.Order.Risk))
	}
	if !x.everyone {
		d.Contacts = x.contacts
	}
	return d
}
