package privacy

import (
	"cmp"
	"fmt"
	"slices"

	"calepin/store"
)

// Due is a record whose time is over, or will be.
type Due struct {
	// Kind is what goes: store.KindPerson stands for a contact's whole file,
	// store.KindField for the value of an added field.
	Kind    store.RecordKind
	ID      store.ID
	Contact store.ID // zero for a record of no contact
	Clock   Clock    // the longest of those that apply
	// Asked is when a prospect was asked whether to go on, since their clock
	// started.
	Asked store.Date
}

// dueTerm is a Due in numbers.
type dueTerm struct {
	kind        store.RecordKind
	id, contact store.ID
	term        term
	asked       store.Day
}

// Lookout tells what is due in a vault, from its index alone.
type Lookout struct {
	s      *store.Store
	rules  *rules
	fields map[store.ID]*Policy // of added fields, whose time limit they declare
}

// NewLookout reads the policies of a vault.
func NewLookout(s *store.Store) (*Lookout, error) {
	p, err := PoliciesOf(s)
	if err != nil {
		return nil, err
	}
	l := &Lookout{s: s, rules: p.rules(), fields: map[store.ID]*Policy{}}
	fields, err := s.Fields()
	if err != nil {
		return nil, fmt.Errorf("read the added fields: %w", err)
	}
	for _, f := range fields {
		l.fields[f.ID] = &Policy{Code: FieldPolicy, Months: f.Months, From: Entered, Then: ToPurge, Source: FieldRule}
	}
	return l, nil
}

// FieldPolicy stands for the time limit that an added field declares.
const FieldPolicy = "field"

// FieldRule is the text that asks for it.
const FieldRule = "GDPR art. 5(1)(e)"

// each calls fn with the clock of everything that has one.
func (l *Lookout) each(fn func(dueTerm)) error {
	return l.s.EachClocks(func(c *store.Clocks) { l.contact(c, fn) }, func(r store.RecordDay) { fn(l.alone(r)) })
}

// contact calls fn with the clocks of a contact's file and of what goes from it
// before: documents that no duty asks for any more, however long the file
// stands; consents to be called, over after a year; values of added fields.
// Other answers are in use while the file stands: they say what may be done.
func (l *Lookout) contact(c *store.Clocks, fn func(dueTerm)) {
	if c.Guard != "" {
		return // GDPR arts 12(3), 17(3)(e), 18
	}
	file := l.rules.file(c)
	whole := dueTerm{kind: store.KindPerson, id: c.Contact, contact: c.Contact, term: file}
	if c.Asked > file.start {
		whole.asked = c.Asked
	}
	fn(whole)
	before := func(t dueTerm) {
		if t.term.until < file.until { // else it goes with the file
			fn(t)
		}
	}
	var room [3]term
	for i := range c.Documents {
		d := &c.Documents[i]
		before(dueTerm{kind: store.KindDocument, id: d.ID, contact: c.Contact, term: longest(l.rules.document(c, d, room[:0])...)})
	}
	for _, e := range c.Calls {
		before(dueTerm{kind: store.KindConsent, id: e.ID, contact: c.Contact, term: l.rules.phone.clock(ConsentGiven, e.Day)})
	}
	for _, v := range c.Values {
		if p := l.fields[v.ID]; p != nil && v.Day > 0 {
			before(dueTerm{kind: store.KindField, id: v.ID, contact: c.Contact, term: p.clock(Entered, v.Day)})
		}
	}
}

// alone is the clock of a record of no contact: what is archived ends on its
// day, what was handed over is kept as a proof, what was read as a log.
func (l *Lookout) alone(r store.RecordDay) dueTerm {
	t := dueTerm{kind: r.Kind, id: r.ID}
	switch r.Kind {
	case store.KindArchived:
		t.term = term{event: ArchiveEnd, until: r.Day}
	case store.KindReading:
		t.term = l.rules.log.clock(Entered, r.Day)
	default:
		t.term = l.rules.proof.clock(UseEnd, r.Day)
	}
	return t
}

// apart is each without what goes with a file that is due on a day.
func (l *Lookout) apart(day store.Day, fn func(dueTerm)) error {
	var file dueTerm // the one walked past last
	return l.each(func(t dueTerm) {
		switch {
		case t.kind == store.KindPerson:
			file = t
		case t.contact != (store.ID{}) && t.contact == file.contact && file.term.until < day:
			return
		}
		fn(t)
	})
}

// Due returns what is due on the day asOf: whose last day lies before it. What
// goes with a file that is due is not listed apart. The longest due come first.
func (l *Lookout) Due(asOf store.Date) ([]Due, error) {
	day := store.DayOf(asOf)
	var due []dueTerm
	err := l.apart(day, func(t dueTerm) {
		if t.term.until < day {
			due = append(due, t)
		}
	})
	store.SortRecords(due, func(a, b dueTerm) int {
		return cmp.Or(cmp.Compare(a.term.until, b.term.until), slices.Compare(a.id[:], b.id[:]))
	})
	list := make([]Due, len(due))
	for i, t := range due {
		list[i] = Due{t.kind, t.id, t.contact, t.term.Clock(), t.asked.Date()}
	}
	return list, err
}

// Forecast is how much becomes due when.
type Forecast struct {
	Now    int            `json:"now"`
	In30   int            `json:"in_30_days"` // after now
	In90   int            `json:"in_90_days"` // after that
	Later  int            `json:"later"`
	Reason map[string]int `json:"by_reason"` // of what is due within 90 days, by the code of the policy
	Months []Month        `json:"months"`    // from the current one
}

// Month is what becomes due in one month.
type Month struct {
	Month string `json:"month"` // "2027-03"
	Count int    `json:"count"`
}

// ForecastMonths is how far a forecast looks.
const ForecastMonths = 60

// Forecast counts what becomes due from the day today on.
func (l *Lookout) Forecast(today store.Date) (Forecast, error) {
	now, in30, in90 := store.DayOf(today), store.DayOf(today.AddDays(30)), store.DayOf(today.AddDays(90))
	f := Forecast{Reason: map[string]int{}, Months: make([]Month, ForecastMonths)}
	first := monthOf(now)
	reasons := map[*Policy]int{}
	err := l.apart(now, func(t dueTerm) {
		until := t.term.until
		switch {
		case until < now:
			f.Now++
		case until < in30:
			f.In30++
		case until < in90:
			f.In90++
		default:
			f.Later++
		}
		if until < in90 {
			reasons[t.term.policy]++
		}
		if m := max(monthOf(until)-first, 0); m < ForecastMonths {
			f.Months[m].Count++
		}
	})
	for p, n := range reasons {
		f.Reason[codeOf(p)] += n
	}
	for i := range f.Months {
		m := first + i
		f.Months[i].Month = fmt.Sprintf("%04d-%02d", m/12, m%12+1)
	}
	return f, err
}

// DecisionCode stands for a decision of the business, where the code of a policy does.
const DecisionCode = "decision"

func codeOf(p *Policy) string {
	if p == nil {
		return DecisionCode
	}
	return p.Code
}

func monthOf(d store.Day) int { return int(d)/10000*12 + int(d)/100%100 - 1 }

// RecordClocks is one record and every reason to keep it, the longest first.
type RecordClocks struct {
	Kind   store.RecordKind `json:"kind"`
	ID     store.ID         `json:"id"`
	Clocks []Clock          `json:"reasons"`
	// Guard is the kind of what keeps the record beyond that day: a request that
	// waits for its answer, a hold, a restriction.
	Guard store.RecordKind `json:"guard,omitempty"`
}

// Until is the last day on which a record is kept.
func (k RecordClocks) Until() store.Date { return k.Clocks[0].Until }

// KeptOf returns why and until when the records of a contact are kept: first
// the file with all that goes with it, then what has a time of its own.
func (l *Lookout) KeptOf(contact store.ID) (all []RecordClocks, err error) {
	c, err := l.s.ClocksOf(contact)
	if err != nil {
		return nil, fmt.Errorf("read why a contact is kept: %w", err)
	}
	guard := c.Guard
	c.Guard = "" // its clocks run all the same
	add := func(kind store.RecordKind, id store.ID, terms ...term) {
		store.SortRecords(terms, func(a, b term) int { return int(b.until - a.until) })
		k := RecordClocks{Kind: kind, ID: id, Guard: guard}
		for _, t := range terms {
			k.Clocks = append(k.Clocks, t.Clock())
		}
		all = append(all, k)
	}
	file := []term{l.rules.relationship(&c)}
	if c.Keep > 0 {
		file = append(file, term{event: Decided, until: c.Keep})
	}
	add(store.KindPerson, contact, file...)
	for i := range c.Documents {
		add(store.KindDocument, c.Documents[i].ID, l.rules.document(&c, &c.Documents[i], nil)...)
	}
	l.contact(&c, func(t dueTerm) {
		if t.kind != store.KindPerson && t.kind != store.KindDocument {
			add(t.kind, t.id, t.term)
		}
	})
	return all, nil
}
