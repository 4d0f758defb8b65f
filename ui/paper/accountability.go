package paper

import (
	"io"
	"strconv"
	"strings"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/text"
)

// Accountability is the file that shows how the rules are kept, for an inspector
// or a client (GDPR arts 5(2), 24).
func Accountability(w *text.Words, a privacy.Accountability) Document {
	p := w.Accountability
	f := accountant{Words: w, a: a}
	d := Document{Title: p.Title, Author: a.Controller.Name, Language: w.Language, Date: a.At,
		Footer: p.Footer.With("name", a.Controller.Name, "day", w.Language.Date(a.At.Local()))}
	d.Paragraph(p.Law)
	d.Sheet(w.Receipt.Controller, controllerLines(a.Controller), w.Register.Fields["dpo"], a.Controller.DPO, p.People, strconv.Itoa(a.People),
		p.Restricted, strconv.Itoa(a.Restricted), p.Suppressed, strconv.Itoa(a.Suppressed), p.Informed, strconv.Itoa(a.Informed))
	f.proofs(&d)
	f.requests(&d)
	f.limits(&d)
	f.hosts(&d)
	d.Heading(1, w.Breach.RegisterTitle)
	d.Blocks = append(d.Blocks, Breaches(w, a.Controller, a.Breaches, a.At).Blocks...)
	f.reviews(&d)
	d.Heading(1, w.Register.Title)
	d.Blocks = append(d.Blocks, Register(w, a.Controller, a.Activities, a.At).Blocks...)
	return d
}

type accountant struct {
	*text.Words
	a privacy.Accountability
}

// part is a heading with a table, or with a word that there is nothing.
func (f accountant) part(d *Document, title string, headings []string, rows [][]string) {
	d.Heading(1, title)
	if len(rows) == 0 {
		d.Paragraph(f.Accountability.Nothing)
		return
	}
	d.Table(headings, rows)
}

// proofs counts who agreed to what, refused and withdrew.
func (f accountant) proofs(d *Document) {
	names := map[store.ID]string{}
	for _, x := range f.a.Activities {
		names[x.ID] = x.Text(string(f.Language)).Name
	}
	var rows [][]string
	for _, c := range f.a.Consents {
		name := names[c.Activity]
		if c.Activity == (store.ID{}) {
			name = f.Consent.AllMarketing
		}
		n := func(answers ...store.Answer) string {
			sum := 0
			for _, x := range answers {
				sum += c.Answers[x]
			}
			return strconv.Itoa(sum)
		}
		rows = append(rows, []string{name, f.Privacy.Channels[string(c.Channel)], n(store.Yes), n(store.No, store.Later), n(store.Withdrawn), n(store.Objected)})
	}
	p := f.Accountability
	f.part(d, p.Proofs, []string{f.Records.Fields["activity"], f.Records.Fields["channel"], p.Given, p.Refused, p.Withdrawn, p.Objected}, rows)
}

func (f accountant) requests(d *Document) {
	p, q := f.Accountability, f.Request
	var rows [][]string
	for _, r := range f.a.Requests {
		answered := f.Language.Day(string(r.Answered))
		if r.Late {
			answered = strings.TrimSpace(answered + " ! " + p.Late)
		}
		rows = append(rows, []string{q.Rights[string(r.Right)], f.Language.Day(string(r.Received)), f.Language.Day(string(r.Due)), answered, q.States[string(r.State)]})
	}
	f.part(d, p.Requests, []string{q.Right, q.Received, q.Due, p.Answered, q.State}, rows)
}

// limits are the time limits, and what was erased at their end or on request.
func (f accountant) limits(d *Document) {
	p := f.Accountability
	var rows [][]string
	for _, x := range f.a.Policies {
		name := f.Retention.Policies[x.Code]
		rows = append(rows, []string{name, f.Retention.Limit(x.Months), f.Privacy.Rule(x.Source), x.Set.Justification})
	}
	f.part(d, p.Policies, []string{p.Kind, p.Limit, f.Records.Fields["rule"], f.Records.Fields["justification"]}, rows)
	rows = nil
	for _, e := range f.a.Erasures {
		what, done := p.Person, p.Done
		if e.Records > 0 {
			what = p.Expired.Of(e.Records)
		}
		if !e.Done {
			done = p.NotDone
		}
		rows = append(rows, []string{f.Language.Time(e.At.Local()), what, done, e.ID.String()})
	}
	f.part(d, p.Erasures, []string{f.Records.Fields["at"], p.What, p.Backups, f.Records.Fields["id"]}, rows)
}

// hosts are the processors, and what was handed over to whomever.
func (f accountant) hosts(d *Document) {
	p, n := f.Accountability, f.Records.Fields
	var rows [][]string
	for _, x := range f.a.Processors {
		rows = append(rows, []string{x.Name, x.Service, x.Place, f.Language.Day(string(x.Signed)), f.TransferOf(&x.Processor), f.Language.Day(string(x.Review)), f.GapsOf(x.Gaps)})
	}
	f.part(d, p.Processors, []string{n["name"], n["service"], n["place"], n["signed"], n["transfer"], n["review"], f.Processor.Lacks}, rows)
	rows = nil
	for _, g := range f.a.Disclosures {
		if g.Recipient != "" {
			rows = append(rows, []string{f.Language.Time(g.At.Local()), g.Recipient, f.Disclosure.Formats[g.Format], strconv.Itoa(g.Count), strings.Trim(g.Purpose+"\n"+g.Risk, "\n")})
		}
	}
	f.part(d, p.Disclosures, []string{n["at"], n["recipient"], n["format"], n["count"], n["purpose"]}, rows)
}

// reviews are the looks at security: the last one whole, the others in a line.
func (f accountant) reviews(d *Document) {
	p, r := f.Accountability, f.Review
	var rows [][]string
	for _, x := range f.a.Reviews {
		rows = append(rows, []string{f.Language.Time(x.Started.Local()), f.ReviewState(&x), f.ReviewCounts(&x), x.By})
	}
	f.part(d, p.Reviews, []string{f.Records.Fields["at"], r.State, r.Found, f.Records.Fields["by"]}, rows)
	if len(f.a.Reviews) == 0 {
		return
	}
	last := f.a.Reviews[len(f.a.Reviews)-1]
	rows = nil
	for _, c := range last.Checks {
		rows = append(rows, []string{f.Doctor.Levels[c.Level], c.Finding})
	}
	d.Table([]string{r.State, r.Found}, rows)
	rows = nil
	for _, q := range last.Asked {
		answer, _ := last.Answer(q)
		said := r.Answers[string(answer.Answer)]
		rows = append(rows, []string{r.Questions[q], said, answer.Note})
	}
	d.Table([]string{r.Asked, f.Records.Fields["answer"], f.Records.Fields["note"]}, rows)
}

// WriteAccountability writes the file, as JSON too.
func WriteAccountability(out io.Writer, w *text.Words, a privacy.Accountability, format Format) error {
	if format != "json" {
		return Write(out, Accountability(w, a), format)
	}
	a.Consents, a.Requests, a.Erasures, a.Disclosures = list(a.Consents), list(a.Requests), list(a.Erasures), list(a.Disclosures)
	a.Processors, a.Breaches, a.Reviews, a.Activities = list(a.Processors), list(a.Breaches), list(a.Reviews), list(a.Activities)
	return indented(out, a)
}
