package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"slices"

	"calepin/store/vault"
)

// Roll is everybody whom a query asks for, in its order, as a list that is read
// where it is looked at: it holds marks and places, no rows. Its methods may be
// called from several goroutines.
//
// A Roll lists people as they were when it was made. After a change its rows
// are what the vault holds now where it pointed to: current facts, but possibly
// one fewer, or a neighbour for somebody who moved. Changed tells, and the list
// is to be made again.
type Roll struct {
	s       *Store
	q       Query
	scan    scan
	walked  scan // whom the marks count
	marks   marks
	order   []uint32 // places by rank, nil where the order is that of by_name
	changes uint64
}

// Roll walks the index by name once for all whom q asks for, in any order; q's
// Limit, After and Count are not looked at. The first page of the same list is
// had from Persons without the walk. It ends early with ctx's error.
func (s *Store) Roll(ctx context.Context, q Query) (*Roll, error) {
	if !q.Sort.known() {
		return nil, &FieldError{"sort", NoSuch}
	}
	r := &Roll{s: s, q: q, changes: s.changes.Load()}
	err := s.v.View(func(tx *vault.Tx) error {
		ix := newIndexer(lookIn(tx))
		r.scan = scan{terms: q.terms(), only: q.members(tx, ix)}
		if q.byName() || q.Sort == SortMatch {
			return r.found(ctx, tx)
		}
		r.walked = r.scan
		return r.sorted(ctx, tx)
	})
	if err != nil {
		return nil, err
	}
	return r, nil
}

// found makes a list by name, or of the nearest first: of everybody, or of
// whom the roster finds.
func (r *Roll) found(ctx context.Context, tx *vault.Tx) error {
	all, err := r.s.roster(ctx, tx, r.changes)
	if err != nil {
		return err
	}
	r.marks = all.marks
	if len(r.scan.terms) == 0 && r.scan.only == nil {
		return nil
	}
	var parts [2]nearPlaces
	var words terms // without them all are as near
	if r.q.Sort == SortMatch {
		words = parseSearch(r.q.Search)
	}
	all.each(&r.scan, func(part, at int, text []byte) {
		near := &parts[part][words.nearness(text)]
		*near = append(*near, uint32(at))
	})
	r.order = byNearness(&parts, uint32(len(all.parts[0].ids)), r.q.Descending)
	return nil
}

// Len returns how many people the list has.
func (r *Roll) Len() int {
	if r.order != nil {
		return len(r.order)
	}
	return r.marks.total
}

// Changed tells whether anything but drafts and saved filters was written since
// the list was made.
func (r *Roll) Changed() bool { return r.s.changes.Load() != r.changes }

// Rows returns n rows from a place on, fewer at the end of the list.
func (r *Roll) Rows(from, n int) (rows []Row, err error) {
	from = max(from, 0)
	to := min(from+max(n, 0), r.Len())
	if from >= to {
		return nil, nil
	}
	rows = make([]Row, 0, to-from)
	add := func(_ int, k, v []byte) {
		if r.scan.match(k, v) { // still
			rows = append(rows, readRow(k, v))
		}
	}
	err = r.s.v.View(func(tx *vault.Tx) error {
		switch {
		case r.order != nil:
			for _, place := range r.order[from:to] {
				r.marks.read(tx, r.walked.match, int(place), int(place)+1, add)
			}
		case r.q.Descending:
			r.marks.read(tx, r.walked.match, r.Len()-to, r.Len()-from, add)
			slices.Reverse(rows)
		default:
			r.marks.read(tx, r.walked.match, from, to, add)
		}
		return nil
	})
	return rows, err
}

// Index returns the place of somebody in the list, false for who is not in it.
func (r *Roll) Index(id ID) (index int, found bool) {
	place := -1
	_ = r.s.v.View(func(tx *vault.Tx) error {
		p, err := getPerson(tx, id)
		if err != nil {
			return err
		}
		ix := newIndexer(lookIn(tx))
		place = r.marks.place(tx, r.walked.match, ix.nameKey(&p))
		return nil
	})
	switch {
	case place < 0:
		return 0, false
	case r.order != nil:
		index = slices.Index(r.order, uint32(place))
		return max(index, 0), index >= 0
	case r.q.Descending:
		return r.Len() - 1 - place, true
	}
	return place, true
}

// rollPart is what one goroutine of a walk gathers to sort by.
type rollPart struct {
	have    []keyed
	missing []uint32
	ids     []ID // of all, to tell equals apart
	names   map[string]uint32
	unknown []string // organisations that no list was sorted by yet
}

// grow makes room for a list of everybody.
func (p *rollPart) grow(by SortKey, size int) {
	switch by {
	case SortCreated, SortLastContact:
		p.have = make([]keyed, 0, size)
	default: // few have one
		p.missing = make([]uint32, 0, size)
	}
	if by != SortOrganisation {
		p.ids = make([]ID, 0, size)
	}
}

// sorted makes a list in another order than by name.
func (r *Roll) sorted(ctx context.Context, tx *vault.Tx) (err error) {
	var parts [2]rollPart
	ranks := r.s.orgs.load()
	for i := range parts {
		parts[i].names = map[string]uint32{}
	}
	if size := int(r.s.split.size.Load()); len(r.scan.terms) == 0 && r.scan.only == nil {
		parts[0].grow(r.q.Sort, size) // room for both in the end
		parts[1].grow(r.q.Sort, size*5/8)
	}
	r.marks, err = walk(ctx, tx, bucketByName, &r.s.split, r.scan.matcher, func(part, at int, k, v []byte) {
		p := &parts[part]
		key, has := uint64(0), false
		switch r.q.Sort {
		case SortOrganisation:
			key, has = p.organisation(ranks, v)
		case SortLastContact:
			key, has = lastContactIn(v)
		case SortFollowUp:
			key, has = followUpIn(v)
		case SortCreated:
			key, has = binary.BigEndian.Uint64(k[len(k)-16:]), true
		}
		if r.q.Sort != SortOrganisation {
			p.ids = append(p.ids, ID(k[len(k)-16:]))
		}
		if !has {
			p.missing = append(p.missing, uint32(at))
			return
		}
		p.have = append(p.have, keyed{key, uint32(at)})
	})
	if err != nil {
		return err
	}
	if r.q.Sort == SortOrganisation {
		r.s.orgs.settle(ranks, &parts)
	}
	r.order = arrange(&parts, r.q.Descending)
	return nil
}

// arrange returns the places in the order of the keys, of equal keys in that of
// the ids, where there are any, else by name; then those without a key, by name.
func arrange(parts *[2]rollPart, descending bool) []uint32 {
	a, b := &parts[0], &parts[1]
	first := uint32(len(a.have) + len(a.missing)) // as many places are the first part's
	for i := range b.have {
		b.have[i].place += first
	}
	for i := range b.missing {
		b.missing[i] += first
	}
	all := append(a.have, b.have...)
	ids := append(a.ids, b.ids...)
	missing := append(a.missing, b.missing...)
	all = sortKeyed(all)
	if len(ids) > 0 {
		breakTies(all, ids)
	}
	order := make([]uint32, 0, len(all)+len(missing))
	for _, x := range all {
		order = append(order, x.place)
	}
	if descending {
		slices.Reverse(order)
	}
	return append(order, missing...)
}

// breakTies puts runs of one key in the order of their ids, which lie by place.
func breakTies(all []keyed, ids []ID) {
	for from := 0; from < len(all); {
		to := from + 1
		for to < len(all) && all[to].key == all[from].key {
			to++
		}
		if to-from > 1 {
			SortRecords(all[from:to], func(x, y keyed) int { return bytes.Compare(ids[x.place][:], ids[y.place][:]) })
		}
		from = to
	}
}

// lastContactIn returns when a row of by_name had its last contact, and false
// for never. It stands before the last separator.
func lastContactIn(v []byte) (uint64, bool) {
	end := bytes.LastIndexByte(v, sep)
	if end < 0 {
		return 0, false
	}
	from := bytes.LastIndexByte(v[:end], sep) + 1
	if from == end {
		return 0, false
	}
	return number(v[from:end]) ^ 1<<63, true // so that times before 1970 come first
}

// number reads what strconv.AppendInt wrote.
func number(text []byte) uint64 {
	var n int64
	for _, b := range text {
		if b != '-' {
			n = n*10 + int64(b-'0')
		}
	}
	if text[0] == '-' {
		n = -n
	}
	return uint64(n)
}

// followUpIn returns the follow-up of a row of by_name as a number that sorts
// as the day does. It stands behind the last separator.
func followUpIn(v []byte) (key uint64, found bool) {
	for _, b := range v[bytes.LastIndexByte(v, sep)+1:] {
		if b >= '0' && b <= '9' {
			key, found = key*10+uint64(b-'0'), true
		}
	}
	return key, found
}
