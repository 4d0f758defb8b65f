package paper

import (
	"cmp"
	"strings"
	"time"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/text"
)

// LetterOrder is what a letter about a request is made of.
type LetterOrder struct {
	Business store.Business
	Request  store.Request
	Name     string // of the person
	Address  string // of the person, for the post
	Step     store.LetterFor
	// Reason is the reason, the doubt or the answer where the register has none
	// yet.
	Reason string
	Now    time.Time
}

// OrderLetter is what a letter about a request is made of, to whoever asked.
func OrderLetter(s *store.Store, r store.Request, step store.LetterFor, reason string, now time.Time) LetterOrder {
	o := LetterOrder{Business: s.Settings().Business, Request: r, Name: r.Name, Address: r.Reach, Step: step, Reason: reason, Now: now}
	if p, err := s.Person(r.Contact); err == nil {
		o.Name = p.DisplayName("")
		if len(p.Addresses) > 0 {
			o.Address = text.Language(cmp.Or(r.Language, s.Settings().Language)).Envelope(p.Addresses[0]).Line()
		}
	}
	return o
}

// Letter fills in the template of a letter about a request, in the language of
// the words. What the law asks for and nobody said is refused.
func Letter(w *text.Words, template string, o LetterOrder) (Document, error) {
	reference := o.Request.ID.String()
	reference = reference[len(reference)-8:]
	markdown, err := privacy.FillLetter(o.Step, template, o.parts(w, reference))
	if err != nil {
		return Document{}, err
	}
	title, blocks := Parse(markdown)
	return Document{
		Title: cmp.Or(title, w.Request.Steps[string(o.Step)]), Author: o.Business.Name, Language: w.Language, Date: o.Now, Blocks: blocks,
		Footer: w.Request.LetterFooter.With("business", o.Business.Name, "reference", reference),
	}, nil
}

// Headed puts the letterhead on a letter that is printed: who writes, to whom,
// when. A text to paste goes without.
func Headed(w *text.Words, d Document, o LetterOrder) Document {
	from := o.Business.Name
	for _, more := range []string{o.Business.Address, o.Business.Email, store.FormatPhone(o.Business.Phone, "")} {
		if more != "" {
			from += "\n" + more
		}
	}
	to := w.Request.To.With("name", o.Name)
	if o.Address != "" {
		to += "\n" + o.Address
	}
	head := []Block{}
	for _, part := range []string{from, to, w.Request.Dated.With("day", w.Language.Date(o.Now.Local()))} {
		if strings.TrimSpace(part) != "" {
			head = append(head, Block{Lines: []Line{Plain(part)}})
		}
	}
	d.Blocks = append(head, d.Blocks...)
	return d
}

// parts are the parts of the template in words. What an event tells comes
// before what is said ahead of it.
func (o LetterOrder) parts(w *text.Words, reference string) map[string]string {
	l, r := w.Language, o.Request
	day := func(d store.Date) string { return l.Day(string(d)) }
	told := func(kind store.EventOf) string {
		e, _ := r.Last(kind)
		return cmp.Or(o.Reason, e.Text)
	}
	today := store.DateOf(o.Now)
	counted := r
	if _, noted := r.Last(store.Extended); o.Step == store.Extend && !noted { // as it will be
		counted.Events = append(counted.Events[:len(counted.Events):len(counted.Events)], store.RequestEvent{Kind: store.Extended, On: today})
	}
	reasons := told(store.RefusedRequest)
	if o.Step == store.Extend {
		reasons = told(store.Extended)
	}
	answer, found := r.Last(store.Answered)
	if !found {
		answer.On = today
	}
	return map[string]string{
		"business": o.Business.Name, "contact": strings.ReplaceAll(privacy.ContactOf(o.Business), "\n", ", "), "name": o.Name,
		"received": day(r.Received), "today": day(today), "request": w.Request.Names[string(r.Right)], "reference": reference,
		"due": day(privacy.ClockOf(counted, privacy.CalendarOf(o.Business), today).Due), "doubt": told(store.IdentityAsked),
		"reasons": reasons, "remedies": w.Request.Remedies, "what": cmp.Or(o.Reason, answer.Text), "answered": day(answer.On),
	}
}
