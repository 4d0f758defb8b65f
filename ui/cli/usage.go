package cli

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// said is an error that already has its sentence, in the person's language.
type said struct {
	sentence string
	code     int
	cmd      *cobra.Command // whose help to point at, for wrong usage
	cause    error
}

func (e *said) Error() string { return e.sentence }
func (e *said) Unwrap() error { return e.cause }

// usage is a command line that makes no sense: exit 2.
func usage(cmd *cobra.Command, sentence string) error {
	return &said{sentence: sentence, code: exitUsage, cmd: cmd}
}

// failure is an error with its sentence and its exit code; cause may be nil.
func failure(code int, sentence string, cause error) error {
	return &said{sentence: sentence, code: code, cause: cause}
}

// hint points at the help of the command that was used wrongly.
func (a *app) hint(err error) string {
	var s *said
	if !errors.As(err, &s) || s.cmd == nil {
		return ""
	}
	return a.T.Help.SeeHelp.With("command", s.cmd.CommandPath()+" --help")
}

// args accepts from least to most arguments; most < 0 is any number.
func (a *app) args(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error { return a.counted(cmd, args, least, most) }
}

func (a *app) counted(cmd *cobra.Command, args []string, least, most int) error {
	switch {
	case !cmd.HasParent() && len(args) > 0:
		return a.unknownCommand(cmd, args[0])
	case len(args) < least:
		return usage(cmd, a.T.Help.MissingArgument.With("args", a.helped[cmd].Args))
	case most >= 0 && len(args) > most:
		return usage(cmd, a.T.Help.ExtraArgument.With("arg", args[most]))
	}
	return nil
}

// needsVerb runs for a noun given without a verb, or with an unknown one.
func (a *app) needsVerb(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return a.unknownCommand(cmd, args[0])
	}
	a.help(cmd, a.err)
	return usage(cmd, a.T.Help.MissingCommand.With("command", cmd.CommandPath()))
}

func (a *app) unknownCommand(cmd *cobra.Command, name string) error {
	sentence := a.T.Help.UnknownCommand.With("name", name, "command", cmd.CommandPath())
	if cmd.SuggestionsMinimumDistance == 0 {
		cmd.SuggestionsMinimumDistance = 2
	}
	if near := cmd.SuggestionsFor(name); len(near) > 0 {
		sentence += " " + a.T.Help.DidYouMean.With("names", strings.Join(near, ", "))
	}
	return usage(cmd, sentence)
}

// flagError words what pflag found wrong.
func (a *app) flagError(cmd *cobra.Command, err error) error {
	var (
		unknown *pflag.NotExistError
		missing *pflag.ValueRequiredError
		invalid *pflag.InvalidValueError
		syntax  *pflag.InvalidSyntaxError
		choice  *choiceError
		h       = a.T.Help
	)
	switch {
	case errors.As(err, &unknown):
		name := "--" + unknown.GetSpecifiedName()
		if unknown.GetSpecifiedShortnames() != "" {
			name = "-" + unknown.GetSpecifiedName()
		}
		return usage(cmd, h.UnknownFlag.With("flag", name))
	case errors.As(err, &missing):
		return usage(cmd, h.FlagNeedsValue.With("flag", "--"+missing.GetFlag().Name))
	case errors.As(err, &choice):
		return usage(cmd, h.BadChoice.With("flag", "--"+choice.flag, "value", choice.value,
			"choices", strings.Join(slices.DeleteFunc(slices.Clone(choice.allowed), func(c string) bool { return c == "" }), ", ")))
	case errors.As(err, &invalid):
		return usage(cmd, h.BadValue.With("flag", "--"+invalid.GetFlag().Name, "value", invalid.GetValue()))
	case errors.As(err, &syntax):
		return usage(cmd, h.BadFlag.With("flag", syntax.GetSpecifiedFlag()))
	}
	return usage(cmd, err.Error())
}

const requiredAnnotation = "calepin_required"

// required marks flags without which the command makes no sense.
func required(cmd *cobra.Command, names ...string) {
	for _, name := range names {
		_ = cmd.Flags().SetAnnotation(name, requiredAnnotation, []string{"true"})
	}
}

func (a *app) checkRequired(cmd *cobra.Command) error {
	var missing []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Annotations[requiredAnnotation] != nil && !f.Changed {
			missing = append(missing, "--"+f.Name)
		}
	})
	if len(missing) == 0 {
		return nil
	}
	return usage(cmd, a.T.Help.MissingFlag.With("flags", strings.Join(missing, ", ")))
}

// exclusive refuses more than one of some flags.
func (a *app) exclusive(cmd *cobra.Command, names ...string) error {
	var given []string
	for _, name := range names {
		if cmd.Flags().Changed(name) {
			given = append(given, "--"+name)
		}
	}
	if len(given) < 2 {
		return nil
	}
	return usage(cmd, a.T.Help.Exclusive.With("flags", strings.Join(given, ", ")))
}

// choiceError is a value that is none of those a flag allows.
type choiceError struct {
	flag, value string
	allowed     []string
}

func (e *choiceError) Error() string { return "not one of " + strings.Join(e.allowed, ", ") }

// count is the value of a flag that counts: it is never negative.
type count int

func (c *count) String() string { return strconv.Itoa(int(*c)) }
func (c *count) Type() string   { return "int" }

func (c *count) Set(value string) error {
	n, err := strconv.ParseUint(value, 10, 31)
	*c = count(n)
	return err
}

// enum is the value of a flag that takes one of a few words.
type enum[T ~string] struct {
	choice
	target *T
}

type choice struct {
	flag    string
	allowed []string
}

func (c choice) check(value string) error {
	if !slices.Contains(c.allowed, value) {
		return &choiceError{flag: c.flag, value: value, allowed: c.allowed}
	}
	return nil
}

func (e *enum[T]) String() string { return string(*e.target) }
func (e *enum[T]) Type() string   { return "string" }

func (e *enum[T]) Set(value string) error {
	if err := e.check(value); err != nil {
		return err
	}
	*e.target = T(value)
	return nil
}

// enumFlag defines, in flags of cmd, a flag that takes one of a few words and
// completes them; its default is what target holds.
func enumFlag[T ~string](cmd *cobra.Command, flags *pflag.FlagSet, target *T, name string, allowed ...T) {
	words := make([]string, len(allowed))
	for i, word := range allowed {
		words[i] = string(word)
	}
	flags.Var(&enum[T]{choice{name, words}, target}, name, "")
	_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
}
