package widget

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"calepin/ui/screen"
	"calepin/ui/text"
	"calepin/ui/theme"
)

// now is a Monday.
var now = time.Date(2026, 11, 23, 10, 30, 0, 0, time.UTC)

func desk(t testing.TB, l text.Language) *screen.Desk {
	t.Helper()
	words, err := text.Load(l)
	if err != nil {
		t.Fatal(err)
	}
	screens, err := text.LoadScreens(l)
	if err != nil {
		t.Fatal(err)
	}
	prefs := screen.DefaultPrefs()
	return &screen.Desk{
		T: screens, W: words, Theme: theme.New(theme.Dark, colorprofile.TrueColor), Prefs: &prefs,
		Now: func() time.Time { return now },
	}
}

// press is a key as Bubble Tea gives it, by its name.
func press(name string) tea.KeyPressMsg {
	var mod tea.KeyMod
	rest := name
	for len(rest) > 1 {
		before, after, ok := strings.Cut(rest, "+")
		m := map[string]tea.KeyMod{"ctrl": tea.ModCtrl, "alt": tea.ModAlt, "shift": tea.ModShift}[before]
		if !ok || m == 0 {
			break
		}
		mod, rest = mod|m, after
	}
	codes := map[string]rune{
		"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight, "enter": tea.KeyEnter, "tab": tea.KeyTab,
		"esc": tea.KeyEscape, "backspace": tea.KeyBackspace, "delete": tea.KeyDelete, "home": tea.KeyHome, "end": tea.KeyEnd,
		"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
	}
	if code, ok := codes[rest]; ok {
		return tea.KeyPressMsg{Code: code, Mod: mod}
	}
	if rest == "space" {
		return tea.KeyPressMsg{Code: ' ', Text: " "}
	}
	m := tea.KeyPressMsg{Code: []rune(rest)[0], Mod: mod}
	if mod&^tea.ModShift == 0 {
		m.Text = rest
	}
	return m
}

type updater interface{ Update(tea.Msg) tea.Cmd }

// keys sends keys by their names, apart by spaces.
func keys(u updater, names string) {
	for name := range strings.FieldsSeq(names) {
		u.Update(press(name))
	}
}

// write types a text, letter by letter.
func write(u updater, s string) {
	for _, r := range s {
		u.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

// nasty texts are what imports bring.
var nasty = []string{
	"", "Zoé Lefèvre", "王小明 株式会社", "e\u0301a\u0308o\u0302 combining", "👩‍👩‍👧‍👦 family 🇫🇷 flag",
	strings.Repeat("long", 300), "a\x1b[31mred\x07\u202eevil\u2066\tx\ny", "\u0301leading mark", "\xff\xfe broken",
	"עברית العربية", strings.Repeat("字", 200), "ﷺ " + strings.Repeat("z\u0300", 50),
}
