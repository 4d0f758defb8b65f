package pseudonyms

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"calepin/store"
	"calepin/ui/screen/stage"
	"calepin/ui/text"
)

// TestArt45OnTheScreen: small groups are shown and nothing written; left out, the
// others are, without a name, and noted.
func TestArt45OnTheScreen(t *testing.T) {
	g := stage.New(t, text.English)
	g.W, g.H = 120, 37
	s := g.Desk.Store
	for i := range 4 {
		p := store.Person{Given: "Zéphyrine", Family: strings.Repeat("x", i+1), Source: "salon", Status: store.Client}
		if i == 3 {
			p.Status = store.Former
		}
		if err := s.AddPerson(&p, store.AddOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	p := newPage(g.Desk)
	g.Push(p)
	stage.Sizes(t, p)
	p.Form.Field("recipient").SetValue("Bureau")
	p.Form.Field("purpose").SetValue("étude")
	p.Form.Field("k").SetValue("un")
	g.Keys("ctrl+s")
	if p.Form.Field("k").Error() == "" {
		t.Error("one is a number")
	}
	p.Form.Field("k").SetValue("3")
	g.Keys("ctrl+s")
	if p.small == nil || !strings.Contains(g.Screen(), "might be recognised") {
		t.Fatal(g.Screen())
	}
	stage.Sizes(t, p)
	p.Form.Field("small").SetValue(leave)
	g.Keys("ctrl+s enter")
	data, err := os.ReadFile(filepath.Join(dir, g.Desk.T.Pseudonyms.FileName))
	if err != nil || strings.Contains(string(data), "Zéphyrine") || strings.Count(string(data), "\n") != 4 {
		t.Errorf("%s %v", data, err)
	}
	all, err := s.Disclosures(store.ID{})
	if err != nil || len(all) != 1 || all[0].Count != 3 || all[0].Purpose != "étude" || all[0].Recipient != "Bureau" {
		t.Errorf("%+v %v", all, err)
	}
}
