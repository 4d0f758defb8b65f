package app

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"calepin/ui/screen"
)

// toast is the line said last, for as long as it stays.
type toast struct {
	screen.ToastMsg
	serial int
}

type toastOver struct{ serial int }

// say shows a line in place of the one before.
func (t *toast) say(msg screen.ToastMsg) tea.Cmd {
	t.ToastMsg = msg
	t.serial++
	serial := t.serial
	return tea.Tick(msg.For, func(time.Time) tea.Msg { return toastOver{serial} })
}

func (t *toast) over(msg toastOver) {
	if msg.serial == t.serial {
		t.ToastMsg = screen.ToastMsg{}
	}
}
