package text

import (
	"encoding/json"
	"flag"
	"maps"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "pack the words of assets/words")

const wordsDir = "../../assets/words/"

// files are the words that people write, and what each fills.
var files = []struct {
	name     string
	language Language
	words    func() any
}{
	{"en", English, func() any { return new(Words) }},
	{"fr", French, func() any { return new(Words) }},
	{"screens.en", English, func() any { return new(Screens) }},
	{"screens.fr", French, func() any { return new(Screens) }},
}

// TestWordsArePacked holds the packed words, which the program reads, to the
// JSON that people write.
func TestWordsArePacked(t *testing.T) {
	for _, f := range files {
		source, err := os.Open(wordsDir + f.name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		d := json.NewDecoder(source)
		d.DisallowUnknownFields()
		words := f.words()
		if err := d.Decode(words); err != nil {
			t.Fatalf("%s.json: %v", f.name, err)
		}
		source.Close()

		var out strings.Builder
		pack(&out, reflect.ValueOf(words).Elem(), f.language)
		path := wordsDir + f.name + ".packed"
		if *update {
			if err := os.WriteFile(path, []byte(out.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if is, err := os.ReadFile(path); err != nil || string(is) != out.String() {
			t.Errorf("%s is not what %s.json says: go test ./ui/text -update", path, f.name)
		}
		again := f.words()
		if err := unpack(again, packed(out.String()), f.language); err != nil {
			t.Error(err)
		}
		var repacked strings.Builder
		pack(&repacked, reflect.ValueOf(again).Elem(), English) // its spaces are French already
		if repacked.String() != out.String() {
			t.Errorf("%s: unpacked, the words differ", f.name)
		}
	}
}

// pack writes words in the order of the fields.
func pack(out *strings.Builder, field reflect.Value, l Language) {
	put := func(s string) {
		if strings.Contains(s, endOfText[:1]) {
			panic("a sign that ends texts within one: " + s)
		}
		if l == French {
			s = frenchSpaces(s)
		}
		out.WriteString(s + endOfText)
	}
	switch f := field.Interface().(type) {
	case string:
		put(f)
	case Phrase:
		put(string(f))
	case Plural:
		put(string(f.One))
		put(string(f.Many))
		put(string(f.Other))
	case map[string]string:
		out.WriteString(strconv.Itoa(len(f)) + endOfText)
		for _, key := range slices.Sorted(maps.Keys(f)) {
			out.WriteString(key + endOfText)
			put(f[key])
		}
	case Language:
	default:
		for i := range field.NumField() {
			pack(out, field.Field(i), l)
		}
	}
}

// A pack of another program's words is an error that says what to run, never
// words in the wrong places.
func TestForeignPackIsRefused(t *testing.T) {
	type two struct {
		A string
		M map[string]string
	}
	const whole packed = "a\x1e\n1\x1e\nk\x1e\nv\x1e\n"
	if got := (two{}); unpack(&got, whole, English) != nil || got.A != "a" || got.M["k"] != "v" {
		t.Errorf("read as %v", got)
	}
	for _, wrong := range []packed{"", whole[:9], whole[:len(whole)-1], whole + "b\x1e\n", "a\x1e\nb\x1e\n"} {
		if err := unpack(new(two), wrong, English); err == nil || !strings.Contains(err.Error(), "go test ./ui/text -update") {
			t.Errorf("%q: %v", wrong, err)
		}
	}
}

// frenchSpaces puts the narrow no-break space where French typography wants
// one, so that the files of words can be written with plain spaces.
func frenchSpaces(s string) string { return spaced.Replace(s) }

var spaced = strings.NewReplacer("« ", "«\u202f", " »", "\u202f»", " ;", "\u202f;", " :", "\u202f:", " !", "\u202f!", " ?", "\u202f?", " %", "\u202f%", " €", "\u202f€")
