package sample_test

import (
	"encoding/json"
	"testing"
	"time"

	"calepin/privacy"
	"calepin/store"
)

// TestDemonstrationRegisters: processors of every sort, a breach that is over and a
// review; nothing of them is due, whenever it is shown, and they are the same
// another time.
func TestDemonstrationRegisters(t *testing.T) {
	for _, now := range []time.Time{time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), time.Date(2027, 2, 28, 23, 30, 0, 0, time.UTC)} {
		first, second := registers(t, now), registers(t, now)
		if first != second {
			t.Errorf("%s: another time they are others:\n%s\n%s", now, first, second)
		}
	}
}

func registers(t *testing.T, now time.Time) string {
	t.Helper()
	s, today := demonstration(t, 20, now), store.DateOf(now)
	processors, err := s.Processors()
	if err != nil {
		t.Fatal(err)
	}
	whole, lacking, outside := 0, 0, 0
	for _, p := range processors {
		if len(p.Activities) == 0 || p.Review <= today {
			t.Errorf("%s serves %v, to be looked at on %s", p.Name, p.Activities, p.Review)
		}
		if p.Outside {
			outside++
		}
		if len(p.Lacks()) > 0 {
			lacking++
		} else {
			whole++
		}
	}
	if whole == 0 || lacking == 0 || outside == 0 {
		t.Errorf("%d whole, %d lacking, %d outside", whole, lacking, outside)
	}
	breaches, err := s.Breaches()
	if err != nil || len(breaches) != 1 || privacy.StateOfBreach(&breaches[0]) != privacy.BreachOver || privacy.BreachClockOf(&breaches[0], now).Late {
		t.Errorf("breaches %+v, %v", breaches, err)
	}
	reviews, err := s.Reviews()
	due, err2 := privacy.ReviewDue(s)
	if err != nil || err2 != nil || len(reviews) != 1 || len(reviews[0].Open()) != 0 || due <= today {
		t.Errorf("reviews %+v, due on %s, %v, %v", reviews, due, err, err2)
	}
	text, err := json.Marshal([]any{processors, breaches, reviews})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
