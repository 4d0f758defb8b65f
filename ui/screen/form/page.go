// Package form is the page that a form is filled in on: saving from any field,
// asking before what was typed is dropped, errors beside their field, and a
// draft for what interrupts.
package form

import (
	"errors"
	"regexp"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/widget"
)

// Options is what makes a form a form of something.
type Options struct {
	ID     string // of its actions: "person.form"
	Title  string
	Fields []*widget.Field
	// Save stores what is in the fields, which hold up so far, and ends with
	// Saved, Failed or Stay.
	Save func() tea.Cmd
	// Draft is what the form is about, kept with what is typed: the kind that
	// names who makes it again, and whom it is about. Without a kind nothing
	// is kept.
	Draft store.Draft
	// Record is the record being changed; zero for a new one.
	Record store.ID
	// About is what Resume needs beside the record to make the form again. It may
	// be nil.
	About map[string]string
	// Names are the fields that show the errors of a record's field, where they
	// have other names: "organisations" → "organisation".
	Names map[string]string
	// Also tells whether something beside the fields was changed. It may be nil.
	Also func() bool
	// Head is drawn above the form. It may be nil.
	Head func(w int) []string
	// Aside is drawn under the form, for which it leaves what it does not take.
	// It may be nil.
	Aside func(w int) []string
	// More are further actions.
	More func() []screen.Action
}

// Page is a form on a page of its own. A page that embeds it says so by Own.
type Page struct {
	Form *widget.Form

	desk   *screen.Desk
	o      Options
	owner  screen.Screen
	opened time.Time
	saving bool
	done   bool // it was saved or dropped
	failed string
	above  int // the lines above the form
}

// New makes the page of a form.
func New(d *screen.Desk, o Options) *Page {
	p := &Page{desk: d, o: o, opened: d.Now(), Form: widget.NewForm(d, o.Fields...)}
	p.owner = p
	return p
}

// Own names the page that embeds this one: the root knows that one alone.
func (p *Page) Own(owner screen.Screen) { p.owner = owner }

// Title is what is filled in.
func (p *Page) Title() string { return p.o.Title }

// Init does nothing.
func (p *Page) Init() tea.Cmd { return nil }

// Opened is when the form was opened, the first time where it was interrupted.
func (p *Page) Opened() time.Time { return p.opened }

// Typing is so while a field wants letters.
func (p *Page) Typing() bool { return p.Form.Typing() }

// Dirty tells whether something was typed that is neither saved nor dropped.
func (p *Page) Dirty() bool {
	return !p.done && (p.Form.Dirty() || p.o.Also != nil && p.o.Also())
}

// Cursor is in the field.
func (p *Page) Cursor() *tea.Cursor {
	c := p.Form.Cursor()
	if c != nil {
		c.Y += p.above
	}
	return c
}

// leastForm is the lines of the form below which nothing stands aside.
const leastForm = 6

// View is the form, what it is about above it, and below it why it was not
// saved and what is aside.
func (p *Page) View(w, h int) string {
	var head, aside []string
	if p.o.Head != nil {
		head = p.o.Head(w)
	}
	if p.failed != "" {
		sign := "✗ "
		for _, line := range widget.Wrap(widget.Clean(p.failed), max(1, w-2)) {
			aside = append(aside, p.desk.Theme.Bad.Render(sign+line))
			sign = "  "
		}
	}
	if p.o.Aside != nil {
		aside = append(aside, p.o.Aside(w)...)
	}
	p.above = min(len(head), h)
	if h < p.above+len(aside)+leastForm {
		aside = nil
	}
	lines := append(head[:p.above:p.above], strings.Split(p.Form.View(w, max(0, h-p.above-len(aside))), "\n")...)
	return widget.Block(append(lines, aside...), w, h)
}

// Actions save, and move; while it saves nothing can be changed.
func (p *Page) Actions() []screen.Action {
	all := []screen.Action{{ID: p.o.ID + ".save", Keys: []string{"ctrl+s"}, Words: p.desk.T.Form.Save, Run: p.Save}}
	if p.saving {
		return all
	}
	if p.o.More != nil {
		all = append(all, p.o.More()...)
	}
	return append(all, p.Form.Actions()...)
}

// Update types. What is typed while the form is saved would be lost with it,
// so it is not taken.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	if p.saving {
		return nil
	}
	return p.Form.Update(widget.Shift(msg, 0, p.above))
}

// Saving is so from Save until Saved, Failed or Stay.
func (p *Page) Saving() bool { return p.saving }

// Save checks the fields and stores them.
func (p *Page) Save() tea.Cmd {
	if p.saving || !p.Form.Check() {
		return nil
	}
	return p.Begin(p.o.Save)
}

// Begin is a save by another way than the key, once its fields were checked.
func (p *Page) Begin(save func() tea.Cmd) tea.Cmd {
	p.saving, p.failed = true, ""
	return save()
}

// Store stores, off the loop, what a save has read from the fields, and says in
// the end what came of it: then what comes next, or Failed.
func Store[T any](p *Page, work func() (T, error), then func(T) tea.Cmd) tea.Cmd {
	return screen.Save(p.owner, work, func(stored T, err error) tea.Cmd {
		if err != nil {
			return p.Failed(err)
		}
		return p.Saved(then(stored))
	})
}

// Saved ends the form: its draft goes, and then does what comes next.
func (p *Page) Saved(then tea.Cmd) tea.Cmd {
	p.saving, p.done = false, true
	if p.o.Draft.ID != (store.ID{}) {
		_ = p.desk.Store.DeleteDraft(p.o.Draft.ID) // an old draft is a nuisance, not a loss
		p.o.Draft.ID = store.ID{}
	}
	return then
}

// Stay ends a Save that stored nothing: something is to be decided first.
func (p *Page) Stay(then tea.Cmd) tea.Cmd {
	p.saving = false
	return then
}

// Wrong ends a Save that stored nothing, for what is wrong in fields, by their
// keys.
func (p *Page) Wrong(wrong map[string]string) tea.Cmd {
	p.Form.Errors(wrong)
	return p.Stay(nil)
}

var indexed = regexp.MustCompile(`[\[.].*$`)

// Failed shows why nothing was stored: beside the field where it is a field's
// fault, else below the form and in passing. What was typed stays.
func (p *Page) Failed(err error) tea.Cmd {
	p.saving = false
	sentence := p.desk.W.Sentence(err)
	var field *store.FieldError
	if errors.As(err, &field) && p.beside(field.Field, sentence) {
		return nil
	}
	var missing *store.NotFoundError
	if errors.As(err, &missing) && p.o.Record != (store.ID{}) && missing.Ref == p.o.Record.String() {
		sentence = p.desk.T.Form.Gone
	}
	p.failed = p.desk.T.Form.NotSaved.With("why", sentence)
	return screen.Toast(screen.Failure, p.failed)
}

// beside shows an error at the field that a record's field is typed in, if it
// is in sight.
func (p *Page) beside(path, sentence string) bool {
	name := indexed.ReplaceAllString(path, "")
	for _, known := range []string{path, name} {
		if other, ok := p.o.Names[known]; ok {
			name = other
			break
		}
	}
	field := p.Form.Field(name)
	if field == nil || field.Skip != nil && field.Skip() {
		return false
	}
	if before, after, ok := strings.Cut(sentence, ":"); ok && (before == path || strings.TrimSpace(before) == field.Label) {
		sentence = strings.TrimSpace(after) // the label stands beside it
	}
	p.Form.Errors(map[string]string{name: sentence})
	return true
}

// Leave asks before what was typed is dropped.
func (p *Page) Leave() (bool, tea.Cmd) {
	if p.saving {
		return false, nil
	}
	if !p.Dirty() {
		return true, nil
	}
	w := &p.desk.T.Widgets
	return false, screen.Overlay(widget.NewConfirm(p.desk, widget.Question{
		Title: w.Discard, Lines: []string{w.DiscardWhat}, Act: w.DiscardAct, Key: w.DiscardKey, Dangerous: true,
		Run: func() tea.Cmd { return p.Saved(screen.Back(p.owner)) },
	}))
}
