package store

import (
	"encoding/json"
	"testing"
	"time"
)

// TestEncoder holds that a load writes people as every other change does.
func TestEncoder(t *testing.T) {
	at := time.Date(2026, 11, 23, 9, 8, 7, 0, time.UTC)
	enc := newEncoder()
	for i, p := range []Person{
		{},
		{ID: newID(at), Given: "Zoé", Family: "<Roy & Fils>", Source: "salon", CreatedAt: at, UpdatedAt: at},
		{ID: newID(at), Given: "Luc", CreatedAt: at, UpdatedAt: at.Add(time.Hour), Batch: newID(at), FollowUp: "2026-12-01"},
		{ID: newID(at), Given: "Inès", CreatedAt: at.AddDate(-3, 0, 0), UpdatedAt: at, LastContact: at, Tags: []string{"a"}},
		{CreatedAt: at, UpdatedAt: at, Emails: []Email{{Address: "a@exemple.test"}}, Status: Client},
	} {
		want, err := json.Marshal(&p)
		must(t, err)
		if got, err := enc.encode(&p); err != nil || string(got) != string(want) {
			t.Errorf("%d: %s, not %s (%v)", i, got, want, err)
		}
	}
	if _, err := enc.encode(&Person{CreatedAt: at.AddDate(9000, 0, 0)}); err == nil {
		t.Error("a year that JSON has no room for is written")
	}
}
