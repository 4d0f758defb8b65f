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

// font is a TrueType font, of a thousand units and with a "cmap" table of format
// 4, as assets/fonts holds them.
type font struct {
	file   []byte
	glyphs map[rune]int // by sign
	widths []int        // by glyph, in thousandths of the size
}

// fonts are the regular and the strong one: both have the same signs.
var fonts = sync.OnceValue(func() [2]*font { return [2]*font{readFont(assets.SansRegular), readFont(assets.SansBold)} })

func readFont(file []byte) *font {
	f := &font{file, map[rune]int{}, nil}
	f.readGlyphs(f.table("cmap"))
	metrics, n := f.table("hmtx"), f.u16(f.table("hhea")+34)
	for i := range n {
		f.widths = append(f.widths, f.u16(metrics+4*i))
	}
	return f
}

func (f *font) u16(at int) int { return int(binary.BigEndian.Uint16(f.file[at:])) }
func (f *font) u32(at int) int { return int(binary.BigEndian.Uint32(f.file[at:])) }

// table is where a table of the font begins.
func (f *font) table(name string) int {
	for i := range f.u16(4) {
		if entry := 12 + 16*i; string(f.file[entry:entry+4]) == name {
			return f.u32(entry + 8)
		}
	}
	return 0
}

// readGlyphs reads which glyph shows each sign.
func (f *font) readGlyphs(cmap int) {
	sub := cmap + f.u32(cmap+8)
	doubled := f.u16(sub + 6) // twice the number of segments
	for i := 0; i < doubled; i += 2 {
		last := f.u16(sub + 14 + i)
		at := sub + 16 + doubled + i
		first, delta, offset := f.u16(at), f.u16(at+doubled), f.u16(at+2*doubled)
		for r := first; r <= last && r < 0xffff; r++ {
			glyph := r
			if offset != 0 {
				glyph = f.u16(at + 2*doubled + offset + 2*(r-first))
			}
			f.glyphs[rune(r)] = (glyph + delta) & 0xffff
		}
	}
}

func (f *font) width(r rune) int { return f.widths[f.glyphs[r]] }

// drawable makes any text one that the font can show: composed, without what
// is not to be seen, every sign that it lacks replaced by one that is seen.
func drawable(s string) string {
	signs := fonts()[0].glyphs
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || signs[r] != 0:
			return r
		case r == '\t', r == '\r', unicode.Is(unicode.Zs, r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Mn, r), unicode.Is(unicode.Me, r):
			return -1
		}
		return missing
	}, norm.NFC.String(s))
}
