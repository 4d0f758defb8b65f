package paper

import (
	"io"
	"strings"
	"time"

	"calepin/privacy"
	"calepin/store"
	"calepin/store/exchange"
	"calepin/ui/text"
)

// BreachNotice is what the notification of a breach to the authority says, in the
// order of GDPR art. 33(3), to be pasted into its form. What is not known yet is
// said to follow (33(4)).
func BreachNotice(w *text.Words, b store.Business, x store.Breach, now time.Time) Document {
	p, k := w.Breach, privacy.BreachClockOf(&x, now)
	d := Document{Title: p.NoticeTitle, Author: b.Name, Language: w.Language, Date: now, Footer: p.NoticeFooter.With("name", b.Name)}
	kind := p.First
	if _, before := x.Last(store.Notified); before {
		kind = p.Complement
	}
	d.Sheet(w.Receipt.Controller, controllerLines(b), p.NoticeKind, kind, p.AwareSince, minute(w, x.Aware), p.HappenedAt, minute(w, x.Happened),
		p.Due, w.Language.Time(k.Due.Local()), p.Delay, delayOf(p, x, now))
	d.Heading(1, p.PartA)
	d.Paragraph(x.Facts)
	d.Sheet(p.Kind, w.BreachKinds(&x), p.People, follows(p, x.People), p.About, count(w, x.Count), p.Data, follows(p, x.Data), p.Records, count(w, x.Records))
	d.Heading(1, p.PartB)
	d.Paragraph(dpoOr(b))
	d.Heading(1, p.PartC)
	d.Paragraph(follows(p, x.Consequences))
	d.Sheet(p.RiskIs, p.Risks[string(x.Risk)])
	d.Heading(1, p.PartD)
	d.Paragraph(follows(p, x.Measures))
	if e, told := x.Last(store.ToldPeople, store.NotTold); told {
		d.Sheet(p.PeopleTold, w.BreachEvent(e))
	}
	return d
}

// delayOf is why it comes late; a line to fill in where that is not said yet.
func delayOf(p text.Breach, x store.Breach, now time.Time) string {
	if e, sent := x.Last(store.Notified); sent {
		return e.Delay
	}
	if privacy.BreachClockOf(&x, now).Late {
		return p.SayDelay
	}
	return ""
}

func follows(p text.Breach, said string) string {
	if said == "" {
		return p.Follows
	}
	return said
}

func count(w *text.Words, n int) string {
	if n == 0 {
		return ""
	}
	return w.Language.Number(int64(n))
}

func dpoOr(b store.Business) string {
	if b.DPO != "" {
		return b.DPO
	}
	return strings.TrimSpace(b.Name + "\n" + privacy.ContactOf(b))
}

// BreachMessage is what the people concerned are told, in plain language: what
// happened, whom to ask, what may follow, what was done and what they can do
// (GDPR art. 34(2)).
func BreachMessage(w *text.Words, b store.Business, x store.Breach, now time.Time) Document {
	p := w.Breach
	d := Document{Title: p.MessageTitle, Author: b.Name, Language: w.Language, Date: now}
	d.Paragraph(p.Hello)
	d.Paragraph(p.What.With("day", w.Language.Date(x.Aware.Local())) + "\n" + x.Facts)
	if x.Data != "" {
		d.Paragraph(p.YourData + "\n" + x.Data)
	}
	d.Paragraph(p.MayFollow + "\n" + follows(p, x.Consequences))
	d.Paragraph(p.WeDid + "\n" + follows(p, x.Measures))
	if x.Advice != "" {
		d.Paragraph(p.YouCan + "\n" + x.Advice)
	}
	d.Paragraph(p.Ask.With("contact", strings.ReplaceAll(dpoOr(b), "\n", ", ")))
	d.Paragraph(b.Name)
	return d
}

// Breaches is the register of breaches (GDPR art. 33(5)): facts, effects and
// remedies of each, and what was decided. It names none of the people concerned.
func Breaches(w *text.Words, b store.Business, all []store.Breach, now time.Time) Document {
	p := w.Breach
	d := Document{Title: p.RegisterTitle, Author: b.Name, Language: w.Language, Date: now, Footer: p.RegisterFooter.With("name", b.Name, "day", w.Language.Date(now))}
	d.Paragraph(p.RegisterLaw)
	if len(all) == 0 {
		d.Paragraph(p.Nothing)
		return d
	}
	for i, x := range all {
		d.Heading(2, w.Register.Number.With("n", i+1, "name", x.Title))
		d.Sheet(breachPairs(w, x, now)...)
	}
	return d
}

// breachPairs are the fields of a breach, each with its name.
func breachPairs(w *text.Words, x store.Breach, now time.Time) []string {
	p := w.Breach
	var done []string
	for _, e := range x.Events {
		done = append(done, w.BreachEvent(e))
	}
	return []string{w.Records.Fields["id"], x.ID.String(), p.Kind, w.BreachKinds(&x), p.HappenedAt, minute(w, x.Happened), p.AwareSince, minute(w, x.Aware),
		p.Due, w.Language.Time(privacy.BreachClockOf(&x, now).Due.Local()), p.State, p.States[string(privacy.StateOfBreach(&x))],
		w.Records.Fields["facts"], x.Facts, p.People, x.People, p.About, count(w, x.Count), p.Data, x.Data, p.Records, count(w, x.Records),
		p.Consequences, x.Consequences, p.RiskIs, p.Risks[string(x.Risk)], p.Measures, x.Measures, p.Done, strings.Join(done, "\n")}
}

// BreachRows is the register of breaches as a table, one a row.
func BreachRows(out io.Writer, w *text.Words, all []store.Breach, now time.Time) error {
	names, _ := split(breachPairs(w, store.Breach{}, now))
	rows := [][]string{append([]string{w.Records.Fields["title"]}, names...)}
	for _, x := range all {
		_, values := split(breachPairs(w, x, now))
		rows = append(rows, append([]string{x.Title}, values...))
	}
	return exchange.Rows(out, rows)
}

// BreachesJSON writes the register of breaches as JSON: the people concerned are
// counted, not named.
func BreachesJSON(out io.Writer, b store.Business, all []store.Breach, at time.Time) error {
	return indented(out, struct {
		Controller store.Business `json:"controller"`
		At         time.Time      `json:"at"`
		Breaches   []store.Breach `json:"breaches"`
	}{b, at.UTC().Truncate(time.Second), unnamed(all)})
}

// unnamed leaves the ids of the people concerned out.
func unnamed(all []store.Breach) []store.Breach {
	out := make([]store.Breach, len(all))
	for i, x := range all {
		x.Contacts = nil
		out[i] = x
	}
	return out
}

// BreachPeople is the list of the people whom a breach concerned, to tell them.
func BreachPeople(out io.Writer, w *text.Words, people []privacy.Concerned) error {
	f := w.Records.Fields
	rows := [][]string{{f["id"], f["name"], f["email"], f["phone"], f["address"]}}
	for _, p := range people {
		rows = append(rows, []string{p.ID.String(), p.Name, p.Email, p.Phone, p.Address})
	}
	return exchange.Rows(out, rows)
}
