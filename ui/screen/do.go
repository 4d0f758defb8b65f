package screen

import (
	"context"

	tea "charm.land/bubbletea/v2"
)

// Job is work off the loop.
type Job struct {
	// Owner is the screen it is for: once that has left, the result is dropped
	// and the work cancelled. Nil is the whole program.
	Owner Screen
	// Key makes a later job of the same owner replace this one, whose result is
	// then dropped. Empty jobs stand side by side.
	Key string
	// Label is what the status line says while it runs; with none, only long
	// work shows, as a spinner.
	Label string
	// Firm is work with a label that cannot be cancelled.
	Firm bool
	// Write is work that changes something: it is never cancelled behind one's
	// back, its result is never dropped, and quitting waits for it.
	Write bool
	// Work runs in a goroutine of its own, and returns what is to be done on
	// the loop.
	Work func(ctx context.Context, report Report) func() tea.Cmd
}

// Report tells how far a job is. It may be called from any goroutine.
type Report func(done, total int)

// StartMsg asks the root to run a job.
type StartMsg struct{ Job Job }

// Do runs work off the loop, then then on it. The context ends when the person
// cancels, or when the result can no longer matter.
func Do[T any](job Job, work func(context.Context, Report) (T, error), then func(T, error) tea.Cmd) tea.Cmd {
	return job.start(func(ctx context.Context, report Report) func() tea.Cmd {
		result, err := work(ctx, report)
		return func() tea.Cmd { return then(result, err) }
	})
}

func (job Job) start(work func(context.Context, Report) func() tea.Cmd) tea.Cmd {
	job.Work = work
	return send(StartMsg{job})
}

// Save runs a write of the records off the loop. Where it succeeded every
// screen is told to read again, after then.
func Save[T any](owner Screen, work func() (T, error), then func(T, error) tea.Cmd) tea.Cmd {
	return Job{Owner: owner, Write: true}.start(func(context.Context, Report) func() tea.Cmd {
		result, err := work()
		return func() tea.Cmd { return rereadAfter(then(result, err), err) }
	})
}

func rereadAfter(cmd tea.Cmd, err error) tea.Cmd {
	if err != nil {
		return cmd
	}
	return tea.Batch(cmd, Reread())
}

// Reread tells every screen that records changed, as Save does: for work that
// wrote more than records.
func Reread() tea.Cmd { return send(Changed{}) }
