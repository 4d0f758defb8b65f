package watch

import (
	"strings"
	"unicode/utf8"

	"calepin/store"
)

// numbers finds social security numbers, bank cards and accounts by their
// control digits.
func numbers(text string) (found []Finding) {
	for i := 0; i < len(text); i++ {
		if !alnum(text[i]) || i > 0 && (alnum(text[i-1]) || text[i-1] >= utf8.RuneSelf) {
			continue
		}
		if end := iban(text[i:]); end > 0 {
			found = append(found, Finding{i, i + end, IBAN})
			i += end - 1
			continue
		}
		if end := nir(text[i:]); end > 0 {
			found = append(found, Finding{i, i + end, NIR})
			i += end - 1
			continue
		}
		if end := card(text[i:]); end > 0 && !filed(text[:i]) {
			found = append(found, Finding{i, i + end, Card})
			i += end - 1
		}
	}
	return found
}

func digit(c byte) bool { return c >= '0' && c <= '9' }
func alnum(c byte) bool { return digit(c) || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' }

// gather returns up to n letters or digits from the beginning of s, passing
// over single separators, and where each ends.
func gather(s, separators string, n int, takes func(byte) bool) (chars []byte, ends []int) {
	for i := 0; i < len(s) && len(chars) < n; i++ {
		switch {
		case takes(s[i]):
			chars, ends = append(chars, s[i]), append(ends, i+1)
		case len(chars) == 0 || !strings.ContainsRune(separators, rune(s[i])) || i+1 >= len(s) || !takes(s[i+1]):
			return chars, ends
		}
	}
	return chars, ends
}

// ended tells whether a number ends at i: no letter or digit goes on there.
func ended(s string, i int) bool { return i >= len(s) || !alnum(s[i]) }

// nir recognises the number of INSEE with its key, 97 minus the number modulo
// 97; the departments 2A and 2B of Corsica count as 19 and 18.
func nir(s string) (end int) {
	if s[0] < '1' || s[0] > '8' || s[0] == '5' || s[0] == '6' {
		return 0
	}
	chars, ends := gather(s, " .-", 15, func(c byte) bool { return digit(c) || c == 'A' || c == 'B' || c == 'a' || c == 'b' })
	if len(chars) < 15 || !ended(s, ends[14]) {
		return 0
	}
	switch chars[6] {
	case 'A', 'a', 'B', 'b':
		if chars[5] != '2' {
			return 0
		}
		if chars[6]|0x20 == 'a' {
			chars[5], chars[6] = '1', '9'
		} else {
			chars[5], chars[6] = '1', '8'
		}
	}
	number := uint64(0)
	for _, c := range chars[:13] {
		if !digit(c) {
			return 0
		}
		number = number*10 + uint64(c-'0')
	}
	month := int(chars[3]-'0')*10 + int(chars[4]-'0')
	if month < 1 || month > 12 && month < 20 || month > 42 && month < 50 {
		return 0
	}
	if !digit(chars[13]) || !digit(chars[14]) {
		return 0
	}
	if k := uint64(chars[13]-'0')*10 + uint64(chars[14]-'0'); k != 97-number%97 {
		return 0
	}
	return ends[14]
}

// card recognises the numbers of bank cards: the beginnings and the lengths that
// their issuers use (ISO/IEC 7812), and the key of Luhn.
func card(s string) (end int) {
	chars, ends := gather(s, " -.", 19, digit)
	for n := min(len(chars), 19); n >= 13; n-- {
		if ended(s, ends[n-1]) && (n == len(chars) || !digit(s[ends[n-1]])) && issued(string(chars[:n])) && luhn(chars[:n]) {
			return ends[n-1]
		}
	}
	return 0
}

// issued tells whether an issuer's numbers begin so and are that long.
func issued(n string) bool {
	first := func(digits int) int {
		v := 0
		for _, c := range n[:digits] {
			v = v*10 + int(c-'0')
		}
		return v
	}
	two, four := first(2), first(4)
	switch {
	case n[0] == '4':
		return len(n) == 16 || len(n) == 13 || len(n) == 19
	case two >= 51 && two <= 55, four >= 2221 && four <= 2720:
		return len(n) == 16
	case two == 34, two == 37:
		return len(n) == 15
	case four == 6011, two == 65, four >= 6440 && four <= 6499:
		return len(n) == 16
	case two == 50, two >= 56 && two <= 58, two == 67, four >= 6300 && four <= 6399, four == 6759:
		return len(n) == 16 || len(n) == 18 || len(n) == 19 // Maestro
	case four >= 3528 && four <= 3589:
		return len(n) == 16
	}
	return false
}

func luhn(digits []byte) bool {
	sum := 0
	for i, c := range digits {
		d := int(c - '0')
		if (len(digits)-i)%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// lengths are those of the accounts of countries (ISO 13616 registry).
var lengths = map[string]int{"AD": 24, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24,
	"FI": 18, "FO": 18, "FR": 27, "GB": 22, "GI": 23, "GL": 18, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IS": 26, "IT": 27, "LI": 21,
	"LT": 20, "LU": 20, "LV": 21, "MA": 28, "MC": 27, "MT": 31, "MU": 30, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "RS": 22, "SE": 24,
	"SI": 19, "SK": 24, "SM": 27, "TN": 24, "TR": 26, "UA": 29}

// iban recognises an account by its country, its length and its key modulo 97.
func iban(s string) (end int) {
	if len(s) < 15 {
		return 0
	}
	want, known := lengths[strings.ToUpper(s[:2])]
	if !known || !digit(s[2]) {
		return 0
	}
	chars, ends := gather(s, " -.", want, alnum)
	if len(chars) < want || !ended(s, ends[want-1]) {
		return 0
	}
	rest := 0
	for _, c := range append(append([]byte{}, chars[4:]...), chars[:4]...) {
		switch {
		case digit(c):
			rest = (rest*10 + int(c-'0')) % 97
		default:
			rest = (rest*100 + int(c|0x20-'a') + 10) % 97
		}
	}
	if rest != 1 {
		return 0
	}
	return ends[want-1]
}

// filed tells a number that the words before it call something else: a cheque of
// Luhn is passed by one number in ten, and by every SIRET.
func filed(before string) bool {
	before = store.Fold(before[max(0, len(before)-24):])
	for _, w := range []string{"commande", "order", "siret", "siren", "suivi", "colis", "tracking", "parcel", "serie", "serial", "facture",
		"invoice", "dossier", "contrat", "contract", "devis", "lot", "ean", "imei", "ref", "client n", "compteur", "expedition"} {
		if strings.Contains(before, w) {
			return true
		}
	}
	return false
}
