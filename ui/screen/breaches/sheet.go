package breaches

import (
	"io"
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/paper"
	"calepin/ui/screen"
	"calepin/ui/screen/facts"
	"calepin/ui/screen/papers"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// sheet is the page of one breach: the hours left, the facts in the order of art.
// 33(3), what was decided and done, and the steps that are next.
type sheet struct {
	d    *screen.Desk
	b    store.Breach
	pane facts.Pane
	w    int
}

// Open answers screen.BreachPage.
func Open(d *screen.Desk, ids ...store.ID) tea.Cmd { return screen.Push(newSheet(d, ids[0])) }

func newSheet(d *screen.Desk, id store.ID) *sheet {
	s := &sheet{d: d}
	s.b, _ = d.Store.Breach(id)
	return s
}

// Title is what it is called.
func (s *sheet) Title() string { return s.b.Title }

// Init does nothing.
func (s *sheet) Init() tea.Cmd { return nil }

// Update reads again what changed; one that is gone leaves.
func (s *sheet) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.WindowSizeMsg:
		s.compose(m.Width)
	case screen.Restyled, screen.Shown:
		s.compose(s.w)
	case screen.Changed:
		b, err := s.d.Store.Breach(s.b.ID)
		if err != nil {
			return screen.Back(s)
		}
		s.b = b
		s.compose(s.w)
	}
	return nil
}

func (s *sheet) compose(w int) {
	s.w = w
	d, b, p, f := s.d, s.b, s.d.W.Breach, s.d.W.Records.Fields
	k := privacy.BreachClockOf(&b, d.Now())
	moment := func(label string, at string) string { return strings.TrimSpace(label + " " + at) }
	o := facts.NewSheet(d, max(1, min(w, 100)-2), 26)
	left := Left(d, &b)
	o.Styled(p.Left, strings.TrimSpace(left.Text), *left.Style, moment(p.Due, d.Language().Time(k.Due.In(d.Now().Location()))))
	o.Fact(p.State, p.States[string(privacy.StateOfBreach(&b))])
	if lacks := privacy.LacksOfBreach(&b); len(lacks) > 0 {
		o.Text("! "+p.Lacks.With("parts", d.W.BreachLacks(lacks)), d.Theme.Warning)
	}
	o.Heading(p.PartA)
	o.Text(b.Facts, d.Theme.Text)
	o.Fact(p.Kind, d.W.BreachKinds(&b))
	o.Fact(p.AwareSince, d.Language().Time(b.Aware.In(d.Now().Location())))
	if !b.Happened.IsZero() {
		o.Fact(p.HappenedAt, d.Language().Time(b.Happened.In(d.Now().Location())))
	}
	if host, err := d.Store.Processor(b.Processor); err == nil {
		o.Fact(f["processor"], host.Name)
	}
	o.Fact(p.Data, b.Data)
	o.Fact(p.Records, number(d, b.Records))
	o.Fact(p.People, b.People)
	o.Fact(p.About, number(d, b.Count))
	if len(b.Contacts) > 0 {
		o.Fact(f["contacts"], d.W.Records.People.Of(len(b.Contacts)))
	}
	for _, part := range []struct{ title, text string }{{p.PartC, b.Consequences}, {p.PartD, b.Measures}, {f["advice"], b.Advice}} {
		if part.text != "" {
			o.Heading(part.title)
			o.Text(part.text, d.Theme.Text)
		}
	}
	o.Gap()
	o.Fact(p.RiskIs, p.Risks[string(b.Risk)])
	if len(b.Events) > 0 {
		o.Heading(p.Done)
	}
	for _, e := range b.Events {
		o.Text(d.W.BreachEvent(e), d.Theme.Text)
	}
	s.pane.Lines = o.Lines()
}

func number(d *screen.Desk, n int) string {
	if n == 0 {
		return ""
	}
	return d.Language().Number(int64(n))
}

// View is the part that fits.
func (s *sheet) View(w, h int) string {
	if w != s.w {
		s.compose(w)
	}
	return s.pane.View(w, h)
}

// Actions complete it, show what is to be sent, note what was decided, and say
// why what is not offered is not.
func (s *sheet) Actions() []screen.Action {
	w, d := s.d.T.Breaches, s.d
	act := func(id string, words text.Action, not string, run func() tea.Cmd, keys ...string) screen.Action {
		return screen.Action{ID: "breach." + id, Keys: keys, Words: words, Disabled: not, Run: run}
	}
	step := func(id string, words text.Action, kind store.BreachStep, key string) screen.Action {
		return act(id, words, s.forbids(kind), func() tea.Cmd { return screen.Push(newStep(d, s.b, kind)) }, key).Writes(store.KindBreach)
	}
	business := d.Store.Settings().Business
	show := func(name string, of func(*text.Words, store.Business, store.Breach) paper.Document) func() tea.Cmd {
		return func() tea.Cmd {
			return papers.Show(d, name, func(words *text.Words) paper.Document { return of(words, business, s.b) })
		}
	}
	notice := func(words *text.Words, b store.Business, x store.Breach) paper.Document {
		return paper.BreachNotice(words, b, x, d.Now())
	}
	message := func(words *text.Words, b store.Business, x store.Breach) paper.Document {
		return paper.BreachMessage(words, b, x, d.Now())
	}
	nobody := ""
	if len(s.b.Contacts) == 0 {
		nobody = w.NobodyNamed
	}
	all := []screen.Action{
		act("edit", w.Edit, s.closed(), func() tea.Cmd { return screen.Push(newForm(d, s.b)) }, "e").Writes(store.KindBreach),
		act("notice", w.Notice, "", show(w.NoticeFile, notice), "enter"),
		step("notified", w.Notified, store.Notified, "n"), step("not_due", w.NotDue, store.NotNotified, "s"),
		act("message", w.Message, "", show(w.MessageFile, message), "m"), act("people", w.People, nobody, s.people, "p"),
		step("told", w.Told, store.ToldPeople, "t"), step("untold", w.NotTold, store.NotTold, "u"),
		step("close", w.Close, store.BreachClosed, "c"),
	}
	return append(all, s.pane.Moves(d)...)
}

// closed is why a closed breach is not changed.
func (s *sheet) closed() string {
	if s.b.Closed() {
		return s.d.W.Errors.Request.Codes[string(privacy.BreachIsClosed)]
	}
	return ""
}

// forbids tells why a step cannot be taken now, whatever is said with it; empty
// where it can.
func (s *sheet) forbids(kind store.BreachStep) string {
	e := store.BreachEvent{Kind: kind, At: s.d.Now(), Text: "-", Delay: "-", Partial: true, Means: store.EMail}
	if grounds := store.BreachGrounds[kind]; len(grounds) > 0 {
		e.Ground = grounds[len(grounds)-1]
	}
	if err := privacy.MayNote(&s.b, e, s.d.Now()); err != nil {
		return s.d.W.Sentence(err)
	}
	return ""
}

// people writes whom the breach concerned, in clear, to tell them.
func (s *sheet) people() tea.Cmd {
	d, b := s.d, s.b
	return widget.ToFile(d, d.T.Register.PrintTitle, d.T.Breaches.PeopleFile, func(_ string, w io.Writer) error {
		people, _, err := privacy.ConcernedBy(d.Store, &b)
		if err != nil {
			return err
		}
		return paper.BreachPeople(w, d.W, people)
	}, func(path string) tea.Cmd {
		return screen.Toast(screen.Warning, d.T.Attachment.InClear.With("path", path))
	})
}
