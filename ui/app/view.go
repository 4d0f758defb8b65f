package app

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"calepin/ui/screen"
	"calepin/ui/widget"
)

// The room of a page: below the places and the path, above the footer.
const (
	bodyTop    = 2
	around     = 3
	leastW     = 60
	leastH     = 16
	boxW, boxH = 72, 20
	spinAfter  = 150 * time.Millisecond
	longAfter  = time.Second
)

func (r *root) tooSmall() bool { return r.w < leastW || r.h < leastH }

func (r *root) bodySize() tea.WindowSizeMsg {
	return tea.WindowSizeMsg{Width: max(0, r.w), Height: max(0, r.h-around)}
}

// boxSize is the inside of an overlay.
func (r *root) boxSize(s screen.Screen) tea.WindowSizeMsg {
	roomW, roomH := max(0, r.w-6), max(0, r.h-around-2)
	w, h := min(boxW, roomW), min(boxH, roomH)
	if sized, ok := s.(screen.Sized); ok {
		w, h = sized.Size(roomW, roomH)
		w, h = min(w, roomW), min(h, roomH)
	}
	return tea.WindowSizeMsg{Width: w, Height: h}
}

// boxAt is the inside corner of an overlay.
func (r *root) boxAt(s screen.Screen) (x, y int) {
	size := r.boxSize(s)
	x = max(0, (r.w-size.Width)/2)
	y = bodyTop + max(1, (r.h-around-size.Height)/2)
	return x, min(y, max(1, r.h-2-size.Height))
}

// resize tells every screen its room.
func (r *root) resize() tea.Cmd {
	var cmds []tea.Cmd
	for _, p := range r.pages {
		cmds = append(cmds, p.Update(r.bodySize()))
	}
	for _, o := range r.overlays {
		cmds = append(cmds, o.Update(r.boxSize(o.Screen)))
	}
	return tea.Batch(cmds...)
}

// View draws it all. It runs after every message.
func (r *root) View() (v tea.View) {
	defer func() {
		if p := recover(); p != nil && r.fault == nil {
			r.fault = newFault(p)
		}
	}()
	v.AltScreen = true
	v.WindowTitle = "calepin"
	if r.mouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	if r.w <= 0 || r.h <= 0 || r.fault != nil {
		return v
	}
	if r.tooSmall() {
		v.SetContent(r.small())
		return v
	}
	page := r.page()
	if page == nil {
		return v
	}
	body := r.overSaid(page.View(r.w, r.h-around))
	v.Cursor = cursorOf(page, 0, bodyTop)
	content := r.header() + "\n" + body + "\n" + r.footer()
	for _, o := range r.overlays {
		content, v.Cursor = r.over(content, o.Screen)
	}
	if r.ending.begun {
		v.Cursor = nil
	}
	v.SetContent(content)
	return v
}

func cursorOf(s screen.Screen, x, y int) *tea.Cursor {
	c, ok := s.(screen.Cursored)
	if !ok {
		return nil
	}
	at := c.Cursor()
	if at != nil {
		at.X, at.Y = at.X+x, at.Y+y
	}
	return at
}

// over draws a box with its border and title above what is there.
func (r *root) over(below string, s screen.Screen) (string, *tea.Cursor) {
	th := r.desk.Theme
	size := r.boxSize(s)
	x, y := r.boxAt(s)
	inside := strings.Split(s.View(size.Width, size.Height), "\n")
	title := ansi.Truncate(widget.Clean(s.Title()), max(0, size.Width-4), "…")
	rest := max(0, size.Width-ansi.StringWidth(title)-1)
	lines := []string{th.Focus.Render("╭─ ") + th.Title.Render(title) + th.Focus.Render(" "+strings.Repeat("─", rest)+"╮")}
	side := th.Focus.Render("│")
	for _, line := range inside {
		lines = append(lines, side+" "+line+strings.Repeat(" ", max(0, size.Width-ansi.StringWidth(line)))+" "+side)
	}
	lines = append(lines, th.Focus.Render("╰"+strings.Repeat("─", size.Width+2)+"╯"))
	return lay(below, lines, max(0, x-2), max(0, y-1), r.w), cursorOf(s, x, y)
}

// lay puts a box's lines over those of a screen. The parts beside the box are
// cut line by line, which costs a fifth of what composing cells would.
func lay(below string, box []string, x, y, w int) string {
	lines := strings.Split(below, "\n")
	for i, line := range box {
		if y+i >= len(lines) {
			break
		}
		under := lines[y+i]
		left := ansi.Cut(under, 0, x)
		end := x + ansi.StringWidth(line)
		right := ansi.Cut(under, end, w)
		if ansi.StringWidth(right) > w-end { // a wide character that the box covers half of
			right = " " + ansi.Cut(under, end+1, w)
		}
		lines[y+i] = left + ansi.ResetStyle + strings.Repeat(" ", max(0, x-ansi.StringWidth(left))) + line + right
	}
	return strings.Join(lines, "\n")
}

// small is all that a window too small can show.
func (r *root) small() string {
	line := r.desk.T.App.TooSmall.With("w", r.w, "h", r.h)
	lines := strings.Split(ansi.Wrap(line, r.w, ""), "\n")
	return strings.Join(lines[:min(len(lines), r.h)], "\n")
}
