package vault

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/google/uuid"

	"calepin/crypto"
	"calepin/store/vault/disk"
)

// CreateOptions says who opens a new vault.
type CreateOptions struct {
	// ID names the vault. NewID draws one: the caller has to know it before,
	// to keep the key under it.
	ID [16]byte
	// Operator is the identity of who creates the vault.
	Operator *crypto.Identity
	// Recovery is the second key, kept nowhere; nil for a vault without one.
	Recovery       *crypto.Identity
	RecoveryProven bool
	// Pins is where the operator's key remembers the vault; nil for nowhere.
	Pins crypto.PinStore
	// Init, when set, writes what the first snapshot holds.
	Init func(*Vault) error
	// FS is the disk; nil for the real one.
	FS disk.FS

	keep func() []Recipient // when set, the recipients
}

// NewID returns the id of a vault to create.
func NewID() [16]byte { return uuid.New() }

// Create makes a vault in dir, which is made where it is missing (mode 0700)
// and must hold none yet (ErrExists), and returns it open. On error nothing
// is left behind, but for the directory where it was there before.
func Create(dir string, o CreateOptions) (*Vault, error) {
	fsys := o.FS
	if fsys == nil {
		fsys = disk.OS{}
	}
	for _, name := range []string{snapshotName, journalDir} {
		if there, err := exists(fsys, filepath.Join(dir, name)); err != nil {
			return nil, fmt.Errorf("create a vault: %w", err)
		} else if there {
			return nil, fmt.Errorf("create a vault: %w", ErrExists)
		}
	}
	madeDir, err := exists(fsys, dir)
	madeDir = err == nil && !madeDir
	v, err := create(fsys, dir, o)
	if err != nil {
		removeCreated(fsys, dir, madeDir)
		return nil, fmt.Errorf("create a vault: %w", err)
	}
	return v, nil
}

func create(fsys disk.FS, dir string, o CreateOptions) (*Vault, error) {
	if err := fsys.MkdirAll(filepath.Join(dir, journalDir), 0o700); err != nil {
		return nil, err
	}
	lock, err := takeLock(fsys, dir)
	if err != nil {
		return nil, err
	}
	v, err := Memory()
	if err != nil {
		_ = lock.Close()
		return nil, err
	}
	v.lock, v.pins, v.id = lock, o.Pins, o.Operator
	if o.Init != nil {
		err = o.Init(v)
	}
	if err == nil {
		v.dir, v.fs = dir, fsys
		v.state = state{Vault: fmt.Sprintf("%x", o.ID)}
		err = v.fold(crypto.NewKey(), o.recipients(v))
	}
	if err == nil {
		err = syncParent(fsys, dir)
	}
	if err != nil {
		return nil, errors.Join(err, v.release())
	}
	return v, nil
}

func (o CreateOptions) recipients(v *Vault) []Recipient {
	if o.keep != nil {
		if list := o.keep(); len(list) > 0 {
			return list
		}
	}
	list := []Recipient{{Role: Operator, Public: o.Operator.Recipient(), Since: v.now()}}
	if o.Recovery != nil {
		list = append(list, Recipient{Role: Recovery, Public: o.Recovery.Recipient(), Since: v.now(), Proven: o.RecoveryProven})
	}
	return list
}

// syncParent makes a new directory's own name durable.
func syncParent(fsys disk.FS, dir string) error {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	return fsys.SyncDir(filepath.Dir(abs))
}

func removeCreated(fsys disk.FS, dir string, dirToo bool) {
	journals := filepath.Join(dir, journalDir)
	for _, path := range []string{
		filepath.Join(dir, snapshotName), filepath.Join(dir, snapshotName+disk.TempSuffix),
		filepath.Join(journals, journalName(1)), journals, filepath.Join(dir, lockName),
	} {
		_ = fsys.Remove(path)
	}
	if dirToo {
		_ = fsys.Remove(dir)
	}
}
