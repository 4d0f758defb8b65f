package widget

import (
	"strings"
	"time"

	"calepin/ui/screen"
	"calepin/ui/text"
)

// whenInput is a day, or a moment where clock is true.
type whenInput struct {
	textInput
	lean  text.Lean
	clock bool
}

func (t *whenInput) draw(f *Field, w int, focused bool) drawn {
	said, p := "", f.d.Theme.Good
	if t.line.size > 0 {
		if when, err := text.ParseTime(t.line.text(), f.d.Now(), t.lean); err == nil {
			said = f.d.T.Widgets.Understood.With("when", LongDate(f.d, when, t.clock))
		} else if focused && f.err == "" {
			said, p = "→ ?", f.d.Theme.Muted
		}
	}
	room := min(w, max(22, Width(t.line.text())+2, Width(f.Hint)+2))
	if said != "" && w-room-1 < Width(said) {
		room = max(min(22, w), w-Width(said)-1)
	}
	d := drawLine(&t.line, f, min(room, w), focused)
	if said == "" {
		return d
	}
	if w-room-1 >= Width(said) {
		d.lines[0] = Fit(d.lines[0], room) + " " + penOf(p).paint(said)
		return d
	}
	d.lines = append(d.lines, penOf(p).paint(Cut(said, w)))
	return d
}

// LongDate writes a day with its name and its month's, so that a wrong year or
// week is seen, and the time where clock is true.
func LongDate(d *screen.Desk, t time.Time, clock bool) string {
	t = t.In(d.Now().Location())
	w := &d.T.Widgets
	day, month := word(w.Days, int(t.Weekday())), word(w.Months, int(t.Month())-1)
	nth := t.Format("2")
	if t.Day() == 1 && d.Language() == text.French {
		nth = "1er"
	}
	s := day + " " + nth + " " + month + t.Format(" 2006")
	if clock {
		s += t.Format(" 15:04")
	}
	return s
}

// word returns one of several words apart by spaces.
func word(words string, i int) string {
	if all := strings.Fields(words); i >= 0 && i < len(all) {
		return all[i]
	}
	return ""
}
