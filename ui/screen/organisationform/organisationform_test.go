package organisationform

import (
	"reflect"
	"strings"
	"testing"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/stage"
	"calepin/ui/text"
)

func set(t testing.TB, l text.Language) *stage.Stage {
	g := stage.New(t, l)
	g.Answer(screen.OrganisationAdd, Add)
	g.Answer(screen.OrganisationEdit, Edit)
	return g
}

func fill(t testing.TB, g *stage.Stage, key, typed string) {
	t.Helper()
	p, ok := g.Top().(*page)
	if !ok {
		t.Fatalf("%T is on top; said %q", g.Top(), g.LastSaid())
	}
	p.Form.Focus(key)
	g.Keys("ctrl+e")
	g.Type(typed)
}

func all(t testing.TB, g *stage.Stage) (found []store.Organisation) {
	t.Helper()
	stage.Must(t, g.Desk.Store.AllOrganisations(func(o store.Organisation) error { found = append(found, o); return nil }))
	return found
}

func TestAdd(t *testing.T) {
	for _, l := range []text.Language{text.French, text.English} {
		g := set(t, l)
		g.Run(g.Desk.Open(screen.OrganisationAdd))
		g.Type("Les Ateliers")
		fill(t, g, "siren", "732 829 320")
		fill(t, g, "phones", "02 40 00 00 00")
		g.Keys("ctrl+s")
		found := all(t, g)
		if len(found) != 1 || found[0].SIREN != "732829320" || len(g.Pages) != 0 || len(g.Opened) != 1 || g.Opened[0] != "organisation "+found[0].ID.String() {
			t.Fatalf("%+v opened %q said %q\n%s", found, g.Opened, g.LastSaid(), g.Screen())
		}
		if !strings.Contains(g.LastSaid(), "Les Ateliers") {
			t.Errorf("said %q", g.LastSaid())
		}
	}
}

func TestEditLosesNothing(t *testing.T) {
	g := set(t, text.French)
	was := store.Organisation{Name: "Arc", SIREN: "732829320", Note: "a  \n b",
		Addresses: []store.Address{{Label: "billing", POBox: "BP 4", Street: "3 quai Bas", City: "Brest", Region: "Bretagne", PostalCode: "29200", Country: "FR"}},
		Phones:    []store.Phone{{Label: "standard", Number: "+33144556677;ext=12"}}, Emails: []store.Email{{Label: "compta", Address: "a@arc.example"}}}
	stage.Must(t, g.Desk.Store.AddOrganisation(&was))
	g.Run(g.Desk.Open(screen.OrganisationEdit, was.ID))
	fill(t, g, "name", " SARL")
	_, err := g.Desk.Store.EditOrganisation(was.ID, func(o *store.Organisation) error { o.VATNumber = "FR44732829320"; return nil })
	stage.Must(t, err)
	g.Keys("ctrl+s")
	now := all(t, g)[0]
	was.Name, was.VATNumber, was.UpdatedAt = "Arc SARL", "FR44732829320", now.UpdatedAt
	if !reflect.DeepEqual(was, now) || len(g.Pages) != 0 {
		t.Errorf("%+v\n%+v", was, now)
	}
}

func TestErrorsStandAtTheirField(t *testing.T) {
	for _, c := range []struct{ key, typed string }{
		{"siren", "123456789"}, {"siren", "abc"}, {"siret", "12"}, {"vat_number", "FR1"}, {"emails", "rien"}, {"name", strings.Repeat("a", 401)},
	} {
		g := set(t, text.French)
		g.Run(g.Desk.Open(screen.OrganisationAdd))
		if c.key != "name" {
			g.Type("Arc")
		}
		g.Top().(*page).Form.Focus(c.key)
		g.Paste(c.typed)
		g.Keys("ctrl+s")
		p, ok := g.Top().(*page)
		if !ok || p.Form.Field(c.key).Error() == "" || p.Form.Focused().Key != c.key || !strings.Contains(g.Screen(), "✗") {
			t.Errorf("%s: said %q\n%s", c.key, g.LastSaid(), g.Screen())
		}
	}
}

func TestDraftDropAndGone(t *testing.T) {
	g := set(t, text.English)
	was := store.Organisation{Name: "Arc"}
	stage.Must(t, g.Desk.Store.AddOrganisation(&was))
	g.Run(g.Desk.Open(screen.OrganisationEdit, was.ID))
	fill(t, g, "name", "x")
	d, ok := g.Top().(*page).Draft()
	if !ok {
		t.Fatal("no draft")
	}
	stage.Must(t, g.Desk.Store.SaveDraft(&d))
	g.Pages = nil
	again, err := Resume(g.Desk, d)
	stage.Must(t, err)
	g.Push(again)
	stage.Sizes(t, again)
	g.Keys("esc " + g.Desk.T.Widgets.DiscardKey)
	if drafts, _ := g.Desk.Store.Drafts(); len(drafts) != 0 || len(g.Pages) != 0 {
		t.Error("the draft or the form is left")
	}
	stage.Must(t, g.Desk.Store.DeleteOrganisation(was.ID, false))
	again, err = Resume(g.Desk, d)
	stage.Must(t, err)
	g.Push(again)
	if !strings.Contains(g.Screen(), g.Desk.T.Form.GoneDraft) {
		t.Error(g.Screen())
	}
	g.Keys("ctrl+s")
	if found := all(t, g); len(found) != 1 || found[0].Name != "Arcx" || found[0].ID == was.ID {
		t.Errorf("%+v", found)
	}
}

func TestPastes(t *testing.T) {
	g := set(t, text.French)
	g.Run(g.Desk.Open(screen.OrganisationAdd))
	for _, key := range []string{"name", "siren", "phones", "addresses", "note"} {
		g.Top().(*page).Form.Focus(key)
		g.Paste(strings.Repeat("é漢\x1b[2J\u202e ", 120_000))
	}
	stage.Sizes(t, g.Top())
	g.Keys("ctrl+s")
	if len(g.Pages) != 1 {
		t.Error("saved")
	}
}
