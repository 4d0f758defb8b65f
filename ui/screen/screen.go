// Package screen is what every screen agrees on with the root that shows it:
// what a page is, what an action is, how work leaves the loop, and how a page
// asks for another. A screen knows this package, never the root.
package screen

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/session"
	"calepin/ui/text"
	"calepin/ui/theme"
)

// Screen is a page, or what an overlay holds. Its methods run on the loop and
// cost under 2 ms together: what takes longer, or touches a disk, goes through
// Do. Update has a pointer receiver and changes the screen in place.
type Screen interface {
	// Title is its part of the path shown on top. It may hold a name, so that
	// it is never logged.
	Title() string
	// Init is called once, when the screen is first shown.
	Init() tea.Cmd
	// Update gets every message the root does not keep: keys that are no
	// action, pastes, mouse events with their place counted from the screen's
	// own corner, and Changed.
	Update(msg tea.Msg) tea.Cmd
	// View draws exactly h lines of at most w cells, for any w and h of 0 and
	// more. It changes nothing that is shown.
	View(w, h int) string
	// Actions are what can be done here now, those that cannot with the reason
	// why. They come in the order of the footer.
	Actions() []Action
}

// Typing is a screen with a field: while Typing is true, keys that write a
// character, and those that move in a text, go to it and not to actions.
type Typing interface{ Typing() bool }

// Cursored is a screen with a text cursor. Cursor is asked after View, and
// gives its place counted from the screen's corner, nil for none.
type Cursored interface{ Cursor() *tea.Cursor }

// Sized is an overlay that knows how large it wants to be, borders apart,
// within the room there is. Others take what they need up to 72 × 20.
type Sized interface{ Size(w, h int) (int, int) }

// About is a screen about one person, the one to log a call with.
type About interface {
	About() (store.ID, bool)
}

// Alone is a page that shows nothing of the file around it: neither places nor
// path, for whoever else reads the screen.
type Alone interface{ Alone() bool }

// Guarded is a screen that must not be left by mistake. Leave returns true
// when it may go now; otherwise it has asked, by the command it returns, and
// will send Back itself.
type Guarded interface {
	Leave() (bool, tea.Cmd)
}

// Stuck is a screen that is there because something failed: a program left from
// it ends with that error, nil where nothing did.
type Stuck interface{ Stuck() error }

// Drafted is a form whose half-filled state outlives a lock or a hang-up: it
// is kept, sealed, in the vault.
type Drafted interface {
	// Draft returns what was typed, and false where there is nothing to keep.
	Draft() (store.Draft, bool)
}

// Lent is a page that types for the form below it. Hand gives that form what
// was typed so far, before it is kept.
type Lent interface{ Hand() }

// Action is something a person can do, under one name wherever it is offered:
// by its key, in the footer, in the help, in the palette, in the pages of keys
// and in the configuration that rebinds it.
type Action struct {
	ID        string      // "contacts.add": a place and a verb, for the configuration
	Keys      []string    // by default, as Bubble Tea writes them; the first is shown
	Words     text.Action // its name, and a line of help
	Disabled  string      // why it cannot be done now; empty when it can
	Dangerous bool        // takes something away for good
	Hidden    bool        // out of the footer: movement, and what is done seldom
	Needs     store.Act   // what the operator's role must allow; empty where every role may
	Run       func() tea.Cmd
}

// Writes returns the action, only for those whose role lets them write records of
// a kind.
func (a Action) Writes(kind store.RecordKind) Action { return a.For(store.Writing(kind)) }

// For returns the action, only for those whose role allows an act.
func (a Action) For(act store.Act) Action {
	a.Needs = act
	return a
}

// Desk is what every screen works with. The root changes what it holds, so a
// screen keeps the pointer.
type Desk struct {
	T     *text.Screens // the words of the screens
	W     *text.Words   // the words shared with the commands
	Theme *theme.Theme
	Store *store.Store // nil until a vault is open
	// Session is the way the vault was opened; nil for one in memory.
	Session *session.Session
	Now     func() time.Time
	Prefs   *Prefs
	// Actions are what can be done now, the root's included.
	Actions func() []Action
	// Checkup is what can be checked of security (GDPR art. 32); nil where nothing
	// can. It takes a moment.
	Checkup func(context.Context) []store.ReviewCheck
	// Open leads to a target.
	Open func(t Target, ids ...store.ID) tea.Cmd
}

// Language is the language of the screens.
func (d *Desk) Language() text.Language { return d.W.Language }
