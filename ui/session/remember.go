package session

import (
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

// remembered is the file noted for a vault, empty where there is none or where
// it is gone: the other ways are open then.
func (at At) remembered(id [16]byte) string {
	if at.State == "" {
		return ""
	}
	data, err := os.ReadFile(at.note(id))
	if err != nil {
		return ""
	}
	path := strings.TrimSpace(string(data))
	if _, err := os.Stat(path); err != nil {
		return ""
	}
	return path
}

func (at At) note(id [16]byte) string {
	return filepath.Join(at.State, fmt.Sprintf("keyfile-%x", id[:4]))
}
