package widget

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"calepin/store"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"plain": "plain", "é王👩‍👩‍👧‍👦": "é王👩‍👩‍👧‍👦", "a\tb\nc": "a b c", "\x1b[2Jx": "[2Jx", "a\u202eb\u2066c": "abc", "\u0085\u009bx": " x",
	} {
		if got := Clean(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	if got := CleanLines("a\r\nb\rc\td"); got != "a\nb\nc d" {
		t.Errorf("lines %q", got)
	}
}

func TestFit(t *testing.T) {
	for _, c := range []struct {
		in, want string
		w        int
	}{
		{"abc", "abc  ", 5}, {"abcdef", "abc…", 4}, {"王小明", "王… ", 4}, {"x", "", 0}, {"x", "", -3}, {"", "   ", 3}, {"a\nb", "a b", 3}, {"e\u0301e\u0301e\u0301", "e\u0301…", 2},
	} {
		if got := Fit(c.in, c.w); got != c.want {
			t.Errorf("%q in %d: %q, want %q", c.in, c.w, got, c.want)
		}
	}
	if got := FitRight("12", 4); got != "  12" {
		t.Errorf("right %q", got)
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		in   string
		w    int
		want []string
	}{
		{"un deux trois", 7, []string{"un deux", "trois"}}, {"a\n\nb", 5, []string{"a", "", "b"}}, {"abcdefgh", 3, []string{"abc", "def", "gh"}},
		{"un mot\u202f!", 6, []string{"un", "mot\u202f!"}}, {"王小明王", 5, []string{"王小", "明王"}}, {"x abcdef", 4, []string{"x", "abcd", "ef"}}, {"", 9, []string{""}},
	} {
		if got := Wrap(c.in, c.w); !slices.Equal(got, c.want) {
			t.Errorf("%q in %d: %q, want %q", c.in, c.w, got, c.want)
		}
	}
}

// shown marks what was found with brackets.
func shown(s string, terms ...string) string {
	return highlight(s, Terms(terms...), pen{}, pen{"<", ">"})
}

func TestHighlight(t *testing.T) {
	for _, c := range []struct{ s, term, want string }{
		{"Élodie", "elo", "<Élo>die"}, {"Œuvre", "oeu", "<Œu>vre"}, {"coeur", "œu", "c<oeu>r"}, {"e\u0301te\u0301", "et", "<e\u0301t>e\u0301"},
		{"Jean-Pierre", "jean pierre", "<Jean>-<Pierre>"}, {"06 12 34 56 78", "061234", "<06> <12> <34> 56 78"}, {"Straße", "ss", "Stra<ß>e"},
		{"L’été", "l'é", "<L’é>té"}, {"nothing", "xyz", "nothing"}, {"ana", "", "ana"}, {"banana", "an", "b<anan>a"}, {"王小明", "小", "王<小>明"},
	} {
		if got := shown(c.s, c.term); got != c.want {
			t.Errorf("%q for %q: %q, want %q", c.s, c.term, got, c.want)
		}
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range nasty {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, lines := range []bool{false, true} {
			got := clean(s, lines)
			if !utf8.ValidString(got) {
				t.Fatalf("%q: broken", got)
			}
			for _, r := range got {
				if r < ' ' && (r != '\n' || !lines) || r >= 0x7f && r < 0xa0 || r >= '\u202a' && r <= '\u202e' {
					t.Fatalf("%q: %U is left", got, r)
				}
			}
			if again := clean(got, lines); again != got {
				t.Fatalf("cleaning %q again gives %q", got, again)
			}
		}
		for _, w := range []int{0, 1, 2, 7, 40} {
			if got := Width(Fit(Clean(s), w)); got != w {
				t.Fatalf("%q in %d: %d cells", s, w, got)
			}
			for _, line := range Wrap(CleanLines(s), w) {
				if Width(line) > max(w, 1) {
					t.Fatalf("%q in %d: %q", s, w, line)
				}
			}
		}
	})
}

func FuzzHighlight(f *testing.F) {
	for _, s := range nasty {
		f.Add(s, "a")
	}
	f.Add("Œuvre", "oe")
	f.Fuzz(func(t *testing.T, s, query string) {
		s = Clean(s)
		painted := Highlight(s, []string{query}, lipgloss.NewStyle(), lipgloss.NewStyle().Bold(true))
		if got := ansi.Strip(painted); got != ansi.Strip(s) {
			t.Fatalf("%q for %q became %q", s, query, got)
		}
		found := matched(s, Terms(query)) != nil
		folded := store.Fold(s)
		for _, term := range Terms(query) {
			if strings.Contains(folded, term) && !found {
				t.Fatalf("%q holds %q, nothing is shown", s, term)
			}
		}
	})
}

// What plainWidth counts by itself is what the library would count, of any two
// such runes side by side, and it gives up wherever it could not know.
func TestWidthIsTheLibrarys(t *testing.T) {
	var runes []rune
	for r := rune(' '); r < 0x3000; r++ {
		if n, ok := plainWidth(string(r)); ok && n == 1 {
			runes = append(runes, r)
		}
	}
	if len(runes) < 400 {
		t.Fatalf("only %d runes are counted", len(runes))
	}
	for _, a := range runes {
		for _, b := range runes {
			s := string([]rune{a, b})
			if n, _ := plainWidth(s); n != ansi.StringWidth(s) {
				t.Fatalf("%U %U take %d cells, not %d", a, b, ansi.StringWidth(s), n)
			}
		}
	}
	for _, s := range []string{"\x1b[1;38;5;12mÉloïse\x1b[m │ 3 €", "\x1b[4:3mx\x1b[0m", "\x1b[m"} {
		if n, ok := plainWidth(s); !ok || n != ansi.StringWidth(s) {
			t.Errorf("%q takes %d cells, not %d", s, ansi.StringWidth(s), n)
		}
	}
	for _, s := range []string{"e\u0301", "日本", "\u00ad", "\x1b]8;;x\x07y", "\x1b[2", "\x1b[2K", "\x1b", "a\tb", "©\ufe0f", "\xff", "\x7f"} {
		if n, ok := plainWidth(s); ok {
			t.Errorf("%q is taken to be %d cells", s, n)
		}
	}
}
