package unlock

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"calepin/crypto"
	"calepin/store"
	"calepin/store/vault"
	"calepin/ui/screen"
	"calepin/ui/session"
	"calepin/ui/text"
	"calepin/ui/theme"
)

// ring stands in for the system's keyring, which several may ask at once.
type ring struct {
	mu    sync.Mutex
	items map[string]string
	hold  chan struct{} // when set, Get waits for it
}

func (r *ring) Get(_, account string) (string, error) {
	if r.hold != nil {
		<-r.hold
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if s, ok := r.items[account]; ok {
		return s, nil
	}
	return "", crypto.ErrNoItem
}
func (r *ring) Set(_, account, secret string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.items[account] = secret
	return nil
}
func (r *ring) Delete(_, account string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.items, account)
	return nil
}

func desk(t *testing.T, l text.Language) *screen.Desk {
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
	return &screen.Desk{W: w, T: s, Prefs: &prefs, Theme: theme.New(theme.Dark, colorprofile.TrueColor),
		Now: time.Now}
}

// bench is a page and what it asked the root for.
type bench struct {
	t       *testing.T
	p       *Page
	opened  *screen.OpenedMsg
	overlay screen.Screen
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
		b.shows("Opening the vault") // the root draws once more before it takes over
		b.opened = &m
		b.t.Cleanup(func() { _ = m.Close() })
	case screen.OverlayMsg:
		b.overlay = m.Screen
	}
}

// press does the action of a key, or gives the key to the page.
func (b *bench) press(key string) {
	b.t.Helper()
	for _, a := range b.p.Actions() {
		for _, k := range a.Keys {
			if k == key {
				b.do(a.Run())
				return
			}
		}
	}
	b.t.Fatalf("no action for %s", key)
}

func (b *bench) paste(s string) { b.do(b.p.Update(tea.PasteMsg{Content: s})) }

func (b *bench) shows(want string) {
	b.t.Helper()
	if v := ansi.Strip(b.p.View(80, 21)); !strings.Contains(strings.Join(strings.Fields(v), " "), want) {
		b.t.Fatalf("not %q in:\n%s", want, v)
	}
}

func vaultAt(t *testing.T, plan session.Plan) (session.At, session.Keys, *ring) {
	t.Helper()
	dir, r := t.TempDir(), &ring{items: map[string]string{}}
	at := session.At{Dir: filepath.Join(dir, "vault"), State: filepath.Join(dir, "state"), Keyring: r}
	keys, err := session.NewKeys(true)
	if err != nil {
		t.Fatal(err)
	}
	plan.Settings = store.Settings{Language: "en", Country: "GB"}
	s, err := at.Create(t.Context(), plan, keys, desk(t, text.English).W)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return at, keys, r
}

func start(t *testing.T, at session.At) *bench {
	b := &bench{t: t, p: New(desk(t, text.English), at, nil)}
	b.do(b.p.Init())
	return b
}

func TestReadyKeyGoesStraightThrough(t *testing.T) {
	at, _, _ := vaultAt(t, session.Plan{Key: session.Keyring})
	b := start(t, at)
	if b.opened == nil || b.opened.Store == nil || len(b.opened.Say) > 0 {
		t.Fatalf("%+v", b.opened)
	}
}

func TestPassphrase(t *testing.T) {
	at, _, _ := vaultAt(t, session.Plan{Key: session.Sealed, Passphrase: "correct horse"})
	b := start(t, at)
	b.shows("Your passphrase opens the vault")
	b.paste("wrong horse")
	b.press("enter")
	b.shows("Wrong passphrase.")
	b.paste("correct horse")
	b.press("enter")
	if b.opened == nil {
		t.Fatal("not opened")
	}
	if b.p.form != nil {
		t.Error("what was typed is kept")
	}
}

func TestRecoveryKey(t *testing.T) {
	at, keys, r := vaultAt(t, session.Plan{Key: session.Keyring})
	clear(r.items)
	b := start(t, at)
	b.shows("holds no key for this vault")
	b.paste("nonsense")
	b.press("enter")
	b.shows("That is not a key")
	other, err := session.NewKeys(true)
	if err != nil {
		t.Fatal(err)
	}
	b.p.form.Field("key").SetValue("")
	b.paste(other.Recovery.String())
	b.press("enter")
	b.shows("Wrong key or damaged header")
	b.p.form.Field("key").SetValue("")
	b.paste(strings.ToLower(keys.Recovery.String()))
	b.shows("The key is complete")
	b.press("enter")
	if b.opened == nil || len(b.opened.Say) != 1 {
		t.Fatalf("%+v", b.opened)
	}
}

func TestLockedKeyring(t *testing.T) {
	at, _, _ := vaultAt(t, session.Plan{Key: session.Sealed, Passphrase: "correct horse"})
	b := start(t, at)
	b.p.follow(session.Step{Need: session.Prompt, Why: errors.New("locked"), Place: at.Ring([16]byte{})}, nil)
	b.shows("The keyring is locked")
	_ = b.p.wait() // its job is under way
	b.shows("Waiting for the keyring")
	b.shows("0 seconds")
	b.press("esc")
	b.shows("The recovery key")
}

func TestNewComputer(t *testing.T) {
	file := filepath.Join(t.TempDir(), "key")
	at, _, _ := vaultAt(t, session.Plan{Key: session.KeyFile, IdentityFile: file})
	moved := filepath.Join(t.TempDir(), "key")
	text, err := os.ReadFile(file)
	if err == nil {
		err = os.WriteFile(moved, text, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	at.Identity = moved
	b := start(t, at)
	b.shows("0 contacts")
	b.press("n")
	b.shows("was not accepted")
	b.press("enter")
	b.press("y")
	if b.opened == nil {
		t.Fatal("not opened")
	}
}

func TestObstacles(t *testing.T) {
	at, _, _ := vaultAt(t, session.Plan{Key: session.Keyring})
	for _, c := range []struct {
		err   error
		want  string
		other bool // another key is offered
		older bool
	}{
		{&vault.InUseError{PID: 4242}, "4242", false, false},
		{&vault.DamagedError{Part: vault.SnapshotPart, File: "vault.age", Err: errors.New("cut")}, "The vault cannot be trusted", false, false},
		{&vault.NewerError{Format: 9}, "too old for the vault", false, false},
		{&vault.OlderError{}, "Nothing vouches", false, true},
		{vault.ErrWrongKey, "The key does not open", true, false},
		{vault.ErrNotFound, "no vault here any more", false, false},
		{fmt.Errorf("open: %w", vault.ErrNotAuthentic), "cannot be trusted", false, false},
		{&session.KeyError{Place: at.Beside(at.Dir, [16]byte{}), Err: os.ErrNotExist}, "There is no key file", true, false},
	} {
		b := &bench{t: t, p: New(desk(t, text.English), at, nil)}
		b.do(b.p.fail(c.err))
		b.shows(c.want)
		ids := map[string]bool{}
		for _, a := range b.p.Actions() {
			ids[a.ID] = true
		}
		if !ids["unlock.retry"] || ids["unlock.recovery"] != c.other || ids["unlock.older"] != c.older {
			t.Errorf("%v: %v", c.err, ids)
		}
		b.press("enter") // whatever it was is gone
		if b.opened == nil {
			t.Errorf("%v: not opened again", c.err)
		} else {
			_ = b.opened.Close()
		}
	}
}

func TestInUse(t *testing.T) {
	at, _, _ := vaultAt(t, session.Plan{Key: session.Keyring})
	first := start(t, at)
	b := start(t, at)
	b.shows("The vault is in use")
	_ = first.opened.Close()
	b.press("r")
	if b.opened == nil {
		t.Error("not opened")
	}
}

// After a lock nothing opens by itself, and the page says why.
func TestLocked(t *testing.T) {
	at, _, _ := vaultAt(t, session.Plan{Key: session.Keyring})
	b := &bench{t: t, p: Locked(desk(t, text.English), at, "Locked after 15 minutes.", false)}
	b.do(b.p.Init())
	b.shows("Locked after 15 minutes.")
	if b.opened != nil {
		t.Fatal("opened by itself")
	}
	b.press("enter")
	if b.opened == nil {
		t.Error("not opened")
	}
}

func TestEverySize(t *testing.T) {
	at, _, _ := vaultAt(t, session.Plan{Key: session.Keyring})
	for _, l := range []text.Language{text.English, text.French} {
		p := New(desk(t, l), at, nil)
		p.err, p.step = &vault.InUseError{PID: 1}, session.Step{Place: at.Ring([16]byte{}), Why: errors.New("no")}
		for ph := opening; ph <= failed; ph++ {
			p.phase = ph
			switch p.form = nil; ph {
			case passphrase:
				p.follow(session.Step{Need: session.Passphrase, Place: at.Ring([16]byte{})}, nil)
			case recovery:
				p.askRecovery()
			case who:
				p.choose(session.Step{Seats: []session.Seat{{}, {Name: strings.Repeat("Claire ", 40), Mark: "-1"}, {Mark: "-01020304"}}})
			case login:
				p.askLogin()
			case failed:
				p.err = &vault.InUseError{PID: 1}
			case hardware:
				p.attends = newAttendant()
				p.heed(asked{p.attends, question{plugin: "token", text: strings.Repeat("PIN ", 50), secret: true}})
			}
			for _, size := range [][2]int{{0, 0}, {1, 1}, {60, 13}, {80, 21}, {120, 37}, {400, 97}} {
				lines := strings.Split(p.View(size[0], size[1]), "\n")
				if len(lines) != max(1, size[1]) {
					t.Errorf("phase %d at %v: %d lines", ph, size, len(lines))
				}
				for _, line := range lines {
					if ansi.StringWidth(line) > size[0] {
						t.Errorf("phase %d at %v: too wide", ph, size)
					}
				}
				p.Cursor()
			}
		}
	}
}
