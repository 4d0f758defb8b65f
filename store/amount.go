package store

import (
	"encoding/json"
	"strconv"
	"strings"
)

// Amount is a sum of money in hundredths of the currency's unit.
// In JSON it is a decimal string ("1234.50"), which no reader rounds.
type Amount int64

// spaces drops what people put between the digits of a number.
var spaces = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "")

// ParseAmount reads a decimal number with a point or a comma and at most two
// decimals; spaces between the digits of the whole part are passed over. The
// *FieldError has code Decimals for a third decimal, Range for what an Amount
// cannot hold, and Format for all else, a thousands separator included: in
// "1,234" nobody can tell.
func ParseAmount(s string) (Amount, error) {
	s = strings.TrimSpace(s)
	rest, negative := strings.CutPrefix(s, "-")
	if !negative {
		rest = strings.TrimPrefix(rest, "+")
	}
	whole, cents, decimal := rest, "", false
	if i := strings.IndexAny(rest, ".,"); i >= 0 {
		whole, cents, decimal = rest[:i], rest[i+1:], true
	}
	whole = spaces.Replace(whole)
	if !allDigits(whole) || decimal && !allDigits(cents) {
		return 0, &FieldError{"amount", Format}
	}
	if len(cents) > 2 {
		return 0, &FieldError{"amount", Decimals}
	}
	n, err := strconv.ParseInt(whole+(cents + "00")[:2], 10, 64)
	if err != nil {
		return 0, &FieldError{"amount", Range}
	}
	if negative {
		n = -n
	}
	return Amount(n), nil
}

// String returns the amount as JSON holds it: "1234.50".
func (a Amount) String() string {
	sign, n := "", uint64(a)
	if a < 0 {
		sign, n = "-", -n
	}
	cents := strconv.FormatUint(n%100+100, 10)[1:]
	return sign + strconv.FormatUint(n/100, 10) + "." + cents
}

// MarshalJSON writes the decimal string.
func (a Amount) MarshalJSON() ([]byte, error) { return []byte(`"` + a.String() + `"`), nil }

// UnmarshalJSON reads what ParseAmount reads, in a string or as a number.
func (a *Amount) UnmarshalJSON(data []byte) error {
	text := string(data)
	if strings.HasPrefix(text, `"`) {
		if err := json.Unmarshal(data, &text); err != nil {
			return err
		}
	}
	n, err := ParseAmount(text)
	if err != nil {
		return err
	}
	*a = n
	return nil
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
