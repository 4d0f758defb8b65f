package store

import "time"

// Answer is what a person said, or did, about one purpose and channel.
type Answer string

// The answers. Only Yes is consent: silence, "not now" and what is not known
// are none (GDPR art. 4(11)).
const (
	Yes       Answer = "yes"
	No        Answer = "no"
	Later     Answer = "later"     // asked, and put off: counts as no
	Unknown   Answer = "unknown"   // a yes without its proof: counts as no
	Withdrawn Answer = "withdrawn" // GDPR art. 7(3)
	Objected  Answer = "objected"  // GDPR art. 21
)

// Means is how an answer was given, or a notice.
type Means string

// The means.
const (
	InPerson  Means = "in-person"
	Telephone Means = "phone"
	Paper     Means = "paper"
	EMail     Means = "email"
	Web       Means = "web"
	// Merging is how a withdrawal comes from a record merged into another.
	Merging Means = "merge"
)

// Consent is one event in the history of what a person agreed to: append-only,
// so that a correction is a new event (GDPR art. 7(1), EDPB 05/2020).
type Consent struct {
	ID      ID `json:"id"`
	Contact ID `json:"contact"`
	// Activity and Channel are what was answered. Of an objection, a zero
	// Activity stands for all direct marketing, an empty Channel for every one.
	Activity ID      `json:"activity,omitzero"`
	Channel  Channel `json:"channel,omitempty"`
	Answer   Answer  `json:"answer"`
	// At is when the person answered; RecordedAt when that was written down.
	At      time.Time `json:"at"`
	Means   Means     `json:"means,omitempty"`
	Wording ID        `json:"wording,omitzero"` // the version that was shown or read out
	Notice  ID        `json:"notice,omitzero"`  // the version of the notice that was shown
	// Collector is who asked.
	Collector string `json:"collector,omitempty"`
	// Evidence is a file kept in the vault, with its SHA-256, or Reference says
	// where the evidence lies.
	Evidence  ID     `json:"evidence,omitzero"`
	SHA256    string `json:"sha256,omitempty"`
	Reference string `json:"reference,omitempty"`
	// Parent is who consented jointly for a child under 15 (LIL art. 45).
	Parent     string    `json:"parent,omitempty"`
	Note       string    `json:"note,omitempty"`
	Batch      ID        `json:"batch,omitzero"`
	RecordedAt time.Time `json:"recorded_at"`
}

// clean puts e in its stored form. Proof is required of a yes alone: how, by
// whom, and the wording; a withdrawal is as easy as can be (GDPR art. 7(3)).
func (e *Consent) clean(now time.Time) error {
	var c cleaner
	c.oneOf("answer", string(e.Answer), string(Yes), string(No), string(Later), string(Unknown), string(Withdrawn), string(Objected))
	c.oneOf("channel", string(e.Channel), "", string(ByEmail), string(ByPhone), string(ByPost), string(BySMS), string(ForSpecialData))
	c.oneOf("means", string(e.Means), "", string(InPerson), string(Telephone), string(Paper), string(EMail), string(Web), string(Merging))
	c.line("collector", &e.Collector, maxName)
	c.line("reference", &e.Reference, maxLine)
	c.line("parent", &e.Parent, maxName)
	c.text("note", &e.Note, maxNote)
	e.At = e.At.UTC().Truncate(time.Second)
	if e.Answer != Objected {
		if e.Activity == (ID{}) {
			c.fail("activity", Required)
		}
		if e.Channel == "" {
			c.fail("channel", Required)
		}
	}
	if e.Answer == Yes {
		if e.Means == "" {
			c.fail("means", Required)
		}
		if e.Wording == (ID{}) {
			c.fail("wording", Required)
		}
		if e.Collector == "" {
			c.fail("collector", Required)
		}
	}
	switch {
	case e.At.IsZero():
		c.fail("at", Required)
	case e.At.After(now), e.At.Year() < 1900:
		c.fail("at", Range)
	}
	return c.err
}

// Wording is one version of the exact words of a question, in one language.
// Once an answer was given to it, it never changes.
type Wording struct {
	ID       ID      `json:"id"`
	Activity ID      `json:"activity"`
	Channel  Channel `json:"channel"`
	Language string  `json:"language"` // "fr" or "en"
	Version  int     `json:"version"`  // from 1, by activity, channel and language
	Text     string  `json:"text"`
	// Shipped tells that calepin worded it, and may word it anew.
	Shipped bool `json:"shipped,omitempty"`
	// Past tells words that were used elsewhere, or before: answers refer to
	// them, nobody is asked with them any more.
	Past bool `json:"past,omitempty"`
	// SHA256 is of Text, hex.
	SHA256    string    `json:"sha256"`
	CreatedAt time.Time `json:"created_at"`
}

func (w *Wording) clean() error {
	var c cleaner
	c.oneOf("channel", string(w.Channel), string(ByEmail), string(ByPhone), string(ByPost), string(BySMS), string(ForSpecialData))
	c.oneOf("language", w.Language, "fr", "en")
	c.text("text", &w.Text, maxNote)
	if w.Text == "" {
		c.fail("text", Required)
	}
	return c.err
}
