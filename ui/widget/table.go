package widget

import (
	"slices"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"calepin/ui/screen"
)

// Source is the rows of a table, in their order. Row is called on the loop, in
// an update and never while drawing, for the rows around the selection only;
// it should cost microseconds. A source may also be a Finder or a Lister.
type Source interface {
	Len() int
	Row(i int) Row
}

// Rows is a source that is all there, drawn ahead.
type Rows []Row

// Len is how many there are.
func (r Rows) Len() int { return len(r) }

// Row is the one at a place.
func (r Rows) Row(i int) Row { return r[i] }

// Finder is a source that knows where an id is, -1 for nowhere. With one a
// table finds its selection again in any order; without, it looks a thousand
// rows around the place it had.
type Finder interface{ Index(id string) int }

// Lister is a source that can name all its rows, which lets all be marked.
type Lister interface{ IDs() []string }

// Row is a line of a table. It may have more or fewer cells than there are
// columns. A heading stands across the columns by its first cell, and is
// neither selected nor marked.
type Row struct {
	ID      string
	Cells   []Cell
	Heading bool
}

// Cell is a text in a row, cleaned when drawn. A nil style is the theme's own
// for text.
type Cell struct {
	_     [0]func() // not compared, as a Column
	Text  string
	Style *lipgloss.Style
}

// Column is a column of a table. It is Min cells wide, and takes its part, by
// weight, of what is left, up to Max where that is not 0.
type Column struct {
	_         [0]func() // not compared: Go writes no code that would, for each length of a list
	Title     string
	Min, Max  int
	Flex      int
	Right     bool   // text at the right end
	HideBelow int    // not shown where the table has fewer cells than that
	Sort      string // what OnSort is told; empty where it cannot sort
	NoMatch   bool   // a search does not look there, so nothing is shown as found
}

// Table shows the rows of a source that fit, whatever their number. It keeps
// the selection by id when the rows change.
//
// View may be called at any size at any time: the rows around the selection
// are kept, enough for a screen of a hundred lines.
type Table struct {
	// Empty is what is shown in place of no rows: a first line, then others.
	Empty []string
	// NoMarks leaves out marks, and the column of their signs.
	NoMarks bool
	// NoCount leaves out how many are marked, where the screen tells.
	NoCount bool
	// NoHead leaves out the titles of the columns.
	NoHead bool
	// OnSelect is told the row that the person moved to.
	OnSelect func(id string) tea.Cmd
	// OnOpen is told the row that was clicked once it was selected.
	OnOpen func(id string) tea.Cmd
	// OnSort is told by what to sort; the screen then sets a source so sorted.
	// Nil where nothing sorts.
	OnSort func(key string, descending bool) tea.Cmd

	d       *screen.Desk
	columns []Column
	source  Source
	terms   []string
	marked  map[string]bool
	focused bool

	sort       string
	descending bool

	length, sel, top int
	selID            string
	width, height    int // when last drawn; the height is that of the rows
	side             int // columns scrolled out at the left

	kept window
}

// NewTable returns an empty table that has the focus.
func NewTable(d *screen.Desk, columns ...Column) *Table {
	return &Table{d: d, columns: columns, focused: true, height: 20, marked: map[string]bool{}}
}

// SetSource shows other rows, or the same ones once they changed. The
// selection stays on its id, or else at its place; marks of rows that are not
// there any more stay, since a narrower search may hide them.
func (t *Table) SetSource(s Source) {
	t.source = s
	t.Refresh()
}

// Refresh reads the rows again.
func (t *Table) Refresh() {
	t.kept = window{}
	t.length = 0
	if t.source != nil {
		t.length = t.source.Len()
	}
	if t.selID != "" {
		if i := t.find(t.selID); i >= 0 {
			t.sel = i
		}
	}
	t.settle(t.sel, 1)
}

// Invalidate is Refresh: what Update calls when the records changed.
func (t *Table) Invalidate() { t.Refresh() }

// SetColumns changes the columns, keeping everything else.
func (t *Table) SetColumns(columns ...Column) {
	t.columns = columns
	t.side = 0
	t.kept.lines = nil
}

// SetSearch sets the query whose matches are shown in the cells.
func (t *Table) SetSearch(query string) {
	t.terms = Terms(query)
	t.kept.lines = nil
}

// SetSort tells by what the rows are sorted, for the sign beside the title.
func (t *Table) SetSort(key string, descending bool) { t.sort, t.descending = key, descending }

// Sort returns what SetSort or the person set.
func (t *Table) Sort() (key string, descending bool) { return t.sort, t.descending }

// Focus tells whether the keys go to this table; another style shows it.
func (t *Table) Focus(on bool) { t.focused = on }

// Focused is what Focus set.
func (t *Table) Focused() bool { return t.focused }

// Len is the number of rows, headings included.
func (t *Table) Len() int { return t.length }

// Selected is the id of the row under the cursor, "" for none.
func (t *Table) Selected() string { return t.selID }

// Chosen is what the row under the cursor shows, of a list whose rows have the
// ids that id tells.
func Chosen[T any](t *Table, list []T, id func(T) string) (chosen T, ok bool) {
	i := slices.IndexFunc(list, func(x T) bool { return id(x) == t.Selected() })
	if i < 0 {
		return chosen, false
	}
	return list[i], true
}

// Index is the place of the selected row, -1 for none.
func (t *Table) Index() int {
	if t.selID == "" {
		return -1
	}
	return t.sel
}

// Select puts the cursor on an id, and tells whether it is there.
func (t *Table) Select(id string) bool {
	i := t.find(id)
	if i >= 0 {
		t.settle(i, 1)
	}
	return i >= 0
}

// Top puts the cursor on the first row: after another search.
func (t *Table) Top() { t.settle(0, 1) }
