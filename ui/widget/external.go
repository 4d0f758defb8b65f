package widget

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"

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

// editorKind is an editor known to leave nothing behind.
type editorKind struct {
	args  []string       // what makes it so
	leaks *regexp.Regexp // options that would have it write elsewhere
	saves bool           // when it is told to end, beside the file
}

// tame are these editors, by name. The settings of vim are read, so that they
// are the person's own, and what must not be is turned off both before and
// after.
var tame = map[string]editorKind{
	"vim":  {args: vimArgs, leaks: vimLeaks},
	"nvim": {args: vimArgs, leaks: vimLeaks},
	"nano": {args: []string{"--ignorercfiles"}, leaks: nanoLeaks, saves: true},
}

// Scripts of what is typed and verbose logs of vim's; backups, searches and
// positions of nano's.
var (
	vimLeaks  = regexp.MustCompile(`^-[wWV]`)
	nanoLeaks = regexp.MustCompile(`^-[A-Za-z]*[BCHP]|^--(backup|historylog|positionlog)`)
)

var vimArgs = []string{
	"-n", "-i", "NONE",
	"--cmd", "set nomodeline",
	"--cmd", vimQuiet, "-c", vimQuiet,
}

const vimQuiet = "silent! set noswapfile noundofile nobackup nowritebackup backupcopy=yes patchmode= viminfo= | silent! set shada="

// external returns the editor's command line, without the file.
func external() ([]string, editorKind, error) {
	words := shellWords(os.Getenv("EDITOR"))
	if len(words) == 0 {
		return nil, editorKind{}, &EditorError{Kind: EditorMissing, Name: "EDITOR"}
	}
	path, err := exec.LookPath(words[0])
	if err != nil {
		return nil, editorKind{}, &EditorError{Kind: EditorMissing, Name: words[0]}
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	name, _, _ := strings.Cut(filepath.Base(path), ".") // vim.basic, vim.tiny
	kind, ok := tame[name]
	if !ok || slices.ContainsFunc(words[1:], kind.leaks.MatchString) {
		return nil, kind, &EditorError{Kind: EditorUnknown, Name: strings.Join(append([]string{filepath.Base(words[0])}, words[1:]...), " ")}
	}
	if _, err := shelter(); err != nil {
		return nil, kind, err
	}
	return append(words, kind.args...), kind, nil
}

// shellWords splits a command line at blanks, as a shell would that knows
// quotes and nothing else.
func shellWords(line string) (words []string) {
	var word []rune
	var quote rune
	begun, escaped := false, false
	for _, r := range line {
		switch {
		case escaped:
			word, escaped = append(word, r), false
		case r == '\\' && quote != '\'':
			begun, escaped = true, true
		case r == quote:
			quote = 0
		case quote == 0 && (r == '\'' || r == '"'):
			begun, quote = true, r
		case quote == 0 && unicode.IsSpace(r):
			if begun {
				words, word, begun = append(words, string(word)), nil, false
			}
		default:
			begun, word = true, append(word, r)
		}
	}
	if begun {
		words = append(words, string(word))
	}
	return words
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
