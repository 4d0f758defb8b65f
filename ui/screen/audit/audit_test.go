package audit

import (
	"strings"
	"testing"

	"calepin/store"
	"calepin/ui/screen/stage"
	"calepin/ui/text"
)

// TestTrailOnTheScreen: what was done is listed by who did it, narrowed by what,
// and said to be whole; who may not read the trail is told so.
func TestTrailOnTheScreen(t *testing.T) {
	for l, want := range map[text.Language][]string{
		text.English: {"The trail is whole", "operators", "Claire"},
		text.French:  {"Le journal est entier", "opérateurs", "Claire"},
	} {
		g := stage.New(t, l)
		s := g.Desk.Store
		claire := store.Operator{Name: "Claire", Role: store.Owner}
		s.As(store.Operator{ID: store.FirstOperator, Role: store.Owner})
		if err := s.AddOperator(&claire); err != nil {
			t.Fatal(err)
		}
		s.As(claire)
		task := store.Task{Title: "Rappeler"}
		if err := s.AddTask(&task); err != nil {
			t.Fatal(err)
		}
		p := New(g.Desk)
		g.Push(p)
		stage.Sizes(t, p)
		for _, said := range want {
			if !strings.Contains(g.Screen(), said) {
				t.Errorf("no %q:\n%s", said, g.Screen())
			}
		}
		p.filter.By = claire.ID
		g.Run(p.load())
		for _, e := range p.entries {
			if e.By != claire.ID {
				t.Errorf("an entry of somebody else: %+v", e)
			}
		}
		if len(p.entries) != 1 {
			t.Errorf("%d entries of hers", len(p.entries))
		}
		s.As(store.Operator{ID: claire.ID, Role: store.Seller})
		g.Run(p.load())
		if len(p.table.Empty) == 0 || !strings.Contains(p.table.Empty[0], g.Desk.W.Operator.Acts[string(store.ReadTrail)]) {
			t.Errorf("read by a seller: %v", p.table.Empty)
		}
	}
}
