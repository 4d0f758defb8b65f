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

var clock = time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)

// asked returns a vault in which Ada was asked by telephone and said yes.
func asked(t *testing.T) (*store.Store, store.Consent) {
	t.Helper()
	v, err := vault.Memory()
	check(t, err)
	t.Cleanup(func() { _ = v.Close() })
	s, err := store.Init(v, store.Settings{Business: store.Business{Name: "Atelier Houle", Email: "bonjour@houle.example", Address: "1 rue Fictive"}})
	check(t, err)
	s.Clock = func() time.Time { return clock }
	check(t, privacy.Prepare(s))
	p := store.Person{Given: "Ada", Family: "Exemple 😀", Nature: store.Consumer, Source: "salon",
		Phones: []store.Phone{{Number: "06 39 98 01 11"}}}
	check(t, s.AddPerson(&p, store.AddOptions{}))
	a, err := s.FindActivity("telephone-consumers")
	check(t, err)
	w, err := privacy.WordingFor(s, a, store.ByPhone, "fr", "2026-11-24")
	check(t, err)
	n := store.Notice{Article: 13, Form: store.Short, Language: "fr", Text: "Vos données…"}
	check(t, s.KeepNotice(&n))
	events := []store.Consent{{Contact: p.ID, Activity: a.ID, Channel: store.ByPhone, Answer: store.Yes, At: clock.Add(-time.Hour),
		Means: store.Paper, Collector: "Paul Fictif", Wording: w.ID, Notice: n.ID}}
	check(t, s.RecordConsentsWith(events, "bon.pdf", bytes.NewReader([]byte("signé"))))
	return s, events[0]
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func receipt(t *testing.T, s *store.Store, e store.Consent, language text.Language) Document {
	t.Helper()
	words, err := text.Load(language)
	check(t, err)
	p, err := ProofOf(s, e)
	check(t, err)
	return Receipt(words, p)
}

// A receipt holds who, what for, by which channel, the exact words and their
// version, the answer, when, how, who asked, the evidence, how to withdraw.
func TestArt7ReceiptHoldsTheProof(t *testing.T) {
	s, e := asked(t)
	for language, all := range map[text.Language][]string{
		text.French: {"Reçu d’un consentement", "Ada Exemple 😀", "Atelier Houle", "Prospection de particuliers par téléphone", "téléphone", "Oui",
			"papier", "Paul Fictif", "Acceptez-vous que Atelier Houle vous appelle", "version 1 (fr)", "24/11/2026", "bon.pdf", e.SHA256,
			"art. 13, courte, version 1", "Valable jusqu’au : 24/11/2027", "retirer ce consentement à tout moment", "bonjour@houle.example", "CNIL", e.ID.String()},
		text.English: {"Receipt of a consent", "Ada Exemple 😀", "Telephone prospecting of consumers", "Yes", "paper", "Paul Fictif",
			"Acceptez-vous que Atelier Houle vous appelle", "24 Nov 2026", "bon.pdf", e.SHA256, "withdraw this consent at any time"},
	} {
		d := receipt(t, s, e, language)
		got := strings.ReplaceAll(TextOf(d), "\u202f", " ")
		for _, want := range all {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %q in\n%s", language, want, got)
			}
		}
		if shown := pdfText(t, written(t, d, PDF)); !strings.Contains(shown, "Ada Exemple □") || !strings.Contains(shown, e.SHA256) {
			t.Errorf("%s: the PDF shows\n%s", language, shown)
		}
		if len(d.Blocks) == 0 || !bytes.Equal(written(t, d, PDF), written(t, receipt(t, s, e, language), PDF)) {
			t.Error("two receipts of one answer differ")
		}
	}
}

// That of a withdrawal names the consent that it withdraws, and its words.
func TestArt7ReceiptOfAWithdrawal(t *testing.T) {
	s, e := asked(t)
	events := []store.Consent{{Contact: e.Contact, Activity: e.Activity, Channel: e.Channel, Answer: store.Withdrawn, At: clock}}
	check(t, s.RecordConsents(events))
	got := TextOf(receipt(t, s, events[0], text.French))
	for _, want := range []string{"Reçu d’un retrait", "Consentement donné le", "Acceptez-vous", "prend effet aussitôt"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if strings.Contains(got, "Valable") {
		t.Error("a withdrawal holds for ever")
	}
}

func TestArt21ReceiptOfAnObjection(t *testing.T) {
	s, e := asked(t)
	events := []store.Consent{{Contact: e.Contact, Answer: store.Objected, At: clock}}
	check(t, s.RecordConsents(events))
	got := TextOf(receipt(t, s, events[0], text.English))
	for _, want := range []string{"Receipt of an objection", "all direct marketing", "every channel", "at once"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}
