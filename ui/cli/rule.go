package cli

import (
	"cmp"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/text"
)

func ruleCommand(a *app) *cobra.Command {
	return a.noun("rule", a.T.Rule.Command, ruleList(a), ruleShow(a), ruleSet(a), ruleDelete(a))
}

// ruleRecord is a value of a rule of law as JSON has it.
type ruleRecord struct {
	ID            store.ID       `json:"id,omitzero"` // of the business's own
	Code          store.RuleCode `json:"code"`
	Value         string         `json:"value"`
	From          store.Date     `json:"from,omitempty"`
	Source        string         `json:"source,omitempty"`
	Shipped       bool           `json:"shipped"`
	Verify        bool           `json:"verify,omitempty"` // the reading is to be checked with counsel
	Justification string         `json:"justification,omitempty"`
	Holds         bool           `json:"holds"` // on the day asked about
}

func ruleOf(v privacy.RuleValue, holds bool) ruleRecord {
	return ruleRecord{v.Own.ID, v.Code, v.Value, v.From, v.Source, v.Shipped(), v.Verify, v.Own.Justification, holds}
}

// ruleList lists what each rule says on a day.
func ruleList(a *app) *cobra.Command {
	var on string
	cmd := a.command("list", a.T.Rule.List, func(cmd *cobra.Command, _ []string) error {
		day, err := a.day(on, text.Past)
		if err != nil {
			return err
		}
		return a.withStore(cmd, func(s *store.Store) error {
			rules, err := privacy.RulesOf(s)
			if err != nil {
				return err
			}
			list, rows := make([]ruleRecord, len(store.RuleCodes)), make([][]string, len(store.RuleCodes))
			for i, code := range store.RuleCodes {
				v := rules.On(code, cmp.Or(day, a.today()))
				list[i] = ruleOf(v, v.Value != "")
				rows[i] = []string{string(code), word(a.T.Rule.Names, code), a.T.Rule.Value(a.T.Language, code, v.Value),
					a.T.Language.Day(string(v.From)), a.lawOf(v)}
			}
			return a.print(list, func() {
				a.table([]string{a.field("code"), a.T.Rule.Name, a.field("value"), a.field("from"), a.field("rule")}, rows)
			})
		})
	})
	cmd.Flags().StringVar(&on, "on", "", "")
	return cmd
}

// lawOf is the text that a value comes of, and whether the business set it.
func (a *app) lawOf(v privacy.RuleValue) string {
	switch {
	case !v.Shipped():
		return v.Source + " · " + a.T.Rule.Own
	case v.Verify:
		return v.Source + " · " + a.T.Rule.Verify
	}
	return v.Source
}

// rule is the rule of a code.
func rule(_ *store.Store, code string) (store.RuleCode, error) { return store.FindRule(code) }

// ruleShow shows every value of a rule, and which holds today.
func ruleShow(a *app) *cobra.Command {
	cmd := a.command("show", a.T.Rule.Show, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			code, err := rule(s, args[0])
			if err != nil {
				return err
			}
			rules, err := privacy.RulesOf(s)
			if err != nil {
				return err
			}
			var list []ruleRecord
			for _, v := range rules.History(code) {
				list = append(list, ruleOf(v, v == rules.On(code, a.today())))
			}
			return a.print(list, func() { a.showRule(code, rules) })
		})
	})
	cmd.Args = a.args(1, 1)
	return cmd
}

func (a *app) showRule(code store.RuleCode, rules privacy.Rules) {
	w := a.T.Rule
	a.details(a.field("code"), string(code), a.T.Rule.Name, word(w.Names, code), a.field("value"), a.wrapped(word(w.About, code), 20))
	var rows [][]string
	for _, v := range rules.History(code) {
		sign := " "
		if v == rules.On(code, a.today()) {
			sign = "→"
		}
		rows = append(rows, []string{sign + " " + a.T.Language.Day(string(v.From)), w.Value(a.T.Language, code, v.Value), a.lawOf(v), v.Own.Justification})
	}
	a.table([]string{"  " + a.field("from"), a.field("value"), a.field("rule"), a.field("justification")}, rows)
}

// ruleSet gives a rule a value from a day on; a departure from what is shipped
// needs its reason.
func ruleSet(a *app) *cobra.Command {
	var from, why string
	cmd := a.command("set", a.T.Rule.Set, func(cmd *cobra.Command, args []string) error {
		day, err := a.day(from, text.Past)
		if err != nil {
			return err
		}
		return a.withStore(cmd, func(s *store.Store) error {
			r := store.Rule{Code: store.RuleCode(args[0]), Value: args[1], From: day, Justification: why}
			if err := privacy.SetRule(s, &r); err != nil {
				return err
			}
			return a.done(r, a.T.Rule.Saved.With("rule", word(a.T.Rule.Names, r.Code), "value", a.T.Rule.Value(a.T.Language, r.Code, r.Value),
				"day", a.T.Language.Day(string(r.From))))
		})
	})
	cmd.Args = a.args(2, 2)
	cmd.Flags().StringVar(&from, "from", "", "")
	cmd.Flags().StringVar(&why, "justification", "", "")
	required(cmd, "from")
	return cmd
}

// ruleDelete takes back what the business set: what is shipped holds again.
func ruleDelete(a *app) *cobra.Command {
	var from string
	cmd := deleteCommand(a, a.T.Rule.Delete, a.T.Rule.DeleteAsk, a.T.Rule.Deleted, rule,
		func(_ *store.Store, code store.RuleCode) string { return word(a.T.Rule.Names, code) },
		func(s *store.Store, code store.RuleCode) error {
			day, err := a.day(from, text.Past)
			if err == nil {
				_, err = s.DeleteRules(code, day)
			}
			return err
		})
	cmd.Flags().StringVar(&from, "from", "", "")
	return cmd
}
