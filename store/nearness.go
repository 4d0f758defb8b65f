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

// nearPlaces are the places of matches by their nearness.
type nearPlaces [elsewhere + 1][]uint32

// byNearness returns the places of the nearest first, those as near by name;
// first is how many places are the first part's.
func byNearness(parts *[2]nearPlaces, first uint32, descending bool) []uint32 {
	total := 0
	for _, p := range parts {
		for _, places := range p {
			total += len(places)
		}
	}
	order := make([]uint32, 0, total)
	for n, places := range parts[0] {
		order = append(order, places...)
		for _, at := range parts[1][n] {
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
	if len(t) == 0 {
		return beginsName
	}
	name := v[1:]
	if name[0] == sep && len(name) > 1 {
		name = name[1:]
	}
	if end := bytes.IndexByte(name, sep); end >= 0 {
		name = name[:end]
	}
	near := beginsName
	for _, term := range t {
		near = max(near, term.nearness(name))
	}
	return near
}

// nearness looks through a name byte by byte: it is short, and most of the time
// of a search that many fit is spent here.
func (t term) nearness(name []byte) int {
	near := elsewhere
	for i := 0; i+len(t.text) <= len(name); i++ {
		if name[i] != t.text[0] || string(name[i:i+len(t.text)]) != string(t.text) {
			continue
		}
		if i == 0 || !letter(name[i-1]) {
			return beginsName
		}
		near = inName
	}
	return near
}

// letter tells a byte of a letter or digit in folded text.
func letter(b byte) bool { return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b >= 0x80 }
