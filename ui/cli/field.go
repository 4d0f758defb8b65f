package cli

import (
	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
)

func fieldCommand(a *app) *cobra.Command {
	return a.noun("field", a.T.Field.Command, fieldList(a), fieldAdd(a), fieldEdit(a), fieldDelete(a))
}

// fieldRecord is a field and how it is used, as JSON has it.
type fieldRecord struct {
	store.Field
	Contacts int        `json:"contacts"`
	Last     store.Date `json:"last,omitempty"`
	Unused   bool       `json:"unused"`
	Ended    bool       `json:"purpose_ended"`
}

// fieldList lists the fields that the business added, with whether they serve
// (GDPR art. 5(1)(b), (c)).
func fieldList(a *app) *cobra.Command {
	var unused bool
	cmd := a.command("list", a.T.Field.List, func(cmd *cobra.Command, _ []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			uses, err := privacy.FieldsInUse(s)
			if err != nil {
				return err
			}
			var list []fieldRecord
			t := newTied(nil, "name", "activity", "basis", "months", "contacts", "note")
			for _, u := range uses {
				r := fieldRecord{u.Field, u.Holders, u.Last, u.Unused(a.today()), u.Purposeless(a.today())}
				if unused && !r.Unused && !r.Ended {
					continue
				}
				list = append(list, r)
				t.add(u.ID, store.ID{}, u.Name, a.purposeName(s, u.Field.Activity), a.T.Privacy.Bases[string(u.Activity.Basis)],
					a.T.Language.Number(int64(u.Months)), a.T.Language.Number(int64(u.Holders)), a.fieldNote(r))
			}
			if len(list) == 0 {
				a.none(a.T.Field.Nothing)
			}
			return a.print(orEmpty(list), func() { t.write(a) })
		})
	})
	cmd.Flags().BoolVar(&unused, "unused", false, "")
	return cmd
}

// fieldNote is why a field does not serve.
func (a *app) fieldNote(r fieldRecord) string {
	switch {
	case r.Ended:
		return a.T.Field.PurposeEnded
	case r.Unused:
		return a.T.Field.Unused
	}
	return ""
}

// declaring is a field as flags give it.
type declaring struct {
	name, activity string
	months         int
}

func (o *declaring) define(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&o.name, "name", "", "")
	f.StringVar(&o.activity, "activity", "", "")
	f.Var((*count)(&o.months), "months", "")
}

func (o *declaring) apply(a *app, cmd *cobra.Command, s *store.Store, f *store.Field) error {
	set(cmd, "name", &f.Name)
	if cmd.Flags().Changed("months") {
		f.Months = o.months
	}
	if !cmd.Flags().Changed("activity") {
		return nil
	}
	activity, err := a.purpose(s, o.activity)
	f.Activity = activity.ID
	return err
}

// fieldAdd declares a field: it is not made without its purpose and its time
// limit (GDPR art. 5(1)(b), (c), (e)).
func fieldAdd(a *app) *cobra.Command {
	var o declaring
	cmd := a.command("add", a.T.Field.Add, func(cmd *cobra.Command, _ []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			var f store.Field
			if err := o.apply(a, cmd, s, &f); err != nil {
				return err
			}
			if err := s.AddField(&f); err != nil {
				return err
			}
			return a.done(f, a.T.Field.Added.With("name", clean(f.Name)))
		})
	})
	o.define(cmd)
	required(cmd, "name", "activity", "months")
	return cmd
}

func fieldEdit(a *app) *cobra.Command {
	var o declaring
	cmd := a.command("edit", a.T.Field.Edit, func(cmd *cobra.Command, args []string) error {
		if !changed(cmd) {
			return usage(cmd, a.T.Records.NoChange)
		}
		return a.withStore(cmd, func(s *store.Store) error {
			was, err := s.FindField(args[0])
			if err != nil {
				return err
			}
			now, err := s.EditField(was.ID, func(f *store.Field) error { return o.apply(a, cmd, s, f) })
			if err != nil {
				return err
			}
			return a.edited(now, a.T.Field.Changed.With("name", clean(now.Name)), was.UpdatedAt.Equal(now.UpdatedAt))
		})
	})
	cmd.Args = a.args(1, 1)
	o.define(cmd)
	return cmd
}

func fieldDelete(a *app) *cobra.Command {
	return deleteCommand(a, a.T.Field.Delete, a.T.Field.DeleteAsk, a.T.Field.Deleted,
		func(s *store.Store, ref string) (store.Field, error) { return s.FindField(ref) },
		func(_ *store.Store, f store.Field) string { return clean(f.Name) },
		func(s *store.Store, f store.Field) error { return s.DeleteField(f.ID) })
}
