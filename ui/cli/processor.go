package cli

import (
	"cmp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/text"
)

func processorCommand(a *app) *cobra.Command {
	return a.noun("processor", a.T.Processor.Command, processorList(a), processorShow(a), processorAdd(a), processorEdit(a),
		processorReview(a), processorDelete(a))
}

func (a *app) processor(s *store.Store, ref string) (store.Processor, error) {
	return found(a, s.FindProcessor, s.Processor, ref)
}

func processorName(_ *store.Store, p store.Processor) string { return clean(p.Name) }

// processorRecord is a processor and what it lacks as JSON has it.
type processorRecord struct {
	store.Processor
	Gaps          []privacy.ProcessorGap `json:"gaps"`
	MissingClause []store.Clause         `json:"missing_clauses"`
	Disclosures   []store.Disclosure     `json:"disclosures,omitempty"`
}

func (a *app) processorRecord(p store.Processor) processorRecord {
	return processorRecord{p, orEmpty(privacy.ProcessorGaps(&p, a.today())), orEmpty(p.Lacks()), nil}
}

func processorList(a *app) *cobra.Command {
	var all, due bool
	cmd := a.command("list", a.T.Processor.List, func(cmd *cobra.Command, _ []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			processors, err := s.Processors()
			if err != nil {
				return err
			}
			list := []processorRecord{}
			for _, p := range processors {
				x := a.processorRecord(p)
				if (all || p.Ended == "" || p.Ended >= a.today()) && (!due || slices.Contains(x.Gaps, privacy.ReviewPassed)) {
					list = append(list, x)
				}
			}
			if len(list) == 0 {
				a.none(a.T.Processor.Nothing)
			}
			return a.print(list, func() { a.processorTable(list) })
		})
	})
	cmd.Flags().BoolVar(&all, "all", false, "")
	cmd.Flags().BoolVar(&due, "due", false, "")
	return cmd
}

func (a *app) processorTable(list []processorRecord) {
	w := a.T.Processor
	rows := make([][]string, len(list))
	for i, x := range list {
		rows[i] = []string{shortID(x.ID), x.Name, x.Service, x.Place, a.T.Language.Day(string(x.Signed)), a.T.Language.Day(string(x.Review)), a.T.GapsOf(x.Gaps)}
	}
	a.table(append(a.fields("id", "name", "service", "place", "signed", "review"), w.Lacks), rows)
}

func processorShow(a *app) *cobra.Command {
	cmd := a.command("show", a.T.Processor.Show, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			p, err := a.processor(s, args[0])
			if err != nil {
				return err
			}
			x := a.processorRecord(p)
			disclosed, err := s.Disclosures(store.ID{})
			if err != nil {
				return err
			}
			x.Disclosures = slices.DeleteFunc(disclosed, func(d store.Disclosure) bool { return d.Processor != p.ID })
			return a.print(x, func() { a.showProcessor(s, x) })
		})
	})
	cmd.Args = a.args(1, 1)
	return cmd
}

// showProcessor shows a processor: what it gets, the contract clause by clause,
// the transfers, the looks taken at it.
func (a *app) showProcessor(s *store.Store, x processorRecord) {
	f, w, n := a.field, a.T.Processor, namesIn(s)
	day := func(d store.Date) string { return a.T.Language.Day(string(d)) }
	var serves []string
	for _, id := range x.Activities {
		serves = append(serves, a.purposeName(s, id))
	}
	a.details(f("id"), x.ID.String(), f("name"), x.Name, f("service"), x.Service, f("data"), x.Data, f("place"), x.Place, w.Reach, x.Reach,
		f("contact"), n.contact(x.Contact), f("activities"), strings.Join(serves, "\n"),
		f("signed"), day(x.Signed), w.Reference, x.Reference, f("attachment"), a.contractFile(s, x.Processor),
		f("transfer"), a.T.TransferOf(&x.Processor), f("review"), day(x.Review), f("ended"), day(x.Ended), w.Lacks, a.T.GapsOf(x.Gaps))
	a.titled(f("clauses"))
	rows := make([][]string, len(store.Clauses))
	for i, c := range store.Clauses {
		mark := "✗"
		if slices.Contains(x.Clauses, c) {
			mark = "✓"
		}
		rows[i] = []string{mark, word(w.Clauses, c)}
	}
	a.table([]string{"", f("clauses")}, rows)
	if len(x.Reviews) > 0 {
		a.titled(f("reviews"))
		rows = nil
		for _, r := range x.Reviews {
			rows = append(rows, []string{day(r.On), r.Note, r.By})
		}
		a.table([]string{f("date"), f("note"), f("by")}, rows)
	}
	if len(x.Disclosures) > 0 {
		a.titled(w.Given)
		a.disclosureTable(x.Disclosures, n)
	}
}

// contractFile is the contract as it is filed, or its hash where the file is gone.
func (a *app) contractFile(s *store.Store, p store.Processor) string {
	if at, err := s.Attachment(p.Attachment); err == nil {
		return at.Name + " (" + shortID(at.ID) + ")"
	}
	return p.SHA256
}

// processorReview notes a look at a processor, and when to look again.
func processorReview(a *app) *cobra.Command {
	var note, by, on, next string
	cmd := a.command("review", a.T.Processor.Review, func(cmd *cobra.Command, args []string) error {
		at, err := a.day(on, text.Past)
		if err != nil {
			return err
		}
		until, err := a.day(next, text.Future)
		if err != nil {
			return err
		}
		return a.withStore(cmd, func(s *store.Store) error {
			p, err := a.processor(s, args[0])
			if err != nil {
				return err
			}
			look := store.ProcessorReview{On: cmp.Or(at, a.today()), Note: note, By: cmp.Or(by, s.Settings().Business.Name)}
			if p, err = privacy.ReviewProcessor(s, p.ID, look, until); err != nil {
				return err
			}
			return a.done(a.processorRecord(p), a.T.Processor.Reviewed.With("name", clean(p.Name), "day", a.T.Language.Day(string(p.Review))))
		})
	})
	cmd.Args = a.args(1, 1)
	cmd.Flags().StringVar(&note, "note", "", "")
	cmd.Flags().StringVar(&by, "by", "", "")
	cmd.Flags().StringVar(&on, "on", "", "")
	cmd.Flags().StringVar(&next, "next", "", "")
	required(cmd, "note")
	return cmd
}

func processorDelete(a *app) *cobra.Command {
	return deleteCommand(a, a.T.Processor.Delete, a.T.Processor.DeleteAsk, a.T.Processor.Deleted, a.processor, processorName,
		func(s *store.Store, p store.Processor) error { return s.DeleteProcessor(p.ID) })
}
