package text

import (
	"bytes"
	"encoding/json"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"calepin/store"
)

var placeholder = regexp.MustCompile(`\{[a-z_]+\}`)

// checker compares the words of both languages with the types, word by word.
type checker struct{ t *testing.T }

func TestWordsAreComplete(t *testing.T) {
	en, err := Load(English)
	if err != nil {
		t.Fatal(err)
	}
	fr, err := Load(French)
	if err != nil {
		t.Fatal(err)
	}
	checker{t}.walk("", reflect.ValueOf(*en), reflect.ValueOf(*fr), false)
}

func TestWordsOfScreensAreComplete(t *testing.T) {
	en, err := LoadScreens(English)
	if err != nil {
		t.Fatal(err)
	}
	fr, err := LoadScreens(French)
	if err != nil {
		t.Fatal(err)
	}
	checker{t}.walk("", reflect.ValueOf(*en), reflect.ValueOf(*fr), false)
}

func (c checker) walk(path string, en, fr reflect.Value, optional bool) {
	switch en.Interface().(type) {
	case Language:
		return
	case Phrase:
		c.both(path, en.String(), fr.String(), optional)
		if en.String() != "" && !placeholder.MatchString(en.String()) {
			c.t.Errorf("%s: a phrase without a placeholder; make it a string", path)
		}
		return
	case Plural:
		c.plural(path, en.Interface().(Plural), fr.Interface().(Plural))
		return
	}
	switch en.Kind() {
	case reflect.String:
		c.both(path, en.String(), fr.String(), optional)
		if placeholder.MatchString(en.String() + fr.String()) {
			c.t.Errorf("%s: a string with a placeholder; make it a Phrase", path)
		}
	case reflect.Map:
		c.maps(path, en, fr)
	case reflect.Struct:
		for i := range en.NumField() {
			f := en.Type().Field(i)
			c.walk(path+"."+f.Name, en.Field(i), fr.Field(i), f.Tag.Get("words") == "optional")
		}
	default:
		c.t.Errorf("%s: words cannot be a %s", path, en.Type())
	}
}

func (c checker) both(path, en, fr string, optional bool) {
	switch {
	case en == "" && fr == "" && optional:
	case strings.TrimSpace(en) == "" || strings.TrimSpace(fr) == "":
		c.t.Errorf("%s: missing in one language or both", path)
	case !slices.Equal(placeholders(en), placeholders(fr)):
		c.t.Errorf("%s: placeholders %v in English, %v in French", path, placeholders(en), placeholders(fr))
	}
	if plainSpace.MatchString(fr) {
		c.t.Errorf("%s: a plain space where French wants a narrow no-break one: %q", path, fr)
	}
	if strings.Contains(fr, "'") && !strings.ContainsAny(fr, "`\"$") && !strings.Contains(path, "Example") {
		c.t.Errorf("%s: a straight apostrophe: %q", path, fr)
	}
}

var plainSpace = regexp.MustCompile(` [;:!?»]|« `)

func placeholders(s string) []string {
	found := placeholder.FindAllString(s, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

func (c checker) plural(path string, en, fr Plural) {
	c.both(path+".Other", string(en.Other), string(fr.Other), false)
	if en.One == "" || fr.One == "" || fr.Many == "" {
		c.t.Errorf("%s: a form is missing (one, other; many in French)", path)
	}
	if en.Many != "" {
		c.t.Errorf("%s: English has no form for millions", path)
	}
	for _, p := range []Plural{en, fr} {
		if !strings.Contains(string(p.Other), "{n}") {
			c.t.Errorf("%s: no {n}", path)
		}
		for _, form := range []Phrase{p.One, p.Many} {
			for _, name := range placeholders(string(form)) {
				if !strings.Contains(string(p.Other), name) {
					c.t.Errorf("%s: %s is unknown to the other forms", path, name)
				}
			}
		}
	}
}

func (c checker) maps(path string, en, fr reflect.Value) {
	for _, k := range append(en.MapKeys(), fr.MapKeys()...) {
		e, f := en.MapIndex(k), fr.MapIndex(k)
		if !e.IsValid() || !f.IsValid() {
			c.t.Errorf("%s[%s]: in one language only", path, k)
			continue
		}
		c.both(path+"["+k.String()+"]", e.String(), f.String(), false)
	}
}

// TestEveryKindOfRecordHasAWord: previews and refusals name any of them.
func TestEveryKindOfRecordHasAWord(t *testing.T) {
	for _, language := range []Language{English, French} {
		w, err := Load(language)
		if err != nil {
			t.Fatal(err)
		}
		for _, kind := range store.Kinds() {
			if w.Errors.Store.Kinds[string(kind)] == "" {
				t.Errorf("%s: no word for %s", language, kind)
			}
		}
	}
}

// The decoder takes keys in any case and the last of two: the files are held
// to the exact names, each once.
func TestWordsFilesAreExact(t *testing.T) {
	for _, f := range files {
		data, err := os.ReadFile(wordsDir + f.name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		exact(t, f.name, json.NewDecoder(bytes.NewReader(data)), reflect.TypeOf(f.words()).Elem())
	}
}

func exact(t *testing.T, path string, d *json.Decoder, want reflect.Type) {
	t.Helper()
	token, err := d.Token()
	if err != nil {
		t.Fatal(path, err)
	}
	if token != json.Delim('{') {
		return // a text
	}
	seen := map[string]bool{}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			t.Fatal(path, err)
		}
		name := key.(string)
		if seen[name] {
			t.Errorf("%s.%s: twice", path, name)
		}
		seen[name] = true
		inner := reflect.TypeFor[string]()
		if want.Kind() == reflect.Struct {
			f, ok := want.FieldByName(name)
			if !ok {
				t.Errorf("%s.%s: no such field", path, name)
			}
			inner = f.Type
		}
		exact(t, path+"."+name, d, inner)
	}
	_, _ = d.Token()
}

func TestPhrase(t *testing.T) {
	got := Phrase("{a} and {b}, {a}").With("a", "{b}", "b", 2)
	if want := "{b} and 2, {b}"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestPlural(t *testing.T) {
	fr := Plural{One: "{n} contact", Many: "{n} de contacts", Other: "{n} contacts", language: French}
	en := Plural{One: "{n} contact", Other: "{n} contacts", language: English}
	for _, c := range []struct {
		p    Plural
		n    int
		want string
	}{
		{fr, 0, "0 contact"}, {fr, 1, "1 contact"}, {fr, 2, "2 contacts"}, {fr, 1_000_000, "1\u202f000\u202f000 de contacts"},
		{en, 0, "0 contacts"}, {en, 1, "1 contact"}, {en, 1_000_000, "1,000,000 contacts"},
	} {
		if got := c.p.Of(c.n); got != c.want {
			t.Errorf("%d: got %q, want %q", c.n, got, c.want)
		}
	}
}

func TestFrenchSpaces(t *testing.T) {
	for in, want := range map[string]string{
		"":                         "",
		"Ah !":                     "Ah\u202f!",
		"« oui » ; « non » ?":      "«\u202foui\u202f»\u202f; «\u202fnon\u202f»\u202f?",
		"à 12:30, 50 % de 3 €":     "à 12:30, 50\u202f% de 3\u202f€",
		"{name} : {value}":         "{name}\u202f: {value}",
		"rien à changer, https://": "rien à changer, https://",
	} {
		if got := frenchSpaces(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
