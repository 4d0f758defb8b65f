package store

import (
	"errors"
	"testing"
	"time"

	"calepin/store/vault"
)

// staffed is a store with an owner at work and somebody of each other role.
func staffed(t *testing.T) (*Store, *testClock, map[OperatorRole]Operator) {
	s, clock := newStore(t)
	owner := Operator{ID: FirstOperator, Role: Owner}
	s.As(owner)
	staff := map[OperatorRole]Operator{Owner: owner}
	for _, role := range OperatorRoles[1:] {
		o := Operator{Name: "Une " + string(role), Role: role}
		must(t, s.AddOperator(&o))
		staff[role] = o
	}
	return s, clock, staff
}

// TestArt32RolesAtTheGate: what a role does not allow is refused, whichever way
// it is tried, and the refusal is in the trail; what it allows is done.
func TestArt32RolesAtTheGate(t *testing.T) {
	s, _, staff := staffed(t)
	p := add(t, s, Person{Given: "Ada", Family: "Exemple"})
	o := Organisation{Name: "Atelier"}
	acts := map[Act]func() error{
		Work:        func() error { q := Person{Given: "Bob"}; return s.AddPerson(&q, AddOptions{Source: "x"}) },
		Erase:       func() error { _, err := s.Erase(NewID(time.Now()), EraseOrder{}); return err },
		Export:      func() error { return s.RecordDisclosure(&Disclosure{Format: "json"}) },
		Govern:      func() error { return s.SetPolicy(&Policy{Code: LogPolicy, Months: 6, Justification: "x"}) },
		Administer:  func() error { return s.AddOperator(&Operator{Name: "Max " + string(s.Operator().Role), Role: Owner}) },
		ReadArchive: func() error { _, err := s.ArchivedDocuments(); return err },
		ReadTrail:   func() error { _, err := s.Trail(TrailFilter{}); return err },
	}
	may := map[OperatorRole][]Act{Owner: {Work, Export, Erase, ReadArchive, Govern, Administer, ReadTrail},
		Seller: {Work}, ReadOnly: nil, ArchiveReader: {ReadArchive}}
	for role, list := range may {
		s.As(staff[role])
		allowed := map[Act]bool{}
		for _, a := range list {
			allowed[a] = true
		}
		for act, try := range acts {
			var refused *RoleError
			if err := try(); errors.As(err, &refused) == allowed[act] {
				t.Errorf("%s, %s: %v", role, act, err)
			} else if refused != nil && (refused.Role != role || refused.Act != act) {
				t.Errorf("%s, %s: refused as %+v", role, act, refused)
			}
		}
	}
	s.As(staff[ReadOnly])
	for name, try := range map[string]func() error{
		"load":     func() error { return s.Load(Set{Batch: &Batch{}, Organisations: []Organisation{o}}) },
		"delete":   func() error { return s.DeletePerson(p.ID) },
		"settings": func() error { return s.SetSettings(s.Settings()) },
		"undo":     func() error { _, err := s.Undo(); return err },
	} {
		var refused *RoleError
		if err := try(); !errors.As(err, &refused) {
			t.Errorf("read-only, %s: %v", name, err)
		}
	}
	s.As(staff[Owner])
	refusals, err := s.Trail(TrailFilter{What: Refused, By: staff[Seller].ID})
	if must(t, err); len(refusals) != 6 {
		t.Errorf("%d refusals of the seller in the trail, 6 were made", len(refusals))
	}
}

// TestLastOwnerStays: neither the role nor the removal of the last owner whose
// key opens the vault goes through, and nobody removes themselves.
func TestLastOwnerStays(t *testing.T) {
	s, _, staff := staffed(t)
	demote := func(o *Operator) { o.Role = ReadOnly }
	var owners *OwnersError
	var self *SelfError
	if _, err := s.EditOperator(FirstOperator, demote); !errors.As(err, &owners) {
		t.Errorf("demoted: %v", err)
	}
	if _, err := s.RemoveOperator(FirstOperator); !errors.As(err, &self) {
		t.Errorf("removed themselves: %v", err)
	}
	// A second owner whose key opens nothing locks everybody out all the same.
	_, err := s.EditOperator(staff[Seller].ID, func(o *Operator) { o.Role = Owner })
	must(t, err)
	if _, err := s.EditOperator(FirstOperator, demote); !errors.As(err, &owners) {
		t.Errorf("demoted beside an owner without a key: %v", err)
	}
	s.As(staff[Owner])
	if err := s.AddOperator(&Operator{Name: "une  SELLER", Role: Seller}); err == nil {
		t.Error("a second operator of the same name")
	}
	if _, err := s.EditOperator(staff[ReadOnly].ID, func(o *Operator) { o.Role = "boss" }); err == nil {
		t.Error("a role that there is not")
	}
}

// TestWhoDidIt: every record tells who made it and who changed it last; alone,
// an owner's records bear nothing.
func TestWhoDidIt(t *testing.T) {
	s, _ := newStore(t)
	s.As(Operator{ID: FirstOperator, Role: Owner})
	before := add(t, s, Person{Given: "Ada"})
	if n := s.count(t, bucketBy); n != 0 {
		t.Errorf("%d records signed by who works alone", n)
	}
	claire := Operator{Name: "Claire", Role: Seller}
	must(t, s.AddOperator(&claire))
	s.As(claire)
	_, err := s.EditPerson(before.ID, func(p *Person) error { p.Note = "Gérante"; return nil })
	must(t, err)
	after := add(t, s, Person{Given: "Bob"})
	must(t, s.Load(Set{Batch: &Batch{Files: []string{"x"}}, Persons: []Person{{ID: NewID(time.Now()), Given: "Importée", Source: "x"}}}))
	imported := after
	must(t, s.v.View(func(tx *vault.Tx) error {
		for k, v := range tx.From(string(KindPerson), nil) {
			if p, err := decodeAs[Person](v); err == nil && p.Given == "Importée" {
				imported.ID = ID(k)
			}
		}
		return nil
	}))
	s.As(Operator{ID: FirstOperator, Role: Owner})
	_, err = s.EditPerson(after.ID, func(p *Person) error { p.Note = "Gérant"; return nil })
	must(t, err)
	for id, want := range map[ID]Authors{before.ID: {FirstOperator, claire.ID}, after.ID: {claire.ID, FirstOperator}, imported.ID: {claire.ID, claire.ID}} {
		if by, err := s.AuthorsOf(KindPerson, id); err != nil || by != want {
			t.Errorf("%v, %v, want %v", by, err, want)
		}
	}
	must(t, s.DeletePerson(after.ID))
	if by, err := s.AuthorsOf(KindPerson, after.ID); err != nil || by.Made != FirstOperator {
		t.Errorf("of a record that is gone: %v, %v", by, err)
	}
}

func (s *Store) count(t *testing.T, bucket string) (n int) {
	t.Helper()
	must(t, s.v.View(func(tx *vault.Tx) error { n = tx.Count(bucket); return nil }))
	return n
}
