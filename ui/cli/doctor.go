package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"calepin/store/vault"
	"calepin/ui/session"
	"calepin/ui/text"
)

// level is how grave a finding is.
type level string

const (
	fine level = "ok"
	warn level = "warn"
	bad  level = "bad"
)

// finding is what doctor says of one matter, and what to do about it.
type finding struct {
	Check   string `json:"check"`
	Level   level  `json:"level"`
	Finding string `json:"finding"`
	Advice  string `json:"advice,omitempty"`
}

func doctorCommand(a *app) *cobra.Command {
	return a.command("doctor", a.T.Doctor.Command, func(cmd *cobra.Command, _ []string) error {
		return a.doctor(cmd.Context())
	})
}

// doctor looks at the vault and at what can leave memory. It goes on where the
// vault cannot be opened, and fails (1) when anything is bad.
func (a *app) doctor(ctx context.Context) error {
	dir, err := a.vaultDir()
	if err != nil {
		return err
	}
	info, err := session.Peek(dir)
	if errors.Is(err, vault.ErrNotFound) {
		return session.About(dir, err)
	}
	// The keyring may take seconds to answer: it is asked while the vault is
	// looked at, once nobody is to be asked anything any more.
	keyring := sync.OnceValue(func() finding { return a.keyringFinding(ctx) })
	findings := a.lookInto(ctx, dir, info, session.About(dir, err), func() { go keyring() })
	end := a.working(a.T.Doctor.AskingKeyring)
	findings = slices.Concat(findings, a.computerFindings(keyring()))
	end()
	if err := a.print(findings, func() { a.showFindings(findings) }); err != nil {
		return err
	}
	worst := 0
	for _, f := range findings {
		if f.Level == bad {
			worst++
		}
	}
	if worst > 0 {
		return failure(exitFailed, a.T.Doctor.Worst.Of(worst), nil)
	}
	return nil
}

func (a *app) showFindings(findings []finding) {
	w := a.T.Doctor
	marks := map[level]string{
		fine: a.green(pad("+ "+w.Levels[string(fine)], markWidth)),
		warn: a.yellow(pad("! "+w.Levels[string(warn)], markWidth)),
		bad:  a.red(pad("x "+w.Levels[string(bad)], markWidth)),
	}
	for _, f := range findings {
		fmt.Fprintln(a.out, marks[f.Level]+wrapped(f.Finding))
		if f.Advice != "" {
			fmt.Fprintln(a.out, pad("", markWidth)+wrapped("→ "+f.Advice))
		}
	}
}

const markWidth = 12

// wrapped breaks a sentence behind a mark into lines.
func wrapped(s string) string {
	return strings.ReplaceAll(wordwrap(clean(s), helpWidth-markWidth), "\n", "\n"+pad("", markWidth))
}

// lookInto opens the vault to look at it; cause is why it could not be looked at.
// opened is called once it is open.
func (a *app) lookInto(ctx context.Context, dir string, info vault.Info, cause error, opened func()) []finding {
	w := a.T.Doctor
	findings := a.folderFindings(dir, info.Conflicts)
	if cause != nil {
		return append(findings, finding{"vault", bad, a.reason(cause), ""})
	}
	at, err := a.at(dir)
	if err != nil {
		return append(findings, finding{"vault", bad, a.reason(err), ""})
	}
	k, err := a.unlock(ctx, at, info.ID)
	if err != nil {
		return append(findings, finding{"vault", bad, a.reason(err), w.UnlockAdvice})
	}
	s, err := a.openWith(ctx, at, k)
	var inUse *vault.InUseError
	if errors.As(err, &inUse) {
		return append(findings, finding{"vault", warn, a.reason(err), w.UnlockAdvice})
	}
	if err != nil {
		return append(findings, finding{"vault", bad, a.reason(err), ""})
	}
	opened()
	end := a.working(w.Checking)
	findings = append(findings, a.vaultFindings(s)...)
	if records, err := a.records(s); err != nil {
		findings = append(findings, finding{"indexes", bad, a.reason(err), ""})
	} else {
		findings = append(findings, a.recordsFindings(records)...)
	}
	end()
	if err := s.Close(); err != nil {
		findings = append(findings, finding{"close", bad, a.reason(err), ""})
	}
	return findings
}

// reason is an error as a sentence of its own.
func (a *app) reason(err error) string { return text.Capital(a.sentence(err)) }
