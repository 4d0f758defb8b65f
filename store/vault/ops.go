package vault

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// appendOp encodes a change: the lengths as uvarints, the value's one higher
// so that 0 is a deletion.
func appendOp(b []byte, o op) []byte {
	b = binary.AppendUvarint(b, uint64(len(o.bucket)))
	b = append(b, o.bucket...)
	b = binary.AppendUvarint(b, uint64(len(o.key)))
	b = append(b, o.key...)
	if o.value == nil {
		return append(b, 0)
	}
	b = binary.AppendUvarint(b, uint64(len(o.value))+1)
	return append(b, o.value...)
}

// maxField bounds what a length may claim: bbolt takes no longer value.
const maxField = 1<<31 - 3

// readOp decodes what appendOp wrote; io.EOF at the end.
func readOp(r *bufio.Reader) (op, error) {
	bucket, err := readField(r, 0)
	if errors.Is(err, io.EOF) {
		return op{}, io.EOF
	}
	if err != nil {
		return op{}, err
	}
	key, err := readField(r, 0)
	if err != nil {
		return op{}, unexpected(err)
	}
	value, err := readField(r, 1)
	if err != nil {
		return op{}, unexpected(err)
	}
	return op{string(bucket), key, value}, nil
}

// readField reads a length and so many bytes, less bias; nil for a length
// under bias.
func readField(r *bufio.Reader, bias uint64) ([]byte, error) {
	n, err := binary.ReadUvarint(r)
	if err != nil {
		return nil, err
	}
	if n < bias {
		return nil, nil
	}
	if n -= bias; n > maxField {
		return nil, fmt.Errorf("a field of %d bytes", n)
	}
	// The record is authenticated: its lengths are as its writer made them.
	b := make([]byte, n)
	if _, err := io.ReadFull(r, b); err != nil {
		return nil, unexpected(err)
	}
	return b, nil
}

func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
