package privacy

import (
	"bytes"
	"errors"
	"slices"
	"time"

	"calepin/store"
)

// timeToNotify is how long the authority may be kept waiting (GDPR art. 33(1)).
const timeToNotify = 72 * time.Hour

// BreachClock is where a breach stands in time.
type BreachClock struct {
	// Due is the end of the 72 hours.
	Due time.Time
	// Running tells that neither a notification nor the decision that none is due
	// is noted; Left is what is left then, below zero once late.
	Running bool
	Left    time.Duration
	// Late tells that it was, or is, not in time.
	Late bool
}

// Hours is what is left, or what it is late by, in hours begun or whole: never
// more time than there is.
func (k BreachClock) Hours() int {
	if k.Left < 0 {
		return int((-k.Left + time.Hour - 1) / time.Hour)
	}
	return int(k.Left / time.Hour)
}

// BreachClockOf returns where a breach stands: 72 hours from the moment at which
// the business became aware of it. Hours run through nights, weekends and public
// holidays, and never roll (GDPR art. 33(1); Reg. 1182/71 art. 3(3), (4)). That
// the hour of the event itself does not count (art. 3(1)) would give some minutes
// more; they are not counted on.
func BreachClockOf(b *store.Breach, now time.Time) BreachClock {
	k := BreachClock{Due: b.Aware.Add(timeToNotify), Running: true}
	for _, e := range b.Events {
		if e.Kind == store.Notified || e.Kind == store.NotNotified {
			k.Running, k.Late = false, e.Kind == store.Notified && e.At.After(k.Due)
			return k
		}
	}
	k.Left = k.Due.Sub(now)
	k.Late = k.Left < 0
	return k
}

// BreachState is what is next about a breach.
type BreachState string

// The states, in their order.
const (
	BreachUndecided BreachState = "undecided" // whether the authority is notified
	BreachPartial   BreachState = "partial"   // the rest is to be sent (art. 33(4))
	BreachUntold    BreachState = "untold"    // whether the people are told is undecided
	BreachToClose   BreachState = "to_close"
	BreachOver      BreachState = "closed"
)

// StateOfBreach returns what is next about a breach, which its events tell.
// Where no risk is likely, the people need no decision of their own.
func StateOfBreach(b *store.Breach) BreachState {
	notified, decided := b.Last(store.Notified, store.NotNotified)
	_, told := b.Last(store.ToldPeople, store.NotTold)
	switch {
	case b.Closed():
		return BreachOver
	case !decided:
		return BreachUndecided
	case notified.Kind == store.Notified && notified.Partial:
		return BreachPartial
	case !told && notified.Kind == store.Notified:
		return BreachUntold
	}
	return BreachToClose
}

// BreachLack is what a notification must say and the record does not hold.
type BreachLack string

// The parts of GDPR art. 33(3).
const (
	LacksData         BreachLack = "data"         // (a)
	LacksPeople       BreachLack = "people"       // (a)
	LacksConsequences BreachLack = "consequences" // (c)
	LacksMeasures     BreachLack = "measures"     // (d)
)

// LacksOfBreach returns what a notification that is whole would say and the
// record does not hold yet (GDPR art. 33(3)): it may follow in phases (33(4)).
// Nothing where none is due, or the breach is closed.
func LacksOfBreach(b *store.Breach) (lacks []BreachLack) {
	if decided, is := b.Last(store.Notified, store.NotNotified); b.Closed() || is && decided.Kind == store.NotNotified {
		return nil
	}
	for _, part := range []struct {
		lack BreachLack
		text string
	}{{LacksData, b.Data}, {LacksPeople, b.People}, {LacksConsequences, b.Consequences}, {LacksMeasures, b.Measures}} {
		if part.text == "" {
			lacks = append(lacks, part.lack)
		}
	}
	return lacks
}

// SetBreach stores a breach as far as it is known. One of tomorrow is refused with
// a *RequestError: the clock runs from awareness.
func SetBreach(s *store.Store, b *store.Breach, now time.Time) error {
	const rule = "GDPR art. 33(1)"
	switch {
	case b.Aware.After(now), b.Happened.After(now):
		return &RequestError{Code: BreachInFuture, Rule: rule}
	case !b.Happened.IsZero() && b.Aware.Before(b.Happened):
		return &RequestError{Code: AwareBefore, Rule: rule}
	}
	return s.SetBreach(b)
}

// NoteBreach adds to a breach what was decided or done, and returns it as it
// became. What a rule forbids is refused with a *RequestError.
func NoteBreach(s *store.Store, id store.ID, now time.Time, e store.BreachEvent) (store.Breach, error) {
	return s.AddBreachEvents(id, func(b store.Breach) ([]store.BreachEvent, error) {
		return []store.BreachEvent{e}, MayNote(&b, e, now)
	})
}

// MayNote tells whether something may be noted about a breach: nil, or the
// *RequestError that says why not.
func MayNote(b *store.Breach, e store.BreachEvent, now time.Time) error {
	switch {
	case b.Closed():
		return &RequestError{Code: BreachIsClosed, Rule: "GDPR art. 33(5)"}
	case e.At.After(now):
		return &RequestError{Code: EventInFuture, Rule: "GDPR art. 5(2)"}
	case e.At.Before(b.Aware):
		return &RequestError{Code: BeforeAware, Rule: "GDPR art. 33(1)"}
	}
	switch e.Kind {
	case store.Notified:
		return notificationMay(b, e)
	case store.NotNotified:
		return silenceMay(b, e)
	case store.ToldPeople, store.NotTold:
		return tellingMay(b, e)
	case store.BreachClosed:
		return closingMay(b)
	}
	return nil
}

// notificationMay: after the 72 hours with the reasons for the delay alone (GDPR
// art. 33(1)); whole, or said to be a part (33(3), (4)).
func notificationMay(b *store.Breach, e store.BreachEvent) error {
	_, before := b.Last(store.Notified)
	switch {
	case !before && e.Delay == "" && e.At.After(b.Aware.Add(timeToNotify)):
		return &RequestError{Code: DelayUnsaid, Rule: "GDPR art. 33(1)"}
	case !e.Partial && len(LacksOfBreach(b)) > 0:
		return &RequestError{Code: NotWhole, Rule: "GDPR art. 33(3), (4)"}
	}
	return nil
}

// silenceMay: no notification only for a reason, and not where a risk is likely,
// unless the business processes for somebody else, whom it told (GDPR art.
// 33(1), (2)).
func silenceMay(b *store.Breach, e store.BreachEvent) error {
	const rule = "GDPR art. 33(1)"
	_, notified := b.Last(store.Notified)
	switch {
	case e.Ground == "" || e.Text == "":
		return &RequestError{Code: SilenceUnsaid, Rule: rule}
	case notified:
		return &RequestError{Code: NotifiedAlready, Rule: rule}
	case e.Ground != store.GroundProcessor && (b.Risk == store.Risky || b.Risk == store.HighRisk):
		return &RequestError{Code: RiskIsLikely, Rule: rule}
	}
	return nil
}

// tellingMay: the people are told by a named means; they are not only for a
// reason, which is not that the risk is low where it was said to be high (GDPR
// art. 34(1), (3)).
func tellingMay(b *store.Breach, e store.BreachEvent) error {
	switch {
	case e.Kind == store.ToldPeople && e.Means == "":
		return &RequestError{Code: ToldNoMeans, Rule: "GDPR art. 34(1)"}
	case e.Kind == store.ToldPeople:
		return nil
	case e.Ground == "" || e.Text == "":
		return &RequestError{Code: SilenceUnsaid, Rule: "GDPR art. 34(3)"}
	case e.Ground == store.GroundNotHigh && b.Risk == store.HighRisk:
		return &RequestError{Code: RiskIsHigh, Rule: "GDPR art. 34(1)"}
	}
	return nil
}

// closingMay: not before it was decided whether the authority, and the people, are
// told, and all of it was sent (GDPR arts 33(1), (4), 34(1)).
func closingMay(b *store.Breach) error {
	switch StateOfBreach(b) {
	case BreachUndecided:
		return &RequestError{Code: NotifyUndecided, Rule: "GDPR art. 33(1)"}
	case BreachPartial:
		return &RequestError{Code: RestUnsent, Rule: "GDPR art. 33(4)"}
	case BreachUntold:
		return &RequestError{Code: TellUndecided, Rule: "GDPR art. 34(1)"}
	}
	return nil
}

// The codes of a *RequestError about a breach.
const (
	BreachInFuture  RefusalCode = "breach_in_future"
	AwareBefore     RefusalCode = "aware_before"
	BeforeAware     RefusalCode = "before_aware"
	BreachIsClosed  RefusalCode = "breach_closed"
	DelayUnsaid     RefusalCode = "delay_unsaid"
	NotWhole        RefusalCode = "not_whole"
	SilenceUnsaid   RefusalCode = "silence_unsaid"
	NotifiedAlready RefusalCode = "notified_already"
	RiskIsLikely    RefusalCode = "risk_likely"
	RiskIsHigh      RefusalCode = "risk_high"
	NotifyUndecided RefusalCode = "notify_undecided"
	RestUnsent      RefusalCode = "rest_unsent"
	TellUndecided   RefusalCode = "tell_undecided"
)

// OpenBreaches are those that something is still to be done about: those whose
// 72 hours run first, the least time left before the others.
func OpenBreaches(s *store.Store, now time.Time) ([]store.Breach, error) {
	all, err := s.Breaches()
	open := slices.DeleteFunc(all, func(b store.Breach) bool { return b.Closed() })
	store.SortRecords(open, func(a, b store.Breach) int {
		x, y := BreachClockOf(&a, now), BreachClockOf(&b, now)
		if x.Running != y.Running {
			if x.Running {
				return -1
			}
			return 1
		}
		return x.Due.Compare(y.Due)
	})
	return open, err
}

// Concerned is somebody whom a breach concerned, and how they are reached.
type Concerned struct {
	ID      store.ID `json:"id"`
	Name    string   `json:"name"`
	Email   string   `json:"email,omitempty"`
	Phone   string   `json:"phone,omitempty"`
	Address string   `json:"address,omitempty"`
}

// ConcernedBy returns whom a breach concerned and who is on file, to be told
// (GDPR art. 34(1)): whoever is restricted or objected to marketing too, for this
// is owed to them. Those who are gone are counted.
func ConcernedBy(s *store.Store, b *store.Breach) (people []Concerned, gone int, err error) {
	for _, id := range b.Contacts {
		p, err := s.Person(id)
		var missing *store.NotFoundError
		if errors.As(err, &missing) {
			gone++
			continue
		}
		if err != nil {
			return nil, 0, err
		}
		org := ""
		if len(p.Organisations) > 0 {
			if o, err := s.Organisation(p.Organisations[0].Organisation); err == nil {
				org = o.Name
			}
		}
		people = append(people, Concerned{ID: id, Name: p.DisplayName(org), Email: Reach(p, store.ByEmail), Phone: Reach(p, store.ByPhone), Address: Reach(p, store.ByPost)})
	}
	return people, gone, nil
}

// Everybody returns the ids of all contacts, those too whose data are restricted:
// a breach concerns them as it does the others.
func Everybody(s *store.Store) ([]store.ID, error) {
	on, err := s.OnFile()
	all := make([]store.ID, 0, len(on))
	for id := range on {
		all = append(all, id)
	}
	store.SortRecords(all, func(a, b store.ID) int { return bytes.Compare(a[:], b[:]) })
	return all, err
}
