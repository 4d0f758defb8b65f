package cli

import (
	"io"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/paper"
)

// activityExport writes the register as it is made available to the authority
// (GDPR art. 30(4)), those activities included that have ended.
func activityExport(a *app) *cobra.Command {
	o := &printing{app: a}
	cmd := a.command("export", a.T.Activity.Export, func(cmd *cobra.Command, _ []string) error {
		format, err := o.as(paper.Markdown)
		if err != nil {
			return err
		}
		if a.flags.json && o.out == "-" {
			format = "json"
		}
		return a.withStore(cmd, func(s *store.Store) error {
			set := s.Settings()
			words, err := o.in(set.Language)
			if err != nil {
				return err
			}
			activities, err := privacy.Register(s)
			if err != nil {
				return err
			}
			return o.write(func(w io.Writer) error {
				switch format {
				case "json":
					return paper.RegisterJSON(w, set.Business, activities, a.now())
				case "csv":
					return paper.RegisterRows(w, words, set.Business, activities)
				}
				return paper.Write(w, paper.Register(words, set.Business, activities, a.now()), format)
			})
		})
	})
	o.cmd = cmd
	o.define("csv", "json")
	return cmd
}
