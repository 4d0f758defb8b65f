// Package register is the place of the processing activities (GDPR art. 30):
// what they are, who may be addressed for them, and who is on file without one
// that stands.
package register

import (
	"context"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/google/uuid"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/facts"
	"calepin/ui/screen/fields"
	"calepin/ui/screen/owed"
	"calepin/ui/screen/retention"
	"calepin/ui/screen/rules"
	"calepin/ui/screen/wordings"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// Page has two lists: the activities, and the people to mend.
type Page struct {
	d          *screen.Desk
	activities []store.Activity
	held       []privacy.Held
	walked     bool // held is known
	list, mend *widget.Table
	mending    bool // mend is shown
}

// New makes the place.
func New(d *screen.Desk) *Page {
	p := &Page{d: d}
	f := d.W.Records.Fields
	day := widget.Width(d.Language().Day("2026-09-28"))
	p.list = widget.NewTable(d, widget.Column{Title: f["activity"], Min: 28, Flex: 4}, widget.Column{Title: f["basis"], Min: 17},
		widget.Column{Title: f["covers"], Min: 16, Flex: 2, HideBelow: 92}, widget.Column{Title: f["channels"], Min: 18, Flex: 2, HideBelow: 68},
		widget.Column{Title: f["ended"], Min: day, HideBelow: 110})
	p.mend = widget.NewTable(d, widget.Column{Title: f["contact"], Min: 20, Max: 32, Flex: 2}, widget.Column{Title: d.T.Register.Lacks, Min: 30, Flex: 5})
	p.list.NoMarks, p.mend.NoMarks = true, true
	p.list.OnOpen = func(string) tea.Cmd { return p.open() }
	p.mend.OnOpen = p.list.OnOpen
	p.list.Empty = []string{d.T.Register.NoActivity}
	p.mend.Empty = []string{d.T.Register.Looking}
	return p
}

// Title names the place.
func (p *Page) Title() string { return p.d.T.Register.Title }

// Init reads.
func (p *Page) Init() tea.Cmd { return p.load() }

// load reads the activities at once, and walks over everybody behind that.
func (p *Page) load() tea.Cmd {
	all, err := privacy.Register(p.d.Store)
	if err != nil {
		return screen.Toast(screen.Failure, p.d.W.Sentence(err))
	}
	p.activities = all
	p.show()
	s, today := p.d.Store, store.DateOf(p.d.Now())
	return screen.Do(screen.Job{Owner: p, Key: "mend"},
		func(context.Context, screen.Report) ([]privacy.Held, error) { return privacy.AllUnfounded(s, today) },
		func(held []privacy.Held, err error) tea.Cmd {
			if err != nil {
				return screen.Toast(screen.Failure, p.d.W.Sentence(err))
			}
			p.held, p.walked = held, true
			p.show()
			return nil
		})
}

// deep looks for special categories in every exchange too: it takes its time, says
// how far it is, and can be cancelled.
func (p *Page) deep() tea.Cmd {
	s, today, w := p.d.Store, store.DateOf(p.d.Now()), p.d.T.Register
	return screen.Do(screen.Job{Owner: p, Key: "mend", Label: w.Deeper},
		func(ctx context.Context, report screen.Report) ([]privacy.Held, error) {
			return privacy.AllUnfoundedDeep(ctx, s, today, report)
		},
		func(held []privacy.Held, err error) tea.Cmd {
			switch {
			case errors.Is(err, context.Canceled):
				return nil
			case err != nil:
				return screen.Toast(screen.Failure, p.d.W.Sentence(err))
			}
			p.held, p.walked = held, true
			p.show()
			return screen.Toast(screen.Success, w.Deepened)
		})
}

func (p *Page) show() {
	d, th := p.d, p.d.Theme
	var list widget.Rows
	for _, a := range p.activities {
		style := &th.Strong
		if a.Ended != "" {
			style = &th.Muted
		}
		list = append(list, widget.Row{ID: a.ID.String(), Cells: []widget.Cell{
			{Text: a.Text(string(d.Language())).Name, Style: style}, {Text: d.W.Privacy.Bases[string(a.Basis)]},
			{Text: d.W.Privacy.Groups[string(a.Covers)]}, {Text: channels(d, a)}, {Text: facts.Day(d, a.Ended)}}})
	}
	p.list.SetSource(list)
	if !p.walked {
		return
	}
	p.mend.Empty = []string{d.W.Contact.AllFounded}
	p.mend.SetSource(&people{d: d, held: p.held})
}

// channels names those of an activity.
func channels(d *screen.Desk, a store.Activity) string {
	names := make([]string, len(a.Channels))
	for i, ch := range a.Channels {
		names[i] = d.W.Privacy.Channels[string(ch)]
	}
	return strings.Join(names, ", ")
}

// people are those to mend.
type people struct {
	d    *screen.Desk
	held []privacy.Held
}

func (s *people) Len() int { return len(s.held) }

func (s *people) Row(i int) widget.Row {
	h := &s.held[i]
	_, name := facts.Ties(s.d, &h.Person)
	var lacks []string
	for _, u := range h.Purposes {
		if !u.Valid {
			lacks = append(lacks, s.d.W.Privacy.Reasons[string(u.Why)]+" ("+u.Activity.Text(string(s.d.Language())).Name+")")
		}
	}
	if len(h.Special) > 0 {
		lacks = append(lacks, s.d.W.NoExplicit(h.Special))
	}
	said := strings.Join(lacks, ", ")
	if said == "" {
		said = s.d.W.Contact.NoPurpose
	}
	return widget.Row{ID: h.Person.ID.String(), Cells: []widget.Cell{{Text: name, Style: &s.d.Theme.Strong}, {Text: "✗ " + said, Style: &s.d.Theme.Bad}}}
}

// Update reads again what changed.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Changed:
		return p.load()
	case screen.Restyled:
		p.show()
	case tea.WindowSizeMsg:
		_ = p.list.Update(m)
		_ = p.mend.Update(m)
	case tea.MouseMsg:
		return p.table().Update(widget.Shift(m, 0, 1))
	}
	return nil
}

func (p *Page) table() *widget.Table {
	if p.mending {
		return p.mend
	}
	return p.list
}

// chosen is the activity that is selected.
func (p *Page) chosen() (store.Activity, bool) {
	i := slices.IndexFunc(p.activities, func(a store.Activity) bool { return a.ID.String() == p.list.Selected() })
	if p.mending || i < 0 {
		return store.Activity{}, false
	}
	return p.activities[i], true
}

// open shows an activity, or why somebody is on file.
func (p *Page) open() tea.Cmd {
	if !p.mending {
		if a, ok := p.chosen(); ok {
			return screen.Push(newSheet(p.d, a))
		}
		return nil
	}
	id, err := uuid.Parse(p.mend.Selected())
	if err != nil {
		return nil
	}
	return p.d.Open(screen.PurposesPage, id)
}

// Actions open, change, end and print, and lead to who may be addressed.
func (p *Page) Actions() []screen.Action {
	w := p.d.T.Register
	turn := screen.Action{ID: "register.turn", Keys: []string{"tab", "shift+tab"}, Words: w.Turn, Run: func() tea.Cmd { p.mending = !p.mending; return nil }}
	open := screen.Action{ID: "register.open", Keys: []string{"enter"}, Words: w.Open, Run: p.open}
	if p.mending {
		deep := screen.Action{ID: "register.deep", Keys: []string{"s"}, Words: w.Deep, Run: p.deep}
		return append([]screen.Action{open, deep, turn}, p.mend.Actions("list")...)
	}
	list := []screen.Action{open}
	if a, ok := p.chosen(); ok {
		who := screen.Action{ID: "register.who", Keys: []string{"w"}, Words: w.Who, Run: func() tea.Cmd { return whichChannel(p.d, a) }}
		if len(a.Channels) == 0 {
			who.Disabled = p.d.T.Purposes.NoChannel
		}
		list = append(list, who, screen.Action{ID: "register.edit", Keys: []string{"e"}, Words: w.Edit, Run: func() tea.Cmd { return screen.Push(newEdit(p.d, a)) }}.Writes(store.KindActivity))
	}
	if a, ok := p.chosen(); ok && len(a.Channels) > 0 {
		list = append(list, questions(p.d, a))
	}
	list = append(list, screen.Action{ID: "register.add", Keys: []string{"a"}, Words: w.Add, Run: func() tea.Cmd { return screen.Push(newEdit(p.d, store.Activity{})) }}.Writes(store.KindActivity))
	if a, ok := p.chosen(); ok {
		list = append(list, screen.Action{ID: "register.delete", Keys: []string{"d"}, Words: w.Delete, Dangerous: true, Run: func() tea.Cmd { return askDelete(p.d, a) }}.Writes(store.KindActivity))
	}
	list = append(list, screen.Action{ID: "register.print", Keys: []string{"x"}, Words: w.Print, Run: func() tea.Cmd { return printAll(p.d) }}, turn)
	return append(append(list, p.pages()...), p.list.Actions("list")...)
}

// pages lead to what else is kept to account for the file (GDPR art. 5(2)). The page
// names them below its list: the footer has no room for so many.
func (p *Page) pages() []screen.Action {
	d, w := p.d, p.d.T.Register
	to := func(id, key string, words text.Action, run func() tea.Cmd) screen.Action {
		return screen.Action{ID: "register." + id, Keys: []string{key}, Words: words, Hidden: true, Run: run}
	}
	open := func(target screen.Target) func() tea.Cmd { return func() tea.Cmd { return d.Open(target) } }
	push := func(page func() screen.Screen) func() tea.Cmd { return func() tea.Cmd { return screen.Push(page()) } }
	return []screen.Action{
		to("processors", "p", d.T.Processors.Page, open(screen.ProcessorsPage)),
		to("breaches", "b", d.T.Breaches.Page, open(screen.BreachesPage)),
		to("reviews", "s", d.T.Reviews.Page, open(screen.ReviewsPage)),
		to("retention", "v", w.Retention, push(func() screen.Screen { return retention.New(d) })),
		to("owed", "n", w.Owed, push(func() screen.Screen { return owed.New(d) })),
		to("restricted", "z", d.T.Restricted.Page, open(screen.RestrictedPage)),
		to("rules", "t", w.Rules, push(func() screen.Screen { return rules.New(d) })),
		to("fields", "f", w.OwnFields, push(func() screen.Screen { return fields.New(d) })),
		to("operators", "o", d.T.Operators.Page, open(screen.OperatorsPage)),
		to("audit", "y", d.T.Trail.Page, open(screen.AuditPage)).For(store.ReadTrail),
		to("pseudonyms", "i", d.T.Pseudonyms.Page, open(screen.PseudonymsPage)).For(store.Export),
		to("accountability", "c", w.Accountability, func() tea.Cmd { return printAccountability(d) }),
	}
}

// guide names the pages that the operator may open, with their keys.
func (p *Page) guide(w int) []string {
	th, line, lines := p.d.Theme, "", []string{p.d.Theme.Border.Render(strings.Repeat("─", w))}
	for _, a := range p.pages() {
		if a.Needs != "" && p.d.Store.Can(a.Needs) != nil {
			continue
		}
		name := " " + th.Accent.Render(p.d.KeyOf(a)) + " " + th.Muted.Render(a.Words.Name) + " "
		if widget.Width(line)+widget.Width(name) > w {
			lines, line = append(lines, line), ""
		}
		line += name
	}
	return append(lines, line)
}

// questions leads to the words that an activity asks for consent with.
func questions(d *screen.Desk, a store.Activity) screen.Action {
	return screen.Action{ID: "register.questions", Keys: []string{"m"}, Words: d.T.Register.Questions, Run: func() tea.Cmd { return screen.Push(wordings.New(d, a)) }}
}

// View is the two tabs and the list.
func (p *Page) View(w, h int) string {
	if w <= 0 || h <= 0 {
		return widget.Block(nil, 0, h)
	}
	th, words, l := p.d.Theme, p.d.T.Register, p.d.Language()
	tab := func(label string, on bool) string {
		if on {
			return th.Selected.Render(" " + label + " ")
		}
		return th.Muted.Render(" " + label + " ")
	}
	mend := words.ToMend
	if p.walked {
		mend += " " + l.Number(int64(len(p.held)))
	}
	head := widget.Cut(tab(words.Activities+" "+l.Number(int64(len(p.activities))), !p.mending)+tab(mend, p.mending), w)
	p.table().Focus(true)
	if h == 1 {
		return widget.Block([]string{head}, w, h)
	}
	guide := p.guide(w)
	if p.mending || h-1-len(guide) < fewest {
		return widget.Block([]string{head}, w, 1) + "\n" + p.table().View(w, h-1)
	}
	return widget.Block([]string{head}, w, 1) + "\n" + p.table().View(w, h-1-len(guide)) + "\n" + widget.Block(guide, w, len(guide))
}

// fewest are the lines of the list that leave room for the guide below it.
const fewest = 8
