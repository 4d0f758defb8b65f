package paper

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"calepin/privacy"
	"calepin/store"
	"calepin/store/vault"
	"calepin/ui/text"
)

// TestArt12LetterOfEachStep writes the letter of each step, in both languages,
// as a text to paste and as a PDF: nothing is left blank, and what the law wants
// in it is there (GDPR art. 12(3), (4), (6)).
func TestArt12LetterOfEachStep(t *testing.T) {
	v, err := vault.Memory()
	must(t, err)
	defer func() { _ = v.Close() }()
	s, err := store.Init(v, store.Settings{Country: "FR", Business: store.Business{Name: "Atelier Houle", Email: "bonjour@houle.example"}})
	must(t, err)
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	s.Clock = func() time.Time { return now }
	r := store.Request{Name: "Léa Fictive", Reach: "3 rue des Essais", Right: store.Access, Received: "2026-11-02", Channel: store.RoutePost}
	must(t, s.AddRequest(&r))
	for _, l := range []text.Language{text.French, text.English} {
		words, err := text.Load(l)
		must(t, err)
		wants := map[store.LetterFor][]string{
			store.Acknowledge: {l.Day("2026-12-02")},                                 // until when
			store.AskIdentity: {"une autre adresse", "12(6)"},                        // the doubt
			store.Extend:      {"trois archives", l.Day("2027-02-02"), "CNIL"},       // why, and the new day
			store.Answering:   {"copie de tout", "CNIL"},                             // what was sent
			store.Refuse:      {"cinquième fois", "CNIL", "tribunal judiciaire"},     // why, and the remedies
			store.Confirm:     {"copie de tout", words.Request.Names["access"][:10]}, // what was done
		}
		reasons := map[store.LetterFor]string{store.AskIdentity: "une autre adresse", store.Extend: "trois archives", store.Answering: "copie de tout",
			store.Refuse: "cinquième fois", store.Confirm: "copie de tout"}
		for _, step := range store.Letters {
			template, err := privacy.LetterTemplate(s, step, string(l))
			must(t, err)
			order := OrderLetter(s, r, step, reasons[step], now)
			d, err := Letter(words, template.Text, order)
			must(t, err)
			var plain, pdf bytes.Buffer
			must(t, Write(&plain, d, PlainText))
			must(t, Write(&pdf, Headed(words, d, order), PDF))
			said := strings.Join(strings.Fields(plain.String()), " ")
			for _, want := range append(wants[step], l.Day("2026-11-02"), "bonjour@houle.example", "Atelier Houle") {
				if !strings.Contains(said, strings.Join(strings.Fields(want), " ")) {
					t.Errorf("%s, %s: no %q in\n%s", l, step, want, plain.String())
				}
			}
			if strings.ContainsAny(said, "{}") {
				t.Errorf("%s, %s: a blank in\n%s", l, step, plain.String())
			}
			if !bytes.HasPrefix(pdf.Bytes(), []byte("%PDF-")) || pdf.Len() < 2000 {
				t.Errorf("%s, %s: no PDF", l, step)
			}
			if _, err := Letter(words, template.Text, OrderLetter(s, r, step, "", now)); (err != nil) != (step != store.Acknowledge && step != store.Confirm) {
				t.Errorf("%s, %s, with nothing said: %v", l, step, err)
			}
		}
	}
}
