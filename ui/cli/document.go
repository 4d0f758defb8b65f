package cli

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"calepin/store"
	"calepin/ui/text"
)

func documentCommand(a *app) *cobra.Command {
	return a.noun("document", a.T.Document.Command,
		documentAdd(a), documentList(a), documentShow(a), documentEdit(a), documentDelete(a))
}

// document finds a document by id or by its number.
func (a *app) document(s *store.Store, ref string) (store.Document, error) {
	all := func() ([]store.Document, error) { return s.Documents(store.ID{}) }
	row := func(d store.Document) store.Row {
		return store.Row{ID: d.ID, Name: d.Number, Organisation: word(a.T.Records.Documents, d.Kind)}
	}
	return found(a, byName(s.FindDocument, all, store.KindDocument, row), s.Document, ref)
}

func (a *app) documentTitle(d store.Document) string {
	return clean(a.T.Document.Title.With("kind", word(a.T.Records.Documents, d.Kind), "number", d.Number))
}

// documentFlags are the fields of a document as flags.
type documentFlags struct {
	kind              store.DocumentKind
	amount, vat, note string
	online            bool
	from              string
}

func (o *documentFlags) define(cmd *cobra.Command) {
	f := cmd.Flags()
	enumFlag(cmd, f, &o.kind, "kind", store.Quote, store.Order, store.Invoice, store.Contract)
	for _, name := range []string{"number", "date", "currency", "due", "paid", "end", "fiscal-year-end"} {
		f.String(name, "", "")
	}
	f.StringVar(&o.amount, "amount", "", "")
	f.StringVar(&o.vat, "vat", "", "")
	f.BoolVar(&o.online, "online", false, "")
	f.StringVar(&o.note, "note", "", "")
	f.StringVar(&o.from, "from", "", "")
}

// apply changes d as the flags say. It may read stdin.
func (o *documentFlags) apply(a *app, cmd *cobra.Command, d *store.Document) (err error) {
	set(cmd, "kind", &d.Kind)
	set(cmd, "number", &d.Number)
	set(cmd, "currency", &d.Currency)
	if cmd.Flags().Changed("online") {
		d.Online = o.online
	}
	for _, m := range []struct {
		flag, value string
		target      *store.Amount
	}{{"amount", o.amount, &d.Amount}, {"vat", o.vat, &d.VAT}} {
		if !cmd.Flags().Changed(m.flag) {
			continue
		}
		if *m.target, err = store.ParseAmount(strings.TrimSuffix(m.value, "€")); err != nil {
			return usage(cmd, a.T.Records.BadAmount.With("value", m.value, "flag", "--"+m.flag))
		}
	}
	for _, day := range []struct {
		flag   string
		target *store.Date
		lean   text.Lean
	}{
		{"date", &d.Date, text.Past}, {"due", &d.Due, text.Future}, {"paid", &d.Paid, text.Past},
		{"end", &d.End, text.Future}, {"fiscal-year-end", &d.FiscalYearEnd, text.Future},
	} {
		if err := a.setDay(cmd, day.flag, day.target, day.lean); err != nil {
			return err
		}
	}
	if cmd.Flags().Changed("note") {
		d.Note, err = a.longText(cmd, o.note)
	}
	return err
}

func documentAdd(a *app) *cobra.Command {
	var (
		f   documentFlags
		ref string
	)
	cmd := a.command("add", a.T.Document.Add, func(cmd *cobra.Command, _ []string) error {
		if err := a.needs(cmd, "contact", "kind", "number", "date", "amount"); err != nil {
			return err
		}
		var given struct {
			store.Document
			Contact string `json:"contact"` // named as --contact does
		}
		if f.from != "" {
			if err := a.from(cmd, f.from, &given); err != nil {
				return err
			}
		}
		d := given.Document
		d.Batch = store.ID{}
		if err := f.apply(a, cmd, &d); err != nil {
			return err
		}
		return a.withStore(cmd, func(s *store.Store) error {
			owner, err := a.owner(s, cmp.Or(ref, given.Contact))
			if err != nil {
				return err
			}
			d.Contact = owner
			if err := s.AddDocument(&d); err != nil {
				return err
			}
			a.heed(nil, &d)
			return a.done(d, a.T.Document.Added.With("name", a.documentTitle(d)))
		})
	})
	cmd.Flags().StringVar(&ref, "contact", "", "")
	f.define(cmd)
	return cmd
}

func documentList(a *app) *cobra.Command {
	var (
		q   store.DocumentQuery
		ref string
	)
	cmd := a.command("list", a.T.Document.List, func(cmd *cobra.Command, _ []string) error {
		return a.withStore(cmd, func(s *store.Store) (err error) {
			if q.Contact, err = a.contactID(s, ref); err != nil {
				return err
			}
			page, next, err := s.DocumentPage(q)
			if err != nil {
				return err
			}
			if len(page) == 0 {
				a.none(a.T.Records.None)
			}
			err = a.print(orEmpty(page), func() { a.documentTable(page, namesUnless(s, ref)) })
			a.more(next)
			return err
		})
	})
	f := cmd.Flags()
	f.StringVar(&ref, "contact", "", "")
	enumFlag(cmd, f, &q.Kind, "kind", store.Quote, store.Order, store.Invoice, store.Contract)
	f.BoolVar(&q.Unpaid, "unpaid", false, "")
	f.Var((*count)(&q.Limit), "limit", "")
	f.StringVar(&q.After, "after", "", "")
	return cmd
}

// documentTable lists documents; whose they are too, where n is given.
func (a *app) documentTable(list []store.Document, n *names) {
	l := a.T.Language
	t := newTied(n, "number", "kind", "date", "total", "due", "paid")
	for _, d := range list {
		t.add(d.ID, d.Contact, d.Number, word(a.T.Records.Documents, d.Kind), l.Day(string(d.Date)),
			l.Amount(int64(d.Amount+d.VAT), d.Currency), l.Day(string(d.Due)), l.Day(string(d.Paid)))
	}
	t.write(a)
}

func documentShow(a *app) *cobra.Command {
	cmd := a.command("show", a.T.Document.Show, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			d, err := a.document(s, args[0])
			if err != nil {
				return err
			}
			return a.print(d, func() { a.showDocument(namesIn(s), d) })
		})
	})
	cmd.Args = a.args(1, 1)
	return cmd
}

func (a *app) showDocument(n *names, d store.Document) {
	l, f := a.T.Language, a.field
	vat := ""
	if d.VAT != 0 {
		vat = l.Amount(int64(d.VAT), d.Currency)
	}
	fmt.Fprintln(a.out, a.bold(a.documentTitle(d)))
	a.details(f("contact"), n.contact(d.Contact), f("date"), l.Day(string(d.Date)),
		f("amount"), l.Amount(int64(d.Amount), d.Currency), f("vat"), vat, f("total"), l.Amount(int64(d.Amount+d.VAT), d.Currency),
		f("due"), l.Day(string(d.Due)), f("paid"), l.Day(string(d.Paid)), f("end"), l.Day(string(d.End)),
		f("fiscal_year_end"), l.Day(string(d.FiscalYearEnd)), f("note"), a.wrapped(d.Note, 26),
		f("created_at"), a.date(d.CreatedAt), f("updated_at"), a.changedOn(d.CreatedAt, d.UpdatedAt), f("id"), d.ID.String())
}

func documentEdit(a *app) *cobra.Command {
	var f documentFlags
	return editCommand(a, a.T.Document.Edit, editing[store.Document]{
		define: f.define, from: &f.from, find: a.document, changed: a.T.Document.Changed,
		apply: func(cmd *cobra.Command, _ *store.Store, _ store.Document, next *store.Document) error {
			return f.apply(a, cmd, next)
		},
		edit: func(s *store.Store, old, next store.Document) (store.Document, bool, error) {
			now, err := s.EditDocument(old.ID, func(to *store.Document) error { *to = next; return nil })
			return now, now.UpdatedAt.Equal(old.UpdatedAt), err
		},
		title: func(_ *store.Store, d store.Document) string { return a.documentTitle(d) },
	})
}

func documentDelete(a *app) *cobra.Command {
	return deleteCommand(a, a.T.Document.Delete, a.T.Document.DeleteAsk, a.T.Document.Deleted, a.document,
		func(_ *store.Store, d store.Document) string { return a.documentTitle(d) },
		func(s *store.Store, d store.Document) error { return s.DeleteDocument(d.ID) })
}
