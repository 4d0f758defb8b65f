//go:build !windows

package cli

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/term"
)

// sitting is the real program in a pseudo-terminal of 80×24, and who sits at it.
type sitting struct {
	t    *testing.T
	cmd  *exec.Cmd
	tty  *os.File
	seen []byte // not yet awaited
	more chan []byte
}

// sit starts the program with a home of its own.
func sit(t *testing.T, home string, env []string, args ...string) *sitting {
	t.Helper()
	cmd := exec.Command("calepin", args...)
	cmd.Env = append(homeEnv(home), env...)
	return sitAt(t, cmd)
}

// sitAt starts any program.
func sitAt(t *testing.T, cmd *exec.Cmd) *sitting {
	t.Helper()
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
	if err != nil {
		t.Fatal(err)
	}
	s := &sitting{t: t, cmd: cmd, tty: tty, more: make(chan []byte, 64)}
	go func() {
		for {
			b := make([]byte, 4096)
			n, err := tty.Read(b)
			s.more <- b[:n]
			if err != nil {
				close(s.more)
				return
			}
		}
	}()
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = tty.Close() })
	return s
}

func homeEnv(home string) []string {
	return []string{"HOME=" + home, "XDG_DATA_HOME=" + home + "/data", "XDG_STATE_HOME=" + home + "/state",
		"PATH=" + os.Getenv("PATH"), "TERM=xterm-256color", "LANG=en_GB.UTF-8"}
}

// await reads until the screen was sent what the pattern matches, and returns
// everything up to its end.
func (s *sitting) await(pattern string) string {
	s.t.Helper()
	re := regexp.MustCompile(pattern)
	deadline := time.After(30 * time.Second)
	for {
		if at := re.FindIndex(s.seen); at != nil {
			out := string(s.seen[:at[1]])
			s.seen = s.seen[at[1]:]
			return out
		}
		select {
		case b, open := <-s.more:
			if !open {
				s.t.Fatalf("ended while waiting for %q; on the screen:\n%s", pattern, s.seen)
			}
			s.seen = append(s.seen, b...)
		case <-deadline:
			s.t.Fatalf("no %q; on the screen:\n%s", pattern, s.seen)
		}
	}
}

func (s *sitting) send(keys string) {
	s.t.Helper()
	if _, err := s.tty.WriteString(keys); err != nil {
		s.t.Fatal(err)
	}
}

// answer waits for a question and types the answer.
func (s *sitting) answer(question, line string) {
	s.t.Helper()
	s.await(question)
	s.send(line + "\r")
}

// exits waits for the end and checks the code; it returns what was still said.
func (s *sitting) exits(code int) string {
	s.t.Helper()
	var rest bytes.Buffer
	rest.Write(s.seen)
	for b := range s.more {
		rest.Write(b)
	}
	err := s.cmd.Wait()
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	}
	if got != code {
		s.t.Errorf("exit %d, want %d; at the end:\n%s", got, code, rest.String())
	}
	return rest.String()
}

func command(home string, args ...string) *exec.Cmd {
	cmd := exec.Command("calepin", args...)
	cmd.Env = homeEnv(home)
	return cmd
}

// run runs the program without a terminal.
func run(t *testing.T, home string, code int, args ...string) string {
	t.Helper()
	out, err := command(home, args...).CombinedOutput()
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	}
	if got != code {
		t.Errorf("%v: exit %d, want %d:\n%s", args, got, code, out)
	}
	return string(out)
}

// copied reads the groups of a recovery key off the screen.
func (s *sitting) copied(heading string) []string {
	s.t.Helper()
	s.await(heading)
	shown := s.await(`12 [A-Z0-9]+`)
	prefix := regexp.MustCompile(`AGE-SECRET-KEY-PQ-1`).FindString(shown)
	groups := []string{prefix}
	for _, m := range regexp.MustCompile(`\d+ ([A-Z0-9]{3,5})\b`).FindAllStringSubmatch(shown, -1) {
		groups = append(groups, m[1])
	}
	if prefix == "" || len(groups) != 13 {
		s.t.Fatalf("%d groups in:\n%s", len(groups), shown)
	}
	return groups
}

// prove types the groups asked for.
func (s *sitting) prove(question string, groups []string) {
	s.t.Helper()
	asked := regexp.MustCompile(question).FindStringSubmatch(s.await(question))
	first, _ := strconv.Atoi(asked[1])
	second, _ := strconv.Atoi(asked[2])
	s.send(groups[first] + " " + strings.ToLower(groups[second]) + "\r")
}

func isEmpty(t *testing.T, home string) {
	t.Helper()
	err := filepath.WalkDir(home, func(path string, e fs.DirEntry, err error) error {
		if path != home {
			t.Errorf("left behind: %s", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A vault made in French, key in a file: a wrong part typed, the key looked at
// again, then the right part.
func TestWizardInFrench(t *testing.T) {
	home := t.TempDir()
	key := filepath.Join(home, "clé.txt")
	s := sit(t, home, []string{"LANG=fr_FR.UTF-8"}, "init")
	s.answer("Votre choix", "1")
	s.answer("Son nom", "Atelier Exemple")
	s.answer("Son e-mail", "pasunmail")
	s.answer("(?s)pas une adresse e-mail.*Son e-mail", "contact@exemple.fr")
	s.answer("Son téléphone", "abc")
	s.answer("(?s)aucun chiffre.*Son téléphone", "")
	s.answer(`\[FR\]`, "XX")
	s.answer(`(?s)aucun pays.*\[FR\]`, "France")
	s.answer("forme juridique(?s:.*)Votre choix", "2")
	s.answer("Où doit vivre la clé(?s:.*)Votre choix", "4")
	s.answer("Fichier à créer", filepath.Join(home, "nulle part", "clé.txt"))
	s.answer("(?s)Créez-le.*Fichier à créer", home)
	s.answer("(?s)déjà.*Fichier à créer", key)
	s.answer("Le stylo en main", "")
	groups := s.copied("copiez chaque groupe")
	s.answer("copié", "")
	s.await("▀▀▀▀▀")
	s.answer("cacher définitivement", "")
	s.answer("tapez les groupes", "FAUX")
	s.answer("Ce n’est pas cela(?s:.*)tapez les groupes", "")
	s.answer("Montrer la clé de nouveau", "pui")
	s.answer("Montrer la clé de nouveau", "")
	s.answer("Montrer la clé de nouveau", "o")
	s.answer("Le stylo en main", "")
	s.await("copiez chaque groupe")
	s.answer("copié", "")
	s.answer("cacher définitivement", "")
	s.prove(`tapez les groupes (\d+) et (\d+)`, groups)
	s.await("le papier est bon")
	s.exits(0)

	shown := run(t, home, 0, "--identity", key, "key", "show", "--json")
	if !strings.Contains(shown, `"proven": true`) {
		t.Error(shown)
	}
}

// "calepin --plain" alone makes a vault, in English, sealed with a passphrase; it opens
// with it, and with the recovery key from paper, which then enrols.
func TestWizardInEnglishThenUnlock(t *testing.T) {
	home := t.TempDir()
	s := sit(t, home, nil, "--plain")
	s.answer("no vault yet(?s:.*)Your choice", "")
	for _, question := range []string{"Its name", "Its e-mail", "Its phone", `\[GB\]`, "legal form(?s:.*)Your choice"} {
		s.answer(question, "")
	}
	s.answer("key that opens the vault live(?s:.*)Your choice", "3")
	s.answer("Passphrase:", "short")
	s.answer("Too short(?s:.*)Passphrase:", "several words of mine")
	s.answer("Once more:", "several words of yours")
	s.answer("differ(?s:.*)Passphrase:", "several words of mine")
	s.answer("Once more:", "several words of mine")
	s.answer("Pen in hand", "")
	groups := s.copied("copy every group")
	s.answer("Copied", "")
	s.prove(`type groups (\d+) and (\d+)`, groups)
	s.answer("Enter opens the list", "")
	s.await("0 contacts")
	s.send("q")
	s.exits(0)

	run(t, home, 3, "seal")
	s = sit(t, home, nil, "seal")
	s.answer("Passphrase:", "not these words")
	s.answer("not the passphrase(?s:.*)Passphrase:", "several words of mine")
	s.await("Sealed")
	s.exits(0)

	if err := os.Remove(filepath.Join(home, "data/calepin/identity.age")); err != nil {
		t.Fatal(err)
	}
	s = sit(t, home, nil, "key", "enrol", "--identity-file", filepath.Join(home, "new.txt"))
	s.answer("Type or paste it(?s:.*)>", "AGE-SECRET-KEY-PQ-1 NONSENSE")
	s.answer("not a key(?s:.*)>", strings.ToLower(strings.Join(groups, " ")))
	s.await("has a key to the vault")
	s.exits(0)
	run(t, home, 0, "--identity", filepath.Join(home, "new.txt"), "seal")
}

// Cancelled at any question, a set-up leaves nothing behind, whatever ends it.
func TestCancelledWizardLeavesNothing(t *testing.T) {
	questions := []string{"Your choice", "Its name", "Its e-mail", "Its phone", `\[GB\]`, "legal form(?s:.*)Your choice",
		"opens the vault live(?s:.*)Your choice", "File to create", "Pen in hand", "Copied", "hides it", "type groups"}
	for i := range questions {
		home := t.TempDir()
		s := sit(t, home, nil, "init")
		for j, question := range questions[:i+1] {
			switch {
			case j < i && j == 6:
				s.answer(question, "4")
			case j < i && j == 7:
				s.answer(question, filepath.Join(home, "key.txt"))
			case j < i:
				s.answer(question, "")
			default:
				s.await(question)
			}
		}
		switch i % 4 {
		case 0:
			s.send("\x03")
			s.exits(130)
		case 1:
			s.send("\x04")
			s.exits(1)
		case 2:
			_ = s.cmd.Process.Signal(syscall.SIGTERM)
			s.exits(143)
		case 3:
			_ = s.cmd.Process.Signal(syscall.SIGHUP)
			s.exits(129)
		}
		isEmpty(t, home)
	}
}

// newVault makes a vault with its key in a file, and returns its home and key.
func newVault(t *testing.T) (home, key string) {
	t.Helper()
	return newVaultIn(t, t.TempDir())
}

func newVaultIn(t *testing.T, home string) (_, key string) {
	t.Helper()
	if err := os.MkdirAll(home, 0o700); err != nil {
		t.Fatal(err)
	}
	key = filepath.Join(home, "key.txt")
	run(t, home, 0, "init", "--identity-file", key, "--recovery-file", filepath.Join(home, "recovery.txt"))
	return home, key
}

// A key that never opened the vault on this computer: date and counts are
// shown, and only a yes opens.
func TestNewComputerIsAsked(t *testing.T) {
	home, key := newVault(t)
	pins, _ := filepath.Glob(filepath.Join(home, "*.pin"))
	if len(pins) != 1 {
		t.Fatalf("%d pins", len(pins))
	}
	if err := os.Remove(pins[0]); err != nil {
		t.Fatal(err)
	}
	run(t, home, 6, "--identity", key, "seal")
	s := sit(t, home, nil, "--identity", key, "seal")
	s.await("sealed on")
	s.answer("0 contacts(?s:.*)as you left it", "n")
	s.exits(6)
	s = sit(t, home, nil, "--identity", key, "seal")
	s.answer("as you left it", "y")
	s.await("Sealed")
	s.exits(0)
	run(t, home, 0, "--identity", key, "seal")
}

// The list pages, searches and holds the vault; the interface ends by a signal
// with the vault closed and the terminal as it was.
func TestListOfContacts(t *testing.T) {
	home, key := newVault(t)
	for i := range 20 {
		run(t, home, 0, "--identity", key, "contact", "add", "--given", "Essai", "--family", "Exemple-"+strconv.Itoa(10+i),
			"--source", "essai", "--on-duplicate", "create")
	}
	run(t, home, 2, "--identity", key)
	s := sit(t, home, nil, "--plain", "--identity", key)
	s.await("20 contacts")
	s.await("Exemple-10(?s:.*)Exemple-26(?s:.*)q: quit")
	if out := run(t, home, 5, "--identity", key, "seal"); !strings.Contains(out, strconv.Itoa(s.cmd.Process.Pid)) {
		t.Errorf("the other process is not named: %s", out)
	}
	s.send("n")
	s.await("Exemple-29(?s:.*)q: quit")
	s.send("p")
	s.await("Exemple-10(?s:.*)q: quit")
	s.send("/")
	s.answer("Search:", "exemple-27")
	s.await("“exemple-27”(?s:.*)Exemple-27(?s:.*)q: quit")
	s.send("q")
	s.exits(0)

	fresh, other, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = fresh.Close(), other.Close() }()
	untouched, err := term.GetState(int(fresh.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	for _, end := range []struct {
		signal syscall.Signal
		code   int
	}{{syscall.SIGTERM, 143}, {syscall.SIGHUP, 129}, {syscall.SIGINT, 130}} {
		s := sit(t, home, nil, "--identity", key)
		s.await("Today")
		_ = s.cmd.Process.Signal(end.signal)
		s.await(`\[\?1049l`) // back on the ordinary screen
		s.exits(end.code)
		if after, err := term.GetState(int(s.tty.Fd())); err == nil && *after != *untouched {
			t.Errorf("%s: the terminal is not as it was", end.signal)
		}
		run(t, home, 0, "--identity", key, "seal")
	}
}

// The interface opens a vault whose key is at hand without a question, and
// leads through the making of one where there is none; left half-way, nothing
// is behind.
func TestInterfaceComesIn(t *testing.T) {
	home, key := newVault(t)
	s := sit(t, home, nil, "--identity", key)
	s.await("Today")
	run(t, home, 5, "--identity", key, "seal")
	s.send("q")
	s.exits(0)
	run(t, home, 0, "--identity", key, "seal")

	home = t.TempDir()
	for _, end := range []string{"\x03", "\x11y"} { // ctrl+c; ctrl+q and yes
		s = sit(t, home, nil)
		s.await("Welcome to calepin")
		s.send("\r")
		s.await("Your business")
		if len(end) > 1 {
			s.send(end[:1])
			s.await("Stop here")
			time.Sleep(500 * time.Millisecond) // a box ignores the keys meant for what was below it
			end = end[1:]
		}
		s.send(end)
		s.exits(0)
		isEmpty(t, home)
	}
}
