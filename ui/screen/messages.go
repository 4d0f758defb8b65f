package screen

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/session"
)

// PushMsg asks for a page on top of this one.
type PushMsg struct{ Screen Screen }

// Push shows a page on top of this one.
func Push(s Screen) tea.Cmd { return send(PushMsg{s}) }

// BackMsg asks for the page before. From names the screen that leaves, so that
// a late message does not close another one.
type BackMsg struct{ From Screen }

// Back leaves a page or closes an overlay, without asking it.
func Back(from Screen) tea.Cmd { return send(BackMsg{from}) }

// OverlayMsg asks for a box above the page.
type OverlayMsg struct{ Screen Screen }

// Overlay shows a box above the page; it has the keys until it is closed.
func Overlay(s Screen) tea.Cmd { return send(OverlayMsg{s}) }

// GoMsg asks for a place of the registry, by its id.
type GoMsg struct{ Place string }

// Go shows a place, from wherever one is.
func Go(place string) tea.Cmd { return send(GoMsg{place}) }

// Level is how much a toast matters.
type Level int

// The levels of a toast.
const (
	Note Level = iota
	Success
	Warning
	Failure
)

// ToastMsg is a line said in passing.
type ToastMsg struct {
	Level Level
	Text  string
	For   time.Duration
}

// Toast says a line that goes by itself: a failure stays longer than a note.
func Toast(level Level, text string) tea.Cmd {
	last := 4 * time.Second
	if level >= Warning {
		last = 10 * time.Second
	}
	return send(ToastMsg{level, text, last})
}

// Changed tells every screen that the records changed: what is shown is read
// again.
type Changed struct{}

// LockMsg asks for the vault to be sealed and closed now, and says why on the
// page that opens it again.
type LockMsg struct{ Why string }

// Lock seals the vault and asks for the key again.
func Lock() tea.Msg { return LockMsg{} }

// LockFor seals the vault for a reason that is said.
func LockFor(why string) tea.Cmd { return send(LockMsg{why}) }

// QuitMsg asks for the end of the program, once all writes are done.
type QuitMsg struct{}

// Quit ends the program.
func Quit() tea.Msg { return QuitMsg{} }

// OpenedMsg gives the root an open vault.
type OpenedMsg struct {
	Store *store.Store
	// Session is the way the vault was opened; nil for one in memory.
	Session *session.Session
	// Close seals what is due and lets the vault go. It may take seconds.
	Close func() error
	// ReadOnly is why nothing can be written; nil when it can.
	ReadOnly error
	// Say is lines for the person, said as they come in.
	Say []string
	// Made is true for a vault made a moment ago.
	Made bool
	// Then is done once the places are shown; nil for nothing.
	Then tea.Cmd
}

// BrokenMsg says that nothing of the vault can be read or written any more: it
// is closed, and Page shown in place of every other.
type BrokenMsg struct{ Page Screen }

// Broken closes the vault and shows page in its place.
func Broken(page Screen) tea.Cmd { return send(BrokenMsg{page}) }

// send is not inlined: in four hundred places it would be as many functions.
//
//go:noinline
func send(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// Restyled tells every screen that the theme changed: what was drawn ahead is
// drawn again.
type Restyled struct{}

// Shown tells a page that it is on top again.
type Shown struct{}

// RunMsg asks the root to do an action, as its key would.
type RunMsg struct{ Action Action }

// CopyMsg asks for a text on the terminal's clipboard.
type CopyMsg struct{ Text string }

// Copy puts a text on the terminal's clipboard (OSC 52), on the person's
// request. It is taken away after a while where the terminal lets it be read
// back and nothing else is there; most do not, and the person is told so.
func Copy(text string) tea.Cmd { return send(CopyMsg{text}) }

// AwayMsg asks the root to lend the terminal to another program.
type AwayMsg struct {
	Program tea.ExecCommand
	Back    func() (then tea.Cmd, lost error)
}

// Away lends the terminal to another program, whose end the loop waits for, and
// calls back on the loop. Where the program ends because calepin must, lost is
// why something that was typed there could not be had.
func Away(program tea.ExecCommand, back func() (then tea.Cmd, lost error)) tea.Cmd {
	return send(AwayMsg{program, back})
}
