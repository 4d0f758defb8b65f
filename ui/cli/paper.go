package cli

import (
	"fmt"
	"strings"

	"calepin/crypto"
	"calepin/ui/widget"
)

// showRecovery shows a recovery key to be copied on paper: in numbered groups,
// then as a QR code. It uses the terminal's other screen where there is one,
// so that the key stays neither on the screen nor in what can be scrolled back.
func (a *app) showRecovery(c *console, id *crypto.Identity) error {
	w := a.T.Init
	c.say(w.RecoveryTitle)
	if _, err := c.ask(w.WhenReady, ""); err != nil {
		return err
	}
	leave := c.otherScreen()
	defer leave()
	c.say(w.CopyThis)
	c.say("")
	c.say(groupLines(crypto.Groups(id)))
	c.say("")
	if _, err := c.ask(w.WhenCopied, ""); err != nil {
		return err
	}
	if a.flags.plain { // a QR code is nothing to a screen reader
		return nil
	}
	coloured := a.env("TERM") != "dumb" && !a.flags.noColor
	code, err := widget.QR(id.String(), coloured)
	if err != nil {
		return err
	}
	c.clear()
	for _, line := range code {
		if coloured {
			line = "\x1b[30;107m" + line + "\x1b[0m"
		}
		fmt.Fprintln(c.out, line)
	}
	_, err = c.ask(w.WhenScanned, "")
	return err
}

// groupLines numbers the groups of a key, four a line, under their prefix.
func groupLines(groups []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "    %s", groups[0])
	for i, group := range groups[1:] {
		if i%4 == 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "   %2d %-5s", i+1, group)
	}
	return b.String()
}

// otherScreen switches to the terminal's alternate screen, and returns the way
// back, which a signal takes as well.
func (c *console) otherScreen() (leave func()) {
	if c.app.env("TERM") == "dumb" || c.app.flags.plain {
		return func() {}
	}
	leave, _ = c.app.exits.add(func() { fmt.Fprint(c.out, "\x1b[2J\x1b[?1049l") })
	fmt.Fprint(c.out, "\x1b[?1049h\x1b[2J\x1b[H")
	return leave
}

func (c *console) clear() {
	if c.app.env("TERM") != "dumb" {
		fmt.Fprint(c.out, "\x1b[2J\x1b[H")
	}
}
