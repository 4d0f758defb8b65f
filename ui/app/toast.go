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
	since  time.Time
}

// readFor is how long a line stays whatever is pressed. After that the next key
// takes what went well off the screen; a warning or a failure stays its time.
const readFor = 1500 * time.Millisecond

type toastOver struct{ serial int }

// say shows a line in place of the one before.
func (t *toast) say(msg screen.ToastMsg, now time.Time) tea.Cmd {
	t.ToastMsg, t.since = msg, now
	t.serial++
	serial := t.serial
	return tea.Tick(msg.For, func(time.Time) tea.Msg { return toastOver{serial} })
}

func (t *toast) over(msg toastOver) {
	if msg.serial == t.serial {
		t.ToastMsg = screen.ToastMsg{}
	}
}

// pressed is a key, which means that the line was read.
func (t *toast) pressed(now time.Time) {
	if t.Level <= screen.Success && now.Sub(t.since) > readFor {
		t.ToastMsg = screen.ToastMsg{}
	}
}
