package privacy

import "calepin/store"

// The texts that ask for a document to be kept, as they are cited.
const (
	AccountsRule = "C. com. L123-22" // traders and companies
	TaxRule      = "LPF L102 B"      // other freelancers
	EvidenceRule = "C. civ. 2224"    // evidence of a contract
)

// Keeping is the duty to keep one document.
type Keeping struct {
	Rule  string
	Until store.Date // the last day
}

// DocumentKeeping returns the duty to keep a document of a contact apart from
// their file, and false where there is none (any more) on the day today: the
// longest of those that apply to it.
func (p Policies) DocumentKeeping(d store.Document, of store.Clocks, today store.Date) (Keeping, bool) {
	k := p.rules().keeping(d, of)
	return k, k.Rule != "" && k.Until >= today
}

func (r *rules) keeping(d store.Document, of store.Clocks) Keeping {
	days := d.Days()
	clocks := r.document(&of, &days, nil)
	if len(clocks) == 0 {
		return Keeping{}
	}
	last := longest(clocks...)
	return Keeping{last.policy.Source, last.until.Date()}
}
