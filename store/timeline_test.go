package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestTimeline(t *testing.T) {
	s, clock := newStore(t)
	zoe, marc := add(t, s, Person{Given: "Zoé"}), add(t, s, Person{Given: "Marc"})
	day := clock.t.AddDate(0, 0, -10)
	call := Interaction{Contact: zoe.ID, Kind: Call, Direction: In, At: day, Subject: "Devis", Body: "d'été \"urgent\""}
	must(t, s.AddInteraction(&call))
	mail := Interaction{Contact: zoe.ID, Kind: Mail, Direction: Out, At: day.Add(time.Hour), Subject: "Réponse", Support: Opened}
	must(t, s.AddInteraction(&mail))
	must(t, s.AddInteraction(&Interaction{Contact: marc.ID, Kind: Call, Direction: In}))
	must(t, s.AddDocument(&Document{Contact: zoe.ID, Kind: Quote, Number: "D-12", Date: DateOf(day.AddDate(0, 0, 1)), Note: "Devis d’été"}))
	must(t, s.AddAttachment(&Attachment{Contact: zoe.ID, Name: "plan-ete.txt"}, strings.NewReader("x")))
	must(t, s.AddTask(&Task{Contact: zoe.ID, Title: "Relancer", Due: DateOf(clock.t.AddDate(0, 0, 5))}))
	must(t, s.AddTask(&Task{Contact: marc.ID, Title: "Relancer"}))
	for _, c := range []struct {
		q    TimelineQuery
		want string
	}{
		{TimelineQuery{}, "task attachment document interaction interaction"},
		{TimelineQuery{Records: []RecordKind{KindDocument, KindTask}}, "task document"},
		{TimelineQuery{Kinds: []Kind{Call, Meeting}}, "interaction"},
		{TimelineQuery{Direction: Out}, "interaction"},
		{TimelineQuery{Support: []SupportState{Solved}}, ""},
		{TimelineQuery{Text: "ÉTÉ"}, "attachment document interaction"},
		{TimelineQuery{Text: "devis d'ete"}, "document interaction"},
		{TimelineQuery{Text: `"urgent"`}, "interaction"},
		{TimelineQuery{Text: "subject"}, ""},
	} {
		tl, err := s.Timeline(zoe.ID, c.q)
		must(t, err)
		events, err := tl.Rows(0, 100)
		must(t, err)
		var kinds []string
		for i, e := range events {
			kinds = append(kinds, string(e.Kind))
			if at, found := tl.Index(e.ID); !found || at != i {
				t.Errorf("%+v: %d is at %d", c.q, i, at)
			}
		}
		if got := strings.Join(kinds, " "); got != c.want || tl.Len() != len(kinds) {
			t.Errorf("%+v: %q, %q wanted", c.q, got, c.want)
		}
	}
	tl, err := s.Timeline(zoe.ID, TimelineQuery{})
	must(t, err)
	must(t, s.DeleteInteraction(call.ID))
	events, err := tl.Rows(3, 5)
	must(t, err)
	if len(events) != 1 || events[0].ID != mail.ID || !tl.Changed() {
		t.Fatalf("%+v", events)
	}
}

// talk is a set of people with n interactions, some of them support requests.
func talk(people, n int) Set {
	set := crowd(people)
	r := rand.New(rand.NewPCG(9, 9))
	set.Interactions = nil
	start := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range n {
		x := Interaction{Contact: set.Persons[r.IntN(people)].ID, Kind: pick(r, []Kind{Call, Mail, Note, Meeting}), Direction: pick(r, []Direction{In, Out}),
			At: start.Add(time.Duration(r.IntN(3_000_000)) * time.Minute), Subject: "Échange " + fmt.Sprint(i), Body: strings.Repeat("On en reparle bientôt. ", r.IntN(6))}
		if i%200 == 0 {
			x.Support = pick(r, []SupportState{Opened, Waiting, Solved})
		}
		x.ID = NewID(x.At)
		set.Interactions = append(set.Interactions, x)
	}
	return set
}

// TestExchanges compares the list of all with a plain sort of all.
func TestExchanges(t *testing.T) {
	s, _ := newStore(t)
	set := talk(50, 5000)
	must(t, s.Load(set))
	for n, q := range []ExchangeQuery{{}, {}, {Kinds: []Kind{Note, Call}}, {Direction: In, Kinds: []Kind{Mail}}, {Support: []SupportState{Opened, Waiting}}, {Text: "echange 12"}} {
		var want []Interaction
		for _, i := range set.Interactions {
			if (len(q.Kinds) == 0 || slices.Contains(q.Kinds, i.Kind)) && (q.Direction == "" || i.Direction == q.Direction) &&
				(len(q.Support) == 0 || slices.Contains(q.Support, i.Support)) && (q.Text == "" || strings.Contains(Fold(i.Subject), "12")) {
				want = append(want, i)
			}
		}
		slices.SortStableFunc(want, func(a, b Interaction) int { return b.At.Compare(a.At) })
		e, err := s.Exchanges(t.Context(), q)
		must(t, err)
		if e.Len() != len(want) {
			t.Fatalf("%d: %d interactions, %d wanted", n, e.Len(), len(want))
		}
		for from := 0; from < len(want); from += 1 + len(want)/7 {
			rows, err := e.Rows(from, 30)
			must(t, err)
			for i, r := range rows {
				if !r.At.Equal(want[from+i].At) || r.Person.ID != r.Contact || r.Person.Name == "" {
					t.Fatalf("%d: row %d is %+v", n, from+i, r)
				}
				if at, found := e.Index(r.Contact, r.ID); !found || at != from+i {
					t.Fatalf("%d: row %d is at %d", n, from+i, at)
				}
			}
		}
		if n < 2 {
			recent, err := s.Recent(t.Context(), 25)
			must(t, err)
			for i, r := range recent {
				if !r.At.Equal(want[i].At) {
					t.Fatalf("recent %d at %v, not %v", i, r.At, want[i].At)
				}
			}
		}
	}
	rows, err := s.Recent(t.Context(), 0)
	if len(rows) > 0 || err != nil {
		t.Fatal(rows, err)
	}
}

func TestToday(t *testing.T) {
	s, clock := newStore(t)
	old, older, fresh := add(t, s, Person{Given: "A", Status: Client}), add(t, s, Person{Given: "B"}), add(t, s, Person{Given: "C"})
	former := add(t, s, Person{Given: "D", Status: Former})
	add(t, s, Person{Given: "E"})
	for p, days := range map[ID]int{old.ID: 100, older.ID: 200, fresh.ID: 3, former.ID: 300} {
		must(t, s.AddInteraction(&Interaction{Contact: p, Kind: Call, Direction: In, At: clock.t.AddDate(0, 0, -days), FollowUp: DateOf(clock.t.AddDate(0, 0, 30-days))}))
	}
	rows, err := s.Quiet(QuietQuery{Since: clock.t.AddDate(0, 0, -90)})
	must(t, err)
	if len(rows) != 2 || rows[0].ID != old.ID || rows[1].ID != older.ID {
		t.Fatalf("%+v", rows)
	}
	if rows, err = s.Quiet(QuietQuery{Since: clock.t, Statuses: []Status{Former}, Limit: 1}); err != nil || len(rows) != 1 || rows[0].ID != former.ID {
		t.Fatalf("%+v %v", rows, err)
	}
	due, total, err := s.DueUntil(DateOf(clock.t), 2)
	must(t, err)
	if total != 3 || len(due) != 2 || due[0].Contact.ID != former.ID || due[1].Contact.ID != older.ID {
		t.Fatalf("%d %+v", total, due)
	}
}

// BenchmarkTimelines is over 100,000 people and 1,000,000 interactions.
func BenchmarkTimelines(b *testing.B) {
	s, _ := newStore(b)
	set := talk(100_000, 1_000_000)
	must(b, s.Load(set))
	_, err := s.Recent(b.Context(), 1)
	must(b, err)
	b.Run("recent", func(b *testing.B) {
		for b.Loop() {
			_, err := s.Recent(b.Context(), 20)
			must(b, err)
		}
	})
	for name, q := range map[string]ExchangeQuery{"all": {}, "calls in": {Kinds: []Kind{Call}, Direction: In}, "open": {Support: []SupportState{Opened}}, "text": {Text: "bientôt 7777"}} {
		b.Run("exchanges "+name, func(b *testing.B) {
			for b.Loop() {
				_, err := s.Exchanges(b.Context(), q)
				must(b, err)
			}
		})
	}
	e, err := s.Exchanges(b.Context(), ExchangeQuery{})
	must(b, err)
	b.Run("rows", func(b *testing.B) {
		for i := 0; b.Loop(); i += 7919 {
			_, err := e.Rows(i%e.Len(), 50)
			must(b, err)
		}
	})
	b.Run("requests", func(b *testing.B) {
		for b.Loop() {
			_, _, err := s.SupportRequests(SupportQuery{Limit: 20})
			must(b, err)
		}
	})
	b.Run("quiet", func(b *testing.B) {
		for b.Loop() {
			_, err := s.Quiet(QuietQuery{Since: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC), Limit: 20})
			must(b, err)
		}
	})
	b.Run("timeline", func(b *testing.B) {
		for i := 0; b.Loop(); i += 7919 {
			tl, err := s.Timeline(set.Persons[i%100_000].ID, TimelineQuery{})
			must(b, err)
			_, err = tl.Rows(0, 20)
			must(b, err)
		}
	})
	b.Run("edit by id", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			_, err := s.EditInteraction(set.Interactions[500_000].ID, func(x *Interaction) error { x.Subject = fmt.Sprint(i); return nil })
			must(b, err)
		}
	})
	b.Run("edit of contact", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			_, err := s.EditInteractionOf(set.Interactions[500_000].Contact, set.Interactions[500_000].ID, func(x *Interaction) error { x.Subject = fmt.Sprint(i); return nil })
			must(b, err)
		}
	})
}
