package cli

import (
	"github.com/spf13/cobra"

	"calepin/store"
)

func fieldCommand(a *app) *cobra.Command {
	return a.noun("field", a.T.Field.Command, fieldList(a), fieldAdd(a), fieldEdit(a), fieldDelete(a))
}

func fieldList(a *app) *cobra.Command {
	return a.command("list", a.T.Field.List, func(cmd *cobra.Command, _ []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			list, err := s.Fields()
			if err != nil {
				return err
			}
			if len(list) == 0 {
				a.none(a.T.Field.Nothing)
			}
			return a.print(orEmpty(list), func() {
				t := newTied(nil, "name", "activity", "basis", "months")
				for _, f := range list {
					activity, _ := s.Activity(f.Activity)
					t.add(f.ID, store.ID{}, f.Name, a.purposeName(s, f.Activity), a.T.Privacy.Bases[string(activity.Basis)],
						a.T.Language.Number(int64(f.Months)))
				}
				t.write(a)
			})
		})
	})
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
