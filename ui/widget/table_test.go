package widget

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"calepin/ui/screen"
	"calepin/ui/text"
)

// numbered is n rows from an id on; reads counts the calls of Row.
type numbered struct {
	from, n int
	reads   *int
}

func (s numbered) Len() int { return s.n }

func (s numbered) Row(i int) Row {
	if s.reads != nil {
		*s.reads++
	}
	id := fmt.Sprint(s.from + i)
	return Row{ID: id, Cells: []Cell{{Text: "Name " + id}, {Text: "Organisation " + id}, {Text: "n" + id + "@example.org"}}}
}

func (s numbered) IDs() []string {
	var ids []string
	for i := range s.n {
		ids = append(ids, fmt.Sprint(s.from+i))
	}
	return ids
}

type rows []Row

func (r rows) Len() int      { return len(r) }
func (r rows) Row(i int) Row { return r[i] }

func nastyTable(d *screen.Desk) *Table {
	var all rows
	for i, s := range nasty {
		row := Row{ID: fmt.Sprint(i), Heading: i%5 == 0}
		for range i % 7 { // fewer cells than columns, and more
			row.Cells = append(row.Cells, Cell{Text: s})
		}
		all = append(all, row)
	}
	t := NewTable(d, columns()...)
	t.SetSource(all)
	t.SetSearch("a 株 z")
	t.Mark()
	return t
}

func columns() []Column {
	return []Column{
		{Title: "Name", Min: 16, Flex: 2, Sort: "name"}, {Title: "Organisation", Min: 12, Flex: 1, Max: 30, Sort: "organisation"},
		{Title: "E-mail", Min: 14, Flex: 1, HideBelow: 60}, {Title: "Amount", Min: 8, Right: true}, {Title: "Tags", Min: 6, HideBelow: 100},
	}
}

func TestTableKeepsItsSelection(t *testing.T) {
	table := NewTable(desk(t, text.English), columns()...)
	var told []string
	table.OnSelect = func(id string) tea.Cmd { told = append(told, id); return nil }
	table.SetSource(numbered{from: 0, n: 1000})
	if table.Selected() != "0" {
		t.Fatalf("first selection %q", table.Selected())
	}
	table.View(80, 24)
	table.Move(500)
	table.SetSource(numbered{from: 100, n: 900}) // the row moved
	if table.Selected() != "500" || table.Index() != 400 {
		t.Errorf("kept %q at %d", table.Selected(), table.Index())
	}
	table.SetSource(numbered{from: 2000, n: 50}) // it is gone
	if table.Selected() != "2049" {
		t.Errorf("nearest %q", table.Selected())
	}
	table.SetSource(numbered{})
	if table.Selected() != "" || table.Index() != -1 || table.MarkedOrSelected() == nil && len(table.Marked()) != 0 {
		t.Errorf("an empty table has %q", table.Selected())
	}
	table.Move(1)
	table.SetSource(numbered{from: 7, n: 3})
	if table.Selected() != "7" {
		t.Errorf("after being empty %q", table.Selected())
	}
	if !slices.Equal(told, []string{"500"}) {
		t.Errorf("told %v: refreshing is no move", told)
	}
}

func TestTableReadsOnlyWhatIsNear(t *testing.T) {
	reads := 0
	table := NewTable(desk(t, text.English), columns()...)
	table.SetSource(numbered{n: 1_000_000, reads: &reads})
	if reads > 150 {
		t.Errorf("%d rows read at first", reads)
	}
	reads = 0
	for range 50 {
		table.View(120, 40)
	}
	if reads != 0 {
		t.Errorf("View read %d rows", reads)
	}
	table.Move(1_000_000)
	view := table.View(120, 40)
	if !strings.Contains(view, "Name 999999") || !strings.Contains(view, "Name 999961") {
		t.Errorf("the end does not fill the screen:\n%s", ansi.Strip(view))
	}
	if reads > 250 {
		t.Errorf("%d rows read for the end", reads)
	}
}

// Whatever the size when drawn, rows show: a view may come before any message.
func TestTableShowsAtOnce(t *testing.T) {
	for _, s := range [][2]int{{80, 24}, {400, 100}, {30, 5}} {
		table := NewTable(desk(t, text.English), columns()...)
		table.SetSource(numbered{n: 500})
		lines := strings.Split(ansi.Strip(table.View(s[0], s[1])), "\n")
		if !strings.Contains(lines[len(lines)-1], "Name") {
			t.Errorf("%v: the last line is %q", s, lines[len(lines)-1])
		}
	}
}

func TestTableSkipsHeadings(t *testing.T) {
	all := rows{{Heading: true, Cells: []Cell{{Text: "Late"}}}, {ID: "a"}, {Heading: true}, {ID: "b"}, {Heading: true}}
	table := NewTable(desk(t, text.English), columns()...)
	table.SetSource(all)
	got := table.Selected()
	for _, n := range []int{1, 1, -1, -1, 10, -10} {
		table.Move(n)
		got += table.Selected()
	}
	if got != "abbaaba" {
		t.Errorf("went %s", got)
	}
	if view := ansi.Strip(table.View(40, 10)); !strings.Contains(view, "Late ──") {
		t.Errorf("no heading:\n%s", view)
	}
	table.SetSource(rows{{Heading: true}})
	if table.Selected() != "" {
		t.Error("a heading is selected")
	}
}

func TestTableMarks(t *testing.T) {
	table := NewTable(desk(t, text.French), columns()...)
	table.SetSource(numbered{n: 5})
	if got := table.MarkedOrSelected(); !slices.Equal(got, []string{"0"}) {
		t.Errorf("acts on %v", got)
	}
	table.Mark()
	table.Mark()
	if got := table.MarkedOrSelected(); !slices.Equal(got, []string{"0", "1"}) {
		t.Errorf("marked %v", got)
	}
	view := ansi.Strip(table.View(80, 10))
	if !strings.Contains(view, "2 marqués") || strings.Count(view, "●") != 3 {
		t.Errorf("marks do not show:\n%s", view)
	}
	table.MarkAll()
	if len(table.Marked()) != 5 {
		t.Errorf("all marked: %v", table.Marked())
	}
	table.MarkAll()
	if len(table.Marked()) != 0 {
		t.Errorf("no mark left: %v", table.Marked())
	}
}

func TestTableSortsAndClicks(t *testing.T) {
	table := NewTable(desk(t, text.English), columns()...)
	var sorted, opened []string
	table.OnSort = func(key string, down bool) tea.Cmd { sorted = append(sorted, fmt.Sprint(key, down)); return nil }
	table.OnOpen = func(id string) tea.Cmd { opened = append(opened, id); return nil }
	table.SetSource(numbered{n: 50})
	table.SetSort("name", false)
	if view := ansi.Strip(table.View(80, 20)); !strings.Contains(view, "Name ▲") {
		t.Errorf("no sign of the sort:\n%s", view)
	}
	table.Click(4, 0)
	table.NextSort()
	table.Reverse()
	if want := []string{"nametrue", "organisationfalse", "organisationtrue"}; !slices.Equal(sorted, want) {
		t.Errorf("sorted %v, want %v", sorted, want)
	}
	table.Click(4, 3)
	table.Click(4, 3)
	table.Click(4, 300)
	if table.Selected() != "2" || !slices.Equal(opened, []string{"2"}) {
		t.Errorf("selected %s, opened %v", table.Selected(), opened)
	}
}

func TestTableScrollsSideways(t *testing.T) {
	table := NewTable(desk(t, text.English), columns()...)
	table.SetSource(numbered{n: 3})
	if view := ansi.Strip(table.View(30, 5)); !strings.Contains(view, "Orga") || strings.Contains(view, "Amount") || !strings.Contains(view, "›") {
		t.Errorf("narrow:\n%s", view)
	}
	table.Scroll(1)
	view := ansi.Strip(table.View(30, 5))
	if !strings.Contains(view, "Name 1") || !strings.Contains(view, "Amou") || strings.Contains(view, "Orga") || !strings.Contains(view, "‹") {
		t.Errorf("scrolled:\n%s", view)
	}
	table.View(120, 5)
	if table.side != 0 {
		t.Error("scrolled where all fits")
	}
}

func BenchmarkTableView(b *testing.B) {
	table := NewTable(desk(b, text.French), columns()...)
	table.SetSource(numbered{n: 100_000})
	b.Run("repaint", func(b *testing.B) {
		for b.Loop() {
			table.View(120, 40)
		}
	})
	b.Run("move", func(b *testing.B) {
		for b.Loop() {
			if table.Index() > 99_000 {
				table.Top()
			}
			table.Move(1)
			table.View(120, 40)
		}
	})
	b.Run("search", func(b *testing.B) {
		for b.Loop() {
			table.SetSearch("example 12")
			table.SetSource(numbered{n: 100_000})
			table.View(120, 40)
		}
	})
}
