package privacy

import (
	"testing"

	"calepin/store"
)

// TestClockOfEveryRecord: each record's clock starts from what its rule says,
// and the longest that applies to it holds (CNIL délib. 2021-131; C. com.
// L123-22; LPF L102 B; C. civ. 2224; C. conso L213-1).
func TestClockOfEveryRecord(t *testing.T) {
	day := func(d string) store.Day { return store.DayOf(store.Date(d)) }
	prospect := store.Clocks{Status: store.Prospect, Collected: day("2024-02-29")}
	heard := prospect
	heard.LastContact = day("2025-03-14")
	client := heard
	client.Status = store.Client
	kept := prospect
	kept.Keep = day("2030-01-01")
	invoiced := prospect
	invoiced.Documents = []store.DocumentDays{{Kind: store.Invoice, Date: day("2026-05-02")}}
	engaged := client
	engaged.Documents = []store.DocumentDays{{Kind: store.Contract, Date: day("2025-01-01"), End: day("2028-12-31")}}
	for _, c := range []struct {
		name  string
		c     store.Clocks
		event Event
		until store.Date
	}{
		{"a prospect never in touch: collection, on a leap day", prospect, Collected, "2027-02-28"},
		{"a prospect: the last contact from them", heard, LastContact, "2028-03-14"},
		{"a client: likewise", client, RelationshipEnd, "2028-03-14"},
		{"whoever was invoiced is a client", invoiced, RelationshipEnd, "2029-05-02"},
		{"a contract that runs longer", engaged, RelationshipEnd, "2031-12-31"},
		{"a decision to keep longer", kept, Decided, "2030-01-01"},
	} {
		if got := DefaultPolicies("").rules().file(&c.c).Clock(); got.Event != c.event || got.Until != c.until {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
	online := store.DocumentDays{Kind: store.Order, Date: day("2026-01-10"), Due: day("2026-01-20"), Online: true, Cents: 120_00}
	small := online
	small.Cents = 119_99
	professional := client
	professional.Professional = true
	for _, c := range []struct {
		name  string
		c     store.Clocks
		d     store.DocumentDays
		form  string
		rule  string
		until store.Date
	}{
		{"online, a consumer, 120 €", client, online, "", "C. conso L213-1, D213-1", "2036-01-20"},
		{"below 120 €", client, small, "", EvidenceRule, "2031-01-20"},
		{"a professional", professional, online, "", EvidenceRule, "2031-01-20"},
		{"a contract without an end runs as long as the relationship", client,
			store.DocumentDays{Kind: store.Contract, Date: day("2020-01-01")}, "", EvidenceRule, "2030-03-14"},
		{"an invoice, liberal", client, store.DocumentDays{Kind: store.Invoice, Date: day("2024-02-29")}, store.Liberal, TaxRule, "2030-02-28"},
	} {
		got := longest(DefaultPolicies(c.form).rules().document(&c.c, &c.d, nil)...).Clock()
		if got.Rule != c.rule || got.Until != c.until {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}
