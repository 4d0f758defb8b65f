package store

import "time"

// Organisation is a firm, an association or an administration.
type Organisation struct {
	ID        ID        `json:"id"`
	Name      string    `json:"name"`
	SIREN     string    `json:"siren,omitempty"`      // 9 digits
	SIRET     string    `json:"siret,omitempty"`      // 14 digits
	VATNumber string    `json:"vat_number,omitempty"` // as VIES writes it
	Emails    []Email   `json:"emails,omitempty"`
	Phones    []Phone   `json:"phones,omitempty"`
	Addresses []Address `json:"addresses,omitempty"`
	URLs      []Link    `json:"urls,omitempty"`
	Note      string    `json:"note,omitempty"`
	Batch     ID        `json:"batch,omitzero"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

// clean puts o in its stored form; a name is all it requires.
func (o *Organisation) clean(set Settings) error {
	var c cleaner
	c.line("name", &o.Name, maxName)
	c.text("note", &o.Note, maxNote)
	c.contacts(set, &o.Emails, &o.Phones, &o.Addresses, &o.URLs)
	o.SIREN, o.SIRET = compactNumber(cleanLine(o.SIREN)), compactNumber(cleanLine(o.SIRET))
	o.VATNumber = compactNumber(cleanLine(o.VATNumber))
	for _, n := range []struct {
		field, value string
		fault        func(string) Code
	}{{"siren", o.SIREN, sirenFault}, {"siret", o.SIRET, siretFault}, {"vat_number", o.VATNumber, vatFault}} {
		if n.value == "" {
			continue
		}
		if code := n.fault(n.value); code != "" {
			c.fail(n.field, code)
		}
	}
	if o.Name == "" {
		c.fail("name", Required)
	}
	return c.err
}
