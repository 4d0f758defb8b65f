package demo

import (
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"
	"time"

	"calepin/store"
)

// firm is an organisation with what its people share.
type firm struct {
	store.Organisation
	slug string
}

// taken remembers which names are given away, by hash: a few bytes each, and a
// collision only costs a name.
type taken map[uint64]struct{}

// take reports whether the name was still free; it no longer is.
func (t taken) take(name string) bool {
	h := fnv.New64a()
	h.Write([]byte(name))
	_, gone := t[h.Sum64()]
	t[h.Sum64()] = struct{}{}
	return !gone
}

// newFirm makes an organisation that no other one shares its name with.
func (g *generator) newFirm(at time.Time) *firm {
	town := pick(g.dice, g.words.firms.Towns)
	name := g.firmName(town[1])
	f := &firm{slug: slug(name)}
	f.Organisation = store.Organisation{
		ID: g.dice.id(at), Name: name,
		Phones:    []store.Phone{{Label: "work", Number: g.phones.next(regionOf(town[0]))}},
		Addresses: []store.Address{g.address(town, "work")},
		CreatedAt: at, UpdatedAt: at,
	}
	if g.dice.chance(0.8) {
		f.Emails = []store.Email{{Label: "work", Address: "contact@" + f.slug + ".example"}}
		f.URLs = []store.Link{{Label: "work", URL: "https://www." + f.slug + ".example"}}
	}
	if g.dice.chance(0.7) {
		f.identify(g)
	}
	return f
}

func (g *generator) firmName(town string) string {
	w := &g.words.firms
	for try := 0; ; try++ {
		words := slots{
			slotTrade: pick(g.dice, w.Trades), slotPoetic: pick(g.dice, w.Poetics),
			slotPlural: pick(g.dice, w.Plurals), slotPlace: pick(g.dice, w.Places),
			slotSuffix: pick(g.dice, w.Suffixes), slotFamily: pick(g.dice, g.words.names.Families),
		}
		name := pick(g.dice, w.Patterns).say(g.dice, &words)
		switch {
		case try > 4:
			name = fmt.Sprintf("%s %s %d", name, town, try)
		case try > 2:
			name += " " + town
		}
		if g.slugs.take(slug(name)) {
			return name
		}
	}
}

// Invented SIRENs run from 000 010 00x to 000 099 99x, x being the check digit:
// the Sirene register knows none below 000 100 000.
const (
	firstSIREN = 1_000
	lastSIREN  = 9_999
)

// identify gives the firm a SIREN, the SIRET of its seat and a VAT number,
// while the invented range lasts.
func (f *firm) identify(g *generator) {
	if g.siren > lastSIREN {
		return
	}
	f.SIREN = withLuhn(fmt.Sprintf("%08d", g.siren))
	g.siren++
	f.SIRET = withLuhn(f.SIREN + "0001")
	n, _ := strconv.Atoi(f.SIREN)
	f.VATNumber = fmt.Sprintf("FR%02d%s", (12+3*(n%97))%97, f.SIREN) // CGI art. 286 ter
}

// withLuhn adds the check digit that ends SIRENs and SIRETs (ISO/IEC 7812-1).
func withLuhn(digits string) string {
	sum := 0
	for i := range digits {
		n := int(digits[len(digits)-1-i] - '0')
		if i%2 == 0 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return fmt.Sprintf("%s%d", digits, (10-sum%10)%10)
}

func (g *generator) address(town [2]string, label string) store.Address {
	return store.Address{
		Label: label, Street: fmt.Sprintf("%d %s", g.dice.between(1, 148), pick(g.dice, g.words.firms.Streets)),
		PostalCode: town[0], City: town[1], Country: "FR",
	}
}

// slug writes a name as a domain or a mailbox does: small ASCII letters and
// digits, with hyphens between words.
func slug(name string) string {
	words := strings.FieldsFunc(unspoken.Replace(store.Fold(name)), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	return strings.Join(words, "-")
}

var unspoken = strings.NewReplacer("'", "", "&", " et ")
