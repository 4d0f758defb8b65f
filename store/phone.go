package store

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"calepin/store/numbering"
)

// extension parts a number from its extension, as RFC 3966 writes it.
const extension = ";ext="

// NormalizePhone returns a phone number as it is stored: E.164 where it is
// valid or has the length of one, dialled from country (ISO 3166-1 alpha-2)
// unless it says otherwise, followed by ";ext=12" where it has an extension; the bare digits of a short
// number of that country ("3630"); else what was given, cleaned.
func NormalizePhone(given, country string) string {
	number, _ := readPhone(given, country)
	return number
}

// CheckPhone tells whether given is a telephone number, dialled from country
// unless it says otherwise, and whether there is a digit in it at all.
func CheckPhone(given, country string) (valid, digits bool) {
	_, valid = readPhone(given, country)
	return valid, hasDigit(given)
}

func hasDigit(s string) bool { return strings.ContainsFunc(s, unicode.IsDigit) }

// readPhone is NormalizePhone; valid is false where the number is kept as given.
func readPhone(given, country string) (number string, valid bool) {
	given = cleanLine(given)
	digits, plain := compactPhone(strings.TrimPrefix(given, "tel:"))
	if plain {
		if e164 := quickE164(digits, country); e164 != "" {
			return e164, true
		}
	}
	if short := shortNumber(digits, country); plain && short != "" {
		return short, true
	}
	if e164 := slowE164(given, country); e164 != "" {
		return e164, true
	}
	return given, false
}

// compactPhone returns the digits of a number, led by + where it is written
// internationally. It is not plain when it holds anything but digits and the
// usual separators.
func compactPhone(s string) (digits string, plain bool) {
	if rest := strings.TrimPrefix(s, "+"); rest != "" && allDigits(rest) {
		return s, true
	}
	out := make([]byte, 0, len(s))
	if strings.HasPrefix(s, "+") {
		s = strings.Replace(s, "(0)", "", 1)
	}
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9', r == '+' && len(out) == 0:
			out = append(out, byte(r))
		case strings.ContainsRune(" .-/()\u00a0\u202f\u2009‑–", r):
		default:
			return "", false
		}
	}
	return string(out), len(out) > 0
}

// quickE164 settles numbers that are plainly international or national by one
// question to the library, whose parser costs six times as much. It returns ""
// where it cannot tell.
func quickE164(digits, country string) string {
	if rest, found := strings.CutPrefix(digits, "00"); found && country != "US" && country != "CA" {
		digits = "+" + rest
	}
	if rest, found := strings.CutPrefix(digits, "+"); found {
		code, nsn := numbering.SplitCode(rest)
		if code == 33 && plainlyFrench("0"+nsn, "FR") {
			return digits
		}
		if isFictional(code, nsn) || plainDigits(nsn) && numbering.Valid(code, nsn) {
			return "+" + rest
		}
		return ""
	}
	if plainlyFrench(digits, country) {
		return "+33" + digits[1:]
	}
	for _, region := range dialledAs(digits, country) {
		if e164 := nationalE164(digits, region); e164 != "" {
			return e164
		}
	}
	return ""
}

// plainlyFrench tells whether digits are a number of mainland France dialled
// within it: ten digits from 01 to 09 (Arcep, décision 2018-0881), none of the
// beginnings that overseas regions have for their own. Whether the block was
// given out already is not asked: the library's tables age, and its regular
// expressions were a sixth of an import.
func plainlyFrench(digits, country string) bool {
	return country == "FR" && len(digits) == 10 && digits[0] == '0' && digits[1] >= '1' && digits[1] <= '9' &&
		!slices.ContainsFunc(overseas, func(o region) bool { return o.begins(digits) })
}

func nationalE164(digits, country string) string {
	code := numbering.Code(country)
	nsn, found := digits, true
	if code != northAmerica {
		nsn, found = strings.CutPrefix(digits, numbering.Trunk(country))
	}
	if found && (isFictional(code, nsn) || plainDigits(nsn) && numbering.ValidIn(country, nsn)) {
		return "+" + strconv.Itoa(code) + nsn
	}
	return ""
}

// northAmerica is the calling code whose numbers are dialled with and without
// their trunk prefix.
const northAmerica = 1

// plainDigits tells whether digits are a national number that one question
// settles: leading zeros are the parser's business.
func plainDigits(nsn string) bool { return allDigits(nsn) && nsn[0] != '0' && len(nsn) <= 15 }

// shortNumber returns digits where they are a short number of the country:
// emergency, information, special services.
func shortNumber(digits, country string) string {
	if len(digits) >= 2 && len(digits) <= 6 && plainDigits(digits) && numbering.ValidShort(country, digits) {
		return digits
	}
	return ""
}

// region is a country or a part of one, with what its numbers begin with.
type region struct{ code, prefixes string }

func (r region) begins(digits string) bool { return strings.Contains(r.prefixes, digits[:4]) }

// overseas are the French regions with a numbering of their own, by the digits
// that it begins with, dialled from the mainland as if they were national
// (Arcep, national numbering plan).
var overseas = []region{
	{"RE", "0262 0263 0692 0693"}, {"YT", "0269 0639"}, {"GP", "0590 0690 0691"}, {"GF", "0594 0694"}, {"MQ", "0596 0696 0697"},
}

// dialledAs returns the regions whose national number digits may be, when
// dialled from country.
func dialledAs(digits, country string) []string {
	regions := []string{country}
	if country != "FR" || len(digits) != 10 {
		return regions
	}
	for _, o := range overseas {
		if o.begins(digits) {
			regions = append(regions, o.code)
		}
	}
	return regions
}

// fictional are the beginnings of the French numbers kept for works of fiction,
// which are never given out: fit for examples, and well formed (Arcep, décision
// 2018-0881).
var fictional = []string{"19900", "26191", "35301", "46571", "53649", "63998"}

func isFictional(code int, nsn string) bool {
	return code == 33 && len(nsn) == 9 && slices.ContainsFunc(fictional, func(p string) bool { return strings.HasPrefix(nsn, p) })
}

// slowE164 leaves the number to the library's own parser.
func slowE164(given, country string) string {
	// "poste 12" is how French writes an extension.
	lower := strings.ToLower(given)
	if i := strings.LastIndex(lower, "poste"); i > 0 && len(lower) == len(given) {
		given = given[:i] + "ext." + strings.TrimLeft(given[i+len("poste"):], " .:")
	}
	e164 := parsedE164(given, country)
	// The parser drops one trunk prefix: what has two ("+91 0 0…") would be read
	// as another number each time, and a number must have one writing.
	if e164 == "" || parsedE164(e164, country) != e164 {
		return ""
	}
	return e164
}

func parsedE164(given, country string) string {
	n, ok := numbering.Parse(given, country)
	// Long enough to be dialled is enough: the tables age, and a duplicate is
	// found by the number.
	if !ok || !n.Possible() {
		return ""
	}
	e164 := n.E164()
	if n.Extension != "" {
		e164 += extension + n.Extension
	}
	return e164
}

// FormatPhone writes a stored number for people: nationally in its own
// country, else internationally; what is not E.164 stays as it is.
func FormatPhone(number, country string) string {
	digits, _, _ := strings.Cut(number, extension)
	if digits, e164 := strings.CutPrefix(digits, "+"); !e164 || !allDigits(digits) {
		return number
	}
	if n, french := strings.CutPrefix(number, "+33"); french && country == "FR" && len(n) == 9 { // without waking the library, 5 ms
		return "0" + n[:1] + " " + n[1:3] + " " + n[3:5] + " " + n[5:7] + " " + n[7:]
	}
	n, ok := numbering.Parse(strings.Replace(number, extension, " ext. ", 1), country)
	if !ok {
		return number
	}
	if n.Code == numbering.Code(country) {
		return n.Domestic()
	}
	return n.Foreign()
}

// nationalDigits returns the digits that a number is dialled by in its own
// country, "" where the stored number is not E.164.
func nationalDigits(number string) string {
	digits, _, _ := strings.Cut(number, extension)
	digits, found := strings.CutPrefix(digits, "+")
	if !found || !allDigits(digits) {
		return ""
	}
	code, nsn := numbering.SplitCode(digits)
	switch {
	case code == 0 || nsn == "":
		return ""
	case code == 33: // the French case without a look-up
		return "0" + nsn
	}
	return numbering.Trunk(numbering.Region(code)) + nsn
}

func knownCountry(country string) bool { return numbering.Known(country) }

// MobilePhone tells whether a stored number can receive text messages, as far
// as its block tells.
func MobilePhone(number string) bool {
	if strings.HasPrefix(number, "+336") || strings.HasPrefix(number, "+337") { // Arcep, décision 2018-0881
		return true
	}
	n, ok := numbering.Parse(number, "")
	return ok && n.Mobile()
}
