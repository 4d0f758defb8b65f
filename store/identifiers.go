package store

import "strings"

// sirenFault tells what is wrong with a SIREN: 9 digits of which the Luhn sum
// is a multiple of 10 (C. com. R123-221; INSEE); "" where nothing is.
func sirenFault(s string) Code {
	if len(s) != 9 || !allDigits(s) {
		return Format
	}
	if luhn(s)%10 != 0 {
		return Checksum
	}
	return ""
}

// laPoste is the SIREN of La Poste, whose establishments outgrew the Luhn sum:
// theirs have a plain sum of digits that is a multiple of 5 (INSEE).
const laPoste = "356000000"

// siretFault tells what is wrong with a SIRET: a SIREN and 5 digits, together
// a Luhn number, La Poste apart.
func siretFault(s string) Code {
	if len(s) != 14 || !allDigits(s) {
		return Format
	}
	if sirenFault(s[:9]) != "" {
		return Checksum
	}
	if luhn(s)%10 == 0 {
		return ""
	}
	sum := 0
	for i := range len(s) {
		sum += int(s[i] - '0')
	}
	if s[:9] == laPoste && sum%5 == 0 {
		return ""
	}
	return Checksum
}

func luhn(s string) (sum int) {
	for i := range len(s) {
		n := int(s[len(s)-1-i] - '0')
		if i%2 == 1 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return sum
}

// vatShapes are the VAT numbers that VIES and its neighbours know: after the
// country, 9 stands for a digit, A for a letter, X for either. (Commission,
// VIES, "structure of VAT identification numbers".)
var vatShapes = map[string][]string{
	"AT": {"U99999999"}, "BE": {"9999999999"}, "BG": {"999999999", "9999999999"}, "CY": {"99999999A"},
	"CZ": {"99999999", "999999999", "9999999999"}, "DE": {"999999999"}, "DK": {"99999999"}, "EE": {"999999999"},
	"EL": {"999999999"}, "ES": {"X9999999X"}, "FI": {"99999999"}, "FR": {"XX999999999"}, "HR": {"99999999999"},
	"HU": {"99999999"}, "IE": {"9X99999A", "9999999AA"}, "IT": {"99999999999"}, "LT": {"999999999", "999999999999"},
	"LU": {"99999999"}, "LV": {"99999999999"}, "MT": {"99999999"}, "NL": {"XXXXXXXXXXXX"}, "PL": {"9999999999"},
	"PT": {"999999999"}, "RO": {"99", "999", "9999", "99999", "999999", "9999999", "99999999", "999999999", "9999999999"},
	"SE": {"999999999999"}, "SI": {"99999999"}, "SK": {"9999999999"}, "XI": {"999999999", "999999999999", "AA999"},
	"GB": {"999999999", "999999999999", "AA999"}, "CHE": {"999999999", "999999999A", "999999999AAA"},
	"NO": {"999999999", "999999999MVA"},
}

// vatFault tells what is wrong with a VAT number, written without spaces and in
// capitals. Of the French ones with a numeric key the key is checked too
// (CGI art. 286 ter; key = 12 + 3 × (SIREN mod 97), mod 97).
func vatFault(s string) Code {
	country, rest := "", ""
	for _, n := range []int{2, 3} {
		if len(s) > n && vatShapes[s[:n]] != nil {
			country, rest = s[:n], s[n:]
		}
	}
	fits := false
	for _, shape := range vatShapes[country] {
		fits = fits || fitsShape(rest, shape)
	}
	switch {
	case !fits:
		return Format
	case country == "FR" && allDigits(rest[:2]):
		siren := 0
		for _, d := range rest[2:] {
			siren = siren*10 + int(d-'0')
		}
		if key := (12 + 3*(siren%97)) % 97; key != int(rest[0]-'0')*10+int(rest[1]-'0') {
			return Checksum
		}
	}
	return ""
}

func fitsShape(s, shape string) bool {
	if len(s) != len(shape) {
		return false
	}
	for i := range len(s) {
		digit, letter := s[i] >= '0' && s[i] <= '9', s[i] >= 'A' && s[i] <= 'Z'
		switch shape[i] {
		case '9':
			if !digit {
				return false
			}
		case 'A':
			if !letter {
				return false
			}
		case 'X':
			if !digit && !letter {
				return false
			}
		default:
			if s[i] != shape[i] {
				return false
			}
		}
	}
	return true
}

// compactNumber drops the spaces, points and hyphens that people write in
// official numbers.
func compactNumber(s string) string {
	return strings.ToUpper(strings.Map(func(r rune) rune {
		switch r {
		case ' ', '.', '-', '\u00a0', '\u202f':
			return -1
		}
		return r
	}, s))
}
