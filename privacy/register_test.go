package privacy

import "testing"

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
