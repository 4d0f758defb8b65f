package widget

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"calepin/ui/screen"
	"calepin/ui/text"
)

func statuses() []Option {
	return []Option{{Value: "prospect", Label: "Prospect"}, {Value: "client", Label: "Client"}, {Value: "former", Label: "Former"}}
}

func places() []Option {
	return []Option{{Value: "work", Label: "travail"}, {Value: "home", Label: "domicile"}}
}

func nastyForm(d *screen.Desk) *Form {
	long := strings.Join(nasty, "\n")
	var lines []Line
	var options []Option
	for _, s := range nasty {
		lines = append(lines, Line{s, s})
		options = append(options, Option{Value: s, Label: s})
	}
	f := NewForm(d, NewHeading(long), NewText("text", long).Of(long).WithHint(long), NewSecret("secret", "王").Of(long),
		NewArea("area", "l", 4).Of(long), NewChoice("choice", "c", options...), NewCheck("check", long),
		NewDay("day", "d", text.Past).Of("hier"), NewMoment("moment", "m", text.Past).Of(long), NewLines("lines", "x", places()...).WithLines(lines...),
		NewSuggest("suggest", "s", func(string) []string { return nasty }), NewText("empty", "e").WithHint(long))
	suggest := f.Field("suggest").in.(*suggestInput)
	suggest.line.insert("o")
	suggest.look(f.Field("suggest"))
	f.Errors(map[string]string{"text": long, "lines": "no"})
	return f
}

func person(d *screen.Desk) *Form {
	return NewForm(d,
		NewText("given", "Prénom").Must(), NewText("family", "Nom"), NewChoice("status", "Statut", statuses()...),
		NewLines("emails", "E-mails", places()...), NewDay("day", "Relance", text.Future), NewCheck("consumer", "Consommateur"),
		NewArea("note", "Note", 3))
}

func TestFormMovesAndFills(t *testing.T) {
	f := person(desk(t, text.French))
	if f.Dirty() {
		t.Error("dirty before a key")
	}
	write(f, "Zoé")
	keys(f, "tab")
	write(f, "Lefèvre")
	keys(f, "enter right down")
	write(f, "zoe@example.org")
	keys(f, "tab ctrl+t")
	write(f, "z@example.net")
	keys(f, "tab tab")
	write(f, "demain")
	keys(f, "down space tab")
	write(f, "un")
	keys(f, "enter")
	write(f, "deux")
	want := map[string]string{"given": "Zoé", "family": "Lefèvre", "status": "client", "day": "demain", "consumer": "true", "note": "un\ndeux"}
	for key, v := range want {
		if got := f.Value(key); got != v {
			t.Errorf("%s is %q, want %q", key, got, v)
		}
	}
	if got := f.Lines("emails"); !slices.Equal(got, []Line{{"work", "zoe@example.org"}, {"home", "z@example.net"}}) {
		t.Errorf("e-mails %v", got)
	}
	if day, err := f.Field("day").Day(); day != "2026-11-24" || err != nil {
		t.Errorf("day %q %v", day, err)
	}
	if !f.Dirty() || !f.Check() {
		t.Error("a filled form is dirty and right")
	}
	f.Clean()
	if f.Dirty() {
		t.Error("dirty once clean")
	}
	state := f.State()
	again := person(f.d)
	again.Restore(state)
	if got := again.State(); fmt.Sprint(got) != fmt.Sprint(state) || !again.Dirty() {
		t.Errorf("restored %v, want %v", got, state)
	}
}

func TestFormSaysWhatIsWrong(t *testing.T) {
	d := desk(t, text.French)
	f := person(d)
	keys(f, "tab")
	f.Field("day").SetValue("blurp")
	if f.Check() || f.Focused().Key != "given" || f.Field("given").Error() != d.T.Widgets.Required || f.Field("day").Error() != d.T.Widgets.NotADay {
		t.Errorf("check: at %s, %q, %q", f.Focused().Key, f.Field("given").Error(), f.Field("day").Error())
	}
	if view := ansi.Strip(f.View(80, 24)); !strings.Contains(view, "✗ "+d.T.Widgets.Required) {
		t.Errorf("the error does not show:\n%s", view)
	}
	write(f, "x")
	if f.Field("given").Error() != "" {
		t.Error("an error outlives the value it was about")
	}
	f.Errors(map[string]string{"emails": "Pas une adresse."})
	if f.Focused().Key != "emails" {
		t.Errorf("at %s", f.Focused().Key)
	}
}

func TestFormGoesRound(t *testing.T) {
	f := person(desk(t, text.English))
	hidden := true
	f.Field("family").Skip = func() bool { return hidden }
	var went []string
	for range 7 {
		went = append(went, f.Focused().Key)
		keys(f, "tab")
	}
	if want := []string{"given", "status", "emails", "day", "consumer", "note", "given"}; !slices.Equal(went, want) {
		t.Errorf("went %v, want %v", went, want)
	}
	keys(f, "shift+tab shift+tab")
	if f.Focused().Key != "note" {
		t.Errorf("back at %s", f.Focused().Key)
	}
	entered := false
	f = NewForm(f.d, NewText("only", "x"))
	f.Enter = func() tea.Cmd { entered = true; return nil }
	keys(f, "enter")
	if !entered {
		t.Error("enter on the last field")
	}
}

func TestFormShowsTheFocusedField(t *testing.T) {
	f := nastyForm(desk(t, text.English))
	for range 40 {
		keys(f, "tab")
		for _, s := range [][2]int{{30, 4}, {80, 6}, {120, 12}} {
			view := ansi.Strip(f.View(s[0], s[1]))
			if c := f.Cursor(); c == nil && !strings.Contains(view, "┃") && !strings.Contains(view, "›") {
				t.Fatalf("%v: nothing of %s shows:\n%s", s, f.Focused().Key, view)
			}
		}
	}
}

// The cursor stands behind what was typed, counted in cells.
func TestCursorCountsCells(t *testing.T) {
	d := desk(t, text.English)
	for _, c := range []struct {
		typed, then string
		x           int
	}{
		{"abc", "", 3}, {"王小明", "", 6}, {"e\u0301a", "", 2}, {"👩‍👩‍👧‍👦x", "", 3}, {"王小明", "left", 4}, {"e\u0301a", "left left", 0},
		{"ab\u0302", "backspace", 1}, {"🇫🇷", "backspace", 0}, {"one two", "ctrl+w", 4}, {"one two", "ctrl+left ctrl+left", 0}, {"one two", "home ctrl+right", 3},
	} {
		f := NewForm(d, NewText("x", "L"))
		f.Update(tea.PasteMsg{Content: c.typed})
		keys(f, c.then)
		f.View(80, 3)
		if at := f.Cursor(); at == nil || at.X != 2+1+2+2+c.x || at.Y != 0 {
			t.Errorf("%q then %q: cursor %v, want column %d", c.typed, c.then, at, 7+c.x)
		}
		f.View(20, 3)
		if at := f.Cursor(); at == nil || at.X != 4+c.x || at.Y != 1 {
			t.Errorf("%q then %q: cursor %v with the label above", c.typed, c.then, at)
		}
	}
}

func TestPasteIsCleanedAndCut(t *testing.T) {
	d := desk(t, text.English)
	f := NewForm(d, NewText("x", "L"), NewArea("y", "N", 4))
	f.Update(tea.PasteMsg{Content: "a\x1b[31m\tb\r\nc\u202e\n"})
	if got := f.Value("x"); got != "a[31m b c" {
		t.Errorf("pasted %q", got)
	}
	big := strings.Repeat("é", 1<<20)
	f.Update(tea.PasteMsg{Content: big})
	if n := len([]rune(f.Value("x"))); n != lineLimit {
		t.Errorf("%d characters", n)
	}
	if view := ansi.Strip(f.View(80, 10)); !strings.Contains(view, "Cut: no more than 1,000") {
		t.Errorf("the cut is not told:\n%s", view)
	}
	keys(f, "tab")
	f.Update(tea.PasteMsg{Content: strings.Repeat("un mot\n", 1<<17)})
	if n := f.Field("y").in.(*areaInput).area.size; n != areaLimit {
		t.Errorf("%d characters in the area", n)
	}
	f.View(80, 10)
}

func TestSuggestions(t *testing.T) {
	d := desk(t, text.English)
	find := func(s string) []string {
		var out []string
		for _, c := range []string{"Durand SARL", "Dupont & fils", "Atelier Dü"} {
			if strings.Contains(strings.ToLower(c), s) {
				out = append(out, c)
			}
		}
		return out
	}
	f := NewForm(d, NewSuggest("org", "Organisation", find), NewText("x", "X"))
	write(f, "du")
	if view := ansi.Strip(f.View(70, 10)); !strings.Contains(view, "Durand SARL") {
		t.Errorf("no suggestion:\n%s", view)
	}
	keys(f, "down down enter")
	if got := f.Value("org"); got != "Dupont & fils" || f.Focused().Key != "org" {
		t.Errorf("took %q at %s", got, f.Focused().Key)
	}
	keys(f, "enter")
	if f.Focused().Key != "x" {
		t.Error("enter moves on once nothing hangs")
	}
	tags := NewSuggest("tags", "Tags", find)
	tags.Several = true
	f = NewForm(d, tags)
	write(f, "vip, dur")
	keys(f, "down tab")
	if got := f.Value("tags"); got != "vip, Durand SARL," {
		t.Errorf("tags %q", got)
	}
}

func TestSecretIsNotShown(t *testing.T) {
	f := NewForm(desk(t, text.English), NewSecret("p", "Passphrase"))
	write(f, "correct 王")
	if view := ansi.Strip(f.View(70, 3)); strings.Contains(view, "correct") || !strings.Contains(view, "•••••••••") {
		t.Errorf("shown:\n%s", view)
	}
	if c := f.Cursor(); c == nil || c.X != 2+10+2+2+9 {
		t.Errorf("cursor %v", c)
	}
	if f.Value("p") != "correct 王" || len(f.State()) != 0 {
		t.Errorf("value %q, state %v", f.Value("p"), f.State())
	}
	f.Field("p").Clear()
	if f.Value("p") != "" || f.Dirty() {
		t.Error("not cleared")
	}
}

func TestWhenIsSaidAsUnderstood(t *testing.T) {
	d := desk(t, text.French)
	f := NewForm(d, NewMoment("at", "Quand", text.Past))
	write(f, "hier 15h")
	if view := ansi.Strip(f.View(80, 3)); !strings.Contains(view, "→ dimanche 22 novembre 2026 15:00") {
		t.Errorf("not said:\n%s", view)
	}
	at, err := f.Field("at").Moment()
	if err != nil || at.Format("2006-01-02 15:04") != "2026-11-22 15:00" {
		t.Errorf("%v %v", at, err)
	}
	f.Field("at").SetMoment(at)
	if again, err := f.Field("at").Moment(); f.Value("at") != "22/11/2026 15:00" || !again.Equal(at) || err != nil {
		t.Errorf("written as %q, read as %v", f.Value("at"), again)
	}
}

func TestLinesComeAndGo(t *testing.T) {
	f := NewForm(desk(t, text.English), NewText("x", "X"), NewLines("l", "L", places()...).WithLines(Line{"home", "one"}, Line{"odd", "two"}), NewText("y", "Y"))
	keys(f, "tab ctrl+x ctrl+x")
	if got := f.Lines("l"); len(got) != 0 {
		t.Errorf("left %v", got)
	}
	write(f, "a")
	keys(f, "enter")
	write(f, "b")
	keys(f, "up ctrl+u down")
	if got := f.Lines("l"); !slices.Equal(got, []Line{{"work", "b"}}) || f.Focused().Key != "l" {
		t.Errorf("lines %v at %s", got, f.Focused().Key)
	}
	l := f.Field("l").in.(*linesInput)
	if len(l.lines) != 2 {
		t.Errorf("%d lines, the empty one included", len(l.lines))
	}
	keys(f, "down down")
	if f.Focused().Key != "y" {
		t.Errorf("at %s", f.Focused().Key)
	}
}
