package store

import "time"

// Disclosure is personal data handed over (GDPR art. 15(1)(c), 19).
type Disclosure struct {
	ID        ID        `json:"id"`
	At        time.Time `json:"at"`
	Recipient string    `json:"recipient,omitempty"` // empty: the business itself
	// Processor is the one of that name (GDPR art. 28), Purpose what it was handed
	// over for, and Risk why small groups went out in a pseudonymised export.
	Processor ID     `json:"processor,omitzero"`
	Purpose   string `json:"purpose,omitempty"`
	Risk      string `json:"risk,omitempty"`
	Format    string `json:"format"`
	// Contacts is empty for every contact of that moment; the zero id stands
	// for someone erased since.
	Contacts []ID `json:"contacts,omitempty"`
	Count    int  `json:"count"`
}
