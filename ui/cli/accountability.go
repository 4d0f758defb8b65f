package cli

import (
	"io"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/paper"
	"calepin/ui/text"
)

// accountabilityCommand writes the file that shows how the rules are kept (GDPR
// arts 5(2), 24).
func accountabilityCommand(a *app) *cobra.Command {
	o := &printing{app: a}
	cmd := a.command("accountability", a.T.Accountability.Command, func(*cobra.Command, []string) error {
		return o.export(func(s *store.Store, words *text.Words) (func(io.Writer, paper.Format) error, error) {
			file, err := privacy.AccountabilityOf(s, a.now())
			return func(w io.Writer, format paper.Format) error { return paper.WriteAccountability(w, words, file, format) }, err
		})
	})
	o.cmd = cmd
	o.define("json")
	return cmd
}
