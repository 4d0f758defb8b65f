package cli

import (
	"cmp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/session"
)

func operatorCommand(a *app) *cobra.Command {
	return a.noun("operator", a.T.Operator.Command, operatorList(a), operatorAdd(a), operatorRole(a), operatorRename(a), operatorRemove(a))
}

// withSession is withVault once the records are open too, for whoever changes
// who may enter, or a key.
func (a *app) withSession(cmd *cobra.Command, fn func(*session.Session, *store.Store) error) error {
	return a.withVault(cmd, func(s *session.Session) error {
		records, err := a.records(s)
		if err != nil {
			return err
		}
		return fn(s, records)
	})
}

// mayAdminister refuses who may not manage keys and the vault as a whole.
func (a *app) mayAdminister(s *session.Session) error { return a.may(s, store.Administer) }

// may refuses whose role does not allow an act.
func (a *app) may(s *session.Session, act store.Act) error {
	records, err := a.records(s)
	if err != nil {
		return err
	}
	return records.May(act)
}

// called are the names of operators.
func (a *app) called(s *store.Store) (func(store.ID) string, error) {
	all, err := s.Operators()
	return func(id store.ID) string { return a.T.Called(id, all) }, err
}

func operatorList(a *app) *cobra.Command {
	var gone bool
	cmd := a.command("list", a.T.Operator.List, func(cmd *cobra.Command, _ []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			seats, err := privacy.Seats(s, a.today())
			if err != nil {
				return err
			}
			if !gone {
				seats = slices.DeleteFunc(seats, func(s privacy.Seat) bool { return s.Gone() })
			}
			return a.print(orEmpty(seats), func() { a.seatTable(seats, s) })
		})
	})
	cmd.Flags().BoolVar(&gone, "all", false, "")
	return cmd
}

func (a *app) seatTable(seats []privacy.Seat, s *store.Store) {
	w := a.T.Operator
	rows := make([][]string, len(seats))
	for i, seat := range seats {
		name := a.T.Called(seat.ID, []store.Operator{seat.Operator})
		if seat.ID == s.Operator().ID {
			name += " (" + w.You + ")"
		}
		rows[i] = []string{shortID(seat.ID), clean(name), seat.Login, a.T.RoleOf(seat.Role), w.Keys[seat.Key],
			cmp.Or(a.T.Language.Day(string(seat.LastUse)), w.Never), a.T.OperatorState(seat)}
	}
	a.table([]string{a.field("id"), w.Name, w.Login, w.Role, w.Key, w.LastUse, ""}, rows)
	for _, seat := range seats {
		if seat.Idle > 0 {
			a.say("→ " + w.IdleAdvice.With("name", quoted(cmp.Or(seat.Login, seat.ID.String()))))
		}
	}
}

func operatorAdd(a *app) *cobra.Command {
	var g session.Guest
	var passphraseFile string
	cmd := a.command("add", a.T.Operator.Add, func(cmd *cobra.Command, args []string) error {
		if err := a.exclusive(cmd, "recipient", "identity-file", "key"); err != nil {
			return err
		}
		g.Name = args[0]
		switch {
		case g.Public != "":
		case g.IdentityFile != "":
			g.Key = session.KeyFile
		default:
			g.Key = cmp.Or(g.Key, session.TwoFactors)
			if first, _, _ := strings.Cut(store.Fold(g.Name), " "); g.Login == "" {
				g.Login = first
			}
		}
		if passphraseFile != "" && !g.Key.Sealed() {
			return usage(cmd, a.T.Init.PassphraseForWhat)
		}
		return a.withSession(cmd, func(s *session.Session, records *store.Store) (err error) {
			if err := records.May(store.Administer); err != nil {
				return err
			}
			if g.Key.Sealed() {
				if g.Passphrase, err = a.chosenPassphrase(cmd, passphraseFile); err != nil {
					return err
				}
			}
			o, err := s.Admit(cmd.Context(), g, a.T)
			if err != nil {
				return err
			}
			return a.print(o, func() { a.letIn(o, g) })
		})
	})
	cmd.Args = a.args(1, 1)
	f := cmd.Flags()
	enumFlag(cmd, f, &g.Role, "role", store.OperatorRoles...)
	f.StringVar(&g.Login, "login", "", "")
	enumFlag(cmd, f, &g.Key, "key", session.Keyring, session.TwoFactors, session.Sealed)
	f.StringVar(&g.IdentityFile, "identity-file", "", "")
	f.StringVar(&passphraseFile, "passphrase-file", "", "")
	f.StringVar(&g.Public, "recipient", "", "")
	required(cmd, "role")
	return cmd
}

// letIn says how somebody who was let in enters.
func (a *app) letIn(o store.Operator, g session.Guest) {
	w := a.T.Operator
	a.say(w.Added.With("name", o.Name, "role", a.T.RoleOf(o.Role)))
	switch {
	case g.Public != "":
		a.say("  " + w.UseOwn)
	case g.Key == session.KeyFile:
		a.say("  " + w.UseFile.With("path", g.IdentityFile))
	default:
		a.say("  " + w.UseAs.With("login", quoted(o.Login)))
		a.say("  " + w.AsksNow)
	}
}

func operatorRole(a *app) *cobra.Command {
	cmd := a.command("role", a.T.Operator.SetRole, func(cmd *cobra.Command, args []string) error {
		return a.editOperator(cmd, args[0], func(o *store.Operator) { o.Role = store.OperatorRole(args[1]) },
			func(o store.Operator) string {
				return a.T.Operator.RoleSet.With("name", a.T.Called(o.ID, []store.Operator{o}), "role", a.T.RoleOf(o.Role))
			})
	})
	cmd.Args = a.args(2, 2)
	return cmd
}

func operatorRename(a *app) *cobra.Command {
	cmd := a.command("rename", a.T.Operator.Rename, func(cmd *cobra.Command, args []string) error {
		return a.editOperator(cmd, args[0], func(o *store.Operator) { o.Name = args[1] },
			func(o store.Operator) string { return a.T.Operator.Renamed.With("name", o.Name) })
	})
	cmd.Args = a.args(2, 2)
	return cmd
}

func (a *app) editOperator(cmd *cobra.Command, ref string, edit func(*store.Operator), said func(store.Operator) string) error {
	return a.withStore(cmd, func(s *store.Store) error {
		o, err := a.operator(s, ref)
		if err != nil {
			return err
		}
		if o, err = s.EditOperator(o.ID, edit); err != nil {
			return err
		}
		return a.done(o, said(o))
	})
}

// operator finds one also by what is said of who made the vault.
func (a *app) operator(s *store.Store, ref string) (store.Operator, error) {
	if store.Fold(ref) == store.Fold(a.T.Operator.First) {
		ref = store.FirstOperator.String()
	}
	return s.FindOperator(ref)
}

func operatorRemove(a *app) *cobra.Command {
	var yes bool
	cmd := a.command("remove", a.T.Operator.Remove, func(cmd *cobra.Command, args []string) error {
		return a.withSession(cmd, func(s *session.Session, records *store.Store) error {
			w := a.T.Operator
			o, err := a.operator(records, args[0])
			if err != nil {
				return err
			}
			name := a.T.Called(o.ID, []store.Operator{o})
			if !yes {
				a.say(w.RemoveWhat)
			}
			sure, err := a.confirm(w.RemoveAsk.With("name", clean(name)), yes)
			if err != nil {
				return err
			}
			if !sure {
				return failure(exitFailed, a.T.Common.Cancelled, nil)
			}
			gone, err := s.Dismiss(cmd.Context(), o.ID)
			if err != nil {
				return err
			}
			record := struct {
				store.Operator
				Copies []string `json:"copies_left"`
				Away   []string `json:"copies_away"`
			}{gone.Operator, orEmpty(gone.Copies), orEmpty(gone.Away)}
			return a.print(record, func() {
				for _, line := range a.T.Dismissed(name, gone.Copies, gone.Away) {
					a.say(line)
				}
			})
		})
	})
	cmd.Args = a.args(1, 1)
	cmd.Flags().BoolVar(&yes, "yes", false, "")
	return cmd
}

// signed is who made a record and who changed it last.
type signed struct {
	Made    store.ID `json:"made"`
	Changed store.ID `json:"changed"`
}

// authors returns them, and says so; nothing where there is but one operator.
func (a *app) authors(s *store.Store, kind store.RecordKind, ids ...store.ID) (*signed, string, error) {
	all, err := s.Operators()
	if err != nil || len(all) < 2 {
		return nil, "", err
	}
	by, err := s.AuthorsOf(kind, ids...)
	if err != nil {
		return nil, "", err
	}
	said := clean(a.T.Called(by.Made, all))
	if by.Changed != by.Made {
		said = a.T.Operator.ThenBy.With("made", said, "changed", clean(a.T.Called(by.Changed, all)))
	}
	return &signed{by.Made, by.Changed}, said, nil
}
