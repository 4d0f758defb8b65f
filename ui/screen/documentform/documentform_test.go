package documentform

import (
	"reflect"
	"strings"
	"testing"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/stage"
	"calepin/ui/text"
)

func set(t testing.TB, l text.Language) (*stage.Stage, store.Person) {
	g := stage.New(t, l)
	g.Answer(screen.DocumentAdd, Add)
	g.Answer(screen.DocumentEdit, Edit)
	p := store.Person{Given: "Zoé", Family: "Quatremaire"}
	stage.Must(t, g.Desk.Store.AddPerson(&p, store.AddOptions{Source: "salon"}))
	return g, p
}

func fill(t testing.TB, g *stage.Stage, key, typed string) {
	t.Helper()
	p, ok := g.Top().(*page)
	if !ok {
		t.Fatalf("%T is on top; said %q", g.Top(), g.LastSaid())
	}
	p.Form.Focus(key)
	if p.Form.Focused().Key != key {
		t.Fatalf("%s is not shown", key)
	}
	g.Keys("ctrl+e ctrl+u")
	g.Type(typed)
}

func documents(t testing.TB, g *stage.Stage) []store.Document {
	t.Helper()
	all, err := g.Desk.Store.Documents(store.ID{})
	stage.Must(t, err)
	return all
}

func TestAddAndEdit(t *testing.T) {
	for _, c := range []struct {
		l      text.Language
		amount string
	}{{text.French, "1 234,50 €"}, {text.English, "1234.50"}} {
		g, p := set(t, c.l)
		g.Run(g.Desk.Open(screen.DocumentAdd, p.ID))
		fill(t, g, "number", "D-2026-7")
		fill(t, g, "amount", c.amount)
		fill(t, g, "vat", "246,90")
		g.Keys("ctrl+s")
		all := documents(t, g)
		if len(all) != 1 || len(g.Pages) != 0 {
			t.Fatalf("not saved: %s\n%s", g.LastSaid(), g.Screen())
		}
		d := all[0]
		if d.Kind != store.Quote || d.Amount != 123450 || d.VAT != 24690 || d.Date != "2026-11-23" || d.Contact != p.ID || d.Currency != "EUR" {
			t.Errorf("%+v", d)
		}
		if !strings.Contains(g.LastSaid(), "D-2026-7") {
			t.Errorf("said %q", g.LastSaid())
		}
		g.Run(g.Desk.Open(screen.DocumentEdit, p.ID, d.ID))
		shown := g.Screen()
		if c.l == text.French && (!strings.Contains(shown, "1234,50") || !strings.Contains(shown, "23/11/2026")) ||
			c.l == text.English && (!strings.Contains(shown, "1234.50") || !strings.Contains(shown, "2026-11-23")) {
			t.Error(shown)
		}
		fill(t, g, "number", "D-2026-8")
		g.Keys("ctrl+s")
		now := documents(t, g)[0]
		d.Number, d.UpdatedAt = "D-2026-8", now.UpdatedAt
		if !reflect.DeepEqual(d, now) {
			t.Errorf("%+v\n%+v", d, now)
		}
	}
}

func TestErrorsStandAtTheirField(t *testing.T) {
	for _, c := range []struct{ key, typed string }{
		{"amount", "douze"}, {"amount", "1,234"}, {"amount", strings.Repeat("9", 30)}, {"vat", "x"}, {"date", "31/2"}, {"date", ""},
		{"due", "jamais"}, {"currency", "EURO"}, {"number", ""}, {"amount", ""},
	} {
		g, p := set(t, text.French)
		g.Run(g.Desk.Open(screen.DocumentAdd, p.ID))
		fill(t, g, "number", "D-1")
		fill(t, g, "amount", "12")
		fill(t, g, c.key, c.typed)
		g.Keys("ctrl+s")
		page, ok := g.Top().(*page)
		if !ok || page.Form.Field(c.key).Error() == "" || page.Form.Focused().Key != c.key || !strings.Contains(g.Screen(), "✗") {
			t.Errorf("%s %q: said %q\n%s", c.key, c.typed, g.LastSaid(), g.Screen())
		}
	}
}

func TestDraftAndSizes(t *testing.T) {
	g, p := set(t, text.French)
	d := store.Document{Contact: p.ID, Kind: store.Invoice, Number: "F-1", Date: "2026-10-01", Amount: 100, Paid: "2026-10-20"}
	stage.Must(t, g.Desk.Store.AddDocument(&d))
	for _, record := range []bool{false, true} {
		if record {
			g.Run(g.Desk.Open(screen.DocumentEdit, p.ID, d.ID))
		} else {
			g.Run(g.Desk.Open(screen.DocumentAdd, p.ID))
		}
		fill(t, g, "number", "F-77")
		stage.Sizes(t, g.Top())
		draft, ok := g.Top().(*page).Draft()
		if !ok || draft.Contact != p.ID {
			t.Fatalf("%+v", draft)
		}
		stage.Must(t, g.Desk.Store.SaveDraft(&draft))
		g.Pages = nil
		again, err := Resume(g.Desk, draft)
		stage.Must(t, err)
		g.Push(again)
		fill(t, g, "amount", "55")
		g.Keys("ctrl+s")
		if drafts, _ := g.Desk.Store.Drafts(); len(drafts) != 0 || len(g.Pages) != 0 {
			t.Errorf("%d drafts, %d pages; %s", len(drafts), len(g.Pages), g.LastSaid())
		}
	}
	if all := documents(t, g); len(all) != 2 || all[0].Number != "F-77" || all[1].Number != "F-77" {
		t.Errorf("%+v", all)
	}
}

func TestPastes(t *testing.T) {
	g, p := set(t, text.English)
	g.Run(g.Desk.Open(screen.DocumentAdd, p.ID))
	for _, key := range []string{"number", "date", "amount", "currency", "note"} {
		g.Top().(*page).Form.Focus(key)
		g.Paste(strings.Repeat("9\x1b[2J\u202e漢 ", 150_000))
	}
	stage.Sizes(t, g.Top())
	g.Keys("ctrl+s")
	if len(g.Pages) != 1 {
		t.Error("saved")
	}
}
