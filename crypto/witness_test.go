package crypto

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"calepin/crypto/witness"
)

// Stock age reads the identity files written here, and the other way round.
func TestStockAgeReadsIdentityFiles(t *testing.T) {
	keygen, age := witness.Tool(t, "age-keygen"), witness.Tool(t, "age")
	eachKind(t, func(t *testing.T, id *Identity) {
		dir := t.TempDir()
		key, plain, file := filepath.Join(dir, "key"), filepath.Join(dir, "plain"), filepath.Join(dir, "file.age")
		if err := WriteIdentityFile(key, id, "a comment"); err != nil {
			t.Fatal(err)
		}
		if got := strings.TrimSpace(run(t, keygen, "-y", key)); got != id.Recipient() {
			t.Errorf("age-keygen -y says %.40s…", got)
		}
		if err := os.WriteFile(plain, []byte("content"), 0o600); err != nil {
			t.Fatal(err)
		}
		run(t, age, "-r", id.Recipient(), "-o", file, plain)
		if got := run(t, age, "-d", "-i", key, file); got != "content" {
			t.Errorf("age -d gives %q", got)
		}
	})
}

func TestReadsStockIdentityFiles(t *testing.T) {
	keygen := witness.Tool(t, "age-keygen")
	for name, args := range map[string][]string{"hybrid": {"-pq"}, "classic": nil} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "key")
			run(t, keygen, append(args, "-o", path)...)
			id, err := ReadIdentityFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if id.Classic() != (name == "classic") {
				t.Error("the other kind")
			}
			if got := strings.TrimSpace(run(t, keygen, "-y", path)); got != id.Recipient() {
				t.Errorf("age-keygen -y says %.40s…", got)
			}
		})
	}
}

// Stock age opens a sealed identity, and OpenSealed one that stock age sealed.
// Its plug-in takes the passphrase without a terminal.
func TestStockAgeAndSealedIdentities(t *testing.T) {
	age, plugin := witness.Tool(t, "age"), witness.Tool(t, "age-plugin-batchpass")
	t.Setenv("PATH", filepath.Dir(plugin)+string(os.PathListSeparator)+os.Getenv("PATH"))
	t.Setenv("AGE_PASSPHRASE", "correct horse")
	t.Setenv("AGE_PASSPHRASE_WORK_FACTOR", "5")
	eachKind(t, func(t *testing.T, id *Identity) {
		dir := t.TempDir()
		mine, theirs := filepath.Join(dir, "mine.age"), filepath.Join(dir, "theirs.age")
		data, err := SealIdentity(id, "correct horse")
		if err == nil {
			err = WriteKeyFile(mine, data)
		}
		if err != nil {
			t.Fatal(err)
		}
		text := run(t, age, "-d", "-j", "batchpass", mine)
		if got, err := ParseIdentity(text); err != nil || got.String() != id.String() {
			t.Errorf("age -d of a sealed identity: %v", err)
		}
		for _, format := range []string{"--encrypt", "--armor"} {
			cmd := exec.Command(age, "--encrypt", format, "-j", "batchpass")
			cmd.Stdin = strings.NewReader(text)
			cmd.Stderr = t.Output()
			out, err := cmd.Output()
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(theirs, out, 0o600); err != nil {
				t.Fatal(err)
			}
			data, err := ReadKeyFile(theirs)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := OpenSealed(data, "correct horse"); err != nil || got.String() != id.String() {
				t.Errorf("%s: %v", format, err)
			}
		}
	})
}
