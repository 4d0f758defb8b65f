package paper

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/text"
)

// The register holds what GDPR art. 30(1)(a)–(g) asks for, in that order, the
// controller first.
func TestArt30RegisterHoldsAllInOrder(t *testing.T) {
	words, err := text.Load(text.French)
	if err != nil {
		t.Fatal(err)
	}
	b := store.Business{Name: "Atelier Fictif", Address: "1 rue Fictive", DPO: "Paul Exemple"}
	activities := privacy.DefaultActivities()
	activities[3].Justification, activities[3].Energy = "Parce que", true
	d := Register(words, b, activities, time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC))
	got := pdfText(t, written(t, d, PDF))
	at := 0
	for _, want := range []string{"Responsable du traitement", "Atelier Fictif", "1 rue Fictive", "Représentant", "Paul Exemple",
		"1. Suivi des clients", "b) Finalités", "Base légale", "c) Catégories de", "d) Catégories de", "e) Transferts", "f) Délais",
		"g) Mesures", "Mise en balance", "Travaux d’économie d’énergie", "Parce que", "9. Liste d’opposition"} {
		i := strings.Index(got[at:], want)
		if i < 0 {
			t.Fatalf("no %q behind what precedes it", want)
		}
		at += i
	}
	if strings.Contains(got, words.Register.ToFill) {
		t.Error("a shipped activity has a gap")
	}
	d = Register(words, store.Business{}, []store.Activity{{Basis: store.LegitimateInterest}}, time.Time{})
	if n := strings.Count(TextOf(d), words.Register.ToFill); n != 13 {
		t.Errorf("%d gaps are shown, want 13", n)
	}
}

func TestArt30RegisterAsRows(t *testing.T) {
	words, err := text.Load(text.English)
	if err != nil {
		t.Fatal(err)
	}
	activities := privacy.DefaultActivities()[:2]
	activities[0].Code = "=1+1"
	var b bytes.Buffer
	if err := RegisterRows(&b, words, store.Business{Name: "Fictif"}, activities); err != nil {
		t.Fatal(err)
	}
	head, rest, _ := strings.Cut(b.String(), "\r\n")
	if !strings.HasPrefix(head, "\ufeff(a) Controller;Legal form") || !strings.Contains(rest, ";'=1+1;") {
		t.Errorf("%q %q", head, rest[:80])
	}
}
