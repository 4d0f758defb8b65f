package store

import (
	"slices"
	"testing"
)

// TestOwnNameFirst: whom a search fits by their own name comes before whom it
// fits by their organisation, in a page as in a roll.
func TestOwnNameFirst(t *testing.T) {
	s, _ := newStore(t)
	for _, p := range []Person{
		{Given: "Alice", Family: "Abry", Organisations: []Affiliation{{Name: "Garage Martin"}}},
		{Given: "Zoé", Family: "Martineau"},
		{Given: "Paul", Family: "Saint-Martin"},
		{Given: "Yves", Family: "Démartin"},
		{Given: "Bo", Family: "Cy", Emails: []Email{{Address: "martin@bo.example"}}},
		{Organisations: []Affiliation{{Name: "Martin & fils"}}},
		{Given: "Léa", Family: "Durand"},
	} {
		p.Source = "test"
		must(t, s.AddPerson(&p, AddOptions{}))
	}
	want := []string{"Martin & fils", "Zoé Martineau", "Paul Saint-Martin", "Yves Démartin", "Alice Abry", "Bo Cy"}
	q := Query{Search: "MARTIN", Sort: SortMatch}
	page, err := s.Persons(q)
	must(t, err)
	r, err := s.Roll(t.Context(), q)
	must(t, err)
	rolled, err := r.Rows(0, r.Len())
	must(t, err)
	for what, rows := range map[string][]Row{"page": page.Rows, "roll": rolled} {
		var names []string
		for _, r := range rows {
			names = append(names, r.Name)
		}
		if !slices.Equal(names, want) {
			t.Errorf("%s: %q", what, names)
		}
	}
	if page, err = s.Persons(Query{Sort: SortMatch, Limit: 1}); err != nil || page.Rows[0].Name != "Alice Abry" {
		t.Errorf("without a search: %+v, %v", page.Rows, err)
	}
}
