package privacy

import (
	"slices"
	"strings"
	"testing"

	"calepin/store"
)

var controller = store.Business{Name: "Atelier Fictif", Email: "atelier@fictif.example", Address: "1 rue Fictive\n75001 Paris",
	SIREN: "732829320", Representative: "Rita Exemple, Dublin", DPO: "Paul Exemple, dpo@fictif.example"}

func noticeOf(t *testing.T, o NoticeOrder) string {
	t.Helper()
	if o.Activities == nil {
		o.Activities = DefaultActivities()
	}
	o.Today = thisDay
	got, gaps := NoticeText(controller, o)
	if len(gaps) > 0 {
		t.Fatalf("gaps: %v", gaps)
	}
	if i := strings.IndexAny(got, "{}"); i >= 0 {
		t.Fatalf("a tag was not filled: %q", got[i:min(len(got), i+40)])
	}
	return got
}

func holds(t *testing.T, text string, all ...string) {
	t.Helper()
	for _, want := range all {
		if !strings.Contains(text, want) {
			t.Errorf("no %q", want)
		}
	}
}

func TestArt13NoticeHoldsAllItAsksFor(t *testing.T) {
	fr := noticeOf(t, NoticeOrder{Article: 13, Form: store.Full, Language: "fr"})
	holds(t, fr,
		"Atelier Fictif est responsable", "1 rue Fictive<br>75001 Paris", "atelier@fictif.example", "Rita Exemple", // 13(1)(a)
		"Paul Exemple",                                   // 13(1)(b)
		"Répondre aux demandes", "RGPD, article 6(1)(b)", // 13(1)(c)
		"Intérêt poursuivi", "Entretenir la relation commerciale", // 13(1)(d)
		"Destinataires", "Expert-comptable", // 13(1)(e)
		"Transferts hors de l’Union européenne",                                      // 13(1)(f)
		"Dix ans à compter de la clôture",                                            // 13(2)(a)
		"copie", "rectifier", "effacer", "limiter", "format courant", "vous opposer", // 13(2)(b)
		"Retirer votre consentement à tout moment", // 13(2)(c)
		"saisir la CNIL", "3 place de Fontenoy", // 13(2)(d)
		"Données obligatoires ou non", "Un nom et un moyen de joindre", // 13(2)(e)
		"Aucune décision n’est prise à votre sujet de façon automatisée", "profilage", // 13(2)(f)
		"une autre fin", // 13(3)
		"article 85",    // LIL
	)
	if strings.Contains(fr, "D’où viennent") {
		t.Error("art. 13 has no source to tell")
	}
	en := noticeOf(t, NoticeOrder{Article: 13, Form: store.Full, Language: "en"})
	holds(t, en, "is the controller", "Rita Exemple", "Paul Exemple", "GDPR, article 6(1)(b)", "Interest pursued", "Recipients", "Accountant",
		"Transfers outside the European Union", "Ten years from the end of the fiscal year", "receive a copy", "corrected", "erased", "restricted",
		"common format", "You may object", "withdraw your consent at any time", "CNIL", "Whether you must give them", "No decision about you",
		"another purpose")
}

func TestArt14NoticeHoldsSourceAndCategories(t *testing.T) {
	for language, want := range map[string][]string{
		"fr": {"article 14", "## D’où viennent vos données\n\nl’annuaire public", "Catégories de données", "Numéro de TVA", "CNIL"},
		"en": {"article 14", "## Where your data come from\n\nl’annuaire public", "Categories of data", "VAT number", "CNIL"},
	} {
		got := noticeOf(t, NoticeOrder{Article: 14, Form: store.Full, Language: language, Source: "l’annuaire public"})
		holds(t, got, want...)
		if strings.Contains(got, "obligatoires ou non") || strings.Contains(got, "must give them") {
			t.Error("art. 14 does not ask whether data are mandatory")
		}
	}
	_, gaps := NoticeText(controller, NoticeOrder{Article: 14, Form: store.Full, Language: "fr", Activities: DefaultActivities()})
	if !slices.ContainsFunc(gaps, func(g Gap) bool { return g.Code == GapSource && g.Needed() }) {
		t.Errorf("a missing source is not told: %v", gaps)
	}
}

// The right to object stands apart from the rest, and clearly.
func TestArt21NoticeSetsTheRightToObjectApart(t *testing.T) {
	for _, form := range []store.NoticeForm{store.Full, store.Short} {
		for language, want := range map[string]string{"fr": "> **Vous pouvez vous opposer à tout moment, sans motif",
			"en": "> **You may object at any time, without giving a reason"} {
			holds(t, noticeOf(t, NoticeOrder{Article: 13, Form: form, Language: language}), "\n\n"+want)
		}
	}
	clients := DefaultActivities()[:1]
	for _, form := range []store.NoticeForm{store.Full, store.Short} {
		got := noticeOf(t, NoticeOrder{Article: 13, Form: form, Language: "fr", Activities: clients})
		if strings.Contains(got, "opposer") {
			t.Errorf("%s: there is nothing to object to under a contract: %s", form, got)
		}
	}
	support := DefaultActivities()[6:7]
	support[0].Basis = store.LegitimateInterest
	text := support[0].Texts["fr"]
	text.Interest = "Aider ses clients"
	support[0].Texts["fr"] = text
	got := noticeOf(t, NoticeOrder{Article: 13, Form: store.Full, Language: "fr", Activities: support})
	holds(t, got, "> Vous pouvez aussi vous opposer, pour des raisons tenant à votre situation particulière", "assistance")
	if strings.Contains(got, "prospection.**") {
		t.Error("no marketing, and yet an objection to it")
	}
}

func TestNoticeShortIsShort(t *testing.T) {
	for _, language := range []string{"fr", "en"} {
		got := noticeOf(t, NoticeOrder{Article: 13, Form: store.Short, Language: language, Activities: DefaultActivities()[:1], FullAt: "https://fictif.example/donnees"})
		if n := len(strings.Fields(got)); n > 110 {
			t.Errorf("%s: %d words", language, n)
		}
		holds(t, got, "Atelier Fictif", "atelier@fictif.example", "https://fictif.example/donnees", "CNIL")
	}
}

// Whoever gives a number is told of the rules of calls (C. conso L223-2).
func TestL2232NoticeWhereANumberIsCollected(t *testing.T) {
	with := noticeOf(t, NoticeOrder{Article: 13, Form: store.Full, Language: "fr", Activities: DefaultActivities()[:1]})
	holds(t, with, "L223-2", "vaut un an", "même au cours d’un appel")
	without := noticeOf(t, NoticeOrder{Article: 13, Form: store.Full, Language: "fr", Activities: DefaultActivities()[1:2]})
	if strings.Contains(without, "L223-2") {
		t.Error("no number is collected")
	}
}

func TestNoticeLeavesNoBlank(t *testing.T) {
	text, gaps := NoticeText(store.Business{}, NoticeOrder{Article: 13, Form: store.Full, Language: "en", Activities: []store.Activity{
		{Code: "a", Basis: store.LegitimateInterest, Texts: map[string]store.ActivityText{"en": {Name: "x"}}},
		{Code: "b", Texts: map[string]store.ActivityText{"fr": {Name: "x"}}},
	}})
	var codes []GapCode
	for _, g := range gaps {
		codes = append(codes, g.Code)
	}
	want := []GapCode{GapName, GapReach, GapPurpose, GapInterest, GapRecipients, GapTransfers, GapRetention, GapData, GapLanguage}
	if text != "" || !slices.Equal(codes, want) {
		t.Errorf("%q, %v", text, codes)
	}
	text, gaps = NoticeText(store.Business{Name: "x", Phone: "01"}, NoticeOrder{Article: 13, Form: store.Short, Language: "fr", Activities: DefaultActivities()})
	if text == "" || len(gaps) != 2 || gaps[0].Needed() || gaps[1].Needed() {
		t.Errorf("%v", gaps)
	}
	ended := DefaultActivities()[:1]
	ended[0].Ended = "2026-01-01"
	if _, gaps = NoticeText(controller, NoticeOrder{Article: 13, Form: store.Full, Language: "fr", Activities: ended, Today: "2026-01-02"}); len(gaps) != 1 || gaps[0].Code != GapActivities {
		t.Errorf("an activity that has ended is told of: %v", gaps)
	}
}

// What the identity and the register hold makes no markup.
func TestNoticeTakesValuesLiterally(t *testing.T) {
	b := controller
	b.Name = "# A {business} *b* | c\n- d"
	got, _ := NoticeText(b, NoticeOrder{Article: 13, Form: store.Full, Language: "fr", Activities: DefaultActivities()})
	holds(t, got, `\# A {business} \*b\* \| c - d est responsable`)
}
