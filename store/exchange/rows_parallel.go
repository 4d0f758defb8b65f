package exchange

import (
	"io"
	"runtime"
	"sync"
)

// rowBatch is rows on their way: one goroutine cuts them out of the text,
// others make contacts of them, and these are taken in, batch by batch, in the
// order of the file.
type rowBatch struct {
	cells []string // of all its rows
	ends  []int    // of each in cells
	lines []int    // that each begins on
	size  int      // bytes of the cells
	err   error    // what follows it: nil for another batch
	// parsed is what comes of it, and what was wrong ahead of it, once made is closed.
	parsed Parsed
	made   chan struct{}
}

// What a batch holds at most, one row more or less, and how many are under way.
const (
	batchRows  = 512
	batchBytes = 256 << 10
	batchDepth = 8
)

// rowCutter fills batches with the rows of a file.
type rowCutter struct {
	rows    *rowReader
	ahead   Parsed // what is reported while the next row is looked for
	country string
	used    chan *rowBatch // batches that were taken in
}

func (r *reading) newRowCutter(rows *rowReader) *rowCutter {
	c := &rowCutter{rows: rows, country: r.parsed.country, used: make(chan *rowBatch, batchDepth)}
	own := *r
	own.parsed = &c.ahead
	rows.reading = &own
	return c
}

// cut hands out batches in the order of the file until give takes no more. row
// is the first, nil to look for it.
func (c *rowCutter) cut(row []string, give func(*rowBatch) bool) {
	b := c.batch()
	for {
		if row != nil {
			b.add(row, c.rows.line)
		}
		var err error
		row, err = c.rows.next()
		if reported := len(c.ahead.Problems) > 0; len(b.ends) > 0 && (reported || b.full()) {
			if !give(b) {
				return
			}
			b = c.batch()
		}
		b.parsed.takeProblems(&c.ahead)
		c.ahead = Parsed{}
		if err != nil {
			b.err = err
			give(b)
			return
		}
	}
}

// batch returns an empty batch.
func (c *rowCutter) batch() *rowBatch {
	b := new(rowBatch)
	select {
	case u := <-c.used: // for its room
		b.cells, b.ends, b.lines, b.parsed.Contacts = u.cells[:0], u.ends[:0], u.lines[:0], u.parsed.Contacts[:0]
	default:
	}
	b.parsed.country, b.made = c.country, make(chan struct{})
	return b
}

// takeBack takes a batch whose contacts are taken in.
func (c *rowCutter) takeBack(b *rowBatch) {
	select {
	case c.used <- b:
	default:
	}
}

func (b *rowBatch) full() bool { return len(b.ends) >= batchRows || b.size >= batchBytes }

func (b *rowBatch) add(row []string, line int) {
	b.cells = append(b.cells, row...)
	b.ends, b.lines = append(b.ends, len(b.cells)), append(b.lines, line)
	for _, cell := range row {
		b.size += len(cell)
	}
}

// make makes the contacts of a batch.
func (m *rowMap) make(b *rowBatch) {
	defer close(b.made)
	m.parsed = &b.parsed
	from := 0
	for i, end := range b.ends {
		if c := m.contact(b.cells[from:end:end], b.lines[i]); c != nil {
			b.parsed.Contacts = append(b.parsed.Contacts, c)
		}
		from = end
	}
}

// readRows adds the contacts of rows to what was read; the first row is given
// where it is at hand.
func (r *reading) readRows(rows *rowReader, table *table, first []string) error {
	work, order := make(chan *rowBatch, batchDepth), make(chan *rowBatch, batchDepth)
	stop := make(chan struct{})
	var wg sync.WaitGroup
	defer wg.Wait()
	defer close(stop)
	cutter := r.newRowCutter(rows)
	wg.Go(func() {
		defer close(work)
		cutter.cut(first, func(b *rowBatch) bool {
			select {
			case <-stop:
				return false
			case order <- b:
				work <- b
				return true
			}
		})
	})
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			m := r.newRowMap(table)
			for b := range work {
				m.make(b)
			}
		})
	}
	for {
		b := <-order
		<-b.made
		if err := r.takeIn(&b.parsed); err != nil {
			return err
		}
		if b.err == io.EOF {
			return nil
		}
		if b.err != nil {
			return b.err
		}
		cutter.takeBack(b)
	}
}

// takeProblems adds those of a part that comes after.
func (p *Parsed) takeProblems(part *Parsed) {
	bad := p.Bad + part.Bad
	for _, problem := range part.Problems {
		p.report(problem)
	}
	p.More += part.More
	p.Bad = bad
}

// takeIn adds what came of a part of the file at hand.
func (r *reading) takeIn(part *Parsed) error {
	all := r.parsed
	all.takeProblems(part)
	all.Photos += part.Photos
	all.kept += part.kept
	for name, n := range part.Unkept {
		all.unkeptTimes(name, n)
	}
	for _, c := range part.Contacts {
		if err := r.add(c, c.Line); err != nil {
			return err
		}
	}
	return nil
}
