package app

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"calepin/ui/screen"
)

// ahead are keys and pastes that came before what the key before them began is
// there: of "a", "Z", "o", "é" written in one breath, "Zoé" belongs to the form
// that "a" opens, not to the list it was pressed on.
type ahead struct {
	waiting []tea.Msg
	obeyed  int  // keys so far
	fences  int  // of what was begun so far
	pending bool // what was begun last is on its way to the root
}

// atMost is how long a key waits for the one before it. What takes longer is
// work that says so on the screen.
const atMost = 100 * time.Millisecond

// settled tells that all that was begun before a fence has reached the root.
type settled struct{ fence int }

// waited tells that the first of the keys that wait has waited long enough.
type waited struct{ obeyed int }

// typed takes a key or a paste, at once or in its turn.
func (r *root) typed(msg tea.Msg) tea.Cmd {
	a := &r.ahead
	if len(a.waiting) == 0 && !r.unsettled(msg) {
		return r.obey(msg)
	}
	a.waiting = append(a.waiting, msg)
	if len(a.waiting) > 1 {
		return nil
	}
	return r.await()
}

func (r *root) await() tea.Cmd {
	obeyed := r.ahead.obeyed
	return tea.Tick(atMost, func(time.Time) tea.Msg { return waited{obeyed} })
}

// unsettled is so while what a key would act on is not there: it is on its way
// to the root, or the page on top has just begun to read it. Letters wait for
// no reading.
func (r *root) unsettled(msg tea.Msg) bool {
	if r.ahead.pending {
		return true
	}
	key, ok := msg.(tea.KeyPressMsg)
	top := r.top()
	return ok && top != nil && !(typing(top) && writes(key)) && r.jobs.begunFor(top, r.desk.Now().Add(-atMost))
}

// obey does what a key or a paste asks for.
func (r *root) obey(msg tea.Msg) (cmd tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		cmd = r.key(msg)
	case tea.PasteMsg:
		cmd = r.paste(msg)
	}
	r.ahead.obeyed++
	return r.fence(cmd)
}

// fence has the keys to come wait until a command has reached the root.
func (r *root) fence(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	r.ahead.fences++
	r.ahead.pending = true
	done := settled{r.ahead.fences}
	return tea.Sequence(cmd, func() tea.Msg { return done })
}

// settle ends the wait at a fence, unless there is a later one.
func (r *root) settle(s settled) tea.Cmd {
	if s.fence != r.ahead.fences {
		return nil
	}
	r.ahead.pending = false
	return r.catchUp(false)
}

// catchUp obeys the keys that wait, as far as each finds what the one before
// it began. The first goes whatever it finds where it has waited enough.
func (r *root) catchUp(enough bool) tea.Cmd {
	a := &r.ahead
	a.pending = a.pending && !enough
	var cmds []tea.Cmd
	for len(a.waiting) > 0 && (enough || !r.unsettled(a.waiting[0])) {
		enough = false
		msg := a.waiting[0]
		a.waiting = a.waiting[1:]
		cmds = append(cmds, r.obey(msg))
		if len(a.waiting) > 0 {
			cmds = append(cmds, r.await())
		}
	}
	return tea.Batch(cmds...)
}

// obeyAll obeys the keys that wait, for want of time to wait.
func (r *root) obeyAll() tea.Cmd {
	var cmds []tea.Cmd
	for _, msg := range r.ahead.waiting {
		cmds = append(cmds, r.obey(msg))
	}
	r.ahead.waiting = nil
	return tea.Batch(cmds...)
}

// begunFor tells whether reading for a screen began after that moment and is
// under way.
func (j *jobs) begunFor(owner screen.Screen, after time.Time) bool {
	for other := range j.running {
		if other.Owner == owner && !other.Write && !other.stale && other.since.After(after) {
			return true
		}
	}
	return false
}
