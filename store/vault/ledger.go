package vault

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"filippo.io/age"

	"calepin/crypto"
	"calepin/store/vault/disk"
)

const ledgerDomain = "calepin erasure ledger v1"

// SaveLedger seals text, the erasure ledger, beside the backups, so that who
// restores one of them knows what to erase again; on the other disks that are
// there, too.
func (v *Vault) SaveLedger(text []byte) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.dir == "" {
		return nil
	}
	if err := v.saveLedger(v.backupDir(""), text); err != nil {
		return fmt.Errorf("save the erasure ledger: %w", err)
	}
	for _, dir := range v.reachable() {
		if err := v.saveLedger(dir, text); err != nil {
			v.warn(&AwayError{dir, err})
		}
	}
	return nil
}

func (v *Vault) saveLedger(dir string, text []byte) error {
	if err := v.fs.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	recipients, err := ageRecipients(v.recipients)
	if err != nil {
		return err
	}
	return disk.WriteFile(v.fs, filepath.Join(dir, ledgerName), func(w io.Writer) error {
		sealed, err := age.Encrypt(w, recipients...)
		if err != nil {
			return err
		}
		if _, err := sealed.Write(crypto.MAC(v.state.AuthKey, ledgerDomain, text)); err != nil {
			return err
		}
		if _, err := sealed.Write(text); err != nil {
			return err
		}
		return sealed.Close()
	})
}

// Ledger returns the erasure ledger beside the backups, nil where there is
// none. It returns ErrNotAuthentic for one that the vault did not write.
func (v *Vault) Ledger() ([]byte, error) {
	text, err := readLedger(v.fs, v.backupDir(""), v.id, v.state.AuthKey)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the erasure ledger: %w", err)
	}
	return text, nil
}

func readLedger(fsys disk.FS, dir string, id *crypto.Identity, auth []byte) ([]byte, error) {
	f, err := fsys.OpenFile(filepath.Join(dir, ledgerName), os.O_RDONLY, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	plain, err := age.Decrypt(f, id.Age())
	if err != nil {
		return nil, err
	}
	b, err := io.ReadAll(plain)
	if err != nil {
		return nil, err
	}
	if len(b) < crypto.MACSize || crypto.CheckMAC(auth, ledgerDomain, b[crypto.MACSize:], b[:crypto.MACSize]) != nil {
		return nil, ErrNotAuthentic
	}
	return b[crypto.MACSize:], nil
}
