package numbering

import "slices"

// has tells whether a national number is of that kind.
func (k *kind) has(nsn string) bool {
	return k != nil && (len(k.Lengths) == 0 || slices.Contains(k.Lengths, len(nsn))) && k.Is.matches(nsn)
}

// A line is what a number rings, as far as its digits tell.
type line int

const (
	nothing line = iota
	special
	fixed
	mobile
	either // fixed or mobile
)

func (p *plan) line(nsn string) line {
	switch {
	case !p.General.has(nsn):
		return nothing
	case slices.ContainsFunc(p.Special, func(k kind) bool { return k.has(nsn) }):
		return special
	case p.Either.has(nsn), p.Fixed.has(nsn) && p.Mobile.has(nsn):
		return either
	case p.Fixed.has(nsn):
		return fixed
	case p.Mobile.has(nsn):
		return mobile
	}
	return nothing
}

// Valid tells whether a national number without its trunk prefix is one of any
// region of a calling code.
func Valid(code int, nsn string) bool {
	return slices.ContainsFunc(theAtlas().codes[code], func(e *entry) bool { return e.plan().line(nsn) != nothing })
}

// ValidIn tells whether it is one of that region.
func ValidIn(region, nsn string) bool {
	e := theAtlas().regions[region]
	return e != nil && e.plan().line(nsn) != nothing
}

// ValidShort tells whether digits are a short number of a country: emergency,
// information, special services.
func ValidShort(region, digits string) bool {
	e := theAtlas().regions[region]
	if e == nil || len(e.plan().Short) == 0 {
		return false
	}
	return !slices.ContainsFunc(e.plan().Short, func(k kind) bool { return !k.has(digits) })
}

// A size is how the length of a number compares with those of a plan.
type size int

const (
	possible size = iota
	local         // within one area only
	short
	long
	between
)

func (p *plan) size(nsn string) size {
	switch lengths := p.General.Lengths; {
	case slices.Contains(p.General.Local, len(nsn)):
		return local
	case slices.Contains(lengths, len(nsn)):
		return possible
	case len(nsn) < slices.Min(lengths):
		return short
	case len(nsn) > slices.Max(lengths):
		return long
	}
	return between
}

// Possible tells whether the number has a length that its plan gives to whole
// numbers, whatever its digits.
func (n Number) Possible() bool {
	e := main(n.Code)
	return e != nil && e.plan().size(n.National) == possible
}

// Mobile tells whether the number may be a mobile telephone's.
func (n Number) Mobile() bool {
	if p := n.region(); p != nil {
		l := p.line(n.National)
		return l == mobile || l == either
	}
	return false
}

// region returns the plan of the region that the number belongs to, among those
// that share its calling code; nil where it is none's.
func (n Number) region() *plan {
	entries := theAtlas().codes[n.Code]
	if len(entries) == 1 {
		return entries[0].plan()
	}
	for _, e := range entries {
		p := e.plan()
		if p.Leading != nil && p.Leading.begins(n.National) || p.Leading == nil && p.line(n.National) != nothing {
			return p
		}
	}
	return nil
}
