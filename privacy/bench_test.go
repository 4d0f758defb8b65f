package privacy

import (
	"context"
	"os"
	"strconv"
	"testing"
	"time"

	"calepin/store"
	"calepin/store/demo"
	"calepin/store/vault"
)

// demoVault is the demonstration at the size of CALEPIN_BENCH_CONTACTS (10,000
// where it is not set), with ten exchanges a contact.
func demoVault(b *testing.B) (*store.Store, *vault.Vault, time.Time) {
	b.Helper()
	n := benchContacts()
	s, v := newVault(b)
	now := time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)
	must(b, demo.Generate(context.Background(), s, demo.Options{Contacts: n, Interactions: 10 * n, Seed: 1, Now: now}))
	must(b, v.Seal())
	return s, v, time.Now().AddDate(4, 0, 0) // by when many are due
}

func benchContacts() int {
	n, err := strconv.Atoi(os.Getenv("CALEPIN_BENCH_CONTACTS"))
	if err != nil {
		return 10_000
	}
	return n
}

// BenchmarkDue times what the screen shows first: how much is due when.
func BenchmarkDue(b *testing.B) {
	s, _, now := demoVault(b)
	b.Run("forecast", func(b *testing.B) {
		for b.Loop() {
			l, err := NewLookout(s)
			must(b, err)
			f, err := l.Forecast(store.DateOf(now))
			must(b, err)
			b.ReportMetric(float64(f.Now), "due")
		}
	})
	b.Run("list", func(b *testing.B) {
		for b.Loop() {
			l, err := NewLookout(s)
			must(b, err)
			_, err = l.Due(store.DateOf(time.Date(2027, 6, 1, 0, 0, 0, 0, time.UTC)))
			must(b, err)
		}
	})
}

// BenchmarkUnfounded times the list of who is on file without a purpose that
// stands, and that of whom an activity may address.
func BenchmarkUnfounded(b *testing.B) {
	s, _ := newVault(b)
	must(b, Prepare(s)) // the demonstration has answers to what the register asks
	n := benchContacts()
	today := store.Date("2026-11-30")
	must(b, demo.Generate(context.Background(), s, demo.Options{Contacts: n, Interactions: 10 * n, Seed: 1, Now: today.Time()}))
	b.Run("mend", func(b *testing.B) {
		for b.Loop() {
			all, err := AllUnfounded(s, today)
			must(b, err)
			b.ReportMetric(float64(len(all)), "people")
		}
	})
	b.Run("audience", func(b *testing.B) {
		a, err := s.FindActivity("analogous-offers")
		must(b, err)
		for b.Loop() {
			all, err := Audience(s, a, store.ByEmail, today)
			must(b, err)
			b.ReportMetric(float64(len(all)), "people")
		}
	})
}

// BenchmarkPurge times the purge of 10,000 people in the vault, sealed and
// searched for what is left.
func BenchmarkPurge(b *testing.B) {
	for range b.N {
		b.StopTimer()
		s, v, now := demoVault(b)
		s.Clock = func() time.Time { return now }
		l, err := NewLookout(s)
		must(b, err)
		all, err := l.Due(store.DateOf(now))
		must(b, err)
		var due []Due
		for _, d := range all {
			if d.Kind == store.KindPerson && len(due) < 10_000 {
				due = append(due, d)
			}
		}
		b.StartTimer()
		plan, err := PlanPurge(s, v, due, now)
		must(b, err)
		done, err := Purge(s, v, plan, now, PurgeOptions{})
		must(b, err)
		b.ReportMetric(float64(done.People), "people")
		b.ReportMetric(float64(len(done.Residue)), "left")
	}
}
