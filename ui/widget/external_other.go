//go:build !linux

package widget

import "errors"

// shelter fails: only Linux has a folder in memory that every system offers.
func shelter() (string, error) {
	return "", &EditorError{Kind: EditorNoShelter, Err: errors.New("no folder in memory")}
}

func mine(string) bool { return false }

func alive(int) bool { return true }
