package store

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"
)

// TestOutlineIsTheRecord: what is seen by looking at a person's records is what
// is in them, whatever is written there, for everybody.
func TestOutlineIsTheRecord(t *testing.T) {
	s, clock := newStore(t)
	activity := Activity{Code: "news", Basis: ConsentBasis, Channels: []Channel{ByEmail}, Texts: map[string]ActivityText{"fr": {Name: "Lettre", Purpose: "Écrire"}}}
	must(t, s.AddActivity(&activity))
	statuses, natures := []Status{Prospect, Client, Former}, []Nature{"", Consumer, Professional}
	for i := range 700 {
		p := Person{Nickname: fmt.Sprint("n", i), Status: statuses[i%3], Nature: natures[i/3%3],
			Organisations: []Affiliation{{Name: `Société "status":"former"`, Title: `"purposes":["note":"x`}}}
		if i%2 == 0 {
			p.Given = "Zoé"
		} else if i%3 == 0 {
			p.Family = `"given":`
		}
		if i%5 == 0 {
			p.Note = `"last_contact":"2026-01-01"`
		}
		if i%7 == 0 {
			p.Purposes = []ID{activity.ID}
		}
		p = add(t, s, p)
		if i%11 == 0 {
			for n, kind := range []DocumentKind{Quote, Invoice, Quote} {
				must(t, s.AddDocument(&Document{Contact: p.ID, Kind: kind, Number: fmt.Sprint(n, "/", i), Date: "2026-02-03", Note: `"kind":"order"`}))
			}
		}
		if i%13 == 0 {
			must(t, s.AddInteraction(&Interaction{Contact: p.ID, Kind: Mail, Direction: In, At: clock.t.Add(-time.Hour), Subject: "Bonjour"}))
		}
		if i%17 == 0 {
			must(t, s.RecordConsent(&Consent{Contact: p.ID, Activity: activity.ID, Channel: ByEmail, Answer: No, Means: Telephone, Collector: "Paul"}))
		}
	}
	var all []ID
	must(t, s.Dump(func(d *Dump) (err error) {
		all, err = Sift(d, func(o *Outline) (ID, bool, error) {
			p, err := o.Person()
			got := *o
			got.value = nil
			want := Outline{ID: p.ID, Status: p.Status, Nature: p.Nature, InTouch: !p.LastContact.IsZero(), Named: p.Given+p.Family != "",
				Tied: len(p.Purposes) > 0, Written: p.Note != "" || len(p.Fields) > 0}
			err = errors.Join(err,
				d.Documents(p.ID, func(x Document) error {
					if !slices.Contains(want.Documents, x.Kind) {
						want.Documents = append(want.Documents, x.Kind)
					}
					return nil
				}),
				d.Consents(p.ID, func(Consent) error { want.Answered = true; return nil }))
			if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
				t.Errorf("%+v, want %+v", got, want)
			}
			return o.ID, true, err
		})
		return err
	}))
	i := 0
	must(t, s.AllPersons(func(p Person) error {
		if i >= len(all) || all[i] != p.ID {
			t.Fatalf("%d of %d is another", i, len(all))
		}
		i++
		return nil
	}))
	if i != len(all) || i != 700 {
		t.Errorf("%d of %d", len(all), i)
	}
}

// TestSiftOfNobody: an empty vault has none.
func TestSiftOfNobody(t *testing.T) {
	s, _ := newStore(t)
	must(t, s.Dump(func(d *Dump) error {
		all, err := Sift(d, func(*Outline) (int, bool, error) { return 0, true, nil })
		if len(all) > 0 {
			t.Error(all)
		}
		return err
	}))
}
