package app

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"calepin/ui/screen"
)

// clipboard is what was put there last, to be taken away again.
type clipboard struct {
	text   string
	serial int
}

// clipboardOld is the time to take away what was copied.
type clipboardOld struct{ serial int }

// keptFor is how long a copy stays on the clipboard.
const keptFor = 45 * time.Second

// copy puts a text on the terminal's clipboard. A terminal does not tell whether
// it took it.
func (r *root) copy(text string) tea.Cmd {
	r.clipboard.serial++
	r.clipboard.text = text
	serial := r.clipboard.serial
	return tea.Batch(tea.SetClipboard(text),
		screen.Toast(screen.Note, r.desk.T.Reach.Copied),
		tea.Tick(keptFor, func(time.Time) tea.Msg { return clipboardOld{serial} }))
}

// askClipboard reads the clipboard back, where the terminal allows it: most
// never answer, and then the copy stays.
func (r *root) askClipboard(old clipboardOld) tea.Cmd {
	if old.serial != r.clipboard.serial || r.clipboard.text == "" {
		return nil
	}
	return tea.ReadClipboard
}

// clearClipboard takes away what was copied, unless something else is there.
func (r *root) clearClipboard(now tea.ClipboardMsg) tea.Cmd {
	ours := r.clipboard.text != "" && now.Content == r.clipboard.text
	r.clipboard.text = ""
	if !ours {
		return nil
	}
	return tea.Batch(tea.SetClipboard(""), screen.Toast(screen.Note, r.desk.T.Reach.Cleared))
}
