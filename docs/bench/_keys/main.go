// Keys measures, in a terminal of 120×40, the time from a key to the last of
// the repaint that it causes, on the list of contacts of a vault: moves, pages
// and both ends, and every letter of some searches with its result. It prints
// the median, the 99th percentile and the most of each in milliseconds, a line
// each.
//
//	keys VAULT KEY
package main

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// quiet is how long nothing more comes once a repaint has ended.
const quiet = 150 * time.Millisecond

// searches are of names, with and without accents, e-mails, numbers and firms.
var searches = []string{"dupl", "maëlys", "imprim", "06 39", "@fictif", "helene", "zzz"}

func main() {
	s := begin(os.Args[1], os.Args[2])
	var moves, letters []time.Duration
	for _, keys := range []struct {
		key   string
		times int
	}{{"j", 100}, {"k", 50}, {"\x04", 50}, {"\x15", 50}, {"G", 30}, {"g", 30}} {
		for range keys.times {
			moves = append(moves, s.press(keys.key))
			if keys.key == "G" {
				moves = append(moves, s.press("g"))
			}
		}
	}
	for range 2 {
		for _, text := range searches {
			s.press("/")
			for _, letter := range text {
				letters = append(letters, s.press(string(letter)))
			}
			s.press("\x1b")
		}
	}
	check(s.cmd.Process.Signal(syscall.SIGTERM))
	_ = s.cmd.Wait() // it seals first
	tell(moves)
	tell(letters)
}

// session is calepin in a terminal. What it writes is kept as it comes, with
// the time, and looked at only once it is quiet: drawing it is not measured.
type session struct {
	cmd    *exec.Cmd
	tty    *os.File
	screen *vt.Emulator
	came   chan piece
}

type piece struct {
	at   time.Time
	text []byte
}

func begin(vault, key string) *session {
	home, err := os.MkdirTemp("", "")
	check(err)
	defer os.RemoveAll(home)
	check(os.MkdirAll(home+"/calepin", 0o700))
	check(os.WriteFile(home+"/calepin/config.toml", []byte("start = \"contacts\"\n"), 0o600))
	cmd := exec.Command("calepin", "--vault", vault, "--identity", key)
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "XDG_CONFIG_HOME="+home, "XDG_STATE_HOME="+home)
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 40, Cols: 120})
	check(err)
	s := &session{cmd, tty, vt.NewEmulator(120, 40), make(chan piece, 1<<16)}
	go func() {
		for b := make([]byte, 1<<16); ; {
			n, err := tty.Read(b)
			if err != nil {
				return
			}
			s.came <- piece{time.Now(), slices.Clone(b[:n])}
		}
	}()
	go func() { // what the terminal answers
		for b := make([]byte, 1<<10); ; {
			n, err := s.screen.Read(b)
			if err != nil {
				return
			}
			_, _ = tty.Write(b[:n])
		}
	}()
	for begun := time.Now(); !strings.Contains(s.screen.String(), "Contacts"); {
		if time.Since(begun) > time.Minute {
			check(fmt.Errorf("no list of contacts, but\n%s", s.screen.String()))
		}
		for _, p := range s.settle() {
			_, _ = s.screen.Write(p.text)
		}
	}
	for again := true; again; again = len(s.settle()) > 0 { // what is read behind the first screen
		time.Sleep(3 * time.Second)
	}
	return s
}

// settle returns what comes until nothing does.
func (s *session) settle() (all []piece) {
	for {
		select {
		case p := <-s.came:
			all = append(all, p)
		case <-time.After(quiet):
			return all
		}
	}
}

// press sends a key and returns how long it took until the screen was as it
// stays.
func (s *session) press(key string) time.Duration {
	before := s.screen.Render()
	began := time.Now()
	_, err := s.tty.WriteString(key)
	check(err)
	var took time.Duration
	for _, p := range s.settle() {
		_, _ = s.screen.Write(p.text)
		if now := s.screen.Render(); now != before {
			before, took = now, p.at.Sub(began)
		}
	}
	return took
}

func tell(all []time.Duration) {
	slices.Sort(all)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	fmt.Printf("%.2f %.2f %.2f\n", ms(all[len(all)/2]), ms(all[len(all)*99/100]), ms(all[len(all)-1]))
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "keys:", err)
		os.Exit(1)
	}
}
