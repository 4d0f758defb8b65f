package widget

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"calepin/ui/screen"
	"calepin/ui/text"
)

func TestEditorKeepsAndAsks(t *testing.T) {
	var kept string
	e := NewEditor(desk(t, text.English), "Note", "one", func(s string) tea.Cmd { kept = s; return nil })
	if free, _ := e.Leave(); !free {
		t.Error("asks where nothing was typed")
	}
	write(e, " two")
	keys(e, "enter enter")
	free, ask := e.Leave()
	if free {
		t.Error("leaves without asking")
	}
	if msgs := run(ask); len(msgs) != 1 {
		t.Errorf("asked %v", msgs)
	} else if _, ok := msgs[0].(screen.OverlayMsg); !ok {
		t.Errorf("asked by %T", msgs[0])
	}
	act(e, "ctrl+s")
	if kept != "one two" {
		t.Errorf("kept %q", kept)
	}
}

// Whatever is typed, the cursor stays on a boundary, the count is right and
// what is drawn holds the cursor.
func TestEditHoldsTogether(t *testing.T) {
	moves := strings.Fields("left right up down home end backspace delete ctrl+w ctrl+k ctrl+u alt+d ctrl+left ctrl+right ctrl+home ctrl+end pgup pgdown enter")
	r := rand.New(rand.NewPCG(1, 2))
	e := NewEditor(desk(t, text.English), "x", strings.Join(nasty, "\n"), nil)
	for i := range 5000 {
		switch n := r.IntN(10); {
		case n < 3:
			e.Update(tea.PasteMsg{Content: nasty[r.IntN(len(nasty))]})
		case n < 4:
			write(e, string([]rune("aé王\u0301👩 ")[r.IntN(6)]))
		default:
			e.Update(press(moves[r.IntN(len(moves))]))
		}
		a := &e.area
		if a.row >= len(a.lines) || a.col > len(a.line()) || !utf8.ValidString(a.line()[:a.col]) {
			t.Fatalf("step %d: cursor at %d, %d", i, a.row, a.col)
		}
		if n := utf8.RuneCountInString(a.text()); n != a.size {
			t.Fatalf("step %d: %d characters counted, %d there", i, a.size, n)
		}
		if w, h := 1+r.IntN(60), 1+r.IntN(20); i%7 == 0 {
			e.View(w, h)
			if c := e.Cursor(); c != nil && (c.Y < 0 || c.Y >= h || c.X < 0 || c.X >= w) {
				t.Fatalf("step %d: cursor %v in %d×%d", i, c, w, h)
			}
		}
	}
}

func TestAreaMovesByScreenLines(t *testing.T) {
	a := &area{edit: newEdit(false, 0)}
	a.set("one two three four\n\n王小明王小明")
	a.draw(9, 10) // wraps at 8: "one two ", "three ", "four", "", 王小明王, 小明
	a.col = 6
	var at []int
	for range 6 {
		at = append(at, a.row*100+a.col)
		a.vertical(1)
	}
	want := []int{6, 13, 18, 100, 209, 218}
	for i := range at {
		if at[i] != want[i] {
			t.Fatalf("went %v, want %v", at, want)
		}
	}
}

func BenchmarkEditor(b *testing.B) {
	d := desk(b, text.English)
	e := NewEditor(d, "x", strings.Repeat("Bonjour à tous, voici le texte que je voulais.\n", 20_000), nil)
	keys(e, "ctrl+home")
	b.ResetTimer()
	for b.Loop() {
		e.Update(press("a"))
		e.View(120, 40)
	}
}
