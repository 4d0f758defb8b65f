package privacy

import (
	"slices"

	"calepin/store"
)

// Outcome is what an erasure makes of a record.
type Outcome string

// The outcomes.
const (
	ToGo     Outcome = "goes"
	ToStay   Outcome = "stays"     // in the archive, cut loose from the person (GDPR art. 17(3)(b), (e))
	ToDetach Outcome = "cut_loose" // the proof that it was done stays, and nothing of the person (GDPR art. 5(2))
	ToMask   Outcome = "masked"    // it is another's: the person is taken out of its text
)

// The texts that let a proof stay once the person is out of it.
const (
	ProofOfRequests    = "GDPR art. 5(2), 12(3)"
	ProofOfDisclosures = "GDPR art. 5(2), 19"
)

// Planned is one record and what becomes of it.
type Planned struct {
	store.Sketch
	Outcome Outcome    `json:"outcome"`
	Rule    string     `json:"rule,omitempty"`  // the exception that it stays on
	Until   store.Date `json:"until,omitempty"` // the last day that it is kept, where it is known
}

// records says record by record what the erasure tried in report would do: what
// goes first, then what stays, then what others' records lose.
func (plan *ErasurePlan) records(report store.EraseReport) []Planned {
	var goes, stays, masked []Planned
	for _, r := range report.Went {
		if s := plan.keeping(r); s != nil {
			stays = append(stays, Planned{Sketch: r, Outcome: ToStay, Rule: s.Rule, Until: s.Until})
			continue
		}
		goes = append(goes, Planned{Sketch: r, Outcome: ToGo})
	}
	for _, r := range report.CutLoose {
		stays = append(stays, Planned{Sketch: r, Outcome: ToDetach, Rule: ProofOfRequests})
	}
	for _, d := range plan.Disclosures {
		stays = append(stays, Planned{Sketch: store.Sketch{Kind: store.KindDisclosure, ID: d.ID, Day: store.DateOf(d.At), Title: d.Recipient},
			Outcome: ToDetach, Rule: ProofOfDisclosures})
	}
	for _, m := range report.MaskedIn {
		masked = append(masked, Planned{Sketch: store.Sketch{Kind: m.Kind, ID: m.ID, Contact: m.Contact}, Outcome: ToMask})
	}
	return slices.Concat(goes, stays, masked)
}

// keeping returns what keeps a record, a file for what it belongs to.
func (plan *ErasurePlan) keeping(r store.Sketch) *store.Archived {
	for i := range plan.Stays {
		s := &plan.Stays[i]
		if s.ID == r.ID || r.Kind == store.KindAttachment && s.Keeps(store.Attachment{ID: r.ID, Document: r.Document}) {
			return s
		}
	}
	return nil
}
