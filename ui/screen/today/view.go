package today

import (
	"strings"

	"calepin/ui/widget"
)

// headHeight is the lines of the day above the lists.
const headHeight = 2

// leftPercent is the part of what there is to do.
const leftPercent = 55

func panes(w int) (left, right int, ok bool) { return widget.Panes(w, leftPercent) }

// View draws the day and the lists.
func (p *Page) View(w, h int) string {
	if w <= 0 || h <= 0 {
		return widget.Block(nil, 0, h)
	}
	th := p.d.Theme
	lines := []string{" " + th.Title.Render(widget.LongDate(p.d, p.d.Now(), false)) + p.backups(), ""}
	rest := max(0, h-headHeight)
	switch left, right, wide := panes(w); {
	case p.have == nil:
	case p.have.empty():
		lines = append(lines, p.welcome(w, rest))
	case wide:
		lines = append(lines, widget.Columns(p.todo.View(left, rest), p.know.View(right, rest), left, right, rest, th.Border))
	case p.both.Len() > 0:
		lines = append(lines, p.both.View(w, rest))
	default:
		lines = append(lines, p.todo.View(w, rest))
	}
	return widget.Block(strings.Split(strings.Join(lines, "\n"), "\n"), w, h)
}

// backups tells of the last good backup beside the day: quietly where it is
// recent, as a warning where it is old or where one was found damaged.
func (p *Page) backups() string {
	if p.have == nil || p.have.backups == nil {
		return ""
	}
	th, t, h := p.d.Theme, &p.d.T.Today, p.have.backups
	date := p.d.W.Language.Date(h.Last.MadeAt.Local())
	style, said := th.Muted, t.Backup.With("date", date)
	switch {
	case len(h.Failed) > 0:
		style, said = th.Warning, "! "+t.BackupFailed
	case h.Last.Name == "":
		said = t.BackupNone
	case h.Stale:
		style, said = th.Warning, "! "+t.BackupOld.With("date", date)
	}
	if key := p.key("app.backups", "B"); key != "" {
		said += " (" + key + ")"
	}
	return "  " + style.Render(said)
}

// welcome tells what the page is for and how to begin.
func (p *Page) welcome(w, h int) string {
	t := &p.d.T.Today
	return widget.Teach(p.d.Theme, w, h, t.Empty, t.EmptyWhat, "",
		t.EmptyAdd.With("key", p.key("today.add", "a")), t.EmptyImport.With("key", p.key("today.import", "i")))
}
