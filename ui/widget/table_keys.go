package widget

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"calepin/ui/screen"
	"calepin/ui/text"
)

// Reread is the Update of a page that is a table: read is called again after a
// change, what is left is the table's.
func (t *Table) Reread(msg tea.Msg, read func() tea.Cmd) tea.Cmd {
	switch msg.(type) {
	case screen.Changed, screen.Restyled:
		return read()
	case tea.WindowSizeMsg, tea.MouseMsg:
		return t.Update(msg)
	}
	return nil
}

// Update handles the mouse, counted from the table's corner, the size of the
// window, and, for a screen that is Typing, the keys that move and write
// nothing: arrows, pages, ctrl+d, ctrl+u.
func (t *Table) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.WindowSizeMsg:
		t.height = max(t.height, m.Height)
		t.load()
	case tea.MouseWheelMsg:
		return t.Wheel(m)
	case tea.MouseClickMsg:
		if m.Button == tea.MouseLeft {
			return t.Click(m.X, m.Y)
		}
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
		case "ctrl+u":
			return t.Move(-t.page() / 2)
		case "ctrl+d":
			return t.Move(t.page() / 2)
		}
	}
	return nil
}

// Actions are the keys of the table, under the ids prefix + ".up" and so on.
// Give all tables of the program the prefix "list", so that a person rebinds
// "down" once. They are hidden from the footer and listed in the help.
func (t *Table) Actions(prefix string) []screen.Action {
	w := &t.d.T.Widgets
	var list []screen.Action
	add := func(id string, words text.Action, run func() tea.Cmd, keys ...string) {
		list = append(list, screen.Action{ID: prefix + "." + id, Keys: keys, Words: words, Hidden: true, Run: run})
	}
	move := func(n func() int) func() tea.Cmd { return func() tea.Cmd { return t.Move(n()) } }
	add("down", w.Down, move(func() int { return 1 }), "j", "down")
	add("up", w.Up, move(func() int { return -1 }), "k", "up")
	add("page_down", w.PageDown, move(func() int { return t.page() }), "pgdown")
	add("page_up", w.PageUp, move(func() int { return -t.page() }), "pgup")
	add("half_down", w.HalfDown, move(func() int { return t.page() / 2 }), "ctrl+d")
	add("half_up", w.HalfUp, move(func() int { return -t.page() / 2 }), "ctrl+u")
	add("first", w.First, move(func() int { return -t.length }), "g", "home")
	add("last", w.Last, move(func() int { return t.length }), "G", "end")
	add("right", w.Right, func() tea.Cmd { return t.Scroll(1) }, "right")
	add("left", w.Left, func() tea.Cmd { return t.Scroll(-1) }, "left")
	if !t.NoMarks {
		add("mark", w.Mark, t.Mark, "space")
		if _, ok := t.source.(Lister); ok {
			add("mark_all", w.MarkAll, t.MarkAll, "*")
		}
	}
	if t.OnSort != nil {
		add("sort", w.Sort, t.NextSort, "s")
		add("reverse", w.Reverse, t.Reverse, "S")
	}
	return list
}

func (t *Table) page() int { return max(1, t.height-1) }

// Move moves the cursor by n rows, as far as there are.
func (t *Table) Move(n int) tea.Cmd {
	step := 1
	if n < 0 {
		step = -1
	}
	return t.to(t.sel+n, step)
}

func (t *Table) to(i, step int) tea.Cmd {
	before := t.selID
	t.settle(i, step)
	if t.selID == before || t.OnSelect == nil {
		return nil
	}
	return t.OnSelect(t.selID)
}

// Scroll shows the columns further to one side, where not all fit.
func (t *Table) Scroll(n int) tea.Cmd {
	t.side = min(max(t.side+n, 0), max(0, len(t.columns)-2))
	return nil
}

// Mark marks the selected row, or takes its mark off, and moves on.
func (t *Table) Mark() tea.Cmd {
	if t.selID == "" || t.NoMarks {
		return nil
	}
	if t.marked[t.selID] {
		delete(t.marked, t.selID)
	} else {
		t.marked[t.selID] = true
	}
	return t.Move(1)
}

// MarkAll marks every row of a Lister, or takes all marks off where every one
// is marked.
func (t *Table) MarkAll() tea.Cmd {
	l, ok := t.source.(Lister)
	if !ok {
		return nil
	}
	ids := l.IDs()
	if !slices.ContainsFunc(ids, func(id string) bool { return !t.marked[id] }) {
		t.ClearMarks()
		return nil
	}
	for _, id := range ids {
		t.marked[id] = true
	}
	return nil
}

// Unmark takes the marks of rows off.
func (t *Table) Unmark(ids ...string) {
	for _, id := range ids {
		delete(t.marked, id)
	}
}

// ClearMarks takes all marks off.
func (t *Table) ClearMarks() { clear(t.marked) }

// Marked returns the ids that are marked, sorted.
func (t *Table) Marked() []string {
	ids := make([]string, 0, len(t.marked))
	for id := range t.marked {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// MarkedOrSelected returns what an action is to act on: the marked rows, or
// else the selected one.
func (t *Table) MarkedOrSelected() []string {
	if len(t.marked) > 0 || t.selID == "" {
		return t.Marked()
	}
	return []string{t.selID}
}

// NextSort sorts by the next column that can.
func (t *Table) NextSort() tea.Cmd {
	var keys []string
	for _, c := range t.columns {
		if c.Sort != "" {
			keys = append(keys, c.Sort)
		}
	}
	if len(keys) == 0 {
		return nil
	}
	return t.sortBy(keys[(slices.Index(keys, t.sort)+1)%len(keys)], false)
}

// Reverse sorts the other way round.
func (t *Table) Reverse() tea.Cmd { return t.sortBy(t.sort, !t.descending) }

func (t *Table) sortBy(key string, descending bool) tea.Cmd {
	t.sort, t.descending = key, descending
	if t.OnSort == nil {
		return nil
	}
	return t.OnSort(key, descending)
}

// Click selects the row at a place, opens it where it was selected, and sorts
// by the column whose title it is.
func (t *Table) Click(x, y int) tea.Cmd {
	if !t.NoHead {
		y--
	}
	if y < 0 {
		return t.clickHead(x)
	}
	i := t.top + y
	if i >= t.length || t.row(i).Heading {
		return nil
	}
	if i == t.sel && t.OnOpen != nil {
		return t.OnOpen(t.selID)
	}
	return t.to(i, 1)
}

// Wheel moves the cursor as the wheel turns.
func (t *Table) Wheel(m tea.MouseWheelMsg) tea.Cmd {
	switch m.Button {
	case tea.MouseWheelUp:
		return t.Move(-3)
	case tea.MouseWheelDown:
		return t.Move(3)
	case tea.MouseWheelLeft:
		return t.Scroll(-1)
	case tea.MouseWheelRight:
		return t.Scroll(1)
	}
	return nil
}
