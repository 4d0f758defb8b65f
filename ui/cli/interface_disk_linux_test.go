package cli

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// diskOf is a disk of a size, as mount(8) takes it. Where none can be had the test
// is skipped.
func diskOf(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skip("no disk of one’s own can be had here:", err)
	}
	t.Cleanup(func() { _ = unix.Unmount(dir, unix.MNT_DETACH) })
	return dir
}

// A disk that fills while a form is open: the form stays, says why, and saves
// once there is room.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	dir := diskOf(t, "2m")
	home, key := newVaultIn(t, filepath.Join(dir, "home"))
	run(t, home, 0, "--identity", key, "contact", "add", "--given", "Ada", "--family", "Exemple", "--source", "essai")
	s := takeSeat(t, home, []string{"CALEPIN_IDENTITY=" + key})
	fillHalf(s)
	s.focus("Note")
	s.paste(strings.Repeat("Une longue note. ", 4000))
	filler := filepath.Join(dir, "filler")
	_ = os.WriteFile(filler, make([]byte, 4<<20), 0o600) // as much as fits
	s.press("ctrl+s")
	s.await("New contact", "Une longue note", "Not saved: the disk is full")
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	s.press("ctrl+s")
	s.await("Saved: Zoé À-Moitié")

	s.press("C", "a")
	s.await("New contact")
	s.fill("Perdue", "Peut-Être")
	s.focus("Note")
	s.paste(strings.Repeat("Une longue note. ", 4000))
	s.await("Une longue note")
	_ = os.WriteFile(filler, make([]byte, 4<<20), 0o600)
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	if out := oneLine(s.exits(143)); !strings.Contains(out, "could not be kept: the disk is full") {
		t.Error(out)
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	run(t, home, 0, "--identity", key, "seal")
	if out := run(t, home, 0, "--identity", key, "contact", "list"); !strings.Contains(out, "À-Moitié") {
		t.Error(out)
	}
}

// A vault that cannot be written is shown, says so, and keeps what is typed on
// the screen.
func TestReadOnlyVault(t *testing.T) {
	t.Parallel()
	dir := diskOf(t, "4m")
	home, key := newVaultIn(t, filepath.Join(dir, "home"))
	run(t, home, 0, "--identity", key, "contact", "add", "--given", "Ada", "--family", "Exemple", "--source", "essai")
	if err := unix.Mount("", dir, "", unix.MS_REMOUNT|unix.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	if out := run(t, home, 0, "--identity", key, "contact", "show", "Ada"); !strings.Contains(oneLine(out), "what you look at is not logged") {
		t.Error(out)
	}
	s := takeSeat(t, home, []string{"CALEPIN_IDENTITY=" + key})
	s.await("Today", "read-only", "the disk is read-only", "what you look at is not logged")
	s.calm()
	s.press("enter")
	s.gone("what you look at")
	s.press("R", "y")
	s.await("The trail is whole", "reads are not logged")
	s.press("C")
	s.await("Ada Exemple", "reads are not logged")
	s.press("enter")
	s.await("Ada Exemple ")
	s.press("C")
	s.press("a")
	s.await("New contact")
	s.fill("Zoé", "À-Moitié")
	s.press("ctrl+s")
	s.await("New contact", "Zoé", "À-Moitié", "Not saved: the vault can be read, not changed")
	s.press("ctrl+c", "ctrl+c")
	if out := oneLine(s.exits(0)); !strings.Contains(out, "could not be kept") {
		t.Error(out)
	}
	if err := unix.Mount("", dir, "", unix.MS_REMOUNT, ""); err != nil {
		t.Fatal(err)
	}
	if out := run(t, home, 0, "--identity", key, "audit", "show", "--what", "read"); strings.Contains(out, "page read") {
		t.Error("a read of read-only media was logged:", out)
	}
	run(t, home, 0, "--identity", key, "audit", "verify")
}
