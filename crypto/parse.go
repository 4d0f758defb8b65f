package crypto

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"filippo.io/age"
	"filippo.io/age/armor"
)

// MaxIdentitySize is the longest text or file taken for an identity. A key
// with its comments has some 2,200 bytes, most of it the hybrid public key.
const MaxIdentitySize = 64 << 10

// What can be wrong with a text that should be an identity. ParseIdentity and
// ReadIdentityFile wrap them in an *IdentityError; compare with errors.Is.
var (
	ErrNoIdentity        = errors.New("no secret key in it")
	ErrSeveralIdentities = errors.New("more than one secret key in it")
	ErrSealedIdentity    = errors.New("an encrypted age file: it needs its passphrase")
	ErrMalformed         = errors.New("malformed key: a letter is wrong, missing or too many")
	ErrPlugin            = errors.New("a plugin's key that does not read")
	ErrSSHKey            = errors.New("an SSH key: only age's own kinds are used")
	ErrPublicGiven       = errors.New("a public key where the secret one is needed")
	ErrSecretGiven       = errors.New("a secret key where a public one is needed")
	ErrNotText           = errors.New("not a text file")
	ErrTooLarge          = errors.New("too large to be an identity")
	ErrNotRegular        = errors.New("neither a file nor a pipe")
)

// An IdentityError tells where an identity could not be read. Its text holds
// neither the path, which may name a person, nor any of the content.
type IdentityError struct {
	Path string // empty when the text did not come from a file
	Line int    // from 1; 0 when the whole is meant
	Err  error
}

func (e *IdentityError) Error() string {
	if e.Line > 0 {
		return fmt.Sprintf("identity, line %d: %v", e.Line, e.Err)
	}
	return fmt.Sprintf("identity: %v", e.Err)
}

func (e *IdentityError) Unwrap() error { return e.Err }

// ParseIdentity reads exactly one secret key, of age's own kinds or a plugin's, with the
// comments and blank lines of an identity file. Blanks around the key, small
// letters, CRLF and a byte order mark are forgiven, and so is what a key of
// age's own kinds has on paper: blanks and line breaks anywhere in it, and the
// number before each group. Every error is an *IdentityError around one of the
// Err values above.
func ParseIdentity(text string) (*Identity, error) {
	switch {
	case len(text) > MaxIdentitySize:
		return nil, &IdentityError{Err: ErrTooLarge}
	case sealed([]byte(text)):
		return nil, &IdentityError{Err: ErrSealedIdentity}
	case !utf8.ValidString(text) || strings.ContainsRune(text, 0):
		return nil, &IdentityError{Err: ErrNotText}
	}
	text = strings.TrimPrefix(text, "\uFEFF")
	id, err := parseLines(text)
	if err != nil {
		if copied := parsePaper(text); copied != nil {
			return copied, nil
		}
	}
	return id, err
}

// parseLines reads a key that stands on one line.
func parseLines(text string) (*Identity, error) {
	var found *Identity
	var comments []string
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			comments = append(comments, line)
			continue
		}
		id, err := parseLine(line, comments)
		if err != nil {
			return nil, &IdentityError{Line: n, Err: err}
		}
		if found != nil {
			return nil, &IdentityError{Line: n, Err: ErrSeveralIdentities}
		}
		found = id
	}
	if found == nil {
		return nil, &IdentityError{Err: ErrNoIdentity}
	}
	return found, nil
}

// parsePaper reads a key as it was copied from paper, nil where it is none.
func parsePaper(text string) *Identity {
	var whole, unnumbered strings.Builder
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "#") {
			continue
		}
		for word := range strings.FieldsSeq(line) {
			whole.WriteString(word)
			if _, err := strconv.Atoi(word); err != nil || len(word) > 2 { // no group is that short
				unnumbered.WriteString(word)
			}
		}
	}
	for _, key := range []string{unblank(whole.String()), unblank(unnumbered.String())} {
		if kind := classify(key); kind == lineHybrid || kind == lineClassic {
			if id, err := parseLine(key, nil); err == nil {
				return id
			}
		}
	}
	return nil
}

func parseLine(line string, comments []string) (*Identity, error) {
	kind := classify(line)
	// Capitals are how age writes keys; a key copied by hand may have lost
	// them, and no two keys differ by them alone.
	line = strings.ToUpper(line)
	switch kind {
	case lineHybrid:
		if key, err := age.ParseHybridIdentity(line); err == nil {
			return &Identity{hybrid: key}, nil
		}
		return nil, ErrMalformed
	case lineClassic:
		if key, err := age.ParseX25519Identity(line); err == nil {
			return &Identity{classic: key}, nil
		}
		return nil, ErrMalformed
	case linePlugin:
		return parsePlugin(line, comments)
	case lineRecipient, lineHybridRecipient:
		return nil, ErrPublicGiven
	default:
		return nil, kind.err()
	}
}

// lineKind is what a line claims to be by its first letters.
type lineKind int

const (
	lineUnknown lineKind = iota
	lineHybrid
	lineClassic
	lineRecipient
	lineHybridRecipient
	linePlugin
	lineSSH
)

// err is the error for a line that is no key of age's own kinds.
func (k lineKind) err() error {
	switch k {
	case linePlugin:
		return ErrPlugin
	case lineSSH:
		return ErrSSHKey
	default:
		return ErrMalformed
	}
}

// prefixes are in the order to try them: the longer of two that overlap first.
var prefixes = []struct {
	prefix string
	kind   lineKind
}{
	{hybridPrefix, lineHybrid},
	{classicPrefix, lineClassic},
	{"AGE-PLUGIN-", linePlugin},
	{"AGE1PQ1", lineHybridRecipient},
	{"AGE1", lineRecipient},
	{"SSH-", lineSSH},
	{"ECDSA-SHA2-", lineSSH},
	{"SK-SSH-", lineSSH},
	{"-----BEGIN OPENSSH ", lineSSH},
	{"-----BEGIN RSA ", lineSSH},
	{"-----BEGIN EC ", lineSSH},
	{"-----BEGIN DSA ", lineSSH},
	{"-----BEGIN PRIVATE KEY", lineSSH},
	{"-----BEGIN ENCRYPTED PRIVATE KEY", lineSSH},
}

const (
	hybridPrefix  = "AGE-SECRET-KEY-PQ-1"
	classicPrefix = "AGE-SECRET-KEY-1"
)

func classify(line string) lineKind {
	for _, p := range prefixes {
		if len(line) >= len(p.prefix) && strings.EqualFold(line[:len(p.prefix)], p.prefix) {
			return p.kind
		}
	}
	return lineUnknown
}

// sealed recognises an age file, binary or armored, without opening it.
func sealed(data []byte) bool {
	data = bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\uFEFF")))
	return bytes.HasPrefix(data, []byte("age-encryption.org/")) ||
		bytes.HasPrefix(data, []byte(armor.Header))
}
