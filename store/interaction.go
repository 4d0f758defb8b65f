package store

import "time"

// Kind is what an interaction was.
type Kind string

// The kinds of interaction.
const (
	Call     Kind = "call"
	Mail     Kind = "email"
	Meeting  Kind = "meeting"
	Message  Kind = "message"
	Letter   Kind = "letter"
	Note     Kind = "note"
	Purchase Kind = "purchase"
)

// Direction tells who reached out.
type Direction string

// The directions.
const (
	In  Direction = "in"  // from the person
	Out Direction = "out" // from the business
)

// SupportState is where a support request stands; empty for what is none.
type SupportState string

// The states of a support request.
const (
	Opened  SupportState = "open"
	Waiting SupportState = "waiting"
	Solved  SupportState = "solved"
)

// Interaction is one exchange with a contact, or a note about one.
type Interaction struct {
	ID        ID        `json:"id"`
	Contact   ID        `json:"contact"`
	Kind      Kind      `json:"kind"`
	Direction Direction `json:"direction,omitempty"` // empty only for notes
	At        time.Time `json:"at"`
	Subject   string    `json:"subject,omitempty"`
	Body      string    `json:"body,omitempty"`
	FollowUp  Date      `json:"follow_up,omitempty"` // cleared when done
	// Support makes it a support request, and says where that stands.
	Support SupportState `json:"support,omitempty"`
	// Thread is the request of the same contact that a message belongs to,
	// zero for none. A request is in no thread but its own.
	Thread ID `json:"thread,omitzero"`
	// Activity is what a call was for, zero where it was not said.
	Activity  ID        `json:"activity,omitzero"`
	Batch     ID        `json:"batch,omitzero"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

// FromPerson tells whether the interaction restarts the retention clock: an
// inbound contact or a purchase (CNIL délib. 2021-131).
func (i Interaction) FromPerson() bool {
	return i.Kind == Purchase || (i.Direction == In && i.Kind != Note)
}

// clean puts i in its stored form. All but notes need a direction; a purchase
// comes from the person where none is said.
func (i *Interaction) clean() error {
	var c cleaner
	if i.Kind == Purchase && i.Direction == "" {
		i.Direction = In
	}
	c.oneOf("kind", string(i.Kind), string(Call), string(Mail), string(Meeting), string(Message),
		string(Letter), string(Note), string(Purchase))
	switch {
	case i.Direction == "" && i.Kind != Note:
		c.fail("direction", Required)
	default:
		c.oneOf("direction", string(i.Direction), "", string(In), string(Out))
	}
	c.oneOf("support", string(i.Support), "", string(Opened), string(Waiting), string(Solved))
	if i.Thread != (ID{}) && i.Support != "" {
		c.fail("support", NoSuch)
	}
	c.line("subject", &i.Subject, maxLine)
	c.text("body", &i.Body, maxBody)
	c.date("follow_up", i.FollowUp)
	i.At = i.At.UTC().Truncate(time.Second)
	if y := i.At.Year(); y < 1900 || y > 2999 {
		c.fail("at", Range)
	}
	return c.err
}
