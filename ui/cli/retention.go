package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
)

func retentionCommand(a *app) *cobra.Command {
	return a.noun("retention", a.T.Retention.Command,
		a.noun("policy", a.T.Retention.Policy, policyList(a), policyShow(a), policySet(a), policyReset(a)),
		retentionShow(a), retentionDue(a), retentionPreview(a), retentionApply(a), retentionKeep(a), retentionAsk(a), retentionCounts(a), retentionAutomatic(a))
}

func policyList(a *app) *cobra.Command {
	return a.command("list", a.T.Retention.List, func(cmd *cobra.Command, _ []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			p, err := privacy.PoliciesOf(s)
			if err != nil {
				return err
			}
			return a.print(p.List(), func() {
				rows := make([][]string, len(p.List()))
				for i, x := range p.List() {
					rows[i] = []string{x.Code, a.T.Retention.Policies[x.Code], a.limitOf(x), a.T.Retention.Then[string(x.Then)],
						a.T.Privacy.Rule(x.Source), x.Set.Justification}
				}
				a.table(a.fields("code", "data", "limit", "then", "rule", "justification"), rows)
			})
		})
	})
}

// limitOf is a time limit, and the one supplied where it differs.
func (a *app) limitOf(p privacy.Policy) string {
	limit := a.T.Retention.Limit(p.Months)
	if p.Months != p.Default {
		limit += " (" + a.T.Retention.Default.With("limit", a.T.Retention.Limit(p.Default)) + ")"
	}
	return limit
}

// policyShow shows a time limit with every version of it.
func policyShow(a *app) *cobra.Command {
	cmd := a.command("show", a.T.Retention.Show, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			p, err := privacy.PoliciesOf(s)
			if err != nil {
				return err
			}
			x, known := p.Find(args[0])
			if !known {
				return &privacy.PolicyError{Code: args[0], Fault: privacy.NoSuchCode}
			}
			all, err := s.Policies()
			if err != nil {
				return err
			}
			versions := []store.Policy{}
			for _, v := range all {
				if v.Code == x.Code {
					versions = append(versions, v)
				}
			}
			record := struct {
				privacy.Policy
				Versions []store.Policy `json:"versions"`
			}{x, versions}
			return a.print(record, func() {
				a.details(a.field("code"), x.Code, a.field("data"), a.T.Retention.Policies[x.Code], a.field("limit"), a.limitOf(x),
					a.field("then"), a.T.Retention.Then[string(x.Then)], a.field("rule"), a.T.Privacy.Rule(x.Source))
				rows := make([][]string, len(versions))
				for i, v := range versions {
					limit := v.Months
					if limit == 0 {
						limit = x.Default
					}
					rows[i] = []string{a.T.Language.Number(int64(v.Version)), a.date(v.CreatedAt), a.T.Retention.Limit(limit), v.Justification}
				}
				a.table(a.fields("version", "recorded_at", "limit", "justification"), rows)
			})
		})
	})
	cmd.Args = a.args(1, 1)
	return cmd
}

func policySet(a *app) *cobra.Command {
	var (
		months, years int
		reason        string
	)
	cmd := a.command("set", a.T.Retention.Set, func(cmd *cobra.Command, args []string) error {
		if years > 0 {
			months = 12 * years
		}
		if months == 0 {
			return a.needs(cmd, "months")
		}
		return a.withStore(cmd, func(s *store.Store) error {
			p, err := privacy.SetPolicy(s, args[0], months, reason)
			if err != nil {
				return a.policyRefused(err)
			}
			x, _ := p.Find(args[0])
			return a.done(x, a.T.Retention.Changed.With("policy", a.T.Retention.Policies[x.Code], "limit", a.T.Retention.Limit(x.Months)))
		})
	})
	cmd.Args = a.args(1, 1)
	f := cmd.Flags()
	f.IntVar(&months, "months", 0, "")
	f.IntVar(&years, "years", 0, "")
	f.StringVar(&reason, "reason", "", "")
	cmd.MarkFlagsMutuallyExclusive("months", "years")
	required(cmd, "reason")
	return cmd
}

func policyReset(a *app) *cobra.Command {
	cmd := a.command("reset", a.T.Retention.Reset, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			p, err := privacy.ResetPolicy(s, args[0])
			if err != nil {
				return a.policyRefused(err)
			}
			x, _ := p.Find(args[0])
			return a.done(x, a.T.Retention.Back.With("policy", a.T.Retention.Policies[x.Code], "limit", a.T.Retention.Limit(x.Months)))
		})
	})
	cmd.Args = a.args(1, 1)
	return cmd
}

// policyRefused gives what the law or another policy refuses its exit code.
func (a *app) policyRefused(err error) error {
	var policy *privacy.PolicyError
	if errors.As(err, &policy) && policy.Fault != privacy.NoSuchCode {
		return failure(exitRefused, a.T.Sentence(err), err)
	}
	return err
}

// keptRecord is why a record is kept, as JSON has it.
type keptRecord struct {
	privacy.RecordClocks
	Until store.Date `json:"until"`
	Text  string     `json:"text"`
}

// retentionShow tells until when and why each record of a contact is kept.
func retentionShow(a *app) *cobra.Command {
	cmd := a.command("show", a.T.Retention.Of, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			p, err := a.contact(s, args[0])
			if err != nil {
				return err
			}
			list, err := a.keptOf(s, p.ID)
			if err != nil {
				return err
			}
			return a.print(list, func() {
				rows := make([][]string, len(list))
				for i, k := range list {
					rows[i] = []string{shortID(k.ID), a.keptTitle(s, k.RecordClocks), k.Text}
				}
				a.table(a.fields("id", "record", "kept"), rows)
			})
		})
	})
	cmd.Args = a.args(1, 1)
	return cmd
}

func (a *app) keptOf(s *store.Store, contact store.ID) ([]keptRecord, error) {
	l, err := privacy.NewLookout(s)
	if err != nil {
		return nil, err
	}
	all, err := l.KeptOf(contact)
	if err != nil {
		return nil, err
	}
	r, err := s.Retained(contact)
	if err != nil {
		return nil, err
	}
	list := make([]keptRecord, len(all))
	for i, k := range all {
		reasons := a.T.Retention.Why(k, r.Reason, a.T.Language)
		list[i] = keptRecord{k, k.Until(), strings.Join(reasons, " ; ")}
	}
	return list, nil
}

// keptTitle names a record in a list of what is kept.
func (a *app) keptTitle(s *store.Store, k privacy.RecordClocks) string {
	switch k.Kind {
	case store.KindDocument:
		if d, err := s.Document(k.ID); err == nil {
			return a.documentTitle(d)
		}
	case store.KindField:
		if f, err := s.FindField(k.ID.String()); err == nil {
			return f.Name
		}
	}
	return a.T.Retention.Record(k.Kind, a.T.Errors.Store.Kinds)
}
