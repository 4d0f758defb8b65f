package widget

import (
	tea "charm.land/bubbletea/v2"

	"calepin/ui/screen"
)

// Search is the field on top of a list that narrows as one types. It takes the
// keys while Typing; closed, it shows what is searched for, or how to begin.
type Search struct {
	// Sign stands before what is typed.
	Sign string

	d      *screen.Desk
	line   oneLine
	typing bool
	at     int // cell of the cursor when last drawn
}

// maxQuery is more characters than any search makes sense of.
const maxQuery = 200

// NewSearch returns a closed, empty field.
func NewSearch(d *screen.Desk) *Search {
	return &Search{Sign: "/", d: d, line: oneLine{edit: newEdit(true, maxQuery)}}
}

// Open gives the field the keys.
func (s *Search) Open() {
	s.typing = true
	s.line.col = len(s.line.line())
}

// Close gives the keys back, and keeps what is searched for.
func (s *Search) Close() { s.typing = false }

// Typing tells whether the field has the keys.
func (s *Search) Typing() bool { return s.typing }

// Query is what is searched for.
func (s *Search) Query() string { return s.line.text() }

// Set searches for something else.
func (s *Search) Set(query string) { s.line.set(query) }

// Update takes a key or a paste, and tells whether the search changed.
func (s *Search) Update(msg tea.Msg) (changed bool) {
	before := s.line.changed
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		s.line.key(msg)
	case tea.PasteMsg:
		s.line.insert(msg.Content)
	}
	return s.line.changed != before
}

// View draws the field on one line of w cells; closed and empty it says hint.
func (s *Search) View(w int, hint string) string {
	th := s.d.Theme
	if !s.typing && s.line.size == 0 {
		return Fit(th.Muted.Render(Clean(hint)), w)
	}
	value, at := s.line.draw(max(1, w-3))
	s.at = 2 + at
	style := th.Text
	if s.typing {
		style = th.Field
	}
	return Fit(th.Accent.Render(s.Sign)+" "+style.Render(value), w)
}

// Cursor is the place of the text cursor, from the corner of the field; nil
// where it has not the keys.
func (s *Search) Cursor() *tea.Cursor {
	if !s.typing {
		return nil
	}
	return tea.NewCursor(s.at, 0)
}
