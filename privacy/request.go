package privacy

import (
	"fmt"
	"slices"

	"calepin/store"
)

// The months that an answer may take (GDPR art. 12(3)).
const (
	monthsToAnswer   = 1
	monthsOfExtended = 3 // one, and two further
)

// RequestClock is where a request stands in time.
type RequestClock struct {
	Deadline
	// Standing tells that the clock stands since the day Since: the identity is
	// asked for. Due is then as if it were proven today.
	Standing bool
	Since    store.Date
	// Left is how many days are left today, below zero for late; 0 once nobody
	// waits any more.
	Left int
	Late bool
}

// ClockOf returns where a request stands today: one month from receipt, three
// once extended, the days longer that the person took to prove who they are.
// GDPR art. 12(3), (6); Reg. 1182/71 art. 3; décret 2019-536 art. 77 (v).
func ClockOf(r store.Request, c Calendar, today store.Date) RequestClock {
	months := monthsToAnswer
	if _, extended := r.Last(store.Extended); extended {
		months = monthsOfExtended
	}
	w := waitOf(r, c, months, today)
	k := RequestClock{Deadline: c.monthsFrom(r.Received, months, w.days), Standing: w.since != "", Since: w.since}
	k.Standing = k.Standing && r.Pending()
	answered, done := answeredOn(r)
	switch {
	case done:
		k.Late = answered > k.Due
	default:
		k.Left = days(today, k.Due)
		k.Late = k.Left < 0
	}
	return k
}

// wait is how long a clock stood, and since when it stands.
type wait struct {
	days  int
	since store.Date
}

// waitOf adds up the days on which the clock stood. A question that came after
// the deadline stops nothing: the time was over.
func waitOf(r store.Request, c Calendar, months int, today store.Date) (w wait) {
	end := today
	if on, done := answeredOn(r); done {
		end = on
	}
	for _, e := range r.Events {
		switch {
		case e.Kind == store.IdentityAsked && w.since == "":
			if e.On <= c.monthsFrom(r.Received, months, w.days).Due {
				w.since = e.On
			}
		case e.Kind == store.IdentityChecked && w.since != "":
			w.days, w.since = w.days+max(0, days(w.since, e.On)), ""
		}
	}
	if w.since != "" {
		w.days += max(0, days(w.since, end))
	}
	return w
}

// answeredOn returns the day on which the person had an answer, yes or no.
func answeredOn(r store.Request) (store.Date, bool) {
	i := slices.IndexFunc(r.Events, func(e store.RequestEvent) bool {
		return e.Kind == store.Answered || e.Kind == store.RefusedRequest
	})
	if i < 0 {
		return "", false
	}
	return r.Events[i].On, true
}

func days(from, to store.Date) int { return int(to.Time().Sub(from.Time()).Hours() / 24) }

// RefusalCode is why a step of a request cannot be taken. ui words it.
type RefusalCode string

// The codes.
const (
	ReceivedInFuture RefusalCode = "received_in_future"
	EventInFuture    RefusalCode = "event_in_future"
	BeforeReceipt    RefusalCode = "before_receipt" // or before what happened last
	NoDoubt          RefusalCode = "no_doubt"       // art. 12(6)
	AskedAlready     RefusalCode = "asked_already"
	CheckedUnsaid    RefusalCode = "checked_unsaid" // how, or by whom
	ExtendedAlready  RefusalCode = "extended_already"
	ExtendedLate     RefusalCode = "extended_late"
	NoReasons        RefusalCode = "no_reasons"
	NotProven        RefusalCode = "not_proven"
	NothingSaid      RefusalCode = "nothing_said"    // what was sent, or how
	NothingChanged   RefusalCode = "nothing_changed" // by a correction
	NotAnswered      RefusalCode = "not_answered"
	AnsweredAlready  RefusalCode = "answered_already"
	ClosedAlready    RefusalCode = "closed_already"
	ToldBeforeAct    RefusalCode = "told_before_act" // art. 19
	ToldNoMeans      RefusalCode = "told_no_means"
	ExcuseUnsaid     RefusalCode = "excuse_unsaid"
)

// RequestError says that a rule forbids a step of a request. Day is the last
// day on which it could be taken, where there is one.
type RequestError struct {
	Code RefusalCode
	Rule string
	Day  store.Date
}

func (e *RequestError) Error() string { return fmt.Sprintf("request: %s (%s)", e.Code, e.Rule) }

// OpenRequest stores a new request and what was done about it on the spot, in
// this order. What a rule forbids is refused with a *RequestError and nothing
// stored.
func OpenRequest(s *store.Store, r *store.Request, today store.Date) error {
	if r.Received > today {
		return &RequestError{Code: ReceivedInFuture, Rule: "GDPR art. 12(3)"}
	}
	c, sofar := CalendarOf(s.Settings().Business), *r
	sofar.Events = nil
	for _, e := range r.Events {
		if err := c.mayHappen(sofar, e, today); err != nil {
			return err
		}
		sofar.Events = append(sofar.Events, e)
	}
	return s.AddRequest(r)
}

// NoteRequest adds to a request what was done about it, and returns it as it
// became. What a rule forbids is refused with a *RequestError.
func NoteRequest(s *store.Store, id store.ID, today store.Date, events ...store.RequestEvent) (store.Request, error) {
	c := CalendarOf(s.Settings().Business)
	return s.AddRequestEvents(id, func(r store.Request) ([]store.RequestEvent, error) {
		for _, e := range events {
			if err := c.mayHappen(r, e, today); err != nil {
				return nil, err
			}
			r.Events = append(slices.Clip(r.Events), e)
		}
		return events, nil
	})
}

// MayHappen tells whether something may be done about a request today: nil, or
// the *RequestError that says why not.
func MayHappen(r store.Request, e store.RequestEvent, c Calendar, today store.Date) error {
	return c.mayHappen(r, e, today)
}

func (c Calendar) mayHappen(r store.Request, e store.RequestEvent, today store.Date) error {
	state := r.State()
	last := r.Received
	for _, before := range r.Events {
		last = max(last, before.On)
	}
	switch {
	case state == store.StateClosed && e.Kind != store.LetterSent:
		return &RequestError{Code: ClosedAlready, Rule: "GDPR art. 12(3)"}
	case e.On > today:
		return &RequestError{Code: EventInFuture, Rule: "GDPR art. 5(2)", Day: today}
	case e.On < last:
		return &RequestError{Code: BeforeReceipt, Rule: "GDPR art. 5(2)", Day: last}
	}
	switch e.Kind {
	case store.IdentityAsked, store.IdentityChecked:
		return identityMay(r, e)
	case store.Extended:
		return c.extensionMay(r, e)
	case store.Answered, store.RefusedRequest:
		return answerMay(r, e)
	case store.Carried:
		return carryingMay(r, e)
	case store.Closed:
		if state != store.StateAnswered && state != store.StateRefused {
			return &RequestError{Code: NotAnswered, Rule: "GDPR art. 12(3)"}
		}
	}
	return nil
}

// identityMay: the identity is asked for where there is reasonable doubt, which
// is said (GDPR art. 12(6)); of the check is kept how and by whom (art. 5(1)(c)).
func identityMay(r store.Request, e store.RequestEvent) error {
	const rule = "GDPR art. 12(6)"
	switch state := r.State(); {
	case !r.Pending():
		return &RequestError{Code: AnsweredAlready, Rule: rule}
	case e.Kind == store.IdentityAsked && state == store.StateWaiting:
		return &RequestError{Code: AskedAlready, Rule: rule}
	case e.Kind == store.IdentityAsked && e.Text == "":
		return &RequestError{Code: NoDoubt, Rule: rule}
	case e.Kind == store.IdentityChecked && (e.Text == "" || e.By == ""):
		return &RequestError{Code: CheckedUnsaid, Rule: rule}
	}
	return nil
}

// extensionMay: two further months, once, told with the reasons within the first
// month (GDPR art. 12(3)).
func (c Calendar) extensionMay(r store.Request, e store.RequestEvent) error {
	const rule = "GDPR art. 12(3)"
	_, already := r.Last(store.Extended)
	first := c.monthsFrom(r.Received, monthsToAnswer, waitOf(r, c, monthsToAnswer, e.On).days).Due
	switch {
	case !r.Pending():
		return &RequestError{Code: AnsweredAlready, Rule: rule}
	case already:
		return &RequestError{Code: ExtendedAlready, Rule: rule}
	case e.Text == "":
		return &RequestError{Code: NoReasons, Rule: rule}
	case e.On > first:
		return &RequestError{Code: ExtendedLate, Rule: rule, Day: first}
	}
	return nil
}

// answerMay: no answer to somebody of whom it was asked who they are, and who
// has not shown it (GDPR art. 12(6)); no refusal without its reasons (12(4)); a
// late answer is one all the same.
func answerMay(r store.Request, e store.RequestEvent) error {
	switch refusal := e.Kind == store.RefusedRequest; {
	case !r.Pending():
		return &RequestError{Code: AnsweredAlready, Rule: "GDPR art. 12(3)"}
	case refusal && e.Text == "":
		return &RequestError{Code: NoReasons, Rule: "GDPR art. 12(4)"}
	case !refusal && r.State() == store.StateWaiting:
		return &RequestError{Code: NotProven, Rule: "GDPR art. 12(6)"}
	case e.Text == "" && len(e.Changes) == 0 || e.Means == "":
		return &RequestError{Code: NothingSaid, Rule: "GDPR art. 12(3)"}
	}
	return nil
}

// carryingMay: nothing is carried out for somebody who has not shown who they
// are where that was asked of them (GDPR art. 12(6)), nor twice.
func carryingMay(r store.Request, e store.RequestEvent) error {
	switch {
	case !r.Pending():
		return &RequestError{Code: AnsweredAlready, Rule: "GDPR art. 12(3)"}
	case r.State() == store.StateWaiting:
		return &RequestError{Code: NotProven, Rule: "GDPR art. 12(6)"}
	case e.Text == "" && len(e.Changes) == 0:
		return &RequestError{Code: NothingSaid, Rule: "GDPR art. 12(3)"}
	}
	return nil
}
