package store

import (
	"bytes"
	"slices"
)

// How near a person is to the words of a search: each begins a word of their own
// name, each stands in it, or is found elsewhere (an organisation, an address).
const (
	beginsName = iota
	inName
	elsewhere
)

// nearnessKeys sort as nearness does.
var nearnessKeys = [...][]byte{beginsName: {'a'}, inName: {'b'}, elsewhere: {'c'}}

// byNearness returns the places of the nearest first, those as near by name.
func byNearness(parts *[2]rollPart, descending bool) []uint32 {
	first := uint32(0) // as many places are the first part's
	for _, places := range parts[0].near {
		first += uint32(len(places))
	}
	var order []uint32
	for n, places := range parts[0].near {
		order = append(order, places...)
		for _, at := range parts[1].near[n] {
			order = append(order, first+at)
		}
	}
	if descending {
		slices.Reverse(order)
	}
	return order
}

// nearness tells how near a row of by_name is. Who has no name of their own is
// called by the organisation's.
func (t terms) nearness(v []byte) int {
	name, rest, _ := bytes.Cut(v[1:], []byte{sep})
	if len(name) == 0 {
		name, _, _ = bytes.Cut(rest, []byte{sep})
	}
	near := beginsName
	for _, term := range t {
		switch {
		case term.begins(name):
		case term.in(name):
			near = inName
		default:
			return elsewhere
		}
	}
	return near
}

// begins tells whether a word of a name begins with the term.
func (t term) begins(name []byte) bool {
	for from := 0; ; {
		i := bytes.Index(name[from:], t.text)
		if i < 0 {
			return false
		}
		if at := from + i; at == 0 || !letter(name[at-1]) {
			return true
		}
		from += i + 1
	}
}

// letter tells a byte of a letter or digit in folded text.
func letter(b byte) bool { return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b >= 0x80 }
