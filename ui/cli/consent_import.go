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

// answersRead is the outcome of "consent import" as JSON has it.
type answersRead struct {
	Recorded int                `json:"recorded"`
	Unknown  []unproven         `json:"unknown"`
	Again    int                `json:"again"`
	Problems []exchange.Problem `json:"problems"`
}

// unproven is a yes kept as unknown, for want of a part of its proof.
type unproven struct {
	Line    int             `json:"line"`
	Missing []privacy.Proof `json:"missing"`
}

func consentImport(a *app) *cobra.Command {
	var dryRun, skipBad bool
	cmd := a.command("import", a.T.Consent.Import, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error { return a.importAnswers(cmd, s, args[0], dryRun, skipBad) })
	})
	cmd.Args, cmd.ValidArgsFunction = a.args(1, 1), files
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "")
	cmd.Flags().BoolVar(&skipBad, "skip-bad", false, "")
	return cmd
}

// importAnswers records the answers of a CSV: none of them where a row is bad,
// unless the others are asked for.
func (a *app) importAnswers(cmd *cobra.Command, s *store.Store, path string, dryRun, skipBad bool) error {
	in := exchange.Input{Name: filepath.Base(path), Reader: a.in}
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer func() { _ = f.Close() }()
		in.Reader = f
	} else {
		in.Name = a.T.Import.Stdin
	}
	rows, problems, err := exchange.ReadAnswers(cmd.Context(), in)
	if err != nil {
		return err
	}
	plan, err := privacy.PlanAnswers(s, in.Name, rows, a.now())
	if err != nil {
		return err
	}
	out := answersRead{Recorded: len(plan.Kept), Unknown: []unproven{}, Again: plan.Again, Problems: orEmpty(append(problems, plan.Problems...))}
	for _, k := range plan.Kept {
		if len(k.Missing) > 0 {
			out.Unknown = append(out.Unknown, unproven{k.Line, k.Missing})
		}
	}
	refused := len(out.Problems) > 0 && !skipBad
	if refused || dryRun {
		out.Recorded = 0
	} else if err := privacy.RecordAnswers(s, plan); err != nil {
		return err
	}
	if err := a.print(out, func() { a.answersReport(out, len(plan.Kept), dryRun) }); err != nil {
		return err
	}
	if refused {
		return failure(exitFailed, a.T.Consent.BadRows.Of(len(out.Problems)), nil)
	}
	return nil
}

func (a *app) answersReport(out answersRead, kept int, dryRun bool) {
	w := a.T.Consent
	for _, p := range out.Problems {
		a.say("  " + a.T.ImportProblem(p))
	}
	for _, u := range out.Unknown {
		missing := make([]string, len(u.Missing))
		for i, m := range u.Missing {
			missing[i] = strings.ToLower(a.field(string(m)))
		}
		a.say("  " + w.KeptUnknown.With("line", u.Line, "missing", strings.Join(missing, ", ")))
	}
	if out.Again > 0 {
		a.say(w.Again.Of(out.Again))
	}
	switch {
	case dryRun:
		a.say(w.WouldRecord.Of(kept))
	case out.Recorded > 0 || len(out.Problems) == 0:
		a.say(w.Imported.Of(out.Recorded))
	}
}
