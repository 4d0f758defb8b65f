// Package stage plays screens in tests as the root does, at once and without a
// terminal: it keeps the pages and boxes, sends keys where the root would, runs
// jobs in place and notes what was said.
package stage

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
	"calepin/store/vault"
	"calepin/ui/screen"
	"calepin/ui/text"
	"calepin/ui/theme"
)

// Now is the time on stage, a Monday.
var Now = time.Date(2026, 11, 23, 10, 30, 0, 0, time.UTC)

// Stage is a root that hides nothing.
type Stage struct {
	T      testing.TB
	Desk   *screen.Desk
	Pages  []screen.Screen
	Boxes  []screen.Screen
	Said   []screen.ToastMsg
	Other  []tea.Msg // what nobody here knows
	W, H   int
	opened map[screen.Target]screen.Opener
	Opened []string // targets that nobody answers, with their ids
}

// New is an empty stage with a vault in memory.
func New(t testing.TB, l text.Language) *Stage {
	t.Helper()
	v, err := vault.Memory()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = v.Close() })
	s, err := store.Init(v, store.Settings{Language: string(l), Country: "FR"})
	if err != nil {
		t.Fatal(err)
	}
	s.Clock = func() time.Time { return Now }
	if err := privacy.Prepare(s); err != nil {
		t.Fatal(err)
	}
	words, err := text.Load(l)
	if err != nil {
		t.Fatal(err)
	}
	screens, err := text.LoadScreens(l)
	if err != nil {
		t.Fatal(err)
	}
	prefs := screen.DefaultPrefs()
	g := &Stage{T: t, W: 80, H: 21, opened: map[screen.Target]screen.Opener{}}
	g.Desk = &screen.Desk{
		T: screens, W: words, Theme: theme.New(theme.Dark, colorprofile.TrueColor), Prefs: &prefs, Store: s,
		Now: func() time.Time { return Now }, Actions: func() []screen.Action { return nil },
	}
	g.Desk.Open = func(at screen.Target, ids ...store.ID) tea.Cmd {
		if open, ok := g.opened[at]; ok {
			return open(g.Desk, ids...)
		}
		said := string(at)
		for _, id := range ids {
			said += " " + id.String()
		}
		g.Opened = append(g.Opened, said)
		return nil
	}
	return g
}

// Answer gives a target its screen.
func (g *Stage) Answer(at screen.Target, open screen.Opener) { g.opened[at] = open }

// Push shows a page.
func (g *Stage) Push(s screen.Screen) {
	g.Pages = append(g.Pages, s)
	g.Run(s.Update(tea.WindowSizeMsg{Width: g.W, Height: g.H}))
	g.Run(s.Init())
}

// Top is what has the keys.
func (g *Stage) Top() screen.Screen {
	if n := len(g.Boxes); n > 0 {
		return g.Boxes[n-1]
	}
	if n := len(g.Pages); n > 0 {
		return g.Pages[n-1]
	}
	return nil
}

// Keys presses keys by their names, apart by spaces.
func (g *Stage) Keys(names string) {
	g.T.Helper()
	for name := range strings.FieldsSeq(names) {
		g.press(Key(name))
	}
}

// Type writes a text.
func (g *Stage) Type(s string) {
	g.T.Helper()
	for _, r := range s {
		g.press(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

// Paste pastes a text.
func (g *Stage) Paste(s string) { g.Run(g.Top().Update(tea.PasteMsg{Content: s})) }

func (g *Stage) press(m tea.KeyPressMsg) {
	g.T.Helper()
	top, name := g.Top(), m.String()
	if top == nil {
		g.T.Fatalf("%s is pressed on an empty stage", name)
	}
	typing := false
	if t, ok := top.(screen.Typing); ok {
		typing = t.Typing()
	}
	if typing && (m.Text != "" || slices.Contains([]string{"backspace", "delete", "left", "right", "home", "end"}, name)) {
		g.Run(top.Update(m))
		return
	}
	for _, a := range top.Actions() {
		if !slices.Contains(g.Desk.Keys(a), name) {
			continue
		}
		if a.Disabled != "" {
			g.Said = append(g.Said, screen.ToastMsg{Text: a.Disabled})
		} else if a.Run != nil {
			g.Run(a.Run())
		}
		return
	}
	if name == "esc" {
		g.back(top)
		return
	}
	g.Run(top.Update(m))
}

func (g *Stage) back(s screen.Screen) {
	if guarded, ok := s.(screen.Guarded); ok {
		if free, ask := guarded.Leave(); !free {
			g.Run(ask)
			return
		}
	}
	g.leave(s)
}

func (g *Stage) leave(s screen.Screen) {
	if i := slices.Index(g.Boxes, s); i >= 0 {
		g.Boxes = slices.Delete(g.Boxes, i, i+1)
	} else if i := slices.Index(g.Pages, s); i >= 0 {
		g.Pages = slices.Delete(g.Pages, i, i+1)
	}
}

// patience is for a command that waits for the clock: it is left alone.
const patience = 2 * time.Second

// Run does a command and all that follows.
func (g *Stage) Run(cmd tea.Cmd) {
	g.T.Helper()
	if cmd == nil {
		return
	}
	got := make(chan tea.Msg, 1)
	go func() { got <- cmd() }()
	select {
	case msg := <-got:
		g.Take(msg)
	case <-time.After(patience):
	}
}

// Take is a message that reaches the root.
func (g *Stage) Take(msg tea.Msg) {
	g.T.Helper()
	switch msg := msg.(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			g.Run(c)
		}
	case screen.PushMsg:
		g.Push(msg.Screen)
	case screen.OverlayMsg:
		g.Boxes = append(g.Boxes, msg.Screen)
		w, h := g.boxSize(msg.Screen)
		g.Run(msg.Screen.Update(tea.WindowSizeMsg{Width: w, Height: h}))
		g.Run(msg.Screen.Init())
	case screen.BackMsg:
		g.leave(msg.From)
	case screen.ToastMsg:
		g.Said = append(g.Said, msg)
	case screen.StartMsg:
		g.Run(msg.Job.Work(context.Background(), func(int, int) {})())
	case screen.RunMsg:
		g.Run(msg.Action.Run())
	case screen.Changed, screen.Restyled:
		for _, s := range append(slices.Clone(g.Pages), g.Boxes...) {
			g.Run(s.Update(msg))
		}
	default:
		if v := reflect.ValueOf(msg); v.Kind() == reflect.Slice && v.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
			for i := range v.Len() { // a sequence
				g.Run(v.Index(i).Interface().(tea.Cmd))
			}
			return
		}
		g.Other = append(g.Other, msg)
	}
}

func (g *Stage) boxSize(s screen.Screen) (w, h int) {
	w, h = min(72, g.W-6), min(20, g.H-2)
	if sized, ok := s.(screen.Sized); ok {
		w, h = sized.Size(g.W-6, g.H-2)
	}
	return w, h
}

// Screen is what the top shows, without styles.
func (g *Stage) Screen() string {
	g.T.Helper()
	w, h := g.W, g.H
	if len(g.Boxes) > 0 {
		w, h = g.boxSize(g.Top())
	}
	return Plain(g.T, g.Top(), w, h)
}

// Plain draws a screen without styles, and holds it to the size.
func Plain(t testing.TB, s screen.Screen, w, h int) string {
	t.Helper()
	out := s.View(w, h)
	if c, ok := s.(interface{ Cursor() *tea.Cursor }); ok {
		if at := c.Cursor(); at != nil && (at.X < 0 || at.Y < 0 || at.X >= max(w, 1) || at.Y >= max(h, 1)) {
			t.Errorf("%T at %d×%d: the cursor is at %d,%d", s, w, h, at.X, at.Y)
		}
	}
	lines := strings.Split(out, "\n")
	if len(lines) != max(h, 1) {
		t.Errorf("%T at %d×%d: %d lines", s, w, h, len(lines))
	}
	for _, line := range lines {
		if n := ansi.StringWidth(line); n > w {
			t.Errorf("%T at %d×%d: %d cells: %q", s, w, h, n, ansi.Strip(line))
		}
	}
	return ansi.Strip(out)
}

// Sizes draws a screen at all kinds of sizes, as the root would: told first.
func Sizes(t testing.TB, s screen.Screen) {
	t.Helper()
	for _, w := range []int{0, 1, 2, 5, 12, 30, 59, 60, 79, 80, 99, 100, 101, 120, 200, 400} {
		for _, h := range []int{0, 1, 2, 3, 5, 8, 13, 21, 37, 100} {
			s.Update(tea.WindowSizeMsg{Width: w, Height: h})
			Plain(t, s, w, h)
		}
	}
}

// LastSaid is the last line said in passing.
func (g *Stage) LastSaid() string {
	if len(g.Said) == 0 {
		return ""
	}
	return g.Said[len(g.Said)-1].Text
}

// Key is a key as Bubble Tea gives it, by its name.
func Key(name string) tea.KeyPressMsg {
	var mod tea.KeyMod
	rest := name
	for len(rest) > 1 {
		before, after, ok := strings.Cut(rest, "+")
		m := map[string]tea.KeyMod{"ctrl": tea.ModCtrl, "alt": tea.ModAlt, "shift": tea.ModShift}[before]
		if !ok || m == 0 {
			break
		}
		mod, rest = mod|m, after
	}
	codes := map[string]rune{
		"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight, "enter": tea.KeyEnter, "tab": tea.KeyTab,
		"esc": tea.KeyEscape, "backspace": tea.KeyBackspace, "delete": tea.KeyDelete, "home": tea.KeyHome, "end": tea.KeyEnd,
		"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
	}
	if code, ok := codes[rest]; ok {
		return tea.KeyPressMsg{Code: code, Mod: mod}
	}
	if rest == "space" {
		return tea.KeyPressMsg{Code: ' ', Text: " "}
	}
	m := tea.KeyPressMsg{Code: []rune(rest)[0], Mod: mod}
	if mod&^tea.ModShift == 0 {
		m.Text = rest
	}
	return m
}

// Must fails the test on an error.
func Must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
