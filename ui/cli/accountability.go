package cli

import (
	"io"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/paper"
)

// accountabilityCommand writes the file that shows how the rules are kept (GDPR
// arts 5(2), 24).
func accountabilityCommand(a *app) *cobra.Command {
	o := &printing{app: a}
	cmd := a.command("accountability", a.T.Accountability.Command, func(cmd *cobra.Command, _ []string) error {
		format, err := o.as(paper.Markdown)
		if err != nil {
			return err
		}
		if a.flags.json && o.out == "-" {
			format = "json"
		}
		return a.withStore(cmd, func(s *store.Store) error {
			words, err := o.in(s.Settings().Language)
			if err != nil {
				return err
			}
			file, err := privacy.AccountabilityOf(s, a.now())
			if err != nil {
				return err
			}
			return o.write(func(w io.Writer) error { return paper.WriteAccountability(w, words, file, format) })
		})
	})
	o.cmd = cmd
	o.define("json")
	return cmd
}
