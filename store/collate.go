package store

import (
	"bytes"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// collator makes the keys that lists are sorted by. It serves one goroutine.
type collator struct {
	c   *collate.Collator
	buf collate.Buffer
	// common are the weights of what nearly all names are made of. These
	// letters and signs stand for themselves whatever is beside them, so that
	// the key of a name is put together of theirs.
	common  [0x180]weights
	accents []byte // scratch space
}

// weights are those of one letter or sign.
type weights struct {
	letters, accents []byte
	known            bool
}

// Making a collator costs as much as 25 keys.
var collators = map[string]*sync.Pool{
	"fr": {New: func() any { return newCollator("fr") }},
	"en": {New: func() any { return newCollator("en") }},
}

func newCollator(lang string) *collator {
	tag := language.French
	if lang == "en" {
		tag = language.English
	}
	return &collator{c: collate.New(tag, collate.IgnoreCase, collate.IgnoreWidth)}
}

// of returns the weights of a common letter or sign; nil for any other.
func (c *collator) of(r rune) *weights {
	if r < ' ' || r >= 0x7f && r < 0xc0 || int(r) >= len(c.common) {
		return nil
	}
	w := &c.common[r]
	if !w.known {
		letters, accents := c.weigh(string(r))
		*w = weights{bytes.Clone(letters), bytes.Clone(accents), true}
	}
	return w
}

// key returns the collation key of s: its letters, two zero bytes, its accents,
// two zero bytes. The ending accents that are none are left away, which changes
// no order, as none is less than any: three letters cost 8 bytes and not 14.
func (c *collator) key(s string) []byte { return c.append(nil, s) }

func (c *collator) append(dst []byte, s string) []byte {
	from := len(dst)
	c.accents = c.accents[:0]
	for _, r := range s {
		w := c.of(r)
		if w == nil {
			letters, accents := c.weigh(s)
			return end(append(append(dst[:from], letters...), 0, 0), accents)
		}
		dst = append(dst, w.letters...)
		c.accents = append(c.accents, w.accents...)
	}
	return end(append(dst, 0, 0), c.accents)
}

// end ends a key with its accents.
func end(dst, accents []byte) []byte {
	for bytes.HasSuffix(accents, []byte{0, 0x20}) {
		accents = accents[:len(accents)-2]
	}
	return append(append(dst, accents...), 0, 0)
}

// weigh returns the weights of letters and of accents, which are good until the
// next call.
func (c *collator) weigh(s string) (letters, accents []byte) {
	c.buf.Reset()
	full := c.c.KeyFromString(&c.buf, s)
	end := 0 // weights of letters take two bytes, or three led by a high bit
	for end+1 < len(full) && (full[end] != 0 || full[end+1] != 0) {
		end += 2 + int(full[end]>>7)
	}
	return full[:end], full[min(end+2, len(full)):]
}
