package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

const helpWidth = 80

func (a *app) groups() map[string]string {
	h := a.T.Help
	return map[string]string{
		groupRecords: h.GroupRecords, groupPrivacy: h.GroupPrivacy, groupExchange: h.GroupExchange,
		groupVault: h.GroupVault, groupOther: h.GroupOther,
	}
}

// help writes what a command does and takes. It touches nothing but words.
func (a *app) help(cmd *cobra.Command, w io.Writer) {
	h := a.T.Help
	about := cmd.Long
	if about == "" {
		about = cmd.Short
	}
	fmt.Fprintln(w, wordwrap(about, helpWidth))
	fmt.Fprintf(w, "\n%s\n  %s\n", h.Usage, useLine(cmd, h.CommandWord))
	a.helpCommands(cmd, w)
	if cmd.Example != "" {
		fmt.Fprintf(w, "\n%s\n%s\n", h.Examples, indent(cmd.Example))
	}
	a.helpFlags(w, h.Flags, cmd.LocalFlags())
	a.helpFlags(w, h.GlobalFlags, cmd.InheritedFlags())
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintf(w, "\n%s\n", h.MoreHelp.With("command", cmd.CommandPath()))
	}
}

func useLine(cmd *cobra.Command, verb string) string {
	if cmd.HasAvailableSubCommands() {
		return cmd.CommandPath() + " " + verb
	}
	line := cmd.Use
	if cmd.HasParent() {
		line = cmd.Parent().CommandPath() + " " + cmd.Use
	}
	return line + " [OPTIONS]" // the same word in both languages
}

func (a *app) helpCommands(cmd *cobra.Command, w io.Writer) {
	column := 0
	for _, c := range cmd.Commands() {
		column = max(column, len(c.Name()))
	}
	list := func(title, group string) {
		first := true
		for _, c := range cmd.Commands() {
			if !c.IsAvailableCommand() && c.Name() != "help" || c.GroupID != group {
				continue
			}
			if first {
				fmt.Fprintf(w, "\n%s\n", title)
				first = false
			}
			fmt.Fprintf(w, "  %-*s  %s\n", column, c.Name(), c.Short)
		}
	}
	groups := a.groups()
	for _, id := range []string{groupRecords, groupPrivacy, groupExchange, groupVault, groupOther} {
		list(groups[id], id)
	}
	list(a.T.Help.Commands, "")
}

func (a *app) helpFlags(w io.Writer, title string, flags *pflag.FlagSet) {
	if !flags.HasAvailableFlags() {
		return
	}
	fmt.Fprintf(w, "\n%s\n", title)
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		head, about := a.flagHelp(f)
		lines := strings.Split(wordwrap(about, helpWidth-flagIndent), "\n")
		if width(head) > flagIndent-2 {
			fmt.Fprintln(w, head)
			head = ""
		}
		for _, line := range lines {
			fmt.Fprintln(w, pad(head, flagIndent)+line)
			head = ""
		}
	})
}

const flagIndent = 28

// flagHelp returns "  -h, --help NAME" and what the flag does. The name of the
// value is the part of its words in `backquotes`: left out at their beginning,
// where a colon follows it, else part of the sentence.
func (a *app) flagHelp(f *pflag.Flag) (head, about string) {
	name, about := pflag.UnquoteUsage(f)
	if rest, ok := strings.CutPrefix(f.Usage, "`"+name+"`: "); ok {
		about = rest
	}
	head = "      --" + f.Name
	if f.Shorthand != "" {
		head = "  -" + f.Shorthand + ", --" + f.Name
	}
	if f.Value.Type() != "bool" {
		head += " " + name
	}
	if f.Annotations[requiredAnnotation] != nil {
		about += " " + a.T.Help.Required
	}
	switch f.DefValue {
	case "", "false", "0", "[]":
	default:
		about += " " + a.T.Help.Default.With("value", f.DefValue)
	}
	return head, about
}

func indent(s string) string { return "  " + strings.ReplaceAll(s, "\n", "\n  ") }

// helpCommand is "calepin help COMMAND".
func (a *app) helpCommand(root *cobra.Command) *cobra.Command {
	cmd := a.command("help", a.T.Help.Command, func(_ *cobra.Command, args []string) error {
		target, rest, err := root.Find(args)
		if err != nil || len(rest) > 0 {
			return a.unknownCommand(target, rest[0])
		}
		a.help(target, a.out)
		return nil
	})
	cmd.Args = cobra.ArbitraryArgs
	cmd.GroupID = groupOther
	return cmd
}
