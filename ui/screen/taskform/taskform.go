// Package taskform is the form of a task.
package taskform

import (
	"encoding/json"
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// DraftKind is the kind of the drafts of this form.
const DraftKind = "task"

// Page is the form of a task, new or on file.
type Page struct {
	d      *screen.Desk
	form   *widget.Form
	was    store.Task // as it began; without an id it is new
	who    store.ID
	name   string
	draft  store.ID
	kept   bool // the draft was given away
	saving bool
	failed string
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

// New makes the form of a task.
func New(d *screen.Desk, t store.Task) *Page {
	p := &Page{d: d, was: t}
	p.choose(t.Contact)
	w, f, r := &d.T.Tasks, d.W.Records.Fields, d.W.Records.Repeats
	title := widget.NewText("title", w.What).WithHint(w.TitleHint).Must().Of(t.Title)
	title.Watched = true
	day := widget.NewDay("due", w.Due, text.Future).WithHint(w.DueHint)
	options := []widget.Option{{Label: w.Once, Key: "o"}}
	for _, v := range []store.Repeat{store.Daily, store.Weekly, store.Monthly, store.Yearly} {
		options = append(options, widget.Option{Value: string(v), Label: r[string(v)], Key: string(v[0])})
	}
	repeat := widget.NewChoice("repeat", f["repeat"], options...).Of(string(t.Repeat))
	note := widget.NewArea("note", f["note"], 5).WithHint(w.NoteHint).Of(t.Note)
	p.form = widget.NewForm(d, title, day, repeat, note)
	day.SetDay(string(t.Due))
	p.form.Clean()
	return p
}

// Title says which form it is.
func (p *Page) Title() string {
	if p.was.ID == (store.ID{}) {
		return p.d.T.Tasks.NewTitle
	}
	return p.d.T.Tasks.EditTitle
}

// Init does nothing.
func (p *Page) Init() tea.Cmd { return nil }

// Typing is so while a field has the keys.
func (p *Page) Typing() bool { return p.form.Typing() }

// About is whom the task is about.
func (p *Page) About() (store.ID, bool) { return p.who, p.who != store.ID{} }

// Actions save, and choose the person.
func (p *Page) Actions() []screen.Action {
	w := &p.d.T.Tasks
	return append([]screen.Action{
		{ID: "task.save", Keys: []string{"ctrl+s"}, Words: w.Save, Run: p.save},
		{ID: "task.person", Keys: []string{"ctrl+o"}, Words: w.Choose, Run: p.pick},
	}, p.form.Actions()...)
}

func (p *Page) pick() tea.Cmd {
	w := &p.d.T.Tasks
	return due.PickPerson(p.d, w.Choose.Help, w.Nobody, func(id store.ID) tea.Cmd { p.choose(id); return nil })
}

func (p *Page) choose(id store.ID) { p.who, p.name = id, due.NameOf(p.d.Store, id) }

// Update types.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(screen.Changed); ok {
		p.choose(p.who)
		return nil
	}
	return p.form.Update(widget.Shift(msg, 0, headHeight))
}

func (p *Page) dirty() bool { return p.form.Dirty() || p.who != p.was.Contact }

// save stores the task off the loop; the form stays until that has succeeded.
func (p *Page) save() tea.Cmd {
	if p.saving || !p.form.Check() {
		return nil
	}
	t := p.was
	t.Contact, t.Title, t.Note, t.Repeat = p.who, p.form.Value("title"), p.form.Value("note"), store.Repeat(p.form.Value("repeat"))
	iso, _ := p.form.Field("due").Day() // checked
	if t.Due = store.Date(iso); t.Repeat != "" && t.Due == "" {
		p.form.Errors(map[string]string{"due": p.d.T.Tasks.RepeatNeedsDay})
		return nil
	}
	p.saving, p.failed = true, ""
	s := p.d.Store
	return screen.Save(p, func() (store.Task, error) {
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

func (p *Page) saved(t store.Task, err error) tea.Cmd {
	p.saving = false
	if err != nil {
		return p.refused(err)
	}
	p.form.Clean()
	p.was.Contact = p.who
	if p.kept {
		_ = p.d.Store.DeleteDraft(p.draft)
	}
	said := p.d.W.Task.Changed
	if p.was.ID == (store.ID{}) {
		said = p.d.W.Task.Added
	}
	return tea.Batch(screen.Back(p), screen.Toast(screen.Success, said.With("name", widget.Clean(t.Title))+" "+due.Undoes(p.d)))
}

// refused says why nothing was stored: at the field, or above the form.
func (p *Page) refused(err error) tea.Cmd {
	sentence := p.d.W.Sentence(err)
	var field *store.FieldError
	if errors.As(err, &field) && p.form.Field(field.Field) != nil {
		p.form.Errors(map[string]string{field.Field: sentence})
		return nil
	}
	p.failed = p.d.T.Tasks.NotSaved.With("why", sentence)
	return screen.Toast(screen.Failure, p.failed)
}

// Leave asks before what was typed is dropped.
func (p *Page) Leave() (bool, tea.Cmd) {
	switch {
	case p.saving:
		return false, nil
	case !p.dirty():
		return true, nil
	}
	w := &p.d.T.Widgets
	return false, screen.Overlay(widget.NewConfirm(p.d, widget.Question{
		Title: w.Discard, Lines: []string{w.DiscardWhat}, Act: w.DiscardAct, Run: p.drop,
	}))
}

func (p *Page) drop() tea.Cmd {
	p.form.Clean()
	p.who = p.was.Contact
	if !p.kept {
		return screen.Back(p)
	}
	s, id := p.d.Store, p.draft
	return tea.Batch(screen.Back(p), screen.Save(nil,
		func() (struct{}, error) { return struct{}{}, s.DeleteDraft(id) },
		func(struct{}, error) tea.Cmd { return nil }))
}

// kept is what a draft holds.
type kept struct {
	Task   store.ID          `json:"task,omitzero"`
	Fields map[string]string `json:"fields"`
}

// Draft is what was typed and is not saved.
func (p *Page) Draft() (store.Draft, bool) {
	if !p.dirty() {
		return store.Draft{}, false
	}
	values, err := json.Marshal(kept{p.was.ID, p.form.State()})
	if err != nil {
		return store.Draft{}, false
	}
	if !p.kept {
		p.kept, p.draft = true, store.NewID(p.d.Now())
	}
	return store.Draft{ID: p.draft, Kind: DraftKind, Contact: p.who, Values: values}, true
}

// Resume makes the form of a draft again.
func Resume(d *screen.Desk, draft store.Draft) (screen.Screen, error) {
	var k kept
	if err := json.Unmarshal(draft.Values, &k); err != nil {
		return nil, err
	}
	var t store.Task
	if k.Task != (store.ID{}) {
		var err error
		if t, err = d.Store.Task(k.Task); err != nil {
			return nil, err
		}
	}
	p := New(d, t)
	p.choose(draft.Contact)
	p.form.Restore(k.Fields)
	p.draft, p.kept = draft.ID, true
	return p, nil
}

// headHeight is the lines above the fields.
const headHeight = 2

// View draws whom it is about, and the fields.
func (p *Page) View(w, h int) string {
	if w <= 0 || h <= 0 {
		return widget.Block(nil, 0, h)
	}
	th, t := p.d.Theme, &p.d.T.Tasks
	name := t.Nobody
	if p.name != "" {
		name = widget.Clean(p.name)
	}
	key := p.d.KeyOf(screen.Action{ID: "task.person", Keys: []string{"ctrl+o"}})
	head := " " + th.Strong.Render(t.For.With("name", name)) + "  " + th.Accent.Render(key) + " " + th.Muted.Render(t.Choose.Name)
	if p.failed != "" {
		head = " " + th.Bad.Render("✗ "+p.failed)
	}
	lines := append([]string{head, ""}, strings.Split(p.form.View(w, max(0, h-headHeight)), "\n")...)
	return widget.Block(lines, w, h)
}

// Cursor is in the form.
func (p *Page) Cursor() *tea.Cursor {
	c := p.form.Cursor()
	if c != nil {
		c.Y += headHeight
	}
	return c
}
