package vault

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"filippo.io/age"
	bolt "go.etcd.io/bbolt"

	"calepin/crypto"
	"calepin/store/vault/disk"
)

// Salvaged says what a salvage brought over, and what cannot be vouched for.
type Salvaged struct {
	Records     int   // keys brought over
	LostPages   int   // pages of the snapshot that could not be read
	LostBytes   int64 // of the snapshot, unreadable
	Changes     int   // changes of the journal brought over
	JournalLost bool  // the journal is missing, or damaged behind those
	Authentic   bool  // the snapshot's header is the vault's own
}

// Mend is what only who knows the records can do for a salvage.
type Mend struct {
	// Bucket returns the bucket of a record that was found without one, ""
	// for what is not worth keeping.
	Bucket func(key, value []byte) string
	// Fix, when set, mends the records, which may have lost some of theirs,
	// before they are sealed.
	Fix func(*Vault) error
}

// Salvage reads what can be read of the damaged vault in src with id, and
// makes a new vault of it in dst for the same recipients. src is only read.
// o.ID and o.Pins are the new vault's. Where no record is left it returns
// ErrNothingLeft and makes no vault.
func Salvage(src string, id *crypto.Identity, dst string, o CreateOptions, m Mend) (*Vault, Salvaged, error) {
	fsys := disk.FS(disk.OS{})
	if o.FS != nil {
		fsys = o.FS
	}
	v := &Vault{dir: src, fs: fsys, id: id}
	var report Salvaged
	image, hash, err := v.readDamaged(&report)
	if err != nil {
		return nil, report, fmt.Errorf("salvage: %w", err)
	}
	o.Operator = id
	o.keep = func() []Recipient { return v.recipients }
	o.Init = func(created *Vault) error {
		if err := copyPages(created, image, &report, m); err != nil {
			return err
		}
		if err := v.salvageJournal(created, hash, &report); err != nil {
			return err
		}
		if report.Records == 0 && report.Changes == 0 {
			return ErrNothingLeft
		}
		if m.Fix == nil {
			return nil
		}
		return m.Fix(created)
	}
	created, err := Create(dst, o)
	if err != nil {
		return nil, report, fmt.Errorf("salvage: %w", err)
	}
	return created, report, nil
}

// readDamaged decrypts every chunk of the snapshot that still authenticates;
// the others are zeros.
func (v *Vault) readDamaged(report *Salvaged) ([]byte, [32]byte, error) {
	path := filepath.Join(v.dir, snapshotName)
	s, err := openSnapshot(v.fs, path, v.id)
	if errors.Is(err, ErrWrongKey) {
		return nil, [32]byte{}, err
	}
	if err != nil {
		return v.readPrefix(path, report, err)
	}
	defer s.close()
	image := make([]byte, s.size)
	for at := int64(0); at < s.size; at += chunk {
		part := image[at:min(at+chunk, s.size)]
		if _, err := s.plain.ReadAt(part, at); err != nil && !errors.Is(err, io.EOF) {
			clear(part)
			report.LostBytes += int64(len(part))
		}
	}
	return image, s.hash, nil
}

// readPrefix decrypts a snapshot that lost its end, up to where it breaks off.
func (v *Vault) readPrefix(path string, report *Salvaged, cause error) ([]byte, [32]byte, error) {
	f, err := v.fs.OpenFile(path, 0, 0)
	if err != nil {
		return nil, [32]byte{}, err
	}
	defer f.Close()
	plain, err := age.Decrypt(bufio.NewReaderSize(f, span*chunk), v.id.Age())
	if err != nil {
		return nil, [32]byte{}, cause
	}
	image, _ := io.ReadAll(plain) // ends where authentication does
	hash, err := hashOf(v.fs, path)
	if err != nil {
		return nil, [32]byte{}, err
	}
	if rest := len(image) % pageSize; rest > 0 {
		image = image[:len(image)-rest]
	}
	if stat, err := f.Stat(); err == nil { // at least: how long it was nobody knows
		report.LostBytes = max(1, stat.Size()-int64(len(image)))
	}
	return image, hash, nil
}

// copyPages puts every record that image still holds into created: first those
// that the tree leads to, then, of pages cut off from it, those that say
// themselves where they belong.
func copyPages(created *Vault, image []byte, report *Salvaged, m Mend) error {
	p := pages{image: image}
	err := created.db.Update(func(tx *bolt.Tx) error {
		put := func(bucket string, key, value []byte) error {
			report.Records++
			return apply(tx, op{bucket, key, value})
		}
		if err := p.walk(put); err != nil || (p.lost == 0 && report.LostBytes == 0) || m.Bucket == nil {
			return err
		}
		return p.orphans(func(key, value []byte) error {
			bucket := m.Bucket(key, value)
			if bucket == "" {
				return nil
			}
			if b := tx.Bucket([]byte(bucket)); b != nil && b.Get(key) != nil {
				return nil // a page that was free: the tree has a newer one
			}
			return put(bucket, key, value)
		})
	})
	report.LostPages = p.lost
	return err
}

// salvageJournal replays the journal as far as it reads, where the snapshot
// still has its keys.
func (v *Vault) salvageJournal(created *Vault, hash [32]byte, report *Salvaged) error {
	report.JournalLost = true
	v.db = created.db
	defer func() { v.db = nil }()
	if v.readState(snapshotName) != nil {
		return nil
	}
	h, err := v.findHeader(hash)
	if err != nil || h.check(journalMagic, v.state.AuthKey) != nil {
		return nil
	}
	report.Authentic = true
	cipher, err := crypto.NewJournalCipher(v.state.JournalKey)
	if err != nil {
		return nil
	}
	f, err := v.fs.OpenFile(filepath.Join(v.dir, journalDir, journalName(h.Generation)), 0, 0)
	if err != nil {
		return nil
	}
	defer f.Close()
	j := &journal{file: f, name: journalName(h.Generation), cipher: cipher, snapshot: hash}
	damage := j.findEnd(h, 0)
	if j.at.sequence > h.Sequence {
		err := created.db.Update(func(tx *bolt.Tx) error { return j.replay(h, tx) })
		if err != nil {
			return err
		}
	}
	report.Changes = int(j.at.sequence - h.Sequence)
	report.JournalLost = damage != nil || j.dirty
	return v.readState(snapshotName)
}
