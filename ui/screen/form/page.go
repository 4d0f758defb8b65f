// Package form is the page that a form is filled in on: saving from any field,
// asking before what was typed is dropped, errors beside their field, and a
// draft for what interrupts.
package form

import (
	"encoding/json"
	"errors"
	"regexp"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/widget"
)

// Options is what makes a form a form of something.
type Options struct {
	ID     string // of its actions: "person"
	Title  string
	Fields []*widget.Field
	// Save stores what is in the fields, which hold up so far, and ends with
	// Saved or Failed.
	Save func() tea.Cmd
	// Draft is what the form is about, kept with what is typed: the kind that
	// names who makes it again, whom it is about, and the record, if there is
	// one. Without a kind nothing is kept.
	Draft store.Draft
	// Record is the record being changed; zero for a new one.
	Record store.ID
	// Names are the fields that show the errors of a record's field, where they
	// have other names: "organisations" → "organisation".
	Names map[string]string
	// Changed is called after a key changed something.
	Changed func() tea.Cmd
	// Aside is drawn under the form, Lines high; nil for nothing.
	Aside func(w, h int) string
	Lines int
	// More are further actions.
	More func() []screen.Action
}

// Page is a form on a page of its own.
type Page struct {
	desk   *screen.Desk
	o      Options
	Form   *widget.Form
	saving bool
}

// New makes the page of a form.
func New(d *screen.Desk, o Options) *Page {
	return &Page{desk: d, o: o, Form: widget.NewForm(d, o.Fields...)}
}

// Kept is what a draft holds.
type Kept struct {
	Record store.ID          `json:"record,omitzero"`
	Fields map[string]string `json:"fields"`
}

// Read returns what a draft holds.
func Read(d store.Draft) (Kept, error) {
	var k Kept
	return k, json.Unmarshal(d.Values, &k)
}

// Resume puts what a draft kept back into the fields.
func (p *Page) Resume(d store.Draft, k Kept) {
	p.Form.Restore(k.Fields)
	p.o.Draft.ID = d.ID
}

// Title is what is filled in.
func (p *Page) Title() string { return p.o.Title }

// Init does nothing.
func (p *Page) Init() tea.Cmd { return nil }

// Typing is so while a field wants letters.
func (p *Page) Typing() bool { return p.Form.Typing() }

// Cursor is in the field.
func (p *Page) Cursor() *tea.Cursor { return p.Form.Cursor() }

// View is the form, and what is aside below it.
func (p *Page) View(w, h int) string {
	if p.o.Aside == nil || h < p.o.Lines+6 {
		return p.Form.View(w, h)
	}
	return p.Form.View(w, h-p.o.Lines) + "\n" + p.o.Aside(w, p.o.Lines)
}

// Actions save, and move.
func (p *Page) Actions() []screen.Action {
	w := p.desk.T.Form
	all := []screen.Action{{ID: p.o.ID + ".save", Keys: []string{"ctrl+s"}, Words: w.Save, Run: p.Save}}
	if p.o.More != nil {
		all = append(all, p.o.More()...)
	}
	return append(all, p.Form.Actions()...)
}

// Update types.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	cmd := p.Form.Update(msg)
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg, tea.MouseClickMsg:
		if p.o.Changed != nil {
			return tea.Batch(cmd, p.o.Changed())
		}
	}
	return cmd
}

// Save checks the fields and stores them.
func (p *Page) Save() tea.Cmd {
	if p.saving || !p.Form.Check() {
		return nil
	}
	p.saving = true
	return p.o.Save()
}

// Saved ends the form: its draft goes, and then does what comes next.
func (p *Page) Saved(then tea.Cmd) tea.Cmd {
	p.saving = false
	p.Form.Clean()
	if p.o.Draft.ID != (store.ID{}) {
		_ = p.desk.Store.DeleteDraft(p.o.Draft.ID) // an old draft is a nuisance, not a loss
	}
	return then
}

var indexed = regexp.MustCompile(`[\[.].*$`)

// Failed shows why nothing was stored: beside the field where it is a field's
// fault, else in passing. What was typed stays.
func (p *Page) Failed(err error) tea.Cmd {
	p.saving = false
	sentence := p.desk.W.Sentence(err)
	var field *store.FieldError
	if errors.As(err, &field) {
		name := indexed.ReplaceAllString(field.Field, "")
		if other, ok := p.o.Names[name]; ok {
			name = other
		}
		if p.Form.Field(name) != nil {
			p.Form.Errors(map[string]string{name: sentence})
			return nil
		}
	}
	return screen.Toast(screen.Failure, p.desk.T.App.NotSaved.With("why", sentence))
}

// Leave asks before what was typed is dropped.
func (p *Page) Leave() (bool, tea.Cmd) {
	if p.saving {
		return false, nil
	}
	if !p.Form.Dirty() {
		return true, nil
	}
	w := p.desk.T.Form
	return false, screen.Overlay(widget.NewConfirm(p.desk, widget.Question{
		Title: w.DropTitle, Lines: []string{w.DropAsk}, Act: w.Drop,
		Run: func() tea.Cmd { return p.Saved(screen.Back(p)) },
	}))
}

// Draft is what was typed, where it is worth keeping.
func (p *Page) Draft() (store.Draft, bool) {
	d := p.o.Draft
	if d.Kind == "" || !p.Form.Dirty() {
		return d, false
	}
	values, err := json.Marshal(Kept{Record: p.o.Record, Fields: p.Form.State()})
	if err != nil {
		return d, false
	}
	d.Values = values
	return d, true
}
