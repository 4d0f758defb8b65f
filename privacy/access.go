package privacy

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"calepin/store"
)

// Access is everything that is held about a person, and what they are to be
// told of it (GDPR art. 15(1), (2)): the content of the package that answers a
// request for access. ui words it.
type Access struct {
	At         time.Time
	Controller store.Business
	Person     store.Person // without its Fields, which are below
	// Organisations are those that the person belongs to; the business's notes
	// about one are the person's only where they stand for it alone.
	Organisations []store.Organisation
	Purposes      []Purpose
	Fields        []OwnField
	Interactions  []store.Interaction // oldest first, like all that follow
	Documents     []store.Document
	Attachments   []store.Attachment
	Tasks         []store.Task
	Consents      []store.Consent
	Given         []store.NoticeGiven
	// Disclosures name the recipients themselves and not their categories (GDPR
	// art. 15(1)(c); CJEU C-154/21). Other people's ids are left out of them.
	Disclosures []store.Disclosure
	// Requests are what the person asked for before, and what was done about it.
	Requests     []store.Request
	Restrictions []store.Restriction
	keptAbout
	// Pasts are the former values that undo keeps for seven days at most: they
	// are held, therefore told.
	Pasts []store.Past

	// What the records above refer to.
	Activities map[store.ID]store.Activity
	Wordings   map[store.ID]store.Wording
	Notices    map[store.ID]store.Notice

	// Masked are the people whose names were blacked out (GDPR art. 15(4)).
	Masked []OtherPerson
}

// OwnField is the value of a field that the business added, and what it serves.
type OwnField struct {
	Field    store.Field
	Activity store.Activity
	Value    store.Value
}

// Until is the last day that the value is kept.
func (f OwnField) Until() store.Date { return f.Value.Set.AddMonths(f.Field.Months, 0) }

// AccessOf reads what is held about a person. language is that of the balancing
// texts that a legitimate interest rests on.
func AccessOf(s *store.Store, id store.ID, language string, now time.Time) (Access, error) {
	set := s.Settings()
	a := Access{At: now, Controller: set.Business, Activities: map[store.ID]store.Activity{},
		Wordings: map[store.ID]store.Wording{}, Notices: map[store.ID]store.Notice{}}
	disclosures, err := s.Disclosures(id)
	policies, policyErr := PoliciesOf(s)
	restrictions, restrictErr := s.Restrictions(id)
	a.Restrictions = restrictions
	var keptErr error
	a.keptAbout, keptErr = readKept(s, id)
	if err = errors.Join(err, policyErr, restrictErr, keptErr); err == nil {
		err = s.Dump(func(d *store.Dump) error { return a.read(d, id, language, policies) })
	}
	if err == nil {
		err = a.organisations(s)
	}
	if err != nil {
		return a, fmt.Errorf("read what is held about a person: %w", err)
	}
	for _, d := range disclosures {
		if len(d.Contacts) > 0 {
			d.Contacts = []store.ID{id}
		}
		a.Disclosures = append(a.Disclosures, d)
	}
	a.sort()
	return a, nil
}

func (a *Access) read(d *store.Dump, id store.ID, language string, policies Policies) (err error) {
	if a.Person, err = d.Person(id); err != nil {
		return err
	}
	rules, err := rulesIn(d)
	if err != nil {
		return err
	}
	f, err := factsIn(d, rules, a.Person)
	if err != nil {
		return err
	}
	a.Consents, a.Documents = f.Consents, f.Documents
	var register []store.Activity
	fields := map[store.ID]store.Field{}
	err = errors.Join(
		d.Interactions(id, into(&a.Interactions)), d.NoticesGiven(id, into(&a.Given)), d.Attachments(id, into(&a.Attachments)), d.Tasks(id, into(&a.Tasks)),
		a.registers(d, id), d.Pasts(id, into(&a.Pasts)), d.Requests(id, into(&a.Requests)), d.Activities(into(&register)),
		d.Activities(func(x store.Activity) error { a.Activities[x.ID] = x; return nil }),
		d.Fields(func(x store.Field) error { fields[x.ID] = x; return nil }),
		d.Wordings(func(x store.Wording) error { a.Wordings[x.ID] = x; return nil }),
		d.Notices(func(x store.Notice) error { a.Notices[x.ID] = x; return nil }))
	for _, v := range a.Person.Fields {
		field := fields[v.Field]
		a.Fields = append(a.Fields, OwnField{field, a.Activities[field.Activity], v})
	}
	a.Person.Fields = nil
	a.Purposes = Purposes(InOrder(register), f, policies, language, store.DateOf(a.At))
	return err
}

func into[T any](list *[]T) func(T) error {
	return func(r T) error { *list = append(*list, r); return nil }
}

// organisations reads those of the person.
func (a *Access) organisations(s *store.Store) error {
	for _, tie := range a.Person.Organisations {
		o, err := s.Organisation(tie.Organisation)
		if err != nil {
			return err
		}
		people, err := s.People(o.ID)
		if err != nil {
			return err
		}
		if len(people) > 1 {
			o.Note = ""
		}
		a.Organisations = append(a.Organisations, o)
	}
	return nil
}

// OrganisationName is the name of an organisation of the person.
func (a *Access) OrganisationName(id store.ID) string {
	for _, o := range a.Organisations {
		if o.ID == id {
			return o.Name
		}
	}
	return ""
}

// Name is what the person is called.
func (a *Access) Name() string {
	org := ""
	if len(a.Organisations) > 0 {
		org = a.Organisations[0].Name
	}
	return a.Person.DisplayName(org)
}

// Recipients are the disclosures to somebody else than the business itself.
func (a *Access) Recipients() []store.Disclosure {
	return slices.DeleteFunc(slices.Clone(a.Disclosures), func(d store.Disclosure) bool { return d.Recipient == "" })
}

func (a *Access) sort() {
	store.SortRecords(a.Interactions, func(x, y store.Interaction) int { return x.At.Compare(y.At) })
	store.SortRecords(a.Documents, func(x, y store.Document) int { return cmp.Compare(x.Date, y.Date) })
	store.SortRecords(a.Attachments, func(x, y store.Attachment) int { return x.CreatedAt.Compare(y.CreatedAt) })
	store.SortRecords(a.Tasks, func(x, y store.Task) int { return x.CreatedAt.Compare(y.CreatedAt) })
	store.SortRecords(a.Given, func(x, y store.NoticeGiven) int { return x.At.Compare(y.At) })
	store.SortRecords(a.Disclosures, func(x, y store.Disclosure) int { return x.At.Compare(y.At) })
}
