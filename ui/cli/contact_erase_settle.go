package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
)

// settling says of texts that may be of a namesake whom they speak of, by ids as
// they are listed: whoever read them knows.
type settling struct{ theirs, others []string }

func (by *settling) define(cmd *cobra.Command) {
	cmd.Flags().StringSliceVar(&by.theirs, "theirs", nil, "")
	cmd.Flags().StringSliceVar(&by.others, "others", nil, "")
}

// settle notes in the plan of whom its unclear texts speak: as the flags say,
// and as is answered on a terminal where questions are welcome. What nobody
// settles makes the erasure refuse.
func (a *app) settle(cmd *cobra.Command, s *store.Store, plan *privacy.ErasurePlan, by settling, ask bool) error {
	plan.Settled = map[store.ID]bool{}
	for theirs, refs := range map[bool][]string{true: by.theirs, false: by.others} {
		for _, ref := range refs {
			i := slices.IndexFunc(plan.Unclear, func(m store.Mention) bool { return len(ref) >= 8 && strings.HasSuffix(m.ID.String(), ref) })
			if i < 0 {
				return usage(cmd, a.T.Erase.NotUnclear.With("id", ref))
			}
			plan.Settled[plan.Unclear[i].ID] = theirs
		}
	}
	if !ask || !a.interactive() {
		return nil
	}
	n := namesIn(s)
	for _, m := range plan.Unclear {
		if _, settled := plan.Settled[m.ID]; settled {
			continue
		}
		a.say(clean(a.T.Mention(m, n.contact(m.Contact))) + "\n  " + clean(m.Around))
		theirs, err := a.confirm(a.T.Erase.AskTheirs.With("name", clean(n.person(&plan.Person))), false)
		if err != nil {
			return err
		}
		plan.Settled[m.ID] = theirs
	}
	return nil
}
