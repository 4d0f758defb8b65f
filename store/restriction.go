package store

import "time"

// Ground is what gives a person the right to have processing restricted (GDPR
// art. 18(1)).
type Ground string

// The grounds, by their points.
const (
	Contested Ground = "contested" // (a) the data are said to be wrong
	Unlawful  Ground = "unlawful"  // (b) and the person would rather not have them erased
	ForClaims Ground = "claims"    // (c) the person needs them for legal claims
	Pending   Ground = "objection" // (d) an objection is being weighed
)

// Grounds are all of them, in the order of the law.
var Grounds = []Ground{Contested, Unlawful, ForClaims, Pending}

// Exception is what allows one act on restricted data (GDPR art. 18(2)).
type Exception string

// The exceptions. The last two are what a restriction is there for: to settle
// what is contested, and to answer the person.
const (
	WithConsent  Exception = "consent"
	LegalClaims  Exception = "claims"
	ThirdParty   Exception = "third-party" // the rights of another person
	Settling     Exception = "settling"
	ForAnswering Exception = "request"
)

// Exceptions are all of them, in the order of the law.
var Exceptions = []Exception{WithConsent, LegalClaims, ThirdParty, Settling, ForAnswering}

// Restriction keeps a person's data apart: stored, in no list, not used and not
// changed, until it is lifted (GDPR art. 18). A person who has one that is not
// lifted is restricted.
type Restriction struct {
	ID      ID     `json:"id"`
	Contact ID     `json:"contact"`
	Ground  Ground `json:"ground"`
	Reason  string `json:"reason,omitempty"` // in the business's words
	// Request is the data subject's request that it answers.
	Request ID        `json:"request,omitzero"`
	At      time.Time `json:"at"`
	// Uses are the acts on the data since, each with what allowed it.
	Uses []RestrictedUse `json:"uses,omitempty"`
	// Lifting says that it is over.
	Lifting *Lifting `json:"lifting,omitempty"`
}

// RestrictedUse is one act on restricted data, and what allowed it.
type RestrictedUse struct {
	At        time.Time    `json:"at"`
	Exception Exception    `json:"exception"`
	Kinds     []RecordKind `json:"kinds"` // of the records that it wrote
}

// Lifting is the end of a restriction. Nobody may lift one without having told
// the person first (GDPR art. 18(3)).
type Lifting struct {
	At     time.Time `json:"at"`
	Told   Date      `json:"told"` // the day on which the person was told
	Means  Means     `json:"means"`
	Reason string    `json:"reason,omitempty"`
}

// Stands tells whether the restriction is in force.
func (r *Restriction) Stands() bool { return r.Lifting == nil }

// holdsAt tells whether the restriction was in force at a time.
func (r *Restriction) holdsAt(t time.Time) bool {
	return !t.Before(r.At) && (r.Lifting == nil || t.Before(r.Lifting.At))
}

func (r *Restriction) clean(now time.Time) error {
	var c cleaner
	c.oneOf("ground", string(r.Ground), string(Contested), string(Unlawful), string(ForClaims), string(Pending))
	c.text("reason", &r.Reason, maxNote)
	r.At = r.At.UTC().Truncate(time.Second)
	switch {
	case r.At.IsZero():
		c.fail("at", Required)
	case r.At.After(now):
		c.fail("at", Range)
	}
	return c.err
}

// clean refuses a lifting of which the person was not told by now.
func (l *Lifting) clean(since, now time.Time) error {
	if l.Told == "" || l.Means == "" {
		return ErrNotTold
	}
	var c cleaner
	c.oneOf("means", string(l.Means), string(InPerson), string(Telephone), string(Paper), string(EMail), string(Web))
	c.date("told", l.Told)
	c.text("reason", &l.Reason, maxNote)
	if c.err == nil && (l.Told > DateOf(now) || l.Told < DateOf(since)) {
		c.fail("told", Range)
	}
	return c.err
}
