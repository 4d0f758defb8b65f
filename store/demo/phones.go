package demo

import "fmt"

// block is one of the six ranges of 10,000 numbers that ARCEP keeps for works
// of fiction and that are never given to a subscriber (décision n° 2018-0881
// as amended, plan national de numérotation).
//
// The mobile range parses as a possible number, but libphonenumber's French
// data calls it invalid (06 39 is Mayotte's); it is kept, in E.164 like the
// others, because a number that rings somewhere would be worse.
type block int

const (
	mobile block = iota
	paris
	west
	east
	southEast
	southWest
	blockCount
)

var blockPrefixes = [blockCount]string{
	"+3363998", "+3319900", "+3326191", "+3335301", "+3346571", "+3353649",
}

const blockSize = 10_000

// regionOf returns the block of a French postal code's part of the country.
func regionOf(postalCode string) block {
	switch postalCode[:2] {
	case "75":
		return paris
	case "59", "67":
		return east
	case "69":
		return southEast
	case "17", "31", "33":
		return southWest
	default:
		return west
	}
}

// phonebook deals numbers out. None comes twice before all 60,000 are dealt:
// a block that runs out is relieved by the one used least. Past that, as
// fiction has no more numbers, they come round again.
type phonebook struct{ dealt [blockCount]int }

func (p *phonebook) next(from block) string {
	if p.dealt[from] >= blockSize {
		for b, n := range p.dealt {
			if n < p.dealt[from] {
				from = block(b)
			}
		}
	}
	n := p.dealt[from]
	p.dealt[from]++
	// 7919 is prime to 10,000: the multiples visit every number once.
	return fmt.Sprintf("%s%04d", blockPrefixes[from], (n*7919+1234)%blockSize)
}
