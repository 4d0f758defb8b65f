package backups

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"calepin/crypto"
	"calepin/privacy"
	"calepin/store"
	"calepin/store/vault"
	"calepin/ui/screen"
	"calepin/ui/screen/stage"
	"calepin/ui/text"
)

// office is a stage over a vault on disk.
func office(t *testing.T, l text.Language) *stage.Stage {
	t.Helper()
	id, err := crypto.Generate(true)
	stage.Must(t, err)
	g := stage.New(t, l)
	v, err := vault.Create(filepath.Join(t.TempDir(), "vault"), vault.CreateOptions{ID: vault.NewID(), Operator: id,
		Init: func(v *vault.Vault) (err error) {
			g.Desk.Store, err = store.Init(v, store.Settings{Language: string(l)})
			return err
		}})
	stage.Must(t, err)
	t.Cleanup(func() { _ = v.Close() })
	stage.Must(t, privacy.Prepare(g.Desk.Store))
	return g
}

// TestArt321cBackupsOnTheScreen: a copy is made and opened, goes to another
// disk, is found damaged or whole; a restore says what comes back and what is
// erased again, asks, keeps aside what there was, and locks (GDPR arts 17,
// 32(1)(b), (c)).
func TestArt321cBackupsOnTheScreen(t *testing.T) {
	for _, l := range []text.Language{text.English, text.French} {
		g := office(t, l)
		s, w := g.Desk.Store, g.Desk.W.Backup
		add := func(name string) store.ID {
			p := store.Person{Given: name, Source: "salon"}
			stage.Must(t, s.AddPerson(&p, store.AddOptions{}))
			return p.ID
		}
		zoe := add("Zoé")
		g.Push(New(g.Desk))
		stage.Sizes(t, g.Top())
		g.Keys("a")
		if !strings.Contains(g.LastSaid(), ".age") || !strings.Contains(g.Screen(), w.Here) {
			t.Fatalf("said %q\n%s", g.LastSaid(), g.Screen())
		}
		stage.Sizes(t, g.Top())

		disk := filepath.Join(t.TempDir(), "calepin")
		p := g.Top().(*Page)
		g.Run(p.backUp(privacy.BackupOrder{To: disk, Remember: true}))
		if list, err := s.Vault().AllBackups(); err != nil || len(list) < 2 || len(p.have.plan.To) != 1 {
			t.Fatalf("%+v, %v", list, err)
		}
		g.Keys("v")
		if !strings.Contains(g.LastSaid(), g.Desk.T.Backups.Verified.Of(1)) {
			t.Errorf("said %q", g.LastSaid())
		}
		g.Keys("e backspace")
		g.Type("3")
		g.Keys("ctrl+s")
		if plan, err := s.Vault().BackupPlan(); err != nil || plan.Daily != 3 || plan.Monthly != 12 {
			t.Errorf("%+v, %v", plan, err)
		}
		g.Keys("x enter " + g.Desk.T.Widgets.YesKey)
		if plan, err := s.Vault().BackupPlan(); err != nil || len(plan.To) != 0 {
			t.Errorf("%+v, %v", plan, err)
		}

		add("Luc")
		plan, err := privacy.PlanErasure(s, s.Vault(), zoe, stage.Now)
		stage.Must(t, err)
		plan.Backups = nil // as of a copy on a disk that was away
		_, err = privacy.Erase(s, s.Vault(), plan, "demandé")
		stage.Must(t, err)
		g.Run(p.load())
		g.Keys("G enter")
		shown := g.Screen()
		for _, want := range []string{g.Desk.W.Unlock.People.Of(1), w.Restore.Lost, w.Restore.Aside} {
			if !strings.Contains(strings.Join(strings.Fields(shown), " "), strings.Join(strings.Fields(want), " ")) {
				t.Errorf("no %q in\n%s", want, shown)
			}
		}
		g.Keys("enter") // cancel
		if n, _ := s.CountPersons(); n != 1 {
			t.Fatalf("restored by the default: %d people", n)
		}
		g.Keys("enter " + g.Desk.T.Widgets.YesKey)
		if n, err := s.CountPersons(); err != nil || n != 0 { // Luc is newer, Zoé is erased again
			t.Errorf("%d people, %v", n, err)
		}
		locked := false
		for _, m := range g.Other {
			if lock, is := m.(screen.LockMsg); is && lock.Why != "" {
				locked = true
			}
		}
		if !locked {
			t.Errorf("%+v\n%q", g.Other, g.LastSaid())
		}
	}
}

// TestGolden keeps the page: go test ./ui/screen/backups -run Golden -update
func TestGolden(t *testing.T) {
	day := func(ago int) time.Time { return stage.Now.AddDate(0, 0, -ago) }
	list := []vault.Backup{
		{Name: "d", MadeAt: day(0), Bytes: 8_400_000, Authentic: true, Check: vault.Check{VerifiedAt: day(0)}},
		{Name: "d", Dir: "/media/usb/calepin", MadeAt: day(0), Bytes: 8_400_000, Authentic: true, Check: vault.Check{VerifiedAt: day(0)}},
		{Name: "c", MadeAt: day(1), Bytes: 8_390_000, Authentic: true, Check: vault.Check{VerifiedAt: day(0), Failed: true}},
		{Name: "b", MadeAt: day(40), Bytes: 8_100_000, Authentic: true},
		{Name: "a", MadeAt: day(400), Bytes: 7_000_000},
	}
	for _, l := range []text.Language{text.French, text.English} {
		for name, size := range map[string][2]int{"80x24": {80, 21}, "120x40": {120, 37}, "60x16": {60, 13}} {
			t.Run(string(l)+"/"+name, func(t *testing.T) {
				p := New(office(t, l).Desk)
				p.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
				p.set(&found{list: list, plan: vault.BackupPlan{Daily: 7, Weekly: 4, Monthly: 12, To: []string{"/media/usb/calepin", "/media/nas"}},
					there: map[string]bool{"/media/usb/calepin": true}})
				golden.RequireEqual(t, []byte(ansi.Strip(p.View(size[0], size[1]))))
			})
		}
	}
}
