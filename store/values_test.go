package store

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func codeOf(err error) Code {
	var f *FieldError
	if asError(err, &f) {
		return f.Code
	}
	return ""
}

func TestParseDate(t *testing.T) {
	for in, want := range map[string]Code{
		"2026-11-23": "", "2024-02-29": "", "2026-02-29": NotADay, "2026-02-30": NotADay, "2026-13-01": NotADay,
		"2026-1-1": Format, "23/11/2026": Format, "": Format, "2026-11-2é": Format, "0000-01-01": NotADay, "2026-11-23 ": Format,
	} {
		if _, err := ParseDate(in); codeOf(err) != want {
			t.Errorf("%q: %v, want %q", in, err, want)
		}
	}
}

func TestAddMonths(t *testing.T) {
	d := Date("2026-01-31")
	for _, want := range []Date{"2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"} {
		if d = d.AddMonths(1, 31); d != want {
			t.Errorf("%s, want %s", d, want)
		}
	}
	if d := Date("2024-02-29").AddMonths(12, 29); d != "2025-02-28" {
		t.Error(d)
	}
	if d := Date("2025-02-28").AddMonths(36, 29); d != "2028-02-29" {
		t.Error(d)
	}
}

// FAULTS 17: a Day counts months as a Date does, over a cycle of leap years and
// the century that is none.
func TestDayAddMonths(t *testing.T) {
	for _, from := range []int{2023, 2096} {
		for at := time.Date(from, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() < from+5; at = at.AddDate(0, 0, 1) {
			for _, n := range []int{1, 6, 11, 12, 36, 48, 60, 120} {
				if got, want := dayOfTime(at).AddMonths(n), DateOf(at).AddMonths(n, 0); got.Date() != want {
					t.Errorf("%s and %d months: %s, want %s", DateOf(at), n, got.Date(), want)
				}
			}
		}
	}
}

func TestParseAmount(t *testing.T) {
	for in, want := range map[string]Amount{"1234.50": 123450, "1234,5": 123450, "1 234,50": 123450, "1\u202f234": 123400, "-0,05": -5,
		"+3": 300, "92233720368547758.07": 9223372036854775807} {
		if got, err := ParseAmount(in); err != nil || got != want {
			t.Errorf("%q: %d, %v", in, got, err)
		}
	}
	for in, want := range map[string]Code{"1.234": Decimals, "": Format, "1,234.50": Format, "abc": Format, "1.": Format, ".5": Format,
		"--1": Format, "1e3": Format, "922337203685477581": Range, "€3": Format} {
		if _, err := ParseAmount(in); codeOf(err) != want {
			t.Errorf("%q: %v, want %s", in, err, want)
		}
	}
}

func FuzzAmount(f *testing.F) {
	for _, s := range []string{"1234.50", "-0,05", "1 234", "99999999999999999999", "-92233720368547758.08"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, err := ParseAmount(s)
		if err != nil {
			return
		}
		back, err := ParseAmount(a.String())
		if err != nil || back != a {
			t.Fatalf("%q is %s, which reads as %d, %v", s, a, back, err)
		}
		text, err := json.Marshal(a)
		must(t, err)
		var b Amount
		if must(t, json.Unmarshal(text, &b)); a != b {
			t.Fatalf("JSON %s", text)
		}
	})
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{"2026-11-23", "2024-02-29", "9999-12-31", "0001-01-01"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, err := ParseDate(s); err == nil && DateOf(d.Time()) != d {
			t.Fatalf("%q is %q", s, DateOf(d.Time()))
		}
	})
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{"Éloïse": "eloise", "E\u0301": "e", "L’Œuf": "l'oeuf", "Weiß": "weiss", "ÆØŁ": "aeol",
		"": "", "abc": "abc", "İI": "ii", "ẞ": "ss", "Ng\u00a0Mai": "ng mai"} {
		if got := Fold(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Éloïse", "L’Œuf", "\xff\x00", "ǅ", "한글", "ﬁ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Fatalf("%q folds to %q, then to %q", s, once, twice)
		}
		if utf8.ValidString(s) && Fold(norm.NFD.String(s)) != Fold(norm.NFC.String(s)) {
			t.Fatalf("%q folds otherwise when decomposed", s)
		}
		line := cleanLine(s)
		if cleanLine(line) != line || strings.ContainsAny(line, "\x00\n\x1e\x1f") || !utf8.ValidString(line) {
			t.Fatalf("%q cleans to %q", s, line)
		}
		if text := cleanText(s); cleanText(text) != text || strings.ContainsAny(text, "\x00\r") {
			t.Fatalf("%q cleans to %q", s, text)
		}
	})
}

func TestNormalizePhone(t *testing.T) {
	for in, want := range map[string]string{
		"06 12 34 56 78": "+33612345678", "06.12.34.56.78": "+33612345678", "+33 (0)6 12 34 56 78": "+33612345678",
		"0033612345678": "+33612345678", "+33 6 12 34 56 78": "+33612345678", "tel:+33612345678": "+33612345678",
		"01 23 45 67 89 poste 12": "+33123456789;ext=12", "+33123456789;ext=12": "+33123456789;ext=12", "01 23 45 67 89 ext. 7": "+33123456789;ext=7",
		"0692 12 34 56": "+262692123456", "0696 12 34 56": "+596696123456", "06 39 98 12 34": "+33639981234",
		"112": "112", "36 30": "3630", "118 218": "118218", "+44 20 7946 0958": "+442079460958", "+39 06 1234 5678": "+390612345678",
		"pas de numéro": "pas de numéro", "12": "12", "99 99": "99 99", "+999 1234": "+999 1234", "": "", " 06\u00a012\u00a034\u00a056\u00a078 ": "+33612345678",
		"0800 123 456": "+33800123456", "+1 202-555-0143": "+12025550143",
	} {
		if got := NormalizePhone(in, "FR"); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	if got := NormalizePhone("020 7946 0958", "GB"); got != "+442079460958" {
		t.Error(got)
	}
	for _, kept := range []string{"+33 6 39 98 00", "+33.6.39.98.0", "+", "0612", "+33 (0)6 voir fax"} {
		if got := FormatPhone(kept, "FR"); got != kept {
			t.Errorf("%q, kept as given, is shown as %q", kept, got)
		}
	}
	if got := FormatPhone("+33123456789;ext=12", "FR"); !strings.HasPrefix(got, "01 23 45 67 89") {
		t.Error(got)
	}
}

func FuzzPhone(f *testing.F) {
	for _, s := range []string{"06 12 34 56 78", "+33 (0)6", "poste", "İposte 1", "00", "+", "(0)", "0692", "１２３", "00910000AA0000A"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := NormalizePhone(s, "FR")
		if twice := NormalizePhone(once, "FR"); strings.HasPrefix(once, "+") && twice != once {
			t.Fatalf("%q is %q, then %q", s, once, twice)
		}
		nationalDigits(once)
		FormatPhone(once, "FR")
	})
}

// TestSearchTerm compares the search for one term with the library's.
func TestSearchTerm(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 9))
	letters := func(n int) []byte {
		b := make([]byte, r.IntN(n))
		for i := range b {
			b[i] = "abe@0\x1f"[r.IntN(6)]
		}
		return b
	}
	for range 20_000 {
		text, piece := letters(40), letters(5)
		if len(piece) == 0 {
			continue
		}
		if got, want := newTerm(piece).in(text), strings.Contains(string(text), string(piece)); got != want {
			t.Fatalf("%q in %q: %v", piece, text, got)
		}
	}
}

func TestOfficialNumbers(t *testing.T) {
	for _, c := range []struct {
		fault func(string) Code
		in    string
		want  Code
	}{
		{sirenFault, "732829320", ""}, {sirenFault, "732829321", Checksum}, {sirenFault, "73282932", Format},
		{siretFault, "73282932000074", ""}, {siretFault, "73282932000075", Checksum}, {siretFault, "35600000000048", ""},
		{siretFault, "35600000009075", ""}, {siretFault, "35600000009076", Checksum}, {siretFault, "7328293200007", Format},
		{vatFault, "FR44732829320", ""}, {vatFault, "FR45732829320", Checksum}, {vatFault, "DE123456789", ""}, {vatFault, "DE12345678", Format},
		{vatFault, "ESX1234567R", ""}, {vatFault, "XX123", Format}, {vatFault, "CHE123456789MWS", ""}, {vatFault, "FR", Format}, {vatFault, "", Format},
	} {
		if got := c.fault(c.in); got != c.want {
			t.Errorf("%s: %q, want %q", c.in, got, c.want)
		}
	}
}

func TestValidation(t *testing.T) {
	s, _ := newStore(t)
	for name, c := range map[string]struct {
		p    Person
		want string
	}{
		"no name":     {Person{Note: "x"}, "name: required"},
		"e-mail":      {Person{Given: "Z", Emails: []Email{{Address: "a@b.test"}, {Address: "pas une adresse"}}}, "emails[1].address: format"},
		"status":      {Person{Given: "Z", Status: "friend"}, "status: no_such"},
		"too long":    {Person{Given: strings.Repeat("é", 300)}, "given: too_long"},
		"affiliation": {Person{Organisations: []Affiliation{{Organisation: ID{1}}}}, "organisations[0].organisation: no_such"},
		"nature":      {Person{Given: "Z", Nature: "robot"}, "nature: no_such"},
	} {
		err := s.AddPerson(&c.p, AddOptions{Source: "test"})
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	if err := s.AddPerson(&Person{Given: "Z"}, AddOptions{}); err == nil || err.Error() != "source: required" {
		t.Error(err)
	}
	p := add(t, s, Person{Given: " Zo\u0065\u0301\x00\n ", Tags: []string{"#b", "a", "b", " "}, Note: "un\r\ndeux\x07",
		Emails: []Email{{Label: "work", Address: "Z@b.test"}, {Label: "home", Address: "z@B.test"}, {}}})
	if p.Given != "Zoé" || strings.Join(p.Tags, "|") != "a|b" || p.Note != "un\ndeux" || len(p.Emails) != 1 || p.Emails[0].Label != "work ; home" || p.Status != Prospect {
		t.Errorf("stored as %+v", p)
	}
	for _, i := range []Interaction{{Contact: p.ID, Kind: Call}, {Contact: p.ID, Kind: "chat", Direction: In}, {Contact: ID{9}, Kind: Note},
		{Contact: p.ID, Kind: Note, FollowUp: "2026-02-30"}} {
		if err := s.AddInteraction(&i); codeOf(err) == "" {
			t.Errorf("%+v: %v", i, err)
		}
	}
	if err := s.AddDocument(&Document{Contact: p.ID, Kind: Invoice, Number: "1", Date: "2026-02-30"}); codeOf(err) != NotADay {
		t.Error(err)
	}
}
