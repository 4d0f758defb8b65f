package numbering

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"testing"

	lib "github.com/nyaruka/phonenumbers"
)

var update = flag.Bool("update", false, "write plans.txt.gz from the library")

// TestPlans holds plans.txt.gz to be the library's tables.
func TestPlans(t *testing.T) {
	want := libraryPlans(t)
	if *update {
		var out bytes.Buffer
		w, _ := gzip.NewWriterLevel(&out, gzip.BestCompression)
		w.Write(want)
		w.Close()
		if err := os.WriteFile("plans.txt.gz", out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got, err := unpack(); err != nil || got != string(want) {
		t.Error("plans.txt.gz is not what the library says now: go test ./store/numbering -update", err)
	}
	for region, e := range theAtlas().regions {
		if p := e.plan(); p.General.Is == nil || len(p.General.Lengths) == 0 {
			t.Errorf("%s: a plan without a general pattern or lengths", region)
		}
	}
}

func libraryPlans(t *testing.T) []byte {
	t.Helper()
	coll, err := lib.MetadataCollection()
	if err != nil {
		t.Fatal(err)
	}
	shortColl, err := lib.ShortNumberMetadataCollection()
	if err != nil {
		t.Fatal(err)
	}
	key := func(m *lib.PhoneMetadata) string { return fmt.Sprint(m.GetId(), m.GetCountryCode()) }
	all, short := map[string]*lib.PhoneMetadata{}, map[string]*lib.PhoneMetadata{}
	for _, m := range coll.GetMetadata() {
		all[key(m)] = m
	}
	for _, m := range shortColl.GetMetadata() {
		short[m.GetId()] = m
	}
	var out bytes.Buffer
	for _, code := range slices.Sorted(maps.Keys(lib.GetSupportedCallingCodes())) {
		for _, region := range lib.GetRegionCodesForCountryCode(code) {
			p := planOf(all[fmt.Sprint(region, code)], short[region])
			var object bytes.Buffer
			enc := json.NewEncoder(&object)
			enc.SetEscapeHTML(false)
			if err := enc.Encode(p); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&out, "%s %d %s", region, code, object.Bytes())
		}
	}
	return out.Bytes()
}

func planOf(m, short *lib.PhoneMetadata) *plan {
	p := &plan{
		Abroad: patternOf(m.GetInternationalPrefix()), Trunk: lib.GetNddPrefixForRegion(m.GetId(), true),
		Prefix: patternOf(m.GetNationalPrefixForParsing()), Without: m.GetNationalPrefixTransformRule(),
		Leading: patternOf(m.GetLeadingDigits()), General: *kindOf(m.GetGeneralDesc()),
		Fixed: kindOf(m.GetFixedLine()), Mobile: kindOf(m.GetMobile()), Extension: m.GetPreferredExtnPrefix(),
		National: formatsOf(m.GetNumberFormat()), Foreign: formatsOf(m.GetIntlNumberFormat()),
	}
	for i := range p.Foreign {
		p.Foreign[i].First = ""
	}
	p.General.Local = ints(m.GetGeneralDesc().GetPossibleLengthLocalOnly())
	if m.GetSameMobileAndFixedLinePattern() {
		p.Either, p.Fixed, p.Mobile = p.Fixed, nil, nil
	}
	for _, d := range []*lib.PhoneNumberDesc{m.GetPremiumRate(), m.GetTollFree(), m.GetSharedCost(), m.GetVoip(),
		m.GetPersonalNumber(), m.GetPager(), m.GetUan(), m.GetVoicemail()} {
		if k := kindOf(d); k != nil {
			p.Special = append(p.Special, *k)
		}
	}
	if short != nil {
		for _, d := range []*lib.PhoneNumberDesc{short.GetGeneralDesc(), short.GetShortCode()} {
			if k := kindOf(d); k != nil {
				p.Short = append(p.Short, *k)
			}
		}
	}
	return p
}

func patternOf(s string) *pattern {
	if s == "" {
		return nil
	}
	return &pattern{text: s}
}

func (p *pattern) MarshalText() ([]byte, error) { return []byte(p.text), nil }

// kindOf returns nil for a kind of number that the region does not have.
func kindOf(d *lib.PhoneNumberDesc) *kind {
	k := &kind{Is: patternOf(d.GetNationalNumberPattern()), Lengths: ints(d.GetPossibleLength())}
	if k.Is == nil || k.Is.text == "NA" {
		return nil
	}
	return k
}

func ints(list []int32) (out []int) {
	for _, n := range list {
		out = append(out, int(n))
	}
	return out
}

func formatsOf(list []*lib.NumberFormat) (out []format) {
	for _, f := range list {
		leading := f.GetLeadingDigitsPattern()
		last := ""
		if len(leading) > 0 {
			last = leading[len(leading)-1] // the most detailed
		}
		out = append(out, format{patternOf(f.GetPattern()), patternOf(last), f.GetFormat(), f.GetNationalPrefixFormattingRule()})
	}
	return out
}
