package reviews

import (
	"context"
	"strings"
	"testing"

	"calepin/store"
	"calepin/ui/screen/stage"
	"calepin/ui/text"
)

// TestArt32OnTheScreen: a review is begun with what was checked, answered key by
// key; a no says what is planned; once all is answered it stays as it is.
func TestArt32OnTheScreen(t *testing.T) {
	g := stage.New(t, text.English)
	g.W, g.H = 120, 37
	g.Desk.Checkup = func(context.Context) []store.ReviewCheck {
		return []store.ReviewCheck{{Check: "swap", Level: "warn", Finding: "Swap is on\nEncrypt it"}}
	}
	s := g.Desk.Store
	g.Push(New(g.Desk))
	stage.Sizes(t, g.Top())
	g.Keys("a")
	sheet, is := g.Top().(*sheet)
	if !is {
		t.Fatalf("%T", g.Top())
	}
	stage.Sizes(t, sheet)
	if shown := g.Screen(); !strings.Contains(shown, "Swap is on → Encrypt it") || !strings.Contains(shown, "recovery key kept elsewhere") {
		t.Error(shown)
	}
	g.Keys("n")
	f := g.Top().(*answer)
	g.Keys("ctrl+s")
	if all, err := s.Reviews(); err != nil || len(all[0].Answers) != 0 {
		t.Errorf("a no without a plan is noted: %+v %v", all, err)
	}
	f.Form.Field("note").SetValue("To the bank on Monday")
	g.Keys("ctrl+s")
	for range len(sheet.r.Asked) - 1 {
		g.Keys("j y")
	}
	for len(sheet.r.Open()) > 0 {
		g.Keys("y")
	}
	all, err := s.Reviews()
	if err != nil || len(all) != 1 || all[0].Finished.IsZero() || len(all[0].Answers) != len(all[0].Asked) {
		t.Fatalf("%+v %v", all, err)
	}
	if !strings.Contains(g.LastSaid(), "The next one is due") {
		t.Error(g.LastSaid())
	}
	before := len(all[0].Answers)
	g.Keys("y")
	if all, _ := s.Reviews(); len(all[0].Answers) != before {
		t.Error("a finished review changed")
	}
}
