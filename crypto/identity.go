package crypto

import (
	"fmt"
	"io"
	"strings"

	"filippo.io/age"
	"filippo.io/age/plugin"
)

// An Identity is one secret age key: hybrid (ML-KEM-768 with X25519, age
// 1.3) or classic (X25519 alone, read by age 1.0 and later).
//
// It opens every vault and backup that names its recipient, so it must not be
// printed, logged or kept on disk in any other way than this package offers.
// Printing one with package fmt, whatever the verb, shows its recipient only.
type Identity struct {
	hybrid  *age.HybridIdentity
	classic *age.X25519Identity
	plugin  *pluginKey
}

// Generate makes a new key from the system's random source: hybrid, which
// resists a quantum computer, or classic, for stock age older than 1.3.
//
// All the keys of one vault must be of the same kind: age refuses to encrypt
// one file to a hybrid and to a classic recipient, because the weaker would
// undo the stronger.
func Generate(classic bool) (*Identity, error) {
	if classic {
		key, err := age.GenerateX25519Identity()
		if err != nil {
			return nil, fmt.Errorf("generate a classic key: %w", err)
		}
		return &Identity{classic: key}, nil
	}
	key, err := age.GenerateHybridIdentity()
	if err != nil {
		return nil, fmt.Errorf("generate a hybrid key: %w", err)
	}
	return &Identity{hybrid: key}, nil
}

// String returns the SECRET key, "AGE-SECRET-KEY-…", as stock age reads it.
func (id *Identity) String() string {
	if id.plugin != nil {
		return id.plugin.String()
	}
	if id.classic != nil {
		return id.classic.String()
	}
	return id.hybrid.String()
}

// Recipient returns the public key, "age1…": it may be shown and shared.
func (id *Identity) Recipient() string {
	if id.plugin != nil {
		return id.plugin.public
	}
	if id.classic != nil {
		return id.classic.Recipient().String()
	}
	return id.hybrid.Recipient().String()
}

// Text is String with what else has to be kept of the key: of a plugin's, its
// public key.
func (id *Identity) Text() string {
	if id.plugin != nil {
		return "# public key: " + id.plugin.public + "\n" + id.String()
	}
	return id.String()
}

// Classic tells whether the key goes with X25519 alone, as plugins' mostly do.
func (id *Identity) Classic() bool { return id.hybrid == nil }

// Age returns the key as [age.Decrypt] takes it.
func (id *Identity) Age() age.Identity {
	if id.plugin != nil {
		return id.plugin
	}
	if id.classic != nil {
		return id.classic
	}
	return id.hybrid
}

// Format implements [fmt.Formatter], so that a stray %v in a log line or an
// error cannot give the key away. Whoever needs it calls String by name.
func (id *Identity) Format(f fmt.State, _ rune) {
	if id == nil || id.hybrid == nil && id.classic == nil && id.plugin == nil {
		io.WriteString(f, "identity(none)")
		return
	}
	public := id.Recipient()
	io.WriteString(f, "identity("+public[:min(len(public), 16)]+"…)")
}

// ParseRecipient reads one public key, of age's own kinds or a plugin's.
// Its errors are ErrPlugin, ErrSSHKey, ErrSecretGiven or ErrMalformed.
func ParseRecipient(s string) (age.Recipient, error) {
	s = strings.TrimSpace(s)
	switch kind := classify(s); kind {
	case lineHybridRecipient:
		if r, err := age.ParseHybridRecipient(s); err == nil {
			return r, nil
		}
		return nil, ErrMalformed
	case lineRecipient:
		if r, err := age.ParseX25519Recipient(s); err == nil {
			return r, nil
		}
		if r, err := plugin.NewRecipient(s, ui(alone)); err == nil {
			return pluginRecipient{r}, nil
		}
		if foreignRecipient(s) {
			return nil, ErrPlugin
		}
		return nil, ErrMalformed
	case lineHybrid, lineClassic:
		return nil, ErrSecretGiven
	default:
		return nil, kind.err()
	}
}

// foreignRecipient recognises "age1NAME1…", the public key of a plugin or a
// hardware token. A classic key has no second "1": the letter is not in
// Bech32's alphabet.
func foreignRecipient(s string) bool {
	return strings.Contains(strings.TrimPrefix(strings.ToLower(s), "age1"), "1")
}
