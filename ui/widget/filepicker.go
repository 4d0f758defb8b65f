package widget

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
)

// FileOptions say what a file picker picks.
type FileOptions struct {
	Title string
	// Start is the folder, or the path, it begins with; the home folder where
	// it is empty.
	Start string
	// Extensions are those of the files listed, "vcf"; none for all files. A
	// path typed in full is taken whatever its end.
	Extensions []string
	// New takes a name that is not there yet: something is to be saved. Whether
	// what is there may be overwritten is for Pick to ask.
	New bool
	// Folders picks a folder in place of a file.
	Folders bool
	// Pick is given an absolute path, once the box is closed.
	Pick func(path string) tea.Cmd
}

// FilePicker is a box to find a file in: one types a path, in part or in full,
// and walks through folders.
type FilePicker struct {
	d       *screen.Desk
	o       FileOptions
	line    oneLine
	list    list
	folder  string // the one listed
	entries []entry
	asked   string
	failed  string
	cursor  *tea.Cursor
}

// entry is what is in a folder.
type entry struct {
	name, folded string
	folder       bool
	size         int64
}

// NewFilePicker returns a box to be shown with screen.Overlay.
func NewFilePicker(d *screen.Desk, o FileOptions) *FilePicker {
	f := &FilePicker{d: d, o: o, line: oneLine{edit: newEdit(true, 4096)}}
	if o.Start == "" {
		f.o.Start = "~" + string(filepath.Separator)
	}
	f.line.set(f.o.Start)
	return f
}

// Title is the question.
func (f *FilePicker) Title() string { return f.o.Title }

// Init lists the first folder.
func (f *FilePicker) Init() tea.Cmd { return f.look() }

// Typing is true: letters narrow the list.
func (f *FilePicker) Typing() bool { return true }

// Cursor is the place of the text cursor.
func (f *FilePicker) Cursor() *tea.Cursor { return f.cursor }

// Size is roomy: lists are.
func (f *FilePicker) Size(w, h int) (int, int) { return min(w, 84), min(h, 20) }

// expand makes a path absolute, "~" being the home folder.
func expand(path string) string {
	if path == "~" || strings.HasPrefix(path, "~/") || strings.HasPrefix(path, "~"+string(filepath.Separator)) {
		if home, err := os.UserHomeDir(); err == nil {
			path = home + path[1:]
		}
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	return abs
}

// split cuts what was typed into a folder, its last separator included, and
// what narrows.
func (f *FilePicker) split() (folder, name string) {
	s := f.line.text()
	if s == "~" {
		return "~" + string(filepath.Separator), ""
	}
	i := strings.LastIndexAny(s, "/"+string(filepath.Separator)) + 1
	return s[:i], s[i:]
}

// look lists the folder typed, off the loop, where it is another one.
func (f *FilePicker) look() tea.Cmd {
	typed, _ := f.split()
	folder := expand(typed)
	if folder == f.asked {
		f.narrow()
		return nil
	}
	f.asked = folder
	return screen.Do(screen.Job{Owner: f, Key: "list"},
		func(context.Context, screen.Report) ([]entry, error) { return f.read(folder) },
		func(entries []entry, err error) tea.Cmd {
			f.folder, f.entries, f.failed = folder, entries, ""
			if err != nil {
				f.failed = f.refusal(folder, err)
			}
			f.narrow()
			return nil
		})
}

func (f *FilePicker) refusal(folder string, err error) string {
	if os.IsNotExist(err) {
		return f.d.T.Widgets.NoFolder.With("path", Clean(folder))
	}
	return f.d.T.Widgets.NoAccess.With("path", Clean(folder), "why", f.d.W.Sentence(err))
}

func (f *FilePicker) read(folder string) ([]entry, error) {
	all, err := os.ReadDir(folder)
	var out []entry
	for _, e := range all {
		n := entry{name: e.Name(), folded: store.Fold(e.Name()), folder: e.IsDir()}
		if e.Type()&os.ModeSymlink != 0 || e.Type().IsRegular() {
			info, err := os.Stat(filepath.Join(folder, e.Name()))
			if err != nil {
				continue
			}
			n.folder, n.size = info.IsDir(), info.Size()
			if !n.folder && !info.Mode().IsRegular() {
				continue
			}
		} else if !n.folder {
			continue // devices, sockets and pipes are no files to read
		}
		if n.folder || (!f.o.Folders && f.listed(n.name)) {
			out = append(out, n)
		}
	}
	store.SortRecords(out, func(a, b entry) int {
		if a.folder != b.folder {
			if a.folder {
				return -1
			}
			return 1
		}
		return strings.Compare(a.folded, b.folded)
	})
	return out, err
}

func (f *FilePicker) listed(name string) bool {
	if len(f.o.Extensions) == 0 {
		return true
	}
	ext := strings.TrimPrefix(strings.ToLower(filepath.Ext(name)), ".")
	return slices.Contains(f.o.Extensions, ext)
}

// narrow shows the entries that hold what was typed; those that begin with it
// come first. Hidden ones show once a dot is typed.
func (f *FilePicker) narrow() {
	w := &f.d.T.Widgets
	_, name := f.split()
	want := store.Fold(name)
	var head, begin, inside []Item
	exact := false
	for _, e := range f.entries {
		if strings.HasPrefix(e.name, ".") && !strings.HasPrefix(name, ".") {
			continue
		}
		item := Item{ID: e.name, Title: e.name, Detail: f.d.Language().Bytes(e.size)}
		if e.folder {
			item.ID, item.Title, item.Detail = e.name+string(filepath.Separator), e.name+string(filepath.Separator), w.Folder
		}
		if e.name == name && !e.folder {
			exact = true
			if f.o.New {
				item.Detail = w.Overwrites
			}
		}
		switch {
		case strings.HasPrefix(e.folded, want):
			begin = append(begin, item)
		case strings.Contains(e.folded, want):
			inside = append(inside, item)
		}
	}
	if f.o.New && name != "" && !exact {
		head = append(head, Item{ID: name, Title: name, Detail: w.NewFile})
	}
	if f.o.Folders && name == "" && f.failed == "" {
		head = append(head, Item{ID: ".", Title: "." + string(filepath.Separator), Detail: f.folder})
	}
	f.list.set(append(append(head, begin...), inside...))
	f.list.terms = Terms(name)
}

// Actions are to pick, to complete and to move.
func (f *FilePicker) Actions() []screen.Action {
	w := &f.d.T.Widgets
	return append(f.list.actions(f.d, f.pick),
		screen.Action{ID: "picker.complete", Keys: []string{"tab"}, Words: w.Complete, Run: f.complete},
		screen.Action{ID: "picker.parent", Keys: []string{"shift+tab"}, Words: w.Parent, Run: f.parent})
}

// complete writes the item under the cursor out in the field.
func (f *FilePicker) complete() tea.Cmd {
	item, ok := f.list.selected()
	if !ok || item.ID == "." {
		return nil
	}
	folder, _ := f.split()
	f.line.set(folder + item.ID)
	return f.look()
}

// parent goes to the folder that holds this one.
func (f *FilePicker) parent() tea.Cmd {
	folder, _ := f.split()
	up := filepath.Dir(expand(folder))
	if !strings.HasSuffix(up, string(filepath.Separator)) {
		up += string(filepath.Separator)
	}
	f.line.set(up)
	return f.look()
}

func (f *FilePicker) pick() tea.Cmd {
	folder, name := f.split()
	item, ok := f.list.selected()
	switch {
	case ok && strings.HasSuffix(item.ID, string(filepath.Separator)):
		return f.complete()
	case ok && item.ID == ".":
		return f.done(expand(folder))
	case ok:
		return f.done(filepath.Join(expand(folder), item.ID))
	case name != "" && !f.o.Folders:
		return f.named(filepath.Join(expand(folder), name))
	}
	return nil
}

// named takes a path typed in full whose end is not among those listed.
func (f *FilePicker) named(path string) tea.Cmd {
	return screen.Do(screen.Job{Owner: f, Key: "list"},
		func(context.Context, screen.Report) (os.FileInfo, error) { return os.Stat(path) },
		func(info os.FileInfo, err error) tea.Cmd {
			if err != nil || !info.Mode().IsRegular() {
				f.asked = ""
				return screen.Toast(screen.Warning, f.d.T.Widgets.NothingFound)
			}
			return f.done(path)
		})
}

func (f *FilePicker) done(path string) tea.Cmd {
	return tea.Sequence(screen.Back(f), f.o.Pick(path))
}

// Update takes what is typed, and the mouse.
func (f *FilePicker) Update(msg tea.Msg) tea.Cmd {
	before := f.line.changed
	switch m := msg.(type) {
	case tea.KeyPressMsg:
		if !f.list.key(m) {
			f.line.key(m)
		}
	case tea.PasteMsg: // files dropped on a terminal arrive so, in quotes at times
		path := dropped(m.Content)
		if filepath.IsAbs(path) || strings.HasPrefix(path, "~") {
			f.line.set(path)
		} else {
			f.line.insert(path)
		}
	default:
		if f.list.mouse(Shift(msg, 0, 2)) {
			return f.pick()
		}
	}
	if f.line.changed != before {
		f.restart()
		return f.look()
	}
	return nil
}

// restart takes a path that is typed from its root on, behind the home folder
// that the field begins with, for what it is.
func (f *FilePicker) restart() {
	home := "~" + string(filepath.Separator)
	rest, ok := strings.CutPrefix(f.line.text(), home)
	if ok && (rest == string(filepath.Separator) || rest == home) {
		f.line.set(rest)
	}
}

// dropped is the path in what a terminal pastes for a file that is dropped on
// it: as it is, in quotes, with its spaces escaped as a shell wants them, or as
// a file: URL.
func dropped(s string) string {
	s = strings.TrimSpace(s)
	if u, err := url.Parse(s); err == nil && u.Scheme == "file" && u.Path != "" {
		return filepath.FromSlash(u.Path)
	}
	if n := len(s); n > 1 && (s[0] == '\'' || s[0] == '"') && s[n-1] == s[0] {
		return strings.ReplaceAll(s[1:n-1], `'\''`, "'")
	}
	if filepath.Separator == '\\' || !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// View draws the field, and the folder below.
func (f *FilePicker) View(w, h int) string {
	f.cursor = nil
	if w <= 0 || h <= 0 {
		return Block(nil, 0, h)
	}
	head, x := fieldLine(f.d, &f.line, "", w)
	if x < w {
		f.cursor = tea.NewCursor(x, 0)
	}
	none := f.d.T.Widgets.EmptyFolder
	if f.failed != "" {
		none = f.failed
	}
	rule := penOf(f.d.Theme.Border).paint(dashes(w))
	return Block(append([]string{head, rule}, f.list.draw(f.d, w, h-2, none)...), w, h)
}
