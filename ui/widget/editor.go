package widget

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/ui/screen"
)

// editorLimit is how many characters a long text holds.
const editorLimit = 1_000_000

// Editor is a page for a long text. ctrl+s keeps it and goes back, esc goes
// back, and asks where something was typed.
type Editor struct {
	d      *screen.Desk
	title  string
	area   area
	first  string
	done   func(text string) tea.Cmd
	cursor *tea.Cursor
	busy   bool // an editor of the system's has it

	watched watched
}

// NewEditor returns a page to be pushed. done gets the text once it is closed
// by ctrl+s.
func NewEditor(d *screen.Desk, title, initial string, done func(text string) tea.Cmd) *Editor {
	e := &Editor{d: d, title: title, area: area{edit: newEdit(false, editorLimit)}, done: done}
	e.area.set(initial)
	e.first = e.area.text()
	e.area.row = len(e.area.lines) - 1
	e.area.col = len(e.area.line())
	if len(initial) <= atOnce { // a longer one at the first change
		_ = e.look()
	}
	return e
}

// Edit lets a person write a long text: in the editor that EDITOR names where
// that is wished and leaves no copy on disk, else on a page of its own, saying
// why. done gets the text, and is not called where it is left alone.
func Edit(d *screen.Desk, owner screen.Screen, title, initial string, done func(text string) tea.Cmd) tea.Cmd {
	page := func() tea.Cmd { return screen.Push(NewEditor(d, title, initial, done)) }
	if d.Prefs == nil || !d.Prefs.Editor {
		return page()
	}
	return External(d, owner, initial, func(text string, err error) tea.Cmd {
		if err != nil {
			return tea.Sequence(page(), screen.Toast(screen.Warning, Why(d, err)))
		}
		if text == initial {
			return nil
		}
		return done(text)
	})
}

// Title is the page's part of the path.
func (e *Editor) Title() string { return e.title }

// Init does nothing.
func (e *Editor) Init() tea.Cmd { return nil }

// Typing is true: every letter is text.
func (e *Editor) Typing() bool { return true }

// Cursor is the place of the text cursor.
func (e *Editor) Cursor() *tea.Cursor { return e.cursor }

// Text is what was typed.
func (e *Editor) Text() string { return e.area.text() }

// Dirty tells whether something was typed that is not kept.
func (e *Editor) Dirty() bool { return e.area.text() != e.first }

// Hand gives the form what was typed so far.
func (e *Editor) Hand() {
	if e.Dirty() {
		e.done(e.kept())
	}
}

func (e *Editor) kept() string { return strings.TrimRight(e.area.text(), " \n") }

// Leave asks before what was typed is lost.
func (e *Editor) Leave() (bool, tea.Cmd) {
	if !e.Dirty() {
		return true, nil
	}
	return false, AskDiscard(e.d, e)
}

// AskDiscard asks whether what was typed on a page may be lost, and leaves the
// page then: what Leave of a form returns.
func AskDiscard(d *screen.Desk, page screen.Screen) tea.Cmd {
	w := &d.T.Widgets
	return screen.Overlay(NewConfirm(d, Question{
		Title: w.Discard, Lines: []string{w.DiscardWhat}, Act: w.DiscardAct, Key: w.DiscardKey, Dangerous: true,
		Run: func() tea.Cmd { return screen.Back(page) },
	}))
}

// Actions are to keep the text, and to go on in another editor.
func (e *Editor) Actions() []screen.Action {
	w := &e.d.T.Widgets
	list := []screen.Action{{ID: "editor.save", Keys: []string{"ctrl+s"}, Words: w.Save, Run: e.keep}}
	other := screen.Action{ID: "editor.external", Keys: []string{"ctrl+o"}, Words: w.External, Run: e.external}
	if _, _, err := external(); err != nil {
		other.Disabled, other.Hidden = Why(e.d, err), true
	}
	return append(list, other)
}

func (e *Editor) keep() tea.Cmd {
	return tea.Sequence(screen.Back(e), e.done(e.kept()))
}

func (e *Editor) external() tea.Cmd {
	if e.busy {
		return nil
	}
	e.busy = true
	return External(e.d, e, e.area.text(), func(text string, err error) tea.Cmd {
		e.busy = false
		if err != nil {
			return screen.Toast(screen.Warning, Why(e.d, err))
		}
		e.area.set(text)
		return e.look()
	})
}

// look looks through what is written for what a client file should not hold.
func (e *Editor) look() tea.Cmd { return e.watched.look(e.d, e, e.area.text()) }

// Update takes what is typed, and the mouse.
func (e *Editor) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.PasteMsg:
		e.area.insert(m.Content)
	case tea.KeyPressMsg:
		switch m.String() {
		case "up":
			e.area.vertical(-1)
		case "down":
			e.area.vertical(1)
		case "pgup":
			e.area.vertical(-max(1, e.area.h-1))
		case "pgdown":
			e.area.vertical(max(1, e.area.h-1))
		case "tab":
			e.area.insert("    ")
		default:
			e.area.key(m)
		}
	case tea.MouseWheelMsg:
		if m.Button == tea.MouseWheelUp {
			e.area.vertical(-3)
		} else if m.Button == tea.MouseWheelDown {
			e.area.vertical(3)
		}
	case tea.MouseClickMsg:
		if m.Button == tea.MouseLeft {
			e.area.point(m.X-e.margin(e.area.w), m.Y)
		}
	}
	return e.look()
}

// margin centres lines no longer than are easy to read.
func (e *Editor) margin(w int) int { return max(1, (w-measure)/2) }

// measure is the longest line of the page, in cells.
const measure = 96

// View draws the text, and how long it is on the last line.
func (e *Editor) View(w, h int) string {
	e.cursor = nil
	if w <= 0 || h <= 0 {
		return Block(nil, 0, h)
	}
	margin := e.margin(w)
	wide, room := min(w-2*margin, measure), h
	if h > 4 {
		room = h - 2
	}
	warnings := e.watched.warnings(e.d, w, room)
	room -= len(warnings)
	lines, x, y := e.area.draw(max(1, wide), room)
	p := penOf(e.d.Theme.Field)
	for i, s := range lines {
		lines[i] = Spaces(margin) + p.paint(s)
	}
	if margin+x < w {
		e.cursor = tea.NewCursor(margin+x, y)
	}
	if room < h {
		for len(lines) < room {
			lines = append(lines, "")
		}
		lines = append(lines, warnings...)
		lines = append(lines, " "+penOf(e.d.Theme.Border).paint(dashes(w-2)), e.status(w))
	}
	return Block(lines, w, h)
}

func (e *Editor) status(w int) string {
	words := &e.d.T.Widgets
	left, p := words.EditorHint, penOf(e.d.Theme.Muted)
	if e.area.cut {
		left, p = "▲ "+words.CutAt.With("n", e.d.Language().Number(editorLimit)), penOf(e.d.Theme.Warning)
	}
	right := words.Characters.Of(e.area.size)
	return " " + p.paint(Fit(left, max(0, w-3-Width(right)))) + " " + penOf(e.d.Theme.Muted).paint(right)
}
