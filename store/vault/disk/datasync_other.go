//go:build !linux

package disk

// Datasync is part of File: here a Sync.
func (f osFile) Datasync() error { return f.Sync() }
