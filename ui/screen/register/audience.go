package register

import (
	"context"
	"io"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/store/exchange"
	"calepin/ui/screen"
	"calepin/ui/screen/facts"
	"calepin/ui/screen/form"
	"calepin/ui/widget"
)

// whichChannel asks how people would be addressed, and lists them.
func whichChannel(d *screen.Desk, a store.Activity) tea.Cmd {
	ways := slices.DeleteFunc(slices.Clone(a.Channels), func(ch store.Channel) bool { return ch == store.ForSpecialData }) // addresses nobody
	switch len(ways) {
	case 0:
		return screen.Toast(screen.Warning, d.T.Purposes.NoChannel)
	case 1:
		return screen.Push(newAudience(d, a, ways[0]))
	}
	options := make([]widget.Option, len(ways))
	for i, ch := range ways {
		options[i] = widget.Option{Value: string(ch), Label: d.W.Privacy.Channels[string(ch)]}
	}
	return screen.Overlay(widget.NewChoose(d, d.T.Consent.WhichChannel, options, func(value string) tea.Cmd {
		return screen.Push(newAudience(d, a, store.Channel(value)))
	}))
}

// audience is who may be addressed for an activity by a channel, and who not,
// each with the reason and its source.
type audience struct {
	d        *screen.Desk
	activity store.Activity
	channel  store.Channel
	in, out  members
	read     bool
	excluded bool // those left out are shown
	table    *widget.Table
}

// members are the source of the table.
type members struct {
	d    *screen.Desk
	ch   store.Channel
	list []privacy.Member
}

func (m *members) Len() int { return len(m.list) }

func (m *members) Row(i int) widget.Row {
	who := &m.list[i]
	_, name := facts.Ties(m.d, &who.Person)
	address := m.d.Language().Reach(who.Person, m.ch, m.d.Store.Settings().Country)
	style := &m.d.Theme.Warning
	if who.Allowed {
		style = &m.d.Theme.Good
	}
	return widget.Row{ID: who.Person.ID.String(), Cells: []widget.Cell{{Text: name, Style: &m.d.Theme.Strong}, {Text: address},
		{Text: m.d.W.Privacy.Answer(who.Answer), Style: style}}}
}

func newAudience(d *screen.Desk, a store.Activity, ch store.Channel) *audience {
	p := &audience{d: d, activity: a, channel: ch, in: members{d: d, ch: ch}, out: members{d: d, ch: ch}}
	p.table = widget.NewTable(d, widget.Column{Title: d.W.Records.Fields["contact"], Min: 18, Max: 30, Flex: 2},
		widget.Column{Title: d.W.Privacy.Channels[string(ch)], Min: 16, Max: 34, Flex: 2, HideBelow: 64},
		widget.Column{Title: d.W.Privacy.May[string(ch)], Min: 26, Flex: 4})
	p.table.NoMarks = true
	p.table.OnOpen = func(string) tea.Cmd { return p.open() }
	p.table.Empty = []string{d.T.Register.Looking}
	return p
}

// Title says who.
func (p *audience) Title() string {
	return p.activity.Text(string(p.d.Language())).Name + ", " + p.d.W.Privacy.Channels[string(p.channel)]
}

// Init walks over everybody.
func (p *audience) Init() tea.Cmd {
	s, a, ch, today := p.d.Store, p.activity, p.channel, store.DateOf(p.d.Now())
	return screen.Do(screen.Job{Owner: p, Key: "audience"},
		func(context.Context, screen.Report) ([]privacy.Member, error) {
			return privacy.Audience(s, a, ch, today)
		},
		func(all []privacy.Member, err error) tea.Cmd {
			if err != nil {
				return screen.Toast(screen.Failure, p.d.W.Sentence(err))
			}
			p.in.list, p.out.list, p.read = nil, nil, true
			for _, m := range all {
				if m.Allowed {
					p.in.list = append(p.in.list, m)
				} else {
					p.out.list = append(p.out.list, m)
				}
			}
			p.table.Empty = []string{p.d.W.Records.None}
			p.show()
			return nil
		})
}

func (p *audience) show() {
	if p.excluded {
		p.table.SetSource(&p.out)
		return
	}
	p.table.SetSource(&p.in)
}

// Update reads again what changed.
func (p *audience) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Changed:
		return p.Init()
	case screen.Restyled:
		p.show()
	case tea.WindowSizeMsg:
		_ = p.table.Update(m)
	case tea.MouseMsg:
		return p.table.Update(widget.Shift(m, 0, 1))
	}
	return nil
}

func (p *audience) open() tea.Cmd {
	list := p.in.list
	if p.excluded {
		list = p.out.list
	}
	if i := p.table.Index(); i >= 0 && i < len(list) {
		return p.d.Open(screen.PurposesPage, list[i].Person.ID)
	}
	return nil
}

// Actions open, turn to those left out, and write the list.
func (p *audience) Actions() []screen.Action {
	w := p.d.T.Register
	export := screen.Action{ID: "register.export", Keys: []string{"x"}, Words: w.Export, Run: func() tea.Cmd { return screen.Push(newHand(p)) }}.Writes(store.KindDisclosure)
	if len(p.in.list) == 0 {
		export.Disabled = p.d.W.Consent.NobodyToWrite
	}
	return append([]screen.Action{
		{ID: "register.open", Keys: []string{"enter"}, Words: w.Open, Run: p.open}, export,
		{ID: "register.excluded", Keys: []string{"tab", "shift+tab"}, Words: w.Excluded, Run: func() tea.Cmd { p.excluded = !p.excluded; p.show(); return nil }},
	}, p.table.Actions("list")...)
}

// View is how many may be addressed and how many not, and the list.
func (p *audience) View(w, h int) string {
	if w <= 0 || h <= 0 {
		return widget.Block(nil, 0, h)
	}
	th, c := p.d.Theme, p.d.W.Consent
	head := ""
	if p.read {
		in, out := th.Muted, th.Muted
		if p.excluded {
			out = th.Strong
		} else {
			in = th.Strong
		}
		head = " " + in.Render(c.MayBe.Of(len(p.in.list))) + " " + out.Render(c.MayNotBe.Of(len(p.out.list)))
	}
	p.table.Focus(true)
	if h == 1 {
		return widget.Block([]string{head}, w, h)
	}
	return widget.Block([]string{head}, w, 1) + "\n" + p.table.View(w, h-1)
}

// hand is the form of handing the list over: to whom.
type hand struct {
	*form.Page
	p *audience
}

func newHand(p *audience) *hand {
	h := &hand{p: p}
	d := p.d
	h.Page = form.New(d, form.Options{ID: "register.hand", Title: d.T.Register.Export.Name,
		Fields: []*widget.Field{widget.NewText("recipient", d.W.Records.Fields["recipient"]).WithHint(d.T.Register.RecipientHint).Must()},
		Save: func() tea.Cmd {
			h.Form.Clean()
			return h.Stay(tea.Sequence(screen.Back(h), p.write(strings.TrimSpace(h.Form.Value("recipient")))))
		}})
	h.Own(h)
	return h
}

// write writes the list for a mailing tool and records that it was handed over;
// where that cannot be recorded there is no file (GDPR art. 15(1)(c), 19).
func (p *audience) write(recipient string) tea.Cmd {
	d := p.d
	var persons []store.Person
	x := store.Disclosure{Recipient: recipient, Format: string(exchange.CSV), Count: len(p.in.list)}
	for _, m := range p.in.list {
		persons, x.Contacts = append(persons, m.Person), append(x.Contacts, m.Person.ID)
	}
	return toFile(d, d.T.Register.ExportTitle, d.T.Register.ListName, func(_ string, w io.Writer) error {
		orgName := func(a store.Affiliation) string {
			if o, err := d.Store.Organisation(a.Organisation); err == nil {
				return o.Name
			}
			return a.Name
		}
		if err := exchange.Mailing(w, persons, p.channel, d.W.Export.Headers, d.Store.Settings().Language, orgName); err != nil {
			return err
		}
		return d.Store.RecordDisclosure(&x)
	})
}
