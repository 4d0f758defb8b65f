package cli

import "github.com/spf13/cobra"

func completionCommand(a *app) *cobra.Command {
	shells := map[string]func(*cobra.Command) error{
		"bash":       func(root *cobra.Command) error { return root.GenBashCompletionV2(a.out, true) },
		"zsh":        func(root *cobra.Command) error { return root.GenZshCompletion(a.out) },
		"fish":       func(root *cobra.Command) error { return root.GenFishCompletion(a.out, true) },
		"powershell": func(root *cobra.Command) error { return root.GenPowerShellCompletionWithDesc(a.out) },
	}
	cmd := a.command("completion", a.T.Help.Completion, func(cmd *cobra.Command, args []string) error {
		script, ok := shells[args[0]]
		if !ok {
			return usage(cmd, a.T.Help.MissingArgument.With("args", a.helped[cmd].Args))
		}
		return script(cmd.Root())
	})
	cmd.Args = a.args(1, 1)
	cmd.ValidArgs = []string{"bash", "zsh", "fish", "powershell"}
	return cmd
}
