package privacy

import (
	"testing"

	"calepin/store"
)

func TestDocumentKeeping(t *testing.T) {
	invoice := store.Document{Kind: store.Invoice, Date: "2020-03-14"}
	fiscal := store.Document{Kind: store.Invoice, Date: "2020-03-14", FiscalYearEnd: "2020-06-30"}
	leap := store.Document{Kind: store.Invoice, Date: "2024-02-29"}
	contract := store.Document{Kind: store.Contract, Date: "2019-01-01", End: "2022-05-31"}
	order := store.Document{Kind: store.Order, Date: "2022-01-10", Due: "2022-02-10"}
	for _, c := range []struct {
		name  string
		d     store.Document
		form  string
		today store.Date
		want  Keeping
		kept  bool
	}{
		{"company, calendar year", invoice, store.Company, "2026-11-23", Keeping{AccountsRule, "2030-12-31"}, true},
		{"company, fiscal year", fiscal, store.Company, "2026-11-23", Keeping{AccountsRule, "2030-06-30"}, true},
		{"company, last day", fiscal, store.Company, "2030-06-30", Keeping{AccountsRule, "2030-06-30"}, true},
		{"company, the day after", fiscal, store.Company, "2030-07-01", Keeping{AccountsRule, "2030-06-30"}, false},
		{"unknown form: the longer", invoice, "", "2026-11-23", Keeping{AccountsRule, "2030-12-31"}, true},
		{"freelancer", invoice, store.Liberal, "2026-03-14", Keeping{TaxRule, "2026-03-14"}, true},
		{"freelancer, expired", invoice, store.Liberal, "2026-11-23", Keeping{TaxRule, "2026-03-14"}, false},
		{"leap day", leap, store.Liberal, "2026-11-23", Keeping{TaxRule, "2030-02-28"}, true},
		{"contract ended", contract, store.Company, "2026-11-23", Keeping{EvidenceRule, "2027-05-31"}, true},
		{"order delivered", order, store.Company, "2026-11-23", Keeping{EvidenceRule, "2027-02-10"}, true},
		{"quote", store.Document{Kind: store.Quote, Date: "2026-01-01"}, store.Company, "2026-11-23", Keeping{}, false},
	} {
		if got, kept := DefaultPolicies(c.form).DocumentKeeping(c.d, store.Clocks{}, c.today); got != c.want || kept != c.kept {
			t.Errorf("%s: %+v %v, want %+v %v", c.name, got, kept, c.want, c.kept)
		}
	}
}
