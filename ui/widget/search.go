package widget

import (
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"calepin/ui/screen"
)

// Search is the field on top of a list that narrows as one types. It takes the
// keys while Typing; closed, it shows what is searched for, or how to begin.
type Search struct {
	d     *screen.Desk
	input textinput.Model
	at    int // cell of the cursor when last drawn
}

// maxQuery is more characters than any search makes sense of.
const maxQuery = 200

// NewSearch returns a closed, empty field.
func NewSearch(d *screen.Desk) *Search {
	s := &Search{d: d, input: textinput.New()}
	s.input.SetVirtualCursor(false)
	s.input.CharLimit = maxQuery
	return s
}

// Open gives the field the keys.
func (s *Search) Open() {
	s.input.Focus()
	s.input.CursorEnd()
}

// Close gives the keys back, and keeps what is searched for.
func (s *Search) Close() { s.input.Blur() }

// Typing tells whether the field has the keys.
func (s *Search) Typing() bool { return s.input.Focused() }

// Query is what is searched for.
func (s *Search) Query() string { return s.input.Value() }

// Set searches for something else.
func (s *Search) Set(query string) {
	s.input.SetValue(Clean(query))
	s.input.CursorEnd()
}

// Update takes a key or a paste, and tells whether the search changed.
func (s *Search) Update(msg tea.Msg) (changed bool) {
	before := s.input.Value()
	if paste, ok := msg.(tea.PasteMsg); ok {
		msg = tea.PasteMsg{Content: Clean(firstRunes(paste.Content, maxQuery))}
	}
	s.input, _ = s.input.Update(msg)
	return s.input.Value() != before
}

// firstRunes cuts a text of any length to n characters.
func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// View draws the field on one line of w cells; closed and empty it says hint.
func (s *Search) View(w int, hint string) string {
	th := s.d.Theme
	if !s.Typing() && s.Query() == "" {
		return Fit(th.Muted.Render(Clean(hint)), w)
	}
	value, room := []rune(s.input.Value()), max(1, w-3)
	at := Width(string(value[:min(s.input.Position(), len(value))]))
	left := max(0, at-room+1)
	s.at = 2 + at - left
	style := th.Text
	if s.Typing() {
		style = th.Field
	}
	return Fit(th.Accent.Render("/")+" "+style.Render(ansi.Cut(string(value), left, left+room)), w)
}

// Cursor is the place of the text cursor, from the corner of the field; nil
// where it has not the keys.
func (s *Search) Cursor() *tea.Cursor {
	if !s.Typing() {
		return nil
	}
	return tea.NewCursor(s.at, 0)
}
