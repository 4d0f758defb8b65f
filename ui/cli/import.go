package cli

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
	"calepin/store/exchange"
)

// importing is one run of the command.
type importing struct {
	app      *app
	cmd      *cobra.Command
	format   exchange.Format
	columns  []string
	policy   exchange.Policy
	dryRun   bool
	source   string
	settings store.Settings
	n        *names

	sensitive privacy.Sensitive
}

func importCommand(a *app) *cobra.Command {
	m := &importing{app: a, format: exchange.Auto}
	cmd := a.command("import", a.T.Import.Command, func(cmd *cobra.Command, args []string) error {
		m.cmd = cmd
		return a.withStore(cmd, func(s *store.Store) error { return m.run(s, args) })
	})
	cmd.Args, cmd.ValidArgsFunction = a.args(1, -1), files
	f := cmd.Flags()
	enumFlag(cmd, f, &m.format, "format", exchange.Auto, exchange.VCard, exchange.CSV, exchange.JSON)
	f.StringArrayVar(&m.columns, "map", nil, "")
	enumFlag(cmd, f, &m.policy, "on-duplicate", exchange.Skip, exchange.Create, exchange.Merge)
	f.BoolVar(&m.dryRun, "dry-run", false, "")
	f.StringVar(&m.source, "source", "", "")
	return cmd
}

// run reads the files, plans, and carries the plan out.
func (m *importing) run(s *store.Store, paths []string) error {
	ctx, w := m.cmd.Context(), m.app.T.Import
	m.settings, m.n = s.Settings(), namesIn(s)
	columns, err := m.columnMap()
	if err != nil {
		return err
	}
	inputs, closeAll, err := m.open(paths)
	defer closeAll()
	if err != nil {
		return err
	}
	tell, end := m.app.progress(w.Reading)
	parsed, err := exchange.Read(ctx, inputs, exchange.Options{Format: m.format, Map: columns, Country: m.settings.Country, Progress: tell})
	end()
	if err != nil {
		return err
	}
	m.sensitive = privacy.SensitiveIn(parsed)
	tell, end = m.app.progress(w.Comparing)
	plan, err := exchange.Plan(ctx, s, parsed, exchange.PlanOptions{Policy: m.policy, Decide: m.decider(end), Progress: counting(tell)})
	end()
	if err != nil {
		return err
	}
	if m.dryRun {
		return m.preview(parsed, plan)
	}
	tell, end = m.app.progress(w.Writing)
	// Asked now, for no import adds to that list: where nobody is on it nothing is
	// read once the import is in, and the vault that was written is not read anew.
	suppressed, err := s.Suppressions()
	if err != nil {
		return err
	}
	// A signal waits for it, and knows then whether the import is in.
	var batch store.Batch
	m.app.exits.hold(func() {
		if batch, err = exchange.Apply(ctx, s, plan, counting(tell)); err == nil && batch.ID != (store.ID{}) {
			m.app.landed = m.app.T.Import.ToUndo.With("id", shortID(batch.ID))
		}
	})
	end()
	if err != nil {
		return err
	}
	if len(suppressed) > 0 {
		m.app.tellSuppressedSince(s, batch.At)
	}
	return m.report(parsed, plan, batch)
}

// columnMap reads --map. A header may hold "=", a field's name never does.
func (m *importing) columnMap() (map[string]string, error) {
	columns := map[string]string{}
	for _, c := range m.columns {
		i := strings.LastIndexByte(c, '=')
		if i < 1 {
			return nil, usage(m.cmd, m.app.T.Import.BadMap.With("value", c))
		}
		columns[c[:i]] = c[i+1:]
	}
	return columns, nil
}

// open opens the files. Contacts that do not say where they come from come
// from the file, unless --source knows better.
func (m *importing) open(paths []string) (inputs []exchange.Input, closeAll func(), err error) {
	var opened []*os.File
	closeAll = func() {
		for _, f := range opened {
			_ = f.Close()
		}
	}
	stdin := false
	for _, path := range paths {
		in := exchange.Input{Name: filepath.Base(path), Reader: m.app.in}
		if path == "-" {
			if stdin {
				return nil, closeAll, usage(m.cmd, m.app.T.Import.TwiceStdin)
			}
			if stdin = true; m.app.interactive() {
				m.app.say(m.app.T.Import.StdinNoAsk)
			}
			in.Name = m.app.T.Import.Stdin
		} else {
			f, err := os.Open(path)
			if err != nil {
				return nil, closeAll, err
			}
			opened = append(opened, f)
			if info, err := f.Stat(); err == nil {
				if info.IsDir() {
					return nil, closeAll, failure(exitFailed, m.app.T.Attachment.IsFolder.With("path", path), nil)
				}
				in.Size = info.Size()
			}
			in.Reader = f
		}
		in.Source = m.source
		if in.Source == "" {
			in.Source = m.app.T.Import.From.With("file", in.Name)
		}
		inputs = append(inputs, in)
	}
	return inputs, closeAll, nil
}

// decider asks about duplicates on a terminal where no policy was given; nil
// elsewhere, and for a dry run, which shows what would be asked about.
func (m *importing) decider(pause func()) func(exchange.Row, *exchange.Contact) (exchange.Policy, error) {
	if m.cmd.Flags().Changed("on-duplicate") || m.dryRun || !m.app.interactive() {
		return nil
	}
	w := m.app.T.Import
	answers := []exchange.Policy{exchange.Skip, exchange.Merge, exchange.Create}
	options := []string{w.DoSkip, w.DoMerge, w.DoCreate, w.AllSkip, w.AllMerge, w.AllCreate}
	var always exchange.Policy
	return func(row exchange.Row, _ *exchange.Contact) (exchange.Policy, error) {
		if always != "" {
			return always, nil
		}
		pause()
		c, err := m.app.console()
		if err != nil {
			return "", err
		}
		question := w.Ask.With("place", m.place(row.File, row.Line, 0), "name", clean(row.Name),
			"match", m.matched(row), "why", word(w.Whys, row.Why))
		if len(row.Conflicts) > 0 {
			question += "\n" + w.AskConflicts.With("fields", m.app.T.FieldList(row.Conflicts))
		}
		i, err := c.choose(question, options...)
		if err != nil {
			return "", err
		}
		if i >= len(answers) {
			always = answers[i-len(answers)]
		}
		return answers[i%len(answers)], nil
	}
}

// matched is who a contact is taken for: someone on file, or another line of
// the same import.
func (m *importing) matched(row exchange.Row) string {
	if row.MatchLine > 0 {
		return strings.TrimSpace(clean(matchName(row)) + " " + m.app.T.Import.SameImport.With("line", row.MatchLine))
	}
	return m.app.matchLine(*row.Match)
}

// matchName is the name of who a contact is taken for.
func matchName(row exchange.Row) string {
	if row.Match == nil {
		return ""
	}
	return row.Match.Name
}
