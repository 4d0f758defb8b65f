package text

import (
	"calepin/privacy"
	"calepin/store"
	"calepin/store/exchange"
)

// Envelope is an address as it is written for people: its country by name.
func (l Language) Envelope(a store.Address) store.Address {
	a.Country = exchange.CountryName(a.Country, string(l))
	return a
}

// Reach is what a person is reached by on a channel, written for people of a
// country; empty where there is nothing.
func (l Language) Reach(p store.Person, ch store.Channel, country string) string {
	switch {
	case ch == store.ByPost && len(p.Addresses) > 0:
		return l.Envelope(p.Addresses[0]).Line()
	case ch == store.ByPhone, ch == store.BySMS:
		return store.FormatPhone(privacy.Reach(p, ch), country)
	}
	return privacy.Reach(p, ch)
}
