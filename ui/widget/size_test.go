package widget

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"calepin/ui/text"
)

var sizes = [][2]int{{0, 0}, {1, 1}, {2, 3}, {3, 2}, {0, 10}, {10, 0}, {7, 5}, {20, 4}, {40, 12}, {59, 16}, {60, 16}, {80, 24}, {120, 40}, {400, 100}}

type viewer interface{ View(w, h int) string }

// held to its size: exactly h lines of at most w cells, and the cursor inside.
func heldToSize(t *testing.T, name string, v viewer) {
	t.Helper()
	for _, s := range sizes {
		w, h := s[0], s[1]
		view := v.View(w, h)
		lines := strings.Split(view, "\n")
		if h > 0 && len(lines) != h || h == 0 && view != "" {
			t.Errorf("%s at %d×%d: %d lines", name, w, h, len(lines))
		}
		for y, line := range lines {
			if got := ansi.StringWidth(line); got > w {
				t.Errorf("%s at %d×%d: line %d has %d cells: %q", name, w, h, y, got, line)
			}
			if strings.ContainsAny(ansi.Strip(line), "\x1b\x07\t\r\u202e\u2066") {
				t.Errorf("%s at %d×%d: a control character is left: %q", name, w, h, line)
			}
		}
		if c, ok := v.(interface{ Cursor() *tea.Cursor }); ok {
			if at := c.Cursor(); at != nil && (at.X < 0 || at.X >= w || at.Y < 0 || at.Y >= h) {
				t.Errorf("%s at %d×%d: the cursor stands at %d, %d", name, w, h, at.X, at.Y)
			}
		}
	}
}

func TestEverythingHoldsAtAnySize(t *testing.T) {
	d := desk(t, text.French)
	long := strings.Join(nasty, "\n")
	entries := make(manyEntries, 0, len(nasty))
	for i, s := range nasty {
		entries = append(entries, Entry{ID: fmt.Sprint(i), At: now.Add(-time.Duration(i) * 300 * time.Hour), Sign: "✉", Title: s, Detail: s, Body: long})
	}
	timeline := NewTimeline(d)
	timeline.SetSource(entries)
	unfolded := NewTimeline(d)
	unfolded.SetSource(entries)
	unfolded.Move(3)
	unfolded.Toggle()
	options := []Option{}
	for i, s := range nasty {
		options = append(options, Option{Value: fmt.Sprint(i), Label: s, Help: s, Key: string(rune('a' + i))})
	}
	picker := NewPicker(d, PickerOptions{Title: "x", Create: func(string) tea.Cmd { return nil }, CreateWords: func(q string) string { return q }})
	for _, s := range nasty {
		picker.list.items = append(picker.list.items, Item{ID: s, Title: s, Detail: s})
	}
	editor := NewEditor(d, "x", long, nil)
	empty := NewTable(d, Column{Title: "x", Min: 3})
	empty.Empty = nasty
	file := NewFilePicker(d, FileOptions{Title: "x", Start: long})
	for name, v := range map[string]viewer{
		"table": nastyTable(d), "empty table": empty, "timeline": timeline, "unfolded": unfolded, "editor": editor,
		"confirm": NewConfirm(d, Question{Title: long, Lines: nasty, Act: "Supprimer"}), "choose": NewChoose(d, "x", options, nil),
		"picker": picker, "files": file,
	} {
		heldToSize(t, name, v)
	}
	form := nastyForm(d)
	for i := range form.fields {
		if form.fields[i].in != nil {
			form.at = i
			heldToSize(t, "form at "+form.fields[i].Key, form)
		}
	}
}
