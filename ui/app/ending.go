package app

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"calepin/ui/screen"
)

// ending is how the vault is let go: first what is written is waited for, then
// the vault is sealed, then the program ends or asks for the key again.
type ending struct {
	begun   bool
	sealing bool
	locking bool          // the key is asked for afterwards
	why     string        // of the lock
	broken  screen.Screen // what is shown of a vault that broke; nil where none did
	code    int           // to exit with
	err     error         // of closing, or what the page was stuck on
	lost    error         // of keeping the drafts
}

// signalled is the system asking the program to end.
type signalled struct{ code int }

// quit ends the program once all is written and sealed.
func (r *root) quit(code int) tea.Cmd {
	if r.ending.begun {
		r.ending.locking = false
		return nil
	}
	r.ending = ending{begun: true, code: code}
	if s, ok := r.page().(screen.Stuck); ok && code == 0 {
		r.ending.err = s.Stuck()
	}
	_, r.ending.lost = r.keepDrafts()
	return tea.Batch(r.broadcast(screen.QuitMsg{}), r.end())
}

// lock seals the vault, keeping what is half typed, and asks for the key again.
func (r *root) lock(why string) tea.Cmd {
	if r.ending.begun || r.desk.Store == nil {
		return nil
	}
	r.ending = ending{begun: true, locking: true, why: why}
	r.ahead.waiting = nil
	kept, lost := r.keepDrafts()
	r.vault.resume, r.ending.lost = append(r.vault.resume, kept...), lost
	return r.end()
}

// broke closes a vault that proved damaged. What is half typed is lost: there is
// nowhere to keep it.
func (r *root) broke(page screen.Screen) tea.Cmd {
	if !r.ending.begun {
		r.ending = ending{begun: true, locking: true}
		r.ahead.waiting, r.vault.resume = nil, nil
	}
	r.ending.broken = page
	return r.end()
}

// end goes on with the ending, as far as it can now.
func (r *root) end() tea.Cmd {
	if r.jobs.writes() > 0 || r.ending.sealing {
		return nil
	}
	if r.vault.close == nil {
		return r.ended(nil)
	}
	r.ending.sealing = true
	seal := r.vault.close
	r.vault.close = nil
	return r.start(screen.Job{Write: true, Label: r.desk.T.App.Sealing, Work: func(context.Context, screen.Report) func() tea.Cmd {
		err := seal()
		return func() tea.Cmd { return r.ended(err) }
	}})
}

func (r *root) ended(err error) tea.Cmd {
	done := r.ending
	done.err = errors.Join(done.err, err)
	r.ending = ending{}
	if !done.locking {
		if s, ok := done.broken.(screen.Stuck); ok {
			done.err = errors.Join(done.err, s.Stuck())
		}
		r.ending = done
		return tea.Quit
	}
	gate := done.broken
	if gate == nil {
		gate = r.gate(r.desk, done.why)
	}
	r.clear()
	r.desk.Store, r.desk.Session = nil, nil
	r.toast = toast{serial: r.toast.serial}
	cmds := []tea.Cmd{r.show(gate)}
	if done.lost != nil {
		cmds = append(cmds, screen.Toast(screen.Failure, r.desk.T.App.Lost.With("why", r.desk.W.Sentence(done.lost))))
	}
	if err != nil {
		cmds = append(cmds, r.failed(err))
	}
	return tea.Batch(cmds...)
}

// idle knows when the last key was pressed.
type idle struct{ last time.Time }

type idleCheck struct{}

// touch is a sign of the person. The clock on the wall counts: a night with the
// lid closed is idle time.
func (i *idle) touch(now time.Time) { i.last = now.Round(0) }

// since is how long ago that was. A clock set back begins it anew: it would not
// lock before the hour comes round again.
func (i *idle) since(now time.Time) time.Duration {
	if now = now.Round(0); now.Before(i.last) {
		i.last = now
	}
	return now.Sub(i.last)
}

func (i *idle) watch() tea.Cmd {
	return tea.Tick(5*time.Second, func(time.Time) tea.Msg { return idleCheck{} })
}

func (r *root) checkIdle() tea.Cmd {
	limit := time.Duration(r.desk.Prefs.LockMins) * time.Minute
	next := tea.Batch(r.idle.watch(), r.newDay())
	if limit <= 0 || r.idle.since(r.desk.Now()) < limit || r.jobs.busy() || r.away.now {
		return next
	}
	return tea.Batch(next, r.lock(r.desk.T.App.Locked.Of(r.desk.Prefs.LockMins)))
}
