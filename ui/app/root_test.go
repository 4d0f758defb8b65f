package app

import (
	"context"
	"errors"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/text"
)

// page is a screen that tells what reached it.
type page struct {
	name   string
	acts   []screen.Action
	typing bool
	stays  bool // until asked
	asked  int
	got    []tea.Msg
	draft  *store.Draft
}

func (p *page) Title() string            { return p.name }
func (p *page) Init() tea.Cmd            { return nil }
func (p *page) Update(m tea.Msg) tea.Cmd { p.got = append(p.got, m); return nil }
func (p *page) Actions() []screen.Action { return p.acts }
func (p *page) Typing() bool             { return p.typing }
func (p *page) Leave() (bool, tea.Cmd)   { p.asked++; return !p.stays, nil }
func (p *page) Draft() (d store.Draft, ok bool) {
	if p.draft == nil {
		return d, false
	}
	return *p.draft, true
}
func (p *page) View(w, h int) string {
	lines := make([]string, h)
	if h > 0 {
		lines[0] = ansi.Truncate("page "+p.name, w, "")
	}
	return strings.Join(lines, "\n")
}

func (p *page) keys() (names []string) {
	for _, m := range p.got {
		if k, ok := m.(tea.KeyPressMsg); ok {
			names = append(names, k.String())
		}
	}
	return names
}

func TestKeysGoToActionsFieldsAndTheRoot(t *testing.T) {
	ran := 0
	p := &page{name: "one", acts: []screen.Action{
		{ID: "one.add", Keys: []string{"a"}, Words: text.Action{Name: "add"}, Run: func() tea.Cmd { ran++; return nil }},
		{ID: "one.no", Keys: []string{"x"}, Words: text.Action{Name: "cut"}, Disabled: "nothing is chosen"},
		{ID: "one.save", Keys: []string{"ctrl+s"}, Words: text.Action{Name: "save"}, Run: func() tea.Cmd { ran += 10; return nil }},
	}}
	d := newDriver(t, p)
	d.press("a")
	if ran != 1 {
		t.Errorf("the action ran %d times", ran)
	}
	d.press("x")
	if s := d.screen(); !strings.Contains(s, "cut: nothing is chosen") {
		t.Errorf("a disabled action does not say why:\n%s", s)
	}
	p.typing = true
	d.press("a", "q", "?", "left", "ctrl+s")
	if ran != 11 {
		t.Errorf("while typing, ran = %d: want ctrl+s alone", ran)
	}
	if got := strings.Join(p.keys(), " "); got != "a q ? left" {
		t.Errorf("the field got %q", got)
	}
}

func TestRebinding(t *testing.T) {
	ran := 0
	p := &page{name: "one", acts: []screen.Action{{ID: "one.add", Keys: []string{"a"}, Words: text.Action{Name: "add"}, Run: func() tea.Cmd { ran++; return nil }}}}
	d := newDriver(t, p)
	d.root.desk.Prefs.Keys = map[string][]string{"one.add": {"z"}}
	d.press("a")
	d.press("z")
	if ran != 1 {
		t.Errorf("ran %d times: want z alone", ran)
	}
	if !strings.Contains(d.screen(), "z add") {
		t.Error("the footer shows another key")
	}
}

func TestEscGoesBackAndNeverQuits(t *testing.T) {
	under, over := &page{name: "under"}, &page{name: "over", stays: true}
	d := newDriver(t, under)
	d.do(screen.Push(over))
	d.press("esc")
	if over.asked != 1 || d.root.top() != over {
		t.Fatal("a guarded page left without being asked")
	}
	over.stays = false
	d.press("esc", "esc", "esc")
	if d.root.top() != under || d.quit {
		t.Fatal("esc left the first page")
	}
	d.press("q")
	if !d.quit {
		t.Error("q on the first page does not quit")
	}
}

func TestCtrlCAsksOnce(t *testing.T) {
	d := newDriver(t, &page{name: "one"})
	d.press("ctrl+c")
	if d.quit || !strings.Contains(d.screen(), "once more") {
		t.Fatal("ctrl+c did not ask")
	}
	d.now = d.now.Add(time.Minute)
	d.press("ctrl+c")
	if d.quit {
		t.Fatal("a minute later it still counts")
	}
	d.press("ctrl+c")
	if !d.quit {
		t.Error("twice does not quit")
	}
}

func TestStaleResultsAreDropped(t *testing.T) {
	p := &page{name: "one"}
	d := newDriver(t, p)
	var got []string
	begin := func(name string, owner screen.Screen, write bool) (finish func()) {
		end := make(chan struct{})
		_, cmd := d.root.Update(screen.StartMsg{Job: screen.Job{Owner: owner, Key: "k", Write: write,
			Work: func(_ context.Context, _ screen.Report) func() tea.Cmd {
				<-end
				return func() tea.Cmd { got = append(got, name); return nil }
			}}})
		return func() { close(end); d.do(cmd) }
	}
	first, second := begin("first", p, false), begin("second", p, false)
	first()
	second()
	other := &page{name: "two"}
	d.do(screen.Push(other))
	left, saved := begin("left", other, false), begin("saved", other, true)
	d.press("esc")
	left()
	saved()
	if s := strings.Join(got, " "); s != "second saved" {
		t.Errorf("results: %q, want the newest, and every write", s)
	}
}

// What is read at once is there in the frame of the key that asked for it.
func TestWhatIsReadAtOnceWaitsForNoFrame(t *testing.T) {
	p := &page{name: "one"}
	d := newDriver(t, p)
	there := false
	d.root.Update(screen.StartMsg{Job: screen.Job{Owner: p, Work: func(context.Context, screen.Report) func() tea.Cmd {
		return func() tea.Cmd { there = true; return nil }
	}}})
	if !there || len(d.root.jobs.running) > 0 {
		t.Error("its result comes later")
	}
}

func TestQuittingWaitsForWritesThenSeals(t *testing.T) {
	p := &page{name: "one"}
	d := newDriver(t, p)
	sealed, wrote := false, false
	d.root.vault.close = func() error { sealed = true; return errors.New("disk") }
	_, write := d.root.Update(screen.StartMsg{Job: screen.Job{Write: true,
		Work: func(context.Context, screen.Report) func() tea.Cmd {
			return func() tea.Cmd { wrote = true; return nil }
		}}})
	d.do(screen.Quit)
	if sealed || d.quit {
		t.Fatal("sealed before what was being written")
	}
	if !strings.Contains(d.screen(), "being saved") {
		t.Error("nothing says what is waited for")
	}
	d.do(write)
	if !wrote || !sealed || !d.quit {
		t.Errorf("wrote %v, sealed %v, quit %v", wrote, sealed, d.quit)
	}
	if r := d.root.result(nil, ""); r.Err == nil {
		t.Error("the error of sealing is lost")
	}
}

func TestLockKeepsWhatIsHalfTyped(t *testing.T) {
	form := &page{name: "form", draft: &store.Draft{Kind: "test", Values: []byte(`{"a":"b"}`)}}
	d := newDriver(t, form)
	records := d.root.desk.Store
	d.root.vault.close = func() error { return nil }
	d.now = d.now.Add(16 * time.Minute)
	d.send(idleCheck{})
	if d.root.desk.Store != nil || !strings.Contains(d.screen(), "page gate") {
		t.Fatalf("not locked:\n%s", d.screen())
	}
	drafts, err := records.Drafts()
	if err != nil || len(drafts) != 1 {
		t.Fatalf("%d drafts, %v", len(drafts), err)
	}
}

func TestEverySizeDraws(t *testing.T) {
	d := newDriver(t, &page{name: strings.Repeat("日本 ", 40)})
	d.do(screen.Overlay(&page{name: "box"}))
	for w := 0; w <= 400; w += 7 {
		for _, h := range []int{0, 1, 5, 15, 16, 17, 24, 40, 100} {
			d.send(tea.WindowSizeMsg{Width: w, Height: h})
			lines := strings.Split(d.root.View().Content, "\n")
			if w > 0 && h > 0 && len(lines) > h {
				t.Fatalf("%d×%d: %d lines", w, h, len(lines))
			}
			for _, l := range lines {
				if n := ansi.StringWidth(l); n > w {
					t.Fatalf("%d×%d: a line of %d cells: %q", w, h, n, l)
				}
			}
		}
	}
}

func TestAPanicEndsInOrder(t *testing.T) {
	p := &page{name: "one", acts: []screen.Action{{ID: "x", Keys: []string{"a"}, Run: func() tea.Cmd { panic("Ada Exemple") }}}}
	d := newDriver(t, p)
	closed := false
	d.root.vault.close = func() error { closed = true; return nil }
	model, cmd := d.root.Update(key("a"))
	if model != d.root {
		t.Fatal("the program would go on without its root")
	}
	d.do(cmd)
	r := d.root.result(nil, t.TempDir())
	if !d.quit || !closed || !errors.Is(r.Err, ErrFault) || r.Log == "" {
		t.Errorf("quit %v, closed %v, %v", d.quit, closed, r)
	}
	if strings.Contains(d.root.fault.text, "Ada") {
		t.Error("the log quotes what the panic held")
	}
}

// Every target that a screen may name has somebody who answers.
func TestEveryTargetIsAnswered(t *testing.T) {
	source, err := os.ReadFile("../screen/target.go")
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile(`Target += "([a-z.]+)"`).FindAllSubmatch(source, -1)
	if len(named) < 20 {
		t.Fatalf("%d targets found: the expression no longer fits the file", len(named))
	}
	for _, m := range named {
		if target := screen.Target(m[1]); targets[target] == nil {
			t.Errorf("nobody answers %q", target)
		}
	}
}
