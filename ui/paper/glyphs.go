package paper

import (
	"encoding/binary"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"calepin/assets"
)

// missing stands for a sign that the font has no glyph for.
const missing = '□'

// covered are the signs of the fonts: both have the same.
var covered = sync.OnceValue(func() map[rune]bool { return signsOf(assets.SansRegular()) })

// signsOf reads the signs of a TrueType font out of its "cmap" table, which is
// of format 4, as assets/fonts holds it.
func signsOf(font []byte) map[rune]bool {
	u16 := func(at int) int { return int(binary.BigEndian.Uint16(font[at:])) }
	u32 := func(at int) int { return int(binary.BigEndian.Uint32(font[at:])) }
	table := 0
	for i := range u16(4) {
		if entry := 12 + 16*i; string(font[entry:entry+4]) == "cmap" {
			table = u32(entry + 8)
		}
	}
	sub := table + u32(table+8)
	doubled := u16(sub + 6)
	signs := map[rune]bool{}
	for i := 0; i < doubled; i += 2 {
		last, first := u16(sub+14+i), u16(sub+16+doubled+i)
		for r := first; r <= last && r < 0xffff; r++ {
			signs[rune(r)] = true
		}
	}
	return signs
}

// drawable makes any text one that the font can show: composed, without what
// is not to be seen, every sign that it lacks replaced by one that is seen.
func drawable(s string) string {
	signs := covered()
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', signs[r]:
			return r
		case r == '\t', r == '\r', unicode.Is(unicode.Zs, r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Mn, r), unicode.Is(unicode.Me, r):
			return -1
		}
		return missing
	}, norm.NFC.String(s))
}
