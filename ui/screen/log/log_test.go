package log

import (
	"fmt"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/stage"
	"calepin/ui/text"
)

// set puts the targets of this package and one person on stage.
func set(t testing.TB, l text.Language) (*stage.Stage, store.Person) {
	g := stage.New(t, l)
	g.Answer(screen.Log, Open)
	g.Answer(screen.LogAnswer, OpenAnswer)
	g.Answer(screen.ExchangeEdit, OpenEdit)
	p := store.Person{Given: "Zoé", Family: "Quatremaire"}
	stage.Must(t, g.Desk.Store.AddPerson(&p, store.AddOptions{Source: "test"}))
	return g, p
}

// begin presses l about the person.
func start(g *stage.Stage, about *store.Person) {
	a := Everywhere(g.Desk, func() (store.ID, bool) {
		if about == nil {
			return store.ID{}, false
		}
		return about.ID, true
	})
	g.Run(a.Run())
}

func logged(t testing.TB, g *stage.Stage, p store.Person) []store.Interaction {
	t.Helper()
	all, _, err := g.Desk.Store.Interactions(p.ID, 0, "")
	stage.Must(t, err)
	return all
}

func TestThreeKeysThenSave(t *testing.T) {
	for _, l := range []text.Language{text.French, text.English} {
		for _, k := range kinds {
			g, p := set(t, l)
			start(g, &p)
			g.Keys(k.key)
			way := store.In
			if k.kind == store.Note {
				way = ""
			} else if k.kind != store.Purchase {
				way = store.Out
				g.Keys("o")
			}
			g.Type("Devis accepté")
			g.Keys("ctrl+s")
			all := logged(t, g, p)
			if len(all) != 1 || len(g.Pages) != 0 || len(g.Boxes) != 0 {
				t.Fatalf("%s %s: %d logged, %d pages, %d boxes, said %q", l, k.kind, len(all), len(g.Pages), len(g.Boxes), g.LastSaid())
			}
			i := all[0]
			if i.Kind != k.kind || i.Direction != way || i.Subject != "Devis accepté" || !i.At.Equal(stage.Now) {
				t.Errorf("%s: %+v", l, i)
			}
			if said := g.LastSaid(); !strings.Contains(said, "Zoé") {
				t.Errorf("%s: said %q", l, said)
			}
		}
	}
}

func TestPickThePerson(t *testing.T) {
	g, p := set(t, text.French)
	other := store.Person{Given: "Marc", Family: "Autre"}
	stage.Must(t, g.Desk.Store.AddPerson(&other, store.AddOptions{Source: "test"}))
	start(g, nil)
	g.Type("quatre")
	g.Keys("enter c i")
	g.Type("Question")
	g.Keys("ctrl+s")
	if n := len(logged(t, g, p)); n != 1 {
		t.Fatalf("%d logged; %s", n, g.Screen())
	}
}

func TestDateWords(t *testing.T) {
	for _, c := range []struct {
		l           text.Language
		typed, want string
	}{
		{text.French, "hier 15h", "2026-11-22 15:00"},
		{text.French, "12/3", "2026-03-12 12:00"},
		{text.French, "lundi 9h30", "2026-11-16 09:30"},
		{text.English, "yesterday 3pm", "2026-11-22 15:00"},
		{text.English, "12/3 9:15", "2026-03-12 09:15"},
		{text.English, "now", "2026-11-23 10:30"},
	} {
		g, p := set(t, c.l)
		start(g, &p)
		g.Keys("c i shift+tab")
		g.Type(c.typed)
		g.Keys("ctrl+s")
		if all := logged(t, g, p); len(all) != 1 || all[0].At.Format("2006-01-02 15:04") != c.want {
			t.Errorf("%q: %+v", c.typed, all)
		}
	}
}

func TestBadDatesStayInTheForm(t *testing.T) {
	for _, typed := range []string{"31/2", "demain 15h", "n’importe quoi"} {
		g, p := set(t, text.French)
		start(g, &p)
		g.Keys("c i shift+tab")
		g.Type(typed)
		g.Keys("ctrl+s")
		page, ok := g.Top().(*Page)
		if !ok || len(logged(t, g, p)) != 0 {
			t.Fatalf("%q was taken", typed)
		}
		if page.Form.Field("at").Error() == "" || !strings.Contains(g.Screen(), "✗") {
			t.Errorf("%q: nothing is said:\n%s", typed, g.Screen())
		}
	}
}

func TestFollowUpAndSupport(t *testing.T) {
	g, p := set(t, text.French)
	start(g, &p)
	g.Keys("e i")
	g.Type("Imprimante en panne")
	g.Keys("tab")
	g.Type("Elle fume.")
	g.Keys("enter")
	g.Type("Urgent.")
	g.Keys("tab")
	g.Type("+7j")
	g.Keys("tab space ctrl+s")
	all := logged(t, g, p)
	if len(all) != 1 {
		t.Fatal(g.Screen())
	}
	i := all[0]
	if i.Body != "Elle fume.\nUrgent." || i.FollowUp != "2026-11-30" || i.Support != store.Opened {
		t.Fatalf("%+v", i)
	}
	g.Run(g.Desk.Open(screen.LogAnswer, p.ID, i.ID))
	g.Keys("c o")
	g.Type("Rappelée")
	g.Keys("ctrl+s")
	th, err := g.Desk.Store.Thread(p.ID, i.ID)
	stage.Must(t, err)
	if len(th.Messages) != 1 || th.Messages[0].Subject != "Rappelée" {
		t.Fatalf("%+v", th)
	}
}

// TestD2239PurposeOfACall: a call made can say what it was for, which nobody has
// to; nothing else is asked.
func TestD2239PurposeOfACall(t *testing.T) {
	g, p := set(t, text.French)
	all, err := privacy.Register(g.Desk.Store)
	stage.Must(t, err)
	first := slices.IndexFunc(all, func(a store.Activity) bool { return slices.Contains(a.Channels, store.ByPhone) })
	start(g, &p)
	g.Keys("c i")
	if strings.Contains(g.Screen(), "Finalité") {
		t.Errorf("asked of a call received:\n%s", g.Screen())
	}
	g.Keys("esc")
	start(g, &p)
	g.Keys("c o")
	if !strings.Contains(g.Screen(), "Finalité") {
		t.Errorf("not asked of a call made:\n%s", g.Screen())
	}
	g.Type("Offre d’hiver")
	g.Keys("tab tab tab tab right ctrl+s")
	said := logged(t, g, p)
	if len(said) != 1 || said[0].Activity != all[first].ID {
		t.Fatalf("%+v, want %s", said, all[first].ID)
	}
	g.Run(g.Desk.Open(screen.ExchangeEdit, p.ID, said[0].ID))
	g.Keys("tab tab tab tab left ctrl+s")
	if said = logged(t, g, p); said[0].Activity != (store.ID{}) {
		t.Errorf("%+v", said)
	}
}

func TestEditKeepsTheSeconds(t *testing.T) {
	g, p := set(t, text.French)
	i := store.Interaction{Contact: p.ID, Kind: store.Call, Direction: store.In, At: stage.Now.Add(-73 * time.Second), Subject: "Avant"}
	stage.Must(t, g.Desk.Store.AddInteraction(&i))
	g.Run(g.Desk.Open(screen.ExchangeEdit, p.ID, i.ID))
	g.Type(", après")
	g.Keys("ctrl+s")
	got, err := g.Desk.Store.Interaction(i.ID)
	stage.Must(t, err)
	if got.Subject != "Avant, après" || !got.At.Equal(i.At) {
		t.Fatalf("%+v", got)
	}
}

func TestLeaveAsksAndDraftResumes(t *testing.T) {
	g, p := set(t, text.French)
	start(g, &p)
	g.Keys("c i esc")
	if len(g.Pages) != 0 {
		t.Fatal("an untouched form was asked about")
	}
	start(g, &p)
	g.Keys("c i")
	g.Type("À moitié")
	g.Keys("tab")
	g.Type("du texte")
	page := g.Top().(*Page)
	d, ok := page.Draft()
	if !ok || d.Kind != DraftKind || d.Contact != p.ID {
		t.Fatalf("draft %+v, %v", d, ok)
	}
	stage.Must(t, g.Desk.Store.SaveDraft(&d))
	g.Keys("esc esc") // asks; no
	if len(g.Pages) != 1 || len(g.Boxes) != 0 {
		t.Fatalf("%d pages, %d boxes", len(g.Pages), len(g.Boxes))
	}
	g.Pages = nil // a lock

	again, err := Resume(g.Desk, d)
	stage.Must(t, err)
	g.Push(again)
	if s := g.Screen(); !strings.Contains(s, "À moitié") || !strings.Contains(s, "du texte") {
		t.Fatalf("not resumed:\n%s", s)
	}
	g.Keys("ctrl+s")
	if all := logged(t, g, p); len(all) != 1 || all[0].Kind != store.Call || all[0].Body != "du texte" {
		t.Fatalf("%+v", all)
	}
	if left, _ := g.Desk.Store.Drafts(); len(left) != 0 {
		t.Fatal("the draft outlived the record")
	}
}

func TestDropTakesTheDraft(t *testing.T) {
	g, p := set(t, text.English)
	start(g, &p)
	g.Keys("n")
	g.Type("x")
	d, _ := g.Top().(*Page).Draft()
	stage.Must(t, g.Desk.Store.SaveDraft(&d))
	g.Keys("esc " + g.Desk.T.Widgets.DiscardKey)
	left, _ := g.Desk.Store.Drafts()
	if len(g.Pages) != 0 || len(left) != 0 || len(logged(t, g, p)) != 0 {
		t.Fatalf("%d pages, %d drafts", len(g.Pages), len(left))
	}
}

// TestSaveThatFails: a full disk, and a person who went meanwhile, leave the
// form as it was.
func TestSaveThatFails(t *testing.T) {
	g, p := set(t, text.French)
	start(g, &p)
	g.Keys("c i")
	g.Type("Gardé")
	page := g.Top().(*Page)
	g.Run(page.Failed(fmt.Errorf("append: %w", syscall.ENOSPC)))
	if s := g.Screen(); !strings.Contains(s, "Gardé") || !strings.Contains(s, "✗") || len(g.Pages) != 1 {
		t.Fatalf("the form is gone:\n%s", s)
	}
	if !strings.Contains(g.LastSaid(), "toujours là") {
		t.Fatalf("said %q", g.LastSaid())
	}
	stage.Must(t, g.Desk.Store.DeletePerson(p.ID))
	g.Keys("ctrl+s")
	if len(g.Pages) != 1 || !page.Dirty() {
		t.Fatal("the form was closed though nothing was saved")
	}
	stage.Must(t, undo(g))
	g.Keys("ctrl+s")
	if len(logged(t, g, p)) != 1 {
		t.Fatalf("not saved in the end: %q", g.LastSaid())
	}
}

func undo(g *stage.Stage) error { _, err := g.Desk.Store.Undo(); return err }

func TestPasteOfAMegabyte(t *testing.T) {
	g, p := set(t, text.French)
	start(g, &p)
	g.Keys("c i")
	junk := strings.Repeat("abc\x1b[31m\u202edéf\tghi\x00\n", 1<<16)
	g.Paste(junk)
	g.Keys("tab")
	g.Paste(junk)
	if s := g.Screen(); strings.ContainsAny(s, "\x1b\x00\u202e") {
		t.Fatal("control characters are shown")
	}
	if _, ok := g.Top().(*Page).Draft(); !ok {
		t.Fatal("no draft")
	}
	d, _ := g.Top().(*Page).Draft()
	stage.Must(t, g.Desk.Store.SaveDraft(&d))
	g.Keys("ctrl+s")
	if len(g.Pages) == 1 && g.Pages[0].(*Page).Form.Field("subject").Error() == "" && g.Pages[0].(*Page).Form.Field("body").Error() == "" {
		t.Fatalf("neither saved nor refused: %q", g.LastSaid())
	}
}

func TestSizes(t *testing.T) {
	for _, l := range []text.Language{text.French, text.English} {
		g, p := set(t, l)
		for range 3 {
			i := store.Interaction{Contact: p.ID, Kind: store.Mail, Direction: store.In, Subject: "王小明 e\u0301\x1b[31m", Support: store.Opened}
			stage.Must(t, g.Desk.Store.AddInteraction(&i))
		}
		page := New(g.Desk, store.Interaction{Contact: p.ID, Kind: store.Call, Direction: store.In})
		stage.Sizes(t, page)
		page.Failed(syscall.ENOSPC)
		stage.Sizes(t, page)
		box := newAsk(g.Desk, store.Interaction{Contact: p.ID}, "王小明")
		stage.Sizes(t, box)
		box.i.Kind = store.Call
		stage.Sizes(t, box)
	}
}

// TestDraftOfWhatIsGone: what was typed over an interaction that was deleted
// meanwhile becomes a new one, and says so.
func TestDraftOfWhatIsGone(t *testing.T) {
	g, p := set(t, text.French)
	i := store.Interaction{Contact: p.ID, Kind: store.Mail, Direction: store.Out, At: stage.Now, Subject: "Devis"}
	stage.Must(t, g.Desk.Store.AddInteraction(&i))
	g.Run(g.Desk.Open(screen.ExchangeEdit, p.ID, i.ID))
	g.Type(" relu")
	d, _ := g.Top().(*Page).Draft()
	stage.Must(t, g.Desk.Store.SaveDraft(&d))
	stage.Must(t, g.Desk.Store.DeleteInteractionOf(p.ID, i.ID))
	g.Pages = nil // a lock
	again, err := Resume(g.Desk, d)
	stage.Must(t, err)
	g.Push(again)
	if s := g.Screen(); !strings.Contains(s, "Devis relu") || !strings.Contains(s, "en fera un") {
		t.Fatalf("not resumed:\n%s", s)
	}
	g.Keys("ctrl+s")
	if all := logged(t, g, p); len(all) != 1 || all[0].Kind != store.Mail || all[0].Direction != store.Out {
		t.Fatalf("%+v, said %q", all, g.LastSaid())
	}
}
