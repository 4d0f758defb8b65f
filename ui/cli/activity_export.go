package cli

import (
	"io"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/paper"
	"calepin/ui/text"
)

// activityExport writes the register as it is made available to the authority
// (GDPR art. 30(4)), those activities included that have ended.
func activityExport(a *app) *cobra.Command {
	o := &printing{app: a}
	cmd := a.command("export", a.T.Activity.Export, func(*cobra.Command, []string) error {
		return o.export(func(s *store.Store, words *text.Words) (func(io.Writer, paper.Format) error, error) {
			business := s.Settings().Business
			activities, err := privacy.Register(s)
			return func(w io.Writer, format paper.Format) error {
				switch format {
				case "json":
					return paper.RegisterJSON(w, business, activities, a.now())
				case "csv":
					return paper.RegisterRows(w, words, business, activities)
				}
				return paper.Write(w, paper.Register(words, business, activities, a.now()), format)
			}, err
		})
	})
	o.cmd = cmd
	o.define("csv", "json")
	return cmd
}
