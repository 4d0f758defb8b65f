package store

import (
	"slices"
	"time"

	"calepin/store/vault"
)

// Review is one look at the security of the whole: what the program checked, and
// what a person answered (GDPR art. 32(1)(d)). It is kept as evidence.
type Review struct {
	ID      ID        `json:"id"`
	Started time.Time `json:"started_at"`
	By      string    `json:"by,omitempty"`
	// Checks are what the program found, in the words of that day.
	Checks []ReviewCheck `json:"checks,omitempty"`
	// Asked are the questions of the review, Answers what was answered, the last
	// word on each.
	Asked     []string       `json:"asked"`
	Answers   []ReviewAnswer `json:"answers,omitempty"`
	Finished  time.Time      `json:"finished_at,omitzero"`
	UpdatedAt time.Time      `json:"updated_at"`
}

// ReviewCheck is one thing that was checked: "ok", "warn" or "bad", and what was
// found.
type ReviewCheck struct {
	Check   string `json:"check"`
	Level   string `json:"level"`
	Finding string `json:"finding"`
}

// ReviewAnswer is an answer to one question.
type ReviewAnswer struct {
	Question string `json:"question"`
	Answer   Yesno  `json:"answer"`
	// Note says more; with a no, what is done about it.
	Note string    `json:"note,omitempty"`
	By   string    `json:"by,omitempty"`
	At   time.Time `json:"at"`
}

// Yesno is an answer to a question of a review.
type Yesno string

// The answers.
const (
	AnsweredYes   Yesno = "yes"
	AnsweredNo    Yesno = "no"
	NotApplicable Yesno = "na"
)

// Yesnos are all answers, in the order in which they are offered.
var Yesnos = []Yesno{AnsweredYes, AnsweredNo, NotApplicable}

func (r *Review) place() (RecordKind, []byte)                  { return KindReview, key(r.ID) }
func (*Review) entries(*indexer, func(string, []byte, []byte)) {}

// Answer returns the answer to a question; false where there is none yet.
func (r *Review) Answer(question string) (ReviewAnswer, bool) {
	i := slices.IndexFunc(r.Answers, func(a ReviewAnswer) bool { return a.Question == question })
	if i < 0 {
		return ReviewAnswer{}, false
	}
	return r.Answers[i], true
}

// Open returns the questions without an answer.
func (r *Review) Open() []string {
	return slices.DeleteFunc(slices.Clone(r.Asked), func(q string) bool { _, has := r.Answer(q); return has })
}

// Check puts r in its stored form and says what is wrong with it.
func (r *Review) Check(now time.Time) error {
	var c cleaner
	c.line("by", &r.By, maxName)
	c.moment("started_at", &r.Started, now)
	c.size("checks", len(r.Checks))
	c.size("asked", len(r.Asked))
	for i := range r.Checks {
		k := &r.Checks[i]
		c.line("check", &k.Check, maxTag)
		c.oneOf("level", k.Level, "ok", "warn", "bad")
		c.text("finding", &k.Finding, maxNote)
	}
	for i := range r.Asked {
		c.line("asked", &r.Asked[i], maxTag)
	}
	for i := range r.Answers {
		a := &r.Answers[i]
		c.enter("answers", i)
		c.oneOf("question", a.Question, r.Asked...)
		c.oneOf("answer", string(a.Answer), texts(Yesnos)...)
		c.text("note", &a.Note, maxNote)
		c.line("by", &a.By, maxName)
		c.moment("at", &a.At, now)
	}
	c.leave()
	if !r.Finished.IsZero() {
		c.moment("finished_at", &r.Finished, now)
	}
	return c.err
}

// SetReview stores a review: a new one where it has no id. It is finished once
// every question has its answer, and then stays as it is.
func (s *Store) SetReview(r *Review) error {
	what := Edited
	if r.ID == (ID{}) {
		what = Added
	}
	return s.update(what, func(c *change) error {
		if what == Edited {
			was, err := get[Review](c.tx, KindReview, key(r.ID), r.ID)
			if err != nil {
				return err
			}
			if !was.Finished.IsZero() {
				return &FieldError{"finished_at", Taken}
			}
		} else if err := c.settle(&r.ID, KindReview); err != nil {
			return err
		}
		if len(r.Open()) == 0 && r.Finished.IsZero() {
			r.Finished = c.now
		}
		r.UpdatedAt = c.now
		if err := r.Check(c.now); err != nil {
			return err
		}
		return c.put(r)
	})
}

// Reviews returns the reviews, oldest first.
func (s *Store) Reviews() (all []Review, err error) {
	err = s.v.View(func(tx *vault.Tx) error { all, err = listTied[Review](tx, KindReview, ID{}); return err })
	SortRecords(all, func(a, b Review) int { return a.Started.Compare(b.Started) })
	return all, err
}

// Review returns a review by id.
func (s *Store) Review(id ID) (r Review, err error) {
	err = s.v.View(func(tx *vault.Tx) error { r, err = get[Review](tx, KindReview, key(id), id); return err })
	return r, err
}

// FindReview returns the review of an id or of a unique id prefix.
func (s *Store) FindReview(ref string) (r Review, err error) {
	err = s.v.View(func(tx *vault.Tx) error { r, err = findRef[Review](tx, KindReview, ref); return err })
	return r, err
}

// Reviews calls fn with every review.
func (d *Dump) Reviews(fn func(Review) error) error { return each(d.tx, KindReview, ID{}, fn) }
