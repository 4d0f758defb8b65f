package widget

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/term"

	"calepin/ui/screen"
	"calepin/ui/text"
)

// held is what an editor that is open holds on to.
var held struct {
	sync.Mutex
	folders []string    // for WipeEditor
	editor  *os.Process // for EndEditor
	ended   bool        // no editor may go on: the program ends
}

// External opens the editor that EDITOR names on a text, in a folder of its
// own that is in memory and nobody else's, and calls then with what was saved.
// The error is an *EditorError where no editor can be used so.
func External(d *screen.Desk, owner screen.Screen, initial string, then func(text string, err error) tea.Cmd) tea.Cmd {
	return screen.Do(screen.Job{Owner: owner, Key: "editor"},
		func(context.Context, screen.Report) (*editing, error) {
			command, kind, err := external()
			if err != nil {
				return nil, err
			}
			file, err := lay(initial)
			if err != nil {
				return nil, err
			}
			e := &editing{Cmd: exec.Command(command[0], append(command[1:], file)...), file: file, saves: kind.saves}
			e.Env = append(os.Environ(), "TMPDIR="+filepath.Dir(file))
			return e, nil
		},
		func(e *editing, err error) tea.Cmd {
			if err != nil {
				return then("", err)
			}
			return screen.Away(e, func() (tea.Cmd, error) {
				text, lost, err := e.outcome()
				return then(text, err), lost
			})
		})
}

// editing is an editor at work.
type editing struct {
	*exec.Cmd
	file  string
	saves bool // what was typed, when it is told to end
	ran   error
}

// SetStdin, SetStdout and SetStderr are part of tea.ExecCommand.
func (e *editing) SetStdin(r io.Reader)  { e.Stdin = r }
func (e *editing) SetStdout(w io.Writer) { e.Stdout = w }
func (e *editing) SetStderr(w io.Writer) { e.Stderr = w }

// Run waits for the editor's end. One that is ended leaves the terminal as it
// used it.
func (e *editing) Run() error {
	if tty, ok := e.Stdin.(*os.File); ok {
		if state, err := term.GetState(int(tty.Fd())); err == nil {
			defer func() { _ = term.Restore(int(tty.Fd()), state) }()
		}
	}
	if e.ran = e.start(); e.ran == nil {
		e.ran = e.Wait()
	}
	held.Lock()
	held.editor = nil
	held.Unlock()
	return e.ran
}

func (e *editing) start() error {
	held.Lock()
	defer held.Unlock()
	if held.ended {
		return context.Canceled
	}
	err := e.Start()
	held.editor = e.Process
	return err
}

// outcome reads what the editor left, and wipes it. It runs on the loop, which
// had stopped for the editor anyway: the file is in memory. What an editor
// that was cut short saved counts; lost tells that there may have been more.
func (e *editing) outcome() (saved string, lost, err error) {
	defer wipe(filepath.Dir(e.file))
	cut := cutShort(e.ran)
	if e.ran != nil && !cut {
		return "", nil, &EditorError{Kind: EditorFailed, Err: e.ran}
	}
	data, err := os.ReadFile(e.file)
	if cut && e.saves {
		if more, missing := os.ReadFile(e.file + ".save"); missing == nil {
			data, err = more, nil
		}
	}
	if err != nil {
		return "", nil, &EditorError{Kind: EditorFailed, Err: err}
	}
	if cut && !e.saves {
		lost = text.ErrEditorCut
	}
	saved = strings.TrimRight(CleanLines(string(data)), "\n")
	clear(data)
	return saved, lost, nil
}

// cutShort tells that an editor ended because it was told to.
func cutShort(ran error) bool {
	held.Lock()
	defer held.Unlock()
	var exit *exec.ExitError
	return ran != nil && (held.ended || errors.As(ran, &exit) && !exit.Exited())
}

// EditorOpen tells whether an editor has the terminal: ctrl+c is then for what
// runs there.
func EditorOpen() bool {
	held.Lock()
	defer held.Unlock()
	return held.editor != nil
}

// EndEditor tells the editor to end, as the program does, and lets none start.
func EndEditor() {
	held.Lock()
	defer held.Unlock()
	held.ended = true
	editor := held.editor
	if editor == nil {
		return
	}
	_ = editor.Signal(syscall.SIGTERM)
	time.AfterFunc(2*time.Second, func() {
		held.Lock()
		defer held.Unlock()
		if held.editor == editor {
			_ = editor.Kill()
		}
	})
}
