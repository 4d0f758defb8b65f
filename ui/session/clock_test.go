package session

import (
	"slices"
	"testing"
	"time"

	"calepin/store"
)

// FAULTS 17: a clock earlier than the last commit is reported, once, whether
// that commit was sealed or lies in the journal still; one that is put right by
// seconds is not, and nor is one that jumps ahead.
func TestClockBehindTheLastChange(t *testing.T) {
	at, _ := place(t)
	made(t, at, Plan{Key: Keyring})
	w := english(t)
	told := w.Doctor.Clock + " " + w.Doctor.ClockAdvice
	day := time.Date(2040, 3, 1, 12, 0, 0, 0, time.UTC)
	said := func(now time.Time, change bool) (n int) {
		t.Helper()
		s, err := at.Open(t.Context(), found(t, at, Nothing).Key, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		notes := s.Notes(w, now)
		records, more, err := s.Records(w, func() time.Time { return now })
		if err == nil && change {
			p := store.Person{Given: "Ada", Family: "Exemple", Source: "essai"}
			err = records.AddPerson(&p, store.AddOptions{})
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, note := range slices.Concat(notes, more) {
			if note == told {
				n++
			}
		}
		if (n > 0) != s.Behind(now) {
			t.Error("doctor would say otherwise")
		}
		return n
	}
	for _, c := range []struct {
		now    time.Time
		change bool
		want   int
	}{
		{day, true, 0}, // years ahead
		{day.Add(-time.Second), false, 0},
		{day.Add(-time.Hour), false, 1},
		{day.AddDate(-30, 0, 0), false, 1}, // before the sealing, too
		{day.Add(time.Hour), false, 0},
	} {
		if n := said(c.now, c.change); n != c.want {
			t.Errorf("%v: said %d times, want %d", c.now, n, c.want)
		}
	}
}
