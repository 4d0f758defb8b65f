package due

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// box asks for another day: one of three, or one that is typed, in the same
// box, so that the usual answer is one key and any other needs no second box.
type box struct {
	d      *screen.Desk
	about  string
	days   [3]store.Date
	at     int // of days, or the field behind them
	form   *widget.Form
	then   func(store.Date) tea.Cmd
	failed bool
}

// Postpone asks to which day something is put off.
func Postpone(d *screen.Desk, about string, then func(store.Date) tea.Cmd) tea.Cmd {
	today := store.DateOf(d.Now())
	b := &box{d: d, about: about, then: then, days: [3]store.Date{today.AddDays(1), today.AddDays(7), today.AddMonths(1, 0)}}
	field := widget.NewDay("day", "", text.Future).WithHint(d.T.Today.DayHint)
	field.OnChange = func() tea.Cmd { b.failed = false; b.at = b.follow(); return nil }
	b.form = widget.NewForm(d, field)
	return screen.Overlay(b)
}

// follow is where the cursor goes while one types: to the field, or back.
func (b *box) follow() int {
	if b.form.Value("day") == "" {
		return 0
	}
	return len(b.days)
}

// Title is the question.
func (b *box) Title() string { return b.d.T.Today.PostponeTitle }

// Init does nothing.
func (b *box) Init() tea.Cmd { return nil }

// Typing is always so: what is typed is a day.
func (b *box) Typing() bool { return true }

// Cursor is in the field.
func (b *box) Cursor() *tea.Cursor {
	c := b.form.Cursor()
	if c != nil {
		c.Y += 2 + len(b.days)
	}
	return c
}

// Size is what it needs.
func (b *box) Size(w, h int) (int, int) { return min(w, 64), min(h, len(b.days)+4) }

// Actions are to move and to take.
func (b *box) Actions() []screen.Action {
	w := &b.d.T.Widgets
	move := func(n int) func() tea.Cmd {
		return func() tea.Cmd { b.at = max(0, min(b.at+n, len(b.days))); return nil }
	}
	return []screen.Action{
		{ID: "picker.pick", Keys: []string{"enter"}, Words: w.Pick, Run: b.take},
		{ID: "picker.down", Keys: []string{"down", "tab"}, Words: w.Down, Hidden: true, Run: move(1)},
		{ID: "picker.up", Keys: []string{"up", "shift+tab"}, Words: w.Up, Hidden: true, Run: move(-1)},
	}
}

func (b *box) take() tea.Cmd {
	var day store.Date
	if b.at < len(b.days) {
		day = b.days[b.at]
	} else {
		iso, err := b.form.Field("day").Day()
		if b.failed = err != nil || iso == ""; b.failed {
			return nil
		}
		day = store.Date(iso)
	}
	return tea.Sequence(screen.Back(b), b.then(day))
}

// Update gives what is typed to the field.
func (b *box) Update(msg tea.Msg) tea.Cmd {
	if m, ok := msg.(tea.MouseClickMsg); ok {
		if i := m.Y - 2; i >= 0 && i < len(b.days) {
			b.at = i
			return b.take()
		}
		return nil
	}
	return b.form.Update(msg)
}

// View draws the days, and the field below them.
func (b *box) View(w, h int) string {
	th, t := b.d.Theme, &b.d.T.Today
	lines := []string{th.Strong.Render(widget.Cut(widget.Clean(b.about), w)), ""}
	for i, name := range [...]string{t.Tomorrow, t.InAWeek, t.InAMonth} {
		when := widget.LongDate(b.d, noon(b.days[i], b.d.Now().Location()), false)
		line := widget.Fit("› "+name, min(22, w)) + widget.Cut(when, max(0, w-22))
		if i == b.at {
			line = th.Selected.Render(widget.Fit(line, w))
		} else {
			line = widget.Fit("  "+name, min(22, w)) + th.Muted.Render(widget.Cut(when, max(0, w-22)))
		}
		lines = append(lines, line)
	}
	lines = append(lines, strings.Split(b.form.View(w, 1), "\n")...)
	if b.failed {
		lines = append(lines, th.Bad.Render(ansi.Truncate("✗ "+b.d.T.Widgets.NotADay, w, "…")))
	}
	return widget.Block(lines, w, h)
}

// noon is a moment of a day that is the same day wherever it is shown.
func noon(day store.Date, zone *time.Location) time.Time {
	t := day.Time()
	return time.Date(t.Year(), t.Month(), t.Day(), 12, 0, 0, 0, zone)
}
