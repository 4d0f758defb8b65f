package store

import (
	"slices"
	"strings"

	"calepin/store/vault"
)

// Match is someone who may be the same person, and by what.
type Match struct {
	Row
	Why string `json:"why"` // "email", "phone" or "name"
}

// Duplicates returns the people on file who share an e-mail, a telephone
// number, or the name together with the organisation of p, in that order. p
// need not be stored, nor its numbers normalised; its organisations may be
// given by name.
func (s *Store) Duplicates(p Person) (found []Match, err error) {
	err = s.WithDuplicates(func(find func(Person) ([]Match, error)) error {
		found, err = find(p)
		return err
	})
	return found, err
}

// maxLikely is how many LikelyDuplicates are worth a look.
const maxLikely = 20

// LikelyDuplicates returns Duplicates of p and then those of the same name
// where one of the two has no organisation, twenty at most: a form asks at each
// key. That is worth a question to whoever types a contact in, and too little
// for an import, which would pass over true namesakes.
func (s *Store) LikelyDuplicates(p Person) (found []Match, err error) {
	err = s.v.View(func(tx *vault.Tx) error {
		ix := newIndexer(lookIn(tx))
		found, err = duplicates(tx, ix, s.Settings(), p, maxLikely)
		words := nameWords(&Person{Given: cleanLine(p.Given), Family: cleanLine(p.Family), Nickname: cleanLine(p.Nickname)})
		if err != nil || words == "" {
			return err
		}
		looked := 0
		for _, id := range idsUnder(tx, namePrefix(strings.Fields(words))) {
			if len(found) >= maxLikely || looked >= 4*maxLikely {
				break
			}
			if id == p.ID || slices.ContainsFunc(found, func(m Match) bool { return m.ID == id }) {
				continue
			}
			looked++
			other, err := getPerson(tx, id)
			if err != nil {
				return err
			}
			if len(other.Organisations) > 0 && len(p.Organisations) > 0 {
				continue
			}
			found = append(found, Match{Row: rowOf(&other, ix.mainOrg(&other)), Why: whyOf['n']})
		}
		return nil
	})
	return found, err
}

// WithDuplicates runs fn with a function that does what Duplicates does, in one
// read transaction for however many calls.
func (s *Store) WithDuplicates(fn func(find func(Person) ([]Match, error)) error) error {
	return s.v.View(func(tx *vault.Tx) error {
		set, err := readSettings(tx)
		if err != nil {
			return err
		}
		ix := newIndexer(lookIn(tx))
		return fn(func(p Person) ([]Match, error) { return duplicates(tx, ix, set, p, 0) })
	})
}

var whyOf = map[byte]string{'e': "email", 'p': "phone", 'n': "name"}

// duplicates returns at most limit of them, all for 0.
func duplicates(tx *vault.Tx, ix *indexer, set Settings, p Person, limit int) ([]Match, error) {
	var matches []Match
	seen := []ID{p.ID}
	for _, k := range candidateKeys(ix, set, p) {
		for _, id := range idsUnder(tx, k) {
			if limit > 0 && len(matches) == limit {
				return matches, nil
			}
			if slices.Contains(seen, id) {
				continue
			}
			seen = append(seen, id)
			k2, v, err := nameEntry(tx, ix, id)
			if err != nil {
				return nil, err
			}
			matches = append(matches, Match{Row: readRow(k2, v), Why: whyOf[k[0]]})
		}
	}
	return matches, nil
}

// candidateKeys are the keys that p would owe to by_duplicate, strongest first.
func candidateKeys(ix *indexer, set Settings, p Person) [][]byte {
	who := Person{Given: cleanLine(p.Given), Family: cleanLine(p.Family), Nickname: cleanLine(p.Nickname)}
	var keys [][]byte
	for _, e := range p.Emails {
		if address := cleanLine(e.Address); address != "" {
			keys = append(keys, duplicateKey('e', Fold(address)))
		}
	}
	for _, n := range p.Phones {
		if number := NormalizePhone(n.Number, set.Country); strings.HasPrefix(number, "+") {
			keys = append(keys, duplicateKey('p', number))
		}
	}
	words := nameWords(&who)
	if words != "" && len(p.Organisations) == 0 {
		keys = append(keys, nameKeyIn(words, ""))
	}
	for _, a := range p.Organisations {
		name := cleanLine(a.Name)
		if a.Organisation != (ID{}) {
			name = ix.orgName(a.Organisation)
		}
		keys = append(keys, nameKeyIn(words, name))
	}
	return keys
}
