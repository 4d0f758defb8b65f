// Package app is the interface's root: it holds the size, the stack of pages
// and the boxes above them, sends each key where it belongs, runs the work that
// leaves the loop, and ends the program without losing a write.
package app

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
)

// root is the one tea.Model. Everything else is a screen.
type root struct {
	desk *screen.Desk
	gate Gate

	w, h     int
	place    string // of the bottom page
	pages    []screen.Screen
	overlays []overlay

	jobs      jobs
	toast     toast
	idle      idle
	ending    ending
	vault     opened
	mouse     bool
	armed     time.Time // when ctrl+c was first pressed
	fault     *fault
	slip      error // in the configuration
	clipboard clipboard
	ahead     ahead
	away      away
}

// Gate makes the screen that opens a vault, or makes one: the first of all, and
// the one after a lock, which says why it is there.
type Gate func(d *screen.Desk, why string) screen.Screen

func newRoot(d *screen.Desk, gate Gate) *root {
	r := &root{desk: d, gate: gate, mouse: d.Prefs.Mouse}
	r.jobs.running = map[*job]bool{}
	d.Actions = r.actions
	d.Open = func(t screen.Target, ids ...store.ID) tea.Cmd { return targets[t](d, ids...) }
	return r
}

// Init asks the terminal for its background and shows the gate.
func (r *root) Init() (cmd tea.Cmd) {
	r.idle.touch(r.desk.Now())
	if r.slip != nil {
		defer func() { cmd = tea.Batch(cmd, r.slipped()) }()
	}
	return tea.Batch(tea.RequestBackgroundColor, r.show(r.gate(r.desk, "")), r.idle.watch())
}

// Update gives each message to whom it is for. A fault of the program's own
// ends it in order, once the terminal is whole again.
func (r *root) Update(msg tea.Msg) (model tea.Model, cmd tea.Cmd) {
	defer func() {
		if p := recover(); p != nil {
			r.fault = newFault(p)
			model, cmd = r, tea.Quit
		}
	}()
	cmd = r.update(msg)
	if r.fault != nil { // of drawing, too: nothing would be seen any more
		cmd = tea.Quit
	}
	return r, cmd
}

func (r *root) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		r.w, r.h = msg.Width, msg.Height
		return r.resize()
	case tea.BackgroundColorMsg:
		r.desk.Theme.Set(msg.IsDark())
		return r.broadcast(screen.Restyled{})
	case tea.ColorProfileMsg:
		r.desk.Theme.SetProfile(msg.Profile)
		return r.broadcast(screen.Restyled{})
	case tea.KeyPressMsg:
		r.idle.touch(r.desk.Now())
		r.toast.pressed(r.desk.Now())
		return r.typed(msg)
	case tea.PasteMsg:
		r.idle.touch(r.desk.Now())
		return r.typed(msg)
	case settled:
		return r.settle(msg)
	case waited:
		return r.catchUp(msg.obeyed == r.ahead.obeyed)
	case tea.MouseMsg:
		r.idle.touch(r.desk.Now())
		return r.pointer(msg)
	case tea.InterruptMsg:
		return r.interrupt()
	case tea.ResumeMsg:
		return tea.RequestBackgroundColor
	}
	return r.request(msg)
}

// request serves what screens ask for and what the root tells itself.
func (r *root) request(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.PushMsg:
		return r.show(msg.Screen)
	case screen.BackMsg:
		return r.leave(msg.From)
	case screen.OverlayMsg:
		return r.lay(msg.Screen)
	case screen.GoMsg:
		return r.goTo(msg.Place)
	case screen.ToastMsg:
		return r.toast.say(msg, r.desk.Now())
	case screen.CopyMsg:
		return r.copy(msg.Text)
	case clipboardOld:
		return r.askClipboard(msg)
	case tea.ClipboardMsg:
		return r.clearClipboard(msg)
	case screen.RunMsg:
		return r.run(msg.Action)
	case screen.StartMsg:
		return r.start(msg.Job)
	case screen.OpenedMsg:
		return r.open(msg)
	case screen.BrokenMsg:
		return r.broke(msg.Page)
	case screen.LockMsg:
		return r.lock(msg.Why)
	case screen.QuitMsg:
		return r.quit(0)
	case signalled:
		return r.called(msg)
	case screen.AwayMsg:
		return r.lend(msg)
	case returned:
		return r.cameBack(msg)
	case finished:
		return r.finish(msg)
	case beat:
		return r.beat()
	case toastOver:
		r.toast.over(msg)
		return nil
	case idleCheck:
		return r.checkIdle()
	}
	return r.broadcast(msg)
}

// broadcast gives a message to every screen there is.
func (r *root) broadcast(msg tea.Msg) tea.Cmd {
	var cmds []tea.Cmd
	for _, s := range r.screens() {
		cmds = append(cmds, s.Update(msg))
	}
	return tea.Batch(cmds...)
}
