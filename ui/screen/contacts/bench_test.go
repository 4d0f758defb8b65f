package contacts

import (
	"context"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"calepin/store"
	"calepin/store/demo"
	"calepin/store/vault"
	"calepin/ui/screen"
	"calepin/ui/screen/trial"
	"calepin/ui/text"
	"calepin/ui/theme"
)

// many is the list of 100,000 people, fewer in a short run, at 120 × 37.
func many(b *testing.B) (*Page, func(tea.Cmd)) {
	b.Helper()
	people := 100_000
	if testing.Short() {
		people = 5_000
	}
	v, err := vault.Memory()
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = v.Close() })
	s, err := store.Init(v, demo.Settings())
	if err == nil {
		err = demo.Generate(context.Background(), s, demo.Options{Contacts: people, Interactions: people, Seed: 1, Now: trial.Now})
	}
	if err != nil {
		b.Fatal(err)
	}
	words, _ := text.Load(text.French)
	screens, _ := text.LoadScreens(text.French)
	prefs := screen.DefaultPrefs()
	d := &screen.Desk{T: screens, W: words, Theme: theme.New(theme.Dark, colorprofile.TrueColor), Store: s, Prefs: &prefs}
	d.Now = func() time.Time { return trial.Now }
	p := New(d)
	var do func(tea.Cmd)
	do = func(cmd tea.Cmd) {
		if cmd == nil {
			return
		}
		if m, ok := cmd().(screen.StartMsg); ok {
			do(m.Job.Work(context.Background(), func(int, int) {})())
		}
	}
	do(p.Update(tea.WindowSizeMsg{Width: 120, Height: 37}))
	do(p.Init())
	p.View(120, 37)
	return p, do
}

func BenchmarkView(b *testing.B) {
	p, _ := many(b)
	for b.Loop() {
		p.View(120, 37)
	}
}

// BenchmarkMove is a key that moves, and the repaint after it.
func BenchmarkMove(b *testing.B) {
	p, _ := many(b)
	b.Run("row", func(b *testing.B) {
		for n := 1; b.Loop(); n++ {
			p.Actions()
			if p.table.Index() == p.table.Len()-1 {
				p.table.Top()
			}
			_ = p.table.Move(1)
			p.View(120, 37)
		}
	})
	b.Run("ends", func(b *testing.B) {
		for n := 1; b.Loop(); n = -n {
			_ = p.table.Move(n * p.table.Len())
			p.View(120, 37)
		}
	})
}

// BenchmarkLetter is a letter of a search, its result and the repaint.
func BenchmarkLetter(b *testing.B) {
	p, do := many(b)
	p.search.Open()
	queries := []string{"m", "ma", "mar", "mari", "marie"}
	for n := 0; b.Loop(); n++ {
		p.search.Set(queries[n%len(queries)])
		do(p.load(true))
		p.View(120, 37)
	}
}
