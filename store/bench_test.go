package store

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

// crowd is n invented people, one in three with a firm, and an interaction each.
func crowd(n int) Set {
	r := rand.New(rand.NewPCG(7, 7))
	var set Set
	for i := range n {
		p := Person{Given: pick(r, givens) + pick(r, []string{"", "-Marie", "-Lou"}), Family: fmt.Sprintf("%s%c%c", pick(r, families), 'a'+rune(r.IntN(26)), 'a'+rune(r.IntN(26))),
			Status: Client, Source: "annuaire", Tags: []string{pick(r, labels)},
			Emails: []Email{{Label: "work", Address: fmt.Sprintf("contact%d@exemple.test", i)}},
			Phones: []Phone{{Label: "cell", Number: fmt.Sprintf("06 %02d %02d %02d %02d", r.IntN(100), r.IntN(100), r.IntN(100), r.IntN(100))}}}
		if i%3 == 0 {
			p.Organisations = []Affiliation{{Name: fmt.Sprintf("%s %d", pick(r, firms), r.IntN(2000)), Title: "Gérante"}}
		}
		p.ID = NewID(time.Date(2026, 1, 1, 0, 0, 0, i*1000, time.UTC))
		set.Persons = append(set.Persons, p)
		set.Interactions = append(set.Interactions, Interaction{Contact: p.ID, Kind: Call, Direction: In, Subject: "Appel",
			At: time.Date(2026, 1, 1, 0, 0, i, 0, time.UTC)})
	}
	return set
}

func crowded(b *testing.B, n int) *Store {
	s, _ := newStore(b)
	must(b, s.Load(crowd(n)))
	return s
}

func BenchmarkLoad100k(b *testing.B) {
	for range b.N {
		b.StopTimer()
		set := crowd(100_000)
		set.Interactions = nil
		set.Batch = &Batch{Format: "csv"}
		s, _ := newStore(b)
		b.StartTimer()
		must(b, s.Load(set))
	}
}

// BenchmarkSearch100k times one letter of a search typed, at its worst: a page
// of what little or nothing matches, so that the whole index is read.
func BenchmarkSearch100k(b *testing.B) {
	s := crowded(b, 100_000)
	for _, q := range []string{"e", "quatre", "zoe quatremaireqx", "0639987", "introuvable", "contact99999@"} {
		b.Run(q, func(b *testing.B) {
			for b.Loop() {
				_, err := s.Persons(Query{Search: q, Limit: 50})
				must(b, err)
			}
		})
	}
	b.Run("counted", func(b *testing.B) {
		for b.Loop() {
			_, err := s.Persons(Query{Search: "quatre", Limit: 50, Count: true})
			must(b, err)
		}
	})
	b.Run("by last contact", func(b *testing.B) {
		for b.Loop() {
			_, err := s.Persons(Query{Search: "quatre", Limit: 50, Sort: SortLastContact, Descending: true})
			must(b, err)
		}
	})
}

func BenchmarkListPage(b *testing.B) {
	s := crowded(b, 100_000)
	for _, sort := range []SortKey{SortName, SortOrganisation, SortLastContact, SortFollowUp, SortCreated} {
		b.Run(string(sort), func(b *testing.B) {
			for b.Loop() {
				_, err := s.Persons(Query{Limit: 50, Sort: sort})
				must(b, err)
			}
		})
	}
}

func BenchmarkAdd(b *testing.B) {
	s := crowded(b, 10_000)
	r := rand.New(rand.NewPCG(1, 1))
	for b.Loop() {
		p := somebody(r)
		must(b, s.AddPerson(&p, AddOptions{}))
	}
}

func BenchmarkDuplicates(b *testing.B) {
	s := crowded(b, 100_000)
	r := rand.New(rand.NewPCG(1, 1))
	must(b, s.WithDuplicates(func(find func(Person) ([]Match, error)) error {
		for b.Loop() {
			_, err := find(somebody(r))
			must(b, err)
		}
		return nil
	}))
}

// BenchmarkTyping times what a form asks at each key.
func BenchmarkTyping(b *testing.B) {
	s := crowded(b, 100_000)
	p, err := s.Person(ids(b, s)[50_000])
	must(b, err)
	b.Run("likely duplicates", func(b *testing.B) {
		for b.Loop() {
			_, err := s.LikelyDuplicates(p)
			must(b, err)
		}
	})
	b.Run("common name", func(b *testing.B) { // 2,000 namesakes
		var set Set
		for i := range 2000 {
			set.Persons = append(set.Persons, Person{ID: NewID(time.UnixMilli(int64(i))), Given: "Jeanne", Family: "Martin", Source: "annuaire"})
		}
		must(b, s.Load(set))
		for b.Loop() {
			_, err := s.LikelyDuplicates(Person{Given: "Jeanne", Family: "Martin"})
			must(b, err)
		}
	})
	b.Run("similar", func(b *testing.B) {
		for b.Loop() {
			_, err := s.Similar(b.Context(), p.Given+" "+p.Family, 10)
			must(b, err)
		}
	})
	b.Run("card", func(b *testing.B) {
		for b.Loop() {
			_, err := s.Card(p.ID)
			must(b, err)
		}
	})
}

func BenchmarkNormalizePhone(b *testing.B) {
	for _, n := range []string{"06 39 98 12 34", "+33639981234", "+44 20 7946 0123", "01 23 45 67 89 poste 12", "pas de numéro"} {
		b.Run(n, func(b *testing.B) {
			for b.Loop() {
				NormalizePhone(n, "FR")
			}
		})
	}
}

func BenchmarkUndoBatch10k(b *testing.B) {
	for range b.N {
		b.StopTimer()
		s, _ := newStore(b)
		set := crowd(10_000)
		set.Batch = &Batch{Format: "csv"}
		must(b, s.Load(set))
		b.StartTimer()
		r, err := s.Undo()
		must(b, err)
		if len(r.Kept) > 0 {
			b.Fatal(len(r.Kept))
		}
	}
}

func BenchmarkErase(b *testing.B) {
	s := crowded(b, 20_000)
	people := ids(b, s)
	for i := range b.N {
		_, err := s.Erase(people[i], EraseOrder{LeaveAmbiguous: true})
		must(b, err)
	}
}

// BenchmarkCheckIndexes110k compares the indexes of 10,000 people and 100,000
// interactions.
func BenchmarkCheckIndexes110k(b *testing.B) {
	s, _ := newStore(b)
	set := crowd(10_000)
	for range 9 {
		set.Interactions = append(set.Interactions, set.Interactions[:10_000]...)
	}
	must(b, s.Load(set))
	for b.Loop() {
		wrong, err := s.CheckIndexes()
		must(b, err)
		if wrong > 0 {
			b.Fatal(wrong)
		}
	}
}
