package cli

import (
	"fmt"

	"github.com/spf13/cobra"
)

// shell is "calepin" alone.
func (a *app) shell(cmd *cobra.Command, _ []string) error {
	if show, _ := cmd.Flags().GetBool("version"); show {
		fmt.Fprintln(a.out, "calepin "+version())
		return nil
	}
	return usage(cmd, a.T.Shell.NoTerminal)
}
