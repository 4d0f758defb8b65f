package exchange

import (
	"slices"
	"testing"
)

// Several addresses or numbers that somebody wrote into one cell are told
// apart; what is not all right stays one, and is reported.
func TestSeveralInOneCell(t *testing.T) {
	for cell, want := range map[string][]string{
		"a@x.example; b@x.example":   {"a@x.example", "b@x.example"},
		"a@x.example b@x.example":    {"a@x.example", "b@x.example"},
		"a@x.example,b@x.example / ": {"a@x.example", "b@x.example"},
		"a@x.example;A@X.example":    {"a@x.example"},
		"a@x.example; voir avec Zoé": nil,
		"Zoé Roy <zoe@x.example>":    {"zoe@x.example"},
	} {
		p := mustReadText(t, Options{}, "nom;e-mail\nRoy;\""+cell+"\"\n")
		var got []string
		for _, e := range p.Contacts[0].Person.Emails {
			got = append(got, e.Address)
		}
		if !slices.Equal(got, want) || (len(p.Problems) > 0) != (want == nil) {
			t.Errorf("%s: %q, %v", cell, got, p.Problems)
		}
	}
	for cell, want := range map[string][]string{
		"06 39 98 01 03 / 01 99 00 01 03": {"06 39 98 01 03", "01 99 00 01 03"},
		"0639980103;0199000103":           {"0639980103", "0199000103"},
		"0199000103,15":                   {"0199000103,15"},
		"+33 1 99 00 01 03;ext=12":        {"+33 1 99 00 01 03;ext=12"},
		"01/99/00/01/03":                  {"01/99/00/01/03"},
		"06 39 98 01 03 / soir":           {"06 39 98 01 03 / soir"},
	} {
		p := mustReadText(t, Options{Country: "FR"}, "nom,téléphones\nRoy,\""+cell+"\"\n")
		var got []string
		for _, n := range p.Contacts[0].Person.Phones {
			got = append(got, n.Number)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, %v", cell, got, p.Problems)
		}
	}
}
