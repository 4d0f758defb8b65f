// Package numbering knows the numbering plans of the world: it reads, checks
// and writes telephone numbers as github.com/nyaruka/phonenumbers does, which
// its tables are taken from and its tests compare every answer with. That
// library itself decodes all of its tables at each start, as protocol buffers,
// and brings what decodes them; here a plan is decoded when it is first asked for.
//
// After the library was updated: go test ./store/numbering -update
package numbering

import (
	"compress/gzip"
	_ "embed"
	"encoding/json"
	"io"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// packed are one line a region, "FR 33 {…}"; of the regions that share a calling
// code the main one comes first, and 001 stands for those of the whole world.
// A fifth of the size for a millisecond, once, where a number is asked about.
//
//go:embed plans.txt.gz
var packed string

func unpack() (string, error) {
	r, err := gzip.NewReader(strings.NewReader(packed))
	if err != nil {
		return "", err
	}
	lines, err := io.ReadAll(r)
	return string(lines), err
}

// world is the region of calling codes that belong to no country.
const world = "001"

// plan is how one region's numbers are made and written.
type plan struct {
	Abroad   *pattern `json:"abroad,omitempty"`   // what calls to other countries begin with
	Trunk    string   `json:"trunk,omitempty"`    // what calls within the country begin with, when it is written
	Prefix   *pattern `json:"prefix,omitempty"`   // the same, as it may be dialled, carriers' codes included
	Without  string   `json:"without,omitempty"`  // what stays when it is taken away, where that is not the rest
	Leading  *pattern `json:"leading,omitempty"`  // what tells the region's numbers from those of others of its code
	General  kind     `json:"general"`            // any number
	Fixed    *kind    `json:"fixed,omitempty"`    // those of fixed lines
	Mobile   *kind    `json:"mobile,omitempty"`   // those of mobile telephones
	Either   *kind    `json:"either,omitempty"`   // those of both, where they cannot be told apart
	Special  []kind   `json:"special,omitempty"`  // all others: premium, free, shared cost, Internet, pagers…
	Short    []kind   `json:"short,omitempty"`    // a short number matches all of these
	National []format `json:"national,omitempty"` // the first that fits writes a number
	// Foreign writes them for other countries, where that differs.
	Foreign   []format `json:"foreign,omitempty"`
	Extension string   `json:"extension,omitempty"` // what leads to one, where it is not " ext. "
}

// kind is a set of numbers: of any of these lengths, or whatever length where
// none is given, that match.
type kind struct {
	Is      *pattern `json:"is"`
	Lengths []int    `json:"lengths,omitempty"`
	Local   []int    `json:"local,omitempty"` // lengths that can be dialled within one area only
}

// format writes the numbers that match Is and begin with Leading.
type format struct {
	Is      *pattern `json:"is"`
	Leading *pattern `json:"leading,omitempty"`
	As      string   `json:"as"`
	// First is written for the first group of As within the country.
	First string `json:"first,omitempty"`
}

// pattern is a regular expression that is compiled when it is first needed.
type pattern struct {
	text string
	once sync.Once
	full *regexp.Regexp // of the whole text
	head *regexp.Regexp // of its beginning
}

func (p *pattern) UnmarshalText(b []byte) error { p.text = string(b); return nil }

func (p *pattern) compile() *pattern {
	p.once.Do(func() {
		p.full, p.head = regexp.MustCompile("^(?:"+p.text+")$"), regexp.MustCompile("^(?:"+p.text+")")
	})
	return p
}

func (p *pattern) matches(s string) bool { return p.compile().full.MatchString(s) }

func (p *pattern) begins(s string) bool { return p.compile().head.MatchString(s) }

// atlas finds the plans.
type atlas struct {
	regions map[string]*entry
	codes   map[int][]*entry
}

type entry struct {
	region string
	code   int
	plan   func() *plan
}

var theAtlas = sync.OnceValue(func() *atlas {
	plans, err := unpack()
	if err != nil {
		panic(err) // embedded, and read by a test
	}
	a := &atlas{map[string]*entry{}, map[int][]*entry{}}
	for line := range strings.Lines(plans) {
		region, rest, _ := strings.Cut(line, " ")
		digits, object, _ := strings.Cut(rest, " ")
		code, _ := strconv.Atoi(digits)
		e := &entry{region, code, sync.OnceValue(func() *plan {
			p := new(plan)
			if err := json.Unmarshal([]byte(object), p); err != nil {
				panic(err)
			}
			return p
		})}
		a.codes[code] = append(a.codes[code], e)
		if region != world {
			a.regions[region] = e
		}
	}
	return a
})

// Known tells whether a country (ISO 3166-1 alpha-2) has a numbering plan.
func Known(region string) bool { return theAtlas().regions[region] != nil }

// Code returns the calling code of a country, 0 where it is unknown.
func Code(region string) int {
	if e := theAtlas().regions[region]; e != nil {
		return e.code
	}
	return 0
}

// Trunk returns what calls within a country begin with, "" where it is nothing.
func Trunk(region string) string {
	if e := theAtlas().regions[region]; e != nil {
		return e.plan().Trunk
	}
	return ""
}

// Region returns the country of a calling code, the main one where several share
// it; "" where there is none.
func Region(code int) string {
	if e := main(code); e != nil && e.region != world {
		return e.region
	}
	return ""
}

// main returns the region whose plan goes for a calling code; nil where there
// is no such code.
func main(code int) *entry {
	if entries := theAtlas().codes[code]; len(entries) > 0 {
		return entries[0]
	}
	return nil
}

// SplitCode parts the digits of an international number after its calling
// code; 0 where they begin with none.
func SplitCode(digits string) (code int, nsn string) {
	for n := 1; n <= 3 && n <= len(digits); n++ {
		c := digits[n-1]
		if c < '0' || c > '9' || n == 1 && c == '0' {
			break
		}
		if code = code*10 + int(c-'0'); main(code) != nil {
			return code, digits[n:]
		}
	}
	return 0, digits
}
