package crypto

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"filippo.io/age"
	"filippo.io/age/armor"
)

// maxWorkFactor bounds the scrypt work accepted when a sealed identity is
// opened: 2^20 costs 1 GiB and a few seconds; a hostile file could ask for
// hours.
const maxWorkFactor = 20

// workFactor is what SealIdentity spends: age's own default, 256 MiB and
// about a second.
var workFactor = 18

// SetWorkFactor sets what sealing under a passphrase costs from here on, as a
// power of two. Only tests do, where a second each time would teach nothing
// more; what is opened is unchanged.
func SetWorkFactor(logN int) { workFactor = logN }

// What can go wrong with a sealed identity.
var (
	// ErrWrongPassphrase may also mean that the few bytes under the
	// passphrase are damaged: the two look the same.
	ErrWrongPassphrase = errors.New("wrong passphrase")
	ErrEmptyPassphrase = errors.New("empty passphrase")
	// ErrNotPassphrase is an age file sealed for a key, not a passphrase.
	ErrNotPassphrase = errors.New("not sealed with a passphrase")
	ErrNotSealed     = errors.New("not an age file")
	ErrSealDamaged   = errors.New("damaged sealed identity")
)

// A WorkFactorError refuses a file that asks for too much scrypt work.
type WorkFactorError struct{ LogN, Max int }

func (e *WorkFactorError) Error() string {
	return fmt.Sprintf("scrypt work factor %d is above %d", e.LogN, e.Max)
}

// SealIdentity returns the identity sealed with a passphrase: an armored age
// file which stock age takes with `-i` and opens with `-d`. The passphrase is
// used as it is, byte for byte. The result fits a Keyring, which the hybrid
// public key of an identity file's comments would not.
func SealIdentity(id *Identity, passphrase string) ([]byte, error) {
	if passphrase == "" {
		return nil, ErrEmptyPassphrase
	}
	recipient, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, err
	}
	recipient.SetWorkFactor(workFactor)
	var out bytes.Buffer
	outer := armor.NewWriter(&out)
	inner, err := age.Encrypt(outer, recipient)
	if err != nil {
		return nil, err
	}
	_, err = inner.Write([]byte(id.Text() + "\n"))
	if err := errors.Join(err, inner.Close(), outer.Close()); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// OpenSealed returns the identity in a file made by SealIdentity or `age -p`,
// armored or not. Its errors are those above, a *WorkFactorError, or an
// *IdentityError when the content is not exactly one identity.
func OpenSealed(data []byte, passphrase string) (*Identity, error) {
	switch {
	case passphrase == "":
		return nil, ErrEmptyPassphrase
	case len(data) > MaxIdentitySize:
		return nil, &IdentityError{Err: ErrTooLarge}
	case !sealed(data):
		return nil, ErrNotSealed
	}
	data, err := unarmor(data)
	if err != nil {
		return nil, err
	}
	if err := checkWork(data); err != nil {
		return nil, err
	}
	key, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, err
	}
	key.SetMaxWorkFactor(maxWorkFactor)
	r, err := age.Decrypt(bytes.NewReader(data), key)
	if _, ok := errors.AsType[*age.NoIdentityMatchError](err); ok {
		return nil, ErrWrongPassphrase
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSealDamaged, err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSealDamaged, err)
	}
	return ParseIdentity(string(text))
}

func unarmor(data []byte) ([]byte, error) {
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	if !bytes.HasPrefix(bytes.TrimSpace(data), []byte(armor.Header)) {
		return data, nil
	}
	data, err := io.ReadAll(armor.NewReader(bytes.NewReader(data)))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSealDamaged, err)
	}
	return data, nil
}

// checkWork reads the header's one stanza, "-> scrypt SALT LOGN", before any
// work is done, to tell a file sealed otherwise and one that asks for too much
// from a wrong passphrase.
func checkWork(data []byte) error {
	header, err := age.ExtractHeader(bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrSealDamaged, err)
	}
	for line := range strings.Lines(string(header)) {
		fields := strings.Fields(line)
		if len(fields) == 0 || fields[0] != "->" {
			continue
		}
		if len(fields) < 2 || fields[1] != "scrypt" {
			return ErrNotPassphrase
		}
		if len(fields) != 4 {
			return ErrSealDamaged
		}
		if logN, err := strconv.Atoi(fields[3]); err == nil && logN > maxWorkFactor {
			return &WorkFactorError{LogN: logN, Max: maxWorkFactor}
		}
	}
	return nil
}
