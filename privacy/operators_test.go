package privacy

import (
	"testing"
	"time"

	"calepin/crypto"
	"calepin/store"
	"calepin/store/vault"
)

// TestArt32IdleOperators: whoever did not enter for 90 days is proposed for
// removal, counted from when they were let in where they never came; neither who
// is at work, nor who is gone, nor one whose vault is in memory alone.
func TestArt32IdleOperators(t *testing.T) {
	dir := t.TempDir()
	owner, claire := newKey(t), newKey(t)
	var s *store.Store
	v, err := vault.Create(dir, vault.CreateOptions{ID: vault.NewID(), Operator: owner,
		Init: func(v *vault.Vault) (err error) { s, err = store.Init(v, store.Settings{}); return err }})
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	s.As(store.Operator{ID: store.FirstOperator, Role: store.Owner})
	o := store.Operator{Name: "Claire", Role: store.Seller}
	if err := s.AddOperator(&o); err != nil {
		t.Fatal(err)
	}
	if err := v.Admit(vault.Recipient{Public: claire.Recipient(), Of: o.KeyOf()}, nil); err != nil {
		t.Fatal(err)
	}
	idle := func(days int) int {
		seats, err := IdleSeats(s, store.DateOf(time.Now()).AddDays(days))
		if err != nil {
			t.Fatal(err)
		}
		return len(seats)
	}
	if idle(89) != 0 || idle(91) != 1 {
		t.Errorf("let in and never came: %d idle after 89 days, %d after 91", idle(89), idle(91))
	}
	s.Clock = func() time.Time { return time.Now().AddDate(0, 0, 60) }
	s.As(o)
	s.Note(store.AuditEntry{What: store.Unlocked})
	if err := s.WriteTrail(); err != nil {
		t.Fatal(err)
	}
	s.As(store.Operator{ID: store.FirstOperator, Role: store.Owner})
	if idle(91) != 0 || idle(151) != 1 {
		t.Errorf("came on day 60: %d idle after 91 days, %d after 151", idle(91), idle(151))
	}
	if _, err := s.RemoveOperator(o.ID); err != nil {
		t.Fatal(err)
	}
	if idle(200) != 0 {
		t.Error("who is gone is proposed for removal")
	}
}

func newKey(t *testing.T) *crypto.Identity {
	t.Helper()
	id, err := crypto.Generate(true)
	if err != nil {
		t.Fatal(err)
	}
	return id
}
