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

// DocumentKeeping returns the duty to keep a document for a business of that
// legal form, and false where there is none (any more) on the day today.
//
// Invoices: traders and companies, 10 years from the end of the fiscal year
// (C. com. L123-22); other freelancers, 6 years (LPF L102 B). Contracts and
// the orders that make one: 5 years after their end (C. civ. 2224). A quote
// that became neither binds nobody.
func DocumentKeeping(d store.Document, legalForm string, today store.Date) (Keeping, bool) {
	var k Keeping
	switch d.Kind {
	case store.Invoice:
		k = invoiceKeeping(d, legalForm)
	case store.Contract, store.Order:
		k = Keeping{EvidenceRule, addYears(endOf(d), 5)}
	default:
		return Keeping{}, false
	}
	return k, k.Until >= today
}

func invoiceKeeping(d store.Document, legalForm string) Keeping {
	if legalForm == store.Liberal {
		return Keeping{TaxRule, addYears(d.Date, 6)}
	}
	// Unknown legal forms take the longer duty: what is gone cannot be
	// brought back for a tax inspector.
	return Keeping{AccountsRule, addYears(fiscalYearEnd(d), 10)}
}

// fiscalYearEnd is the one recorded, else the end of the calendar year.
func fiscalYearEnd(d store.Document) store.Date {
	if d.FiscalYearEnd != "" {
		return d.FiscalYearEnd
	}
	return d.Date[:4] + "-12-31"
}

// endOf is when a contract ends: as recorded, else when it is delivered, else
// the day that it was made.
func endOf(d store.Document) store.Date {
	for _, day := range []store.Date{d.End, d.Due} {
		if day != "" {
			return day
		}
	}
	return d.Date
}

// addYears is the same day n years on; a leap day's is 28 February.
func addYears(d store.Date, n int) store.Date { return d.AddMonths(12*n, d.Time().Day()) }
