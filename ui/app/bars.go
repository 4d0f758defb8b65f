package app

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"calepin/ui/screen"
	"calepin/ui/widget"
)

// header is two lines: the places, with whose file it is, and the path.
func (r *root) header() string {
	if alone(r.page()) {
		return "\n"
	}
	th := r.desk.Theme
	var tabs strings.Builder
	if r.desk.Store != nil {
		named := r.named()
		for i := range places {
			tabs.WriteString(r.tab(i, named))
		}
	} else {
		tabs.WriteString(" " + th.Title.Render("calepin"))
	}
	whose := r.whose()
	left := ansi.Truncate(tabs.String(), r.w, "")
	gap := r.w - ansi.StringWidth(left) - ansi.StringWidth(whose)
	if gap < 2 {
		whose, gap = "", max(0, r.w-ansi.StringWidth(left))
	}
	return left + strings.Repeat(" ", gap) + whose + "\n" + r.path()
}

// named is how many of the first places have their names in the header: as many
// as fit, beside the warning that nothing can be written where there is one.
func (r *root) named() int {
	room := r.w
	if r.vault.readOnly != nil {
		room -= ansi.StringWidth(r.whose()) + 2
	}
	width := func(p place) int { return ansi.StringWidth(p.title(r.desk)) + 1 }
	for _, p := range places {
		room -= ansi.StringWidth(r.desk.KeyOf(r.goAction(p))) + 2
		if p.id == r.place {
			room -= width(p)
		}
	}
	for i, p := range places {
		if p.id == r.place {
			continue
		}
		if room -= width(p); room < 0 {
			return i
		}
	}
	return len(places)
}

// tab is place i in the header, its key first; where there is little room, the
// key alone of the last ones that one is not at.
func (r *root) tab(i, named int) string {
	th, p := r.desk.Theme, places[i]
	key, title := r.desk.KeyOf(r.goAction(p)), p.title(r.desk)
	if p.id == r.place {
		return th.Place.Render(" " + key + " " + title + " ")
	}
	if i >= named {
		return " " + th.Accent.Render(key) + " "
	}
	return " " + th.Accent.Render(key) + " " + th.Muted.Render(title) + " "
}

// clickPlace goes to the place under the mouse.
func (r *root) clickPlace(x int) tea.Cmd {
	at, named := 0, r.named()
	for i, p := range places {
		at += ansi.StringWidth(r.tab(i, named))
		if x < at {
			return r.goTo(p.id)
		}
	}
	return nil
}

// whose is the business, and what is not as usual.
func (r *root) whose() string {
	if r.desk.Store == nil {
		return ""
	}
	th := r.desk.Theme
	name := r.desk.Store.Settings().Business.Name
	s := th.Muted.Render(ansi.Truncate(widget.Clean(name), 24, "…")) + " "
	if r.vault.readOnly != nil {
		s = th.Warning.Render("! "+r.desk.T.App.ReadOnly) + "  " + s
	}
	return s
}

// path is where one is, drawn into a rule, and who one is where several may enter.
func (r *root) path() string {
	th := r.desk.Theme
	var titles []string
	for _, p := range r.pages {
		titles = append(titles, widget.Clean(p.Title()))
	}
	line := ansi.Truncate(strings.Join(titles, " › "), max(0, r.w-6), "…")
	rest, who := max(0, r.w-4-ansi.StringWidth(line)), r.who()
	if room := ansi.StringWidth(who) + 4; who != "" && room+4 <= rest {
		return th.Border.Render("── ") + th.Strong.Render(line) + th.Border.Render(" "+strings.Repeat("─", rest-room)+" ") +
			who + th.Border.Render(" ──")
	}
	return th.Border.Render("── ") + th.Strong.Render(line) + th.Border.Render(" "+strings.Repeat("─", rest))
}

// who is whoever is at work, with their role, where they have a name; and that what
// they look at is not logged, where nothing can be written.
func (r *root) who() string {
	if r.desk.Store == nil {
		return ""
	}
	var parts []string
	if r.vault.readOnly != nil {
		parts = append(parts, r.desk.Theme.Warning.Render("! "+r.desk.T.App.NotLogged))
	}
	if o := r.desk.Store.Operator(); o.Name != "" {
		parts = append(parts, r.desk.Theme.Muted.Render(ansi.Truncate(widget.Clean(o.Name), 24, "…")+", "+r.desk.W.RoleOf(o.Role)))
	}
	return strings.Join(parts, "  ")
}

// footer is the status on the left and the keys on the right; what was just
// said takes the place of the status, never that of all keys.
func (r *root) footer() string {
	status := r.status()
	if said := r.said(); len(said) > 0 {
		status = said[len(said)-1]
	}
	keys := keysRoom
	if half := r.w / 2; r.toast.Level == screen.Note && ansi.StringWidth(status) <= r.w-2-half {
		keys = half // nothing went well or wrong, and it is read whole
	}
	status = ansi.Truncate(status, r.w-2-keys, "…") // the key of the help never goes
	room := r.w - 2 - ansi.StringWidth(status)
	if status != "" {
		room -= 3
	}
	hints := r.hints(room)
	gap := max(0, r.w-2-ansi.StringWidth(status)-ansi.StringWidth(hints))
	return " " + status + strings.Repeat(" ", gap) + hints + " "
}

// keysRoom is what is kept for the keys beside a line however long: the help.
const keysRoom = 12

// hints are the keys of the top screen that fit, the help always among them.
func (r *root) hints(room int) string {
	top := r.top()
	if top == nil || r.ending.begun {
		return ""
	}
	th := r.desk.Theme
	keyOf := r.desk.KeyOf
	if typing(top) {
		keyOf = r.desk.KeyWhileTyping
	}
	hint := func(a screen.Action) string {
		return th.Accent.Render(keyOf(a)) + " " + th.Muted.Render(a.Words.Name)
	}
	const between = "  "
	var list []string
	help := hint(r.helpAction())
	used := ansi.StringWidth(help)
	for _, a := range r.offered(top) {
		if a.Hidden || keyOf(a) == "" || a.Disabled != "" {
			continue
		}
		h := hint(a)
		if used += len(between) + ansi.StringWidth(h); used > room {
			break
		}
		list = append(list, h)
	}
	return strings.Join(append(list, help), between)
}

// alone tells a page that shows nothing of the file around it.
func alone(s screen.Screen) bool {
	a, ok := s.(screen.Alone)
	return ok && a.Alone()
}

// offered are the actions of a screen as the footer offers them: on a page,
// what is done everywhere comes second, for it is done most.
func (r *root) offered(top screen.Screen) []screen.Action {
	actions := r.doable(top.Actions())
	if r.desk.Store == nil || len(r.overlays) > 0 || typing(top) || len(actions) == 0 || alone(top) {
		return actions
	}
	all := actions[:1:1]
	for _, e := range everywhere {
		a := e(r.desk, r.about)
		a.Hidden = false
		all = append(all, a)
	}
	r.doable(all)
	return append(all, actions[1:]...)
}

// said is the toast, its sign first: colour is never the only cue. What does not
// fit beside the keys takes lines of the page, so that a reason is read whole.
func (r *root) said() []string {
	if r.toast.Text == "" {
		return nil
	}
	th, text := r.desk.Theme, widget.Clean(r.toast.Text)
	style := th.Strong
	switch r.toast.Level {
	case screen.Success:
		style, text = th.Good, "✓ "+text
	case screen.Warning:
		style, text = th.Warning, "! "+text
	case screen.Failure:
		style, text = th.Bad, "✗ "+text
	}
	lines := widget.Wrap(text, max(1, r.w-2-keysRoom))
	if len(lines) > saidLines {
		lines = append(lines[:saidLines-1:saidLines-1], strings.Join(lines[saidLines-1:], " "))
	}
	for i := range lines {
		lines[i] = style.Render(lines[i])
	}
	return lines
}

// saidLines is how many lines what is said takes at most.
const saidLines = 3

// overSaid puts what is said above its last line over the end of the page.
func (r *root) overSaid(body string) string {
	said := r.said()
	lines := strings.Split(body, "\n")
	if len(said) < 2 || len(lines) < len(said) {
		return body
	}
	from := len(lines) - len(said) + 1
	for i, line := range said[:len(said)-1] {
		lines[from+i] = " " + line + strings.Repeat(" ", max(0, r.w-1-ansi.StringWidth(line)))
	}
	return strings.Join(lines, "\n")
}

var spinner = []string{"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"}

// status is the work under way: a sign after a moment, after a second how much
// of it is done and how long it will last.
func (r *root) status() string {
	th := r.desk.Theme
	if r.ending.begun && !r.ending.sealing {
		return th.Muted.Render(r.desk.T.App.Waiting)
	}
	now := r.desk.Now()
	j := r.jobs.shown(now)
	if j == nil {
		return ""
	}
	line := spinner[r.jobs.frame%len(spinner)] + " " + j.Label
	done, total := j.done.Load(), j.total.Load()
	if spent := now.Sub(j.since); spent >= longAfter && total > 0 {
		l := r.desk.Language()
		line += "  " + l.Number(done) + " / " + l.Number(total)
		if done > 0 {
			line += "  " + r.desk.T.App.TimeLeft.With("left", r.long(spent*time.Duration(total-done)/time.Duration(done)))
		}
	}
	return th.Accent.Render(line)
}

// long writes how long something lasts, as roughly as a person would.
func (r *root) long(d time.Duration) string {
	w := r.desk.T.App
	if d < 90*time.Second {
		return w.Seconds.Of(int(d.Round(time.Second) / time.Second))
	}
	return w.Minutes.Of(int(d.Round(time.Minute) / time.Minute))
}
