package privacy

import (
	"errors"
	"fmt"
	"time"

	"calepin/store"
	"calepin/store/exchange"
)

// Proof is a part of the proof of a consent (GDPR art. 7(1)).
type Proof string

// The parts: when, how, by which words, taken by whom.
const (
	ProofTime      Proof = "at"
	ProofMeans     Proof = "means"
	ProofWording   Proof = "wording"
	ProofCollector Proof = "collector"
)

// Kept is an answer of a file as it is to be recorded.
type Kept struct {
	store.Consent
	Line int
	// Missing are the parts of the proof that a yes lacks: it is kept as
	// unknown, which is not yes.
	Missing []Proof
	// Words are the past words to be kept as a version first.
	Words *store.Wording
}

// Answers is what becomes of a file of answers.
type Answers struct {
	Kept []Kept
	// Again counts the answers that are recorded already.
	Again int
	// Problems are the rows that name nobody, nothing, or a time to come.
	Problems []exchange.Problem
}

// PlanAnswers says what becomes of answers read from a file: without a word to
// the vault. A yes without its whole proof becomes unknown (GDPR art. 7(1)).
func PlanAnswers(s *store.Store, file string, rows []exchange.Answered, now time.Time) (Answers, error) {
	p := planning{store: s, file: file, now: now, known: map[store.ID][]store.Consent{}}
	var err error
	if p.wordings, err = s.Wordings(); err != nil {
		return p.Answers, fmt.Errorf("plan the answers of a file: %w", err)
	}
	for _, r := range rows {
		if err := p.row(r); err != nil {
			return p.Answers, fmt.Errorf("plan the answers of a file: %w", err)
		}
	}
	return p.Answers, nil
}

// RecordAnswers records what PlanAnswers planned: all, or none.
func RecordAnswers(s *store.Store, plan Answers) error {
	events := make([]store.Consent, len(plan.Kept))
	for i, k := range plan.Kept {
		events[i] = k.Consent
		if k.Words == nil {
			continue
		}
		w := *k.Words
		if err := s.SetWording(&w); err != nil {
			return fmt.Errorf("keep the words of line %d: %w", k.Line, err)
		}
		events[i].Wording = w.ID
	}
	if err := s.RecordConsents(events); err != nil {
		return fmt.Errorf("record the answers of a file: %w", err)
	}
	return nil
}

type planning struct {
	Answers
	store    *store.Store
	file     string
	now      time.Time
	wordings []store.Wording
	known    map[store.ID][]store.Consent
}

func (p *planning) bad(line int, field string, code exchange.Code) {
	p.Problems = append(p.Problems, exchange.Problem{File: p.file, Line: line, Field: field, Code: code, Lost: exchange.Record})
}

func (p *planning) row(r exchange.Answered) error {
	person, err := p.store.FindPerson(r.Contact)
	if unknown(err) {
		p.bad(r.Line, "contact", exchange.NotOnFile)
		return nil
	}
	if err != nil {
		return err
	}
	k := Kept{Line: r.Line, Consent: store.Consent{Contact: person.ID, Channel: r.Channel, Answer: r.Answer, At: r.At, Means: r.Means,
		Collector: r.Collector, Reference: r.Reference, Note: r.Note}}
	var activity store.Activity
	if r.Activity != "" {
		activity, err = p.store.FindActivity(r.Activity)
		if unknown(err) {
			p.bad(r.Line, "activity", exchange.NotOnFile)
			return nil
		}
		if err != nil {
			return err
		}
		k.Activity = activity.ID
	}
	switch {
	case r.At.After(p.now):
		p.bad(r.Line, "at", exchange.Future)
		return nil
	case r.Answer == store.Yes && !declares(activity, r.Channel):
		p.bad(r.Line, "channel", exchange.NotByChannel)
		return nil
	}
	p.words(&k, r)
	k.prove()
	return p.keep(k)
}

func unknown(err error) bool {
	var (
		none    *store.NotFoundError
		several *store.AmbiguousError
	)
	return errors.As(err, &none) || errors.As(err, &several)
}

// words finds the version that a row names, by its id or by its very text.
func (p *planning) words(k *Kept, r exchange.Answered) {
	if r.Wording == "" || k.Activity == (store.ID{}) {
		return
	}
	if w, err := p.store.FindWording(r.Wording); err == nil && w.Activity == k.Activity && w.Channel == k.Channel {
		k.Wording = w.ID
		return
	}
	language := r.Language
	if language == "" {
		language = p.store.Settings().Language
	}
	for _, w := range p.wordings {
		if w.Activity == k.Activity && w.Channel == k.Channel && w.Text == r.Wording {
			k.Wording = w.ID
			return
		}
	}
	k.Words = &store.Wording{Activity: k.Activity, Channel: k.Channel, Language: language, Text: r.Wording, Past: true}
}

// prove makes a yes whose proof has gaps unknown.
func (k *Kept) prove() {
	if k.Answer != store.Yes {
		return
	}
	for _, part := range []struct {
		proof Proof
		lacks bool
	}{
		{ProofTime, k.At.IsZero()}, {ProofMeans, k.Means == ""},
		{ProofWording, k.Wording == (store.ID{}) && k.Words == nil}, {ProofCollector, k.Collector == ""},
	} {
		if part.lacks {
			k.Missing = append(k.Missing, part.proof)
		}
	}
	if len(k.Missing) > 0 {
		k.Answer = store.Unknown
	}
}

// keep takes an answer in, unless it is recorded already or, of a withdrawal,
// nothing was given before it.
func (p *planning) keep(k Kept) error {
	past, read := p.known[k.Contact]
	if !read {
		var err error
		if past, err = p.store.Consents(k.Contact); err != nil {
			return err
		}
	}
	given := false
	for _, e := range past {
		same := e.Activity == k.Activity && e.Channel == k.Channel
		if same && e.Answer == k.Answer && (e.At.Equal(k.At) || k.At.IsZero()) {
			p.Again++
			return nil
		}
		given = given || same && (e.Answer == store.Yes || e.Answer == store.Unknown) && (k.At.IsZero() || !e.At.After(k.At))
	}
	if k.Answer == store.Withdrawn && !given {
		k.Answer = store.No // nothing that is known of was given: it refuses all the same
	}
	p.known[k.Contact] = append(past, k.Consent)
	p.Kept = append(p.Kept, k)
	return nil
}
