package widget

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"calepin/ui/screen"
	"calepin/ui/text"
)

// run does a command and those that come of it, as the root would, and returns
// the messages that are for the root.
func run(cmd tea.Cmd) []tea.Msg {
	if cmd == nil {
		return nil
	}
	switch m := cmd().(type) {
	case nil:
		return nil
	case screen.StartMsg:
		return run(m.Job.Work(context.Background(), func(int, int) {})())
	case tea.BatchMsg:
		var all []tea.Msg
		for _, c := range m {
			all = append(all, run(c)...)
		}
		return all
	default:
		return sequence(m)
	}
}

// act sends a key the way the root does: to an action, else to Update.
func act(s screen.Screen, name string) []tea.Msg {
	m := press(name)
	typing, ok := s.(screen.Typing)
	if !ok || !typing.Typing() || m.Text == "" {
		for _, a := range s.Actions() {
			if slices.Contains(a.Keys, name) {
				return run(a.Run())
			}
		}
	}
	return run(s.Update(m))
}

func TestConfirmDefaultsToNo(t *testing.T) {
	d := desk(t, text.French)
	for _, c := range []struct{ keys, want string }{
		{"enter", "no"}, {"esc", "no"}, {"n", "no"}, {"s", "yes"}, {"tab enter", "yes"}, {"right left enter", "no"}, {"o", ""}, {"y", ""}, {"space", ""},
	} {
		said := ""
		q := NewConfirm(d, Question{Title: "Supprimer ?", Lines: []string{"Zoé"}, Act: "Supprimer", Key: "s",
			Run: func() tea.Cmd { said = "yes"; return nil }, Cancel: func() tea.Cmd { said = "no"; return nil }})
		for k := range strings.FieldsSeq(c.keys) {
			act(q, k)
		}
		if said != c.want {
			t.Errorf("%s: %q, want %q", c.keys, said, c.want)
		}
	}
}

func TestConfirmScrolls(t *testing.T) {
	q := NewConfirm(desk(t, text.English), Question{Title: "x", Lines: strings.Split(strings.Repeat("line\n", 40)+"the last", "\n")})
	q.View(40, 10)
	for range 50 {
		act(q, "down")
		q.View(40, 10)
	}
	if view := ansi.Strip(q.View(40, 10)); !strings.Contains(view, "the last") || !strings.Contains(view, "Cancel (esc)") {
		t.Errorf("the end does not show:\n%s", view)
	}
}

func TestChoose(t *testing.T) {
	for _, c := range []struct{ keys, want string }{{"e", "email"}, {"enter", "call"}, {"down enter", "email"}, {"up enter", ""}, {"n", ""}, {"z", ""}} {
		got := ""
		b := NewChoose(desk(t, text.English), "x", []Option{{Value: "call", Label: "Call", Key: "c"}, {Value: "email", Label: "E-mail", Key: "e"}, {Value: "note", Label: "Note", Key: "n", Disabled: "why"}},
			func(v string) tea.Cmd { got = v; return nil })
		for k := range strings.FieldsSeq(c.keys) {
			act(b, k)
		}
		if got != c.want {
			t.Errorf("%s took %q, want %q", c.keys, got, c.want)
		}
	}
}

func TestPickerNarrowsAndCreates(t *testing.T) {
	d := desk(t, text.English)
	var picked, made string
	p := NewPicker(d, PickerOptions{
		Find: func(_ context.Context, q string) ([]Item, error) {
			items := []Item{{Title: "People", Heading: true}}
			for _, n := range []string{"Anna", "Bruno", "Brune"} {
				if strings.HasPrefix(strings.ToLower(n), q) {
					items = append(items, Item{ID: n, Title: n})
				}
			}
			return items, nil
		},
		Pick:   func(i Item) tea.Cmd { picked = i.ID; return nil },
		Create: func(q string) tea.Cmd { made = q; return nil }, CreateWords: func(q string) string { return "make " + q },
	})
	run(p.Init())
	act(p, "b")
	act(p, "r")
	if view := ansi.Strip(p.View(40, 10)); strings.Contains(view, "Anna") || !strings.Contains(view, "› Bruno") || !strings.Contains(view, "+ make br") {
		t.Errorf("narrowed:\n%s", view)
	}
	act(p, "down")
	act(p, "enter")
	if picked != "Brune" {
		t.Errorf("picked %q", picked)
	}
	act(p, "down")
	act(p, "enter")
	if made != "br" {
		t.Errorf("made %q", made)
	}
	act(p, "x")
	if view := ansi.Strip(p.View(40, 10)); !strings.Contains(view, "make brx") {
		t.Errorf("nothing found:\n%s", view)
	}
}

func TestFilePicker(t *testing.T) {
	d := desk(t, text.English)
	root := t.TempDir()
	for _, name := range []string{"été/carnet.vcf", "été/photo.png", "contacts.csv", ".hidden.vcf"} {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var picked string
	open := func(o FileOptions) *FilePicker {
		o.Start, picked = root+string(filepath.Separator), ""
		o.Pick = func(p string) tea.Cmd { picked = p; return nil }
		f := NewFilePicker(d, o)
		run(f.Init())
		return f
	}
	f := open(FileOptions{Extensions: []string{"vcf", "csv"}})
	if view := f.View(60, 10); strings.Contains(view, "hidden") || !strings.Contains(view, "contacts.csv") {
		t.Errorf("listed:\n%s", view)
	}
	act(f, "e") // the folder, without its accent
	act(f, "enter")
	if view := f.View(60, 10); !strings.Contains(view, "carnet.vcf") || strings.Contains(view, "photo") {
		t.Errorf("in the folder:\n%s", view)
	}
	act(f, "enter")
	if want := filepath.Join(root, "été", "carnet.vcf"); picked != want {
		t.Errorf("picked %q, want %q", picked, want)
	}
	f.Update(tea.PasteMsg{Content: "'" + root + "/nowhere/x'"})
	run(f.look())
	f.asked = ""
	run(f.look())
	if view := ansi.Strip(f.View(200, 10)); !strings.Contains(view, "There is no folder") {
		t.Errorf("nowhere:\n%s", view)
	}
	f = open(FileOptions{New: true})
	for _, r := range "out.csv" {
		act(f, string(r))
	}
	if view := f.View(60, 10); !strings.Contains(view, "a new file") {
		t.Errorf("saving:\n%s", view)
	}
	act(f, "enter")
	if picked != filepath.Join(root, "out.csv") {
		t.Errorf("saves to %q", picked)
	}
	f = open(FileOptions{Folders: true})
	act(f, "enter")
	if picked != root {
		t.Errorf("folder %q", picked)
	}
}
