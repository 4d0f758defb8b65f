// Package collation orders names as French and English dictionaries do, and
// those of every script in its own order: by the root of the Unicode collation
// algorithm (UTS #10), which both languages use as it is. Its weights are taken
// from golang.org/x/text/collate, which holds those of all languages in a
// megabyte, and its tests compare keys with that library's.
//
// After the library was updated: go test ./store/collation -update; where
// weights changed, vaults have to make their indexes again.
package collation

import (
	"bytes"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// weights are those of one letter or sign: of letters, two bytes each or three
// led by a high bit, and of accents, two bytes each.
type weights struct{ letters, accents string }

// Key returns what s (NFC) is sorted by, byte for byte: the weights of its
// letters, two zero bytes, those of its accents, two zero bytes. Case and width
// count for nothing. The ending accents that are none are left away, which
// changes no order, as none is less than any: three letters cost 8 bytes and not 14.
func Key(s string) []byte { return Append(nil, s) }

// Append appends the key of s to dst.
func Append(dst []byte, s string) []byte {
	known, from := common(), len(dst)
	for _, r := range s {
		if int(r) >= len(known) {
			return appendAll(dst[:from], weigh([]rune(s)))
		}
		dst = append(dst, known[r].letters...)
	}
	dst = append(dst, 0, 0)
	from = len(dst)
	for _, r := range s {
		dst = append(dst, known[r].accents...)
	}
	return end(dst, from)
}

func appendAll(dst []byte, all []weights) []byte {
	for _, w := range all {
		dst = append(dst, w.letters...)
	}
	dst = append(dst, 0, 0)
	from := len(dst)
	for _, w := range all {
		dst = append(dst, w.accents...)
	}
	return end(dst, from)
}

// end ends a key whose accents begin at from.
func end(key []byte, from int) []byte {
	for len(key) > from && bytes.HasSuffix(key, []byte(none)) {
		key = key[:len(key)-len(none)]
	}
	return append(key, 0, 0)
}

// none is the weight of no accent.
const none = "\x00\x20"

// weigh returns the weights of any text.
func weigh(text []rune) []weights {
	all := make([]weights, 0, len(text))
	for i := 0; i < len(text); i++ {
		// Thai and Lao write some vowels before the consonant that they follow.
		if i+1 < len(text) && unicode.Is(unicode.Logical_Order_Exception, text[i]) && unicode.Is(consonants, text[i+1]) {
			all = appendWeights(appendWeights(all, text[i+1]), text[i])
			i++
			continue
		}
		if second, has := vowelAfter[text[i]]; has && i+1 < len(text) && text[i+1] == second { // written apart
			all = appendWeights(all, text[i+1]+1)
			i++
			continue
		}
		all = appendWeights(all, text[i])
	}
	return all
}

// vowelAfter are the halves of the vowels am of Thai and Lao, whose own sign comes
// right after the second half in Unicode.
var vowelAfter = map[rune]rune{0xe4d: 0xe32, 0xecd: 0xeb2}

// consonants are those of Thai and Lao.
var consonants = &unicode.RangeTable{R16: []unicode.Range16{{Lo: 0xe01, Hi: 0xe2e, Stride: 1}, {Lo: 0xe81, Hi: 0xeae, Stride: 1}}}

// appendWeights weighs one letter or sign: as the table says, else as what it is
// composed of, else by its number, after all that the table has.
func appendWeights(all []weights, r rune) []weights {
	if w, found := find(r); found {
		return append(all, w)
	}
	parts := []rune(norm.NFKD.String(string(r)))
	if len(parts) == 1 && parts[0] == r {
		return append(all, implicit(r))
	}
	for _, p := range parts {
		all = appendWeights(all, p)
	}
	return all
}

// implicit is the weight of what has none but its number.
func implicit(r rune) weights {
	at := unlisted
	switch {
	case unicode.Is(unicode.Unified_Ideograph, r) && (r >= 0x4e00 && r <= 0x9fff || r >= 0xf900 && r <= 0xfaff):
		at = firstIdeographs
	case unicode.In(r, unicode.Unified_Ideograph, unicode.Tangut, unicode.Nushu, unicode.Khitan_Small_Script):
		at = ideographs
	}
	at += uint32(r)
	return weights{string([]byte{byte(at >> 16), byte(at >> 8), byte(at)}), none}
}

// Where the weights begin of what has none in the table (UTS #10, §10.1.3).
const firstIdeographs, ideographs, unlisted uint32 = 0x810000, 0x820000, 0x850000
