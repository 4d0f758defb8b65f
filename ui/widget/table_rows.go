package widget

// window is the rows kept around the selection, from the first on.
type window struct {
	first int
	rows  []Row
	lines []string // as drawn; "" where not drawn yet
	key   string   // what they were drawn for
}

func (w *window) has(i int) bool { return i >= w.first && i < w.first+len(w.rows) }

// load sees to it that the rows on the screen are kept, whichever of them is
// selected.
func (t *Table) load() {
	from, to := max(0, t.sel-t.height), min(t.length, t.sel+t.height)
	if t.length == 0 || (t.kept.has(from) && t.kept.has(to-1)) {
		return
	}
	span := max(2*t.height, 100)
	from, to = max(0, t.sel-span), min(t.length, t.sel+span)
	rows := make([]Row, to-from)
	lines := make([]string, to-from)
	for i := range rows {
		if at := from + i; !t.kept.has(at) {
			rows[i] = t.source.Row(at)
		} else {
			rows[i] = t.kept.rows[at-t.kept.first]
			if t.kept.lines != nil {
				lines[i] = t.kept.lines[at-t.kept.first]
			}
		}
	}
	t.kept = window{first: from, rows: rows, lines: lines, key: t.kept.key}
}

// row returns a row, kept or not.
func (t *Table) row(i int) Row {
	if t.kept.has(i) {
		return t.kept.rows[i-t.kept.first]
	}
	return t.source.Row(i)
}

// find returns the place of an id, -1 for nowhere near.
func (t *Table) find(id string) int {
	if f, ok := t.source.(Finder); ok {
		return f.Index(id)
	}
	for off := range min(t.length, 1000) {
		for _, i := range [...]int{t.sel + off, t.sel - off} {
			if i >= 0 && i < t.length && t.row(i).ID == id {
				return i
			}
		}
	}
	return -1
}

// settle selects the row at i, or the nearest that can be, looking first in
// the direction of step.
func (t *Table) settle(i, step int) {
	t.sel, t.selID = 0, ""
	if t.length == 0 {
		return
	}
	t.sel = min(max(i, 0), t.length-1)
	t.load()
	for _, s := range [...]int{step, -step} {
		for at := t.sel; at >= 0 && at < t.length; at += s {
			if r := t.row(at); !r.Heading {
				t.sel, t.selID = at, r.ID
				t.load()
				return
			}
		}
	}
}
