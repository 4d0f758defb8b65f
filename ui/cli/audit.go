package cli

import (
	"io"
	"slices"

	"github.com/spf13/cobra"

	"calepin/store"
	"calepin/ui/paper"
	"calepin/ui/text"
)

func auditCommand(a *app) *cobra.Command {
	return a.noun("audit", a.T.Audit.Command, auditShow(a), auditVerify(a), auditExport(a))
}

// span reads the days from and to which entries are asked for.
func (a *app) span(f *store.TrailFilter, since, until string) (err error) {
	if f.Since, err = a.day(since, text.Past); err == nil {
		f.Until, err = a.day(until, text.Past)
	}
	return err
}

func auditShow(a *app) *cobra.Command {
	var f store.TrailFilter
	var since, until, by, record string
	cmd := a.command("show", a.T.Audit.Show, func(cmd *cobra.Command, _ []string) error {
		if err := a.span(&f, since, until); err != nil {
			return err
		}
		return a.withStore(cmd, func(s *store.Store) error {
			if by != "" {
				o, err := a.operator(s, by)
				if err != nil {
					return err
				}
				f.By = o.ID
			}
			if record != "" {
				id, err := a.traced(s, record)
				if err != nil {
					return err
				}
				f.Record = id
			}
			list, err := s.Trail(f)
			if err != nil {
				return err
			}
			called, err := a.called(s)
			if err != nil {
				return err
			}
			if len(list) == 0 {
				a.none(a.T.Audit.None)
			}
			return a.print(orEmpty(list), func() { a.trailTable(list, called) })
		})
	})
	fl := cmd.Flags()
	fl.StringVar(&since, "since", "", "")
	fl.StringVar(&until, "until", "", "")
	fl.StringVar(&by, "operator", "", "")
	enumFlag(cmd, fl, &f.What, "what", store.Deeds...)
	fl.StringVar(&record, "record", "", "")
	fl.IntVar(&f.Limit, "limit", 100, "")
	return cmd
}

// traced is the id of a contact, or of any other record given whole: also of one
// that is gone.
func (a *app) traced(s *store.Store, ref string) (store.ID, error) {
	if id, ok := store.ReadID(ref); ok {
		return id, nil
	}
	return a.contactID(s, ref)
}

func (a *app) trailTable(list []store.AuditEntry, called func(store.ID) string) {
	w := a.T.Audit
	rows := make([][]string, len(list))
	for i, e := range list {
		rows[i] = []string{a.minute(e.At), clean(called(e.By)), word(w.Deeds, e.What), a.T.Subject(e)}
	}
	a.table([]string{w.At, w.Who, w.What, w.Which}, rows)
}

// auditVerify goes through the trail; where it is not whole, it exits with 6.
func auditVerify(a *app) *cobra.Command {
	return a.command("verify", a.T.Audit.Verify, func(cmd *cobra.Command, _ []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			report, err := s.VerifyTrail()
			if err != nil {
				return err
			}
			err = a.print(report, func() {
				for _, f := range report.Faults {
					a.say(text.Capital(a.T.TrailFault(f)) + ".")
				}
				if !report.Grave() {
					a.say(a.T.TrailWhole(report))
				}
			})
			if err == nil && report.Grave() {
				err = &text.TrailError{TrailReport: report}
			}
			return err
		})
	})
}

// auditExport writes the trail for an inspector, the first entry first.
func auditExport(a *app) *cobra.Command {
	o := &printing{app: a}
	var since, until string
	cmd := a.command("export", a.T.Audit.Export, func(*cobra.Command, []string) error {
		var f store.TrailFilter
		if err := a.span(&f, since, until); err != nil {
			return err
		}
		return o.export(func(s *store.Store, words *text.Words) (func(io.Writer, paper.Format) error, error) {
			list, err := s.Trail(f)
			if err != nil {
				return nil, err
			}
			slices.Reverse(list)
			operators, err := s.Operators()
			p := paper.Trail{Words: words, Entries: list, Operators: operators}
			return func(w io.Writer, format paper.Format) error {
				switch format {
				case "json":
					return p.JSON(w, a.now())
				case "csv":
					return p.Rows(w)
				}
				return paper.Write(w, p.Document(s.Settings().Business, a.now()), format)
			}, err
		})
	})
	o.cmd = cmd
	fl := cmd.Flags()
	fl.StringVar(&since, "since", "", "")
	fl.StringVar(&until, "until", "", "")
	o.define("csv", "json")
	return cmd
}
