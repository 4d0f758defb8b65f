package exchange

import (
	"bufio"
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

const sampleSize = 64 << 10

// charsets are the encodings that address books are found in. ISO 8859-1 is
// read as Windows-1252, as browsers do: who declares the one writes the other.
var charsets = map[string]encoding.Encoding{
	"iso88591":    charmap.Windows1252,
	"latin1":      charmap.Windows1252,
	"windows1252": charmap.Windows1252,
	"cp1252":      charmap.Windows1252,
	"ansi":        charmap.Windows1252,
	"iso88592":    charmap.ISO8859_2,
	"iso885915":   charmap.ISO8859_15,
	"latin9":      charmap.ISO8859_15,
	"windows1250": charmap.Windows1250,
	"windows1251": charmap.Windows1251,
	"macintosh":   charmap.Macintosh,
	"macroman":    charmap.Macintosh,
	"cp850":       charmap.CodePage850,
	"ibm850":      charmap.CodePage850,
	"cp437":       charmap.CodePage437,
	"koi8r":       charmap.KOI8R,
	"utf16":       unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
	"utf16le":     unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
	"utf16be":     unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
}

// charset returns the encoding of that name; nil with true is UTF-8.
func charset(name string) (encoding.Encoding, bool) {
	name = strings.ToLower(strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || r == ' ' {
			return -1
		}
		return r
	}, name))
	switch name {
	case "utf8", "usascii", "ascii":
		return nil, true
	}
	e, ok := charsets[name]
	return e, ok
}

// source is a file as bytes, its UTF-16 and byte order mark already undone.
// What is left is UTF-8 or one of the single-byte encodings, which guess tells
// apart.
type source struct {
	*bufio.Reader
	legacy encoding.Encoding // once guess has met other bytes than UTF-8
	isUTF8 bool              // once guess has met valid UTF-8
	utf16  bool              // before that was undone
}

func newSource(r io.Reader) (*source, error) {
	br := bufio.NewReaderSize(r, sampleSize)
	head, err := br.Peek(4096)
	if err != nil && err != io.EOF && err != bufio.ErrBufferFull {
		return nil, err
	}
	if e := utf16Of(head); e != nil {
		// The decoder replaces half surrogates by U+FFFD, which clean reports.
		return &source{Reader: bufio.NewReaderSize(transform.NewReader(br, e.NewDecoder()), sampleSize), isUTF8: true, utf16: true}, nil
	}
	s := &source{Reader: br}
	if bytes.HasPrefix(head, []byte("\xef\xbb\xbf")) {
		_, _ = br.Discard(3)
		s.isUTF8 = true
		return s, nil
	}
	sample, _ := br.Peek(sampleSize)
	s.guess(sample)
	return s, nil
}

// utf16Of recognises UTF-16 by its mark, or by every other byte of a Latin
// text being zero.
func utf16Of(head []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		return unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM)
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		return unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM)
	case len(head) < 4:
		return nil
	}
	var zeros [2]int
	for i, c := range head {
		if c == 0 {
			zeros[i%2]++
		}
	}
	switch half := len(head) / 2; {
	case zeros[1] > half*7/10 && zeros[0] < half/10:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case zeros[0] > half*7/10 && zeros[1] < half/10:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	return nil
}

// guess settles, at the first bytes beyond ASCII, which encoding the file is
// in: UTF-8 where it is mostly valid, else the single-byte encoding whose
// letters read most like French.
func (s *source) guess(sample []byte) {
	if s.isUTF8 || s.legacy != nil {
		return
	}
	valid, invalid := 0, 0
	for i := 0; i < len(sample); {
		if sample[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(sample[i:])
		switch {
		case r != utf8.RuneError || n > 1:
			valid++
		case !utf8.FullRune(sample[i:]): // the sample's end cuts it
		default:
			invalid++
		}
		i += n
	}
	switch {
	case valid == 0 && invalid == 0:
	case valid >= invalid:
		s.isUTF8 = true
	default:
		s.legacy = likeliest(sample)
	}
}

// likeliest is the single-byte encoding in which most of the sample's bytes
// beyond ASCII are letters and signs that French texts use.
func likeliest(sample []byte) encoding.Encoding {
	const usual = "éèêëàâäçùûüîïôöœÉÈÊÀÂÇÔŒ’«»°€\u00a0"
	best, most := encoding.Encoding(charmap.Windows1252), -1
	for _, c := range []*charmap.Charmap{charmap.Windows1252, charmap.Macintosh, charmap.CodePage850} {
		n := 0
		for _, b := range sample {
			if b >= utf8.RuneSelf && strings.ContainsRune(usual, c.DecodeByte(b)) {
				n++
			}
		}
		if n > most {
			best, most = c, n
		}
	}
	return best
}

// decode returns b as text. ok is false where the file is UTF-8 and b is not:
// it is then read as mixed reads it.
func (s *source) decode(b []byte) (text string, ok bool) {
	if ascii(b) {
		return string(b), true
	}
	s.guess(b)
	if s.legacy == nil {
		if utf8.Valid(b) {
			return string(b), true
		}
		return mixed(string(b)), false
	}
	out, err := s.legacy.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\ufffd"), false
	}
	return string(out), true
}

// mixed reads the bytes of s that are no UTF-8 as Windows-1252, which is what
// files put together from several hands hold besides; the few that stand for no
// sign there become U+FFFD.
func mixed(s string) string {
	var out strings.Builder
	for s != "" {
		r, n := utf8.DecodeRuneInString(s)
		if r == utf8.RuneError && n == 1 {
			r = charmap.Windows1252.DecodeByte(s[0])
		}
		out.WriteRune(r)
		s = s[n:]
	}
	return out.String()
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// clean removes what has no place in a contact: control characters, marks of
// byte order and direction (which let a terminal show something else than what
// is stored), the spaces around. Line breaks become "\n" where several lines
// are allowed, else a space. changed tells that more than spaces and line
// breaks went.
func clean(s string, lines bool) (text string, changed bool) {
	if plain(s) {
		return strings.TrimSpace(s), false
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\v' || r == '\u2028' || r == '\u2029' || r == '\u0085':
			if lines {
				return '\n'
			}
			return ' '
		case r == '\t':
			return ' '
		case r < 0x20, r >= 0x7f && r < 0xa0,
			r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069',
			r == '\u200e', r == '\u200f':
			changed = true
			return -1
		case r == '\ufeff':
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(s), changed
}

// plain tells that s has only printable ASCII, or letters beyond it that clean
// leaves alone: the common case, decided without a copy.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		// 0xc2 begins U+0080–U+00BF, 0xe2 U+2000–U+2FFF, 0xef U+F000–U+FFFF.
		if c := s[i]; c < 0x20 || c == 0x7f || c == 0xc2 || c == 0xe2 || c == 0xef {
			return false
		}
	}
	return true
}
