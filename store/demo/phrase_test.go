package demo

import (
	"slices"
	"testing"
)

func TestPhrase(t *testing.T) {
	words := slots{slotGiven: "Anne-Sophie", slotUn: "une enseigne", slotFirm: "Atelier Écume"}
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Bonjour {given} !", []string{"Bonjour Anne-Sophie\u202f!"}},
		{"[Oui|Non], {un}.", []string{"Oui, une enseigne.", "Non, une enseigne."}},
		{"a[|b[c|d]] e", []string{"a e", "abc e", "abd e"}},
		{"Rien. [|] Fin", []string{"Rien. Fin"}},
		{"besoin de {un}, de pain", []string{"besoin d'une enseigne, de pain"}},
		{"le site de {firm}", []string{"le site d'Atelier Écume"}},
	} {
		p, err := compile(c.text)
		if err != nil {
			t.Fatalf("%q: %v", c.text, err)
		}
		heard := map[string]bool{}
		for seed := range uint64(60) {
			said := p.say(newDice(seed), &words)
			if !slices.Contains(c.want, said) {
				t.Errorf("%q said %q", c.text, said)
			}
			heard[said] = true
		}
		if len(heard) != len(c.want) {
			t.Errorf("%q: heard %d of %d alternatives", c.text, len(heard), len(c.want))
		}
	}
}

func TestPhraseRefused(t *testing.T) {
	for _, text := range []string{"[a|b", "a]", "a|b", "{nobody}", "{given", "[a|[b]"} {
		if _, err := compile(text); err == nil {
			t.Errorf("%q: no error", text)
		}
	}
}
