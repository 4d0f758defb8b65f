package app

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/exp/golden"
	"github.com/google/uuid"

	"calepin/store"
	"calepin/ui/screen/stage"
	"calepin/ui/text"
	"calepin/ui/theme"
)

// rightScenes are the screens of the rights desk, over a file in which people
// exercise some.
var rightScenes = []struct {
	name string
	keys []string
}{
	{"requests", []string{"D"}},
	{"request", []string{"D", "enter"}},
	{"letter", []string{"D", "enter", "m", "enter"}},
	{"erasure", []string{"D", "enter", "o"}},
	{"erasure-why", []string{"D", "enter", "o", "enter"}},
	{"erasure-sure", []string{"D", "enter", "o", "enter", "ctrl+s"}},
	{"erasure-held", []string{"C", "j", "enter", "X"}},
	{"recipients", []string{"D", "v"}},
	{"recipient-told", []string{"D", "v", "t"}},
	{"blank", []string{"D", "b", "enter"}},
	{"letters", []string{"D", "m"}},
	{"letter-write", []string{"D", "m", "end", "enter"}},
	{"holds", []string{"D", "h"}},
	{"hold-add", []string{"C", "enter", "H", "a"}},
	{"hold-end", []string{"D", "h", "e"}},
	{"suppression", []string{"D", "s"}},
	{"suppression-add", []string{"D", "s", "a"}},
	{"package", []string{"C", "enter", "P"}},
	{"package-masks", append(packing, "enter")},
	{"package-each", append(packing, "enter", "e")},
	{"package-seal", append(packing, "enter", "n")},
	{"package-typed", append(packing, "enter", "n", "t", "u", "n", "tab", "u", "n", "ctrl+s")},
	{"package-key", append(packing, "enter", "n", "k", "a", "g", "e", "ctrl+s")},
	{"package-where", append(packing, "enter", "n", "c")},
}

// packing leads to the package of somebody whose notes name another person.
var packing = slices.Clip([]string{"C", "j", "j", "enter", "P"})

// rights is the business of the goldens with requests, a hold and recipients to
// tell: the same for ever.
func rights(t testing.TB) *store.Store {
	t.Helper()
	s := business(t, 60, 400)
	page, err := s.Persons(store.Query{Limit: 3})
	stage.Must(t, err)
	who := page.Rows
	id := func(n byte) store.ID { return uuid.UUID{0x01, 0x93, 6: 0x70, 8: 0x80, 15: n} }
	for _, r := range []store.Request{
		{ID: id(1), Contact: who[0].ID, Right: store.ToErasure, Received: "2026-11-02", Channel: store.RoutePost, Asked: "Please erase me."},
		{ID: id(2), Name: "Paul Exemple", Reach: "paul@exemple.example", Right: store.Access, Received: "2026-11-20", Channel: store.RouteEmail},
	} {
		stage.Must(t, s.AddRequest(&r))
	}
	for _, w := range who[:2] {
		stage.Must(t, s.RecordDisclosure(&store.Disclosure{Recipient: "Cabinet Exemple", Format: "csv", Contacts: []store.ID{w.ID}}))
	}
	stage.Must(t, s.Restrict(&store.Restriction{Contact: who[1].ID, Ground: store.Contested}))
	stage.Must(t, s.Hold(&store.Hold{ID: id(3), Contact: who[2].ID, Reason: "unpaid invoice", Review: "2027-03-01"}))
	return s
}

// ids are what differs from one run to the next.
var ids = regexp.MustCompile(`\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b`)

func TestGoldenRights(t *testing.T) {
	atHome(t)
	s := rights(t)
	for _, l := range []text.Language{text.French, text.English} {
		for _, size := range sizes {
			for _, scene := range rightScenes {
				t.Run(strings.Join([]string{scene.name, string(l), size.name}, "/"), func(t *testing.T) {
					d := drive(t, l, theme.New(theme.Dark, colorprofile.TrueColor), s)
					d.play(size.w, size.h, scene.keys)
					golden.RequireEqual(t, []byte(ids.ReplaceAllString(d.screen(), "00000000-0000-0000-0000-000000000000")))
				})
			}
		}
	}
}
