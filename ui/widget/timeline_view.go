package widget

import (
	"fmt"
	"slices"
	"strings"
)

// View draws the entries around the selection.
func (t *Timeline) View(w, h int) string {
	t.clicks = t.clicks[:0]
	if w <= 0 || h <= 0 {
		return Block(nil, 0, h)
	}
	t.width, t.height = w, h
	if t.length == 0 {
		return Teach(t.d.Theme, w, h, t.Empty...)
	}
	t.renew(w)
	t.follow(w, h)
	bar := scrollbar(t.top, h, t.length)
	room := w
	if bar != nil {
		room--
	}
	p := pens{border: penOf(t.d.Theme.Border), focus: penOf(t.d.Theme.Focus)}
	var lines []string
	put := func(entry int, s string) {
		if len(lines) >= h {
			return
		}
		if bar != nil {
			s = Fit(s, room) + bar.cell(len(lines), p)
		}
		lines, t.clicks = append(lines, s), append(t.clicks, entry)
	}
	for i := t.top; i < t.length && len(lines) < h && t.has(i); i++ {
		if i == t.top || t.begins(i) == 1 {
			put(-1, t.heading(i, room))
		}
		block := t.block(i, w)
		if i == t.sel {
			block = block[min(t.skip, len(block)-1):]
		}
		for _, s := range block {
			put(i, s)
		}
	}
	for bar != nil && len(lines) < h {
		put(-1, "")
	}
	return Block(lines, w, h)
}

// renew forgets what was drawn for something else.
func (t *Timeline) renew(w int) {
	if key := fmt.Sprint(w, t.length > t.height, t.Preview, themeKey(t.d.Theme)); key != t.key || t.blocks == nil {
		t.key, t.blocks = key, map[int]block{}
	}
}

// follow moves what shows so that the selected entry does, whole where it can,
// and the month of the first entry above all.
func (t *Timeline) follow(w, h int) {
	t.top = min(t.top, t.sel)
	used, first := 1+len(t.block(t.sel, w)), t.sel
	for first > t.top && t.has(first-1) {
		if used += t.cost(first, w); used > h {
			break
		}
		first--
	}
	t.top = max(t.top, first)
	t.fill(w, h)
}

// fill goes back up where the end of the list leaves room.
func (t *Timeline) fill(w, h int) {
	used := 1 + len(t.block(t.top, w))
	for i := t.top + 1; i < t.length && t.has(i) && used < h; i++ {
		used += len(t.block(i, w)) + t.begins(i)
	}
	for t.top > 0 && t.has(t.top-1) {
		if used += t.cost(t.top, w); used > h {
			return
		}
		t.top--
	}
}

// cost is the lines that showing the entry before i takes more.
func (t *Timeline) cost(i, w int) int { return len(t.block(i-1, w)) + t.begins(i) }

// begins is 1 where a month begins with an entry.
func (t *Timeline) begins(i int) int {
	if i == 0 || t.month(t.entry(i).At) != t.month(t.entry(i-1).At) {
		return 1
	}
	return 0
}

func (t *Timeline) heading(i, w int) string {
	month := t.month(t.entry(i).At)
	return " " + penOf(t.d.Theme.Heading).paint(Cut(month, w-2)) + " " +
		penOf(t.d.Theme.Border).paint(dashes(w-4-Width(month)))
}

// block returns an entry as drawn; the selected one is drawn each time.
func (t *Timeline) block(i, w int) []string {
	if w <= 0 {
		return []string{""}
	}
	if i == t.sel {
		return t.draw(t.entry(i), w, true)
	}
	if b, ok := t.blocks[i]; ok {
		return b.lines
	}
	lines := t.draw(t.entry(i), w, false)
	if t.blocks != nil {
		t.blocks[i] = block{lines}
	}
	return lines
}

// dateCells is the room of a day and a time: "23/11/2026 15:04".
const dateCells = 17

// draw draws an entry: day, sign and title on a line, its body below.
func (t *Timeline) draw(e Entry, w int, selected bool) []string {
	th := t.d.Theme
	base, match, muted, strong := penOf(th.Text), penOf(th.Match), penOf(th.Muted), penOf(th.Strong)
	signPen, mark := penOf(th.Accent), "  "
	if e.SignStyle != nil {
		signPen = penOf(*e.SignStyle)
	}
	if selected {
		s := th.Faded
		if t.focused {
			s = th.Selected
		}
		base, mark = penOf(s), "› "
		match, muted, strong, signPen = penOf(s.Underline(true)), base, base, base
	}
	room := w
	if t.length > t.height {
		room--
	}
	at := e.At.In(t.d.Now().Location())
	date := t.d.Language().Date(at)
	if room >= 60 && !e.Day {
		date = t.d.Language().Time(at)
	}
	dates := dateCells + 2
	if room < 60 {
		dates = 12
	}
	var b strings.Builder
	b.WriteString(base.paint(mark) + muted.paint(Fit(date, dates)) + signPen.paint(Fit(Clean(e.Sign), 2)+" "))
	left := max(0, room-2-dates-3)
	title := Cut(Clean(e.Title), left)
	b.WriteString(highlight(title, t.terms, strong, match))
	left -= Width(title)
	if detail := Clean(e.Detail); detail != "" && left > 4 {
		detail = "  " + Cut(detail, left-2)
		b.WriteString(highlight(detail, t.terms, muted, match))
		left -= Width(detail)
	}
	b.WriteString(base.paint(Spaces(left)))
	return append([]string{Cut(b.String(), room)}, t.body(e, room, dates, selected)...)
}

// body is the lines below the title: the first ones, or all.
func (t *Timeline) body(e Entry, room, dates int, selected bool) []string {
	said := strings.Trim(CleanLines(e.Body), "\n ")
	indent := 2 + dates + 3
	if said == "" || room-indent < 10 {
		return nil
	}
	th := t.d.Theme
	bar := penOf(th.Border).paint("│ ")
	if selected && t.focused {
		bar = penOf(th.Focus).paint("┃ ")
	}
	all, more := t.unfolded[e.ID], 0
	if !all && len(said) > 4*room*(t.Preview+1) { // the end of a long text is not looked at
		cut := 4 * room * (t.Preview + 1)
		for cut > 0 && said[cut]&0xc0 == 0x80 {
			cut--
		}
		said, more = said[:cut], 1
	}
	lines := Wrap(said, room-indent-1)
	if !all { // a preview has no room for free lines
		lines = slices.DeleteFunc(lines, func(s string) bool { return strings.TrimSpace(s) == "" })
	}
	if !all && (len(lines) > t.Preview || more > 0) {
		lines = lines[:min(len(lines), t.Preview)]
		if n := len(lines); n > 0 {
			lines[n-1] = Cut(lines[n-1]+" …", room-indent-1)
		}
	}
	text, match := penOf(th.Text), penOf(th.Match)
	if !all {
		text = penOf(th.Muted)
	}
	out := make([]string, len(lines))
	for i, s := range lines {
		out[i] = Spaces(indent-2) + bar + highlight(s, t.terms, text, match)
	}
	return out
}
