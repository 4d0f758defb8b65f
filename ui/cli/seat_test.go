//go:build !windows

package cli

import (
	"bytes"
	"calepin/ui/text"
	"errors"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
	"golang.org/x/term"
)

// seat is the real program before a terminal of 80×24 that is emulated: what it
// shows is what a person would see, and its questions to the terminal are
// answered.
type seat struct {
	t     *testing.T
	cmd   *exec.Cmd
	tty   *os.File
	mu    sync.Mutex // of what follows
	em    *vt.Emulator
	raw   bytes.Buffer // all that the program sent
	ended chan struct{}
}

// takeSeat starts the program on the screen, with a home of its own.
func takeSeat(t *testing.T, home string, env []string, args ...string) *seat {
	t.Helper()
	cmd := exec.Command("calepin", args...)
	cmd.Env = append(homeEnv(home), env...)
	return seatOf(t, cmd)
}

func seatOf(t *testing.T, cmd *exec.Cmd) *seat {
	t.Helper()
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
	if err != nil {
		t.Fatal(err)
	}
	tty = polled(t, tty)
	s := &seat{t: t, cmd: cmd, tty: tty, em: vt.NewEmulator(80, 24), ended: make(chan struct{})}
	go func() { // what the terminal answers
		b := make([]byte, 4096)
		for {
			n, err := s.em.Read(b)
			if n > 0 {
				_, _ = tty.Write(b[:n])
			}
			if err != nil {
				return
			}
		}
	}()
	go func() {
		defer close(s.ended)
		b := make([]byte, 1<<16)
		for {
			n, err := tty.Read(b)
			s.mu.Lock()
			s.raw.Write(b[:n])
			_, _ = s.em.Write(b[:n])
			s.mu.Unlock()
			if err != nil {
				return
			}
		}
	}()
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = tty.Close(); _ = s.em.Close() })
	return s
}

// polled is the same terminal, which can be closed while it is being read.
func polled(t *testing.T, tty *os.File) *os.File {
	t.Helper()
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	fd, err := syscall.Dup(int(tty.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	syscall.CloseOnExec(fd)
	if err := errors.Join(syscall.SetNonblock(fd, true), tty.Close()); err != nil {
		t.Fatal(err)
	}
	return os.NewFile(uintptr(fd), "terminal")
}

// screen is what is shown, without the blanks at the ends of lines.
func (s *seat) screen() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	lines := strings.Split(s.em.String(), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.Join(lines, "\n")
}

// sent is all that the program sent to the terminal.
func (s *seat) sent() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.raw.String()
}

// until waits for something to become so on the screen.
func (s *seat) until(what string, so func(screen string) bool) string {
	s.t.Helper()
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(2 * time.Millisecond) {
		shown := s.screen()
		if so(shown) {
			return shown
		}
		if time.Now().After(end) {
			s.t.Fatalf("no %s on the screen:\n%s", what, shown)
		}
		select {
		case <-s.ended:
			if shown = s.screen(); !so(shown) {
				s.t.Fatalf("ended while waiting for %s; on the screen:\n%s", what, shown)
			}
		default:
		}
	}
}

// await waits for texts to be on the screen together, and returns it. Blanks of
// French typography and the ends of lines count as a blank.
func (s *seat) await(texts ...string) string {
	s.t.Helper()
	return s.until(strings.Join(texts, " + "), func(shown string) bool {
		for _, text := range texts {
			if !strings.Contains(shown, text) && !strings.Contains(oneLine(shown), text) {
				return false
			}
		}
		return true
	})
}

var blanks = regexp.MustCompile(`[\s\x{00A0}\x{202F}]+`)

func oneLine(shown string) string { return blanks.ReplaceAllString(shown, " ") }

func (s *seat) gone(text string) {
	s.t.Helper()
	s.until("screen without "+text, func(shown string) bool { return !strings.Contains(oneLine(shown), text) })
}

var named = map[string]string{
	"enter": "\r", "esc": "\x1b", "tab": "\t", "shift+tab": "\x1b[Z", "backspace": "\x7f", "space": " ",
	"up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F", "f6": "\x1b[17~",
}

// press sends keys one after the other, as fast as a person could.
func (s *seat) press(keys ...string) {
	s.t.Helper()
	for _, key := range keys {
		if letter, ok := strings.CutPrefix(key, "ctrl+"); ok {
			key = string(rune(letter[0] & 0x1f))
		} else if sent, ok := named[key]; ok {
			key = sent
		}
		s.write(key)
		time.Sleep(20 * time.Millisecond)
		if key == "\x1b" { // else what follows belongs to it
			time.Sleep(80 * time.Millisecond)
		}
	}
}

func (s *seat) write(text string) {
	s.t.Helper()
	if _, err := s.tty.WriteString(text); err != nil {
		s.t.Fatal(err)
	}
}

func (s *seat) paste(text string) { s.t.Helper(); s.write("\x1b[200~" + text + "\x1b[201~") }

// focus goes on by tab until the field of that label has the keys.
func (s *seat) focus(label string) {
	s.t.Helper()
	for range 60 {
		if strings.Contains(s.screen(), "› "+label) {
			return
		}
		before := s.screen()
		s.press("tab")
		for end := time.Now().Add(time.Second); s.screen() == before && time.Now().Before(end); {
			time.Sleep(2 * time.Millisecond)
		}
	}
	s.t.Fatalf("no field %q gets the keys:\n%s", label, s.screen())
}

// fill types into one field after another, going on by tab.
func (s *seat) fill(values ...string) {
	s.t.Helper()
	for i, value := range values {
		if i > 0 {
			s.press("tab")
		}
		s.write(value)
		time.Sleep(20 * time.Millisecond)
	}
}

// languages sits down at a vault that knows Ada Exemple, once in each language.
func languages(t *testing.T, test func(t *testing.T, s *seat, w *text.Words, d *text.Screens, home, key string)) {
	for _, l := range []text.Language{text.English, text.French} {
		t.Run(string(l), func(t *testing.T) {
			t.Parallel()
			w, err := text.Load(l)
			if err != nil {
				t.Fatal(err)
			}
			d, err := text.LoadScreens(l)
			if err != nil {
				t.Fatal(err)
			}
			home, key := newVault(t)
			run(t, home, 0, "--identity", key, "business", "set", "--name", "Atelier", "--email", "bonjour@atelier.example")
			run(t, home, 0, "--identity", key, "contact", "add", "--given", "Ada", "--family", "Exemple", "--email", "ada@fictif.example", "--source", "salon")
			test(t, takeSeat(t, home, []string{"CALEPIN_IDENTITY=" + key, "CALEPIN_LANG=" + string(l)}), w, d, home, key)
		})
	}
}

// types types words, and waits until they are there.
func (s *seat) types(words string) {
	s.t.Helper()
	s.write(words)
	s.await(words)
}

// save saves a form and waits until it has closed: what it was given stands on
// it too, and keys that come while it saves are its own.
func (s *seat) save() {
	s.t.Helper()
	s.press("ctrl+s")
	s.gone("ctrl+s")
}

// calm waits until a box that just opened takes keys: it ignores those meant for
// what was below it.
func (s *seat) calm() { time.Sleep(500 * time.Millisecond) }

func (s *seat) resize(w, h int) {
	s.t.Helper()
	s.mu.Lock()
	s.em.Resize(max(w, 1), max(h, 1))
	s.mu.Unlock()
	if err := pty.Setsize(s.tty, &pty.Winsize{Cols: uint16(w), Rows: uint16(h)}); err != nil {
		s.t.Fatal(err)
	}
}

// ends waits for the end and checks the code.
func (s *seat) ends(code int) {
	s.t.Helper()
	done := make(chan error, 1)
	go func() { done <- s.cmd.Wait() }()
	var err error
	select {
	case err = <-done:
	case <-time.After(20 * time.Second):
		s.t.Fatalf("does not end; on the screen:\n%s", s.screen())
	}
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	}
	if got != code {
		s.t.Errorf("exit %d, want %d; on the screen:\n%s", got, code, s.screen())
	}
}

// exits waits for the end, and checks the code and that the terminal is as it
// was: the ordinary screen, its cursor shown, its modes untouched.
func (s *seat) exits(code int) string {
	s.t.Helper()
	s.ends(code)
	if after, err := term.GetState(int(s.tty.Fd())); err == nil && *after != *untouched(s.t) {
		s.t.Error("the terminal's modes are not as they were")
	}
	select {
	case <-s.ended:
	case <-time.After(5 * time.Second):
	}
	s.mu.Lock()
	alt, hidden := s.em.IsAltScreen(), s.em.CursorHidden()
	s.mu.Unlock()
	if alt || hidden {
		s.t.Errorf("the terminal is left behind: alternate screen %v, cursor hidden %v", alt, hidden)
	}
	return s.screen()
}

// untouched are the modes of a terminal nobody used.
func untouched(t *testing.T) *term.State {
	t.Helper()
	fresh, other, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = fresh.Close(), other.Close() }()
	state, err := term.GetState(int(fresh.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	return state
}
