package exchange

import (
	"maps"
	"runtime"
	"slices"
)

// batches makes contacts of rows on all processors, some hundred rows at a
// time, and takes them in in the order of the file.
type batches struct {
	*reading
	table *table
	fill  *batch      // the one being filled
	under chan *batch // under way, in the order of the file
	free  []*batch
}

// batch is rows, or what was wrong with them, and what comes of them.
type batch struct {
	items []rowItem
	cells []string
	size  int

	parsed   Parsed
	contacts []*Contact
	lines    []int // of the contacts
	done     chan struct{}
}

// rowItem is one row: its cells up to end; or a problem in the place of one.
type rowItem struct {
	line, end int
	problem   *Problem
}

// What ends a batch.
const (
	batchRows = 500
	batchSize = 256 << 10
)

func newBatches(r *reading, t *table) *batches {
	return &batches{reading: r, table: t, fill: new(batch), under: make(chan *batch, runtime.GOMAXPROCS(0)+1)}
}

// row takes a row, whose cells are copied, but not their texts.
func (b *batches) row(cells []string, line int) error {
	f := b.fill
	f.cells = append(f.cells, cells...)
	for _, c := range cells {
		f.size += len(c)
	}
	f.items = append(f.items, rowItem{line: line, end: len(f.cells)})
	if len(f.items) < batchRows && f.size < batchSize {
		return nil
	}
	return b.start()
}

// bad takes a problem in the place of a row.
func (b *batches) bad(p Problem) {
	b.fill.items = append(b.fill.items, rowItem{line: p.Line, end: len(b.fill.cells), problem: &p})
}

// start sends the batch at hand on its way, and takes in the first one under
// way where there are enough.
func (b *batches) start() error {
	if len(b.under) == cap(b.under) {
		if err := b.takeIn(); err != nil {
			return err
		}
	}
	f := b.fill
	f.parsed, f.done = Parsed{country: b.parsed.country}, make(chan struct{})
	file, source, name := b.file, b.input().Source, b.name()
	go func() {
		defer close(f.done)
		f.run(b.table, file, source, name)
	}()
	b.under <- f
	b.fill = new(batch)
	if n := len(b.free); n > 0 {
		b.fill, b.free = b.free[n-1], b.free[:n-1]
	}
	return nil
}

// end takes in all that is left.
func (b *batches) end() error {
	if err := b.start(); err != nil {
		return err
	}
	for len(b.under) > 0 {
		if err := b.takeIn(); err != nil {
			return err
		}
	}
	return nil
}

// takeIn adds what came of the first batch under way to what is read.
func (b *batches) takeIn() error {
	f := <-b.under
	<-f.done
	b.parsed.join(&f.parsed)
	for i, c := range f.contacts {
		if err := b.add(c, f.lines[i]); err != nil {
			return err
		}
	}
	clear(f.cells)
	*f = batch{items: f.items[:0], cells: f.cells[:0], contacts: f.contacts[:0], lines: f.lines[:0]}
	b.free = append(b.free, f)
	return nil
}

// run makes contacts of the rows.
func (f *batch) run(t *table, file int, source, name string) {
	m := &rowMap{table: t, labels: map[string]string{}}
	m.parsed, m.file = &f.parsed, name
	from := 0
	for _, it := range f.items {
		if it.problem != nil {
			f.parsed.report(*it.problem)
			continue
		}
		if c := m.contact(it.line, f.cells[from:it.end:it.end], file, source); c != nil {
			f.contacts, f.lines = append(f.contacts, c), append(f.lines, it.line)
		}
		from = it.end
	}
}

// join adds what o counts and reports.
func (p *Parsed) join(o *Parsed) {
	room := min(len(o.Problems), MaxProblems-len(p.Problems))
	p.Problems = append(p.Problems, o.Problems[:room]...)
	p.More += o.More + len(o.Problems) - room
	p.Bad += o.Bad
	p.Photos += o.Photos
	p.kept += o.kept
	for _, name := range slices.Sorted(maps.Keys(o.Unkept)) {
		p.unkeptTimes(name, o.Unkept[name])
	}
}
