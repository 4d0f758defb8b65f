package processors

import (
	"strings"
	"testing"

	"calepin/store"
	"calepin/ui/screen/stage"
	"calepin/ui/text"
)

// TestArt28OnTheScreen: a processor is added, told what it lacks, completed, looked
// at again, deleted, and that undone.
func TestArt28OnTheScreen(t *testing.T) {
	for l, want := range map[text.Language][2]string{text.English: {"no contract", "nothing"}, text.French: {"pas de contrat", "rien"}} {
		g := stage.New(t, l)
		g.W, g.H = 120, 37
		s := g.Desk.Store
		g.Push(New(g.Desk))
		stage.Sizes(t, g.Top())
		g.Keys("a")
		stage.Sizes(t, g.Top())
		p := g.Top().(*page)
		g.Keys("ctrl+s")
		if p.Form.Field("name").Error() == "" {
			t.Error("a processor without a name is stored")
		}
		p.Form.Field("name").SetValue("Hôte")
		p.Form.Field("service").SetValue("Messagerie")
		g.Keys("ctrl+s")
		if !strings.Contains(g.Screen(), want[0]) {
			t.Errorf("no %q:\n%s", want[0], g.Screen())
		}
		g.Keys("e")
		p = g.Top().(*page)
		clients, err := s.FindActivity("clients")
		if err != nil {
			t.Fatal(err)
		}
		p.Form.Field("data").SetValue("E-mails")
		p.Form.Field("place").SetValue("Canada")
		p.Form.Field("signed").SetDay("2026-03-01")
		p.Form.Field("outside").SetChecked(true)
		p.Form.Field("safeguard").SetValue(string(store.Contractual))
		p.Form.Field(clients.ID.String()).SetChecked(true)
		for _, c := range store.Clauses {
			p.Form.Field("clause." + string(c)).SetChecked(true)
		}
		g.Keys("ctrl+s")
		all, err := s.Processors()
		if err != nil || len(all) != 1 || len(all[0].Activities) != 1 || all[0].Safeguard != store.Contractual || len(all[0].Lacks()) != 0 || all[0].Review == "" {
			t.Fatalf("%+v %v", all, err)
		}
		g.Keys("enter")
		stage.Sizes(t, g.Top())
		if shown := g.Screen(); !strings.Contains(shown, "art. 46(2)(c)") || !strings.Contains(shown, want[1]) || !strings.Contains(shown, "(h)") {
			t.Error(shown)
		}
		g.Keys("v")
		g.Top().(*look).Form.Field("note").SetValue("Certificat vu")
		g.Keys("ctrl+s")
		if !strings.Contains(g.Screen(), "Certificat vu") {
			t.Error(g.Screen())
		}
		g.Keys("d " + map[text.Language]string{text.English: "y", text.French: "o"}[l])
		if all, err := s.Processors(); err != nil || len(all) != 0 {
			t.Error(all, err)
		}
	}
}
