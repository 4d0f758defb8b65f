package app

import (
	"reflect"
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

// driver is the program around a root, without a terminal: it runs the commands
// that the root gives, each in a goroutine of its own.
type driver struct {
	t     testing.TB
	root  *root
	now   time.Time
	quit  bool
	in    chan done
	runs  int          // commands begun, ever
	young map[int]bool // those under way that may not be clocks
}

// done is a command that ended with a message.
type done struct {
	run int
	msg tea.Msg
}

// morning is when the tests take place.
var morning = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

// newDriver starts a root on an empty file, with one page on top.
func newDriver(t *testing.T, first screen.Screen) *driver {
	t.Helper()
	d := drive(t, text.English, theme.New(theme.Dark, colorprofile.TrueColor), emptyFile(t))
	d.root.desk.Prefs.Start = "none"
	d.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	if first != nil {
		d.root.pages = nil
		d.do(screen.Push(first))
	}
	return d
}

func emptyFile(t testing.TB) *store.Store {
	t.Helper()
	v, err := vault.Memory()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = v.Close() })
	s, err := store.Init(v, store.Settings{Language: "en", Country: "GB"})
	if err != nil {
		t.Fatal(err)
	}
	if err := privacy.Prepare(s); err != nil {
		t.Fatal(err)
	}
	s.Clock = func() time.Time { return morning }
	return s
}

// drive makes a root over a file.
func drive(t testing.TB, l text.Language, th *theme.Theme, s *store.Store) *driver {
	t.Helper()
	words, err := text.Load(l)
	if err != nil {
		t.Fatal(err)
	}
	desk, err := Loaded(words, screen.DefaultPrefs())
	if err != nil {
		t.Fatal(err)
	}
	d := &driver{t: t, now: morning, in: make(chan done, 64), young: map[int]bool{}}
	desk.Now = func() time.Time { return d.now }
	desk.Theme, desk.Store = th, s
	d.root = newRoot(desk, func(*screen.Desk, string) screen.Screen { return &page{name: "gate"} })
	d.root.idle.touch(d.now)
	return d
}

// send gives the root a message and lets what it begins come to rest.
func (d *driver) send(msg tea.Msg) {
	d.t.Helper()
	_, cmd := d.root.Update(msg)
	d.do(cmd)
}

// do runs a command, and those that follow from it, until nothing runs but
// clocks.
func (d *driver) do(cmd tea.Cmd) {
	d.t.Helper()
	d.begin(cmd)
	for idle := 0; idle < patience && len(d.young)+len(d.root.jobs.running) > 0; {
		select {
		case end := <-d.in:
			d.end(end)
			if _, clock := end.msg.(beat); !clock {
				idle = 0
			}
		case <-time.After(silence):
			clear(d.young) // whatever takes so long is a clock, or a job
			idle++
		}
	}
}

// end is a command that ended.
func (d *driver) end(e done) {
	delete(d.young, e.run)
	d.take(e.msg)
}

// patience is how many silences end the wait for a job that a test holds back.
const patience = 20

func (d *driver) begin(cmd tea.Cmd) {
	if cmd != nil {
		d.runs++
		run := d.runs
		d.young[run] = true
		go func() { d.in <- done{run, cmd()} }()
	}
}

// take is what the program does with a command's message.
func (d *driver) take(msg tea.Msg) {
	switch msg := msg.(type) {
	case nil:
		return
	case tea.BatchMsg:
		for _, c := range msg {
			d.begin(c)
		}
		return
	case tea.QuitMsg:
		d.quit = true
		return
	}
	if list := reflect.ValueOf(msg); list.Type().String() == "tea.sequenceMsg" {
		for i := range list.Len() {
			if c := list.Index(i).Interface().(tea.Cmd); c != nil {
				d.take(c())
			}
		}
		return
	}
	_, cmd := d.root.Update(msg)
	d.begin(cmd)
}

// press presses keys by their names; more than a letter is typed as text.
func (d *driver) press(keys ...string) {
	d.t.Helper()
	for _, k := range keys {
		d.send(key(k))
	}
}

func key(name string) tea.KeyPressMsg {
	special := map[string]rune{
		"esc": tea.KeyEscape, "enter": tea.KeyEnter, "tab": tea.KeyTab, "down": tea.KeyDown, "up": tea.KeyUp,
		"left": tea.KeyLeft, "right": tea.KeyRight, "backspace": tea.KeyBackspace, "pgdown": tea.KeyPgDown, "end": tea.KeyEnd, "home": tea.KeyHome,
	}
	if name == "space" {
		return tea.KeyPressMsg{Code: ' ', Text: " "}
	}
	if name == "shift+tab" {
		return tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift}
	}
	if code, ok := special[name]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	if rest, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: rune(rest[0]), Mod: tea.ModCtrl}
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}

// screen is what is shown, without colours.
func (d *driver) screen() string { return ansi.Strip(d.root.View().Content) }
