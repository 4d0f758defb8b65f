package breaches

import (
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
	"calepin/ui/screen/form"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// page is the guided form of a breach: what happened, to which data and whose,
// what may follow, what is done.
type page struct {
	*form.Page
	d     *screen.Desk
	was   store.Breach // without an id it is new
	who   []store.ID
	added bool // to who
}

// DraftKind names the drafts of this form.
const DraftKind = "breach"

// Resume opens the form of a draft.
func Resume(d *screen.Desk, draft store.Draft) (screen.Screen, error) {
	kept, was, err := form.Read(draft, d.Store.Breach)
	if err != nil {
		return nil, err
	}
	p := newForm(d, was)
	p.Resume(draft, kept)
	return p, nil
}

func newForm(d *screen.Desk, b store.Breach) *page {
	f, w, t := d.W.Records.Fields, d.W.Breach, d.T.Breaches
	p := &page{d: d, was: b, who: slices.Clone(b.Contacts)}
	area := func(key, label, hint, value string) *widget.Field {
		return widget.NewArea(key, label, 2).WithHint(hint).Of(value)
	}
	aware, happened := widget.NewMoment("aware_at", w.AwareSince, text.Past).Must().WithHint(t.AwareHint), widget.NewMoment("happened_at", w.HappenedAt, text.Past)
	fields := []*widget.Field{widget.NewHeading(w.PartA), widget.NewText("title", f["title"]).WithHint(t.TitleHint).Must().Of(b.Title),
		area("facts", f["facts"], t.FactsHint, b.Facts).Must(), aware, happened}
	for _, k := range store.BreachKinds {
		c := widget.NewCheck("kind."+string(k), w.Kinds[string(k)]).WithHint(t.KindHints[string(k)])
		c.SetChecked(slices.Contains(b.Kinds, k))
		fields = append(fields, c)
	}
	hosts, _ := d.Store.Processors()
	options := make([]widget.Option, len(hosts))
	for i, h := range hosts {
		options[i] = widget.Option{Value: h.ID.String(), Label: h.Name}
	}
	host := widget.NewChoice("processor", f["processor"], options...)
	host.Optional, host.Skip = true, func() bool { return len(hosts) == 0 }
	if b.Processor != (store.ID{}) {
		host.Of(b.Processor.String())
	} else {
		host.Of("")
	}
	risks := make([]widget.Option, len(store.BreachRisks))
	for i, r := range store.BreachRisks {
		risks[i] = widget.Option{Value: string(r), Label: w.Risks[string(r)], Help: t.RiskHints[string(r)]}
	}
	risk := widget.NewChoice("risk", w.RiskIs, risks...)
	risk.Optional = true
	risk.Of(string(b.Risk))
	fields = append(fields, host, area("data", w.Data, t.DataHint, b.Data), widget.NewText("records", w.Records).Of(digits(b.Records)),
		area("people", w.People, t.PeopleHint, b.People), widget.NewText("count", w.About).Of(digits(b.Count)),
		widget.NewHeading(w.PartC), area("consequences", w.Consequences, t.ConsequencesHint, b.Consequences), risk,
		widget.NewHeading(w.PartD), area("measures", w.Measures, t.MeasuresHint, b.Measures), area("advice", f["advice"], t.AdviceHint, b.Advice))
	title := t.Add.Help
	if b.ID != (store.ID{}) {
		title = b.Title
	}
	p.Page = form.New(d, form.Options{ID: "breach.form", Title: title, Record: b.ID, Draft: store.Draft{Kind: DraftKind}, Fields: fields, Save: p.save,
		Head: p.head, More: p.more, Also: func() bool { return p.added }, Names: map[string]string{"kinds": "kind.confidentiality"}})
	p.Own(p)
	at := b.Aware
	if at.IsZero() {
		at = d.Now()
	}
	aware.SetMoment(at.In(d.Now().Location()))
	if !b.Happened.IsZero() {
		happened.SetMoment(b.Happened.In(d.Now().Location()))
	}
	p.Form.Clean()
	return p
}

func digits(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// head says whom of those on file it concerns, and the keys that say so.
func (p *page) head(w int) []string {
	th, t, all := p.d.Theme, p.d.T.Breaches, p.more()
	said := p.d.W.Records.People.Of(len(p.who))
	if n := len(p.who); n > 0 && n <= 3 {
		var names []string
		for _, id := range p.who {
			names = append(names, widget.Clean(due.NameOf(p.d.Store, id)))
		}
		said = strings.Join(names, ", ")
	}
	line := " " + th.Muted.Render(t.Concerned) + " " + th.Strong.Render(said)
	for _, a := range all {
		line += "  " + th.Accent.Render(p.d.KeyOf(a)) + " " + th.Muted.Render(a.Words.Name)
	}
	return []string{widget.Cut(line, w), ""}
}

// more are the keys that add somebody, or everybody, to whom it concerns.
func (p *page) more() []screen.Action {
	t := p.d.T.Breaches
	return []screen.Action{
		{ID: "breach.who", Keys: []string{"ctrl+o"}, Words: t.AddPerson, Run: func() tea.Cmd {
			return due.PickPerson(p.d, t.AddPerson.Help, "", func(id store.ID) tea.Cmd {
				if id != (store.ID{}) && !slices.Contains(p.who, id) {
					p.who, p.added = append(p.who, id), true
				}
				return nil
			})
		}},
		{ID: "breach.everyone", Keys: []string{"ctrl+y"}, Words: t.Everyone, Run: func() tea.Cmd {
			all, err := privacy.Everybody(p.d.Store)
			if err != nil {
				return screen.Toast(screen.Failure, p.d.W.Sentence(err))
			}
			p.who, p.added = all, true
			return nil
		}},
	}
}

func (p *page) save() tea.Cmd {
	f, b := p.Form, p.was
	wrong := map[string]string{}
	number := func(key string) int {
		value := strings.ReplaceAll(strings.TrimSpace(f.Value(key)), " ", "")
		n, err := strconv.Atoi(value)
		if value != "" && (err != nil || n < 0) {
			wrong[key] = p.d.T.Breaches.NotANumber
		}
		return n
	}
	moment := func(key string) (at time.Time) {
		if strings.TrimSpace(f.Value(key)) != "" {
			at, _ = f.Field(key).Moment() // checked
		}
		return at
	}
	aware, happened := moment("aware_at"), moment("happened_at")
	if !f.Field("aware_at").Dirty() && !b.Aware.IsZero() {
		aware = b.Aware // to the second
	}
	b.Title, b.Facts, b.Data, b.People = f.Value("title"), f.Value("facts"), f.Value("data"), f.Value("people")
	b.Consequences, b.Measures, b.Advice, b.Risk = f.Value("consequences"), f.Value("measures"), f.Value("advice"), store.BreachRisk(f.Value("risk"))
	b.Aware, b.Happened, b.Records, b.Count, b.Contacts = aware, happened, number("records"), number("count"), p.who
	b.Kinds = nil
	for _, k := range store.BreachKinds {
		if f.Field("kind." + string(k)).Checked() {
			b.Kinds = append(b.Kinds, k)
		}
	}
	b.Processor = store.ID{}
	_ = b.Processor.UnmarshalText([]byte(f.Value("processor"))) // one of those offered, or none
	if len(wrong) > 0 {
		return p.Wrong(wrong)
	}
	s, now := p.d.Store, p.d.Now()
	return form.Store(p.Page, func() (store.Breach, error) { err := privacy.SetBreach(s, &b, now); return b, err },
		func(b store.Breach) tea.Cmd {
			toast := screen.Toast(screen.Success, form.Told(p.d, widget.Clean(b.Title)))
			if p.was.ID == (store.ID{}) {
				return tea.Batch(tea.Sequence(screen.Back(p), screen.Push(newSheet(p.d, b.ID))), toast)
			}
			return tea.Batch(screen.Back(p), toast)
		})
}
