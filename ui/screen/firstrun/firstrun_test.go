package firstrun

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"calepin/crypto"
	"calepin/store/vault"
	"calepin/ui/screen"
	"calepin/ui/session"
	"calepin/ui/text"
	"calepin/ui/theme"
)

// ring stands in for the system's keyring.
type ring struct {
	items map[string]string
	err   error
}

func (r *ring) Get(_, account string) (string, error) {
	if r.err != nil {
		return "", r.err
	}
	if s, ok := r.items[account]; ok {
		return s, nil
	}
	return "", crypto.ErrNoItem
}
func (r *ring) Set(_, account, secret string) error { r.items[account] = secret; return nil }
func (r *ring) Delete(_, account string) error      { delete(r.items, account); return nil }

// bench is a page and what it asked the root for.
type bench struct {
	t       *testing.T
	p       *Page
	ring    *ring
	opened  *screen.OpenedMsg
	overlay screen.Screen
}

func start(t *testing.T, l text.Language) *bench {
	t.Helper()
	return startWith(t, l, &ring{items: map[string]string{}})
}

func startWith(t *testing.T, l text.Language, r *ring) *bench {
	t.Helper()
	w, err := text.Load(l)
	if err != nil {
		t.Fatal(err)
	}
	s, err := text.LoadScreens(l)
	if err != nil {
		t.Fatal(err)
	}
	prefs := screen.DefaultPrefs()
	d := &screen.Desk{W: w, T: s, Prefs: &prefs, Theme: theme.New(theme.Dark, colorprofile.TrueColor),
		Now: func() time.Time { return time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC) }}
	dir := t.TempDir()
	at := session.At{Dir: filepath.Join(dir, "vault"), State: filepath.Join(dir, "state"), Keyring: r}
	b := &bench{t: t, p: New(d, at, func(string) string { return "" }), ring: r}
	b.do(b.p.Init())
	return b
}

func (b *bench) do(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch m := cmd().(type) {
	case tea.BatchMsg:
		for _, c := range m {
			b.do(c)
		}
	case turn:
	case screen.StartMsg:
		b.do(m.Job.Work(context.Background(), func(int, int) {})())
	case screen.OpenedMsg:
		b.shows("") // the root draws once more before it takes over
		b.opened = &m
		b.t.Cleanup(func() { _ = m.Close() })
	case screen.OverlayMsg:
		b.overlay = m.Screen
	}
}

func (b *bench) press(keys ...string) {
	b.t.Helper()
next:
	for _, key := range keys {
		for _, a := range b.p.Actions() {
			for _, k := range a.Keys {
				if k == key {
					b.do(a.Run())
					continue next
				}
			}
		}
		b.t.Fatalf("no action for %s", key)
	}
}

func (b *bench) paste(s string) { b.do(b.p.Update(tea.PasteMsg{Content: s})) }

func (b *bench) shows(want string) {
	b.t.Helper()
	if v := ansi.Strip(b.p.View(80, 21)); !strings.Contains(strings.Join(strings.Fields(v), " "), want) {
		b.t.Fatalf("not %q in:\n%s", want, v)
	}
}

// prove types back the groups that are asked.
func (b *bench) prove() {
	b.t.Helper()
	groups := crypto.Groups(b.p.keys.Recovery)
	b.paste(fmt.Sprintf("%d %s", b.p.which[0], strings.ToLower(groups[b.p.which[0]]))) // with its number, as on paper
	b.press("enter")
	b.paste(groups[b.p.which[1]])
	b.press("enter")
}

func (b *bench) nothing() {
	b.t.Helper()
	for _, dir := range []string{b.p.at.Dir, b.p.at.State} {
		if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
			b.t.Errorf("%s is there", filepath.Base(dir))
		}
	}
	if len(b.ring.items) > 0 {
		b.t.Error("the keyring holds something")
	}
}

func TestKeyInKeyring(t *testing.T) {
	b := start(t, text.English)
	b.shows("Step 1 of 5")
	b.press("enter")
	b.paste("Atelier Exemple")
	b.press("ctrl+s")
	b.shows("Where the key will live")
	b.press("enter")
	b.shows("Your recovery key")
	b.shows(crypto.Groups(b.p.keys.Recovery)[3])
	b.press("enter")
	if strings.Contains(ansi.Strip(b.p.View(80, 21)), crypto.Groups(b.p.keys.Recovery)[3]) {
		t.Error("the key shows while it is to be proven")
	}
	b.paste("wrong")
	b.press("enter", "enter")
	b.shows("That is not it")
	b.nothing()
	b.press("esc", "enter")
	b.prove()
	b.shows("Your vault is made")
	if b.p.keys.Recovery != nil {
		t.Error("the recovery key is kept")
	}
	b.press("i")
	if b.opened == nil || !b.opened.Made || b.opened.Then == nil {
		t.Fatalf("%+v", b.opened)
	}
	if go_, ok := b.opened.Then().(screen.GoMsg); !ok || go_.Place != "import" {
		t.Errorf("%+v", go_)
	}
	set := b.opened.Store.Settings()
	if set.Business.Name != "Atelier Exemple" || set.Country != "GB" || set.Language != "en" {
		t.Errorf("%+v", set)
	}
	if r := b.p.made.session.Vault.Recipients(); len(r) != 2 || !r[1].Proven && !r[0].Proven {
		t.Errorf("%+v", r)
	}
}

func TestPassphrase(t *testing.T) {
	b := start(t, text.English)
	b.press("enter", "ctrl+s", "down", "down", "enter")
	b.shows("Step 4 of 6")
	b.paste("short")
	b.press("enter", "enter")
	b.shows("Too short")
	b.paste(" and long enough")
	b.press("enter")
	b.paste("another one")
	b.press("enter")
	b.shows("The two differ")
	b.paste("short and long enough")
	b.press("enter")
	b.shows("Your recovery key")
	b.press("enter")
	b.prove()
	b.press("enter")
	if b.opened == nil || b.opened.Then != nil {
		t.Fatalf("%+v", b.opened)
	}
	_ = b.opened.Close()
	_, step, err := b.p.at.Find(t.Context())
	if err != nil || step.Need != session.Passphrase {
		t.Fatal(step.Need, err)
	}
	if _, err := step.Unseal("short and long enough"); err != nil {
		t.Error(err)
	}
}

// Where there is no keyring, what works is chosen, and what does not says why;
// it can be tried all the same.
func TestNoKeyring(t *testing.T) {
	b := startWith(t, text.English, &ring{err: errors.New("out of order")})
	b.press("enter", "ctrl+s")
	b.shows("● Beside the vault")
	b.shows("○ In this computer’s keyring The keyring failed (")
	b.press("up", "up")
	b.ring.err = errors.New("still so")
	b.press("enter")
	b.shows("still so")
	b.shows("✗ The keyring failed")
	b.shows("● In this computer’s keyring")
	b.press("down", "down", "enter")
	b.shows("The passphrase")
	b.nothing()
}

// What the keyring says late changes no choice that was made.
func TestNoKeyringLate(t *testing.T) {
	b := start(t, text.English)
	b.press("enter", "ctrl+s", "up")
	b.p.without(errors.New("out of order"))
	b.shows("● In a file")
}

func TestStrengthIsSaid(t *testing.T) {
	b := start(t, text.English)
	b.press("enter", "ctrl+s", "down", "down", "enter")
	b.paste("correct horse")
	b.shows("! Easy to guess")
	b.paste(" battery staple")
	b.shows("✓ Strong")
}

// Waiting for the keyring can be left.
func TestLeaveKeyring(t *testing.T) {
	b := start(t, text.English)
	b.press("enter", "ctrl+s")
	_ = b.p.try() // its job is under way
	b.shows("Trying the keyring")
	b.press("esc")
	b.shows("Where the key will live")
	b.nothing()
}

func TestFile(t *testing.T) {
	b := start(t, text.English)
	b.press("enter", "ctrl+s", "up")
	file := filepath.Join(t.TempDir(), "key")
	b.press("enter")
	b.shows("Write where to create the file")
	b.paste(filepath.Join(file, "nowhere"))
	b.press("enter")
	b.shows("There is no folder")
	b.p.file.Field("file").SetValue(file)
	b.press("enter", "enter")
	b.prove()
	b.press("enter")
	if b.opened == nil {
		t.Fatal("not opened")
	}
	b.shows("the key is in “" + file[:20])
	if _, err := crypto.ReadIdentityFile(file); err != nil {
		t.Error(err)
	}
}

// The language changes at once, and no answer is lost by it.
func TestLanguage(t *testing.T) {
	b := start(t, text.English)
	b.press("enter")
	b.paste("Atelier Exemple")
	b.press("esc", "up")
	b.shows("Bienvenue")
	b.press("enter")
	b.shows("Atelier Exemple")
	if b.p.owner.Value("country") != "FR" {
		t.Error(b.p.owner.Value("country"))
	}
	b.p.owner.Field("country").SetValue("nowhere at all")
	b.press("ctrl+s")
	b.shows("Votre activité")
	if b.p.owner.Field("country").Error() == "" {
		t.Error("the country was taken")
	}
}

// A vault that appears meanwhile is left alone, and nothing else is.
func TestOneAppearsMeanwhile(t *testing.T) {
	b := start(t, text.English)
	b.press("enter", "ctrl+s", "enter", "enter")
	other, err := session.NewKeys(true)
	if err != nil {
		t.Fatal(err)
	}
	v, err := vault.Create(b.p.at.Dir, vault.CreateOptions{ID: vault.NewID(), Operator: other.Operator})
	if err != nil {
		t.Fatal(err)
	}
	_ = v.Close()
	b.prove()
	b.shows("There is a vault already")
	if len(b.ring.items) > 0 {
		t.Error("a key was left in the keyring")
	}
}

func TestQuitAsks(t *testing.T) {
	b := start(t, text.English)
	b.press("ctrl+q")
	if b.overlay == nil {
		t.Error("not asked")
	}
}

func TestEverySize(t *testing.T) {
	for _, l := range []text.Language{text.English, text.French} {
		for _, profile := range []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ASCII} {
			b := start(t, l)
			b.p.d.Theme.SetProfile(profile)
			b.p.draw()
			b.p.ask()
			for s := language; s <= done; s++ {
				b.p.step = s
				for _, qr := range []bool{false, true} {
					b.p.qr = qr
					for _, size := range [][2]int{{0, 0}, {1, 1}, {60, 13}, {80, 21}, {120, 37}, {400, 97}} {
						lines := strings.Split(b.p.View(size[0], size[1]), "\n")
						if len(lines) != max(1, size[1]) {
							t.Errorf("step %d at %v: %d lines", s, size, len(lines))
						}
						for _, line := range lines {
							if ansi.StringWidth(line) > size[0] {
								t.Errorf("step %d at %v: too wide", s, size)
							}
						}
						b.p.Actions()
						b.p.Cursor()
					}
				}
			}
		}
	}
}

func TestCodeSaysWhereItDoesNotFit(t *testing.T) {
	b := start(t, text.English)
	b.press("enter", "ctrl+s", "enter")
	_ = b.p.View(80, 21)
	b.press("v")
	if !b.p.qr {
		t.Fatal("no code")
	}
	b.press("esc") // back to the groups, not to where the key lives
	if b.p.step != paper || b.p.qr {
		t.Error(b.p.step, b.p.qr)
	}
	for _, c := range []struct {
		w, h   int
		hidden bool
		works  bool
	}{{60, 13, false, false}, {80, 21, false, true}, {120, 37, true, true}} {
		view := ansi.Strip(b.p.View(c.w, c.h))
		a := b.p.flip()
		if a.Hidden != c.hidden || (a.Disabled == "") != c.works {
			t.Errorf("%d×%d: %+v", c.w, c.h, a)
		}
		if strings.Contains(view, "█") != c.hidden {
			t.Errorf("%d×%d:\n%s", c.w, c.h, view)
		}
		for _, g := range crypto.Groups(b.p.keys.Recovery) {
			if !strings.Contains(view, g) {
				t.Errorf("%d×%d: group %s is missing", c.w, c.h, g)
			}
		}
	}
}
