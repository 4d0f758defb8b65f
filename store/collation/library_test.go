package collation

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"flag"
	"math/rand/v2"
	"os"
	"testing"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

var update = flag.Bool("update", false, "write weights.gz from the library")

// library is the collator of one language.
type library struct {
	c   *collate.Collator
	buf collate.Buffer
}

func newLibrary(lang language.Tag) *library {
	return &library{c: collate.New(lang, collate.IgnoreCase, collate.IgnoreWidth)}
}

func (l *library) weigh(s string) weights {
	l.buf.Reset()
	full := l.c.KeyFromString(&l.buf, s)
	end := 0 // weights of letters take two bytes, or three led by a high bit
	for end+1 < len(full) && (full[end] != 0 || full[end+1] != 0) {
		end += 2 + int(full[end]>>7)
	}
	return weights{string(full[:end]), string(full[min(end+2, len(full)):])}
}

func (l *library) key(s string) []byte {
	w := l.weigh(s)
	accents := []byte(w.accents)
	for bytes.HasSuffix(accents, []byte(none)) {
		accents = accents[:len(accents)-2]
	}
	return append(append(append([]byte(w.letters), 0, 0), accents...), 0, 0)
}

// every calls f with each letter and sign there is.
func every(f func(r rune)) {
	for r := rune(1); r <= unicode.MaxRune; r++ {
		if r < 0xd800 || r >= 0xe000 && r != 0xffff && r != 0xfffe {
			f(r)
		}
	}
}

// TestTable holds that each letter and sign weighs what it does in the library,
// in both languages.
func TestTable(t *testing.T) {
	fr, en := newLibrary(language.French), newLibrary(language.English)
	if *update {
		write(t, fr)
		return
	}
	wrong := 0
	every(func(r rune) {
		if r > 0x323b0 && r%97 != 0 { // nothing there yet
			return
		}
		got, want := Key(string(r)), fr.key(string(r))
		if !bytes.Equal(got, want) || !bytes.Equal(got, en.key(string(r))) {
			if wrong++; wrong < 20 {
				t.Errorf("the key of %q (%U) is %x, not %x", r, r, got, want)
			}
		}
	})
	for r, at := range entries(whole().table) {
		w := weightsAt(whole().table, at)
		if at > sizeCommon*7/8 && r <= numCommon {
			t.Errorf("%U is nearly beyond the table's beginning", r)
		}
		for i := 0; i+1 < len(w.letters); i += 2 + int(w.letters[i]>>7) {
			if w.letters[i] == 0 && w.letters[i+1] == 0 {
				t.Errorf("%U has a weight that ends a key", r)
			}
		}
	}
}

func write(t *testing.T, lib *library) {
	packed = ""
	own := map[rune]weights{}
	every(func(r rune) { own[r] = lib.weigh(string(r)) })
	var out bytes.Buffer
	w, _ := gzip.NewWriterLevel(&out, gzip.BestCompression)
	last := rune(0)
	put := func(r rune, x weights) {
		line := binary.AppendUvarint(nil, uint64(r-last))
		line = append(line, byte(len(x.letters)), byte(len(x.accents)))
		w.Write(append(append(line, x.letters...), x.accents...))
		last = r
	}
	every(func(r rune) {
		if r < firstDerived || !derived(r, own) {
			put(r, own[r])
		}
	})
	w.Close()
	if err := os.WriteFile("weights.gz", out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// firstDerived is where composed letters begin that few names hold; those before
// are in the table, which is faster.
const firstDerived = 0x2000

// derived tells whether r needs no place in the table.
func derived(r rune, own map[rune]weights) bool {
	var sum weights
	parts := []rune(norm.NFKD.String(string(r)))
	if len(parts) == 1 && parts[0] == r {
		sum = implicit(r)
	} else {
		for _, p := range parts {
			sum.letters += own[p].letters
			sum.accents += own[p].accents
		}
	}
	return sum == own[r]
}

// TestNames holds that keys put together of single letters are what the library
// makes of the whole.
func TestNames(t *testing.T) {
	fr := newLibrary(language.French)
	rng := rand.New(rand.NewPCG(3, 4))
	rounds := 200_000
	if testing.Short() {
		rounds = 20_000
	}
	for _, alphabet := range alphabets() {
		for range rounds / 10 {
			s := make([]rune, rng.IntN(9))
			for i := range s {
				from := alphabet
				if rng.IntN(5) == 0 {
					from = []rune("abéEœß -'’.,&1\u0301")
				}
				s[i] = from[rng.IntN(len(from))]
			}
			text := norm.NFC.String(string(s))
			if got, want := Key(text), fr.key(text); !bytes.Equal(got, want) && !markAfterComposed(text) {
				t.Fatalf("the key of %q (%+q) is %x, not %x", text, text, got, want)
			}
		}
	}
}

// alphabets are the letters and signs of the scripts that names may come in;
// the first is what a key is mostly made of.
func alphabets() (out [][]rune) {
	latin := make([]rune, 0, numCommon)
	for r := ' '; r < numCommon; r++ {
		latin = append(latin, r)
	}
	out = append(out, latin, latin, latin)
	for _, script := range []*unicode.RangeTable{unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Armenian, unicode.Georgian, unicode.Hebrew,
		unicode.Arabic, unicode.Devanagari, unicode.Thai, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana, unicode.Common} {
		var all []rune
		every(func(r rune) {
			if unicode.Is(script, r) {
				all = append(all, r)
			}
		})
		out = append(out, all)
	}
	return out
}

// markAfterComposed tells whether a mark follows a letter composed with another, or a
// form of presentation of one,
// which no language that is written in composed letters does: their accents come
// in another order than the library's then, where all letters are the same.
func markAfterComposed(s string) bool {
	composed := false
	for _, r := range s {
		if composed && unicode.Is(unicode.M, r) {
			return true
		}
		composed = !norm.NFKD.IsNormalString(string(r)) || composed && unicode.Is(unicode.M, r)
	}
	return false
}

func BenchmarkKey(b *testing.B) {
	fr := newLibrary(language.French)
	var room [200]byte
	for _, name := range []string{"Łukasz Quatremaire", "Καλλιόπη Παπαδοπούλου"} {
		b.Run(name+"/calepin", func(b *testing.B) {
			Key(name)
			for b.Loop() {
				Append(room[:0], name)
			}
		})
		b.Run(name+"/library", func(b *testing.B) {
			for b.Loop() {
				fr.weigh(name)
			}
		})
	}
}

func BenchmarkTable(b *testing.B) {
	for b.Loop() {
		for range entries(unpack(1 << 30)) {
		}
	}
}

func BenchmarkCommon(b *testing.B) {
	for b.Loop() {
		unpack(sizeCommon)
	}
}
