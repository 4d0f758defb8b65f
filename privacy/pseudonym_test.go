package privacy

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"calepin/store"
)

// TestArt45Pseudonyms: nothing of a person's own goes out; the same person has
// another pseudonym for another recipient or purpose, and the same one for the
// same, however it is written; restricted people and those who objected stay out.
func TestArt45Pseudonyms(t *testing.T) {
	s, _ := newVault(t)
	must(t, Prepare(s))
	people := make([]store.Person, 4)
	for i, given := range []string{"Ada", "Bo", "Cléo", "Dag"} {
		people[i] = store.Person{Given: given, Family: "Exemple", Source: "salon secret", Note: "note secrète", Tags: []string{"vip"}, Status: store.Client,
			Emails:    []store.Email{{Address: strings.ToLower(given[:2]) + "@fictif.example"}},
			Addresses: []store.Address{{Street: "7 quai Fictif", PostalCode: "20137", City: "Porto-Vecchio", Country: "FR"}}}
		must(t, s.AddPerson(&people[i], store.AddOptions{}))
	}
	must(t, s.Restrict(&store.Restriction{Contact: people[2].ID, Ground: store.Contested}))
	must(t, s.RecordConsent(&store.Consent{Contact: people[3].ID, Answer: store.Objected, At: time.Now()}))
	must(t, s.AddDocument(&store.Document{Contact: people[0].ID, Kind: store.Invoice, Number: "F-1", Date: "2026-03-05", Amount: 1_234_56, Currency: "EUR"}))
	order := func(recipient, purpose string) Pseudonyms {
		t.Helper()
		x, err := Pseudonymise(context.Background(), s, PseudonymOrder{Recipient: recipient, Purpose: purpose, K: 2}, nil)
		must(t, err)
		return x
	}
	x := order("Bureau Fictif", "statistiques")
	if len(x.People) != 2 || x.Apart != 1 || x.K != 2 || x.Small != 0 {
		t.Fatalf("%+v", x)
	}
	data, err := json.Marshal(x.People)
	must(t, err)
	for _, own := range []string{"Ada", "Exemple", "fictif", "secret", "vip", "quai", "20137", "Porto", "F-1", "1234", people[0].ID.String()} {
		if strings.Contains(string(data), own) {
			t.Errorf("%q is in %s", own, data)
		}
	}
	if l := x.People[0].Looks; l.Department != "2A" || l.Country != "FR" || len(l.Since) != len("2026-11") {
		t.Errorf("%+v", l)
	}
	seen := map[string]bool{}
	for _, other := range []Pseudonyms{x, order("Autre Bureau", "statistiques"), order("Bureau Fictif", "facturation")} {
		for _, p := range other.People {
			if seen[p.Pseudonym] {
				t.Errorf("two recipients or purposes share %s", p.Pseudonym)
			}
			seen[p.Pseudonym] = true
		}
	}
	if again := order(" bureau  FICTIF ", "Statistiques"); again.People[0].Pseudonym != x.People[0].Pseudonym {
		t.Error("the same recipient has other pseudonyms")
	}
	d := x.Disclosure()
	must(t, s.RecordDisclosure(&d))
	for i, want := range []int{1, 1, 0, 0} {
		if got, err := s.Disclosures(people[i].ID); err != nil || len(got) != want {
			t.Errorf("%s: %+v %v", people[i].Given, got, err)
		}
	}
}

// TestArt32SmallGroups: people who stand out are a risk: refused, left out, or
// kept for a reason that is noted.
func TestArt32SmallGroups(t *testing.T) {
	s, _ := newVault(t)
	for i := range 7 {
		p := store.Person{Given: "P", Family: string(rune('A' + i)), Source: "salon", Status: store.Client}
		if i == 6 {
			p.Status = store.Former
		}
		must(t, s.AddPerson(&p, store.AddOptions{}))
	}
	o := PseudonymOrder{Recipient: "Bureau", Purpose: "étude"}
	_, err := Pseudonymise(context.Background(), s, o, nil)
	var small *SmallGroupsError
	if !errors.As(err, &small) || small.Export.Small != 1 || small.Export.K != 1 || small.Export.Groups[0].Size != 1 || small.Export.Groups[0].Status != store.Former {
		t.Fatalf("%v", err)
	}
	o.LeaveSmall = true
	if x, err := Pseudonymise(context.Background(), s, o, nil); err != nil || len(x.People) != 6 || x.SmallLeft != 1 || x.K != 6 || len(x.Disclosure().Contacts) != 6 {
		t.Errorf("%+v %v", x, err)
	}
	o.LeaveSmall, o.Risk = false, "le destinataire est lié au secret"
	x, err := Pseudonymise(context.Background(), s, o, nil)
	if d := x.Disclosure(); err != nil || len(x.People) != 7 || d.Risk != "k = 1 < 5: le destinataire est lié au secret" || d.Contacts != nil {
		t.Errorf("%+v %v", x.Disclosure(), err)
	}
}

// TestDepartments: of postal codes.
func TestDepartments(t *testing.T) {
	for code, want := range map[string]string{"44000": "44", "01500": "01", "20090": "2A", "20200": "2B", "20620": "2B", "97410": "974", "98800": "988", "SW1A": "", "1000": "", "": ""} {
		if got := departmentOf(code); got != want {
			t.Errorf("%s: %s, want %s", code, got, want)
		}
	}
	for n, want := range map[int64]int64{0: 0, 99: 99, 1234: 1200, 1250: 1300, 99999: 100000} {
		if got := twoDigits(n); got != want {
			t.Errorf("%d: %d, want %d", n, got, want)
		}
	}
}
