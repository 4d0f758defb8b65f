package widget

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"calepin/ui/text"
)

// TestArt9WhileTyping: what free text says that calls for care is told below the
// form while one types, with its reason; it goes with the words, and a name is
// none of it.
func TestArt9WhileTyping(t *testing.T) {
	for l, want := range map[text.Language][]string{
		text.French:  {"! santé", "diabétique", "RGPD art. 9", "Plutôt"},
		text.English: {"! health", "diabétique", "GDPR art. 9", "Rather"},
	} {
		d := desk(t, l)
		f := NewForm(d, NewText("family", "Nom"), NewArea("note", "Note", 3))
		shown := func() string { return ansi.Strip(f.View(78, 20)) }
		typed := func(s string) {
			for _, r := range s {
				f.Update(press(string(r)))
			}
		}
		typed("Malade")
		if strings.Contains(shown(), "!") {
			t.Errorf("a name is watched:\n%s", shown())
		}
		f.Focus("note")
		typed("diabétique")
		for _, w := range want {
			if !strings.Contains(shown(), w) {
				t.Errorf("no %q in\n%s", w, shown())
			}
		}
		if n := strings.Count(f.View(78, 20), "\n") + 1; n != 20 {
			t.Errorf("%d lines", n)
		}
		for range "tique" {
			f.Update(press("backspace"))
		}
		if strings.Contains(shown(), "! ") {
			t.Errorf("it stays:\n%s", shown())
		}
	}
}

// TestArt9WhileTypingALongText: the page of a long text tells it too, and it
// leaves the text its room.
func TestArt9WhileTypingALongText(t *testing.T) {
	e := NewEditor(desk(t, text.English), "Note", "", nil)
	shown := func(h int) string { return ansi.Strip(e.View(78, h)) }
	write(e, "Il est diabétique")
	for _, w := range []string{"Il est diabétique", "! health", "GDPR art. 9"} {
		if !strings.Contains(shown(20), w) {
			t.Errorf("no %q in\n%s", w, shown(20))
		}
	}
	for h := range 20 {
		if n := len(strings.Split(e.View(78, h), "\n")); h > 0 && n != h {
			t.Errorf("%d lines for %d", n, h)
		}
	}
	if !strings.Contains(shown(7), "Il est diabétique") {
		t.Errorf("no room for the text:\n%s", shown(7))
	}
	for range "diabétique" {
		e.Update(press("backspace"))
	}
	if strings.Contains(shown(20), "! ") {
		t.Errorf("it stays:\n%s", shown(20))
	}
}
