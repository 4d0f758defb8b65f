package exchange

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"time"

	"calepin/store"
)

// ExportOptions say what to write and how.
type ExportOptions struct {
	Format  Format   // JSON, CSV, VCard (4.0) or VCard3
	Contact store.ID // zero for all
	// Headers are the words of a CSV's header, by field name (see Fields); a
	// field without one goes by its name. "label" and "address" name the
	// columns of labels. The words of statuses and natures ("client",
	// "consumer"…) may be given too.
	Headers map[string]string
	// Label, where set, writes the label of a CSV's value in the user's words:
	// such as Label makes a label of again.
	Label func(string) string
	// NoContent leaves the content of attachments out of a JSON export, which
	// then does not bring them back.
	NoContent bool
	Progress  func(done, total int) // in contacts
}

// Export writes the contacts, and in JSON all there is, as they stood at one
// moment. It returns how many contacts were written. The caller records the
// disclosure (GDPR art. 15(1)(c), 19).
func Export(ctx context.Context, w io.Writer, s *store.Store, o ExportOptions) (count int, err error) {
	e := &exporter{ctx: ctx, w: bufio.NewWriterSize(w, 64<<10), options: o, settings: s.Settings(), now: clock(s), names: map[store.ID]string{}}
	if e.total, err = s.CountPersons(); err != nil {
		return 0, err
	}
	if o.Contact != (store.ID{}) {
		if err := s.MayUse(o.Contact); err != nil {
			return 0, err
		}
		e.total = 1
		if e.disclosed, err = s.Disclosures(o.Contact); err != nil {
			return 0, err
		}
	}
	err = s.Dump(func(d *store.Dump) error {
		e.dump = d
		switch o.Format {
		case JSON:
			return e.json()
		case CSV:
			return e.csv()
		case VCard, VCard3:
			return e.vcards(o.Format == VCard3)
		}
		return fmt.Errorf("export: no format %q", o.Format)
	})
	if err != nil {
		return e.count, err
	}
	return e.count, e.w.Flush()
}

type exporter struct {
	ctx      context.Context
	w        *bufio.Writer
	options  ExportOptions
	settings store.Settings
	dump     *store.Dump
	now      time.Time
	count    int
	total    int
	names    map[store.ID]string // of organisations
	// disclosed is what was handed over about the one contact exported.
	disclosed []store.Disclosure
}

// orgName is the name of an organisation.
func (e *exporter) orgName(id store.ID) string {
	name, known := e.names[id]
	if !known {
		name = e.dump.OrganisationName(id)
		e.names[id] = name
	}
	return name
}

// persons calls fn with the contacts to export.
func (e *exporter) persons(fn func(store.Person) error) error {
	each := func(p store.Person) error {
		if err := e.ctx.Err(); err != nil {
			return err
		}
		return fn(p)
	}
	if e.options.Contact == (store.ID{}) {
		return e.dump.Persons(each)
	}
	p, err := e.dump.Person(e.options.Contact)
	if err != nil {
		return err
	}
	return each(p)
}

// wrote counts a contact that is written.
func (e *exporter) wrote() {
	e.count++
	if e.options.Progress != nil && (e.count%1000 == 0 || e.count == e.total) {
		e.options.Progress(e.count, e.total)
	}
}
