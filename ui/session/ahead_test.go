package session

import (
	"context"
	"errors"
	"io/fs"
	"testing"
	"time"
)

func TestAheadOpens(t *testing.T) {
	at, _ := place(t)
	made(t, at, Plan{Key: Keyring})
	a := at.Ahead(t.Context())
	defer a.Drop()
	_, step, err := a.Find()
	if err != nil || step.Need != Nothing {
		t.Fatalf("%v, %v", step.Need, err)
	}
	s, err := a.Open()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// What needs a person is left to the page: nothing is opened, and nothing holds
// the vault.
func TestAheadAsksNothing(t *testing.T) {
	at, _ := place(t)
	made(t, at, Plan{Key: Sealed, Passphrase: "correct horse"})
	a := at.Ahead(t.Context())
	_, step, err := a.Find()
	if err != nil || step.Need != Passphrase {
		t.Fatalf("%v, %v", step.Need, err)
	}
	a.Drop()
	k, err := step.Unseal("correct horse")
	if err != nil {
		t.Fatal(err)
	}
	opens(t, at, k)

	at.Identity = at.Dir + ".absent"
	a = at.Ahead(t.Context())
	if _, _, err := a.Find(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("absent: %v", err)
	}
	a.Drop()
}

// A program left while the keyring keeps silent does not wait for it, and one
// left while the vault opens lets it go.
func TestAheadIsLeft(t *testing.T) {
	at, r := place(t)
	made(t, at, Plan{Key: Keyring})
	r.answers = make(chan struct{})
	a := at.Ahead(t.Context())
	left := make(chan struct{})
	go func() { a.Drop(); close(left) }()
	select {
	case <-left:
	case <-time.After(10 * time.Second):
		t.Fatal("waits for the keyring")
	}
	close(r.answers)

	var kept []*Session
	at.Keep = func(s *Session) func() { kept = append(kept, s); return s.Shut }
	a = at.Ahead(context.Background())
	if _, _, err := a.Find(); err != nil {
		t.Fatal(err)
	}
	a.Drop()
	for _, s := range kept { // as the end of the program does
		s.Shut()
	}
	at.Keep = nil
	opens(t, at, found(t, at, Nothing).Key)
}
