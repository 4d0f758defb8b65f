package text

import (
	"testing"

	"calepin/store"
)

func TestReach(t *testing.T) {
	p := store.Person{
		Emails:    []store.Email{{Address: "ada@fictif.example"}},
		Phones:    []store.Phone{{Number: "+33261910001"}, {Number: "+33639981234"}},
		Addresses: []store.Address{{Street: "Hauptstrasse 1", PostalCode: "10115", City: "Berlin", Country: "DE"}},
	}
	for ch, want := range map[store.Channel]string{store.ByEmail: "ada@fictif.example", store.ByPhone: "02 61 91 00 01",
		store.BySMS: "06 39 98 12 34", store.ByPost: "Hauptstrasse 1, 10115 Berlin, Allemagne"} {
		if got := French.Reach(p, ch, "FR"); got != want {
			t.Errorf("%s: %q", ch, got)
		}
		if got := French.Reach(store.Person{}, ch, "FR"); got != "" {
			t.Errorf("%s of nobody: %q", ch, got)
		}
	}
	if got := English.Reach(p, store.ByPost, "FR"); got != "Hauptstrasse 1, 10115 Berlin, Germany" {
		t.Error(got)
	}
}
