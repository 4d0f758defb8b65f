package privacy

import (
	"slices"
	"testing"
	"time"

	"calepin/store"
)

// TestArt28WhatAProcessorLacks: contract, clauses, safeguard of a transfer, data,
// purpose and place are asked for; a review falls due a year later; who works
// for the business no more lacks nothing.
func TestArt28WhatAProcessorLacks(t *testing.T) {
	const today store.Date = "2026-12-01"
	whole := store.Processor{Name: "Hôte", Signed: "2026-03-01", Clauses: store.Clauses, Data: "E-mails", Activities: []store.ID{{1}}, Place: "France", Review: "2027-12-01"}
	if gaps := ProcessorGaps(&whole, today); len(gaps) != 0 {
		t.Errorf("%v", gaps)
	}
	for gap, edit := range map[ProcessorGap]func(*store.Processor){
		NoContract:   func(p *store.Processor) { p.Signed = "" },
		ClausesLack:  func(p *store.Processor) { p.Clauses = store.Clauses[1:] },
		NoSafeguard:  func(p *store.Processor) { p.Outside = true },
		NoDataSaid:   func(p *store.Processor) { p.Data = "" },
		NoActivity:   func(p *store.Processor) { p.Activities = nil },
		NoPlaceSaid:  func(p *store.Processor) { p.Place = "" },
		ReviewPassed: func(p *store.Processor) { p.Review = today },
	} {
		p := whole
		edit(&p)
		if gaps := ProcessorGaps(&p, today); !slices.Equal(gaps, []ProcessorGap{gap}) {
			t.Errorf("%s: %v", gap, gaps)
		}
		if p.Ended = "2026-11-30"; len(ProcessorGaps(&p, today)) != 0 {
			t.Errorf("%s asked of one that has ended", gap)
		}
	}
}

// TestArt301dProcessorsAreTold: an activity names its processors among the
// recipients, and their transfers in place of the shipped word that there are
// none; others do not.
func TestArt301dProcessorsAreTold(t *testing.T) {
	s, _ := newVault(t)
	must(t, Prepare(s))
	clients, err := s.FindActivity("clients")
	must(t, err)
	before := clients.Texts["fr"]
	p := store.Processor{Name: "Hôte", Service: "Héberge la messagerie\net le site", Place: "Canada", Safeguard: store.Contractual, Activities: []store.ID{clients.ID}}
	must(t, SetProcessor(s, &p, store.DateOf(time.Now())))
	all, err := Register(s)
	must(t, err)
	for _, a := range all {
		told := a.Texts["fr"]
		switch {
		case a.ID == clients.ID && (told.Recipients != before.Recipients+"\nHôte (Héberge la messagerie)" || told.Transfers != "Hôte, Canada (RGPD art. 46(2)(c))"):
			t.Errorf("%q, %q", told.Recipients, told.Transfers)
		case a.ID != clients.ID && told.Transfers != "Aucun" && told.Transfers != "":
			t.Errorf("%s: %q", a.Code, told.Transfers)
		}
	}
	if now, err := s.Activity(clients.ID); err != nil || now.Texts["fr"] != before {
		t.Errorf("the record itself was changed: %v", err)
	}
}
