package widget

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy/watch"
	"calepin/ui/screen"
)

// watched is what the text being typed says that calls for care (GDPR art.
// 5(1)(c), 9, 10): shown below it, with the reason and what may be written
// instead. It never stands in the way.
type watched struct {
	of    any // where the text is typed
	text  string
	lines []string
}

// atOnce is how long a text may be to be looked through at each key.
const atOnce = 8 << 10

// look looks through a text that changed, a long one off the loop.
func (x *watched) look(d *screen.Desk, of any, text string) tea.Cmd {
	if x.of == of && x.text == text {
		return nil
	}
	was := *x
	*x = watched{of: of, text: text}
	if len(text) <= atOnce {
		x.lines = d.W.Watch.Lines(text, watch.Scan(text))
		return nil
	}
	if was.of == of {
		x.lines = was.lines // until the answer is there
	}
	return screen.Do(screen.Job{Key: "watch"}, func(context.Context, screen.Report) ([]watch.Finding, error) { return watch.Scan(text), nil },
		func(found []watch.Finding, _ error) tea.Cmd {
			if x.of == of && x.text == text {
				x.lines = d.W.Watch.Lines(text, found)
			}
			return nil
		})
}

// told is how many findings are shown.
const told = 2

// warnings are the lines to show where w cells and h lines are left, five of
// which stay with the text.
func (x *watched) warnings(d *screen.Desk, w, h int) (lines []string) {
	if len(x.lines) == 0 {
		return nil
	}
	for _, said := range x.lines[:min(told, len(x.lines))] {
		for i, line := range Wrap(CleanLines(said), max(1, w-4)) {
			sign := "  ! "
			if i > 0 {
				sign = "    "
			}
			lines = append(lines, d.Theme.Warning.Render(sign+line))
		}
	}
	if more := len(x.lines) - told; more > 0 {
		lines = append(lines, d.Theme.Muted.Render("    "+d.T.Widgets.WatchMore.Of(more)))
	}
	const least = 5
	if h-len(lines) < least {
		lines = lines[:max(0, min(len(lines), h-least))]
	}
	return lines
}
