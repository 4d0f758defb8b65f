package store

import (
	"slices"
	"strings"
)

// sieve looks for what an identity leaves in bytes as they are stored, without
// folding them: a shift-and automaton (Baeza-Yates and Gonnet, CACM 35(10),
// 1992) that takes every byte beyond ASCII for any letter of an accented
// writing, or for nothing, as a mark of its own is. It errs on the side of
// finding.
type sieve struct {
	lanes []*lane
}

// lane holds patterns of 64 bytes together, a bit for each byte.
type lane struct {
	start, final uint64
	step, hold   [256]uint64
	used         int
}

// What a pattern may hold: nothing that JSON writes otherwise, nor that parts
// words. A few bytes of it are enough to tell most texts apart.
const (
	steady     = "abcdefghijklmnopqrstuvwxyz0123456789.@'"
	maxPattern = 12
)

// newSieve makes a sieve for folded texts and runs of digits; nil where one of
// them has nothing that a sieve can look for.
func newSieve(texts, digits []string) *sieve {
	patterns := []string{`\u00`} // an escape of JSON could stand for anything
	for _, t := range texts {
		p := longestRun(t, func(c byte) bool { return strings.IndexByte(steady, c) >= 0 })
		if p == "" {
			return nil
		}
		patterns = append(patterns, p[:min(len(p), maxPattern)])
	}
	s := &sieve{}
	for _, p := range shortest(patterns) {
		s.add(p, false)
	}
	for _, n := range shortest(digits) {
		s.add(n[max(0, len(n)-maxPattern):], true)
	}
	return s
}

// shortest returns the patterns that no other is a part of, each once.
func shortest(patterns []string) []string {
	patterns = slices.Compact(slices.Sorted(slices.Values(patterns)))
	return slices.DeleteFunc(slices.Clone(patterns), func(p string) bool {
		return p == "" || slices.ContainsFunc(patterns, func(q string) bool { return q != p && q != "" && strings.Contains(p, q) })
	})
}

// longestRun returns the longest piece of s that is made of the bytes wanted.
func longestRun(s string, wanted func(byte) bool) (longest string) {
	from := 0
	for i := range len(s) + 1 {
		if i < len(s) && wanted(s[i]) {
			continue
		}
		if i-from > len(longest) {
			longest = s[from:i]
		}
		from = i + 1
	}
	return longest
}

// add adds a pattern; dialled ones may have between their bytes what people
// write between digits.
func (s *sieve) add(pattern string, dialled bool) {
	if len(s.lanes) == 0 || s.lanes[len(s.lanes)-1].used+len(pattern) > 64 {
		l := &lane{}
		for c := 0x80; c < 0x100; c++ {
			l.step[c], l.hold[c] = ^uint64(0), ^uint64(0)
		}
		s.lanes = append(s.lanes, l)
	}
	l := s.lanes[len(s.lanes)-1]
	l.start |= 1 << l.used
	for i := range len(pattern) {
		bit := uint64(1) << l.used
		c := pattern[i]
		l.step[c] |= bit
		if c >= 'a' && c <= 'z' {
			l.step[c-'a'+'A'] |= bit
		}
		if dialled {
			for p := range 0x80 {
				if parts(byte(p)) {
					l.hold[p] |= bit
				}
			}
		}
		l.used++
		if i == len(pattern)-1 {
			l.final |= bit
		}
	}
}

// passes tells whether b may hold a pattern.
func (s *sieve) passes(b []byte) bool {
	return slices.ContainsFunc(s.lanes, func(l *lane) bool { return l.passes(b) })
}

func (l *lane) passes(b []byte) bool {
	start, final := l.start, l.final
	var d uint64
	for _, c := range b {
		d = (d<<1|start)&l.step[c] | d&l.hold[c]
		if d&final != 0 {
			return true
		}
	}
	return false
}
