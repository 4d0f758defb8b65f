package widget

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// suggestInput is a line with a list of completions hanging below it.
type suggestInput struct {
	textInput
	find  func(string) []string
	found []string
	at    int // in found, -1 while in the line
	term  string
}

const suggestions = 6

func (s *suggestInput) key(f *Field, m tea.KeyPressMsg) bool {
	switch m.String() {
	case "down":
		if s.at+1 < len(s.found) {
			s.at++
			return true
		}
		return len(s.found) > 0
	case "up":
		if s.at >= 0 {
			s.at--
			return true
		}
		return false
	case "enter", "tab":
		if s.at >= 0 && s.at < len(s.found) {
			s.take(f, s.found[s.at])
			return true
		}
		return false
	}
	before := s.line.changed
	if !s.textInput.key(f, m) {
		return false
	}
	if s.line.changed != before {
		s.look(f)
	}
	return true
}

func (s *suggestInput) paste(f *Field, p string) {
	s.textInput.paste(f, p)
	s.look(f)
}

// look asks for completions of what stands before the cursor.
func (s *suggestInput) look(f *Field) {
	s.found, s.at, s.term = nil, -1, s.typed(f)
	if s.term == "" || s.find == nil {
		return
	}
	for _, c := range s.find(s.term) {
		if c = Clean(c); !strings.EqualFold(c, s.term) && len(s.found) < suggestions {
			s.found = append(s.found, c)
		}
	}
}

// typed is the part that is being completed.
func (s *suggestInput) typed(f *Field) string {
	t := s.line.text()
	if f.Several {
		t = t[strings.LastIndexByte(t, ',')+1:]
	}
	return strings.TrimSpace(t)
}

func (s *suggestInput) take(f *Field, c string) {
	if f.Several {
		before := s.line.text()
		before = strings.TrimSpace(before[:strings.LastIndexByte(before, ',')+1])
		if before != "" {
			before += " "
		}
		c = before + c + ", "
	}
	s.line.set(c)
	s.found, s.at = nil, -1
}

func (s *suggestInput) leave() {
	s.textInput.leave()
	s.found, s.at = nil, -1
}

func (s *suggestInput) restore(v string) {
	s.textInput.restore(v)
	s.found, s.at = nil, -1
}

func (s *suggestInput) draw(f *Field, w int, focused bool) drawn {
	d := s.textInput.draw(f, w, focused)
	if !focused {
		return d
	}
	th := f.d.Theme
	wide := 0
	for _, c := range s.found {
		wide = max(wide, Width(c))
	}
	wide = min(wide, max(0, w-4))
	terms := Terms(s.term)
	for i, c := range s.found {
		base, match, sign := penOf(th.Faded), penOf(th.Faded.Underline(true).Bold(true)), " "
		if i == s.at {
			base, match, sign = penOf(th.Selected), penOf(th.Selected.Underline(true)), "›"
		}
		c = Cut(c, wide)
		d.drop = append(d.drop, base.paint(sign+" ")+highlight(c, terms, base, match)+base.paint(Spaces(wide-Width(c)+1)))
	}
	return d
}
