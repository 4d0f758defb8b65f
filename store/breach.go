package store

import (
	"bytes"
	"cmp"
	"slices"
	"time"

	"calepin/store/vault"
)

// Breach is a breach of security that led to data being lost, changed, disclosed
// or reached by whom it should not (GDPR art. 4(12)), and all that was done about
// it: an entry of the register of art. 33(5).
type Breach struct {
	ID    ID     `json:"id"`
	Title string `json:"title"` // in a few words
	// Kinds are what was breached; Facts how.
	Kinds []BreachKind `json:"kinds"`
	Facts string       `json:"facts"`
	// Happened is when it happened, zero where nobody knows; Aware when the
	// business became aware of it, from which the 72 hours run (art. 33(1)).
	Happened time.Time `json:"happened_at,omitzero"`
	Aware    time.Time `json:"aware_at"`
	// Processor is where it happened, if not at the business (art. 33(2)).
	Processor ID `json:"processor,omitzero"`
	// Data and People are the categories concerned, Records and Count about how
	// many of each (art. 33(3)(a)); Contacts are those on file.
	Data     string `json:"data,omitempty"`
	People   string `json:"people,omitempty"`
	Records  int    `json:"records,omitempty"`
	Count    int    `json:"count,omitempty"`
	Contacts []ID   `json:"contacts,omitempty"`
	// Consequences are the likely ones (art. 33(3)(c)), Measures those taken or
	// proposed (art. 33(3)(d)), Advice what the people can do themselves.
	Consequences string `json:"consequences,omitempty"`
	Measures     string `json:"measures,omitempty"`
	Advice       string `json:"advice,omitempty"`
	// Risk is for the rights and freedoms of the people.
	Risk BreachRisk `json:"risk,omitempty"`
	// Events are what was decided and done, in that order: added to, never changed.
	Events    []BreachEvent `json:"events,omitempty"`
	CreatedAt time.Time     `json:"created_at"`
	UpdatedAt time.Time     `json:"updated_at"`
}

// BreachKind is what a breach was of.
type BreachKind string

// The kinds of breach (EDPB guidelines 9/2022).
const (
	OfConfidentiality BreachKind = "confidentiality" // somebody read or got what they should not
	OfIntegrity       BreachKind = "integrity"       // data were changed
	OfAvailability    BreachKind = "availability"    // data were lost, or could not be reached
)

// BreachKinds are all kinds, in the order in which they are offered.
var BreachKinds = []BreachKind{OfConfidentiality, OfIntegrity, OfAvailability}

// BreachRisk is how likely and grave the consequences are.
type BreachRisk string

// The risks, which decide who is told (arts 33(1), 34(1)).
const (
	Unlikely BreachRisk = "unlikely" // nobody needs to be told
	Risky    BreachRisk = "risk"     // the authority
	HighRisk BreachRisk = "high"     // the people too
)

// BreachRisks are all risks, the lowest first.
var BreachRisks = []BreachRisk{Unlikely, Risky, HighRisk}

// BreachEvent is one thing decided or done about a breach.
type BreachEvent struct {
	Kind BreachStep `json:"kind"`
	At   time.Time  `json:"at"`
	// Ground is why nobody is notified, or told.
	Ground BreachGround `json:"ground,omitempty"`
	// Text says more: the reasons, the reference of the notification, the words.
	Text string `json:"text,omitempty"`
	// Delay is why a notification came after the 72 hours (art. 33(1)).
	Delay string `json:"delay,omitempty"`
	// Partial tells that more is to be sent (art. 33(4)).
	Partial bool `json:"partial,omitempty"`
	// Means is how the people were told, Count how many.
	Means      Means     `json:"means,omitempty"`
	Count      int       `json:"count,omitempty"`
	By         string    `json:"by,omitempty"`
	RecordedAt time.Time `json:"recorded_at"`
}

// BreachStep is what a BreachEvent is.
type BreachStep string

// The steps.
const (
	Notified     BreachStep = "notified" // to the authority (art. 33)
	NotNotified  BreachStep = "not_due"  // it was decided, with the reasons, that none is due
	ToldPeople   BreachStep = "told"     // the people concerned (art. 34)
	NotTold      BreachStep = "telling_not_due"
	BreachClosed BreachStep = "closed"
)

// BreachGround is why the authority is not notified, or the people not told.
type BreachGround string

// The grounds.
const (
	GroundSealed    BreachGround = "sealed"           // the data cannot be read without the key, which is safe (arts 33(1), 34(3)(a))
	GroundNoRisk    BreachGround = "no_risk"          // unlikely to result in a risk (art. 33(1))
	GroundNotHigh   BreachGround = "not_high"         // no high risk (art. 34(1))
	GroundMeasures  BreachGround = "measures"         // high risk no longer likely, by what was done since (art. 34(3)(b))
	GroundEffort    BreachGround = "disproportionate" // a public communication instead (art. 34(3)(c))
	GroundProcessor BreachGround = "on_behalf"        // the business is the processor: it told the controller (art. 33(2))
)

// BreachGrounds are those of each step, in the order in which they are offered.
var BreachGrounds = map[BreachStep][]BreachGround{
	NotNotified: {GroundNoRisk, GroundSealed, GroundProcessor},
	NotTold:     {GroundNotHigh, GroundSealed, GroundMeasures, GroundEffort},
}

// Last returns the last event of any of the steps.
func (b *Breach) Last(steps ...BreachStep) (e BreachEvent, found bool) {
	for _, e := range slices.Backward(b.Events) {
		if slices.Contains(steps, e.Kind) {
			return e, true
		}
	}
	return e, false
}

// Closed tells whether all was done.
func (b *Breach) Closed() bool { _, is := b.Last(BreachClosed); return is }

func (b *Breach) place() (RecordKind, []byte) { return KindBreach, key(b.ID) }

// entries of a breach: once closed it is a proof of its own.
func (b *Breach) entries(_ *indexer, add func(string, []byte, []byte)) {
	if e, closed := b.Last(BreachClosed); closed {
		add(bucketByRetention, append(append(make([]byte, 16), clockBreach), b.ID[:]...), appendDays(nil, dayOfTime(e.At)))
	}
}

// Check puts b in its stored form and says what is wrong with it. A breach of
// tomorrow is refused.
func (b *Breach) Check(now time.Time) error {
	var c cleaner
	c.line("title", &b.Title, maxName)
	c.text("facts", &b.Facts, maxNote)
	if b.Title == "" {
		c.fail("title", Required)
	}
	if b.Facts == "" {
		c.fail("facts", Required)
	}
	for _, k := range b.Kinds {
		c.oneOf("kinds", string(k), texts(BreachKinds)...)
	}
	if b.Kinds = slices.DeleteFunc(slices.Clone(BreachKinds), func(k BreachKind) bool { return !slices.Contains(b.Kinds, k) }); len(b.Kinds) == 0 {
		c.fail("kinds", Required)
	}
	c.moment("aware_at", &b.Aware, now)
	if !b.Happened.IsZero() {
		c.moment("happened_at", &b.Happened, now)
		if b.Aware.Before(b.Happened) {
			c.fail("aware_at", Range)
		}
	}
	for name, text := range map[string]*string{"data": &b.Data, "people": &b.People, "consequences": &b.Consequences,
		"measures": &b.Measures, "advice": &b.Advice} {
		c.text(name, text, maxNote)
	}
	c.oneOf("risk", string(b.Risk), append(texts(BreachRisks), "")...)
	if b.Records < 0 || b.Records > 1<<40 {
		c.fail("records", Range)
	}
	b.Count = max(b.Count, len(b.Contacts))
	if b.Count < 0 || b.Count > 1<<40 {
		c.fail("count", Range)
	}
	c.size("events", len(b.Events))
	for i := range b.Events {
		c.enter("events", i)
		b.Events[i].clean(&c, now)
	}
	return c.err
}

func (e *BreachEvent) clean(c *cleaner, now time.Time) {
	c.oneOf("kind", string(e.Kind), string(Notified), string(NotNotified), string(ToldPeople), string(NotTold), string(BreachClosed))
	c.oneOf("ground", string(e.Ground), append(texts(BreachGrounds[e.Kind]), "")...)
	c.moment("at", &e.At, now)
	c.text("text", &e.Text, maxNote)
	c.text("delay", &e.Delay, maxNote)
	c.line("by", &e.By, maxName)
	c.oneOf("means", string(e.Means), append(texts([]Means{InPerson, Telephone, Paper, EMail, Web}), "")...)
	if e.RecordedAt.IsZero() {
		e.RecordedAt = now
	}
	e.RecordedAt = e.RecordedAt.UTC()
}

// moment refuses a time that is missing, or to come.
func (c *cleaner) moment(field string, t *time.Time, now time.Time) {
	*t = t.UTC().Truncate(time.Second)
	switch {
	case t.IsZero():
		c.fail(field, Required)
	case t.After(now), t.Year() < 1970:
		c.fail(field, Range)
	}
}

// SetBreach stores a breach as far as it is known: a new one where it has no id.
// What was decided and done stays as it is: see AddBreachEvents.
func (s *Store) SetBreach(b *Breach) error {
	what := Edited
	if b.ID == (ID{}) {
		what = Added
	}
	return s.update(what, func(c *change) error {
		if what == Added {
			if err := c.settle(&b.ID, KindBreach); err != nil {
				return err
			}
			c.stamp(&b.CreatedAt, &b.UpdatedAt, ID{})
			return c.putBreach(b, nil)
		}
		was, err := get[Breach](c.tx, KindBreach, key(b.ID), b.ID)
		if err != nil {
			return err
		}
		b.Events, b.CreatedAt, b.UpdatedAt = was.Events, was.CreatedAt, was.UpdatedAt
		return c.putBreach(b, &was)
	})
}

// putBreach checks a breach and stores it, unless it is as it was.
func (c *change) putBreach(b, was *Breach) error {
	known := map[ID]bool{{}: true} // somebody erased since
	if was != nil {
		for _, id := range was.Contacts {
			known[id] = true
		}
	}
	var all []ID
	for _, id := range b.Contacts {
		if !known[id] {
			if _, err := c.contact(id); err != nil {
				return err
			}
		}
		if id == (ID{}) || !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	b.Contacts = all
	if b.Processor != (ID{}) && (was == nil || was.Processor != b.Processor) && c.tx.Get(string(KindProcessor), b.Processor[:]) == nil {
		return &FieldError{"processor", NoSuch}
	}
	if err := b.Check(c.now); err != nil || was != nil && same(was, b) {
		return err
	}
	if was != nil {
		b.UpdatedAt = c.touch(was.UpdatedAt, ID{})
	}
	return c.put(b)
}

// AddBreachEvents adds to what was done about a breach what next, which sees it
// as it is, returns; it returns the breach as it became.
func (s *Store) AddBreachEvents(id ID, next func(Breach) ([]BreachEvent, error)) (b Breach, err error) {
	err = s.update(Edited, func(c *change) error {
		if b, err = get[Breach](c.tx, KindBreach, key(id), id); err != nil {
			return err
		}
		events, err := next(b)
		if err != nil {
			return err
		}
		b.Events = append(slices.Clip(b.Events), events...)
		if err := b.Check(c.now); err != nil {
			return err
		}
		b.UpdatedAt = c.touch(b.UpdatedAt, ID{})
		return c.put(&b)
	})
	return b, err
}

// Breach returns a breach by id.
func (s *Store) Breach(id ID) (b Breach, err error) {
	err = s.v.View(func(tx *vault.Tx) error { b, err = get[Breach](tx, KindBreach, key(id), id); return err })
	return b, err
}

// FindBreach returns the breach of an id or of a unique id prefix.
func (s *Store) FindBreach(ref string) (b Breach, err error) {
	err = s.v.View(func(tx *vault.Tx) error { b, err = findRef[Breach](tx, KindBreach, ref); return err })
	return b, err
}

// Breaches returns the register of breaches, in the order in which the business
// became aware of them.
func (s *Store) Breaches() (all []Breach, err error) {
	err = s.v.View(func(tx *vault.Tx) error { all, err = listTied[Breach](tx, KindBreach, ID{}); return err })
	SortRecords(all, func(a, b Breach) int { return cmp.Or(a.Aware.Compare(b.Aware), bytes.Compare(a.ID[:], b.ID[:])) })
	return all, err
}

// Breaches calls fn with every breach that concerned a contact, or with all; of
// one contact the others' ids are left out.
func (d *Dump) Breaches(contact ID, fn func(Breach) error) error {
	return each(d.tx, KindBreach, ID{}, func(b Breach) error {
		if contact != (ID{}) {
			if !slices.Contains(b.Contacts, contact) {
				return nil
			}
			b.Contacts = []ID{contact}
		}
		return fn(b)
	})
}

// moveBreaches puts another id in the place of those that moved names: of who
// stays after a merge, or the zero id of somebody erased.
func (c *change) moveBreaches(moved func(ID) bool, to ID) error {
	all, err := listTied[Breach](c.tx, KindBreach, ID{})
	for i := range all {
		b := &all[i]
		if err != nil || !slices.ContainsFunc(b.Contacts, moved) {
			continue
		}
		var contacts []ID
		for _, id := range b.Contacts {
			if moved(id) {
				id = to
			}
			if id == (ID{}) || !slices.Contains(contacts, id) {
				contacts = append(contacts, id)
			}
		}
		b.Contacts = contacts
		err = c.put(b)
	}
	return err
}
