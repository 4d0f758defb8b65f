package exchange

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"time"

	"calepin/store"
)

// TestRegistersElsewhere: processors, breaches and reviews come back whole in
// another vault, with the contract and what was handed over; a second time they
// change nothing.
func TestRegistersElsewhere(t *testing.T) {
	s := newStore(t)
	ada := store.Person{Given: "Ada", Source: "salon"}
	host := store.Processor{Name: "Hôte", Clauses: store.Clauses, Signed: "2026-03-01", Safeguard: store.Adequacy}
	breach := store.Breach{Title: "Vol", Facts: "Un portable", Kinds: store.BreachKinds, Aware: clock(s).Add(-time.Hour)}
	review := store.Review{Started: clock(s).Add(-time.Minute), Asked: []string{"updates"}, Checks: []store.ReviewCheck{{Check: "swap", Level: "ok", Finding: "-"}}}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(s.AddPerson(&ada, store.AddOptions{}))
	host.Contact, breach.Contacts = ada.ID, []store.ID{ada.ID}
	must(s.SetProcessor(&host, "contrat.txt", strings.NewReader("contrat")))
	breach.Processor = host.ID
	must(s.SetBreach(&breach))
	must(s.SetReview(&review))
	must(s.RecordDisclosure(&store.Disclosure{Recipient: "hote", Format: "csv", Count: 1, Purpose: "envoi"}))
	var b bytes.Buffer
	export(t, s, ExportOptions{Format: JSON}, &b)
	again := newStore(t)
	p := load(t, again, mustReadText(t, Options{}, b.String()), PlanOptions{})
	if len(p.Problems) > 0 {
		t.Fatal(p.Problems)
	}
	hosts, err := again.Processors()
	must(err)
	breaches, err := again.Breaches()
	must(err)
	reviews, err := again.Reviews()
	must(err)
	disclosed, err := again.Disclosures(store.ID{})
	must(err)
	if !reflect.DeepEqual(hosts, []store.Processor{host}) || !reflect.DeepEqual(breaches, []store.Breach{breach}) || !reflect.DeepEqual(reviews, []store.Review{review}) {
		t.Errorf("%+v\n%+v\n%+v", hosts, breaches, reviews)
	}
	if len(disclosed) == 0 || disclosed[0].Processor != host.ID || disclosed[0].Purpose != "envoi" {
		t.Errorf("%+v", disclosed)
	}
	if _, err := again.Attachment(host.Attachment); err != nil {
		t.Error(err)
	}
	if p := load(t, again, mustReadText(t, Options{}, b.String()), PlanOptions{}); !p.Empty() {
		t.Errorf("again: %+v", p.Others)
	}
}
