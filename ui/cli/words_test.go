package cli

import (
	"bufio"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"calepin/ui/text"
)

// quiet returns a program that is not run: its words, and nothing else.
func quietApp(t testing.TB, l text.Language) *app {
	t.Helper()
	words, err := text.Load(l)
	if err != nil {
		t.Fatal(err)
	}
	return &app{T: words, in: os.Stdin, out: bufio.NewWriter(io.Discard), err: io.Discard,
		env: func(string) string { return "" }, now: time.Now}
}

// Every command and every flag is described in both languages, and the words
// describe no flag that is not there.
func TestEveryCommandHasWords(t *testing.T) {
	for _, l := range []text.Language{text.French, text.English} {
		a := quietApp(t, l)
		walk(newRoot(a), func(cmd *cobra.Command) {
			words, ok := a.helped[cmd]
			if !ok || cmd.Short == "" {
				t.Errorf("%s: %s has no words", l, cmd.CommandPath())
			}
			var names []string
			check := func(f *pflag.Flag) {
				names = append(names, f.Name)
				value, _ := pflag.UnquoteUsage(f)
				switch {
				case f.Usage == "":
					t.Errorf("%s: %s --%s has no words", l, cmd.CommandPath(), f.Name)
				case f.Value.Type() != "bool" && !strings.Contains(f.Usage, "`"+value+"`"):
					t.Errorf("%s: %s --%s does not name its value", l, cmd.CommandPath(), f.Name)
				}
			}
			cmd.LocalNonPersistentFlags().VisitAll(check)
			cmd.PersistentFlags().VisitAll(check)
			for name := range words.Flags {
				if !slices.Contains(names, name) {
					t.Errorf("%s: %s has words for --%s, which it has not", l, cmd.CommandPath(), name)
				}
			}
		})
	}
}

func walk(cmd *cobra.Command, visit func(*cobra.Command)) {
	visit(cmd)
	for _, child := range cmd.Commands() {
		walk(child, visit)
	}
}

// The examples in the help are commands and flags that exist.
func TestExamplesExist(t *testing.T) {
	for _, l := range []text.Language{text.French, text.English} {
		a := quietApp(t, l)
		root := newRoot(a)
		walk(root, func(cmd *cobra.Command) {
			for line := range strings.Lines(cmd.Example) {
				_, args, ok := strings.Cut(line, "calepin ")
				if !ok {
					continue
				}
				target, rest, err := root.Find(strings.Fields(args))
				if err != nil || target == root {
					t.Errorf("%s: %q: no such command", l, line)
					continue
				}
				for _, arg := range rest {
					name, _, _ := strings.Cut(strings.TrimPrefix(arg, "--"), "=")
					if strings.HasPrefix(arg, "--") && target.Flags().Lookup(name) == nil && target.InheritedFlags().Lookup(name) == nil {
						t.Errorf("%s: %q: no --%s", l, line, name)
					}
				}
			}
		})
	}
}

// What names a command, asks for help or makes no sense finds every command;
// what starts the interface waits for none of them.
func TestCommandsAreMadeForWhoAsks(t *testing.T) {
	for _, c := range []struct {
		args string
		all  bool
	}{
		{"", false},
		{"--vault contact --lang fr --plain", false},
		{"--version", false},
		{"contact", true},
		{"--vault dir contact list", true},
		{"contcat", true},
		{"--help", true},
		{"-h", true},
		{"--vault dir -- contact", true},
		{"--no-such-flag", true},
		{"--lang", true},
		{"--lang de", true},
	} {
		a := quietApp(t, text.English)
		if got := rootFor(a, strings.Fields(c.args)).HasSubCommands(); got != c.all {
			t.Errorf("%q: commands made: %v", c.args, got)
		}
		if a.flags != (globals{}) {
			t.Errorf("%q: flags are set before the command runs: %+v", c.args, a.flags)
		}
	}
}
