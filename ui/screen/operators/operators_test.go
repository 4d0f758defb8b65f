package operators

import (
	"strings"
	"testing"

	"calepin/store"
	"calepin/ui/screen/stage"
	"calepin/ui/text"
)

// TestArt32OperatorsOnTheScreen: who may enter is shown with what their role
// allows and what that limit is; the last owner stays one, and who may not manage
// operators is told so.
func TestArt32OperatorsOnTheScreen(t *testing.T) {
	for l, want := range map[text.Language][]string{
		text.English: {"who made the vault", "owner", "Claire", "seller", "a matter of keys"},
		text.French:  {"qui a créé le coffre", "propriétaire", "Claire", "commercial", "dépend des clés"},
	} {
		g := stage.New(t, l)
		s := g.Desk.Store
		s.As(store.Operator{ID: store.FirstOperator, Role: store.Owner})
		claire := store.Operator{Name: "Claire", Role: store.Seller}
		if err := s.AddOperator(&claire); err != nil {
			t.Fatal(err)
		}
		g.Push(New(g.Desk))
		stage.Sizes(t, g.Top())
		for _, said := range want {
			if !strings.Contains(g.Screen(), said) {
				t.Errorf("no %q:\n%s", said, g.Screen())
			}
		}
		g.Keys("e j enter") // the owner becomes a seller: refused
		if all, err := s.Operators(); err != nil || all[0].Role != store.Owner {
			t.Errorf("the last owner is %s, %v", all[0].Role, err)
		}
		g.Keys("j e j j enter")
		if all, err := s.Operators(); err != nil || all[1].Role != store.ReadOnly {
			t.Errorf("she is %s, %v", all[1].Role, err)
		}
		s.As(claire)
		for _, a := range g.Top().Actions()[:3] {
			if s.Can(a.Needs) == nil {
				t.Errorf("%s, by a seller", a.ID)
			}
		}
	}
}
