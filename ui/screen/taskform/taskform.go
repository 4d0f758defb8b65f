// Package taskform is the form of a task.
package taskform

import (
	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
	"calepin/ui/screen/form"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// DraftKind is the kind of the drafts of this form.
const DraftKind = "task"

// Page is the form of a task, new or on file.
type Page struct {
	*form.Page
	d    *screen.Desk
	was  store.Task // as it began; without an id it is new
	who  store.ID
	name string
}

// Add is the form of a new task, for a person where one is given.
func Add(d *screen.Desk, ids ...store.ID) tea.Cmd {
	var t store.Task
	if len(ids) > 0 {
		t.Contact = ids[0]
	}
	return screen.Push(New(d, t))
}

// Edit is the form of a task on file.
func Edit(d *screen.Desk, ids ...store.ID) tea.Cmd {
	t, err := d.Store.Task(ids[0])
	if err != nil {
		return screen.Toast(screen.Failure, d.W.Sentence(err))
	}
	return screen.Push(New(d, t))
}

// Resume makes the form of a draft again.
func Resume(d *screen.Desk, draft store.Draft) (screen.Screen, error) {
	kept, was, err := form.Read(draft, d.Store.Task)
	if err != nil {
		return nil, err
	}
	p := New(d, was)
	p.Resume(draft, kept)
	p.choose(draft.Contact)
	return p, nil
}

// New makes the form of a task.
func New(d *screen.Desk, t store.Task) *Page {
	p := &Page{d: d, was: t}
	p.choose(t.Contact)
	w, f, r := &d.T.Tasks, d.W.Records.Fields, d.W.Records.Repeats
	what := widget.NewText("title", w.What).WithHint(w.TitleHint).Must().Of(t.Title)
	what.Watched = true
	day := widget.NewDay("due", w.Due, text.Future).WithHint(w.DueHint)
	options := []widget.Option{{Label: w.Once, Key: "o"}}
	for _, v := range []store.Repeat{store.Daily, store.Weekly, store.Monthly, store.Yearly} {
		options = append(options, widget.Option{Value: string(v), Label: r[string(v)], Key: string(v[0])})
	}
	title := w.NewTitle
	if t.ID != (store.ID{}) {
		title = w.EditTitle
	}
	p.Page = form.New(d, form.Options{
		ID: "task", Title: title, Save: p.save, Record: t.ID, Draft: store.Draft{Kind: DraftKind},
		Also: func() bool { return p.who != t.Contact }, Head: p.head, More: p.more,
		Fields: []*widget.Field{
			what, day,
			widget.NewChoice("repeat", f["repeat"], options...).Of(string(t.Repeat)),
			widget.NewArea("note", f["note"], 5).WithHint(w.NoteHint).Of(t.Note),
		},
	})
	p.Own(p)
	day.SetDay(string(t.Due))
	p.Form.Clean()
	return p
}

// About is whom the task is about.
func (p *Page) About() (store.ID, bool) { return p.who, p.who != store.ID{} }

// Draft is what was typed, kept with whom it is about.
func (p *Page) Draft() (store.Draft, bool) {
	d, worth := p.Page.Draft()
	d.Contact = p.who
	return d, worth
}

func (p *Page) personAction() screen.Action {
	w := &p.d.T.Tasks
	return screen.Action{ID: "task.person", Keys: []string{"ctrl+o"}, Words: w.Choose, Run: func() tea.Cmd {
		return due.PickPerson(p.d, w.Choose.Help, w.Nobody, func(id store.ID) tea.Cmd { p.choose(id); return nil })
	}}
}

func (p *Page) more() []screen.Action { return []screen.Action{p.personAction()} }

// choose makes it about a person; about nobody where that one is gone.
func (p *Page) choose(id store.ID) {
	if p.who, p.name = id, due.NameOf(p.d.Store, id); p.name == "" {
		p.who = store.ID{}
	}
}

// Update types.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(screen.Changed); ok {
		p.choose(p.who)
		return nil
	}
	return p.Page.Update(msg)
}

func (p *Page) save() tea.Cmd {
	t, f := p.was, p.Form
	t.Contact, t.Title, t.Note, t.Repeat = p.who, f.Value("title"), f.Value("note"), store.Repeat(f.Value("repeat"))
	iso, _ := f.Field("due").Day() // checked
	if t.Due = store.Date(iso); t.Repeat != "" && t.Due == "" {
		return p.Wrong(map[string]string{"due": p.d.T.Tasks.RepeatNeedsDay})
	}
	s := p.d.Store
	return form.Store(p.Page, func() (store.Task, error) {
		if t.ID == (store.ID{}) {
			err := s.AddTask(&t)
			return t, err
		}
		return s.EditTask(t.ID, func(now *store.Task) error {
			now.Contact, now.Title, now.Note, now.Repeat, now.Due = t.Contact, t.Title, t.Note, t.Repeat, t.Due
			return nil
		})
	}, p.saved)
}

func (p *Page) saved(t store.Task) tea.Cmd {
	said := p.d.W.Task.Changed
	if p.was.ID == (store.ID{}) {
		said = p.d.W.Task.Added
	}
	return tea.Batch(screen.Back(p), screen.Toast(screen.Success, said.With("name", widget.Clean(t.Title))+" "+due.Undoes(p.d)))
}

// head says whom it is about, and how to choose another.
func (p *Page) head(w int) []string {
	th, t := p.d.Theme, &p.d.T.Tasks
	name := t.Nobody
	if p.name != "" {
		name = widget.Clean(p.name)
	}
	key := p.d.KeyOf(p.personAction())
	return []string{widget.Cut(" "+th.Strong.Render(t.For.With("name", name))+"  "+th.Accent.Render(key)+" "+th.Muted.Render(t.Choose.Name), w), ""}
}
