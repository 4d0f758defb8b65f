package vault

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"calepin/store/vault/disk"
)

// Info is what can be told of a vault.
type Info struct {
	ID [16]byte
	Version
	SealedAt      time.Time // of the snapshot
	SnapshotBytes int64
	JournalBytes  int64
	// Conflicts are files beside the vault's own that a sync tool or a hand
	// left there, by name. They are never read.
	Conflicts []string
}

// Peek returns what can be told of the vault in dir without a key; nothing of
// it is authenticated. It returns ErrNotFound where there is none.
func Peek(dir string) (Info, error) {
	fsys := disk.OS{}
	if err := present(fsys, dir); err != nil {
		return Info{}, fmt.Errorf("look at the vault: %w", err)
	}
	path := filepath.Join(dir, snapshotName)
	stat, err := fsys.Stat(path)
	if err != nil {
		return Info{}, fmt.Errorf("look at the vault: %w", err)
	}
	info := Info{SnapshotBytes: stat.Size(), SealedAt: stat.ModTime(), Conflicts: conflicts(fsys, dir)}
	hash, err := hashOf(fsys, path)
	if err != nil {
		return info, fmt.Errorf("look at the vault: %w", &DamagedError{Part: SnapshotPart, File: snapshotName, Err: err})
	}
	h, err := (&Vault{dir: dir, fs: fsys}).findHeader(hash)
	if err != nil {
		return info, fmt.Errorf("look at the vault: %w", err)
	}
	info.ID, info.Version = h.Vault, Version{h.Generation, h.Sequence}
	if stat, err := fsys.Stat(filepath.Join(dir, journalDir, journalName(h.Generation))); err == nil {
		info.JournalBytes = stat.Size()
	}
	return info, nil
}

// Info returns what can be told of the open vault.
func (v *Vault) Info() Info {
	v.mu.Lock()
	defer v.mu.Unlock()
	info := Info{ID: v.state.id(), SealedAt: v.state.SealedAt,
		Version: Version{v.state.Generation, v.journalSequence()}}
	if v.journal != nil {
		info.JournalBytes = v.journal.size()
		info.Conflicts = conflicts(v.fs, v.dir)
		if stat, err := v.fs.Stat(filepath.Join(v.dir, snapshotName)); err == nil {
			info.SnapshotBytes = stat.Size()
		}
	}
	return info
}

// Recipients returns the keys that open the vault.
func (v *Vault) Recipients() []Recipient {
	v.mu.Lock()
	defer v.mu.Unlock()
	return slices.Clone(v.recipients)
}

// OpenedBy returns the recipient whose identity opened the vault.
func (v *Vault) OpenedBy() (Recipient, bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, r := range v.recipients {
		if v.id != nil && r.Public == v.id.Recipient() {
			return r, true
		}
	}
	return Recipient{}, false
}

// Accepted tells whether the vault was opened although it is older than last
// seen, or unknown to the key: what was erased since may be back in it.
func (v *Vault) Accepted() bool { return v.accepted }

func (v *Vault) summary() (Summary, error) {
	s := Summary{Version: Version{v.state.Generation, v.journalSequence()},
		SealedAt: v.state.SealedAt, Counts: map[string]int{}}
	err := v.View(func(tx *Tx) error {
		for _, name := range tx.Buckets() {
			s.Counts[name] = tx.Count(name)
		}
		return nil
	})
	return s, err
}

// Events returns what happened to the vault as a whole, oldest first.
func (v *Vault) Events() ([]Event, error) {
	var events []Event
	err := v.View(func(tx *Tx) error {
		for _, value := range tx.From(eventsBucket, nil) {
			var e Event
			if err := json.Unmarshal(value, &e); err != nil {
				return fmt.Errorf("read an event: %w", err)
			}
			events = append(events, e)
		}
		return nil
	})
	return events, err
}

func (v *Vault) logEvent(e Event) error {
	value, err := json.Marshal(e)
	if err != nil {
		return err
	}
	return v.Update(func(tx *Tx) error {
		key := binary.BigEndian.AppendUint64(nil, uint64(tx.Count(eventsBucket)))
		return tx.Put(eventsBucket, key, value)
	})
}

// conflicts lists the files in a vault's directories that are not its own and
// look like a copy of one.
func conflicts(fsys disk.FS, dir string) []string {
	var found []string
	for _, sub := range []string{"", journalDir} {
		entries, err := fsys.ReadDir(filepath.Join(dir, sub))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			continue
		}
		for _, e := range entries {
			if !e.IsDir() && !ownFile(sub, e.Name()) {
				found = append(found, filepath.Join(sub, e.Name()))
			}
		}
	}
	return found
}

func ownFile(sub, name string) bool {
	if sub == journalDir {
		_, ok := journalGeneration(name)
		return ok
	}
	switch strings.TrimSuffix(name, disk.TempSuffix) {
	case snapshotName, lockName, IdentityName:
		return true
	}
	return strings.HasPrefix(name, identityPrefix) && strings.HasSuffix(strings.TrimSuffix(name, disk.TempSuffix), ".age")
}
