package store

import (
	"cmp"
	"errors"
	"io"
	"slices"
	"time"

	"calepin/store/vault"
)

// ErrNothingGiven says that there is no consent to withdraw, or that the
// withdrawal is dated before it.
var ErrNothingGiven = errors.New("no consent given before that time")

// RecordConsent adds an event to the history. It cannot be undone: a correction
// is another event. An activity, a wording or a notice that does not exist, a
// time to come, a yes without its proof, and a withdrawal dated before what it
// withdraws (ErrNothingGiven) are refused.
func (s *Store) RecordConsent(e *Consent) error {
	return s.write(func(c *change) error { return c.addConsent(e) })
}

// RecordConsentsWith adds events of one contact and keeps a file as the
// evidence of each: all, or none. A file over MaxAttachment bytes is refused
// with a *TooLargeError.
func (s *Store) RecordConsentsWith(events []Consent, name string, evidence io.Reader) error {
	chunks, err := readChunks(evidence)
	if err != nil {
		return err
	}
	return s.write(func(c *change) error {
		a := Attachment{Contact: events[0].Contact, Name: name}
		if err := c.addAttachment(&a, chunks); err != nil {
			return err
		}
		for i := range events {
			events[i].Evidence = a.ID
			if err := c.addConsent(&events[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// RecordConsents adds many events, all or none.
func (s *Store) RecordConsents(events []Consent) error {
	return s.write(func(c *change) error {
		for i := range events {
			if err := c.addConsent(&events[i]); err != nil {
				return &LoadError{KindConsent, i, err}
			}
		}
		return nil
	})
}

func (c *change) addConsent(e *Consent) error {
	if _, err := c.contact(e.Contact); err != nil {
		return err
	}
	if e.ID == (ID{}) {
		e.ID = newID(c.now)
	} else if err := c.unused(e); err != nil {
		return err
	}
	e.RecordedAt = c.now
	if e.At.IsZero() {
		e.At = c.now
	}
	if err := e.clean(c.now); err != nil {
		return err
	}
	if err := c.checkConsent(e); err != nil {
		return err
	}
	if err := c.suppressObjected(e); err != nil {
		return err
	}
	return c.put(e)
}

// checkConsent checks what e points at.
func (c *change) checkConsent(e *Consent) error {
	if e.Activity != (ID{}) {
		a, err := get[Activity](c.tx, KindActivity, key(e.Activity), e.Activity)
		if err != nil {
			return &FieldError{"activity", NoSuch}
		}
		if e.Answer == Yes && !slices.Contains(a.Channels, e.Channel) {
			return &FieldError{"channel", NoSuch}
		}
	}
	if err := c.checkWording(e); err != nil {
		return err
	}
	if e.Notice != (ID{}) && c.tx.Get(string(KindNotice), e.Notice[:]) == nil {
		return &FieldError{"notice", NoSuch}
	}
	e.SHA256 = ""
	if e.Evidence != (ID{}) {
		a, err := get[Attachment](c.tx, KindAttachment, key(e.Contact, e.Evidence), e.Evidence)
		if err != nil {
			return &FieldError{"evidence", NoSuch}
		}
		e.SHA256 = a.SHA256
	}
	if e.Answer == Withdrawn {
		return c.checkWithdrawal(e)
	}
	return nil
}

func (c *change) checkWording(e *Consent) error {
	if e.Wording == (ID{}) {
		return nil
	}
	w, err := get[Wording](c.tx, KindWording, key(e.Wording), e.Wording)
	if err != nil || w.Activity != e.Activity || w.Channel != e.Channel {
		return &FieldError{"wording", NoSuch}
	}
	return nil
}

// checkWithdrawal refuses to withdraw what was not given by then.
func (c *change) checkWithdrawal(e *Consent) error {
	past, err := listTied[Consent](c.tx, KindConsent, e.Contact)
	if err != nil {
		return err
	}
	given := func(o Consent) bool {
		return o.Activity == e.Activity && o.Channel == e.Channel && (o.Answer == Yes || o.Answer == Unknown) && !o.At.After(e.At)
	}
	if !slices.ContainsFunc(past, given) {
		return ErrNothingGiven
	}
	return nil
}

// Consents returns the history of a contact, or of all where it is zero, in
// the order of the answers.
func (s *Store) Consents(contact ID) (all []Consent, err error) {
	err = s.v.View(func(tx *vault.Tx) error { all, err = consentsOf(tx, contact); return err })
	return all, err
}

func consentsOf(tx *vault.Tx, contact ID) ([]Consent, error) {
	all, err := listTied[Consent](tx, KindConsent, contact)
	SortRecords(all, compareConsents)
	return all, err
}

// SortConsents puts events in the order of the answers.
func SortConsents(all []Consent) { SortRecords(all, compareConsents) }

// compareConsents orders events by when they happened, those of one moment by
// when they were recorded; of one second, what is no yes has the last word.
func compareConsents(a, b Consent) int {
	return cmp.Or(a.At.Compare(b.At), a.RecordedAt.Compare(b.RecordedAt), cmp.Compare(rankAnswer(a), rankAnswer(b)),
		slices.Compare(a.ID[:], b.ID[:]))
}

func rankAnswer(e Consent) int {
	if e.Answer == Yes {
		return 0
	}
	return 1
}

// FindConsent returns the event of an id or of a unique id prefix.
func (s *Store) FindConsent(ref string) (e Consent, err error) {
	err = s.v.View(func(tx *vault.Tx) error { e, err = findRef[Consent](tx, KindConsent, ref); return err })
	return e, err
}

// SetWording stores the words of a question. Where the newest version of that
// activity, channel and language says the same, it is that one; where nobody
// answered to it yet, it is replaced; else a new version is made. Past words are
// a version beside the others.
func (s *Store) SetWording(w *Wording) error {
	return s.write(func(c *change) error {
		if _, err := get[Activity](c.tx, KindActivity, key(w.Activity), w.Activity); err != nil {
			return &FieldError{"activity", NoSuch}
		}
		if err := w.clean(); err != nil {
			return err
		}
		w.SHA256 = hashed(w.Text)
		all, err := listTied[Wording](c.tx, KindWording, ID{})
		if err != nil {
			return err
		}
		all = slices.DeleteFunc(all, func(o Wording) bool { return !o.asks(*w) })
		last := newestWording(all)
		for _, o := range all {
			if o.Text == w.Text && (w.Past || o.ID == last.ID) {
				*w = o
				return nil
			}
		}
		w.ID, w.Version, w.CreatedAt = newID(c.now), 1, c.now
		for _, o := range all {
			w.Version = max(w.Version, o.Version+1)
		}
		if !w.Past && last.Version > 0 && naming(c.tx, KindConsent, last.ID) == 0 {
			w.ID, w.Version = last.ID, last.Version
		}
		return c.put(w)
	})
}

// asks tells whether w asks what o does, in the same language.
func (w Wording) asks(o Wording) bool {
	return w.Activity == o.Activity && w.Channel == o.Channel && w.Language == o.Language
}

// newestWording returns the last version that is asked with, Version 0 for none.
func newestWording(versions []Wording) (last Wording) {
	for _, w := range versions {
		if !w.Past && w.Version > last.Version {
			last = w
		}
	}
	return last
}

// Wordings returns every version of every wording: by activity, channel and
// language, the newest version first.
func (s *Store) Wordings() (all []Wording, err error) {
	err = s.v.View(func(tx *vault.Tx) error { all, err = listTied[Wording](tx, KindWording, ID{}); return err })
	SortRecords(all, func(a, b Wording) int {
		return cmp.Or(slices.Compare(a.Activity[:], b.Activity[:]), cmp.Compare(a.Channel, b.Channel),
			cmp.Compare(a.Language, b.Language), cmp.Compare(b.Version, a.Version))
	})
	return all, err
}

// NewestWording returns the current words of a question; false where nobody
// wrote any.
func (s *Store) NewestWording(activity ID, ch Channel, language string) (w Wording, found bool, err error) {
	all, err := s.Wordings()
	like := Wording{Activity: activity, Channel: ch, Language: language}
	w = newestWording(slices.DeleteFunc(all, func(o Wording) bool { return !o.asks(like) }))
	return w, w.Version > 0, err
}

// Wording returns a version of a wording by id.
func (s *Store) Wording(id ID) (w Wording, err error) {
	err = s.v.View(func(tx *vault.Tx) error { w, err = get[Wording](tx, KindWording, key(id), id); return err })
	return w, err
}

// FindWording returns the wording of an id or of a unique id prefix.
func (s *Store) FindWording(ref string) (w Wording, err error) {
	err = s.v.View(func(tx *vault.Tx) error { w, err = findRef[Wording](tx, KindWording, ref); return err })
	return w, err
}

// carryRefusals keeps, in a merge, the latest refusal over any yes.
func (c *change) carryRefusals(a, b []Consent, into ID) error {
	for _, e := range Refusals(a, b, into, c.now) {
		if err := c.put(&e); err != nil {
			return err
		}
	}
	return nil
}

// Refusals returns what the histories of two people who become one must gain:
// where one of them withdrew or said no last, and the other's last answer to
// the same question is a yes, a withdrawal of now.
func Refusals(a, b []Consent, into ID, now time.Time) (out []Consent) {
	for _, pair := range [2][2][]Consent{{a, b}, {b, a}} {
		refused, said := lastAnswers(pair[0]), lastAnswers(pair[1])
		for q, r := range refused {
			if (r.Answer != Withdrawn && r.Answer != No) || said[q].Answer != Yes {
				continue
			}
			e := r
			e.ID, e.Contact, e.At, e.RecordedAt = newID(now), into, latest(now, said[q].At), now
			e.Answer, e.Means, e.Evidence, e.SHA256 = Withdrawn, Merging, ID{}, ""
			out = append(out, e)
		}
	}
	return out
}

// question is what an answer is to.
type question struct {
	activity ID
	channel  Channel
}

// lastAnswers returns the last answer to each question.
func lastAnswers(history []Consent) map[question]Consent {
	last := map[question]Consent{}
	for _, e := range history {
		q := question{e.Activity, e.Channel}
		if was, has := last[q]; !has || compareConsents(was, e) < 0 {
			last[q] = e
		}
	}
	return last
}
