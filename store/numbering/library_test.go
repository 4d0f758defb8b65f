package numbering

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	lib "github.com/nyaruka/phonenumbers"
)

// answers are all that is asked about one writing, as one text.
func answers(written, region string) string {
	n, ok := Parse(written, region)
	if !ok {
		return "none"
	}
	return fmt.Sprint(n.E164(), " ext ", n.Extension, " ", n.Domestic(), " ", n.Foreign(), " possible ", n.Possible(), " mobile ", n.Mobile(),
		" here ", Code(region) == n.Code && ValidIn(region, n.National), " valid ", Valid(n.Code, n.National))
}

func libraryAnswers(written, region string) string {
	n, err := lib.Parse(written, region)
	nsn := lib.GetNationalSignificantNumber(n)
	// Digits that the library leaves as they are, of Indian scripts for one, make it answer 0.
	if err != nil || n.GetNationalNumber() == 0 && strings.Trim(nsn, "0") == "" && len(nsn) < minDigits {
		return "none"
	}
	kind := lib.GetNumberType(n)
	valid := slices.ContainsFunc(lib.GetRegionCodesForCountryCode(int(n.GetCountryCode())), func(r string) bool { return lib.IsValidNumberForRegion(n, r) })
	return fmt.Sprint(lib.Format(n, lib.E164), " ext ", n.GetExtension(), " ", lib.Format(n, lib.NATIONAL), " ", lib.Format(n, lib.INTERNATIONAL),
		" possible ", lib.IsPossibleNumberWithReason(n) == lib.IS_POSSIBLE, " mobile ", kind == lib.MOBILE || kind == lib.FIXED_LINE_OR_MOBILE,
		" here ", lib.IsValidNumberForRegion(n, region), " valid ", valid)
}

func compare(t *testing.T, written, region string) {
	t.Helper()
	if got, want := answers(written, region), libraryAnswers(written, region); got != want {
		t.Errorf("%q dialled from %q:\n got %s\nwant %s", written, region, got, want)
	}
}

var regions = slices.Sorted(maps.Keys(lib.GetSupportedRegions()))

// examples are the library's own numbers of every region and kind, written in
// every way.
func examples() (out []string) {
	add := func(n *lib.PhoneNumber) {
		for _, f := range []lib.PhoneNumberFormat{lib.E164, lib.NATIONAL, lib.INTERNATIONAL, lib.RFC3966} {
			out = append(out, lib.Format(n, f))
		}
		out = append(out, lib.FormatOutOfCountryCallingNumber(n, "FR"), strconv.Itoa(int(n.GetCountryCode()))+lib.GetNationalSignificantNumber(n))
	}
	for _, region := range regions {
		for kind := lib.FIXED_LINE; kind <= lib.VOICEMAIL; kind++ {
			if n := lib.GetExampleNumberForType(region, kind); n != nil {
				add(n)
			}
		}
	}
	for code := range lib.GetSupportedGlobalNetworkCallingCodes() {
		add(lib.GetExampleNumberForNonGeoEntity(code))
	}
	return out
}

func TestEveryExampleIsReadAsTheLibraryReadsIt(t *testing.T) {
	list := examples()
	if len(list) < 5000 {
		t.Fatalf("only %d examples", len(list))
	}
	for i, s := range list {
		for _, from := range []string{"FR", "ZZ", "", regions[i%len(regions)]} {
			compare(t, s, from)
			compare(t, s+" ext. 12", from)
		}
	}
}

// TestNumbersGoneWrong changes digits, loses some, adds some and signs.
func TestNumbersGoneWrong(t *testing.T) {
	rounds := 40_000
	switch {
	case os.Getenv("CALEPIN_LONG") != "":
		rounds = 2_000_000
	case testing.Short():
		rounds = 15_000
	}
	r := rand.New(rand.NewPCG(1, 2))
	list := examples()
	here := []string{"FR", "FR", "FR", "BE", "CH", "DE", "GB", "US", "IT", "ES", "RE", "AR", "BR", "MX", "GG", "ZZ"}
	const signs = "0123456789+ -()./x#,;e\u00a0\uff11\u0663"
	for i := range rounds {
		s := []rune(list[r.IntN(len(list))])
		if i%4 == 0 { // nothing but digits, of a country that many customers are of
			s = []rune([]string{"0", "+33", "0033", "+41", "+32", "+49", "+1", "+44", "+39", ""}[r.IntN(10)] + strconv.Itoa(r.IntN(10_000_000_000)))
		}
		for range 1 + r.IntN(3) {
			at := r.IntN(len(s))
			sign := rune([]rune(signs)[r.IntN(len([]rune(signs)))])
			switch r.IntN(3) {
			case 0:
				s[at] = rune('0' + r.IntN(10))
			case 1:
				s = slices.Insert(s, at, sign)
			case 2:
				if len(s) > 3 {
					s = slices.Delete(s, at, at+1)
				}
			}
		}
		from := here[r.IntN(len(here))]
		if i%3 == 0 {
			from = regions[r.IntN(len(regions))]
		}
		compare(t, string(s), from)
		if t.Failed() && i > 2000 {
			return
		}
	}
}

func TestShortNumbers(t *testing.T) {
	for _, region := range append([]string{"ZZ", ""}, regions...) {
		code := int32(lib.GetCountryCodeForRegion(region))
		for n := uint64(1); n < 200_000; n++ {
			if n > 2000 && testing.Short() || n > 9999 && region != "FR" {
				break
			}
			if got, want := ValidShort(region, strconv.FormatUint(n, 10)), lib.IsValidShortNumberForRegion(&lib.PhoneNumber{CountryCode: &code, NationalNumber: &n}, region); got != want {
				t.Errorf("%s %d: %v, the library says %v", region, n, got, want)
			}
		}
	}
}

func TestRegionsAndCodes(t *testing.T) {
	for _, region := range append([]string{"ZZ", "", world, "fr"}, regions...) {
		if Known(region) != lib.GetSupportedRegions()[region] || Code(region) != lib.GetCountryCodeForRegion(region) || Trunk(region) != lib.GetNddPrefixForRegion(region, true) {
			t.Errorf("%q: %v %d %q", region, Known(region), Code(region), Trunk(region))
		}
	}
	for code := range 1000 {
		e := main(code)
		if want := lib.GetRegionCodeForCountryCode(code); (e == nil) != (want == lib.UNKNOWN_REGION) || e != nil && e.region != want {
			t.Errorf("%d: not %s", code, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for i, s := range examples() {
		if i%97 == 0 {
			f.Add(s, "FR")
		}
	}
	for _, s := range []string{"tel:0123456;phone-context=+33", "tel:123;phone-context=example.test", ";phone-context=+33123", "1-800-FLOWERS", "01 23 45 67 89 / x12", "+33 1 23 45 67 89;isub=12",
		"0800 PIZZA poste 3", "+800 1234 5678", "00+33 1 23 45 67 89", "12+3345678", "++33 1 23 45 67 89", "０１ ２３ ４５ ６７ ８９", "0623456789,,12#", "+39 02 1234 5678", "00", "000000"} {
		f.Add(s, "FR")
		f.Add(s, "IT")
		f.Add(s, "")
	}
	f.Fuzz(func(t *testing.T, written, region string) {
		if region != "" && !lib.GetSupportedRegions()[region] {
			region = regions[len(region)%len(regions)]
		}
		compare(t, written, region)
	})
}
