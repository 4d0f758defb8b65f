package session

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Remember notes on this computer which file holds the key of a vault, so that
// the next run finds it without being told. What is kept is the path; the key
// stays in its file alone.
func (at At) Remember(id [16]byte, file string) error {
	path, err := filepath.Abs(file)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(at.State, 0o700); err != nil {
		return err
	}
	return os.WriteFile(at.note(id), []byte(path+"\n"), 0o600)
}

// remembered is the file noted for a vault, empty where there is none.
func (at At) remembered(id [16]byte) string {
	if at.State == "" {
		return ""
	}
	data, err := os.ReadFile(at.note(id))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(data))
}

func (at At) note(id [16]byte) string {
	return filepath.Join(at.State, fmt.Sprintf("keyfile-%x%s", id[:4], at.whose(id)))
}

// awayError says that the file noted for a vault is not there now, as on a USB
// stick that is in a drawer, and what the keyring had to say.
type awayError struct {
	file string
	ring error
}

func (e *awayError) Error() string { return "the key file is away: " + e.ring.Error() }
func (e *awayError) Unwrap() error { return e.ring }

// Away is the file that an error says the key is in, where that file is not
// there now; else empty.
func Away(err error) string {
	var away *awayError
	if errors.As(err, &away) {
		return away.file
	}
	return ""
}
