package form

import (
	"fmt"
	"strings"
	"syscall"
	"testing"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/stage"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// failing is a form whose save ends as it is told.
func failing(g *stage.Stage, err *error) (p *Page, saves *int) {
	saves = new(int)
	hidden := widget.NewText("hidden", "Caché")
	hidden.Skip = func() bool { return true }
	p = New(g.Desk, Options{
		ID: "try", Title: "Essai", Draft: store.Draft{Kind: "try"}, Names: map[string]string{"names": "name"},
		Fields: []*widget.Field{widget.NewText("name", "Nom").Must(), hidden},
		Save: func() tea.Cmd {
			return screen.Save(p, func() (struct{}, error) { *saves++; return struct{}{}, *err }, func(_ struct{}, err error) tea.Cmd {
				if err != nil {
					return p.Failed(err)
				}
				return p.Saved(screen.Back(p))
			})
		},
	})
	g.Push(p)
	return p, saves
}

func TestAFullDiskKeepsTheForm(t *testing.T) {
	for _, l := range []text.Language{text.French, text.English} {
		g := stage.New(t, l)
		var err error = fmt.Errorf("append: %w", syscall.ENOSPC)
		p, saves := failing(g, &err)
		g.Type("Zoé")
		g.Keys("ctrl+s")
		full := g.Desk.W.Sentence(err)
		if len(g.Pages) != 1 || p.Form.Value("name") != "Zoé" || !p.Dirty() || p.Saving() {
			t.Fatal("the form is not as it was")
		}
		if !strings.Contains(g.LastSaid(), full) || !strings.Contains(g.Screen(), "✗") {
			t.Errorf("said %q\n%s", g.LastSaid(), g.Screen())
		}
		stage.Sizes(t, p)
		err = nil
		g.Keys("ctrl+s")
		if len(g.Pages) != 0 || *saves != 2 {
			t.Errorf("%d pages, %d saves once there is room", len(g.Pages), *saves)
		}
	}
}

func TestWhereAnErrorShows(t *testing.T) {
	for field, at := range map[string]string{"name": "name", "names[2].part": "name", "hidden": "", "unknown": ""} {
		g := stage.New(t, text.French)
		var err error = &store.FieldError{Field: field, Code: store.Format}
		p, _ := failing(g, &err)
		g.Type("x")
		g.Keys("ctrl+s")
		if at != "" && (p.Form.Field(at).Error() == "" || len(g.Said) != 0) {
			t.Errorf("%s: not at %s", field, at)
		}
		if at == "" && len(g.Said) != 1 {
			t.Errorf("%s: nothing is said", field)
		}
	}
}

func TestRequiredIsNotSaved(t *testing.T) {
	g := stage.New(t, text.French)
	var err error
	p, saves := failing(g, &err)
	g.Keys("ctrl+s")
	if *saves != 0 || p.Form.Field("name").Error() == "" {
		t.Error("saved without its name")
	}
	g.Keys("esc")
	if len(g.Pages) != 0 {
		t.Error("esc asks where nothing was typed")
	}
}

func TestADraftThatCannotBeRead(t *testing.T) {
	if _, _, err := Read(store.Draft{Values: []byte(`{"fields":3}`)}, func(store.ID) (store.Task, error) { return store.Task{}, nil }); err == nil {
		t.Error("it was read")
	}
}
