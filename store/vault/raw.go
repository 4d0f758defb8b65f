package vault

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
)

// RawKind is a kind of file that Raw reads.
type RawKind string

// The kinds.
const (
	RawSnapshot RawKind = "snapshot"
	RawJournal  RawKind = "journal"
	RawBackup   RawKind = "backup"
)

// rawPiece is how much Raw hands out at a time, rawOverlap how much of it again.
const (
	rawPiece   = 64 << 10
	rawOverlap = 2 << 10
)

// Raw calls fn with every byte that lies in the vault's files, decrypted: each
// page of the snapshot, free ones and what is left between records too, each
// change of the journal, and each page of the local backups, and of those on other disks that are there.
// Pieces overlap, so that nothing is cut in two. A vault that is never on disk
// has none.
func (v *Vault) Raw(fn func(kind RawKind, name string, piece []byte)) error {
	if v.dir == "" {
		return nil
	}
	backups, err := v.AllBackups()
	if err != nil {
		return err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	err = errors.Join(
		v.rawFile(filepath.Join(v.dir, snapshotName), func(b []byte) { fn(RawSnapshot, snapshotName, b) }),
		v.rawJournal(func(b []byte) { fn(RawJournal, journalName(v.state.Generation), b) }))
	for _, b := range backups {
		err = errors.Join(err, v.rawFile(filepath.Join(v.backupDir(b.Dir), b.Name), func(p []byte) { fn(RawBackup, b.Name, p) }))
	}
	if err != nil {
		return fmt.Errorf("read every byte: %w", err)
	}
	return nil
}

func (v *Vault) rawFile(path string, fn func([]byte)) error {
	s, err := openSnapshot(v.fs, path, v.id)
	if err != nil {
		return err
	}
	defer s.close()
	buf := make([]byte, rawPiece)
	for at := int64(0); at < s.size; at += rawPiece - rawOverlap {
		n, err := s.plain.ReadAt(buf[:min(rawPiece, s.size-at)], at)
		if err != nil && !errors.Is(err, io.EOF) {
			return &DamagedError{Part: SnapshotPart, File: s.name, Offset: at, Err: err}
		}
		fn(buf[:n])
	}
	return nil
}

// rawJournal hands out the changes, each frame with the end of the one before.
func (v *Vault) rawJournal(fn func([]byte)) error {
	if v.journal == nil {
		return nil
	}
	h, err := headerOf(v.fs, filepath.Join(v.dir, journalDir, journalName(v.state.Generation)), journalMagic)
	if err != nil {
		return err
	}
	r, err := v.journal.reader(h)
	if err != nil {
		return err
	}
	r.size = v.journal.at.end
	var tail []byte
	for {
		text, _, err := r.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		piece := append(tail, text...)
		fn(piece)
		tail = bytes.Clone(piece[max(0, len(piece)-rawOverlap):])
	}
}
