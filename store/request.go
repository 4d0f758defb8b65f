package store

import (
	"slices"
	"time"
)

// Right is what a person asks for: a right of GDPR arts 7(3), 15–18, 20, 21.
type Right string

// The rights.
const (
	Access        Right = "access"        // art. 15
	Rectification Right = "rectification" // art. 16
	ToErasure     Right = "erasure"       // art. 17
	ToRestriction Right = "restriction"   // art. 18
	Portability   Right = "portability"   // art. 20
	ToObject      Right = "objection"     // art. 21
	ToWithdraw    Right = "withdrawal"    // art. 7(3)
)

// Rights are all rights, in the order in which they are offered.
var Rights = []Right{Access, Rectification, ToErasure, ToRestriction, Portability, ToObject, ToWithdraw}

// Route is the way by which a request came, or what was sent went.
type Route string

// The routes.
const (
	RouteEmail    Route = "email"
	RoutePost     Route = "post"
	RoutePhone    Route = "phone"
	RouteInPerson Route = "in-person"
	RouteWeb      Route = "web"
	RouteSMS      Route = "sms"
)

// Routes are all routes, in the order in which they are offered.
var Routes = []Route{RouteEmail, RoutePost, RoutePhone, RouteInPerson, RouteWeb, RouteSMS}

// Request is what a person asks of the business under the GDPR, and all that
// was done about it. It is the proof that the answer came, and in time: it
// outlives the person's own record.
type Request struct {
	ID ID `json:"id"`
	// Contact is who asks, where they are on file; Name and Reach are of
	// someone who is not, or is no more.
	Contact ID     `json:"contact,omitzero"`
	Name    string `json:"name,omitempty"`
	Reach   string `json:"reach,omitempty"`
	// Erasure is the ledger's entry of the erasure that the person went with.
	Erasure  ID     `json:"erasure,omitzero"`
	Right    Right  `json:"right"`
	Received Date   `json:"received"`
	Channel  Route  `json:"channel"`
	Asked    string `json:"asked,omitempty"`
	// Language is that of the letters; empty for the vault's.
	Language string `json:"language,omitempty"`
	// Events are what happened since, in that order: added to, never changed.
	Events    []RequestEvent `json:"events,omitempty"`
	CreatedAt time.Time      `json:"created_at"`
	UpdatedAt time.Time      `json:"updated_at"`
}

// EventOf is what a RequestEvent is.
type EventOf string

// The events.
const (
	LetterSent      EventOf = "letter"           // one that changes nothing by itself: a receipt
	IdentityAsked   EventOf = "identity_asked"   // on reasonable doubt (GDPR art. 12(6)): the clock stands
	IdentityChecked EventOf = "identity_checked" // the clock goes on
	Extended        EventOf = "extended"         // by two months, with the reasons
	Answered        EventOf = "answered"
	RefusedRequest  EventOf = "refused" // with the reasons and the remedies
	Closed          EventOf = "closed"
	// Carried is what was asked for being carried out, before the person is told.
	Carried EventOf = "carried_out"
)

// RequestEvent is one thing that happened about a request.
type RequestEvent struct {
	Kind EventOf `json:"kind"`
	On   Date    `json:"on"`
	// Text says more: the doubt, how the identity was checked (never a copy of a
	// document), the reasons, what was sent or done.
	Text   string    `json:"text,omitempty"`
	Means  Route     `json:"means,omitempty"`  // by which the person was told
	By     string    `json:"by,omitempty"`     // who checked, or did it
	Letter LetterFor `json:"letter,omitempty"` // that was sent
	// Changes are what was corrected (GDPR art. 16). After an erasure the names
	// of the fields are left of them.
	Changes    []FieldChange `json:"changes,omitempty"`
	RecordedAt time.Time     `json:"recorded_at"`
}

// FieldChange is a field of a contact before and after a correction.
type FieldChange struct {
	Field  string `json:"field"` // by its name in JSON
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
}

// RequestState is how far a request is.
type RequestState string

// The states.
const (
	StateOpen     RequestState = "open"
	StateWaiting  RequestState = "waiting" // for the identity
	StateExtended RequestState = "extended"
	StateAnswered RequestState = "answered"
	StateRefused  RequestState = "refused"
	StateClosed   RequestState = "closed"
)

// State returns how far r is, which its events tell.
func (r Request) State() RequestState {
	state, before := StateOpen, StateOpen
	for _, e := range r.Events {
		switch e.Kind {
		case IdentityAsked:
			before, state = state, StateWaiting
		case IdentityChecked:
			if state == StateWaiting {
				state = before
			}
		case Extended:
			if before = StateExtended; state != StateWaiting {
				state = StateExtended
			}
		case Answered:
			state = StateAnswered
		case RefusedRequest:
			state = StateRefused
		case Closed:
			state = StateClosed
		}
	}
	return state
}

// Pending tells whether the person still waits for the answer.
func (r Request) Pending() bool {
	return slices.Contains([]RequestState{StateOpen, StateWaiting, StateExtended}, r.State())
}

// Done is the day of the last event: of the answer, or of the closing after it.
func (r Request) Done() (day Date) {
	for _, e := range r.Events {
		day = max(day, e.On)
	}
	return day
}

// Last returns the last event of a kind.
func (r Request) Last(kind EventOf) (e RequestEvent, found bool) {
	for _, e := range slices.Backward(r.Events) {
		if e.Kind == kind {
			return e, true
		}
	}
	return e, false
}

// clean puts r in its stored form.
func (r *Request) clean(now time.Time) error {
	var c cleaner
	c.line("name", &r.Name, maxName)
	c.text("reach", &r.Reach, maxLine)
	c.text("asked", &r.Asked, maxNote)
	c.oneOf("right", string(r.Right), texts(Rights)...)
	c.oneOf("channel", string(r.Channel), texts(Routes)...)
	c.oneOf("language", r.Language, "", "fr", "en")
	if r.Contact == (ID{}) && r.Name == "" && r.Erasure == (ID{}) {
		c.fail("contact", Required)
	}
	c.past("received", r.Received, now)
	c.size("events", len(r.Events))
	for i := range r.Events {
		c.enter("events", i)
		r.Events[i].clean(&c, now)
	}
	return c.err
}

func (e *RequestEvent) clean(c *cleaner, now time.Time) {
	c.oneOf("kind", string(e.Kind), string(LetterSent), string(IdentityAsked), string(IdentityChecked),
		string(Extended), string(Answered), string(RefusedRequest), string(Closed), string(Carried))
	c.past("on", e.On, now)
	c.text("text", &e.Text, maxNote)
	c.oneOf("means", string(e.Means), append(texts(Routes), "")...)
	c.line("by", &e.By, maxName)
	c.oneOf("letter", string(e.Letter), append(texts(Letters), "")...)
	c.size("changes", len(e.Changes))
	for i := range e.Changes {
		ch := &e.Changes[i]
		c.line("field", &ch.Field, maxName)
		c.text("before", &ch.Before, maxNote)
		c.text("after", &ch.After, maxNote)
	}
	if e.RecordedAt.IsZero() {
		e.RecordedAt = now
	}
	e.RecordedAt = e.RecordedAt.UTC()
}

// past refuses a day that is missing, or to come. Where it is later east of
// UTC, the day of tomorrow may have begun.
func (c *cleaner) past(field string, d Date, now time.Time) {
	c.date(field, d)
	switch {
	case d == "":
		c.fail(field, Required)
	case d > DateOf(now.Add(14*time.Hour)), d < "1900":
		c.fail(field, Range)
	}
}

func texts[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}
