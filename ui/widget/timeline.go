package widget

import (
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"calepin/ui/screen"
	"calepin/ui/text"
)

// Entry is something that happened. Its texts are cleaned when drawn.
type Entry struct {
	ID        string
	At        time.Time
	Day       bool   // At is a day alone, without a time
	Sign      string // a cell or two that tell its kind
	SignStyle *lipgloss.Style
	Title     string
	Detail    string // after the title, muted
	Body      string // its first lines show, all of it once unfolded
}

// Entries is what a timeline shows, in its order. Entry is called on the loop,
// in an update and never while drawing, for entries around the selection.
type Entries interface {
	Len() int
	Entry(i int) Entry
}

// Timeline shows dated entries under headings of their months. It keeps the
// selection by id when the entries change.
type Timeline struct {
	// Empty is what is shown in place of no entries: a first line, then others.
	Empty []string
	// Preview is how many lines of a body show while it is folded.
	Preview int
	// OnSelect is told the entry that the person moved to.
	OnSelect func(id string) tea.Cmd
	// OnOpen is told the entry that was clicked once it was selected.
	OnOpen func(id string) tea.Cmd

	d        *screen.Desk
	source   Entries
	terms    []string
	unfolded map[string]bool
	focused  bool

	length, sel   int
	selID         string
	top           int // the first entry that shows
	skip          int // lines of the selected entry scrolled out
	width, height int
	first         int // of kept
	kept          []Entry
	blocks        map[int]block
	key           string
	clicks        []int // the entry on each line drawn, -1 for none
}

// block is an entry as drawn while it is not selected, its heading apart.
type block struct{ lines []string }

// NewTimeline returns an empty timeline that has the focus.
func NewTimeline(d *screen.Desk) *Timeline {
	return &Timeline{d: d, Preview: 2, focused: true, height: 20, unfolded: map[string]bool{}}
}

// SetSource shows other entries, or the same ones once they changed.
func (t *Timeline) SetSource(s Entries) {
	t.source = s
	t.Refresh()
}

// Refresh reads the entries again.
func (t *Timeline) Refresh() {
	t.kept, t.blocks, t.length = nil, nil, 0
	if t.source != nil {
		t.length = t.source.Len()
	}
	if i := t.find(t.selID); i >= 0 {
		t.sel = i
	}
	t.settle(t.sel)
}

// SetSearch sets the query whose matches are shown.
func (t *Timeline) SetSearch(query string) { t.terms, t.blocks = Terms(query), nil }

// Focus tells whether the keys go to the timeline.
func (t *Timeline) Focus(on bool) { t.focused = on }

// Focused is what Focus set.
func (t *Timeline) Focused() bool { return t.focused }

// Len is the number of entries.
func (t *Timeline) Len() int { return t.length }

// Selected is the id of the entry under the cursor, "" for none.
func (t *Timeline) Selected() string { return t.selID }

// Index is the place of the selected entry, -1 for none.
func (t *Timeline) Index() int {
	if t.selID == "" {
		return -1
	}
	return t.sel
}

// Select puts the cursor on an id, and tells whether it is there.
func (t *Timeline) Select(id string) bool {
	i := t.find(id)
	if i >= 0 {
		t.settle(i)
	}
	return i >= 0
}

// Toggle unfolds the selected entry, or folds it.
func (t *Timeline) Toggle() tea.Cmd {
	if t.selID != "" {
		t.unfolded[t.selID] = !t.unfolded[t.selID]
		t.skip = 0
		delete(t.blocks, t.sel)
	}
	return nil
}

// Unfolded tells whether all of the selected entry shows.
func (t *Timeline) Unfolded() bool { return t.unfolded[t.selID] }

func (t *Timeline) find(id string) int {
	if id == "" {
		return -1
	}
	if f, ok := t.source.(Finder); ok {
		return f.Index(id)
	}
	for off := range min(t.length, 1000) {
		for _, i := range [...]int{t.sel + off, t.sel - off} {
			if i >= 0 && i < t.length && t.entry(i).ID == id {
				return i
			}
		}
	}
	return -1
}

func (t *Timeline) entry(i int) Entry {
	if i >= t.first && i < t.first+len(t.kept) {
		return t.kept[i-t.first]
	}
	return t.source.Entry(i)
}

// has tells whether an entry is kept.
func (t *Timeline) has(i int) bool { return i >= t.first && i < t.first+len(t.kept) }

func (t *Timeline) settle(i int) {
	t.skip = 0
	if t.length == 0 {
		t.sel, t.selID = 0, ""
		return
	}
	t.sel = min(max(i, 0), t.length-1)
	t.load()
	t.selID = t.entry(t.sel).ID
}

// load sees to it that what may show is kept: an entry takes a line at least.
func (t *Timeline) load() {
	from, to := max(0, t.sel-t.height), min(t.length, t.sel+t.height)
	if t.length == 0 || (t.has(from) && t.has(to-1)) {
		return
	}
	span := max(2*t.height, 100)
	from, to = max(0, t.sel-span), min(t.length, t.sel+span)
	kept := make([]Entry, to-from)
	for i := range kept {
		kept[i] = t.entry(from + i)
	}
	t.first, t.kept = from, kept
	for i := range t.blocks {
		if i < from || i >= to {
			delete(t.blocks, i)
		}
	}
}

// Move moves the cursor by entries. An unfolded one taller than the screen is
// read to its end first.
func (t *Timeline) Move(n int) tea.Cmd {
	if t.length == 0 {
		return nil
	}
	if n == 1 || n == -1 {
		if rest := len(t.block(t.sel, t.width)) - t.height + 1; t.width > 0 && rest > 0 {
			if to := t.skip + n*max(1, t.height/2); n > 0 && t.skip < rest || n < 0 && t.skip > 0 {
				t.skip = min(max(to, 0), rest)
				return nil
			}
		}
	}
	before := t.selID
	t.settle(t.sel + n)
	if t.selID == before || t.OnSelect == nil {
		return nil
	}
	return t.OnSelect(t.selID)
}

// Update handles the mouse, counted from the corner, the size of the window,
// and the keys that move and write nothing.
func (t *Timeline) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.WindowSizeMsg:
		t.height = max(t.height, m.Height)
		t.load()
	case tea.MouseWheelMsg:
		if m.Button == tea.MouseWheelUp {
			return t.Move(-1)
		} else if m.Button == tea.MouseWheelDown {
			return t.Move(1)
		}
	case tea.MouseClickMsg:
		return t.click(m)
	case tea.KeyPressMsg:
		switch m.String() {
		case "up":
			return t.Move(-1)
		case "down":
			return t.Move(1)
		case "pgup":
			return t.Move(-t.page())
		case "pgdown":
			return t.Move(t.page())
		}
	}
	return nil
}

func (t *Timeline) click(m tea.MouseClickMsg) tea.Cmd {
	if m.Button != tea.MouseLeft || m.Y < 0 || m.Y >= len(t.clicks) || t.clicks[m.Y] < 0 {
		return nil
	}
	i := t.clicks[m.Y]
	if i == t.sel && t.OnOpen != nil {
		return t.OnOpen(t.selID)
	}
	return t.Move(i - t.sel)
}

// page is about how many entries show.
func (t *Timeline) page() int { return max(2, t.height/(t.Preview+2)) }

// Actions are the keys of the timeline, under the same ids as a table's with
// the same prefix.
func (t *Timeline) Actions(prefix string) []screen.Action {
	w := &t.d.T.Widgets
	var list []screen.Action
	add := func(id string, words text.Action, n func() int, keys ...string) {
		list = append(list, screen.Action{ID: prefix + "." + id, Keys: keys, Words: words, Hidden: true,
			Run: func() tea.Cmd { return t.Move(n()) }})
	}
	add("down", w.Down, func() int { return 1 }, "j", "down")
	add("up", w.Up, func() int { return -1 }, "k", "up")
	add("page_down", w.PageDown, func() int { return t.page() }, "pgdown")
	add("page_up", w.PageUp, func() int { return -t.page() }, "pgup")
	add("half_down", w.HalfDown, func() int { return max(2, t.page()/2) }, "ctrl+d")
	add("half_up", w.HalfUp, func() int { return -max(2, t.page()/2) }, "ctrl+u")
	add("first", w.First, func() int { return -t.length }, "g", "home")
	add("last", w.Last, func() int { return t.length }, "G", "end")
	return append(list, screen.Action{ID: prefix + ".expand", Keys: []string{"space"}, Words: w.Expand, Hidden: true, Run: t.Toggle})
}

// month is the heading of an entry.
func (t *Timeline) month(at time.Time) string {
	at = at.In(t.d.Now().Location())
	return word(t.d.T.Widgets.Months, int(at.Month())-1) + " " + strconv.Itoa(at.Year())
}
