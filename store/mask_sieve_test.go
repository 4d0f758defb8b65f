package store

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// sought are identities with what makes a quick no hard.
var sought = []Identity{
	{Names: []string{"Zoé Quatremaire", "Quatremaire Zoé"}, Family: "Quatremaire", Emails: []string{"zoe@quatremaire.test"}, Phones: []string{"+33639981234"}},
	{Names: []string{"Ælfric Œuvrard", "Lou-Anne d’Été"}, Singles: []string{"Straße"}, Family: "Œuvrard", Emails: []string{"a.b+c_d-e@f.example"}, Phones: []string{"0262 12", "+33199001234;ext=12"}},
	{Names: []string{"Li Wu", "Zoé \"la Fée\" <Z&Z>"}, Family: "Wu", Phones: []string{"+4930123456"}},
	{Names: []string{"Иван Петров"}, Family: "Петров", Emails: []string{"ivan@петров.example"}},
	{Names: []string{"Kelvin İnci"}, Family: "İnci", Emails: []string{"x\\y@z.example"}},
	{},
}

// written is a value as records hold it: pieces of identities in the writings
// of many hands, noise around them, JSON or not.
func written(r *rand.Rand) []byte {
	var b strings.Builder
	gaps := []string{" ", "  ", "-", "_", "\n", "\t", "\u00a0", "\u202f", "\u2028", "‑", ". ", "", "\u0301", "\x00", "\xff", "<"}
	for range r.IntN(12) {
		id := pick(r, sought)
		all := append(append(append([]string{"", "été", "le 12 à 06", "Q", "quatre maire"}, id.Names...), id.Emails...), id.Phones...)
		piece := pick(r, append(append(all, id.Singles...), id.Family))
		switch r.IntN(9) {
		case 0:
			piece = strings.ToUpper(piece)
		case 1:
			piece = norm.NFD.String(piece)
		case 2:
			piece = Fold(piece)
		case 3:
			piece = strings.Map(unicode.ToTitle, norm.NFD.String(piece))
		case 4:
			piece = strings.ReplaceAll(piece, " ", pick(r, gaps))
		case 5: // a number, taken apart
			piece = strings.TrimPrefix(strings.ReplaceAll(piece, "+33", pick(r, []string{"0", "0033", "+33 (0)"})), "+")
			for range 4 {
				at := r.IntN(len(piece) + 1)
				piece = piece[:at] + pick(r, gaps) + piece[at:]
			}
		case 6: // an accent on any letter
			at := r.IntN(len(piece) + 1)
			piece = piece[:at] + "\u0301" + piece[at:]
		}
		b.WriteString(piece + pick(r, gaps))
	}
	if r.IntN(3) == 0 {
		return []byte(b.String())
	}
	record, _ := json.Marshal(map[string]string{"body": b.String()})
	return record
}

// agrees tells whether the quick no of each identity holds on b: where it says
// no, reading finds nothing.
func agrees(t *testing.T, b []byte) (found, passed int) {
	t.Helper()
	for _, id := range sought {
		m := newMasker(id, nil)
		in := m.read(b) != "" || len(foldForMasking(plainText(b)).find(m.family)) > 0
		maybe := m.maybe(b)
		if in && !maybe {
			t.Fatalf("%q: the quick no misses %q", id.Names, b)
		}
		if in {
			found++
		}
		if maybe {
			passed++
		}
	}
	return found, passed
}

func TestQuickNoMissesNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	found, passed, of := 0, 0, 0
	for range 4000 {
		f, p := agrees(t, written(r))
		found, passed, of = found+f, passed+p, of+len(sought)
	}
	if found < of/10 || passed > of*9/10 {
		t.Errorf("%d found and %d passed of %d: the texts prove nothing", found, passed, of)
	}
}

// A mention is seen whatever parts its words.
func TestMentionsAcrossEscapes(t *testing.T) {
	for i, text := range []string{"vu zoé\u2028quatremaire", "ZOE\u2029QUATREMAIRE", "zoé\nquatremaire", "Zoe\tQuatremaire", "<zoé quatremaire>"} {
		record, err := json.Marshal(Interaction{Body: text})
		must(t, err)
		if m := newMasker(sought[0], nil); !m.concerns(record) || m.trace(record) != "name" {
			t.Errorf("%d: %s is not found", i, record)
		}
	}
}

func FuzzQuickNo(f *testing.F) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 40 {
		f.Add(written(r))
	}
	f.Fuzz(func(t *testing.T, b []byte) { agrees(t, b) })
}
