package paper

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/text"
)

// Proof is an answer with all that it refers to (GDPR art. 7(1)).
type Proof struct {
	Business store.Business
	Name     string // of the person
	Activity store.Activity
	Event    store.Consent
	Given    store.Consent // of a withdrawal: the yes that it withdraws
	Wording  store.Wording // that was shown or read out; of a withdrawal, at the yes
	Notice   store.Notice
	Evidence string     // the file's name
	Until    store.Date // the last day of a yes that ends
}

// ProofOf reads what an answer refers to.
func ProofOf(s *store.Store, e store.Consent) (Proof, error) {
	p := Proof{Business: s.Settings().Business, Event: e}
	facts, err := privacy.FactsOf(s, e.Contact)
	if err != nil {
		return p, fmt.Errorf("read what proves an answer: %w", err)
	}
	if e.Answer == store.Withdrawn {
		p.Given = givenBefore(facts.Consents, e)
	}
	wording := e.Wording
	if wording == (store.ID{}) {
		wording = p.Given.Wording
	}
	var evidence store.Attachment
	p.Name, err = nameOf(s, facts.Person)
	err = errors.Join(err, read(s.Activity, e.Activity, &p.Activity), read(s.Wording, wording, &p.Wording),
		read(s.Notice, e.Notice, &p.Notice), read(s.Attachment, e.Evidence, &evidence))
	if err != nil {
		return p, fmt.Errorf("read what proves an answer: %w", err)
	}
	p.Evidence = evidence.Name
	if state := privacy.StateOf(p.Activity, e.Channel, facts, store.DateOf(e.At)); state.Last.ID == e.ID {
		p.Until = state.Until
	}
	return p, nil
}

// read reads a record, where one is referred to.
func read[T any](find func(store.ID) (T, error), id store.ID, into *T) (err error) {
	if id != (store.ID{}) {
		*into, err = find(id)
	}
	return err
}

// givenBefore is the last yes before a withdrawal, to the same question.
func givenBefore(history []store.Consent, e store.Consent) (yes store.Consent) {
	for _, h := range history {
		if h.Answer == store.Yes && h.Activity == e.Activity && h.Channel == e.Channel && !h.At.After(e.At) {
			yes = h
		}
	}
	return yes
}

func nameOf(s *store.Store, p store.Person) (string, error) {
	if len(p.Organisations) == 0 {
		return p.DisplayName(""), nil
	}
	first := p.Organisations[0]
	if first.Organisation == (store.ID{}) {
		return p.DisplayName(first.Name), nil
	}
	o, err := s.Organisation(first.Organisation)
	return p.DisplayName(o.Name), err
}

// Receipt is what a person takes away of an answer: who answered what to which
// words, when and how, and how to come back on it (GDPR art. 7(1), (3)).
func Receipt(w *text.Words, p Proof) Document {
	e, r := p.Event, w.Receipt
	d := Document{Title: r.Titles[string(e.Answer)], Author: p.Business.Name, Language: w.Language, Date: e.RecordedAt,
		Footer: r.Footer.With("name", p.Business.Name, "id", e.ID)}
	d.Sheet(answerPairs(w, p)...)
	if p.Wording.Text != "" {
		d.Heading(1, r.ExactWords)
		var said []Line
		for part := range strings.SplitSeq(p.Wording.Text, "\n\n") {
			said = append(said, Plain(part))
		}
		d.Frame(said...)
	}
	d.Heading(1, r.ProofTitle)
	d.Sheet(proofPairs(w, p)...)
	d.Heading(1, r.NextTitle)
	d.Paragraph(r.Next[string(e.Answer)])
	d.Paragraph(r.Reach.With("contact", strings.ReplaceAll(privacy.ContactOf(p.Business), "\n", ", ")))
	return d
}

// answerPairs say what was answered.
func answerPairs(w *text.Words, p Proof) []string {
	e, r, f := p.Event, w.Receipt, w.Records.Fields
	what, purpose, channel := w.Consent.AllMarketing, "", r.EveryChannel
	if e.Activity != (store.ID{}) {
		t := p.Activity.Text(string(w.Language))
		what, purpose = t.Name, t.Purpose
	}
	if e.Channel != "" {
		channel = w.Privacy.Channels[string(e.Channel)]
	}
	return []string{r.Person, p.Name, r.Controller, controllerLines(p.Business), f["activity"], what, f["purpose"], purpose,
		f["channel"], channel, f["answer"], text.Capital(w.Privacy.Answers[string(e.Answer)]), f["at"], minute(w, e.At),
		f["means"], w.Privacy.Means[string(e.Means)], f["collector"], e.Collector, f["parent"], e.Parent,
		r.GivenOn, minute(w, p.Given.At), r.Until, w.Language.Day(string(p.Until))}
}

// proofPairs say what proves it.
func proofPairs(w *text.Words, p Proof) []string {
	e, f := p.Event, w.Records.Fields
	recorded := minute(w, e.RecordedAt)
	if recorded == minute(w, e.At) {
		recorded = ""
	}
	return []string{f["wording"], wordingVersion(w, p.Wording), f["notice"], noticeVersion(w, p.Notice), f["evidence"], p.Evidence,
		f["sha256"], e.SHA256, f["reference"], e.Reference, f["recorded_at"], recorded, w.Receipt.Number, e.ID.String()}
}

func minute(w *text.Words, t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return w.Language.Time(t.Local())
}

func controllerLines(b store.Business) string {
	lines := []string{b.Name}
	for _, s := range []string{b.Address, b.Email, store.FormatPhone(b.Phone, "")} {
		if s != "" {
			lines = append(lines, s)
		}
	}
	return strings.Join(lines, "\n")
}

func wordingVersion(w *text.Words, v store.Wording) string {
	if v.Version == 0 {
		return ""
	}
	return w.Consent.Version.With("n", v.Version, "language", v.Language) + "\nSHA-256 " + v.SHA256
}

func noticeVersion(w *text.Words, n store.Notice) string {
	if n.Version == 0 {
		return ""
	}
	return w.Notice.Version.With("article", n.Article, "form", w.Privacy.Forms[string(n.Form)], "n", n.Version, "language", n.Language)
}
