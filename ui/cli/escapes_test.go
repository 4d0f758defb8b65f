//go:build !windows

package cli

import (
	"bufio"
	"bytes"
	"io"
	"strings"
	"syscall"
	"testing"

	"calepin/store/vault"
	"calepin/ui/text"
)

// Whatever a sentence quotes, the terminal gets no control character.
func TestNothingSaidMovesTheCursor(t *testing.T) {
	const evil = "\x1b[31m\x9b2J\u009b2Jx\x07\u202e"
	home, key := newVault(t)
	for _, args := range [][]string{
		{"import", evil}, {evil}, {"contact", evil}, {"--identity", evil, "seal"}, {"--lang", evil}, {"--vault", evil, "seal"},
		{"contact", "list", "--status", evil}, {"--identity", key, "contact", "show", evil},
		{"--identity", key, "export", "--format", "csv", "--out", "/nowhere/" + evil}, {"init", "--identity-file", "/nowhere/" + evil},
		{"contact", "list", "--" + evil}, {"--identity", key, "contact", "add", "--from", evil},
	} {
		out, _ := command(home, args...).CombinedOutput()
		if strings.ContainsAny(string(out), "\x1b\x07\u009b\u202e") || len(out) == 0 {
			t.Errorf("%q: %q", args, out)
		}
	}
}

func TestSaidIsClean(t *testing.T) {
	words, err := text.Load(text.English)
	if err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	a := &app{T: words, out: bufio.NewWriter(io.Discard), err: &said, env: func(string) string { return "" }}
	a.say("a\x1b[31mb\n  c\u009b")
	a.warn("\x1bd")
	c := console{app: a, out: &said}
	c.say("e\x1b[2J")
	if want := "a[31mb\n  c\ncalepin: d\ne[2J\n"; said.String() != want {
		t.Errorf("got %q, want %q", said.String(), want)
	}
}

// Ctrl+C behind an import that is in says that it is.
func TestInterruptedBehindAnImport(t *testing.T) {
	words, err := text.Load(text.English)
	if err != nil {
		t.Fatal(err)
	}
	a := &app{T: words}
	if got := a.interrupted(); got != "interrupted." {
		t.Error(got)
	}
	a.landed = words.Import.ToUndo.With("id", "12345678")
	if got := a.interrupted(); !strings.Contains(got, "import is in") || !strings.Contains(got, "undo --batch 12345678") {
		t.Error(got)
	}
}

// A sentence said as a warning is not said again when the command fails of it.
func TestSaidOnce(t *testing.T) {
	words, err := text.Load(text.English)
	if err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	a := &app{T: words, out: bufio.NewWriter(io.Discard), err: &said, env: func(string) string { return "" }}
	readOnly := &vault.ReadOnlyError{Err: syscall.EROFS}
	a.warn(words.Sentence(readOnly))
	if code := a.finish(readOnly); code != exitFailed {
		t.Errorf("exit %d", code)
	}
	if want := "calepin: the vault can be read, not changed: the disk is read-only.\n"; said.String() != want {
		t.Errorf("got %q, want %q", said.String(), want)
	}
}
