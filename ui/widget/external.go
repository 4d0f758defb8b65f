package widget

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	tea "charm.land/bubbletea/v2"

	"calepin/ui/screen"
)

// EditorError is why the editor that EDITOR names is not used.
type EditorError struct {
	Kind EditorFault
	Name string // of the editor
	Err  error  // of EditorFailed
}

// EditorFault is a kind of EditorError.
type EditorFault int

// The faults of an editor.
const (
	EditorMissing   EditorFault = iota // EDITOR is empty, or no program
	EditorUnknown                      // may leave copies of the text on disk
	EditorNoShelter                    // no folder in memory for the file
	EditorFailed                       // could not be run, or ended badly
)

func (e *EditorError) Error() string { return fmt.Sprintf("editor: fault %d: %v", e.Kind, e.Err) }

func (e *EditorError) Unwrap() error { return e.Err }

// Why is an error of External as a sentence.
func Why(d *screen.Desk, err error) string {
	w := &d.T.Widgets
	var fault *EditorError
	if !errors.As(err, &fault) {
		return d.W.Sentence(err)
	}
	switch fault.Kind {
	case EditorMissing:
		return w.NoEditor.With("name", Clean(fault.Name))
	case EditorUnknown:
		return w.NotThatEditor.With("name", Clean(fault.Name))
	case EditorNoShelter:
		return w.NoPrivateFolder
	}
	return w.EditorFailed.With("why", d.W.Sentence(fault.Err))
}

// tame are the editors known to leave nothing behind, with what makes them so.
// Their settings are read, so that they are the person's own, and what must
// not be is turned off both before and after.
var tame = map[string][]string{
	"vim": vimArgs, "nvim": vimArgs, "nano": {"--ignorercfiles"},
}

var vimArgs = []string{
	"-n", "-i", "NONE",
	"--cmd", "set nomodeline",
	"--cmd", vimQuiet, "-c", vimQuiet,
}

const vimQuiet = "silent! set noswapfile noundofile nobackup nowritebackup backupcopy=yes patchmode= viminfo= | silent! set shada="

// external returns the editor's command line, without the file.
func external() ([]string, error) {
	words := strings.Fields(os.Getenv("EDITOR"))
	if len(words) == 0 {
		return nil, &EditorError{Kind: EditorMissing, Name: "EDITOR"}
	}
	path, err := exec.LookPath(words[0])
	if err != nil {
		return nil, &EditorError{Kind: EditorMissing, Name: words[0]}
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	name, _, _ := strings.Cut(filepath.Base(path), ".") // vim.basic, vim.tiny
	args, ok := tame[name]
	if !ok {
		return nil, &EditorError{Kind: EditorUnknown, Name: filepath.Base(words[0])}
	}
	if _, err := shelter(); err != nil {
		return nil, err
	}
	return append(slices.Clone(words), args...), nil
}

// held are the folders of editors that are open, for WipeEditor.
var held struct {
	sync.Mutex
	folders []string
}

// External opens the editor that EDITOR names on a text, in a folder of its
// own that is in memory and nobody else's, and calls then with what was saved.
// The error is an *EditorError where no editor can be used so.
func External(d *screen.Desk, owner screen.Screen, initial string, then func(text string, err error) tea.Cmd) tea.Cmd {
	type opened struct {
		command []string
		file    string
	}
	return screen.Do(screen.Job{Owner: owner, Key: "editor"},
		func(context.Context, screen.Report) (opened, error) {
			command, err := external()
			if err != nil {
				return opened{}, err
			}
			file, err := lay(initial)
			return opened{command, file}, err
		},
		func(o opened, err error) tea.Cmd {
			if err != nil {
				return then("", err)
			}
			cmd := exec.Command(o.command[0], append(o.command[1:], o.file)...)
			cmd.Env = append(os.Environ(), "TMPDIR="+filepath.Dir(o.file))
			return tea.ExecProcess(cmd, func(err error) tea.Msg { return take(owner, o.file, err, then)() })
		})
}

// take reads the file back and wipes it, off the loop.
func take(owner screen.Screen, file string, ran error, then func(string, error) tea.Cmd) tea.Cmd {
	return screen.Do(screen.Job{Owner: owner},
		func(context.Context, screen.Report) (string, error) {
			defer wipe(filepath.Dir(file))
			if ran != nil {
				return "", &EditorError{Kind: EditorFailed, Err: ran}
			}
			data, err := os.ReadFile(file)
			if err != nil {
				return "", &EditorError{Kind: EditorFailed, Err: err}
			}
			text := CleanLines(string(data))
			clear(data)
			return strings.TrimRight(text, "\n"), nil
		}, then)
}

// lay writes a text into a new private folder.
func lay(text string) (string, error) {
	root, err := shelter()
	if err != nil {
		return "", err
	}
	folder, err := os.MkdirTemp(root, fmt.Sprintf("%s%d-*", shelterPrefix(), os.Getpid())) // 0700
	if err != nil {
		return "", &EditorError{Kind: EditorNoShelter, Err: err}
	}
	held.Lock()
	held.folders = append(held.folders, folder)
	held.Unlock()
	file := filepath.Join(folder, "note.txt")
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err == nil {
		_, err = f.WriteString(text)
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		wipe(folder)
		return "", &EditorError{Kind: EditorFailed, Err: err}
	}
	return file, nil
}

// shelterPrefix begins the names of this user's folders.
func shelterPrefix() string { return fmt.Sprintf("calepin-%d-", os.Getuid()) }

// wipe overwrites what is in a folder and takes it away.
func wipe(folder string) {
	_ = filepath.WalkDir(folder, func(path string, e os.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() {
			zero(path)
		}
		return nil
	})
	_ = os.RemoveAll(folder)
	held.Lock()
	held.folders = slices.DeleteFunc(held.folders, func(f string) bool { return f == folder })
	held.Unlock()
}

func zero(path string) {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return
	}
	blank := make([]byte, 64<<10)
	for left := info.Size(); left > 0; left -= int64(len(blank)) {
		if _, err := f.Write(blank[:min(left, int64(len(blank)))]); err != nil {
			return
		}
	}
}

// WipeEditor takes away what editors that are still open hold on to: at the
// end, on a signal and after a panic.
func WipeEditor() {
	held.Lock()
	folders := slices.Clone(held.folders)
	held.Unlock()
	for _, folder := range folders {
		wipe(folder)
	}
}

// SweepEditor takes away what a calepin that was killed left of its editor's
// texts. It is for the start.
func SweepEditor() {
	root, err := shelter()
	if err != nil {
		return
	}
	left, _ := filepath.Glob(filepath.Join(root, shelterPrefix()+"*"))
	for _, folder := range left {
		var pid int
		rest := strings.TrimPrefix(filepath.Base(folder), shelterPrefix())
		if _, err := fmt.Sscanf(rest, "%d-", &pid); err == nil && mine(folder) && !alive(pid) {
			wipe(folder)
		}
	}
}
