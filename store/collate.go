package store

import (
	"bytes"
	"slices"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// collator makes the keys that lists are sorted by. It serves one goroutine.
type collator struct {
	c   *collate.Collator
	buf collate.Buffer
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

// key returns the collation key of s: its letters, two zero bytes, its accents,
// two zero bytes. The ending accents that are none are left away, which changes
// no order, as none is less than any: three letters cost 8 bytes and not 14.
func (c *collator) key(s string) []byte { return c.append(nil, s) }

func (c *collator) append(dst []byte, s string) []byte {
	c.buf.Reset()
	full := c.c.KeyFromString(&c.buf, s)
	end := 0 // weights of letters take two bytes, or three led by a high bit
	for end+1 < len(full) && (full[end] != 0 || full[end+1] != 0) {
		end += 2 + int(full[end]>>7)
	}
	letters, accents := full[:end], full[min(end+2, len(full)):]
	for bytes.HasSuffix(accents, []byte{0, 0x20}) {
		accents = accents[:len(accents)-2]
	}
	dst = append(append(slices.Grow(dst, len(letters)+len(accents)+4+32), letters...), 0, 0)
	return append(append(dst, accents...), 0, 0)
}
