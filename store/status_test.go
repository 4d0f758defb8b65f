package store

import "testing"

func statusOfPerson(t *testing.T, s *Store, id ID) (Status, StatusWhy) {
	t.Helper()
	p, err := s.Person(id)
	if err != nil {
		t.Fatal(err)
	}
	if p.Since == nil {
		return p.Status, ""
	}
	return p.Status, p.Since.Why
}

// A prospect who orders is a client, by one change with the order, and is what
// they were before when the order goes; no clock starts anew by it.
func TestAnOrderMakesAClient(t *testing.T) {
	for _, kind := range []DocumentKind{Quote, Order, Invoice, Contract} {
		s, _ := newStore(t)
		p := Person{Given: "Zoé", Status: Prospect, Source: "test"}
		if err := s.AddPerson(&p, AddOptions{}); err != nil {
			t.Fatal(err)
		}
		d := Document{Contact: p.ID, Kind: kind, Number: "1", Date: "2026-11-20"}
		if err := s.AddDocument(&d); err != nil {
			t.Fatal(err)
		}
		status, why := statusOfPerson(t, s, p.ID)
		if kind == Quote {
			if status != Prospect || why != "" {
				t.Errorf("a quote: %s, %s", status, why)
			}
			continue
		}
		if status != Client || why != ByDocument {
			t.Errorf("%s: %s, %s", kind, status, why)
		}
		if now, err := s.Person(p.ID); err != nil || !now.UpdatedAt.Equal(p.UpdatedAt) || !now.LastContact.Equal(p.LastContact) {
			t.Errorf("%s: a clock moved: %v", kind, err)
		}
		if _, err := s.Undo(); err != nil {
			t.Fatal(err)
		}
		if status, _ := statusOfPerson(t, s, p.ID); status != Prospect {
			t.Errorf("%s undone: %s", kind, status)
		}
		d.ID = ID{}
		if err := s.AddDocument(&d); err != nil {
			t.Fatal(err)
		}
		if err := s.DeleteDocument(d.ID); err != nil {
			t.Fatal(err)
		}
		if status, why := statusOfPerson(t, s, p.ID); status != Prospect || why != "" {
			t.Errorf("%s deleted: %s, %s", kind, status, why)
		}
	}
}

// What was set by hand stays until an order or invoice of that day or later.
func TestAStatusSetByHandStaysUntilSomethingNewer(t *testing.T) {
	s, _ := newStore(t)
	p := Person{Given: "Zoé", Status: Client, Source: "test"}
	if err := s.AddPerson(&p, AddOptions{}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.EditPerson(p.ID, func(p *Person) error { p.Status = Former; return nil }); err != nil {
		t.Fatal(err)
	}
	today := s.today()
	for _, c := range []struct {
		date Date
		want Status
		why  StatusWhy
	}{{today.AddDays(-1), Former, ByHand}, {today, Client, ByDocument}} {
		d := Document{Contact: p.ID, Kind: Invoice, Number: string(c.date), Date: c.date}
		if err := s.AddDocument(&d); err != nil {
			t.Fatal(err)
		}
		if status, why := statusOfPerson(t, s, p.ID); status != c.want || why != c.why {
			t.Errorf("%s: %s, %s", c.date, status, why)
		}
	}
}

// A relationship that ended starts again with an order from after its end.
func TestAFormerClientWhoOrdersIsAClientAgain(t *testing.T) {
	s, _ := newStore(t)
	p := Person{Given: "Zoé", Status: Client, Source: "test"}
	if err := s.AddPerson(&p, AddOptions{}); err != nil {
		t.Fatal(err)
	}
	if err := s.EndRelationships([]ID{p.ID}, "2026-01-10", 12); err != nil {
		t.Fatal(err)
	}
	if status, why := statusOfPerson(t, s, p.ID); status != Former || why != ByEnd {
		t.Fatalf("%s, %s", status, why)
	}
	for _, c := range []struct {
		date Date
		want Status
	}{{"2026-01-10", Former}, {"2026-02-01", Client}} {
		d := Document{Contact: p.ID, Kind: Order, Number: string(c.date), Date: c.date}
		if err := s.AddDocument(&d); err != nil {
			t.Fatal(err)
		}
		if status, _ := statusOfPerson(t, s, p.ID); status != c.want {
			t.Errorf("%s: %s", c.date, status)
		}
	}
}
