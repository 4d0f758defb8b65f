package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"calepin/store"
	"calepin/store/vault"
	"calepin/ui/screen"
	"calepin/ui/screen/firstrun"
	"calepin/ui/screen/unlock"
	"calepin/ui/session"
)

// shell is "calepin" alone: the interface, which makes a vault where there is
// none. With --plain it asks line by line and shows the contacts as a list.
func (a *app) shell(cmd *cobra.Command, _ []string) error {
	if show, _ := cmd.Flags().GetBool("version"); show {
		fmt.Fprintln(a.out, "calepin "+version())
		return nil
	}
	dir, err := a.vaultDir()
	if err != nil {
		return err
	}
	atTerminal := a.interactive() && stdoutWidth() > 0
	linear := a.flags.plain || a.env("TERM") == "dumb"
	_, err = session.Peek(dir)
	absent := errors.Is(err, vault.ErrNotFound)
	switch {
	case absent && !atTerminal:
		return failure(exitNoVault, a.T.Shell.NoVault, err)
	case err != nil && !absent && (linear || !atTerminal):
		return session.About(dir, err)
	case !atTerminal:
		return usage(cmd, a.T.Shell.NoTerminal)
	case !linear:
		return a.interact(dir, absent)
	}
	var s *session.Session
	if absent {
		a.say(a.T.Shell.NoVaultTTY)
		s, err = a.setUp(cmd, &setup{})
	} else {
		s, err = a.open(cmd.Context())
	}
	if err != nil {
		return err
	}
	return errors.Join(a.browse(s, absent), s.Close())
}

// interact shows the interface on a vault, or on the making of one. What the
// vault has to say as it closes is told once the screen is the shell's again.
func (a *app) interact(dir string, absent bool) error {
	at, err := a.at(dir)
	if err != nil {
		return err
	}
	if absent {
		if err := at.Vacant(); err != nil {
			return err
		}
	}
	at.Early = true
	var closed []*session.Session
	typed := false // the key, by the person
	at.Keep = func(s *session.Session) func() {
		s.Daily = true
		typed = s.Key.Passphrase != "" || s.Key.Place == nil
		done, _ := a.exits.add(func() {
			s.Shut()
			closed = append(closed, s)
		})
		return done
	}
	var ahead *session.Ahead
	if !absent {
		ahead = at.Ahead(context.Background())
	}
	before := false
	err = a.show(func(d *screen.Desk, why string) screen.Screen {
		again := before
		before = true
		switch {
		case again:
			return unlock.Locked(d, at, why, typed)
		case absent:
			return firstrun.New(d, at, a.env)
		}
		return unlock.New(d, at, ahead)
	})
	if ahead != nil {
		ahead.Drop()
	}
	a.exits.run() // what was opened a moment before the end
	for _, s := range closed {
		a.warnAll(s.Late(a.T))
	}
	return err
}

// browser is the plain list of contacts.
type browser struct {
	app     *app
	console *console
	records *store.Store
	total   int
	search  string
	befores []string // where each page before this one began
	after   string   // where this page begins
	next    string   // where the next one does
}

// browse shows the contacts page by page until q. wait lets what was just said
// be read first.
func (a *app) browse(s *session.Session, wait bool) error {
	records, err := a.records(s)
	if err != nil {
		return err
	}
	c, err := a.console()
	if err != nil {
		return err
	}
	if wait {
		if _, err := c.ask(a.T.Shell.Go, ""); err != nil {
			return err
		}
	}
	if err := a.pending(c, s, records); err != nil && !errors.Is(err, errCancelled) {
		return err
	}
	total, err := records.CountPersons()
	if err != nil {
		return err
	}
	leave := c.otherScreen()
	defer leave()
	b := &browser{app: a, console: c, records: records, total: total}
	for {
		if err := b.show(); err != nil {
			return err
		}
		pressed, err := c.key()
		if err != nil {
			return err
		}
		if quit, err := b.react(pressed); quit || err != nil {
			return err
		}
	}
}

// react does what a key asks for.
func (b *browser) react(pressed string) (quit bool, err error) {
	switch pressed {
	case "q", "\x04": // ctrl+d
		return true, nil
	case "\x03": // ctrl+c, which the raw terminal hands over as a key
		return true, failure(exitInterrupted, b.app.T.Errors.Interrupted, nil)
	case "n", " ", "\r", "\n", "j", "\x1b[B", "\x1b[6~":
		if b.next != "" {
			b.befores, b.after = append(b.befores, b.after), b.next
		}
	case "p", "k", "\x1b[A", "\x1b[5~":
		if last := len(b.befores) - 1; last >= 0 {
			b.after, b.befores = b.befores[last], b.befores[:last]
		}
	case "/":
		b.search, err = b.console.ask(b.app.T.Shell.Search, "")
		if errors.Is(err, errCancelled) {
			err = nil
		}
		b.befores, b.after = nil, ""
	}
	return false, err
}

// show draws a page.
func (b *browser) show() error {
	a, w := b.app, b.app.T.Shell
	page, err := b.records.Persons(store.Query{Search: b.search, After: b.after, Limit: pageHeight()})
	if err != nil {
		return err
	}
	b.next = page.Next
	if !a.flags.plain {
		b.console.clear()
	}
	title := cmp.Or(b.records.Settings().Business.Name, "calepin")
	title = a.bold(clean(title)) + "   " + w.Contacts.Of(b.total)
	if b.search != "" {
		title += "   " + w.Searching.With("search", clean(b.search))
	}
	fmt.Fprintf(a.out, "%s\n\n", title)
	var rows [][]string
	for _, r := range page.Rows {
		reach := r.Email
		if r.Phone != "" {
			reach = store.FormatPhone(r.Phone, b.records.Settings().Country)
		}
		last := ""
		if !r.LastContact.IsZero() {
			last = a.T.Language.Date(r.LastContact.Local())
		}
		rows = append(rows, []string{r.Name, r.Organisation, reach, last})
	}
	switch {
	case b.total == 0:
		fmt.Fprintln(a.out, w.Empty)
	case len(rows) == 0:
		fmt.Fprintln(a.out, w.NoMatch)
	}
	a.table([]string{w.Name, w.Org, w.Reach, w.Last}, rows)
	fmt.Fprintf(a.out, "\n%s\n", a.dim(w.Keys))
	return a.out.Flush()
}

// pageHeight is how many rows fit with the title and the keys around them.
func pageHeight() int {
	const around = 7
	if _, height, err := term.GetSize(int(os.Stdout.Fd())); err == nil {
		return max(3, height-around)
	}
	return 20
}
