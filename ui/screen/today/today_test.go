package today

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/trial"
	"calepin/ui/text"
)

// business is a vault with one of each thing the page tells of.
func business(t *testing.T, l text.Language) *trial.Driver {
	d := trial.New(t, l)
	s := d.Desk.Store
	add := func(name string, i store.Interaction) store.ID {
		p := store.Person{Given: name, Status: store.Client, Source: "test"}
		if err := s.AddPerson(&p, store.AddOptions{}); err != nil {
			t.Fatal(err)
		}
		i.Contact = p.ID
		if err := s.AddInteraction(&i); err != nil {
			t.Fatal(err)
		}
		return p.ID
	}
	ago := func(days int) time.Time { return trial.Now.AddDate(0, 0, -days) }
	add("Ada", store.Interaction{Kind: store.Call, Direction: store.Out, At: ago(5), Subject: "Quote", FollowUp: "2026-11-20"})
	add("Bo", store.Interaction{Kind: store.Mail, Direction: store.In, At: ago(2), Subject: "Broken page", Support: store.Opened})
	add("Cleo", store.Interaction{Kind: store.Mail, Direction: store.In, At: ago(200), Subject: "Old"})
	for _, task := range []store.Task{
		{Title: "Pay the rent", Due: "2026-11-23", Repeat: store.Monthly},
		{Title: "Far away", Due: "2027-03-01"},
	} {
		if err := s.AddTask(&task); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func TestTellsWhatIsToDo(t *testing.T) {
	for l, wants := range map[text.Language][]string{
		text.English: {"Monday 23 November 2026", "Follow-ups · 1, 1 late", "! 3 d late", "Ada", "• today", "Pay the rent (", "Open requests · 1", "Gone quiet · 1", "To be told · 3", "GDPR art. 14", "7 months ago", "Recently"},
		text.French:  {"lundi 23 novembre 2026", "Relances · 1, dont 1 en retard", "! 3 j de retard", "• aujourd’hui", "Demandes ouvertes · 1", "Sans nouvelles · 1", "À informer · 3", "RGPD art. 14", "il y a 7 mois", "Derniers échanges"},
	} {
		d := business(t, l)
		d.Show(New(d.Desk)).Sees(wants...)
		if strings.Contains(d.Text(), "Far away") {
			t.Error("a task in four months is not for today")
		}
		d.Sizes()
	}
}

func TestDone(t *testing.T) {
	d := business(t, text.English)
	d.Show(New(d.Desk))
	d.Keys("x").Said("Follow-up done: Ada.")
	d.Said("u undoes")
	if strings.Contains(d.Text(), "Follow-ups") {
		t.Error("the follow-up is still there")
	}
	if _, err := d.Desk.Store.Undo(); err != nil {
		t.Fatal(err)
	}
	d.Do(d.Page.Update(screen.Changed{}))
	d.Sees("Follow-ups · 1, 1 late")
	d.Keys("g", "tab", "space").Said("23 Dec 2026")
	d.Keys("g", "tab", "x").Said("Request solved: Broken page.")
	d.Keys("g", "tab", "x").Said(d.Desk.T.Today.NothingToDo)
}

func TestPostpone(t *testing.T) {
	d := business(t, text.English)
	d.Show(New(d.Desk)).Keys("z").Sees("tomorrow", "Tuesday 24 November 2026")
	d.Sizes()
	d.Type("+3d").Keys("enter").Said("Put off to 26 Nov 2026: Ada.")
	d.Sees("Thursday")
	d.Keys("z", "down", "enter").Said("30 Nov 2026")
	d.Keys("z").Type("nonsense").Keys("enter").Sees("Not a day")
	d.Keys("esc")
	if len(d.Boxes) != 0 {
		t.Error("the box stays")
	}
}

func TestEmptyTeaches(t *testing.T) {
	d := trial.New(t, text.French)
	d.Show(New(d.Desk)).Sees("Bienvenue", "a ajoute un premier contact", "i importe")
	d.Sizes()
	d.Keys("enter").Said(d.Desk.T.Today.NothingSelected)
	d.Keys("tab", "j", "k", "i")
	if len(d.Opened) != 1 || d.Opened[0].Target != screen.Import {
		t.Errorf("opened %v", d.Opened)
	}
}

func TestSelectionGoesThroughAllParts(t *testing.T) {
	d := business(t, text.English)
	d.W, d.H = 120, 37
	p := New(d.Desk)
	d.Show(p)
	seen := map[string]bool{}
	for range 7 {
		seen[p.active().Selected()] = true
		d.Keys("j")
	}
	if len(seen) != 7 {
		t.Errorf("j went through %d rows", len(seen))
	}
	if id, ok := p.About(); !ok || id == (store.ID{}) {
		t.Error("about nobody")
	}
	was := p.active().Selected()
	p.Update(tea.WindowSizeMsg{Width: 80, Height: 21})
	if now := p.active().Selected(); now != was {
		t.Errorf("the selection went from %s to %s with the window", was, now)
	}
	d.Keys("enter")
	if len(d.Opened) != 1 || d.Opened[0].Target != screen.ExchangePage {
		t.Errorf("opened %v", d.Opened)
	}
}

func BenchmarkView(b *testing.B) {
	d := trial.New(&testing.T{}, text.French).Demo(240, 1900)
	d.Show(New(d.Desk))
	for b.Loop() {
		d.Page.View(120, 37)
	}
}

// TestConsentSoonOver: a consent to be asked for again is told, and opens the
// page on which it is.
func TestConsentSoonOver(t *testing.T) {
	d := trial.New(t, text.English)
	s := d.Desk.Store
	if err := privacy.Prepare(s); err != nil {
		t.Fatal(err)
	}
	activities, err := s.Activities()
	if err != nil {
		t.Fatal(err)
	}
	calls := activities[slices.IndexFunc(activities, func(a store.Activity) bool { return a.Code == "telephone-consumers" })]
	w, err := privacy.WordingFor(s, calls, store.ByPhone, "en", "2026-11-24")
	if err != nil {
		t.Fatal(err)
	}
	p := store.Person{Given: "Ada", Nature: store.Consumer, Source: "test"}
	if err := s.AddPerson(&p, store.AddOptions{}); err != nil {
		t.Fatal(err)
	}
	e := store.Consent{Contact: p.ID, Activity: calls.ID, Channel: store.ByPhone, Answer: store.Yes, Means: store.Paper,
		Collector: "Paul", Wording: w.ID, At: trial.Now.AddDate(-1, 0, 9)}
	if err := s.RecordConsent(&e); err != nil {
		t.Fatal(err)
	}
	d.Show(New(d.Desk)).Sees("Consent soon over · 1", "2 Dec 2026", "C. conso L223-1")
	d.Keys("g", "tab", "enter")
	if len(d.Opened) != 1 || d.Opened[0].Target != screen.PurposesPage {
		t.Errorf("opened %v", d.Opened)
	}
	d.Sizes()
}
