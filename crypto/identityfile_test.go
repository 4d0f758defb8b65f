package crypto

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestIdentityFile(t *testing.T) {
	eachKind(t, func(t *testing.T, id *Identity) {
		path := filepath.Join(t.TempDir(), "key.txt")
		if err := WriteIdentityFile(path, id, "calepin, operator Zoé\nAGE-SECRET-KEY-1\r\nthird\x1b[2J\x00"); err != nil {
			t.Fatal(err)
		}
		got, err := ReadIdentityFile(path)
		if err != nil || got.String() != id.String() {
			t.Fatalf("read back: %v", err)
		}
		data, _ := os.ReadFile(path)
		lines := strings.Split(string(data), "\n")
		if len(lines) != 7 || !strings.HasPrefix(lines[0], "# created: 2") ||
			lines[1] != "# public key: "+id.Recipient() || lines[2] != "# calepin, operator Zoé" ||
			lines[3] != "# AGE-SECRET-KEY-1" || lines[4] != "# third[2J" || lines[5] != id.String() {
			t.Errorf("layout:\n%s", data)
		}
		if exposed, err := FileExposed(path); exposed || err != nil {
			t.Errorf("exposed: %v, %v", exposed, err)
		}
	})
}

func TestWriteIdentityFileNeverReplaces(t *testing.T) {
	dir := t.TempDir()
	taken := filepath.Join(dir, "taken")
	if err := os.WriteFile(taken, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	links := []string{taken}
	if runtime.GOOS != "windows" {
		for name, target := range map[string]string{"link": taken, "dangling": filepath.Join(dir, "nothing")} {
			link := filepath.Join(dir, name)
			if err := os.Symlink(target, link); err != nil {
				t.Fatal(err)
			}
			links = append(links, link)
		}
	}
	for _, path := range links {
		if err := WriteIdentityFile(path, generate(t, true), ""); !errors.Is(err, fs.ErrExist) {
			t.Errorf("%s: %v", filepath.Base(path), err)
		}
	}
	if data, _ := os.ReadFile(taken); string(data) != "mine" {
		t.Error("the file was touched")
	}
	if err := WriteIdentityFile(filepath.Join(dir, "no", "key"), generate(t, true), ""); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing folder: %v", err)
	}
}

func TestReplaceKeyFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "key.txt")
	if err := ReplaceKeyFile(path, []byte("x")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("nothing to replace: %v", err)
	}
	if err := WriteIdentityFile(path, generate(t, true), ""); err != nil {
		t.Fatal(err)
	}
	if err := ReplaceKeyFile(path, []byte("new")); err != nil {
		t.Fatal(err)
	}
	if data, _ := os.ReadFile(path); string(data) != "new" {
		t.Errorf("holds %q", data)
	}
	if exposed, err := FileExposed(path); exposed || err != nil {
		t.Errorf("exposed: %v, %v", exposed, err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
}

func TestReplaceKeyFileFollowsALink(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need a privilege")
	}
	dir := t.TempDir()
	target, link := filepath.Join(dir, "real"), filepath.Join(dir, "link")
	if err := errors.Join(os.WriteFile(target, []byte("old"), 0o600), os.Symlink(target, link)); err != nil {
		t.Fatal(err)
	}
	if err := ReplaceKeyFile(link, []byte("new")); err != nil {
		t.Fatal(err)
	}
	if data, _ := os.ReadFile(target); string(data) != "new" {
		t.Errorf("the target holds %q", data)
	}
	if info, _ := os.Lstat(link); info.Mode()&fs.ModeSymlink == 0 {
		t.Error("the link is gone")
	}
}

func TestReadIdentityFileErrors(t *testing.T) {
	dir := t.TempDir()
	sealedFile, err := SealIdentity(generate(t, true), "x")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"empty":   {nil, ErrNoIdentity},
		"huge":    {make([]byte, MaxIdentitySize+1), ErrTooLarge},
		"zeroes":  {make([]byte, 100), ErrNotText},
		"sealed":  {sealedFile, ErrSealedIdentity},
		"foreign": {[]byte("%PDF-1.7\n"), ErrMalformed},
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, c.data, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := ReadIdentityFile(path)
		where, ok := errors.AsType[*IdentityError](err)
		if !ok || where.Path != path || where.Err != c.want {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
		if strings.Contains(err.Error(), dir) {
			t.Errorf("%s: the text names the path", name)
		}
	}
	if _, err := ReadIdentityFile(filepath.Join(dir, "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing: %v", err)
	}
	if _, err := ReadIdentityFile(dir); !errors.Is(err, ErrNotRegular) {
		t.Errorf("folder: %v", err)
	}
}

// A sparse file of two gigabytes is refused after a few kilobytes.
func TestReadIdentityFileStopsEarly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sparse")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(f.Truncate(2<<30), f.Close()); err != nil {
		t.Skip("no sparse files here:", err)
	}
	if _, err := ReadIdentityFile(path); !errors.Is(err, ErrTooLarge) {
		t.Error(err)
	}
}

func TestFileExposed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("modes say nothing")
	}
	path := filepath.Join(t.TempDir(), "key")
	for mode, want := range map[fs.FileMode]bool{0o600: false, 0o400: false, 0o640: true, 0o604: true, 0o620: true} {
		if err := errors.Join(os.WriteFile(path, nil, 0o600), os.Chmod(path, mode)); err != nil {
			t.Fatal(err)
		}
		if got, err := FileExposed(path); got != want || err != nil {
			t.Errorf("%o: %v, %v", mode, got, err)
		}
		os.Remove(path)
	}
	if _, err := FileExposed(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing: %v", err)
	}
}
