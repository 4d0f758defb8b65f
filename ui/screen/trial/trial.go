// Package trial drives a screen in tests as the root would: it looks keys up
// among the actions, runs the work that leaves the loop, stacks boxes, and
// keeps what was asked of the root.
package trial

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"calepin/privacy"
	"calepin/store"
	"calepin/store/demo"
	"calepin/store/vault"
	"calepin/ui/screen"
	"calepin/ui/text"
	"calepin/ui/theme"
)

// Opened is a target that a screen led to.
type Opened struct {
	Target screen.Target
	IDs    []store.ID
}

// Driver holds a page, the boxes above it, and what they asked for.
type Driver struct {
	T      *testing.T
	Desk   *screen.Desk
	Page   screen.Screen
	Boxes  []screen.Screen
	Left   bool // the page went back
	Toasts []screen.ToastMsg
	Opened []Opened
	W, H   int
}

// Now is the time of a trial: a Monday.
var Now = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

// New returns a desk over an empty vault in memory.
func New(t *testing.T, l text.Language) *Driver {
	t.Helper()
	words, err := text.Load(l)
	must(t, err)
	screens, err := text.LoadScreens(l)
	must(t, err)
	v, err := vault.Memory()
	must(t, err)
	t.Cleanup(func() { _ = v.Close() })
	s, err := store.Init(v, store.Settings{Language: string(l), Country: "FR"})
	must(t, err)
	must(t, privacy.Prepare(s))
	s.Clock = func() time.Time { return Now }
	prefs := screen.DefaultPrefs()
	d := &Driver{T: t, W: 80, H: 21}
	d.Desk = &screen.Desk{T: screens, W: words, Theme: theme.New(theme.Dark, colorprofile.TrueColor), Store: s,
		Now: func() time.Time { return Now }, Prefs: &prefs,
		Actions: func() []screen.Action { return nil },
		Open: func(target screen.Target, ids ...store.ID) tea.Cmd {
			d.Opened = append(d.Opened, Opened{target, ids})
			return nil
		}}
	return d
}

// Demo fills the vault with the invented business.
func (d *Driver) Demo(contacts, interactions int) *Driver {
	d.T.Helper()
	must(d.T, demo.Generate(context.Background(), d.Desk.Store, demo.Options{Contacts: contacts, Interactions: interactions, Seed: 1, Now: Now}))
	return d
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Show puts a page up at the size of the driver.
func (d *Driver) Show(s screen.Screen) *Driver {
	d.Page = s
	d.Do(s.Update(tea.WindowSizeMsg{Width: d.W, Height: d.H}))
	d.Do(s.Init())
	return d
}

// Top is what gets the keys.
func (d *Driver) Top() screen.Screen {
	if n := len(d.Boxes); n > 0 {
		return d.Boxes[n-1]
	}
	return d.Page
}

// Do runs a command and all that follows from it.
func (d *Driver) Do(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	msg := cmd()
	switch m := msg.(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range m {
			d.Do(c)
		}
	case screen.StartMsg:
		d.Do(m.Job.Work(context.Background(), func(int, int) {})())
	case screen.ToastMsg:
		d.Toasts = append(d.Toasts, m)
	case screen.OverlayMsg:
		d.Boxes = append(d.Boxes, m.Screen)
		d.Do(m.Screen.Update(tea.WindowSizeMsg{Width: 72, Height: 18}))
		d.Do(m.Screen.Init())
	case screen.BackMsg:
		d.back(m.From)
	case screen.Changed:
		d.Do(d.Page.Update(m))
		for _, b := range d.Boxes {
			d.Do(b.Update(m))
		}
	default:
		d.other(msg)
	}
}

// other is a sequence, whose type the library keeps to itself, or a message
// for the screen.
func (d *Driver) other(msg tea.Msg) {
	if v := reflect.ValueOf(msg); v.Kind() == reflect.Slice && v.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
		for i := range v.Len() {
			d.Do(v.Index(i).Interface().(tea.Cmd))
		}
		return
	}
	d.Do(d.Top().Update(msg))
}

func (d *Driver) back(from screen.Screen) {
	if i := slices.Index(d.Boxes, from); i >= 0 {
		d.Boxes = slices.Delete(d.Boxes, i, i+1)
	} else if from == d.Page {
		d.Left = true
	}
}

// Keys presses keys, by their names.
func (d *Driver) Keys(names ...string) *Driver {
	d.T.Helper()
	for _, name := range names {
		d.key(name)
	}
	return d
}

func (d *Driver) key(name string) {
	d.T.Helper()
	top := d.Top()
	msg := press(name)
	typing, ok := top.(screen.Typing)
	if ok && typing.Typing() && (msg.Text != "" || slices.Contains([]string{"space", "backspace", "delete", "left", "right", "home", "end"}, name)) {
		d.Do(top.Update(msg))
		return
	}
	for _, a := range top.Actions() {
		if !slices.Contains(d.Desk.Keys(a), name) {
			continue
		}
		if a.Disabled != "" {
			d.Toasts = append(d.Toasts, screen.ToastMsg{Level: screen.Note, Text: a.Disabled})
			return
		}
		d.Do(a.Run())
		return
	}
	if name == "esc" {
		if g, ok := top.(screen.Guarded); ok {
			if free, cmd := g.Leave(); !free {
				d.Do(cmd)
				return
			}
		}
		d.back(top)
		return
	}
	d.Do(top.Update(msg))
}

// Type writes a text, letter by letter.
func (d *Driver) Type(s string) *Driver {
	for _, r := range s {
		d.Do(d.Top().Update(tea.KeyPressMsg{Code: r, Text: string(r)}))
	}
	return d
}

var codes = map[string]rune{"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "up": tea.KeyUp, "down": tea.KeyDown,
	"left": tea.KeyLeft, "right": tea.KeyRight, "backspace": tea.KeyBackspace, "delete": tea.KeyDelete, "space": tea.KeySpace}

func press(name string) tea.KeyPressMsg {
	if letter, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: rune(letter[0]), Mod: tea.ModCtrl}
	}
	if rest, ok := strings.CutPrefix(name, "shift+"); ok {
		return tea.KeyPressMsg{Code: codes[rest], Mod: tea.ModShift}
	}
	if code, ok := codes[name]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}

// Text is what the top shows, without its colours.
func (d *Driver) Text() string { return ansi.Strip(d.Top().View(d.W, d.H)) }

// Sees fails where a text is not shown.
func (d *Driver) Sees(texts ...string) *Driver {
	d.T.Helper()
	for _, s := range texts {
		if !strings.Contains(d.Text(), s) {
			d.T.Fatalf("%q is not shown:\n%s", s, d.Text())
		}
	}
	return d
}

// Toast is the last thing said.
func (d *Driver) Toast() string {
	if len(d.Toasts) == 0 {
		return ""
	}
	return d.Toasts[len(d.Toasts)-1].Text
}

// Said fails where the last toast has not that text.
func (d *Driver) Said(s string) *Driver {
	d.T.Helper()
	if !strings.Contains(d.Toast(), s) {
		d.T.Fatalf("said %q, not %q", d.Toast(), s)
	}
	return d
}

// Sizes draws a screen at every size that could break it.
func (d *Driver) Sizes() {
	d.T.Helper()
	s := d.Top()
	for _, w := range []int{0, 1, 2, 5, 20, 59, 60, 80, 99, 100, 101, 120, 400} {
		for _, h := range []int{0, 1, 2, 3, 5, 13, 21, 37, 100} {
			d.Do(s.Update(tea.WindowSizeMsg{Width: w, Height: h}))
			Fits(d.T, s.View(w, h), w, h)
		}
	}
	d.Do(s.Update(tea.WindowSizeMsg{Width: d.W, Height: d.H}))
}

// Fits fails where a view is not h lines of at most w cells.
func Fits(t *testing.T, view string, w, h int) {
	t.Helper()
	lines := strings.Split(view, "\n")
	if h == 0 && view == "" {
		return
	}
	if len(lines) != h {
		t.Fatalf("%d lines at %d × %d", len(lines), w, h)
	}
	for _, line := range lines {
		if n := ansi.StringWidth(line); n > w {
			t.Fatalf("%d cells at %d × %d: %q", n, w, h, line)
		}
	}
}
