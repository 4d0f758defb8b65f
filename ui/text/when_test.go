package text

import (
	"strings"
	"testing"
	"time"
)

// monday is the moment the tests are at: Monday 23 November 2026, 10:30 in Paris.
func monday(t testing.TB) time.Time {
	t.Helper()
	return time.Date(2026, 11, 23, 10, 30, 0, 0, time.FixedZone("CET", 3600))
}

func TestParseDay(t *testing.T) {
	for _, c := range []struct {
		input string
		lean  Lean
		want  string // empty: refused
	}{
		{"2026-11-23", Past, "2026-11-23"},
		{"23/11/2026", Past, "2026-11-23"},
		{"3.1.2027", Past, "2027-01-03"},
		{"23-11-26", Past, "2026-11-23"},
		{"12/3", Past, "2026-03-12"},
		{"12/3", Future, "2027-03-12"},
		{"23/11", Past, "2026-11-23"},
		{"23/11", Future, "2026-11-23"},
		{"24/11", Past, "2025-11-24"},
		{"29/2", Future, "2028-02-29"},
		{"29/2", Past, "2024-02-29"},
		{"hier", Past, "2026-11-22"},
		{"  Avant-hier ", Past, "2026-11-21"},
		{"aujourd'hui", Past, "2026-11-23"},
		{"Aujourd’hui", Past, "2026-11-23"},
		{"demain", Future, "2026-11-24"},
		{"après-demain", Future, "2026-11-25"},
		{"yesterday", Past, "2026-11-22"},
		{"tomorrow", Future, "2026-11-24"},
		{"lundi", Past, "2026-11-16"},
		{"lundi", Future, "2026-11-30"},
		{"Friday", Past, "2026-11-20"},
		{"vendredi", Future, "2026-11-27"},
		{"+7j", Future, "2026-11-30"},
		{"+7d", Future, "2026-11-30"},
		{"-2 semaines", Past, "2026-11-09"},
		{"+3m", Future, "2027-02-23"},
		{"+1 an", Future, "2027-11-23"},
		{"2026-11-23T23:30:00Z", Past, "2026-11-24"}, // in the reader's zone
		{"", Past, ""},
		{"31/2/2026", Past, ""},
		{"2026-02-30", Past, ""},
		{"31/6", Future, ""},
		{"soon", Past, ""},
		{"+7", Future, ""},
		{"12/3/4/5", Past, ""},
		{"32/1", Past, ""},
	} {
		got, err := ParseDay(c.input, monday(t), c.lean)
		if got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("ParseDay(%q) = %q, %v; want %q", c.input, got, err, c.want)
		}
	}
}

func TestParseTime(t *testing.T) {
	for input, want := range map[string]string{
		"2026-11-20T09:00:00+02:00": "2026-11-20T09:00:00+02:00",
		"2026-11-20T09:00:00z":      "2026-11-20T09:00:00Z",
		"2026-11-20T09:00":          "2026-11-20T09:00:00+01:00",
		"2026-11-20 09:05":          "2026-11-20T09:05:00+01:00",
		"hier 15h":                  "2026-11-22T15:00:00+01:00",
		"hier à 15h30":              "2026-11-22T15:30:00+01:00",
		"yesterday 3pm":             "2026-11-22T15:00:00+01:00",
		"yesterday at 12:15 am":     "2026-11-22T00:15:00+01:00",
		"23/10/2026 8h05":           "2026-10-23T08:05:00+01:00",
		"15:30":                     "2026-11-23T15:30:00+01:00",
		"9h":                        "2026-11-23T09:00:00+01:00",
		"hier":                      "2026-11-22T12:00:00+01:00",
		"now":                       "2026-11-23T10:30:00+01:00",
		"maintenant":                "2026-11-23T10:30:00+01:00",
		"today":                     "2026-11-23T10:30:00+01:00",
		"hier 25h":                  "",
		"hier 13pm":                 "",
		"hier 10:75":                "",
		"":                          "",
		"15":                        "",
	} {
		got, err := ParseTime(input, monday(t), Past)
		if want == "" {
			if err == nil {
				t.Errorf("ParseTime(%q) = %v", input, got)
			}
			continue
		}
		if err != nil || got.Format(time.RFC3339) != want {
			t.Errorf("ParseTime(%q) = %s, %v; want %s", input, got.Format(time.RFC3339), err, want)
		}
	}
}

func TestAddMonthsKeepsToTheMonth(t *testing.T) {
	from := time.Date(2027, 1, 31, 12, 0, 0, 0, time.UTC)
	if got := addMonths(from, 1).Format(time.DateOnly); got != "2027-02-28" {
		t.Error(got)
	}
}

func FuzzParseTime(f *testing.F) {
	for _, seed := range []string{"hier 15h", "12/3", "+9999m", "2026-11-23", "3pm", "à 15h", "-0j", "29/2"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, input string) {
		at, err := ParseTime(input, monday(t), Future)
		if err == nil && strings.TrimSpace(input) == "" {
			t.Errorf("nothing became %v", at)
		}
	})
}
