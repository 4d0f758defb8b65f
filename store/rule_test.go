package store

import (
	"errors"
	"testing"
	"time"
)

// TestHours reads days and hours in both languages, and tells what is in them.
func TestHours(t *testing.T) {
	for typed, want := range map[string]string{
		"mon-fri 10:00-13:00 14:00-20:00": "mon-fri 10:00-13:00 14:00-20:00",
		"lun-ven 10h-13h, 14h-20h":        "mon-fri 10:00-13:00 14:00-20:00",
		"Lun mer ven-dim fér 9h30–12h":    "mon wed fri-sun hol 09:30-12:00",
		"sat 0-24":                        "sat 00:00-24:00",
		"mon":                             "",
		"10:00-12:00":                     "",
		"fri-mon 10-12":                   "",
		"mon 12-10":                       "",
		"mon 10-12 11-13":                 "",
		"mon 10-25":                       "",
		"someday 10-12":                   "",
		"mon 10:60-12":                    "",
		"-":                               "",
	} {
		h, ok := ParseHours(typed)
		if ok != (want != "") || ok && h.String() != want {
			t.Errorf("%q: %q, %v", typed, h, ok)
		}
	}
	h, _ := ParseHours("mon-fri 10:00-13:00 14:00-20:00")
	for at, want := range map[string]bool{
		"2026-11-24T10:00": true, "2026-11-24T09:59": false, "2026-11-24T12:59": true, "2026-11-24T13:00": false,
		"2026-11-24T19:59": true, "2026-11-24T20:00": false, "2026-11-28T11:00": false, "2026-11-29T11:00": false,
	} {
		day, err := time.Parse("2006-01-02T15:04", at)
		if err != nil || h.Holds(day, false) != want || h.Holds(day, true) {
			t.Errorf("%s: %v", at, !want)
		}
	}
}

// TestRules: a value that does not read, a rule that there is none of and a
// missing day are refused by field; the value of a day is replaced; each change
// can be undone.
func TestRules(t *testing.T) {
	s, _ := newStore(t)
	for field, r := range map[string]Rule{
		"code": {Code: "coffee", Value: "2", From: "2026-01-01"}, "value": {Code: CallLimit, Value: "many", From: "2026-01-01"},
		"from": {Code: CallLimit, Value: "2"},
	} {
		var wrong *FieldError
		if err := s.SetRule(&r); !errors.As(err, &wrong) || wrong.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	for _, value := range []string{"2", "3"} {
		if err := s.SetRule(&Rule{Code: CallLimit, Value: value, From: "2026-01-01"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.SetRule(&Rule{Code: CallEnergy, Value: "Oui", From: "2026-01-01"}); err != nil {
		t.Fatal(err)
	}
	all, err := s.Rules()
	if err != nil || len(all) != 2 || all[0].Value != "yes" || all[1].Value != "3" {
		t.Fatalf("%+v, %v", all, err)
	}
	if n, err := s.DeleteRules(CallLimit, "2026-01-02"); n != 0 || err == nil {
		t.Errorf("%d went, %v", n, err)
	}
	if n, err := s.DeleteRules(CallLimit, ""); n != 1 || err != nil {
		t.Errorf("%d went, %v", n, err)
	}
	for range 3 { // the deletion, the second rule, the change of the first
		if _, err := s.Undo(); err != nil {
			t.Fatal(err)
		}
	}
	if all, err = s.Rules(); err != nil || len(all) != 1 || all[0].Value != "2" {
		t.Errorf("%+v, %v", all, err)
	}
}
