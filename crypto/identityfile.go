package crypto

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
	"unicode"
)

// ReadIdentityFile reads the one key in a file made by WriteIdentityFile or
// age-keygen. A file sealed with a passphrase gives ErrSealedIdentity: read it
// with ReadKeyFile, ask for the passphrase, and use OpenSealed.
//
// A missing file is fs.ErrNotExist; everything else is an *IdentityError.
func ReadIdentityFile(path string) (*Identity, error) {
	data, err := ReadKeyFile(path)
	if err != nil {
		return nil, err
	}
	id, err := ParseIdentity(string(data))
	var where *IdentityError
	if errors.As(err, &where) {
		where.Path = path
	}
	return id, err
}

// ReadKeyFile returns the bytes of an identity file, sealed or not, without
// reading more than MaxIdentitySize of them. Pipes are read too, so that a
// shell can hand a key over without a file; devices and folders are refused.
func ReadKeyFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if mode := info.Mode(); !mode.IsRegular() && mode&fs.ModeNamedPipe == 0 {
		return nil, &IdentityError{Path: path, Err: ErrNotRegular}
	}
	data, err := io.ReadAll(io.LimitReader(f, MaxIdentitySize+1))
	if err != nil {
		return nil, err
	}
	if len(data) > MaxIdentitySize {
		return nil, &IdentityError{Path: path, Err: ErrTooLarge}
	}
	return data, nil
}

// FileExposed tells whether others than the owner may read or change a key
// file. On Windows it is always false: there, a file is as private as its
// folder, and Unix modes say nothing.
func FileExposed(path string) (bool, error) {
	info, err := os.Stat(path)
	if err != nil {
		return false, err
	}
	return runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0, nil
}

// WriteIdentityFile writes a new file in age-keygen's layout, mode 0600, which
// stock `age -d -i` reads. It never replaces a file (fs.ErrExist). When it
// returns nil the file and its name have reached the disk; when it fails,
// nothing is left behind.
//
// On Windows the mode is best effort: a new file takes the permissions of its
// folder, which within a user's profile are the user, SYSTEM and the
// administrators; elsewhere they may be wider.
func WriteIdentityFile(path string, id *Identity, comment string) error {
	return WriteKeyFile(path, identityText(id, comment))
}

// WriteKeyFile writes a new key file, such as a sealed identity, under the
// promises of WriteIdentityFile.
func WriteKeyFile(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if err := fill(f, data); err != nil {
		os.Remove(path)
		return err
	}
	return syncDir(filepath.Dir(path))
}

// ReplaceKeyFile puts new content in place of a key file in one step, as a
// change of passphrase needs: at any moment the path holds the old content
// whole or the new one whole. The old bytes may stay on the medium.
func ReplaceKeyFile(path string, data []byte) error {
	// A link is followed, so that what it points to is replaced and not it.
	path, err := filepath.EvalSymlinks(path)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".calepin-key-*") // mode 0600
	if err != nil {
		return err
	}
	if err = fill(f, data); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
		return err
	}
	return syncDir(filepath.Dir(path))
}

// fill writes, syncs and closes a file.
func fill(f *os.File, data []byte) error {
	_, err := f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// identityText is age-keygen's layout, with the comment below its two lines.
func identityText(id *Identity, comment string) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# created: %s\n", time.Now().Format(time.RFC3339))
	fmt.Fprintf(&b, "# public key: %s\n", id.Recipient())
	for line := range strings.Lines(comment) {
		fmt.Fprintf(&b, "# %s\n", strings.Map(printable, strings.TrimRight(line, "\r\n")))
	}
	b.WriteString(id.String() + "\n")
	return []byte(b.String())
}

// printable drops what could end a comment's line early or move the cursor.
func printable(r rune) rune {
	if !unicode.IsPrint(r) {
		return -1
	}
	return r
}
