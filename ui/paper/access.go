package paper

import (
	"strings"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/text"
)

// Access is what answers a request for access: a letter that says what GDPR art.
// 15(1)(a)–(h) and (2) ask for, then the copy of everything (art. 15(3)). w are
// the words of the person's language.
func Access(w *text.Words, a privacy.Access) Document {
	t := w.Access
	day := w.Language.Date(a.At.Local())
	d := Document{Title: t.Title, Author: a.Controller.Name, Language: w.Language, Date: a.At,
		Footer: t.Footer.With("name", a.Controller.Name, "day", day)}
	d.Sheet(t.Person, a.Name(), t.Controller, controllerLines(a.Controller), w.Records.Fields["dpo"], a.Controller.DPO, t.StateOf, minute(w, a.At))
	d.Paragraph(t.Dear.With("name", a.Name()))
	d.Paragraph(t.Intro.With("day", day))
	enclosed := t.Enclosed
	if len(a.Attachments) > 0 {
		enclosed += " " + t.WithFiles
	}
	d.Paragraph(enclosed)
	l := letter{w, &a, &d}
	l.purposes()
	l.recipients()
	l.source()
	l.rights()
	l.masked()
	accessCopy(w, &a, &d)
	return d
}

// letter says what is done with the data.
type letter struct {
	*text.Words
	a *privacy.Access
	d *Document
}

// purposes are art. 15(1)(a), (b), (c) by categories, (d) and (h), and (2), by
// purpose.
func (l letter) purposes() {
	t, language := l.Access, string(l.Language)
	l.d.Heading(1, t.Purposes)
	if len(l.a.Purposes) == 0 {
		l.d.Paragraph(t.NoPurpose)
	}
	for _, p := range l.a.Purposes {
		x := p.Activity.Text(language)
		state := t.NotUsed
		if p.Valid {
			state = t.InUse
		}
		reason := l.Privacy.Reasons[string(p.Why)]
		if p.Rule != "" {
			reason += " (" + l.Privacy.Rule(p.Rule) + ")"
		}
		retention := x.Retention
		if p.Until != "" {
			retention += "\n" + t.UntilDay.With("day", l.Language.Day(string(p.Until)))
		}
		l.d.Heading(2, x.Name)
		l.d.Sheet(t.Purpose, x.Purpose, t.Basis, text.Capital(l.Privacy.Basis(p.Activity.Basis)), t.Interest, x.Interest,
			t.State, text.Capital(state.With("reason", reason)), t.Data, x.Data, t.Recipients, x.Recipients,
			t.Retention, retention, t.Transfers, orElse(x.Transfers, t.NoTransfer), t.Automated, x.Automated)
	}
	l.d.Heading(1, t.Decisions)
	automated := t.NoDecision
	for _, p := range l.a.Purposes {
		if x := p.Activity.Text(language); x.Automated != "" {
			automated = ""
			l.d.Paragraph(x.Name + l.d.pair() + x.Automated)
		}
	}
	if automated != "" {
		l.d.Paragraph(automated)
	}
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// recipients are those of art. 15(1)(c), by name (CJEU C-154/21).
func (l letter) recipients() {
	t := l.Access
	l.d.Heading(1, t.Handed)
	handed := l.a.Recipients()
	if len(handed) == 0 {
		l.d.Paragraph(t.HandedNone)
		return
	}
	l.d.Paragraph(t.HandedIntro)
	l.d.Table([]string{l.Records.Fields["at"], l.Records.Fields["recipient"], l.Records.Fields["format"], t.Content}, disclosureRows(l.Words, handed))
}

func disclosureRows(w *text.Words, all []store.Disclosure) (rows [][]string) {
	for _, x := range all {
		content := w.Access.Sheet
		if len(x.Contacts) == 0 {
			content = w.Access.Everything
		}
		rows = append(rows, []string{w.Language.Date(x.At.Local()), orElse(x.Recipient, w.Access.Own), orElse(w.Disclosure.Formats[x.Format], x.Format), content})
	}
	return rows
}

// source is art. 15(1)(g).
func (l letter) source() {
	l.d.Heading(1, l.Access.Source)
	f := l.Records.Fields
	l.d.Sheet(f["source"], l.a.Person.Source, f["origin"], text.Capital(l.Privacy.Origins[string(l.a.Person.Origin)]),
		f["created_at"], l.Language.Date(l.a.Person.CreatedAt.Local()))
}

// rights are art. 15(1)(e) and (f).
func (l letter) rights() {
	t := l.Access
	l.d.Heading(1, t.Rights)
	l.d.Bullets(strings.Split(t.RightsList, "\n")...)
	l.d.Paragraph(t.Reach.With("contact", strings.ReplaceAll(privacy.ContactOf(l.a.Controller), "\n", ", ")))
	l.d.Heading(1, t.Complaint)
	l.d.Paragraph(t.ToComplain)
}

// masked says what is withheld for the rights of others (art. 15(4)).
func (l letter) masked() {
	if n := len(l.a.Masked); n > 0 {
		l.d.Heading(1, l.Access.Masked)
		l.d.Paragraph(l.Access.MaskedSays.Of(n))
	}
}
