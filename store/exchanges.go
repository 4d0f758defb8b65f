package store

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"calepin/store/vault"
)

// Exchange is an interaction and the row of its contact.
type Exchange struct {
	Interaction
	Person Row `json:"person"`
}

// ExchangeQuery asks for interactions of everybody.
type ExchangeQuery struct {
	Kinds     []Kind         // any of them; empty for all
	Direction Direction      // empty for both
	Support   []SupportState // requests of any of these states; empty for all interactions
	// Text is words that must all be in the subject or the body, accents and
	// case apart.
	Text string
}

// Exchanges are the interactions that a query asks for, newest first, as a list
// that is read where it is looked at. What Roll says of changes holds for it.
type Exchanges struct {
	s       *Store
	filter  interactionFilter
	marks   marks
	order   []uint32
	changes uint64
}

// Exchanges walks all interactions once: to be done off the loop. The newest
// alone are had from Recent. It ends early with ctx's error.
func (s *Store) Exchanges(ctx context.Context, q ExchangeQuery) (*Exchanges, error) {
	e := &Exchanges{s: s, filter: q.filter(), changes: s.changes.Load()}
	var parts [2]rollPart
	for i, share := range []int64{8, 5} {
		if n := s.splitTied.size.Load() * share / 8; e.filter.all() {
			parts[i].have = make([]keyed, 0, n)
		}
	}
	err := s.v.View(func(tx *vault.Tx) (err error) {
		e.filter.apart = quarantine(tx)
		e.marks, err = walk(ctx, tx, string(KindInteraction), &s.splitTied, e.filter.matcher, func(part, at int, _, v []byte) {
			parts[part].have = append(parts[part].have, keyed{timeIn(v), uint32(at)})
		})
		return err
	})
	if err != nil {
		return nil, err
	}
	e.order = arrange(&parts, true)
	return e, nil
}

// Len returns how many interactions the list has.
func (e *Exchanges) Len() int { return len(e.order) }

// Changed tells whether the list is to be made again: see Roll.
func (e *Exchanges) Changed() bool { return e.s.changes.Load() != e.changes }

// Rows returns n interactions from a place on, fewer at the end of the list.
func (e *Exchanges) Rows(from, n int) (rows []Exchange, err error) {
	from = max(from, 0)
	to := min(from+max(n, 0), e.Len())
	if from >= to {
		return nil, nil
	}
	match := e.filter.matcher()
	err = e.s.v.View(func(tx *vault.Tx) error {
		var values [][]byte
		for _, place := range e.order[from:to] {
			e.marks.read(tx, match, int(place), int(place)+1, func(_ int, _, v []byte) { values = append(values, v) })
		}
		rows, err = exchangesOf(tx, values)
		return err
	})
	return rows, err
}

// Index returns the place of an interaction in the list, false for one that is
// not in it.
func (e *Exchanges) Index(contact, id ID) (int, bool) {
	place := -1
	_ = e.s.v.View(func(tx *vault.Tx) error {
		place = e.marks.place(tx, e.filter.matcher(), key(contact, id))
		return nil
	})
	i := slices.Index(e.order, uint32(place))
	return max(i, 0), place >= 0 && i >= 0
}

// exchangesOf reads stored interactions and the rows of their contacts.
func exchangesOf(tx *vault.Tx, values [][]byte) ([]Exchange, error) {
	ix := newIndexer(lookIn(tx))
	people := map[ID]Row{}
	rows := make([]Exchange, 0, len(values))
	for _, v := range values {
		i, err := decodeAs[Interaction](v)
		if err != nil {
			return nil, err
		}
		row, known := people[i.Contact]
		if !known {
			p, err := getPerson(tx, i.Contact)
			if err != nil {
				return nil, err
			}
			row = rowOf(&p, ix.mainOrg(&p))
			people[i.Contact] = row
		}
		rows = append(rows, Exchange{i, row})
	}
	return rows, nil
}

// Recent returns the newest interactions of all contacts. It looks at the time
// of each: to be done off the loop.
func (s *Store) Recent(ctx context.Context, limit int) (rows []Exchange, err error) {
	if limit <= 0 {
		return nil, nil
	}
	type dated struct {
		at    uint64
		value []byte
	}
	var best [2][]dated
	newest := func(a, b dated) int { return int(min(max(int64(b.at-a.at), -1), 1)) }
	err = s.v.View(func(tx *vault.Tx) error {
		none := (&interactionFilter{apart: quarantine(tx)}).matcher
		_, err := walk(ctx, tx, string(KindInteraction), &s.splitTied, none, func(part, _ int, _, v []byte) {
			list, d := best[part], dated{timeIn(v), v}
			if n := len(list); n >= limit && d.at <= list[n-1].at {
				return
			}
			i, _ := slices.BinarySearchFunc(list, d, newest)
			if list = slices.Insert(list, i, d); len(list) > limit {
				list = list[:limit]
			}
			best[part] = list
		})
		if err != nil {
			return err
		}
		all := append(best[0], best[1]...)
		SortRecords(all, newest)
		var values [][]byte
		for _, d := range all[:min(limit, len(all))] {
			values = append(values, d.value)
		}
		rows, err = exchangesOf(tx, values)
		return err
	})
	return rows, err
}

// timeIn returns the time of a stored interaction as a number that sorts as the
// time does.
func timeIn(value []byte) uint64 {
	at, plain := textIn(value, `"at"`)
	if !plain || len(at) != len(storedTime) || at[len(at)-1] != 'Z' {
		i, err := decodeAs[Interaction](value)
		if err != nil {
			return 0
		}
		at = i.At.UTC().AppendFormat(nil, storedTime)
	}
	var n uint64
	for _, b := range at {
		if b >= '0' && b <= '9' {
			n = n*10 + uint64(b-'0')
		}
	}
	return n
}

// interactionFilter tells interactions by their stored bytes.
type interactionFilter struct {
	apart     map[ID]bool // whose are left out
	kinds     [][]byte
	direction []byte
	states    [][]byte
	words     [][]byte // folded
}

func (q ExchangeQuery) filter() (f interactionFilter) {
	for _, k := range q.Kinds {
		f.kinds = append(f.kinds, []byte(`"kind":"`+string(k)+`"`))
	}
	if q.Direction != "" {
		f.direction = []byte(`"direction":"` + string(q.Direction) + `"`)
	}
	for _, s := range q.Support {
		f.states = append(f.states, []byte(`"support":"`+string(s)+`"`))
	}
	for _, w := range strings.Fields(Fold(cleanLine(q.Text))) {
		f.words = append(f.words, []byte(w))
	}
	return f
}

func (f *interactionFilter) all() bool {
	return len(f.kinds)+len(f.direction)+len(f.states)+len(f.words) == 0
}

// matcher returns a matcher with a buffer of its own. A member of a record is
// found as in textIn: no text can hold its quoted name and a colon.
func (f *interactionFilter) matcher() matcher {
	var buf []byte
	return func(k, v []byte) bool {
		if isApart(f.apart, KindInteraction, k, v) {
			return false
		}
		has := func(member []byte) bool { return bytes.Contains(v, member) }
		if len(f.kinds) > 0 && !slices.ContainsFunc(f.kinds, has) || !has(f.direction) ||
			len(f.states) > 0 && !slices.ContainsFunc(f.states, has) {
			return false
		}
		if len(f.words) == 0 {
			return true
		}
		buf = AppendFold(buf[:0], unquoted(v))
		if slices.ContainsFunc(f.words, func(w []byte) bool { return !bytes.Contains(buf, w) }) {
			return false
		}
		i, err := decodeAs[Interaction](v) // the words may be names of members
		if err != nil {
			return false
		}
		buf = AppendFold(append(AppendFold(buf[:0], i.Subject), '\n'), i.Body)
		return !slices.ContainsFunc(f.words, func(w []byte) bool { return !bytes.Contains(buf, w) })
	}
}

// unquoted is plainText for what is valid UTF-8.
func unquoted(v []byte) string {
	s := string(v)
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	return escapes.Replace(s)
}
