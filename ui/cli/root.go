package cli

import (
	"runtime/debug"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"calepin/store"
	"calepin/ui/text"
)

// commands are all commands, in the order of the help. A command is added by
// one file and one line here.
var commands = []struct {
	group string
	make  func(*app) *cobra.Command
}{
	{groupRecords, contactCommand},
	{groupRecords, organisationCommand},
	{groupRecords, interactionCommand},
	{groupRecords, documentCommand},
	{groupRecords, attachCommand},
	{groupRecords, taskCommand},
	{groupRecords, undoCommand},
	{groupPrivacy, activityCommand},
	{groupPrivacy, consentCommand},
	{groupPrivacy, restrictCommand},
	{groupPrivacy, suppressionCommand},
	{groupPrivacy, holdCommand},
	{groupPrivacy, wordingCommand},
	{groupPrivacy, noticeCommand},
	{groupPrivacy, retentionCommand},
	{groupPrivacy, ruleCommand},
	{groupPrivacy, requestCommand},
	{groupPrivacy, recipientsCommand},
	{groupPrivacy, processorCommand},
	{groupPrivacy, breachCommand},
	{groupPrivacy, accountabilityCommand},
	{groupPrivacy, archiveCommand},
	{groupPrivacy, erasureCommand},
	{groupPrivacy, fieldCommand},
	{groupPrivacy, businessCommand},
	{groupPrivacy, auditCommand},
	{groupExchange, importCommand},
	{groupExchange, exportCommand},
	{groupExchange, disclosureCommand},
	{groupExchange, demoCommand},
	{groupVault, initCommand},
	{groupVault, sealCommand},
	{groupVault, salvageCommand},
	{groupVault, backupCommand},
	{groupVault, keyCommand},
	{groupVault, operatorCommand},
	{groupVault, reviewCommand},
	{groupVault, doctorCommand},
	{groupOther, completionCommand},
	{groupOther, manCommand},
}

// The groups of commands in the help.
const (
	groupRecords  = "records"
	groupPrivacy  = "privacy"
	groupExchange = "exchange"
	groupVault    = "vault"
	groupOther    = "other"
)

// rootFor makes the commands that args may ask for: all of them, unless args
// name none and ask for no help. Then the interface is to start, which would
// wait for the hundred others.
func rootFor(a *app, args []string) *cobra.Command {
	probe := &cobra.Command{}
	(&app{}).globalFlags(probe)
	if probe.ParseFlags(args) == nil && probe.Flags().NArg() == 0 {
		return bareRoot(a)
	}
	return newRoot(a)
}

// newRoot makes all commands.
func newRoot(a *app) *cobra.Command {
	root := bareRoot(a)
	for id, title := range a.groups() {
		root.AddGroup(&cobra.Group{ID: id, Title: title})
	}
	root.SetHelpCommand(a.helpCommand(root))
	for _, c := range commands {
		cmd := c.make(a)
		cmd.GroupID = c.group
		root.AddCommand(cmd)
	}
	a.describe(root)
	return root
}

// bareRoot makes "calepin" alone.
func bareRoot(a *app) *cobra.Command {
	cobra.EnableCommandSorting = false // their order here says something
	a.helped = map[*cobra.Command]text.Command{}
	root := a.command("calepin", a.T.Shell.Root, a.shell)
	root.SilenceErrors, root.SilenceUsage = true, true
	root.CompletionOptions.DisableDefaultCmd = true
	// The shell would offer files where a contact or a day is wanted.
	root.CompletionOptions.SetDefaultShellCompDirective(cobra.ShellCompDirectiveNoFileComp)
	root.SetOut(a.out)
	root.SetErr(a.err)
	root.SetFlagErrorFunc(a.flagError)
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { a.help(cmd, a.out) })
	root.SetUsageFunc(func(cmd *cobra.Command) error { a.help(cmd, a.err); return nil })
	a.globalFlags(root)
	return root
}

func (a *app) globalFlags(root *cobra.Command) {
	f := root.PersistentFlags()
	f.StringVar(&a.flags.vault, "vault", "", "")
	f.StringVar(&a.flags.identity, "identity", "", "")
	f.StringVar(&a.flags.as, "as", "", "")
	enumFlag(root, f, &a.flags.lang, "lang", "fr", "en")
	f.BoolVar(&a.flags.json, "json", false, "")
	f.BoolVar(&a.flags.noColor, "no-color", false, "")
	f.BoolVar(&a.flags.plain, "plain", false, "")
	f.BoolVar(&a.flags.acceptOlder, "accept-older", false, "")
	enumFlag(root, f, &a.flags.despite, "despite", store.Exceptions...)
	root.Flags().Bool("version", false, "")
}

// command makes a command from its words. It takes no argument unless its Args
// are replaced; its flags are described by describe.
func (a *app) command(use string, words text.Command, run func(*cobra.Command, []string) error) *cobra.Command {
	if words.Args != "" {
		use += " " + words.Args
	}
	cmd := &cobra.Command{
		Use: use, Short: words.Short, Long: words.Long, Example: words.Example,
		Args:                  a.args(0, 0),
		DisableFlagsInUseLine: true,
	}
	cmd.Flags().SortFlags = false
	if run == nil { // a noun: it has verbs only
		cmd.Args = cobra.ArbitraryArgs
		run = a.needsVerb
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := a.checkRequired(cmd); err != nil {
			return err
		}
		return run(cmd, args)
	}
	a.helped[cmd] = words
	return cmd
}

// noun makes a command that only groups others.
func (a *app) noun(use string, words text.Command, verbs ...*cobra.Command) *cobra.Command {
	cmd := a.command(use, words, nil)
	cmd.AddCommand(verbs...)
	return cmd
}

// fileNames are what the words call the value of a flag that is a path.
var fileNames = []string{"FILE", "FICHIER", "FOLDER", "DOSSIER"}

// files completes with the files there are.
var files = cobra.FixedCompletions(nil, cobra.ShellCompDirectiveDefault)

// describe gives every flag below cmd its words, and every command its --help.
func (a *app) describe(cmd *cobra.Command) {
	words := a.helped[cmd].Flags
	set := func(f *pflag.Flag) {
		if usage, ok := words[f.Name]; ok {
			f.Usage = usage
		}
		if name, _ := pflag.UnquoteUsage(f); slices.Contains(fileNames, name) {
			_ = cmd.RegisterFlagCompletionFunc(f.Name, files) // unless it has one
		}
	}
	cmd.Flags().VisitAll(set)
	cmd.PersistentFlags().VisitAll(set)
	cmd.Flags().BoolP("help", "h", false, a.T.Help.HelpFlag)
	for _, child := range cmd.Commands() {
		a.describe(child)
	}
}

func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
