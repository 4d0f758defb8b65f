package widget

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy/watch"
	"calepin/ui/screen"
)

// watched is what the text being typed says that calls for care (GDPR art.
// 5(1)(c), 9, 10): shown below the form, with the reason and what may be written
// instead. It never stands in the way.
type watched struct {
	field *Field
	text  string
	lines []string
}

// atOnce is how long a text may be to be looked through at each key.
const atOnce = 8 << 10

// look looks through the field that has the keys, if it is free text and
// changed. A long text is looked through off the loop.
func (f *Form) look() tea.Cmd {
	field := f.Focused()
	if field == nil || !field.Watched {
		f.watched = watched{}
		return nil
	}
	text := field.Value()
	if f.watched.field == field && f.watched.text == text {
		return nil
	}
	was := f.watched
	f.watched = watched{field: field, text: text}
	if len(text) <= atOnce {
		f.watched.lines = f.d.W.Watch.Lines(text, watch.Scan(text))
		return nil
	}
	if was.field == field {
		f.watched.lines = was.lines // until the answer is there
	}
	return screen.Do(screen.Job{Key: "watch"}, func(context.Context, screen.Report) ([]watch.Finding, error) { return watch.Scan(text), nil },
		func(found []watch.Finding, _ error) tea.Cmd {
			if f.watched.field == field && f.watched.text == text {
				f.watched.lines = f.d.W.Watch.Lines(text, found)
			}
			return nil
		})
}

// glance looks through a field that gets the keys, where that takes no time.
func (f *Form) glance() {
	if field := f.Focused(); field != nil && field.Watched && len(field.Value()) > atOnce {
		return // at the first change
	}
	_ = f.look()
}

// told is how many findings are shown.
const told = 2

// warnings are the lines below the form; none where it would be left too little
// room.
func (f *Form) warnings(w, h int) (lines []string) {
	if f.watched.field == nil || f.watched.field != f.Focused() || len(f.watched.lines) == 0 {
		return nil
	}
	th := f.d.Theme
	for _, said := range f.watched.lines[:min(told, len(f.watched.lines))] {
		for i, line := range Wrap(CleanLines(said), max(1, w-4)) {
			sign := "  ! "
			if i > 0 {
				sign = "    "
			}
			lines = append(lines, th.Warning.Render(sign+line))
		}
	}
	if more := len(f.watched.lines) - told; more > 0 {
		lines = append(lines, th.Muted.Render("    "+f.d.T.Widgets.WatchMore.Of(more)))
	}
	const least = 5
	if h-len(lines) < least {
		lines = lines[:max(0, min(len(lines), h-least))]
	}
	return lines
}

// below draws the warnings below the form.
func (f *Form) below(form string, warnings []string, w int) string {
	if len(warnings) == 0 {
		return form
	}
	return form + "\n" + Block(warnings, w, len(warnings))
}
