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

// each tells what has a clock on a day: one half of it to first, the other at
// the same time to second. What goes with a file that is due is not told apart.
func (l *Lookout) each(day store.Day, first, second func(dueTerm)) error {
	reader := func(fn func(dueTerm)) store.ClockReader {
		return store.ClockReader{
			Contact: func(c *store.Clocks) { l.contact(c, day, fn) },
			Alone:   func(r store.RecordDay) { fn(l.alone(r)) },
		}
	}
	return l.s.EachClocks(reader(first), reader(second))
}

// contact calls fn with the clocks of a contact's file and of what goes from it
// before: documents that no duty asks for any more, however long the file
// stands; consents to be called, over after a year; values of added fields.
// Other answers are in use while the file stands: they say what may be done. A
// file that is due on the day takes all of it along.
func (l *Lookout) contact(c *store.Clocks, day store.Day, fn func(dueTerm)) {
	if c.Guard != "" {
		return // GDPR arts 12(3), 17(3)(e), 18
	}
	file := l.rules.file(c)
	if file.until == 0 {
		return // no date at all: nothing says that the time is over
	}
	whole := dueTerm{kind: store.KindPerson, id: c.Contact, contact: c.Contact, term: file}
	if c.Asked > file.start {
		whole.asked = c.Asked
	}
	fn(whole)
	if file.until < day {
		return
	}
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

// Due returns what is due on the day asOf: whose last day lies before it. What
// goes with a file that is due is not listed apart. The longest due come first.
func (l *Lookout) Due(asOf store.Date) ([]Due, error) { return l.Until(asOf, asOf) }

// Until returns what is due on the day today, or will be on the day asOf; what
// will go with a file but ends before it is listed apart, as it goes alone.
func (l *Lookout) Until(today, asOf store.Date) ([]Due, error) {
	day, end := store.DayOf(today), store.DayOf(asOf)
	var halves [2][]dueTerm
	take := func(half *[]dueTerm) func(dueTerm) {
		return func(t dueTerm) {
			if t.term.until < end {
				*half = append(*half, t)
			}
		}
	}
	err := l.each(day, take(&halves[0]), take(&halves[1]))
	due := append(halves[0], halves[1]...)
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
	first, second := newCounts(today), newCounts(today)
	err := l.each(first.now, first.add, second.add)
	f := Forecast{Reason: map[string]int{}, Months: make([]Month, ForecastMonths)}
	for _, c := range []*counts{first, second} {
		f.Now, f.In30, f.In90, f.Later = f.Now+c.f.Now, f.In30+c.f.In30, f.In90+c.f.In90, f.Later+c.f.Later
		for p, n := range c.reasons {
			f.Reason[codeOf(p)] += n
		}
		for i := range f.Months {
			m := monthOf(c.now) + i
			f.Months[i].Month = fmt.Sprintf("%04d-%02d", m/12, m%12+1)
			f.Months[i].Count += c.months[i]
		}
	}
	return f, err
}

// counts is a half of a Forecast while it is made.
type counts struct {
	f               Forecast
	now, in30, in90 store.Day
	reasons         map[*Policy]int
	months          [ForecastMonths]int
}

func newCounts(today store.Date) *counts {
	return &counts{now: store.DayOf(today), in30: store.DayOf(today.AddDays(30)), in90: store.DayOf(today.AddDays(90)), reasons: map[*Policy]int{}}
}

func (c *counts) add(t dueTerm) {
	until := t.term.until
	switch {
	case until < c.now:
		c.f.Now++
	case until < c.in30:
		c.f.In30++
	case until < c.in90:
		c.f.In90++
	default:
		c.f.Later++
	}
	if until < c.in90 {
		p := t.term.policy
		if t.term.event == ArchiveEnd {
			p = archiveEnd
		}
		c.reasons[p]++
	}
	if m := max(monthOf(until)-monthOf(c.now), 0); m < ForecastMonths {
		c.months[m]++
	}
}

// DecisionCode stands for a decision of the business, where the code of a policy does.
const DecisionCode = "decision"

// ArchiveCode stands for the end of what is archived, set when it was.
const ArchiveCode = "archive"

var archiveEnd = &Policy{Code: ArchiveCode}

// Code is that of the policy that a clock runs by, or of what stands for one.
func (c Clock) Code() string {
	if c.Event == ArchiveEnd {
		return ArchiveCode
	}
	return cmp.Or(c.Policy, DecisionCode)
}

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
	l.contact(&c, 0, func(t dueTerm) {
		if t.kind != store.KindPerson && t.kind != store.KindDocument {
			add(t.kind, t.id, t.term)
		}
	})
	return all, nil
}
