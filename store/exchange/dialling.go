package exchange

import (
	"strconv"
	"strings"

	"calepin/store"
	"calepin/store/numbering"
)

// dialling compares telephone numbers as they are written, without asking
// whether they are valid: that costs more than the rest of a plan, and the
// vault asks it once, when the contacts are stored.
type dialling struct {
	country string
	code    string // "+33"
	trunk   string // what national numbers begin with, "0"
}

func newDialling(country string) dialling {
	return dialling{country: country, code: "+" + strconv.Itoa(numbering.Code(country)),
		trunk: numbering.Trunk(country)}
}

// key returns a number as E.164 would have it, or "" for what is too short to
// tell people apart. What is not plainly a number is asked about.
func (d dialling) key(number string) string {
	s := number
	if strings.Trim(strings.TrimPrefix(s, "+"), "0123456789") != "" {
		digits := make([]byte, 0, len(number))
		for i := range len(number) {
			switch c := number[i]; {
			case c >= '0' && c <= '9', c == '+' && len(digits) == 0:
				digits = append(digits, c)
			case c == ' ' || c == '.' || c == '-' || c == '/':
			default:
				if number = store.NormalizePhone(number, d.country); strings.HasPrefix(number, "+") {
					return number
				}
				return ""
			}
		}
		s = string(digits)
	}
	switch {
	case len(s) < 7:
		return ""
	case s[0] == '+':
		return s
	case strings.HasPrefix(s, "00"):
		return "+" + s[2:]
	}
	return d.code + strings.TrimPrefix(s, d.trunk)
}

// normalise puts the numbers of a contact in their stored form, so that those
// of two can be compared.
func (d dialling) normalise(p *store.Person) {
	for i := range p.Phones {
		p.Phones[i].Number = store.NormalizePhone(p.Phones[i].Number, d.country)
	}
}
