package app

import (
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/text"
	"calepin/ui/theme"
	"calepin/ui/widget"
)

// What a role does not allow is disabled before it is begun, with the reason: no
// action that is offered on a page leads to a form, to a question before a change,
// or to a refusal.
func TestRolesDisableActions(t *testing.T) {
	atHome(t)
	s := rights(t)
	for _, role := range []store.OperatorRole{store.ReadOnly, store.ArchiveReader, store.Seller} {
		s.As(store.Operator{ID: store.NewID(morning), Name: "Claire Exemple", Role: role})
		at := func(keys ...string) *driver {
			d := drive(t, text.English, theme.New(theme.Dark, colorprofile.TrueColor), s)
			d.play(120, 40, keys)
			return d
		}
		offered, pressed := map[string]bool{}, map[string]bool{}
		for _, keys := range walks {
			d := at(keys...)
			for _, a := range d.root.doable(d.root.top().Actions()) {
				offered[a.ID] = offered[a.ID] || a.Disabled == ""
				if role == store.Seller || pressed[a.ID] || harmless(a) {
					continue
				}
				pressed[a.ID] = true
				d := at(keys...)
				d.press(a.Keys[0])
				top := d.root.top()
				_, form := top.(screen.Guarded)
				_, question := top.(*widget.Confirm)
				if form || question || d.root.toast.Level == screen.Failure {
					t.Errorf("%s: %s, offered after %v, leads to %T (%s)", role, a.ID, keys, top, d.root.toast.Text)
				}
			}
		}
		for id, may := range map[string]store.OperatorRole{
			"contacts.add": store.Seller, "requests.add": store.Seller, "breaches.add": store.Seller,
			"retention.archive": store.ArchiveReader, "register.edit": "", "processors.add": "", "register.audit": "", "person.erase": "",
		} {
			if offered[id] != (role == may) {
				t.Errorf("%s: %s offered: %v", role, id, offered[id])
			}
		}
	}
}

// harmless are what is not offered, the moves in a list and in a form, what starts
// another program, and the form that looks somebody up.
func harmless(a screen.Action) bool {
	for _, prefix := range []string{"list.", "form.", "reach.", "suppression.check"} {
		if strings.HasPrefix(a.ID, prefix) {
			return true
		}
	}
	return a.Disabled != ""
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
