package app

import (
	tea "charm.land/bubbletea/v2"

	"calepin/ui/screen"
)

// away is another program having the terminal. The loop stands still
// meanwhile: nothing locks, and what the system asks for waits.
type away struct {
	now    bool
	called *signalled // the end that was asked for meanwhile
}

// returned is the end of the other program.
type returned struct{ screen.AwayMsg }

func (r *root) lend(msg screen.AwayMsg) tea.Cmd {
	r.away.now = true
	return tea.Exec(msg.Program, func(error) tea.Msg { return returned{msg} })
}

// cameBack goes on. Whoever wrote elsewhere was not idle.
func (r *root) cameBack(msg returned) tea.Cmd {
	r.away.now = false
	r.idle.touch(r.desk.Now())
	then, lost := msg.Back()
	if r.away.called == nil {
		return then
	}
	end := r.quit(r.away.called.code)
	if r.ending.lost == nil {
		r.ending.lost = lost
	}
	return tea.Batch(then, end)
}

// called is the system asking the program to end.
func (r *root) called(s signalled) tea.Cmd {
	if r.away.now {
		r.away.called = &s
		return nil
	}
	typed := r.obeyAll()
	return tea.Batch(typed, r.quit(s.code))
}
