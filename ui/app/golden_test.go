package app

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/exp/golden"

	"calepin/privacy"
	"calepin/privacy/sample"
	"calepin/store"
	"calepin/store/demo"
	"calepin/store/vault"
	"calepin/ui/screen"
	"calepin/ui/text"
	"calepin/ui/theme"
)

// scenes are the screens kept as golden files, and the keys that lead to them
// from the first one. To make them anew: go test ./ui/app -run Golden -update
var scenes = []struct {
	name string
	keys []string
}{
	{"today", nil},
	{"contacts", []string{"C"}},
	{"contacts-search", []string{"C", "/", "d", "u"}},
	{"person", []string{"C", "enter"}},
	{"person-add", []string{"C", "a"}},
	{"organisations", []string{"O"}},
	{"organisation", []string{"O", "enter"}},
	{"exchanges", []string{"E"}},
	{"tasks", []string{"K"}},
	{"log-kind", []string{"C", "enter", "l"}},
	{"log", []string{"C", "enter", "l", "c", "o"}},
	{"palette", []string{":"}},
	{"help", []string{"C", "?"}},
	{"delete", []string{"C", "d"}},
	{"merge", []string{"C", "space", "j", "space", "m"}},
	{"import", importing},
	{"import-preview", append(importing, "n", "j")},
	{"purposes", []string{"C", "enter", "p"}},
	{"consent", asking},
	{"register", []string{"R"}},
	{"activity", []string{"R", "enter"}},
	{"wordings", wording},
	{"fields", []string{"R", "f"}},
	{"rules", []string{"R", "t"}},
	{"processors", []string{"R", "p"}},
	{"operators", []string{"R", "o"}},
	{"breaches", []string{"R", "b"}},
	{"processor", []string{"R", "p", "enter"}},
	{"processor-add", []string{"R", "p", "a"}},
	{"processor-review", []string{"R", "p", "v"}},
	{"breach", []string{"R", "b", "enter"}},
	{"breach-notice", []string{"R", "b", "enter", "enter"}},
	{"breach-add", []string{"R", "b", "a"}},
	{"accountability", []string{"R", "c"}},
	{"pseudonyms", []string{"R", "i"}},
	{"reviews", []string{"R", "s"}},
	{"review", []string{"R", "s", "enter"}},
	{"owed", []string{"R", "n"}},
	{"retention", []string{"R", "v"}},
	{"retention-purge", []string{"R", "v", "d"}},
	{"requests", []string{"D"}},
	{"request-add", []string{"D", "a"}},
	{"request-counter", []string{"D", "c"}},
}

// importing leads to the columns of a file in the home that atHome makes.
var importing = []string{"C", "i", "c", "l", "enter"}

// atHome has a home folder with a file to import.
func atHome(t *testing.T) {
	t.Helper()
	for _, name := range []string{"HOME", "USERPROFILE"} {
		t.Setenv(name, filepath.Join("testdata", "home"))
	}
}

var sizes = []struct {
	name string
	w, h int
}{{"80x24", 80, 24}, {"120x40", 120, 40}}

// business is the made-up business of the goldens: the same for ever.
func business(t testing.TB, contacts, interactions int) *store.Store {
	t.Helper()
	v, err := vault.Memory()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = v.Close() })
	s, err := store.Init(v, demo.Settings())
	if err != nil {
		t.Fatal(err)
	}
	s.Clock = func() time.Time { return morning }
	told, err := sample.Answers(s, 1, morning)
	if err != nil {
		t.Fatal(err)
	}
	err = demo.Generate(context.Background(), s, demo.Options{Contacts: contacts, Interactions: interactions, Seed: 1, Now: morning, Told: told})
	if err != nil {
		t.Fatal(err)
	}
	must(t, sample.Registers(s, 1, morning))
	return s
}

func TestGolden(t *testing.T) {
	atHome(t)
	s := business(t, 60, 400)
	for _, l := range []text.Language{text.French, text.English} {
		for _, size := range sizes {
			for _, scene := range scenes {
				t.Run(strings.Join([]string{scene.name, string(l), size.name}, "/"), func(t *testing.T) {
					d := drive(t, l, theme.New(theme.Dark, colorprofile.TrueColor), s)
					d.play(size.w, size.h, scene.keys)
					golden.RequireEqual(t, []byte(d.screen()))
				})
			}
		}
	}
}

// The archive of a business that let go of who had expired, and who read in it.
func TestGoldenArchive(t *testing.T) {
	s := business(t, 60, 400)
	later := morning.AddDate(4, 0, 0)
	l, err := privacy.NewLookout(s)
	must(t, err)
	due, err := l.Due(store.DateOf(later))
	must(t, err)
	plan, err := privacy.PlanPurge(s, s.Vault(), due, later)
	must(t, err)
	_, err = privacy.Purge(s, s.Vault(), plan, later, privacy.PurgeOptions{})
	must(t, err)
	archived, err := s.ArchivedDocuments()
	must(t, err)
	_, err = s.OpenArchived(archived[0].ID.String(), "Contrôle fiscal")
	must(t, err)
	for _, l := range []text.Language{text.French, text.English} {
		for _, size := range sizes {
			for name, keys := range map[string][]string{"list": {"R", "v", "A"}, "readings": {"R", "v", "A", "tab"}} {
				t.Run(strings.Join([]string{name, string(l), size.name}, "/"), func(t *testing.T) {
					d := drive(t, l, theme.New(theme.Dark, colorprofile.TrueColor), s)
					d.play(size.w, size.h, keys)
					golden.RequireEqual(t, []byte(d.screen()))
				})
			}
		}
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// The colours are kept for what shows most of them.
func TestGoldenColours(t *testing.T) {
	s := business(t, 60, 400)
	for _, th := range []struct {
		name string
		*theme.Theme
	}{
		{"dark", theme.New(theme.Dark, colorprofile.TrueColor)},
		{"light", theme.New(theme.Light, colorprofile.TrueColor)},
		{"dark-16", theme.New(theme.Dark, colorprofile.ANSI)},
		{"light-16", theme.New(theme.Light, colorprofile.ANSI)},
		{"no-color", theme.New(theme.Dark, colorprofile.ASCII)},
	} {
		for _, scene := range scenes {
			if scene.name != "contacts-search" && scene.name != "today" && scene.name != "log" && scene.name != "delete" {
				continue
			}
			t.Run(scene.name+"/"+th.name, func(t *testing.T) {
				d := drive(t, text.French, th.Theme, s)
				d.play(80, 24, scene.keys)
				golden.RequireEqual(t, []byte(d.root.View().Content))
			})
		}
	}
}

// play opens the file at a size and presses keys.
func (d *driver) play(w, h int, keys []string) {
	d.t.Helper()
	d.send(tea.WindowSizeMsg{Width: w, Height: h})
	d.send(screen.OpenedMsg{Store: d.root.desk.Store, Close: func() error { return nil }})
	d.press(keys...)
}
