package app

import (
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"calepin/ui/screen"
	"calepin/ui/text"
	"calepin/ui/theme"
)

// TestClipboard: only what was copied last, and is still there, is taken away.
func TestClipboard(t *testing.T) {
	r := drive(t, text.English, theme.New(theme.Dark, colorprofile.TrueColor), nil).root
	r.update(screen.CopyMsg{Text: "first"})
	r.update(screen.CopyMsg{Text: "second"})
	if r.update(clipboardOld{1}) != nil {
		t.Fatal("the first copy's time is up, and the second is looked for")
	}
	if r.update(clipboardOld{2}) == nil {
		t.Fatal("the clipboard is not read back")
	}
	if r.update(tea.ClipboardMsg{Content: "somebody else's"}) != nil {
		t.Fatal("what is somebody else's is cleared")
	}
	r.update(screen.CopyMsg{Text: "third"})
	if r.update(tea.ClipboardMsg{Content: "third"}) == nil {
		t.Fatal("the copy stays")
	}
	if r.update(clipboardOld{3}) != nil {
		t.Fatal("what is cleared is looked for again")
	}
}
