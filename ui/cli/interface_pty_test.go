//go:build !windows

package cli

import (
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
)

// groups reads the recovery key off the screen.
func (s *seat) groups() map[int]string {
	s.t.Helper()
	found := map[int]string{}
	s.until("recovery key", func(shown string) bool {
		for _, m := range regexp.MustCompile(`\b(\d+) +([A-Z0-9]{3,5})\b`).FindAllStringSubmatch(shown, -1) {
			n, _ := strconv.Atoi(m[1])
			found[n] = m[2]
		}
		return len(found) == 12
	})
	return found
}

// saying is what the interface says in a language, as far as a play needs it.
type saying struct {
	lang, welcome, business, where, file, group, prove, made, today                   string
	contacts, newContact, called, heard, logged, edit, saved, takenBack, locked, kept string
	drop, wrong                                                                       string
}

var sayings = []saying{
	{
		"fr_FR.UTF-8", "Bienvenue dans calepin", "Votre activité", "Où vivra la clé", "Fichier à créer", `Groupe (\d+)`,
		"Montrez que le papier est bon", "Votre coffre est fait", "Le carnet est vide", "Aucun contact pour l’instant", "Nouveau contact",
		"Noter : Éloïse Crème", "vous avez appelé", "noté pour Éloïse Crème", "Modifier", "Enregistré : Éloïse Brûlée", "annulé", "Le coffre est verrouillé", "gardé", "Stop", "phrase de passe",
	},
	{
		"en_GB.UTF-8", "Welcome to calepin", "Your business", "Where the key will live", "File to create", `Group (\d+)`,
		"Show that the paper is good", "Your vault is made", "The notebook is empty", "No contacts yet", "New contact",
		"Log: Éloïse Crème", "you called", "with Éloïse Crème: logged", "Edit", "Saved: Éloïse Brûlée", "Taken back", "The vault is locked", "kept", "Stop", "passphrase",
	},
}

// firstRun makes a vault on the screens, its key in a file.
func (w saying) firstRun(s *seat, key string) {
	s.await(w.welcome)
	s.press("enter")
	s.await(w.business)
	s.fill("Atelier Exemple", "contact@exemple.fr")
	s.press("ctrl+s")
	s.await(w.where)
	s.press("end")
	s.await(w.file)
	s.write(key)
	s.press("enter")
	groups := s.groups()
	s.press("enter")
	shown := s.await(w.prove)
	asked := regexp.MustCompile(w.group).FindAllStringSubmatch(shown, -1)
	if len(asked) != 2 {
		s.t.Fatal(shown)
	}
	for i, m := range asked {
		n, _ := strconv.Atoi(m[1])
		if i > 0 {
			s.press("tab")
		}
		s.write(strings.ToLower(groups[n]))
	}
	s.press("ctrl+s")
	s.await(w.made)
	s.press("enter")
	s.await(w.today)
}

// The first day, in both languages: a vault is made, a contact added, a call
// logged in three keys, found, changed, taken back.
func TestFirstDay(t *testing.T) {
	t.Parallel()
	for _, w := range sayings {
		t.Run(w.lang, func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			key := filepath.Join(home, "clé.txt")
			s := takeSeat(t, home, []string{"LANG=" + w.lang})
			w.firstRun(s, key)

			s.press("C")
			s.await(w.contacts)
			s.press("a")
			s.await(w.newContact)
			s.fill("Éloïse", "Crème", "Pâtisserie Noël", "", "eloise@fictif.example", "", "+33261910001")
			s.press("ctrl+s")
			s.await("Éloïse Crème", "2 61 91 00 01")

			s.press("l", "c", "o")
			s.await(w.called)
			s.write("Commande de bûches")
			s.press("ctrl+s")
			s.await(w.logged)
			s.await("Commande de bûches")

			s.press("e")
			s.await(w.edit)
			s.press("tab")
			for range "Crème" {
				s.press("backspace")
			}
			s.write("Brûlée")
			s.press("ctrl+s")
			s.await(w.saved)
			s.press("u")
			s.await(w.takenBack, "Éloïse Crème")

			s.press("C", "/")
			s.write("ELOISE creme")
			s.await("ELOISE creme", "Éloïse Crème", "Pâtisserie Noël")
			s.write("x")
			s.gone("Pâtisserie Noël")
			s.press("backspace", "enter", "enter")
			s.await("Commande de bûches")
			s.press("T")
			s.gone("Contacts › ") // above a page, q goes back
			s.press("q")
			s.exits(0)
			run(t, home, 0, "--identity", key, "seal")
			if out := run(t, home, 0, "--identity", key, "interaction", "list"); !strings.Contains(out, "Commande de bûches") {
				t.Error(out)
			}
		})
	}
}

// office is a home with a vault of one contact, and the way to sit down at it.
func office(t *testing.T) (home string, at func(env []string, args ...string) *seat) {
	t.Helper()
	home, key := newVault(t)
	run(t, home, 0, "--identity", key, "contact", "add", "--given", "Ada", "--family", "Exemple", "--source", "essai")
	return home, func(env []string, args ...string) *seat {
		t.Helper()
		return takeSeat(t, home, append([]string{"CALEPIN_IDENTITY=" + key}, env...), args...)
	}
}

// fillHalf opens the form of a new contact and fills some of it.
func fillHalf(s *seat) {
	s.t.Helper()
	s.await("Today")
	s.press("C")
	s.await("Ada Exemple")
	s.press("a")
	s.await("New contact")
	s.fill("Zoé", "À-Moitié")
	s.press("tab", "tab", "tab")
	s.write("zoe@fictif.example")
	s.await("Zoé", "À-Moitié", "zoe@fictif.example")
}

// A lock in the middle of a form gives it back as it was.
func TestLockKeepsTheForm(t *testing.T) {
	t.Parallel()
	home, at := office(t)
	s := at(nil)
	fillHalf(s)
	s.press("ctrl+l")
	s.await("The vault is locked")
	s.gone("Zoé")
	run(t, home, 0, "--identity", filepath.Join(home, "key.txt"), "seal") // it is free meanwhile
	s.press("enter")
	s.await("New contact", "Zoé", "À-Moitié", "zoe@fictif.example")
	s.press("ctrl+s")
	s.await("Saved: Zoé À-Moitié")
	s.press("ctrl+c")
	s.await("once more to quit")
	s.press("ctrl+c")
	s.exits(0)
	s = at(nil)
	s.await("Today")
	s.press("f6")
	s.await("No form is left unfinished")
	s.press("q")
	s.exits(0)
}

// A signal, or the terminal going away, in the middle of a form: the vault is
// closed, the form kept and offered at the next start.
func TestHangUpKeepsTheForm(t *testing.T) {
	t.Parallel()
	for _, end := range []struct {
		name string
		do   func(*seat)
		code int
	}{
		{"SIGTERM", func(s *seat) { _ = s.cmd.Process.Signal(syscall.SIGTERM) }, 143},
		{"SIGHUP", func(s *seat) { _ = s.cmd.Process.Signal(syscall.SIGHUP) }, 129},
		{"closed", func(s *seat) { _ = s.tty.Close() }, 129},
	} {
		t.Run(end.name, func(t *testing.T) {
			t.Parallel()
			home, at := office(t)
			s := at(nil)
			fillHalf(s)
			end.do(s)
			if end.name == "closed" {
				s.ends(end.code)
			} else {
				s.exits(end.code)
			}
			run(t, home, 0, "--identity", filepath.Join(home, "key.txt"), "seal")
			s = at(nil)
			s.await("Today", "not finished is kept")
			s.press("f6")
			s.await("New contact", "Zoé", "À-Moitié", "zoe@fictif.example")
			s.press("ctrl+s")
			s.await("Saved: Zoé À-Moitié")
			s.press("T", "q")
			s.exits(0)
			s = at(nil)
			s.await("Today")
			s.press("f6")
			s.await("No form is left unfinished")
			s.press("q")
			s.exits(0)
		})
	}
}

// A key under a passphrase: a wrong one, then the right one, in both languages.
func TestPassphraseOnTheScreen(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	s := takeSeat(t, home, nil)
	s.await("Welcome to calepin")
	s.press("enter")
	s.await("Your business")
	s.press("ctrl+s")
	s.await("Where the key will live")
	s.press("home", "down", "down", "enter")
	s.await("The passphrase")
	s.fill("court", "court")
	s.press("enter")
	s.await("Too short")
	for range "court" {
		s.press("backspace")
	}
	s.write("plusieurs mots à moi")
	s.press("tab")
	for range "court" {
		s.press("backspace")
	}
	s.write("plusieurs mots à toi")
	s.press("enter")
	s.await("differ")
	s.write("plusieurs mots à moi")
	s.press("enter")
	groups := s.groups()
	s.press("enter")
	shown := s.await("Show that the paper is good")
	for i, m := range regexp.MustCompile(`Group (\d+)`).FindAllStringSubmatch(shown, -1) {
		n, _ := strconv.Atoi(m[1])
		if i > 0 {
			s.press("tab")
		}
		s.write(groups[n])
	}
	s.press("enter")
	s.await("Your vault is made")
	s.press("enter")
	s.await("The notebook is empty")
	if strings.Contains(s.sent(), "plusieurs mots") {
		t.Error("the passphrase was shown")
	}
	s.press("q")
	s.exits(0)
	for _, w := range sayings {
		s = takeSeat(t, home, []string{"LANG=" + w.lang})
		s.await(w.wrong)
		s.write("plusieurs mots à toi")
		s.press("enter")
		s.until("refusal", func(shown string) bool {
			return strings.Contains(shown, "✗")
		})
		s.write("plusieurs mots à moi")
		s.press("enter")
		s.await(w.today)
		s.press("ctrl+l")
		s.await(w.locked, w.wrong) // it is asked for at once
		s.write("plusieurs mots à moi")
		s.press("enter")
		s.await(w.today)
		s.press("q")
		s.exits(0)
	}
}

// The key that a first run put into a file opens the vault without being named;
// while its file is away, the page says which one, and looks again when asked.
func TestKeyFileIsFoundAgain(t *testing.T) {
	t.Parallel()
	for i, away := range []string{"qui n’est pas là", "which is not there"} {
		w := sayings[i]
		t.Run(w.lang, func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			key := filepath.Join(home, "clé.txt")
			s := takeSeat(t, home, []string{"LANG=" + w.lang})
			w.firstRun(s, key)
			s.press("q")
			s.exits(0)
			if err := os.Rename(key, key+".away"); err != nil {
				t.Fatal(err)
			}
			s = takeSeat(t, home, []string{"LANG=" + w.lang})
			s.await(away, "clé.txt")
			if err := os.Rename(key+".away", key); err != nil {
				t.Fatal(err)
			}
			s.press("esc")
			s.await(w.today)
			s.press("q")
			s.exits(0)
		})
	}
}

// A first run left at any page, by any way out, leaves nothing behind.
func TestLeftFirstRunLeavesNothing(t *testing.T) {
	t.Parallel()
	pages := []func(*seat, string){
		func(s *seat, _ string) { s.await("Welcome to calepin") },
		func(s *seat, _ string) { s.press("enter"); s.await("Your business") },
		func(s *seat, _ string) { s.fill("Atelier"); s.press("ctrl+s"); s.await("Where the key will live") },
		func(s *seat, home string) {
			s.press("end")
			s.write(filepath.Join(home, "key.txt"))
			s.press("enter")
			s.await("Your recovery key")
		},
		func(s *seat, _ string) { s.press("enter"); s.await("Show that the paper is good") },
	}
	for last := range pages {
		for _, end := range []struct {
			name string
			do   func(*seat)
			code int
		}{
			{"ctrl+c", func(s *seat) { s.press("ctrl+c") }, 0},
			{"SIGTERM", func(s *seat) { _ = s.cmd.Process.Signal(syscall.SIGTERM) }, 143},
			{"SIGHUP", func(s *seat) { _ = s.cmd.Process.Signal(syscall.SIGHUP) }, 129},
		} {
			t.Run(strconv.Itoa(last)+" "+end.name, func(t *testing.T) {
				t.Parallel()
				home := t.TempDir()
				s := takeSeat(t, home, nil)
				for _, page := range pages[:last+1] {
					page(s, home)
				}
				end.do(s)
				s.exits(end.code)
				isEmpty(t, home)
			})
		}
	}
}

// A megabyte with control characters pasted into a field, a note and a list:
// only text gets in, nothing of it is taken for keys or for the terminal's.
func TestHugePaste(t *testing.T) {
	t.Parallel()
	_, at := office(t)
	s := at(nil)
	fillHalf(s)
	flood := strings.Repeat("qu\x1b[2J\x1b]0;hacked\x07\x00\x03\x1a\u202eé\r\n", 1<<20/24)
	s.press("home")
	s.paste(flood)
	s.press("shift+tab") // no key is lost after it
	s.await("New contact", "Zoé")
	s.press("esc")
	s.await("Drop what was typed?")
	s.press("esc")
	s.gone("Drop what was typed?")
	s.focus("Note")
	s.paste(flood)
	s.press("home")
	s.await("New contact")
	s.press("esc")
	s.await("Drop what was typed?")
	s.press("d")
	s.await("Ada Exemple")
	s.paste(flood) // on a list
	s.press("a")
	s.await("New contact")
	s.press("esc")
	s.await("Ada Exemple")
	s.press("q")
	s.exits(0)
	if sent := s.sent(); strings.Contains(sent, "hacked") || strings.Contains(sent, "\u202e") {
		t.Error("what was pasted reached the terminal raw")
	}
}

// Names wider than their letters, and letters that combine, are kept and shown
// whole.
func TestNamesOfAllKinds(t *testing.T) {
	t.Parallel()
	home, at := office(t)
	s := at(nil)
	s.await("Today")
	for _, name := range [][2]string{{"山田", "太郎"}, {"E\u0301loi\u0308se", "Zo\u0308e\u0323"}, {"김", "철수"}, {"ๆกุ้", "น้ำ"}} {
		s.press("C")
		s.await("Ada Exemple")
		s.press("a")
		s.await("New contact")
		s.fill(name[0], name[1])
		s.press("ctrl+s")
		s.await("Saved:")
		s.gone("New contact")
	}
	s.press("C")
	shown := s.await("Ada Exemple", "山田", "Éloïse", "김")
	for _, line := range strings.Split(shown, "\n") {
		if w := ansi.StringWidth(line); w > 80 {
			t.Errorf("%d cells: %s", w, line)
		}
	}
	s.press("/")
	s.write("太郎")
	s.gone("Ada")
	s.await("山田")
	s.press("esc", "esc", "q")
	s.exits(0)
	if out := run(t, home, 0, "--identity", home+"/key.txt", "contact", "list", "--search", "太郎"); !strings.Contains(out, "山田") {
		t.Error(out)
	}
}

// Keys written in one breath, as a slow line hands them over, go where they
// would one by one.
func TestKeysFasterThanTheScreen(t *testing.T) {
	t.Parallel()
	home, at := office(t)
	s := at(nil)
	s.await("Today", "? help")
	s.write("CaZoé\tSoufflée\x13")
	s.await("Saved: Zoé Soufflée")
	s.write("lcoRappel du devis\x13")
	s.await("logged")
	s.write("C/ada exem\r\r")
	s.await("Contacts › Ada Exemple")
	s.write("Tq")
	s.exits(0)
	run(t, home, 0, "--identity", home+"/key.txt", "seal")
	if out := run(t, home, 0, "--identity", home+"/key.txt", "interaction", "list"); !strings.Contains(out, "Rappel du devis") {
		t.Error(out)
	}
}

// The window may take any size, at any time.
func TestResizing(t *testing.T) {
	t.Parallel()
	_, at := office(t)
	s := at(nil)
	fillHalf(s)
	for range 2 {
		s.resize(0, 0)
		time.Sleep(30 * time.Millisecond)
		s.resize(1, 1)
		time.Sleep(30 * time.Millisecond)
		s.resize(59, 15)
		s.await("too small: 59 × 15")
		s.write("qx") // nobody sees what these would do
		s.resize(400, 100)
		s.await("New contact", "zoe@fictif.example")
		s.resize(60, 16)
		s.await("New contact", "zoe@fictif.example")
	}
	s.resize(80, 24)
	s.press("ctrl+s")
	s.await("Saved: Zoé À-Moitié")
	for _, place := range []string{"T", "C", "E", "K", "O"} {
		s.press(place)
		for _, size := range [][2]int{{400, 100}, {60, 16}, {0, 0}, {100, 30}, {80, 24}} {
			s.resize(size[0], size[1])
			time.Sleep(30 * time.Millisecond)
		}
		s.await("Today", "Contacts")
	}
	s.press("q")
	s.exits(0)
}

// A vault that another process holds: a clear page, and another try.
func TestVaultInUse(t *testing.T) {
	t.Parallel()
	_, at := office(t)
	first := at(nil)
	first.await("Today")
	s := at(nil)
	s.await("The vault is in use", strconv.Itoa(first.cmd.Process.Pid))
	s.press("r")
	s.await("The vault is in use")
	first.press("q")
	first.exits(0)
	s.press("enter")
	s.await("Today")
	s.press("q")
	s.exits(0)

	first, s = at(nil), nil
	first.await("Today")
	s = at(nil)
	s.await("The vault is in use")
	s.press("q")
	if shown := s.exits(5); !strings.Contains(shown, "open in another calepin") {
		t.Error(shown)
	}
	first.press("q")
	first.exits(0)
}

// DESIGN §2: a part of the vault that proves bad once the first screen stands
// stops everything, and nothing is written.
func TestDamageFoundBehindTheScreen(t *testing.T) {
	t.Parallel()
	home, at := office(t)
	key, file := filepath.Join(home, "key.txt"), filepath.Join(home, "plan.bin")
	noise := make([]byte, 4<<20)
	_, _ = rand.NewChaCha8([32]byte{7}).Read(noise)
	if err := os.WriteFile(file, noise, 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, home, 0, "--identity", key, "attach", "add", "--contact", "Ada Exemple", file)
	run(t, home, 0, "--identity", key, "seal")
	path := filepath.Join(home, "data", "calepin", "vault.age")
	sealed, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	sealed[len(sealed)/2] ^= 1
	if err := os.WriteFile(path, sealed, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, keys := range [][]string{nil, {"C", "a"}} { // nothing done meanwhile, and a form opened
		s := at(nil)
		s.press(keys...)
		s.await("cannot be trusted as it is")
		s.gone("Ada")
		s.press("q")
		s.exits(6)
	}
	if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, sealed) {
		t.Error("the vault was touched", err)
	}
}

// A slip in the configuration is told and keeps nobody out.
func TestWrongSetting(t *testing.T) {
	t.Parallel()
	for _, slip := range []struct{ line, told string }{
		{"theme = \"mauve\"", "“theme”"}, {"mouse = true\nauto_lock = \"soon\"", "wrong kind"}, {"colour = 1", "“colour”"}, {"theme = ", "line 1"},
	} {
		home, at := office(t)
		if err := os.MkdirAll(home+"/.config/calepin", 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(home+"/.config/calepin/config.toml", []byte(slip.line+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		s := at(nil)
		s.await("Today", slip.told)
		s.press("C")
		s.await("Ada Exemple")
		s.press("q")
		s.exits(0)
	}
}

// Whoever asks for no colour gets none.
func TestNoColor(t *testing.T) {
	t.Parallel()
	colour := regexp.MustCompile(`\x1b\[(?:\d*;)*(?:3[0-8]|4[0-8]|9\d|10\d)[;\d:]*m`)
	for _, way := range []struct {
		env, args []string
		coloured  bool
	}{
		{nil, nil, true}, {[]string{"NO_COLOR=1"}, nil, false}, {nil, []string{"--no-color"}, false}, {[]string{"NO_COLOR=1", "COLORTERM=truecolor", "CLICOLOR_FORCE=1"}, nil, false},
	} {
		_, at := office(t) // one each: the form knows who is on file
		s := at(way.env, way.args...)
		fillHalf(s)
		s.press("ctrl+s")
		s.await("Saved: Zoé")
		s.press("ctrl+c", "ctrl+c")
		s.exits(0)
		if found := colour.FindString(s.sent()); (found != "") != way.coloured {
			t.Errorf("%v %v: %q", way.env, way.args, found)
		}
	}
}

// --plain writes line after line: the screen is never taken over.
func TestPlainIsLinear(t *testing.T) {
	t.Parallel()
	_, at := office(t)
	s := at(nil, "--plain")
	s.await("1 contact", "Ada Exemple")
	s.press("q")
	s.exits(0)
	for _, seq := range []string{"\x1b[?1049h", "\x1b[2J", "\x1b[H"} {
		if strings.Contains(s.sent(), seq) {
			t.Errorf("%q was sent", seq)
		}
	}
}

// In the background and back, the form is as it was.
func TestSuspended(t *testing.T) {
	t.Parallel()
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip(err)
	}
	home, key := newVault(t)
	run(t, home, 0, "--identity", key, "contact", "add", "--given", "Ada", "--family", "Exemple", "--source", "essai")
	cmd := exec.Command(bash, "--norc", "--noprofile", "-i")
	cmd.Env = append(homeEnv(home), "PS1=shell> ", "CALEPIN_IDENTITY="+key)
	s := seatOf(t, cmd)
	s.await("shell>")
	s.write("calepin\r")
	fillHalf(s)
	s.press("ctrl+z")
	s.await("shell>", "Stopped")
	s.write("echo di''rect\r")
	s.await("direct")
	s.write("fg\r")
	s.await("New contact", "Zoé", "À-Moitié", "zoe@fictif.example")
	s.press("ctrl+s")
	s.await("Saved: Zoé À-Moitié")
	s.press("T", "q")
	s.await("shell>")
	s.write("exit 0\r")
	s.exits(0)
}
