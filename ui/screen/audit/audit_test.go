package audit

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"calepin/store"
	"calepin/store/vault"
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

// TestArt32TrailFaultsOnTheScreen: a hole and a clock set back are told above the
// entries, with where they are.
func TestArt32TrailFaultsOnTheScreen(t *testing.T) {
	for l, want := range map[text.Language]struct{ clock, whole, hole, broken string }{
		text.English: {"The clock was set back before entry 4", "The trail is whole", "Entry 2 is missing", "The audit trail is not whole"},
		text.French:  {"L’horloge a été reculée avant l’entrée 4", "Le journal est entier", "L’entrée 2 manque", "Le journal d’audit n’est pas entier"},
	} {
		g := stage.New(t, l)
		s := g.Desk.Store
		s.As(store.Operator{ID: store.FirstOperator, Role: store.Owner})
		now := g.Desk.Now()
		for _, at := range []time.Time{now, now, now.Add(-48 * time.Hour)} {
			s.Clock = func() time.Time { return at }
			if err := s.AddTask(&store.Task{Title: "Rappeler"}); err != nil {
				t.Fatal(err)
			}
		}
		p := New(g.Desk)
		g.Push(p)
		stage.Sizes(t, p)
		if shown := g.Screen(); !strings.Contains(shown, want.clock) || !strings.Contains(shown, want.whole) {
			t.Errorf("no %q, %q:\n%s", want.clock, want.whole, shown)
		}
		if err := s.Vault().Update(func(tx *vault.Tx) error {
			n := 0
			for k := range tx.Prefix("audit", nil) {
				if n++; n == 2 {
					return tx.Delete("audit", bytes.Clone(k))
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		g.Run(p.load())
		stage.Sizes(t, p)
		if shown := g.Screen(); !strings.Contains(shown, want.hole) || !strings.Contains(shown, want.broken) || strings.Contains(shown, want.whole) {
			t.Errorf("no %q, %q:\n%s", want.hole, want.broken, shown)
		}
	}
}
