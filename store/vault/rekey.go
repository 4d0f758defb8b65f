package vault

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"filippo.io/age"

	"calepin/crypto"
)

// Rekey says which keys to change. A nil identity stays as it is.
type Rekey struct {
	// Operator replaces the key whose identity opened the vault; opened with the
	// recovery key, that of the operator named by Of, who lost it.
	Operator *crypto.Identity
	Of       string
	// Pins is where the new operator's key remembers the vault.
	Pins crypto.PinStore
	// Recovery replaces the recovery key, unproven until ProveRecovery.
	Recovery *crypto.Identity
	// Shut are operators, as Recipient.Of names them, who are to be shut out.
	Shut []string
}

// Rekey makes a snapshot for other keys, with a new authentication key and a
// new journal key: a key that was replaced opens nothing written from then on.
// Local backups are sealed again for the new keys; what could not be is in the
// error, which errors.Is ErrBackups while the vault itself has its new keys.
func (v *Vault) Rekey(r Rekey) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := v.writable(); err != nil {
		return err
	}
	oldID, oldAuth := v.id, v.state.AuthKey
	ledger, err := readLedger(v.fs, v.backupDir(""), oldID, oldAuth)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("change the keys: %w", err)
	}
	if err := v.changeKeys(r); err != nil {
		return fmt.Errorf("change the keys: %w", err)
	}
	if err := v.resealBackups(oldID, oldAuth, ledger); err != nil {
		return fmt.Errorf("%w: %w", ErrBackups, err)
	}
	return nil
}

// ErrLastKey says that no operator's key would be left.
var ErrLastKey = errors.New("no operator would be left")

// ErrOtherKind says that a key is hybrid where the vault's are classic, or the
// other way round: age refuses to seal one file for both.
var ErrOtherKind = errors.New("a key of another kind than the vault's")

// Admit seals the vault for one operator more, in a new snapshot. pins is where
// the new key is to remember the vault; nil where that is not on this computer.
func (v *Vault) Admit(r Recipient, pins crypto.PinStore) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := v.writable(); err != nil {
		return err
	}
	r.Role, r.Since = Operator, v.now()
	list := append(slices.Clone(v.recipients), r)
	keys, err := ageRecipients(list)
	if err == nil {
		if _, mixed := age.Encrypt(io.Discard, keys...); mixed != nil {
			var held *crypto.PluginError
			if err = mixed; !errors.As(mixed, &held) {
				err = fmt.Errorf("%w: %w", ErrOtherKind, mixed)
			}
		}
	}
	if err == nil {
		err = v.fold(v.state.AuthKey, list)
	}
	if err != nil {
		return fmt.Errorf("let an operator in: %w", err)
	}
	if pins != nil {
		if err := pins.Save(v.pinOf()); err != nil {
			v.warn(fmt.Errorf("the operator is in: %w: %w", ErrPin, err))
		}
	}
	return nil
}

// ErrBackups says that some local backups are still sealed for the old keys.
var ErrBackups = errors.New("backups not sealed again")

func (v *Vault) changeKeys(r Rekey) error {
	auth := crypto.NewKey()
	list, err := v.replaced(r)
	if err != nil {
		return err
	}
	oldPins := v.pins
	if r.Operator != nil && r.Pins != nil {
		// The new key's pin is there before the snapshot that it opens; the
		// old key's announces that snapshot too, for a crash in between.
		if err := v.pinAhead(r.Pins, auth); err != nil {
			return err
		}
	}
	if err := v.fold(auth, list); err != nil {
		return err
	}
	if r.Operator != nil {
		v.id, v.pins = r.Operator, r.Pins
		v.pinNow()
		if oldPins != nil {
			if err := oldPins.Forget(); err != nil {
				v.warn(fmt.Errorf("forget the old key's pin: %w: %w", ErrPin, err))
			}
		}
	}
	return nil
}

func (v *Vault) pinAhead(pins crypto.PinStore, auth []byte) error {
	pin := v.pinOf()
	pin.Next = crypto.Fingerprint(auth)
	return pins.Save(pin)
}

// replaced is the list of recipients after r.
func (v *Vault) replaced(r Rekey) ([]Recipient, error) {
	list := slices.Clone(v.recipients)
	list = slices.DeleteFunc(list, func(x Recipient) bool { return x.Role == Operator && slices.Contains(r.Shut, x.Of) })
	if r.Operator != nil {
		of, opener := r.Of, v.id.Recipient()
		for _, x := range list {
			if x.Public == opener && x.Role == Operator {
				of = x.Of
			}
		}
		list = slices.DeleteFunc(list, func(x Recipient) bool { return x.Role == Operator && x.Of == of })
		list = append(list, Recipient{Role: Operator, Public: r.Operator.Recipient(), Since: v.now(), Of: of})
	}
	if !slices.ContainsFunc(list, func(x Recipient) bool { return x.Role == Operator }) {
		return nil, ErrLastKey
	}
	if r.Recovery != nil {
		list = slices.DeleteFunc(list, func(x Recipient) bool { return x.Role == Recovery })
		list = append(list, Recipient{Role: Recovery, Public: r.Recovery.Recipient(), Since: v.now()})
	}
	if _, err := ageRecipients(list); err != nil {
		return nil, err
	}
	return list, nil
}

func (v *Vault) resealBackups(oldID *crypto.Identity, oldAuth, ledger []byte) error {
	var errs []error
	for _, dir := range append([]string{""}, v.reachable()...) {
		if ledger != nil {
			errs = append(errs, v.saveLedger(v.backupDir(dir), ledger))
		}
		list, err := v.backupsIn(dir)
		errs = append(errs, err)
		for _, b := range list {
			err := v.rewriteBackup(b.Ref(), oldID, oldAuth, func(*Tx) error { return nil })
			if err != nil {
				errs = append(errs, fmt.Errorf("backup %s: %w", b.Ref(), err))
			}
		}
	}
	return errors.Join(errs...)
}

// ProveRecovery records that the owner showed to have kept the recovery key.
func (v *Vault) ProveRecovery() error {
	v.mu.Lock()
	list := slices.Clone(v.recipients)
	v.mu.Unlock()
	for i := range list {
		if list[i].Role == Recovery {
			list[i].Proven = true
		}
	}
	value, err := json.Marshal(list)
	if err != nil {
		return fmt.Errorf("prove the recovery key: %w", err)
	}
	err = v.Update(func(tx *Tx) error { return tx.Put(metaBucket, []byte(recipientsKey), value) })
	if err != nil {
		return fmt.Errorf("prove the recovery key: %w", err)
	}
	v.mu.Lock()
	v.recipients = list
	v.mu.Unlock()
	return nil
}
