package text

import (
	"calepin/store"
	"calepin/store/exchange"
)

// Envelope is an address as it is written for people: its country by name.
func (l Language) Envelope(a store.Address) store.Address {
	a.Country = exchange.CountryName(a.Country, string(l))
	return a
}
