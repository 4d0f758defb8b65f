package vault

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"calepin/crypto"
)

// crashRounds is how often the gate asks for something to be killed: 0 outside
// of it, thousands in its full counts.
func crashRounds() int {
	n, _ := strconv.Atoi(os.Getenv("CALEPIN_CRASH_ROUNDS"))
	return n
}

// full tells whether the full counts are asked for.
func full() bool { return crashRounds() >= 1000 }

// TestMain lets the tests run this program as the writer that gets killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv("CALEPIN_KILL_WRITER"); dir != "" {
		if err := writeUntilKilled(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// writeUntilKilled puts keys one by one, says each one that was acknowledged,
// and folds and backs up in between.
func writeUntilKilled(root string) error {
	key := filepath.Join(root, "key.txt")
	id, err := crypto.ReadIdentityFile(key)
	if err != nil {
		return err
	}
	dir := filepath.Join(root, "vault")
	info, err := Peek(dir)
	if err != nil {
		return err
	}
	v, err := Open(dir, id, OpenOptions{Pins: crypto.NewFilePin(key, id, info.ID)})
	if err != nil {
		return err
	}
	start := int(info.Generation) * 1_000_000
	for i := start; ; i++ {
		name := fmt.Sprintf("%012d", i)
		fmt.Println("? " + name)
		if err := put(v, name); err != nil {
			return err
		}
		fmt.Println("! " + name)
		if i%7 == 6 {
			if err := v.Seal(); err != nil {
				return err
			}
		}
	}
}

// FAULTS 1: killed at any moment, in commits and in folds, the vault opens
// without a question and holds every acknowledged change.
func TestKill(t *testing.T) {
	w := newWorld(t)
	if err := crypto.WriteIdentityFile(w.key, w.id, ""); err != nil {
		t.Fatal(err)
	}
	var acked []string
	lost, rounds := 0, cmp.Or(crashRounds(), 12)
	for round := range rounds {
		said, asked := killOnce(t, filepath.Dir(w.dir))
		acked = append(acked, said...)
		v, err := w.open()
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		held := keysOf(t, v)
		for _, k := range acked {
			if _, there := slices.BinarySearch(held, k); !there {
				lost++
				t.Errorf("round %d: lost %s", round, k)
			}
		}
		if extra := len(held) - 1 - len(acked); extra > 1 || (extra == 1 && !slices.Contains(held, asked)) {
			t.Errorf("round %d: %d keys more than acknowledged", round, extra)
		} else if extra == 1 {
			acked = append(acked, asked)
			slices.Sort(acked)
		}
		if err := v.release(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d rounds, %d changes acknowledged, %d lost", rounds, len(acked), lost)
}

// killOnce starts a writer, kills it after a moment, and returns what it
// acknowledged and what it was about to write.
func killOnce(t *testing.T, root string) (acked []string, asked string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "CALEPIN_KILL_WRITER="+root)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err := errors.Join(err, cmd.Start()); err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(time.Duration(10+rand.IntN(60))*time.Millisecond, func() { _ = cmd.Process.Kill() })
	for lines := bufio.NewScanner(out); lines.Scan(); {
		switch line := lines.Text(); line[0] {
		case '?':
			asked = line[2:]
		case '!':
			acked = append(acked, line[2:])
		}
	}
	_ = cmd.Wait()
	return acked, asked
}
