package numbering

import (
	"regexp"
	"strconv"
	"sync"
)

// E164 returns the number as it is stored and dialled from anywhere, without
// its extension.
func (n Number) E164() string { return "+" + strconv.Itoa(n.Code) + n.National }

// Foreign writes the number for people in other countries.
func (n Number) Foreign() string {
	e := main(n.Code)
	if e == nil {
		return n.National
	}
	formats := e.plan().Foreign
	if len(formats) == 0 {
		formats = e.plan().National
	}
	written := n.National
	if f := fitting(formats, n.National); f != nil {
		written = f.write(n.National, f.As)
	}
	return "+" + strconv.Itoa(n.Code) + " " + written + n.extension(e.plan())
}

// Domestic writes the number for people in its own country.
func (n Number) Domestic() string {
	e := main(n.Code)
	if e == nil {
		return n.National
	}
	written := n.National
	if f := fitting(e.plan().National, n.National); f != nil {
		as := f.As
		if at := firstGroup().FindStringIndex(as); f.First != "" && at != nil {
			as = as[:at[0]] + f.First + as[at[1]:]
		}
		written = f.write(n.National, as)
	}
	return written + n.extension(e.plan())
}

var firstGroup = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\$\d`) })

func (f *format) write(nsn, as string) string { return f.Is.compile().full.ReplaceAllString(nsn, as) }

// fitting returns the first of formats that writes a number, nil where none does.
func fitting(formats []format, nsn string) *format {
	for i := range formats {
		if f := &formats[i]; (f.Leading == nil || f.Leading.begins(nsn)) && f.Is.matches(nsn) {
			return f
		}
	}
	return nil
}

func (n Number) extension(p *plan) string {
	if n.Extension == "" {
		return ""
	}
	lead := p.Extension
	if lead == "" {
		lead = " ext. "
	}
	return lead + n.Extension
}
