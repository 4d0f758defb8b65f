package vault

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	bolt "go.etcd.io/bbolt"

	"filippo.io/age"

	"calepin/crypto"
	"calepin/store/vault/disk"
)

// openSnapshot unwraps the age file at path. The last chunk, and with it the
// length, is authenticated when it returns.
func openSnapshot(fsys disk.FS, path string, id *crypto.Identity) (s *snapshot, err error) {
	f, err := fsys.OpenFile(path, os.O_RDONLY, 0)
	if errors.Is(err, disk.ErrNotRegular) {
		return nil, &DamagedError{Part: SnapshotPart, File: filepath.Base(path), Err: err}
	}
	if err != nil {
		return nil, fmt.Errorf("open the snapshot: %w", err)
	}
	defer func() {
		if err != nil {
			_ = f.Close()
		}
	}()
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("open the snapshot: %w", err)
	}
	damaged := func(err error) error {
		return &DamagedError{Part: SnapshotPart, File: info.Name(), Err: err}
	}
	s = &snapshot{file: f, name: info.Name()}
	if s.hash, err = snapshotHash(f, info.Size()); err != nil {
		return nil, damaged(err)
	}
	s.plain, s.size, err = age.DecryptReaderAt(f, info.Size(), id.Age())
	var mismatch *age.NoIdentityMatchError
	var held *crypto.PluginError
	if errors.As(err, &held) {
		return nil, held
	}
	if errors.As(err, &mismatch) {
		return nil, fmt.Errorf("%w: %w", ErrWrongKey, err)
	}
	if err != nil {
		return nil, damaged(err)
	}
	return s, nil
}

// snapshot is an age file that is being read.
type snapshot struct {
	file  disk.File
	name  string
	hash  [32]byte
	plain io.ReaderAt // of the database, authenticated chunk by chunk
	size  int64       // of the database, in bytes
}

func (s *snapshot) close() { _ = s.file.Close() }

func (s *snapshot) damaged(at int64, err error) error {
	return &DamagedError{Part: SnapshotPart, File: s.name, Offset: at, Err: err}
}

// load decrypts the whole snapshot into a working copy, on all cores.
func (s *snapshot) load() (*bolt.DB, error) {
	f, db, err := s.begin()
	if err != nil {
		return nil, err
	}
	f.start()
	if err := f.wait(); err != nil {
		_ = db.Close()
		return nil, err
	}
	return db, nil
}

// sealDB streams the live records of db, packed, through age into w. Free
// pages, which keep deleted values, stay behind.
func sealDB(w io.Writer, db *bolt.DB, list []Recipient) error {
	return sealTo(w, list, func(w io.Writer) error {
		return db.View(func(tx *bolt.Tx) error {
			return relayed(func(w io.Writer) error { return pack(w, tx, nil) }, w)
		})
	})
}

// sealTo streams what write writes through age into w.
func sealTo(w io.Writer, list []Recipient, write func(io.Writer) error) error {
	recipients, err := ageRecipients(list)
	if err == nil {
		err = relayed(func(out io.Writer) error {
			sealed, err := age.Encrypt(out, recipients...)
			if err == nil {
				err = write(sealed)
			}
			if err == nil {
				err = sealed.Close()
			}
			return err
		}, w)
	}
	if err != nil {
		return fmt.Errorf("seal: %w", err)
	}
	return nil
}

// hashOf returns the hash of the age header of the file at path.
func hashOf(fsys disk.FS, path string) ([32]byte, error) {
	f, err := fsys.OpenFile(path, os.O_RDONLY, 0)
	if err != nil {
		return [32]byte{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return [32]byte{}, err
	}
	return snapshotHash(f, info.Size())
}
