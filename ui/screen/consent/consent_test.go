package consent

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/stage"
	"calepin/ui/text"
)

// set is a desk with the shipped register and a consumer.
func set(t testing.TB, l text.Language) (*stage.Stage, store.Person) {
	t.Helper()
	g := stage.New(t, l)
	g.Answer(screen.ConsentCapture, Capture)
	g.Answer(screen.ConsentWithdraw, Withdraw)
	g.Answer(screen.ConsentObject, Object)
	p := store.Person{Given: "Zoé", Family: "Fictive", Nature: store.Consumer, Emails: []store.Email{{Address: "zoe@fictif.example"}}}
	stage.Must(t, g.Desk.Store.AddPerson(&p, store.AddOptions{Source: "salon"}))
	return g, p
}

// history is what a person answered.
func history(t testing.TB, g *stage.Stage, p store.Person) []store.Consent {
	t.Helper()
	all, err := g.Desk.Store.Consents(p.ID)
	stage.Must(t, err)
	return all
}

// choose takes the option of a box that has a word in it.
func choose(t testing.TB, g *stage.Stage, word string) {
	t.Helper()
	for range 12 {
		for line := range strings.SplitSeq(ansi.Strip(g.Top().View(76, 20)), "\n") {
			if strings.HasPrefix(strings.TrimLeft(line, " "), "› ") && strings.Contains(line, word) {
				g.Keys("enter")
				return
			}
		}
		g.Keys("down")
	}
	t.Fatalf("no %q in:\n%s", word, g.Top().View(76, 20))
}

// TestArt7Capture: the question stands alone, nothing is chosen, and a yes is
// recorded with its proof.
func TestArt7Capture(t *testing.T) {
	for _, c := range []struct {
		l                   text.Language
		purpose, words, key string
		yes, paper, verdict string
	}{
		{text.French, "par e-mail et SMS", "Acceptez-vous", "o", "Oui", "papier", "Lui écrire un e-mail"},
		{text.English, "E-mail and text", "Do you agree", "y", "Yes", "paper", "May I e-mail them? Yes"},
	} {
		g, p := set(t, c.l)
		scan := filepath.Join(t.TempDir(), "scan.pdf")
		stage.Must(t, os.WriteFile(scan, []byte("signed"), 0o600))
		g.Run(Capture(g.Desk, p.ID))
		stage.Sizes(t, g.Top())
		choose(t, g, c.purpose)
		if len(g.Boxes) > 0 { // the channel
			choose(t, g, "e-mail")
		}
		page := g.Top()
		if alone, ok := page.(screen.Alone); !ok || !alone.Alone() {
			t.Error("the question is not alone")
		}
		stage.Sizes(t, page)
		shown := ansi.Strip(page.View(80, 21))
		for _, want := range []string{c.words, c.yes} {
			if !strings.Contains(shown, want) {
				t.Errorf("%s: no %q in\n%s", c.l, want, shown)
			}
		}
		if strings.Contains(shown, "Fictive") {
			t.Error("the question shows the file")
		}
		if len(history(t, g, p)) != 0 {
			t.Error("something was recorded before the answer")
		}
		g.Keys("enter") // nothing is chosen, so that nothing happens
		if g.Top() != page {
			t.Fatal("enter answered")
		}
		g.Keys(c.key)
		stage.Sizes(t, g.Top())
		g.Keys("ctrl+s") // a yes without its means
		if len(history(t, g, p)) != 0 {
			t.Fatal("a yes without proof was recorded")
		}
		r := g.Top().(*record)
		r.Form.Field("means").SetValue(string(store.Paper))
		r.Form.Field("collector").SetValue("Paul")
		r.Form.Field("evidence").SetValue(scan + "x")
		g.Keys("ctrl+s")
		if len(history(t, g, p)) != 0 || r.Form.Field("evidence").Error() == "" {
			t.Fatal("evidence that is not there")
		}
		r.Form.Field("evidence").SetValue(scan)
		g.Keys("ctrl+s")
		all := history(t, g, p)
		if len(all) != 1 || all[0].Answer != store.Yes || all[0].Means != store.Paper || all[0].Collector != "Paul" || len(all[0].SHA256) != 64 {
			t.Fatalf("%+v", all)
		}
		if w, err := g.Desk.Store.Wording(all[0].Wording); err != nil || !strings.Contains(w.Text, c.words) {
			t.Errorf("%+v %v", w, err)
		}
		stage.Sizes(t, g.Top())
		if box := ansi.Strip(g.Top().View(76, 30)); !strings.Contains(box, c.verdict) || !strings.Contains(box, c.paper) {
			t.Errorf("the receipt:\n%s", box)
		}
		for _, name := range []string{"recu.txt", "recu.md", "recu.html", "recu.pdf"} {
			path := filepath.Join(filepath.Dir(scan), name)
			var b strings.Builder
			stage.Must(t, g.Top().(*Receipt).write(path, &b))
			written := b.String()
			if name == "recu.pdf" && !strings.HasPrefix(written, "%PDF") ||
				name != "recu.pdf" && (!strings.Contains(written, c.words) || !strings.Contains(written, all[0].SHA256)) {
				t.Errorf("%s:\n%s", name, written)
			}
		}
		g.Keys("enter")
		if len(g.Boxes)+len(g.Pages) != 0 {
			t.Errorf("left open: %d boxes, %d pages", len(g.Boxes), len(g.Pages))
		}
	}
}

// TestArt4NoAndLater: no and not now take no more than yes, and are recorded.
func TestArt4NoAndLater(t *testing.T) {
	for key, want := range map[string]store.Answer{"n": store.No, "t": store.Later} {
		g, p := set(t, text.English)
		g.Run(Capture(g.Desk, p.ID))
		choose(t, g, "Telephone")
		g.Keys(key + " ctrl+s")
		if all := history(t, g, p); len(all) != 1 || all[0].Answer != want {
			t.Errorf("%s: %+v", key, all)
		}
	}
}

// TestQuestionInTheOtherLanguage: tab shows it in the person's language, and the
// answers with it.
func TestQuestionInTheOtherLanguage(t *testing.T) {
	g, p := set(t, text.French)
	g.Run(Capture(g.Desk, p.ID))
	choose(t, g, "par téléphone")
	g.Keys("tab")
	if shown := ansi.Strip(g.Top().View(80, 21)); !strings.Contains(shown, "Do you agree") || !strings.Contains(shown, "Not now") {
		t.Error(shown)
	}
	g.Keys("n ctrl+s")
	if w, err := g.Desk.Store.Wording(history(t, g, p)[0].Wording); err != nil || w.Language != "en" {
		t.Errorf("%+v %v", w, err)
	}
}

// TestArt7Withdrawal: what was given ends by w and the means.
func TestArt7Withdrawal(t *testing.T) {
	g, p := set(t, text.English)
	g.Run(Withdraw(g.Desk, p.ID))
	if !strings.Contains(g.LastSaid(), "no consent") {
		t.Error(g.LastSaid())
	}
	for _, word := range []string{"Telephone", "e-mail"} {
		g.Run(Capture(g.Desk, p.ID))
		choose(t, g, map[string]string{"Telephone": "Telephone", "e-mail": "E-mail and text"}[word])
		if len(g.Boxes) > 0 {
			choose(t, g, word)
		}
		g.Keys("y")
		r := g.Top().(*record)
		r.Form.Field("means").SetValue(string(store.Telephone))
		r.Form.Field("collector").SetValue("Paul")
		g.Keys("ctrl+s enter")
	}
	if n := len(history(t, g, p)); n != 2 {
		t.Fatalf("%d answers", n)
	}
	g.Run(Withdraw(g.Desk, p.ID))
	stage.Sizes(t, g.Top())
	g.Keys("t") // all of them
	stage.Sizes(t, g.Top())
	g.Keys("p") // on paper
	all := history(t, g, p)
	if len(all) != 4 || all[2].Answer != store.Withdrawn || all[3].Answer != store.Withdrawn || all[3].Means != store.Paper || all[3].Collector != "Paul" {
		t.Errorf("%+v", all)
	}
}

// TestArt21Objection: to all direct marketing, first of the list.
func TestArt21Objection(t *testing.T) {
	g, p := set(t, text.French)
	g.Run(Object(g.Desk, p.ID))
	g.Keys("enter t")
	if all := history(t, g, p); len(all) != 1 || all[0].Answer != store.Objected || all[0].Activity != (store.ID{}) || all[0].Means != store.Telephone {
		t.Errorf("%+v", all)
	}
}

// TestArt13Told: which version was given, how, and when is kept; the clock of
// art. 14 stops.
func TestArt13Told(t *testing.T) {
	g, p := set(t, text.English)
	g.Run(Tell(g.Desk, p.ID))
	if !strings.Contains(g.LastSaid(), "notice generate") {
		t.Error(g.LastSaid())
	}
	n := store.Notice{Article: 14, Form: store.Short, Language: "fr", Text: "Vos données…"}
	stage.Must(t, g.Desk.Store.KeepNotice(&n))
	g.Run(Tell(g.Desk, p.ID))
	stage.Sizes(t, g.Top())
	g.Keys("enter m")
	given, err := g.Desk.Store.NoticesGiven(p.ID)
	stage.Must(t, err)
	if len(given) != 1 || given[0].Notice != n.ID || given[0].Means != store.EMail {
		t.Errorf("%+v", given)
	}
	if who, err := g.Desk.Store.Person(p.ID); err != nil || who.Informed == "" {
		t.Error("nobody knows that the person was told", err)
	}
}

// TestDraftOfAnAnswer: what a lock interrupts is there again, the same answer to
// the same words, at the time it was given.
func TestDraftOfAnAnswer(t *testing.T) {
	g, p := set(t, text.English)
	a, err := g.Desk.Store.FindActivity("prospecting-consumers")
	stage.Must(t, err)
	g.Run(ask(g.Desk, p.ID, a, store.ByEmail))
	g.Keys("n")
	r := g.Top().(*record)
	r.Form.Field("note").SetValue("Half a note")
	draft, ok := r.Draft()
	if !ok || draft.Kind != DraftKind || draft.Contact != p.ID {
		t.Fatalf("%+v", draft)
	}
	stage.Must(t, g.Desk.Store.SaveDraft(&draft))
	again, err := Resume(g.Desk, draft)
	stage.Must(t, err)
	if again.Title() != r.Title() {
		t.Errorf("%q, not %q", again.Title(), r.Title())
	}
	g.Push(again)
	later := stage.Now.Add(3 * time.Hour)
	g.Desk.Store.Clock, g.Desk.Now = func() time.Time { return later }, func() time.Time { return later }
	g.Keys("ctrl+s")
	all := history(t, g, p)
	if len(all) != 1 || all[0].Answer != store.No || all[0].Channel != store.ByEmail || all[0].Note != "Half a note" || !all[0].At.Equal(stage.Now) {
		t.Errorf("%+v", all)
	}
	if drafts, err := g.Desk.Store.Drafts(); err != nil || len(drafts) != 0 {
		t.Errorf("%d drafts left, %v", len(drafts), err)
	}
}
