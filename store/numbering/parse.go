package numbering

import (
	"strconv"
	"strings"
)

// Number is a telephone number: of a country's calling code, without any
// prefix, National with the zeros that belong to it.
type Number struct {
	Code      int
	National  string
	Extension string
}

// A national number has from 2 to 17 digits (ITU-T E.164 says 15; Germany has longer ones).
const minDigits, maxDigits = 2, 17

// Parse reads a telephone number as people write it, dialled from region (ISO
// 3166-1 alpha-2) unless it says otherwise. Whether there is such a number is
// not asked.
func Parse(written, region string) (n Number, ok bool) {
	dialled, ok := dialledPart(written)
	if !ok || !viable(dialled) {
		return n, false
	}
	var home *entry
	if Known(region) {
		home = theAtlas().regions[region]
	} else if !strings.ContainsAny(dialled, plusSigns) {
		return n, false
	}
	dialled, n.Extension = cutExtension(dialled)
	code, nsn, err := abroad(dialled, home)
	if at := strings.IndexAny(dialled, plusSigns); err == noSuchCode && at >= 0 {
		code, nsn, err = abroad(strings.TrimLeft(dialled[at:], plusSigns), home)
		if code == 0 {
			return n, false
		}
	}
	if err != nothingWrong {
		return n, false
	}
	owner := home
	if code != 0 {
		owner = main(code)
	} else {
		nsn = digitsOf(dialled)
		if home != nil {
			code = home.code
		}
	}
	if len(nsn) >= minDigits && owner != nil {
		// What has no possible length once the prefix is gone may be a short number.
		bare := owner.plan().withoutPrefix(nsn)
		if s := owner.plan().size(bare); s == possible || s == long {
			nsn = bare
		}
	}
	if len(nsn) < minDigits || len(nsn) > maxDigits || strings.Trim(nsn, "0123456789") != "" {
		return n, false
	}
	n.Code, n.National = code, nsn
	return n, true
}

// A fault is why a number could not be parted from its calling code.
type fault int

const (
	nothingWrong fault = iota
	tooShort
	noSuchCode
)

// abroad parts a number from its calling code, where it is written
// internationally, or with the code of home before a national number; 0 where
// it is not.
func abroad(dialled string, home *entry) (code int, nsn string, f fault) {
	if dialled == "" {
		return 0, "", nothingWrong
	}
	digits, international := withoutAbroad(dialled, home)
	if international {
		if len(digits) <= minDigits {
			return 0, "", tooShort
		}
		if code, nsn = SplitCode(digits); code == 0 {
			return 0, "", noSuchCode
		}
		return code, nsn, nothingWrong
	}
	if home == nil {
		return 0, "", nothingWrong
	}
	rest, found := strings.CutPrefix(digits, strconv.Itoa(home.code))
	if !found {
		return 0, "", nothingWrong
	}
	p := home.plan()
	rest = p.withoutPrefix(rest)
	if !p.General.Is.matches(digits) && p.General.Is.matches(rest) || p.size(digits) == long {
		return home.code, rest, nothingWrong
	}
	return 0, "", nothingWrong
}

// withoutAbroad returns the digits of a number without the + or the prefix that
// calls from home to other countries begin with, and whether there was one.
func withoutAbroad(dialled string, home *entry) (digits string, international bool) {
	if rest := strings.TrimLeft(dialled, plusSigns); rest != dialled {
		return digitsOf(rest), true
	}
	digits = digitsOf(dialled)
	if home == nil || home.plan().Abroad == nil {
		return digits, false
	}
	at := home.plan().Abroad.compile().head.FindStringIndex(digits)
	if at == nil || strings.HasPrefix(digits[at[1]:], "0") { // no calling code begins with 0
		return digits, false
	}
	return digits[at[1]:], true
}

// withoutPrefix returns a national number without its trunk prefix; with it
// where the number fits the plan only so.
func (p *plan) withoutPrefix(nsn string) string {
	if nsn == "" || p.Prefix == nil {
		return nsn
	}
	head := p.Prefix.compile().head
	at := head.FindStringSubmatchIndex(nsn)
	if at == nil {
		return nsn
	}
	bare := nsn[at[1]:]
	if last := at[len(at)-2]; p.Without != "" && last >= 0 {
		bare = head.ReplaceAllString(nsn, p.Without)
	}
	if p.General.Is.matches(nsn) && !p.General.Is.matches(bare) {
		return nsn
	}
	return bare
}
