package text

import (
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/go-playground/locales"
	"github.com/go-playground/locales/en_GB"
	"github.com/go-playground/locales/fr"
)

// The locales are made when first asked for: --help needs neither.
var (
	french  = sync.OnceValue(fr.New)
	english = sync.OnceValue(en_GB.New)
)

func (l Language) locale() locales.Translator {
	if l == French {
		return french()
	}
	return english()
}

// Number writes a whole number: 1 234 or 1,234.
func (l Language) Number(n int64) string { return l.locale().FmtNumber(float64(n), 0) }

// Amount writes hundredths of a currency: 1 234,56 € or €1,234.56. A currency
// whose sign would be ambiguous or unknown shows its ISO 4217 code.
func (l Language) Amount(hundredths int64, code string) string {
	code = strings.ToUpper(code)
	value := l.locale().FmtNumber(float64(hundredths)/100, 2)
	sign, ok := map[string]string{"EUR": "€", "GBP": "£"}[code]
	switch {
	case !ok:
		return value + "\u00a0" + code
	case l == French:
		return value + "\u00a0" + sign
	}
	if amount, negative := strings.CutPrefix(value, "-"); negative {
		return "-" + sign + amount
	}
	return sign + value
}

// Day writes a calendar day given as "2026-11-23": 23/11/2026 or 23 Nov 2026.
// What is not a day is returned as it is.
func (l Language) Day(iso string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return l.Date(t)
}

// Date writes the day of t, in t's own zone.
func (l Language) Date(t time.Time) string {
	if l == French {
		return l.locale().FmtDateShort(t)
	}
	return l.locale().FmtDateMedium(t)
}

// Time writes the day and the minute of t, in t's own zone.
func (l Language) Time(t time.Time) string { return l.Date(t) + " " + t.Format("15:04") }

// Bytes writes a size: 1,2 Mo or 1.2 MB.
func (l Language) Bytes(n int64) string {
	units := []string{"B", "kB", "MB", "GB", "TB"}
	if l == French {
		units = []string{"o", "ko", "Mo", "Go", "To"}
	}
	value, unit := float64(n), 0
	for value >= 1000 && unit < len(units)-1 {
		value, unit = value/1000, unit+1
	}
	digits := uint64(1)
	if unit == 0 || value >= 100 {
		digits = 0
	}
	return l.locale().FmtNumber(value, digits) + "\u00a0" + units[unit]
}

// Weekday names the day of the week of t.
func (l Language) Weekday(t time.Time) string { return l.locale().WeekdayWide(t.Weekday()) }

// Capital begins a sentence that usually stands behind "calepin:".
func Capital(sentence string) string {
	first, size := utf8.DecodeRuneInString(sentence)
	return string(unicode.ToUpper(first)) + sentence[size:]
}
