package widget

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"calepin/ui/text"
)

type manyEntries []Entry

func (m manyEntries) Len() int          { return len(m) }
func (m manyEntries) Entry(i int) Entry { return m[i] }

// calls is n calls, one a day, that say something.
type calls struct {
	n     int
	reads *int
}

func (c calls) Len() int { return c.n }

func (c calls) Entry(i int) Entry {
	if c.reads != nil {
		*c.reads++
	}
	return Entry{
		ID: fmt.Sprint(i), At: now.AddDate(0, 0, -i), Sign: "✆", Title: fmt.Sprintf("Call %d", i),
		Body: strings.Repeat("What was said, and what is to be done. ", i%9),
	}
}

func TestTimelineShowsTheSelection(t *testing.T) {
	reads := 0
	line := NewTimeline(desk(t, text.French))
	line.SetSource(calls{100_000, &reads})
	line.View(80, 20)
	first := reads
	for i := range 400 {
		line.Move([]int{1, 3, 7, -2}[i%4])
		for _, h := range []int{20, 3, 9, 30} {
			view := ansi.Strip(line.View(80, h))
			if !strings.Contains(view, "Call "+line.Selected()+" ") {
				t.Fatalf("%s is not in sight at %d lines:\n%s", line.Selected(), h, view)
			}
		}
	}
	if first > 150 || reads > 5000 {
		t.Errorf("%d entries read at first, %d in all", first, reads)
	}
	view := ansi.Strip(line.View(80, 20))
	if !strings.Contains(view, "20") || !strings.Contains(view, "──") {
		t.Errorf("no month:\n%s", view)
	}
}

func TestTimelineUnfolds(t *testing.T) {
	line := NewTimeline(desk(t, text.English))
	body := strings.Repeat("word ", 200) + "END"
	line.SetSource(manyEntries{{ID: "a", At: now, Title: "First", Body: body}, {ID: "b", At: now.AddDate(0, -2, 0), Title: "Second"}})
	if view := ansi.Strip(line.View(80, 12)); strings.Contains(view, "END") || !strings.Contains(view, "September 2026") {
		t.Errorf("folded:\n%s", view)
	}
	line.Toggle()
	seen := false
	for range 6 {
		seen = seen || strings.Contains(ansi.Strip(line.View(80, 8)), "END")
		if line.Move(1); line.Selected() == "b" {
			break
		}
	}
	if !seen || line.Selected() != "b" {
		t.Errorf("a long text cannot be read to its end: at %s, seen %v", line.Selected(), seen)
	}
}

func TestTimelineKeepsItsSelection(t *testing.T) {
	line := NewTimeline(desk(t, text.English))
	at := func(ids ...string) (m manyEntries) {
		for i, id := range ids {
			m = append(m, Entry{ID: id, At: now.Add(-time.Duration(i) * time.Hour)})
		}
		return m
	}
	line.SetSource(at("a", "b", "c"))
	line.Move(1)
	line.SetSource(at("x", "a", "b", "c"))
	if line.Selected() != "b" {
		t.Errorf("kept %s", line.Selected())
	}
	line.SetSource(at())
	if line.Selected() != "" || line.Move(1) != nil {
		t.Error("an empty timeline selects")
	}
}

func BenchmarkTimelineView(b *testing.B) {
	line := NewTimeline(desk(b, text.French))
	line.SetSource(calls{n: 100_000})
	b.ResetTimer()
	for b.Loop() {
		if line.Move(1); line.Index() > 99_000 {
			line.Move(-99_000)
		}
		line.View(120, 40)
	}
}
