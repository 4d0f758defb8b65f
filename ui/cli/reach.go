package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"calepin/store"
	"calepin/store/exchange"
)

// reach are the flags for what a person or an organisation is reached by.
type reach struct {
	emails, phones, addresses, urls                 []string
	dropEmails, dropPhones, dropAddresses, dropURLs []string
}

func (r *reach) define(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringArrayVar(&r.emails, "email", nil, "")
	f.StringArrayVar(&r.phones, "phone", nil, "")
	f.StringArrayVar(&r.addresses, "address", nil, "")
	f.StringArrayVar(&r.urls, "url", nil, "")
}

// defineRemoval is for commands that change what is there.
func (r *reach) defineRemoval(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringArrayVar(&r.dropEmails, "remove-email", nil, "")
	f.StringArrayVar(&r.dropPhones, "remove-phone", nil, "")
	f.StringArrayVar(&r.dropAddresses, "remove-address", nil, "")
	f.StringArrayVar(&r.dropURLs, "remove-url", nil, "")
}

// apply takes values away, then adds the new ones. known are the numbers on
// file; the others are looked at, wherever they come from.
func (r *reach) apply(a *app, cmd *cobra.Command, country string, known []store.Phone, emails *[]store.Email, phones *[]store.Phone, addresses *[]store.Address, urls *[]store.Link) error {
	for _, v := range r.dropEmails {
		if err := remove(a, cmd, "remove-email", v, emails, func(e store.Email) bool { return strings.EqualFold(e.Address, v) }); err != nil {
			return err
		}
	}
	for _, v := range r.dropPhones {
		number := store.NormalizePhone(v, country)
		if err := remove(a, cmd, "remove-phone", v, phones, func(p store.Phone) bool { return p.Number == number || p.Number == v }); err != nil {
			return err
		}
	}
	for _, v := range r.dropAddresses {
		folded, label := store.Fold(v), exchange.Label(v)
		if err := remove(a, cmd, "remove-address", v, addresses, func(p store.Address) bool {
			return p.Label == label || strings.Contains(store.Fold(p.Line()+", "+a.T.Language.Envelope(p).Line()), folded)
		}); err != nil {
			return err
		}
	}
	for _, v := range r.dropURLs {
		if err := remove(a, cmd, "remove-url", v, urls, func(u store.Link) bool { return u.URL == v }); err != nil {
			return err
		}
	}
	*emails = append(*emails, each(r.emails, parseEmail)...)
	*phones = append(*phones, each(r.phones, parsePhone)...)
	*addresses = append(*addresses, each(r.addresses, parseAddress)...)
	*urls = append(*urls, each(r.urls, parseLink)...)
	return a.checkPhones(*phones, known, country)
}

// checkPhones refuses a new number without a digit, and says of one that no
// network knows that it is kept as it is.
func (a *app) checkPhones(phones, known []store.Phone, country string) error {
	for i, p := range phones {
		onFile := slices.ContainsFunc(known, func(k store.Phone) bool { return k.Number == p.Number })
		switch valid, digits := store.CheckPhone(p.Number, country); {
		case p.Number == "" || valid || onFile:
		case !digits:
			return &store.FieldError{Field: fmt.Sprintf("phones[%d].number", i), Code: store.Format}
		default:
			a.warn(a.T.Records.KeptPhone.With("number", p.Number))
		}
	}
	return nil
}

// remove takes the values that match out of a list; that there is none is a
// mistake worth telling.
func remove[T any](a *app, cmd *cobra.Command, flag, value string, list *[]T, match func(T) bool) error {
	before := len(*list)
	*list = slices.DeleteFunc(*list, match)
	if len(*list) == before {
		return usage(cmd, a.T.Records.NoValue.With("value", value, "flag", "--"+flag))
	}
	return nil
}

func each[T any](values []string, read func(string) T) []T {
	out := make([]T, 0, len(values))
	for _, v := range values {
		out = append(out, read(v))
	}
	return out
}
