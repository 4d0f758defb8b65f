package privacy

import (
	"slices"
	"testing"

	"calepin/store"
)

func TestDepartureFromTheShippedRegister(t *testing.T) {
	all := DefaultActivities()
	a := all[0]
	a.Default = a.Code
	if Departs(a) {
		t.Error("the shipped activity departs from itself")
	}
	a.Basis = all[3].Basis
	if !Departs(a) {
		t.Error("another basis is a departure")
	}
	b := DefaultActivities()[0]
	b.Default = b.Code
	text := b.Texts["fr"]
	text.Name = "Autre nom"
	b.Texts["fr"] = text
	if Departs(b) {
		t.Error("another name is none")
	}
	text.Retention = "Dix ans"
	b.Texts["fr"] = text
	if !Departs(b) {
		t.Error("another time limit is a departure")
	}
}

func TestPapersTellOfTheShippedActivitiesFirst(t *testing.T) {
	all := DefaultActivities()
	for i := range all {
		all[i].Default = all[i].Code
	}
	ended := all[0]
	ended.Code, ended.Ended = "gone", "2026-01-01"
	own := store.Activity{Code: "own"}
	mixed := append([]store.Activity{ended, own}, all[4], all[1])
	var got []string
	for _, a := range InOrder(mixed) {
		got = append(got, a.Code)
	}
	if want := []string{"invoicing", "prospecting-professionals", "own", "gone"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
