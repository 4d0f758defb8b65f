package privacy

import (
	"testing"
	"time"

	"calepin/store"
)

// TestArt51cUnusedFields: a field that nobody filled in for a year is told, be it
// empty or not; and one whose purpose has ended.
func TestArt51cUnusedFields(t *testing.T) {
	s, by := register(t)
	at := func(day string) {
		d, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		s.Clock = func() time.Time { return d }
	}
	add := func(name string) store.ID {
		f := store.Field{Name: name, Activity: by["clients"].ID, Months: 12}
		if err := s.AddField(&f); err != nil {
			t.Fatal(err)
		}
		return f.ID
	}
	fill := func(who string, field store.ID) {
		p := store.Person{Given: who, Source: "salon", Fields: []store.Value{{Field: field, Text: "42"}}}
		if err := s.AddPerson(&p, store.AddOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	at("2025-11-20")
	old, _, used := add("old"), add("never filled in"), add("used")
	fill("Ada", old)
	at("2026-06-01")
	fill("Bo", used)
	fill("Cy", used)
	at("2026-11-24")
	add("new")
	all, err := FieldsInUse(s)
	if err != nil || len(all) != 4 {
		t.Fatalf("%+v, %v", all, err)
	}
	for _, u := range all {
		want := map[string]struct {
			holders int
			last    store.Date
			unused  bool
		}{"old": {1, "2025-11-20", true}, "never filled in": {0, "", true}, "used": {2, "2026-06-01", false}, "new": {0, "", false}}[u.Name]
		if u.Holders != want.holders || u.Last != want.last || u.Unused(thisDay) != want.unused || u.Purposeless(thisDay) {
			t.Errorf("%s: %d %s %v", u.Name, u.Holders, u.Last, u.Unused(thisDay))
		}
	}
	if _, err := s.EditActivity(by["clients"].ID, func(a *store.Activity) error { a.Ended, a.Justification = "2026-11-23", "closed"; return nil }); err != nil {
		t.Fatal(err)
	}
	if all, _ = FieldsInUse(s); !all[0].Purposeless(thisDay) {
		t.Error("the purpose has ended and the field does not tell")
	}
}
