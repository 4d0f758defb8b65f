package register

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/stage"
	"calepin/ui/screen/trial"
	"calepin/ui/text"

	"github.com/charmbracelet/x/ansi"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestArt30OnTheScreen: the shipped activities, and all that is known of one in
// the order of the article.
func TestArt30OnTheScreen(t *testing.T) {
	for l, want := range map[text.Language][]string{
		text.English: {"Follow-up of clients", "contract", "(a) Controller", "(b) Purpose", "(c) ", "(d) Recipients", "(e) ", "(f) Time limits", "(g) Security"},
		text.French:  {"Suivi des clients", "contrat", "(a) Responsable", "(b) Finalité", "(c) ", "(d) Destinataires", "(e) ", "(f) Durées", "(g) Mesures"},
	} {
		g := stage.New(t, l)
		g.W, g.H = 120, 60
		g.Push(New(g.Desk))
		stage.Sizes(t, g.Top())
		if shown := ansi.Strip(g.Top().View(120, 37)); !strings.Contains(shown, want[0]) || !strings.Contains(shown, want[1]) {
			t.Error(shown)
		}
		g.Keys("enter")
		stage.Sizes(t, g.Top())
		at, shown := 0, ansi.Strip(g.Top().View(120, 60))
		for _, w := range want[2:] {
			i := strings.Index(shown[at:], w)
			if i < 0 {
				t.Fatalf("%s: no %q behind the others in\n%s", l, w, shown)
			}
			at += i
		}
	}
}

// TestDepartureIsJustified: a shipped activity is not changed without a reason,
// and one in use is not deleted.
func TestDepartureIsJustified(t *testing.T) {
	g := stage.New(t, text.English)
	s := g.Desk.Store
	g.Push(New(g.Desk))
	clients, err := s.FindActivity("clients")
	must(t, err)
	g.Push(newEdit(g.Desk, clients))
	stage.Sizes(t, g.Top())
	e := g.Top().(*edit)
	e.Form.Field("basis").SetValue(string(store.LegitimateInterest))
	g.Keys("ctrl+s")
	if now, err := s.Activity(clients.ID); err != nil || now.Basis != store.ContractBasis || e.Form.Field("justification").Error() == "" {
		t.Fatalf("%v %v", now.Basis, err)
	}
	e.Form.Field("justification").SetValue("Le client n’est pas notre cocontractant.")
	e.Form.Field("channel.sms").SetChecked(false)
	g.Keys("ctrl+s")
	now, err := s.Activity(clients.ID)
	if err != nil || now.Basis != store.LegitimateInterest || now.Justification == "" || len(now.Channels) != 3 || now.Texts["fr"].Name != clients.Texts["fr"].Name {
		t.Fatalf("%+v %v", now, err)
	}
	p := store.Person{Given: "Zoé", Source: "salon", Purposes: []store.ID{clients.ID}}
	must(t, s.AddPerson(&p, store.AddOptions{}))
	g.Run(askDelete(g.Desk, now))
	g.Keys("y")
	if _, err := s.Activity(clients.ID); err != nil || !strings.Contains(g.LastSaid(), "still in use") {
		t.Error(err, g.LastSaid())
	}
}

// TestNewActivity: what is added is in the register.
func TestNewActivity(t *testing.T) {
	g := stage.New(t, text.French)
	g.Push(New(g.Desk))
	g.Keys("a")
	e := g.Top().(*edit)
	for key, value := range map[string]string{"name": "Jeu-concours", "code": "concours", "basis": string(store.ConsentBasis), "purpose": "Désigner les gagnants"} {
		e.Form.Field(key).SetValue(value)
	}
	g.Keys("ctrl+s")
	a, err := g.Desk.Store.FindActivity("concours")
	if err != nil || a.Texts["fr"].Purpose != "Désigner les gagnants" || a.Basis != store.ConsentBasis {
		t.Fatalf("%+v %v", a, err)
	}
	if shown := ansi.Strip(g.Top().View(100, 30)); !strings.Contains(shown, "Jeu-concours") {
		t.Error(shown)
	}
}

// TestArt6ToMend: who is on file without a purpose that stands is listed, and
// leads to why.
func TestArt6ToMend(t *testing.T) {
	d := trial.New(t, text.English)
	p := store.Person{Given: "Éva", Nature: store.Consumer, Source: "salon"}
	must(t, d.Desk.Store.AddPerson(&p, store.AddOptions{}))
	d.Show(New(d.Desk)).Sees("To mend 1")
	d.Keys("tab").Sees("Éva", "no purpose")
	d.Sizes()
	d.Keys("enter")
	if n := len(d.Opened); n != 1 || d.Opened[0].Target != screen.PurposesPage || d.Opened[0].IDs[0] != p.ID {
		t.Error(d.Opened)
	}
}

// TestL345Audience: only who may be addressed is listed and written, the others
// with their reason; what is handed over is recorded.
func TestL345Audience(t *testing.T) {
	g := stage.New(t, text.English)
	g.W, g.H = 120, 37
	s := g.Desk.Store
	a, err := s.FindActivity("prospecting-consumers")
	must(t, err)
	for i, name := range []string{"Zoé", "Bo"} {
		p := store.Person{Given: name, Nature: store.Consumer, Source: "salon", Emails: []store.Email{{Address: strings.ToLower(name[:2]) + "@fictif.example"}}}
		must(t, s.AddPerson(&p, store.AddOptions{}))
		if i == 0 {
			w, err := privacy.WordingFor(s, a, store.ByEmail, "fr", "2026-11-24")
			must(t, err)
			must(t, s.RecordConsent(&store.Consent{Contact: p.ID, Activity: a.ID, Channel: store.ByEmail, Answer: store.Yes, Means: store.Paper, Collector: "Paul", Wording: w.ID}))
		}
	}
	g.Push(newAudience(g.Desk, a, store.ByEmail))
	stage.Sizes(t, g.Top())
	page := g.Top().(*audience)
	if shown := ansi.Strip(page.View(120, 37)); !strings.Contains(shown, "1 contact may") || !strings.Contains(shown, "Zoé") || strings.Contains(shown, "Bo ") {
		t.Error(shown)
	}
	g.Keys("tab")
	if shown := ansi.Strip(page.View(120, 37)); !strings.Contains(shown, "consumer, no consent, not a client (CPCE L34-5)") || strings.Contains(shown, "Zoé") {
		t.Error(shown)
	}
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	g.Keys("x")
	g.Keys("ctrl+s") // to nobody
	if _, ok := g.Top().(*hand); !ok {
		t.Fatal("a list is handed to nobody")
	}
	g.Type("Routeur")
	g.Keys("ctrl+s enter")
	data, err := os.ReadFile(filepath.Join(dir, "list.csv"))
	must(t, err)
	if !bytes.Contains(data, []byte("Zoé")) || bytes.Contains(data, []byte("Bo;")) {
		t.Errorf("%s", data)
	}
	all, err := s.Disclosures(store.ID{})
	must(t, err)
	if len(all) != 1 || all[0].Recipient != "Routeur" || all[0].Count != 1 {
		t.Errorf("%+v", all)
	}
}

// TestPrinted: the register is written as the name says.
func TestPrinted(t *testing.T) {
	g := stage.New(t, text.French)
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	g.Push(New(g.Desk))
	g.Keys("x enter")
	data, err := os.ReadFile(filepath.Join(dir, "registre.pdf"))
	if err != nil || !bytes.HasPrefix(data, []byte("%PDF")) {
		t.Error(err)
	}
}

// TestDraftOfAnActivity: what a lock interrupts is there again.
func TestDraftOfAnActivity(t *testing.T) {
	d := trial.New(t, text.English)
	e := newEdit(d.Desk, store.Activity{})
	d.Show(e).Type("Newsletter")
	draft, ok := e.Draft()
	if !ok || draft.Kind != DraftKind {
		t.Fatalf("%+v", draft)
	}
	again, err := Resume(d.Desk, draft)
	if err != nil {
		t.Fatal(err)
	}
	d.Show(again).Sees("Newsletter")
}

// TestArt9DeepFromTheList: s looks through the exchanges too, as work that says
// how far it is and can be cancelled; a cancelled one leaves the list as it was.
func TestArt9DeepFromTheList(t *testing.T) {
	d := trial.New(t, text.English)
	p := store.Person{Given: "Ada", Status: store.Client, Source: "salon"}
	must(t, d.Desk.Store.AddPerson(&p, store.AddOptions{}))
	must(t, d.Desk.Store.AddInteraction(&store.Interaction{Contact: p.ID, Kind: store.Call, Direction: store.In, At: trial.Now, Subject: "Rendez-vous", Body: "Diabétique, préfère le matin"}))
	page := New(d.Desk)
	d.Show(page).Sees("To mend 0").Keys("tab")
	start, is := page.deep()().(screen.StartMsg)
	if !is || start.Job.Label == "" {
		t.Fatalf("%+v", start)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if cmd := start.Job.Work(ctx, func(int, int) {})(); cmd != nil {
		t.Error("a cancelled search says something")
	}
	d.Sees("To mend 0")
	done := 0
	d.Do(start.Job.Work(context.Background(), func(n, total int) { done = n })())
	if d.Sees("To mend 1", "Ada", "health"); done != 1 {
		t.Errorf("told %d", done)
	}
	d.Keys("s")
	if n := len(d.Toasts); n != 2 {
		t.Errorf("said %d times", n)
	}
}
