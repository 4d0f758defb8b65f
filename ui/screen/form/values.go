package form

import (
	"slices"
	"strings"

	"calepin/store"
	"calepin/store/exchange"
	"calepin/ui/screen"
	"calepin/ui/widget"
)

// Labels are the labels offered for what someone is reached by.
func Labels(d *screen.Desk, names ...string) []widget.Option {
	options := make([]widget.Option, len(names))
	for i, name := range names {
		options[i] = widget.Option{Value: name, Label: d.W.Label(name)}
	}
	return options
}

// Reach are the fields for what a person or a firm is reached by.
func Reach(d *screen.Desk) (emails, phones, addresses, urls *widget.Field) {
	f := d.W.Records.Fields
	emails = widget.NewLines("emails", f["emails"], Labels(d, "work", "home", "billing", "other")...)
	phones = widget.NewLines("phones", f["phones"], Labels(d, "mobile", "work", "home", "fax", "main", "other")...)
	addresses = widget.NewLines("addresses", f["addresses"], Labels(d, "work", "home", "billing", "delivery", "other")...).
		WithHint(d.T.Form.AddressHint)
	urls = widget.NewLines("urls", f["urls"], Labels(d, "work", "home", "other")...)
	return emails, phones, addresses, urls
}

// ShowReach puts what is on file into the fields.
func ShowReach(d *screen.Desk, f *widget.Form, emails []store.Email, phones []store.Phone, addresses []store.Address, urls []store.Link) {
	country := d.Store.Settings().Country
	show(f, "emails", emails, func(e store.Email) widget.Line { return widget.Line{Label: e.Label, Value: e.Address} })
	show(f, "phones", phones, func(p store.Phone) widget.Line {
		return widget.Line{Label: p.Label, Value: store.FormatPhone(p.Number, country)}
	})
	show(f, "addresses", addresses, func(a store.Address) widget.Line {
		return widget.Line{Label: a.Label, Value: d.Language().Envelope(a).Line()}
	})
	show(f, "urls", urls, func(u store.Link) widget.Line { return widget.Line{Label: u.Label, Value: u.URL} })
}

func show[T any](f *widget.Form, key string, values []T, line func(T) widget.Line) {
	lines := make([]widget.Line, len(values))
	for i, v := range values {
		lines[i] = line(v)
	}
	f.Field(key).WithLines(lines...)
}

// ReadReach takes what is in the fields. A number or an address that nobody
// touched keeps what its line does not show.
func ReadReach(d *screen.Desk, f *widget.Form, emails *[]store.Email, phones *[]store.Phone, addresses *[]store.Address, urls *[]store.Link) {
	country := d.Store.Settings().Country
	*emails = read(f, "emails", func(l widget.Line) store.Email {
		return store.Email{Label: exchange.Label(l.Label), Address: l.Value}
	})
	known := slices.Clone(*phones)
	*phones = read(f, "phones", func(l widget.Line) store.Phone {
		number := l.Value
		for _, p := range known {
			if store.FormatPhone(p.Number, country) == number {
				number = p.Number
			}
		}
		return store.Phone{Label: exchange.Label(l.Label), Number: number}
	})
	was := slices.Clone(*addresses)
	*addresses = read(f, "addresses", func(l widget.Line) store.Address {
		out := store.ParseAddress(l.Value)
		for _, a := range was {
			if d.Language().Envelope(a).Line() == l.Value {
				out = a
			}
		}
		out.Label, out.Country = exchange.Label(l.Label), exchange.CountryCode(out.Country)
		return out
	})
	*urls = read(f, "urls", func(l widget.Line) store.Link {
		return store.Link{Label: exchange.Label(l.Label), URL: l.Value}
	})
}

func read[T any](f *widget.Form, key string, value func(widget.Line) T) []T {
	var out []T
	for _, l := range f.Lines(key) {
		out = append(out, value(l))
	}
	return out
}

// OddPhone is the first number that no network has, "" for none: it is stored
// as it is, and told.
func OddPhone(country string, phones []store.Phone) string {
	for _, p := range phones {
		if valid, _ := store.CheckPhone(p.Number, country); !valid && p.Number != "" {
			return p.Number
		}
	}
	return ""
}

// Firms suggests the organisations that begin like what is typed.
func Firms(d *screen.Desk) func(string) []string {
	return func(typed string) []string {
		if strings.TrimSpace(typed) == "" {
			return nil
		}
		page, err := d.Store.Organisations(store.OrganisationQuery{Search: typed, Limit: 6})
		if err != nil {
			return nil
		}
		var names []string
		for _, o := range page.Rows {
			names = append(names, o.Name)
		}
		return names
	}
}
