package text

import (
	"testing"
	"time"
)

func TestChoose(t *testing.T) {
	for _, c := range []struct {
		asked string
		env   map[string]string
		want  Language
		fails bool
	}{
		{"", nil, English, false},
		{"", map[string]string{"LANG": "fr_FR.UTF-8"}, French, false},
		{"", map[string]string{"LANG": "fr"}, French, false},
		{"", map[string]string{"LANG": "fr@euro"}, French, false},
		{"", map[string]string{"LANG": "fry_NL"}, English, false}, // Frisian
		{"", map[string]string{"LC_ALL": "C", "LANG": "fr_FR"}, English, false},
		{"", map[string]string{"LC_MESSAGES": "fr_CA", "LANG": "en_GB"}, French, false},
		{"", map[string]string{"CALEPIN_LANG": "en", "LANG": "fr_FR"}, English, false},
		{"fr", map[string]string{"CALEPIN_LANG": "en"}, French, false},
		{"de", map[string]string{"LANG": "fr_FR"}, French, true},
		{"", map[string]string{"CALEPIN_LANG": "xx"}, English, true},
	} {
		got, err := Choose(c.asked, func(name string) string { return c.env[name] })
		if got != c.want || (err != nil) != c.fails {
			t.Errorf("Choose(%q, %v) = %s, %v", c.asked, c.env, got, err)
		}
	}
}

func TestFormats(t *testing.T) {
	at := time.Date(2026, 11, 3, 9, 5, 0, 0, time.UTC)
	for _, c := range []struct{ name, got, want string }{
		{"day fr", French.Day("2026-11-23"), "23/11/2026"},
		{"day en", English.Day("2026-11-23"), "23 Nov 2026"},
		{"no day", French.Day("soon"), "soon"},
		{"time fr", French.Time(at), "03/11/2026 09:05"},
		{"time en", English.Time(at), "3 Nov 2026 09:05"},
		{"euros fr", French.Amount(123456, "EUR"), "1\u202f234,56\u00a0€"},
		{"euros en", English.Amount(123456, "EUR"), "€1,234.56"},
		{"refund fr", French.Amount(-50, "EUR"), "-0,50\u00a0€"},
		{"refund en", English.Amount(-123456, "GBP"), "-£1,234.56"},
		{"dollars fr", French.Amount(100, "usd"), "1,00\u00a0USD"},
		{"large", English.Amount(9_999_999_999_99, "GBP"), "£9,999,999,999.99"},
		{"bytes", English.Bytes(999), "999\u00a0B"},
		{"bytes fr", French.Bytes(1_234_567), "1,2\u00a0Mo"},
		{"number", French.Number(-1234567), "-1\u202f234\u202f567"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, c.got, c.want)
		}
	}
}
