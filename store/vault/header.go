package vault

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"filippo.io/age"

	"calepin/crypto"
)

// format is the version of the files that this program writes, and the newest
// that it reads.
const format = 1

// A header vouches for one snapshot: age does not authenticate who wrote a
// file, so the header names the snapshot's age header, which is fresh for each
// and whose file key authenticates every byte that follows, under a MAC of a
// key that only the vault's owner has read. docs/formats.md has the layout.
type header struct {
	Format     uint32
	Vault      [16]byte
	Generation uint64
	Sequence   uint64   // the last change that the snapshot holds
	Snapshot   [32]byte // SHA-256 of its age header
	mac        [crypto.MACSize]byte
}

// The uses of a header: the magic at its beginning and the domain of its MAC.
const (
	journalMagic = "calepin-journal\n"
	backupMagic  = "calepin-backup\n\n"
)

const (
	headerText = len(journalMagic) + 4 + 16 + 8 + 8 + 32
	headerSize = headerText + crypto.MACSize
)

func (h header) encode(magic string, auth []byte) []byte {
	b := h.text(magic)
	return append(b, crypto.MAC(auth, magic, b)...)
}

func (h header) text(magic string) []byte {
	b := make([]byte, 0, headerSize)
	b = append(b, magic...)
	b = binary.BigEndian.AppendUint32(b, h.Format)
	b = append(b, h.Vault[:]...)
	b = binary.BigEndian.AppendUint64(b, h.Generation)
	b = binary.BigEndian.AppendUint64(b, h.Sequence)
	return append(b, h.Snapshot[:]...)
}

// check tells whether the header was made with the authentication key auth.
func (h header) check(magic string, auth []byte) error {
	return crypto.CheckMAC(auth, magic, h.text(magic), h.mac[:])
}

// errNoHeader says that a file does not begin with a header.
var errNoHeader = errors.New("no header")

// readHeader reads a header without trusting it: its MAC takes a key.
func readHeader(r io.ReaderAt, magic string) (header, error) {
	b := make([]byte, headerSize)
	if _, err := r.ReadAt(b, 0); err != nil && !errors.Is(err, io.EOF) {
		return header{}, fmt.Errorf("read the header: %w", err)
	} else if err != nil || !bytes.HasPrefix(b, []byte(magic)) {
		return header{}, errNoHeader
	}
	var h header
	b = b[len(magic):]
	h.Format = binary.BigEndian.Uint32(b)
	b = b[4:]
	b = b[copy(h.Vault[:], b):]
	h.Generation = binary.BigEndian.Uint64(b)
	h.Sequence = binary.BigEndian.Uint64(b[8:])
	b = b[16:]
	b = b[copy(h.Snapshot[:], b):]
	copy(h.mac[:], b)
	if h.Format > format {
		return header{}, &NewerError{Format: int(h.Format)}
	}
	return h, nil
}

// snapshotHash returns the SHA-256 of the age header at the beginning of r.
func snapshotHash(r io.ReaderAt, size int64) ([32]byte, error) {
	// An age header with two hybrid recipients takes 4 KiB; what is longer
	// than this is none of ours.
	b, err := age.ExtractHeader(io.NewSectionReader(r, 0, min(size, 1<<20)))
	if err != nil {
		return [32]byte{}, fmt.Errorf("read the age header: %w", err)
	}
	return sha256.Sum256(b), nil
}
