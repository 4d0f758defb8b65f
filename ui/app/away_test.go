package app

import (
	"errors"
	"os/exec"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
)

// lender is a page for the one below it.
type lender struct {
	page
	form *page
}

func (l *lender) Hand() { l.form.draft.Values = []byte(`{"a":"handed over"}`) }

func half() *page {
	return &page{name: "form", draft: &store.Draft{Kind: "test", Values: []byte(`{"a":"b"}`)}}
}

// borrow lends the terminal to a program and says how to come back from it.
func borrow(d *driver, back func() (tea.Cmd, error)) (end func()) {
	msg := screen.AwayMsg{Program: nothing{}, Back: back}
	d.root.update(msg)
	return func() { d.send(returned{msg}) }
}

type nothing struct{ tea.ExecCommand }

// However long one writes in another program, what is brought back is there
// before anything locks.
func TestWritingElsewhereIsNotIdle(t *testing.T) {
	d := newDriver(t, half())
	var brought bool
	end := borrow(d, func() (tea.Cmd, error) { brought = true; return nil, nil })
	d.now = d.now.Add(time.Hour)
	d.send(idleCheck{})
	if d.root.desk.Store == nil {
		t.Fatal("locked under the other program")
	}
	end()
	d.send(idleCheck{})
	if !brought || d.root.desk.Store == nil {
		t.Errorf("brought back %v, locked %v", brought, d.root.desk.Store == nil)
	}
	d.now = d.now.Add(16 * time.Minute)
	d.send(idleCheck{})
	if d.root.desk.Store != nil {
		t.Error("does not lock any more")
	}
}

// A signal meanwhile ends the program once what was written is had.
func TestSignalWhileAway(t *testing.T) {
	form := half()
	d := newDriver(t, form)
	lost := errors.New("cut")
	end := borrow(d, func() (tea.Cmd, error) { form.draft.Values = []byte(`{"a":"brought"}`); return nil, lost })
	d.send(signalled{143})
	if d.quit {
		t.Fatal("ends under the other program")
	}
	end()
	drafts, err := d.root.desk.Store.Drafts()
	if err != nil || len(drafts) != 1 || string(drafts[0].Values) != `{"a":"brought"}` {
		t.Errorf("%v, %v", drafts, err)
	}
	if r := d.root.result(nil, ""); !d.quit || r.Code != 143 || r.Lost != lost {
		t.Errorf("quit %v, %+v", d.quit, r)
	}
}

// A page that types for a form hands over before the form is kept, and one form
// that cannot be kept does not take the others with it.
func TestAllThatCanBeIsKept(t *testing.T) {
	form, bad := half(), half()
	bad.draft = &store.Draft{Values: []byte(`{}`)} // of no kind
	d := newDriver(t, bad)
	d.do(screen.Push(form))
	d.do(screen.Push(&lender{page{name: "text"}, form}))
	records := d.root.desk.Store
	d.root.vault.close = func() error { return nil }
	d.do(screen.Lock)
	drafts, err := records.Drafts()
	if err != nil || len(drafts) != 1 || string(drafts[0].Values) != `{"a":"handed over"}` {
		t.Errorf("%v, %v", drafts, err)
	}
}

// A clock set back does not keep the vault open for as long.
func TestClockSetBackStillLocks(t *testing.T) {
	d := newDriver(t, half())
	d.now = d.now.AddDate(-1, 0, 0)
	d.send(idleCheck{})
	d.now = d.now.Add(16 * time.Minute)
	d.send(idleCheck{})
	if d.root.desk.Store != nil {
		t.Error("still open")
	}
}

// blank is a page that cannot be drawn.
type blank struct{ page }

func (*blank) View(int, int) string { panic(exec.ErrDot) }

// What cannot be drawn ends in order at the next sign of life, instead of
// leaving an empty screen.
func TestAFaultOfDrawingEnds(t *testing.T) {
	d := newDriver(t, &blank{page{name: "blank"}})
	_ = d.root.View()
	d.send(idleCheck{})
	if !d.quit || !errors.Is(d.root.result(nil, t.TempDir()).Err, ErrFault) {
		t.Errorf("quit %v", d.quit)
	}
}
