package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"calepin/ui/screen"
	"calepin/ui/text"
	"calepin/ui/theme"
	"calepin/ui/widget"
)

// Options is what the interface starts with.
type Options struct {
	Desk    *screen.Desk // without a theme, which is made here
	Gate    Gate
	NoColor bool
	LogDir  string // where a fault of the program's own is written down
	Slip    error  // what is wrong with the configuration, told once
}

// Result is how it ended.
type Result struct {
	Code int    // to exit with, where a signal ended it; else 0
	Err  error  // of closing the vault, of the terminal, or what kept the vault from opening
	Lost error  // why what was half typed could not be kept
	Log  string // the file that tells of a fault; empty for none
}

// ErrFault is the end of a run that a fault of the program's own cut short.
var ErrFault = errors.New("the program met a fault of its own")

// Run shows the interface until the person leaves. Whatever ends it (a key, a
// signal, a terminal that goes, a fault), what is being written is waited for,
// what is half typed is kept sealed, and the vault is closed.
func Run(o Options) Result {
	profile := colorprofile.Detect(os.Stdout, os.Environ())
	var more []tea.ProgramOption
	if o.NoColor {
		profile = colorprofile.ASCII
		more = append(more, tea.WithColorProfile(profile))
	}
	o.Desk.Theme = theme.New(o.Desk.Prefs.Theme, profile)
	r := newRoot(o.Desk, o.Gate)
	r.slip = o.Slip
	widget.SweepEditor()
	defer widget.WipeEditor()
	options := append(more, tea.WithFPS(framesPerSecond), tea.WithoutSignalHandler())
	p := tea.NewProgram(r, options...)
	stop := watch(p)
	_, err := p.Run()
	stop()
	return r.result(err, o.LogDir)
}

// A frame takes as long as a key may wait for it: at 60 a second that alone
// would be the 16 ms that a repaint is given.
const framesPerSecond = 120

// watch turns the signals that end a program into an orderly end of this one.
// A second one ends it at once: the vault is as a power cut would leave it,
// which costs nothing that was acknowledged.
func watch(p *tea.Program) (stop func()) {
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	go func() {
		asked := false
		for s := range signals {
			if s == os.Interrupt && widget.EditorOpen() {
				continue
			}
			widget.EndEditor()
			if asked {
				p.Kill()
			}
			asked = true
			code := 128
			if number, is := s.(syscall.Signal); is {
				code += int(number)
			}
			go p.Send(signalled{code})
		}
	}()
	return func() { signal.Stop(signals); close(signals) }
}

// result ends what the loop could not, and tells how it went.
func (r *root) result(err error, logDir string) Result {
	out := Result{Code: r.ending.code, Err: errors.Join(r.ending.err, ignored(err)), Lost: r.ending.lost}
	if !r.ending.begun {
		_, out.Lost = r.keepDrafts()
	}
	if r.vault.close != nil { // the loop ended before the vault was sealed
		out.Err = errors.Join(out.Err, r.vault.close())
	}
	if r.fault == nil && errors.Is(err, tea.ErrProgramPanic) {
		r.fault = &fault{text: "panic in a command"}
	}
	if r.fault != nil {
		out.Err = errors.Join(ErrFault, out.Err)
		out.Log = r.fault.write(logDir)
	}
	return out
}

// ignored drops the errors that say only that the loop was told to end.
func ignored(err error) error {
	if errors.Is(err, tea.ErrProgramKilled) || errors.Is(err, tea.ErrInterrupted) || errors.Is(err, tea.ErrProgramPanic) || errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// write puts the fault into a file of the log folder and returns its path,
// empty where that cannot be.
func (f *fault) write(dir string) string {
	if dir == "" || os.MkdirAll(dir, 0o700) != nil {
		return ""
	}
	path := filepath.Join(dir, "fault.log")
	if os.WriteFile(path, fmt.Appendf(nil, "%s\n\n%s", f.text, f.stack), 0o600) != nil {
		return ""
	}
	return path
}

// Loaded is a desk with the words of a language, ready for Run.
func Loaded(words *text.Words, prefs screen.Prefs) (*screen.Desk, error) {
	screens, err := text.LoadScreens(words.Language)
	if err != nil {
		return nil, err
	}
	return &screen.Desk{T: screens, W: words, Prefs: &prefs}, nil
}
