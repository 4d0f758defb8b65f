package unlock

import (
	"testing"

	"calepin/store"
	"calepin/ui/session"
	"calepin/ui/text"
)

// letIn makes a vault of its maker and lets others in, on this computer.
func letIn(t *testing.T, guests ...session.Guest) session.At {
	t.Helper()
	at, _, _ := vaultAt(t, session.Plan{Key: session.Keyring})
	at.Ask = true
	b := start(t, at)
	for _, g := range guests {
		if _, err := b.opened.Session.Admit(t.Context(), g, b.p.d.W); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.opened.Close(); err != nil {
		t.Fatal(err)
	}
	return at
}

func (b *bench) openedBy(name string) {
	b.t.Helper()
	if b.opened == nil {
		b.t.Fatalf("not opened by %q", name)
	}
	if got := b.opened.Session.Operator.Name; got != name {
		b.t.Errorf("opened by %q, want %q", got, name)
	}
	if err := b.opened.Close(); err != nil {
		b.t.Error(err)
	}
	b.opened = nil
}

var (
	claire = session.Guest{Name: "Claire Exemple", Login: "claire", Role: store.Seller, Key: session.Keyring}
	marc   = session.Guest{Name: "Marc Exemple", Login: "marc", Role: store.Owner, Key: session.TwoFactors, Passphrase: "correct horse"}
)

// Two whose keys are both in the keyring: who opens is asked, the last one first;
// nobody is opened for by mistake.
func TestWhoOpens(t *testing.T) {
	at := letIn(t, claire, marc)
	b := start(t, at)
	b.shows("Who opens the vault?")
	b.shows("› ● Who made the vault")
	if b.opened != nil {
		t.Fatal("opened without asking")
	}
	b.press("down")
	b.shows("› ● Claire Exemple")
	b.press("enter")
	b.openedBy("Claire Exemple")

	b = start(t, at)
	b.shows("› ● Claire Exemple") // she was the last
	b.press("down")
	b.press("enter")
	b.openedBy("") // who made it gave no name

	b = start(t, at)
	b.press("up") // past the first is the last: somebody else
	b.press("enter")
	b.shows("Login")
	b.paste("MARC")
	b.press("enter")
	b.shows("Your passphrase opens the vault")
	b.press("ctrl+o")
	b.shows("Who opens the vault?")
	b.press("down")
	b.press("down")
	b.press("enter")
	b.shows("Marc Exemple")
	b.paste("correct horse")
	b.press("enter")
	b.openedBy("Marc Exemple")
}

// After a lock another may open.
func TestAnotherAfterALock(t *testing.T) {
	at := letIn(t, claire)
	at.Operator = "claire" // as by --as: it is for the first time
	b := &bench{t: t, p: Locked(desk(t, text.English), at, "Locked after 15 minutes.", false)}
	b.do(b.p.Init())
	b.shows("Locked after 15 minutes.")
	b.shows("Who opens the vault?")
	b.shows("› ● Who made the vault")
	b.press("enter")
	if b.opened == nil || b.opened.Session.Operator.ID != store.FirstOperator {
		t.Fatalf("%+v", b.opened)
	}
}

// Where there is one key, nothing is asked; another may still come.
func TestOneKeyIsNotAsked(t *testing.T) {
	at := letIn(t)
	b := start(t, at)
	b.openedBy("")
	b = &bench{t: t, p: Locked(desk(t, text.English), at, "", false)}
	b.do(b.p.Init())
	b.shows("The vault is locked.")
	b.press("ctrl+o")
	b.shows("Who opens the vault?")
	b.press("down")
	b.press("enter")
	b.paste("nobody")
	b.press("enter")
	b.shows("The recovery key") // nobody of that login has a key here
}
