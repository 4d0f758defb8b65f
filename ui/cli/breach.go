package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/paper"
	"calepin/ui/text"
)

func breachCommand(a *app) *cobra.Command {
	return a.noun("breach", a.T.Breach.Command, breachAdd(a), breachEdit(a), breachList(a), breachShow(a), breachNotify(a), breachTell(a),
		breachClose(a), breachExport(a))
}

func (a *app) breach(s *store.Store, ref string) (store.Breach, error) {
	return found(a, s.FindBreach, s.Breach, ref)
}

// breachRecord is a breach and where it stands as JSON has it.
type breachRecord struct {
	store.Breach
	State     privacy.BreachState  `json:"state"`
	Due       time.Time            `json:"due_at"`
	Running   bool                 `json:"running"`
	Late      bool                 `json:"late"`
	HoursLeft int                  `json:"hours_left"` // below zero for late
	Lacks     []privacy.BreachLack `json:"lacks"`

	clock privacy.BreachClock
}

func (a *app) breachRecord(b store.Breach) breachRecord {
	k := privacy.BreachClockOf(&b, a.now())
	hours := k.Hours()
	if k.Left < 0 {
		hours = -hours
	}
	return breachRecord{b, privacy.StateOfBreach(&b), k.Due, k.Running, k.Late, hours, orEmpty(privacy.LacksOfBreach(&b)), k}
}

// breachLeft says how many hours are left, by a sign where none is.
func (a *app) breachLeft(x breachRecord) string {
	if x.Late {
		return "! " + a.T.BreachLeft(x.clock)
	}
	return a.T.BreachLeft(x.clock)
}

func breachList(a *app) *cobra.Command {
	var all bool
	cmd := a.command("list", a.T.Breach.List, func(cmd *cobra.Command, _ []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			breaches, err := s.Breaches()
			if !all && err == nil {
				breaches, err = privacy.OpenBreaches(s, a.now())
			}
			if err != nil {
				return err
			}
			list := make([]breachRecord, len(breaches))
			rows := make([][]string, len(breaches))
			for i, b := range breaches {
				x := a.breachRecord(b)
				list[i] = x
				rows[i] = []string{shortID(x.ID), a.minute(x.Aware), a.breachLeft(x), x.Title, word(a.T.Breach.States, x.State)}
			}
			if len(list) == 0 {
				a.none(a.T.Breach.Nothing)
			}
			return a.print(list, func() {
				a.table([]string{a.field("id"), a.T.Breach.AwareSince, a.T.Breach.Left, a.field("title"), a.T.Breach.State}, rows)
			})
		})
	})
	cmd.Flags().BoolVar(&all, "all", false, "")
	return cmd
}

func breachShow(a *app) *cobra.Command {
	cmd := a.command("show", a.T.Breach.Show, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			b, err := a.breach(s, args[0])
			if err != nil {
				return err
			}
			x := a.breachRecord(b)
			return a.print(x, func() { a.showBreach(s, x) })
		})
	})
	cmd.Args = a.args(1, 1)
	return cmd
}

// showBreach shows a breach with its clock, and all that was decided and done.
func (a *app) showBreach(s *store.Store, x breachRecord) {
	f, w := a.field, a.T.Breach
	host := ""
	if p, err := s.Processor(x.Processor); err == nil {
		host = p.Name
	}
	number := func(n int) string {
		if n == 0 {
			return ""
		}
		return a.T.Language.Number(int64(n))
	}
	var names []string
	n := namesIn(s)
	for _, id := range x.Contacts {
		names = append(names, n.contact(id))
	}
	names = slices.DeleteFunc(names, func(s string) bool { return s == "" })
	if len(names) > 12 {
		names = append(names[:11], "… "+a.T.Language.Number(int64(len(x.Contacts))))
	}
	a.details(f("id"), x.ID.String(), f("title"), x.Title, f("kinds"), a.T.BreachKinds(&x.Breach), f("facts"), a.wrapped(x.Facts, 34), w.HappenedAt, a.minute(x.Happened),
		w.AwareSince, a.minute(x.Aware), w.Due, a.minute(x.Due), w.Left, a.breachLeft(x), w.State, word(w.States, x.State), f("processor"), host,
		w.Data, x.Data, w.Records, number(x.Records), w.People, x.People, w.About, number(x.Count), f("contacts"), strings.Join(names, ", "),
		w.Consequences, a.wrapped(x.Consequences, 34), w.RiskIs, word(w.Risks, x.Risk), w.Measures, a.wrapped(x.Measures, 34), f("advice"), x.Advice)
	if len(x.Events) > 0 {
		a.titled(w.Done)
		for _, e := range x.Events {
			fmt.Fprintln(a.out, cleanLines(a.T.BreachEvent(e)))
		}
	}
}

// breachNoted is what every change of a breach prints: it as it became.
func (a *app) breachNoted(b store.Breach, sentence string) error {
	x := a.breachRecord(b)
	return a.print(x, func() {
		a.say(sentence)
		switch {
		case x.Running:
			a.say(a.T.Breach.Owing.With("left", a.T.BreachLeft(x.clock), "due", a.minute(x.Due)))
		case x.State != privacy.BreachOver:
			a.say(a.T.Breach.Noted.With("state", word(a.T.Breach.States, x.State), "id", shortID(b.ID)))
		}
		if len(x.Lacks) > 0 {
			a.say(a.T.Breach.Lacks.With("parts", a.T.BreachLacks(x.Lacks)))
		}
	})
}

// breachExport writes the register (GDPR art. 33(5)).
func breachExport(a *app) *cobra.Command {
	o := &printing{app: a}
	cmd := a.command("export", a.T.Breach.Export, func(*cobra.Command, []string) error {
		return o.export(func(s *store.Store, words *text.Words) (func(io.Writer, paper.Format) error, error) {
			business := s.Settings().Business
			all, err := s.Breaches()
			return func(w io.Writer, format paper.Format) error {
				switch format {
				case "json":
					return paper.BreachesJSON(w, business, all, a.now())
				case "csv":
					return paper.BreachRows(w, words, all, a.now())
				}
				return paper.Write(w, paper.Breaches(words, business, all, a.now()), format)
			}, err
		})
	})
	o.cmd = cmd
	o.define("csv", "json")
	return cmd
}
