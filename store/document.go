package store

import "time"

// DocumentKind is what a document is.
type DocumentKind string

// The kinds of document.
const (
	Quote    DocumentKind = "quote"
	Order    DocumentKind = "order"
	Invoice  DocumentKind = "invoice"
	Contract DocumentKind = "contract"
)

// Document is the reference of a quote, order, invoice or contract.
type Document struct {
	ID            ID           `json:"id"`
	Contact       ID           `json:"contact"`
	Kind          DocumentKind `json:"kind"`
	Number        string       `json:"number"`
	Date          Date         `json:"date"`
	Amount        Amount       `json:"amount"`                    // without VAT
	VAT           Amount       `json:"vat,omitempty"`             // the VAT on it
	Currency      string       `json:"currency"`                  // ISO 4217
	Due           Date         `json:"due,omitempty"`             // payment or delivery
	Paid          Date         `json:"paid,omitempty"`            // when it was paid
	End           Date         `json:"end,omitempty"`             // of a contract
	FiscalYearEnd Date         `json:"fiscal_year_end,omitempty"` // C. com. L123-22 counts from it
	// Online tells a contract made by electronic means (C. conso L213-1).
	Online    bool      `json:"online,omitempty"`
	Note      string    `json:"note,omitempty"`
	Batch     ID        `json:"batch,omitzero"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}
