package app

import (
	"os"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"calepin/store"
	"calepin/ui/text"
	"calepin/ui/theme"
)

// Every action that needs a permission is one that there is, by the pages of keys.
func TestNeedsNameActions(t *testing.T) {
	page, err := os.ReadFile("../../docs/keys.en.md")
	if err != nil {
		t.Fatal(err)
	}
	for id := range needs {
		if !strings.Contains(string(page), "`"+id+"`") {
			t.Errorf("no action %s", id)
		}
	}
}

// TestArt32RefusedBeforeAnythingIsTyped: what a role does not allow is refused when
// its key is pressed, with the reason, and is not among the keys offered.
func TestArt32RefusedBeforeAnythingIsTyped(t *testing.T) {
	for _, c := range []struct {
		role store.OperatorRole
		l    text.Language
		keys []string
		want string
		path string // where one still is
	}{
		{store.Seller, text.English, []string{"C", "enter", "X"}, "erase: as seller, you may not erase or hold. An owner may.", "Contacts ›"},
		{store.Seller, text.French, []string{"C", "enter", "X"}, "effacer : avec le rôle « commercial », vous ne pouvez pas effacer ou geler. Un propriétaire", "Contacts ›"},
		{store.Seller, text.English, []string{"R", "o", "a"}, "let in: as seller, you may not manage operators, keys and restored", "Who may enter"},
		{store.Seller, text.English, []string{"R", "y"}, "audit trail: as seller, you may not read the audit trail.", "── Register ─"},
		{store.ReadOnly, text.English, []string{"C", "a"}, "as read-only, you may not change contacts", "── Contacts ─"},
		{store.ReadOnly, text.English, []string{"l"}, "as read-only, you may not change contacts", "── Today ─"},
		{store.Owner, text.English, []string{"R", "o", "enter", "j", "enter"},
			"this is the last owner: someone must be able to do everything. Make somebody else an owner first.", "Who may enter"},
		{store.Owner, text.French, []string{"R", "o", "enter", "j", "enter"},
			"c’est le dernier propriétaire : il faut que quelqu’un puisse tout faire. Nommez d’abord un autre propriétaire.", "Qui peut entrer"},
	} {
		s := rights(t)
		o := store.Operator{ID: store.ID{1}, Name: "Claire Exemple", Role: c.role}
		if c.role == store.Owner {
			o.ID = store.FirstOperator
		}
		s.As(o)
		d := drive(t, c.l, theme.New(theme.Dark, colorprofile.TrueColor), s)
		d.play(80, 24, c.keys)
		shown := strings.Join(strings.Fields(d.screen()), " ")
		if !strings.Contains(shown, c.want) || !strings.Contains(shown, c.path) || !strings.Contains(shown, "Claire Exemple, ") {
			t.Errorf("%s %v: no %q in\n%s", c.role, c.keys, c.want, shown)
		}
	}
}
