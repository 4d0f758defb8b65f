package paper

import (
	"io"
	"slices"
	"strings"
	"time"

	"calepin/privacy"
	"calepin/store"
	"calepin/store/exchange"
	"calepin/ui/text"
)

// Register is the register of processing activities in the order in which an
// inspector reads it: who answers for it, what there is, then each activity by
// the letters of GDPR art. 30(1).
func Register(w *text.Words, b store.Business, activities []store.Activity, at time.Time) Document {
	r := registrar{Words: w, b: b}
	activities = privacy.InOrder(activities)
	d := Document{Title: w.Register.Title, Author: b.Name, Language: w.Language, Date: at,
		Footer: w.Register.Footer.With("name", b.Name, "day", w.Language.Date(at))}
	d.Paragraph(w.Register.Law)
	d.Heading(1, w.Register.Controller)
	d.Sheet(r.controller()...)
	d.Heading(1, w.Register.Activities)
	if len(activities) == 0 {
		d.Paragraph(w.Register.NoneMade)
		return d
	}
	d.Table(r.fields("number", "name", "basis", "since", "ended"), r.summary(activities))
	for i, a := range activities {
		d.Heading(2, w.Register.Number.With("n", i+1, "name", a.Text(string(w.Language)).Name))
		d.Sheet(r.all(a)...)
	}
	return d
}

// RegisterRows is the register as a table, one activity a row, each with its
// controller.
func RegisterRows(w io.Writer, words *text.Words, b store.Business, activities []store.Activity) error {
	r := registrar{Words: words, b: b}
	head, who := split(r.controller())
	var rows [][]string
	for _, a := range privacy.InOrder(activities) {
		names, values := split(append([]string{r.field("name"), a.Text(string(words.Language)).Name}, r.all(a)...))
		if rows == nil {
			rows = append(rows, slices.Concat(head, names))
		}
		rows = append(rows, slices.Concat(who, values))
	}
	return exchange.Rows(w, rows)
}

// split parts pairs into names and values.
func split(pairs []string) (names, values []string) {
	for i := 0; i+1 < len(pairs); i += 2 {
		names, values = append(names, pairs[i]), append(values, pairs[i+1])
	}
	return names, values
}

type registrar struct {
	*text.Words
	b store.Business
}

func (r registrar) field(name string) string { return r.Register.Fields[name] }

func (r registrar) fields(names ...string) (all []string) {
	for _, n := range names {
		all = append(all, r.field(n))
	}
	return all
}

// must is a value that the law asks for, or that it is to be filled in.
func (r registrar) must(value string) string {
	if value == "" {
		return r.Register.ToFill
	}
	return value
}

// controller is art. 30(1)(a).
func (r registrar) controller() []string {
	delegate := func(s string) string {
		if s == "" {
			return r.Register.NoDelegate
		}
		return s
	}
	var reach []string
	for _, s := range []string{r.b.Address, r.b.Email, store.FormatPhone(r.b.Phone, "")} {
		if s != "" {
			reach = append(reach, s)
		}
	}
	return []string{r.field("controller"), r.must(r.b.Name), r.field("legal_form"), r.Register.Forms[r.b.LegalForm],
		r.field("siren"), r.b.SIREN, r.field("reach"), r.must(strings.Join(reach, "\n")),
		r.field("representative"), delegate(r.b.Representative), r.field("dpo"), delegate(r.b.DPO)}
}

func (r registrar) summary(activities []store.Activity) (rows [][]string) {
	for i, a := range activities {
		rows = append(rows, []string{r.Language.Number(int64(i + 1)), a.Text(string(r.Language)).Name,
			r.Privacy.Basis(a.Basis), r.day(a.Since), r.day(a.Ended)})
	}
	return rows
}

func (r registrar) date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return r.Language.Date(t.Local())
}

func (r registrar) day(d store.Date) string { return r.Language.Day(string(d)) }

// all are all fields of an activity, in the order of art. 30(1)(b)–(g), then
// what the other articles ask for.
func (r registrar) all(a store.Activity) []string {
	t := a.Text(string(r.Language))
	balance := func(s string) string {
		if a.Basis == store.LegitimateInterest {
			return r.must(s)
		}
		return s
	}
	yes := func(b bool) string {
		if b {
			return r.Privacy.Yes
		}
		return r.Privacy.No
	}
	ofMarketing := func(b bool) string {
		if a.Marketing {
			return yes(b)
		}
		return ""
	}
	return []string{
		r.field("purpose"), r.must(t.Purpose), r.field("basis"), r.Privacy.Basis(a.Basis),
		r.field("interest"), balance(t.Interest), r.field("necessity"), balance(t.Necessity),
		r.field("impact"), balance(t.Impact), r.field("safeguards"), balance(t.Safeguards),
		r.field("people"), r.must(t.People), r.field("data"), r.must(t.Data), r.field("recipients"), r.must(t.Recipients),
		r.field("transfers"), r.must(t.Transfers), r.field("retention"), r.must(t.Retention), r.field("security"), r.must(t.Security),
		r.field("channels"), r.channels(a.Channels), r.field("marketing"), yes(a.Marketing),
		r.field("analogous"), ofMarketing(a.Analogous), r.field("energy"), ofMarketing(a.Energy),
		r.field("mandatory"), t.Mandatory, r.field("automated"), t.Automated,
		r.field("justification"), a.Justification, r.field("code"), a.Code,
		r.field("since"), r.day(a.Since), r.field("ended"), r.day(a.Ended),
		r.field("created_at"), r.date(a.CreatedAt), r.field("updated_at"), r.date(a.UpdatedAt),
	}
}

func (r registrar) channels(all []store.Channel) string {
	names := make([]string, len(all))
	for i, ch := range all {
		names[i] = r.Privacy.Channels[string(ch)]
	}
	return strings.Join(names, ", ")
}
