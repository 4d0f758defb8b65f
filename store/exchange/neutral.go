package exchange

import "strings"

// formula tells whether a spreadsheet could run a cell as a formula (OWASP,
// "CSV injection"): it begins with = + - @, a tab or a return, or with those
// after apostrophes, which neutral would otherwise leave ambiguous.
func formula(s string) bool {
	s = strings.TrimLeft(s, "'")
	return s != "" && strings.IndexByte("=+-@\t\r", s[0]) >= 0
}

// neutral makes a cell harmless to spreadsheets by an apostrophe before it,
// which defuse takes off again.
func neutral(s string) string {
	if formula(s) {
		return "'" + s
	}
	return s
}
