package widget

import (
	tea "charm.land/bubbletea/v2"
)

// key does what a key does in a text, and tells whether it does anything. Up
// and down, pages and enter are for texts of several lines.
func (e *edit) key(m tea.KeyPressMsg) bool {
	if e.moveKey(m.String()) || e.deleteKey(m.String()) {
		return true
	}
	if !e.single && m.String() == "enter" {
		e.insert("\n")
		return true
	}
	if m.Text != "" && m.Mod&^(tea.ModShift|tea.ModCapsLock|tea.ModNumLock) == 0 {
		e.insert(m.Text)
		return true
	}
	return false
}

func (e *edit) moveKey(k string) bool {
	row, col := e.row, 0
	switch k {
	case "left", "ctrl+b":
		row, col = e.before()
	case "right", "ctrl+f":
		row, col = e.after()
	case "ctrl+left", "alt+left", "alt+b":
		row, col = e.wordBefore()
	case "ctrl+right", "alt+right", "alt+f":
		row, col = e.wordAfter()
	case "home", "ctrl+a": // col is 0
	case "end", "ctrl+e":
		col = len(e.line())
	case "ctrl+home":
		row = 0
	case "ctrl+end":
		row = len(e.lines) - 1
		col = len(e.lines[row])
	default:
		return false
	}
	e.row, e.col, e.goal, e.cut = row, col, -1, false
	return true
}

func (e *edit) deleteKey(k string) bool {
	var row, col int
	switch k {
	case "backspace", "ctrl+h", "shift+backspace":
		row, col = e.before()
		e.remove(row, col, e.row, e.col)
	case "ctrl+w", "alt+backspace", "ctrl+backspace":
		row, col = e.wordBefore()
		e.remove(row, col, e.row, e.col)
	case "ctrl+u":
		e.remove(e.row, 0, e.row, e.col)
	case "delete", "ctrl+d":
		row, col = e.after()
		e.remove(e.row, e.col, row, col)
	case "alt+d", "ctrl+delete", "alt+delete":
		row, col = e.wordAfter()
		e.remove(e.row, e.col, row, col)
	case "ctrl+k":
		e.remove(e.row, e.col, e.row, len(e.line()))
	default:
		return false
	}
	return true
}
