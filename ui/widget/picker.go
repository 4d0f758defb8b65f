package widget

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"calepin/ui/screen"
)

// Item is what a picker offers. A heading cannot be picked.
type Item struct {
	ID, Title, Detail string
	Heading           bool
}

// PickerOptions say what a picker picks.
type PickerOptions struct {
	Title string
	Hint  string // in the empty field
	Query string // typed at first
	// Find returns what a query finds, the best first, in a goroutine of its
	// own. An empty query finds what is offered at once.
	Find func(ctx context.Context, query string) ([]Item, error)
	// Pick is called once the box is closed.
	Pick func(Item) tea.Cmd
	// Create, where it is not nil, is offered for what was typed, by the words
	// of CreateWords, below what was found.
	Create      func(query string) tea.Cmd
	CreateWords func(query string) string
}

// Picker is a box with a field and a list that narrows as one types.
type Picker struct {
	d       *screen.Desk
	o       PickerOptions
	line    oneLine
	list    list
	waiting bool
	failed  string
	cursor  *tea.Cursor
}

// NewPicker returns a box to be shown with screen.Overlay.
func NewPicker(d *screen.Desk, o PickerOptions) *Picker {
	p := &Picker{d: d, o: o, line: oneLine{edit: newEdit(true, 200)}}
	p.line.set(o.Query)
	return p
}

// Title is the question.
func (p *Picker) Title() string { return p.o.Title }

// Init looks for what is offered at first.
func (p *Picker) Init() tea.Cmd { return p.find() }

// Typing is true: letters narrow the list.
func (p *Picker) Typing() bool { return true }

// Cursor is the place of the text cursor.
func (p *Picker) Cursor() *tea.Cursor { return p.cursor }

// Size is roomy: lists are.
func (p *Picker) Size(w, h int) (int, int) { return min(w, 76), min(h, 18) }

func (p *Picker) find() tea.Cmd {
	query := p.line.text()
	p.waiting = true
	return screen.Do(screen.Job{Owner: p, Key: "find"},
		func(ctx context.Context, _ screen.Report) ([]Item, error) { return p.o.Find(ctx, query) },
		func(items []Item, err error) tea.Cmd {
			p.waiting, p.failed = false, ""
			if err != nil {
				p.failed = p.d.W.Sentence(err)
			}
			p.show(items, query)
			return nil
		})
}

func (p *Picker) show(items []Item, query string) {
	if p.o.Create != nil && query != "" && p.o.CreateWords != nil {
		items = append(items[:len(items):len(items)], Item{Title: p.o.CreateWords(Clean(query)), ID: createID})
	}
	p.list.set(items)
	p.list.terms = Terms(query)
}

// createID marks the item that makes something new; no record has it.
const createID = "\x00create"

// Actions are to pick and to move.
func (p *Picker) Actions() []screen.Action {
	return p.list.actions(p.d, p.pick)
}

func (p *Picker) pick() tea.Cmd {
	item, ok := p.list.selected()
	switch {
	case !ok:
		return nil
	case item.ID == createID:
		return tea.Sequence(screen.Back(p), p.o.Create(p.line.text()))
	}
	return tea.Sequence(screen.Back(p), p.o.Pick(item))
}

// Update takes what is typed, and the mouse.
func (p *Picker) Update(msg tea.Msg) tea.Cmd {
	before := p.line.changed
	switch m := msg.(type) {
	case tea.KeyPressMsg:
		if !p.list.key(m) {
			p.line.key(m)
		}
	case tea.PasteMsg:
		p.line.insert(m.Content)
	case screen.Changed:
		return p.find()
	default:
		if p.list.mouse(Shift(msg, 0, 2)) {
			return p.pick()
		}
	}
	if p.line.changed != before {
		return p.find()
	}
	return nil
}

// View draws the field, and the list below.
func (p *Picker) View(w, h int) string {
	p.cursor = nil
	if w <= 0 || h <= 0 {
		return Block(nil, 0, h)
	}
	head, x := fieldLine(p.d, &p.line, p.o.Hint, w)
	if x < w {
		p.cursor = tea.NewCursor(x, 0)
	}
	rule := penOf(p.d.Theme.Border).paint(dashes(w))
	return Block(append([]string{head, rule}, p.list.draw(p.d, w, h-2, p.say())...), w, h)
}

// say is what stands in place of no item.
func (p *Picker) say() string {
	switch {
	case p.failed != "":
		return p.failed
	case p.waiting:
		return p.d.T.Widgets.Searching
	}
	return p.d.T.Widgets.NothingFound
}

// fieldLine draws a field on a line of its own, and returns the cursor's cell.
func fieldLine(d *screen.Desk, line *oneLine, hint string, w int) (string, int) {
	s, x := line.draw(max(0, w-2))
	if line.size == 0 {
		s = penOf(d.Theme.Hint).paint(Cut(hint, w-2))
	} else {
		s = penOf(d.Theme.Field).paint(s)
	}
	return penOf(d.Theme.Focus.Bold(true)).paint("› ") + s, x + 2
}
