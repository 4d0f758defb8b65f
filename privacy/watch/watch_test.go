package watch

import (
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// note is a labelled line of testdata.
type note struct {
	text string
	want []Kind
}

func notes(t testing.TB, name string) (all []note) {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		labels, text, ok := strings.Cut(strings.TrimRight(line, "\n"), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		n := note{text: text}
		for _, label := range strings.Split(labels, ",") {
			if label == "-" {
				continue
			}
			if !slices.Contains(Kinds, Kind(label)) {
				t.Fatalf("%s: no kind %q", name, label)
			}
			n.want = append(n.want, Kind(label))
		}
		all = append(all, n)
	}
	return all
}

// tally counts the kinds of notes that are found, missed, and found wrongly.
type tally struct{ right, missed, wrong int }

func (c tally) precision() float64 { return share(c.right, c.right+c.wrong) }
func (c tally) recall() float64    { return share(c.right, c.right+c.missed) }

func share(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

// measure scans labelled notes; told is called with each miss and false alarm.
func measure(all []note, told func(what string, kind Kind, text string)) (total tally, by map[Kind]tally) {
	by = map[Kind]tally{}
	for _, n := range all {
		var got []Kind
		for _, f := range Scan(n.text) {
			if !slices.Contains(got, f.Kind) {
				got = append(got, f.Kind)
			}
		}
		count := func(kind Kind, add tally) {
			c := by[kind]
			c.right, c.missed, c.wrong = c.right+add.right, c.missed+add.missed, c.wrong+add.wrong
			by[kind] = c
			total.right, total.missed, total.wrong = total.right+add.right, total.missed+add.missed, total.wrong+add.wrong
		}
		for _, k := range n.want {
			if slices.Contains(got, k) {
				count(k, tally{right: 1})
			} else {
				count(k, tally{missed: 1})
				told("missed", k, n.text)
			}
		}
		for _, k := range got {
			if !slices.Contains(n.want, k) {
				count(k, tally{wrong: 1})
				told("wrong", k, n.text)
			}
		}
	}
	return total, by
}

// TestArt9Watch measures the watch on notes that were labelled by hand: those it
// was tuned on, and those that it was not. docs/law.md has the figures.
func TestArt9Watch(t *testing.T) {
	for _, set := range []struct {
		file              string
		precision, recall float64
	}{{"tuned.txt", 0.98, 0.98}, {"held-out.txt", 0.92, 0.93}} {
		all := notes(t, set.file)
		total, by := measure(all, func(what string, kind Kind, text string) {
			if set.file == "tuned.txt" || os.Getenv("CALEPIN_WATCH_TELL") != "" {
				t.Logf("%s: %s %s: %s", set.file, what, kind, text)
			}
		})
		t.Logf("%s: %d notes, precision %.3f, recall %.3f", set.file, len(all), total.precision(), total.recall())
		for _, k := range Kinds {
			c := by[k]
			t.Logf("  %-10s precision %.3f recall %.3f (%d right, %d missed, %d wrong)", k, c.precision(), c.recall(), c.right, c.missed, c.wrong)
		}
		if total.precision() < set.precision || total.recall() < set.recall {
			t.Errorf("%s: precision %.3f, recall %.3f", set.file, total.precision(), total.recall())
		}
	}
}

// TestNamesAndPlaces: names of people, streets and addresses say nothing.
func TestNamesAndPlaces(t *testing.T) {
	for _, text := range []string{"nathalie.croix@fictif.example", "12 rue de la Santé, Paris", "place de l’Église", "Mme Croix rappellera", "M. Noir",
		"voir https://gay.example/prison", "santé financière solide", "Dr Lesage", "avenue de la Liberté"} {
		if found := Scan(text); len(found) > 0 {
			t.Errorf("%q: %v", text, found)
		}
	}
}

// TestWhere: what is found is shown where it stands.
func TestWhere(t *testing.T) {
	text := "Très gentille, diabétique de type 1."
	found := Scan(text)
	if len(found) != 1 || text[found[0].Start:found[0].End] != "diabétique" || found[0].Kind != Health {
		t.Errorf("%v", found)
	}
}

func FuzzScan(f *testing.F) {
	for _, s := range []string{"diabétique", "é\xff\xfe", "FR39 2004 1010 0505 0001 3326 060", "1 70 03 2A 203 167 80", "a.b@c", "\u0301\u0301x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, x := range Scan(text) {
			if x.Start < 0 || x.End > len(text) || x.Start >= x.End {
				t.Fatalf("%q: %v", text, x)
			}
			if utf8.ValidString(text) && !utf8.ValidString(text[x.Start:x.End]) {
				t.Fatalf("%q: cut within a letter: %v", text, x)
			}
		}
	})
}

func BenchmarkScan(b *testing.B) {
	var text strings.Builder
	for _, n := range notes(b, "tuned.txt") {
		if text.Len() > 4<<10 {
			break
		}
		text.WriteString(n.text + "\n")
	}
	s := text.String()
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		Scan(s)
	}
}
