package store

import (
	"bytes"
	"cmp"

	"calepin/store/vault"
)

// dated is a stored record that is not read yet, and what lists go by: the
// newest first, of one moment the highest number, then the highest id.
type dated struct {
	id     ID
	date   []byte // RFC 3339, in UTC and to the second, or a day
	number []byte
	value  []byte
}

func (a dated) compare(b dated) int {
	return cmp.Or(bytes.Compare(b.date, a.date), bytes.Compare(b.number, a.number), bytes.Compare(b.id[:], a.id[:]))
}

// textIn returns a text of a stored record without reading the rest of it. In
// JSON no other place than the member's own can hold its quoted name and a
// colon, for texts quote their quotes. It is false where there is none, or one
// that is not spelt as it reads.
func textIn(value []byte, quotedName string) ([]byte, bool) {
	_, rest, found := bytes.Cut(value, []byte(quotedName+`:"`))
	if !found {
		return nil, false
	}
	end := bytes.IndexByte(rest, '"')
	if end < 0 || bytes.IndexByte(rest[:end], '\\') >= 0 {
		return nil, false
	}
	return rest[:end], true
}

// paging is what part of a list is asked for.
type paging struct {
	limit int // 0 for all
	after *dated
}

// newest returns the part of the records of a kind, of one contact or of all
// where contact is zero, in the order of dated. read tells what lists go by,
// and whether the record is asked for at all. What is not in the part is
// looked at, but not kept.
func (p paging) newest(tx *vault.Tx, kind RecordKind, contact ID, read func(*dated) (bool, error)) ([]dated, error) {
	prefix := contact[:]
	var apart map[ID]bool
	if contact == (ID{}) {
		prefix, apart = nil, quarantine(tx)
	}
	var best []dated
	full := false // best[limit-1] is the last that can be in the part
	for k, v := range tx.Prefix(string(kind), prefix) {
		if isApart(apart, kind, k, v) {
			continue
		}
		d := dated{id: ID(k[len(k)-16:]), value: v}
		if wanted, err := read(&d); err != nil {
			return nil, err
		} else if !wanted || p.after != nil && d.compare(*p.after) <= 0 || full && d.compare(best[p.limit-1]) > 0 {
			continue
		}
		best = append(best, d)
		if p.limit > 0 && len(best) >= 2*p.limit+64 {
			SortRecords(best, dated.compare)
			best, full = best[:p.limit], true
		}
	}
	SortRecords(best, dated.compare)
	if p.limit > 0 && len(best) > p.limit {
		best = best[:p.limit]
	}
	return best, nil
}

// place finds the record that a cursor names.
func (p *paging) place(tx *vault.Tx, kind RecordKind, contact ID, cursor string, read func(*dated) (bool, error)) error {
	if cursor == "" {
		return nil
	}
	id, err := parseCursor(cursor, kind)
	if err != nil {
		return err
	}
	for k, v := range tx.Prefix(string(kind), nil) {
		if ID(k[len(k)-16:]) != id || contact != (ID{}) && ID(k[:16]) != contact {
			continue
		}
		p.after = &dated{id: id, value: v}
		_, err := read(p.after)
		return err
	}
	return &NotFoundError{Kind: kind, Ref: cursor}
}

// decodeDated reads records on all processors.
func decodeDated[T any](found []dated) ([]T, error) {
	if len(found) == 0 {
		return nil, nil
	}
	all := make([]T, len(found))
	err := inParts(len(found), func(_, from, to int) (err error) {
		for i := from; i < to && err == nil; i++ {
			all[i], err = decodeAs[T](found[i].value)
		}
		return err
	})
	return all, err
}
