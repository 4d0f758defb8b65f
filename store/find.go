package store

import (
	"bytes"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/google/uuid"

	"calepin/store/vault"
)

// FindPerson returns the person that ref names: by id or unique id prefix of at
// least four characters, by e-mail, or by name: the whole name (in any order,
// case and accents apart), else whole words of it. Where several fit, it
// returns an *AmbiguousError with their rows.
func (s *Store) FindPerson(ref string) (p Person, err error) {
	err = s.v.View(func(tx *vault.Tx) error {
		id, err := s.findPerson(tx, ref)
		if err != nil {
			return err
		}
		p, err = getPerson(tx, id)
		return err
	})
	return p, err
}

func (s *Store) findPerson(tx *vault.Tx, ref string) (ID, error) {
	ref = cleanLine(ref)
	if strings.Contains(ref, "@") {
		return one(tx, KindPerson, ref, idsUnder(tx, duplicateKey('e', Fold(ref))))
	}
	ids := idsWithPrefix(tx, KindPerson, ref)
	if len(ids) == 1 {
		return ids[0], nil
	}
	words := foldWords(ref)
	slices.Sort(words)
	if len(words) > 0 {
		prefix := append([]byte{'n'}, strings.Join(words, " ")+"\x1f"...)
		if named := idsUnder(tx, prefix); len(named) > 0 {
			ids = named
		} else if wordy := s.personsWithWords(tx, words); len(wordy) > 0 {
			ids = wordy
		}
	}
	return one(tx, KindPerson, ref, ids)
}

// personsWithWords returns the people in whose row's name each word stands
// whole. It reads the index by name through.
func (s *Store) personsWithWords(tx *vault.Tx, words []string) (ids []ID) {
	var t terms
	for _, w := range words {
		t = append(t, newTerm([]byte(w)))
	}
	found, _ := scan{terms: t}.run(tx, &s.split)
	for _, f := range found {
		name := foldWords(string(rowField(f.value, fieldName)))
		if !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(name, w) }) {
			ids = append(ids, ID(f.key[len(f.key)-16:]))
		}
	}
	return ids
}

// idsUnder returns the ids that end the keys of by_duplicate under a prefix.
func idsUnder(tx *vault.Tx, prefix []byte) (ids []ID) {
	var many map[ID]bool // of ids, where they are too many to look through
	for k := range tx.Prefix(bucketByDuplicate, prefix) {
		id := ID(k[len(k)-16:])
		if many[id] || many == nil && slices.Contains(ids, id) {
			continue
		}
		if ids = append(ids, id); many != nil {
			many[id] = true
		} else if len(ids) == 64 {
			many = make(map[ID]bool, 1024)
			for _, id := range ids {
				many[id] = true
			}
		}
	}
	return ids
}

// idsWithPrefix returns up to ten ids of a kind that begin as ref, which is an
// id or at least four characters of one; where none does, those that end as
// ref, of at least eight characters: ids begin with a time, so the end is what
// tells those of one day apart. Where contacts lead the keys of the kind, and
// for an end, it reads them all.
func idsWithPrefix(tx *vault.Tx, kind RecordKind, ref string) (ids []ID) {
	digits := strings.ToLower(strings.ReplaceAll(strings.TrimSpace(ref), "-", ""))
	if len(digits) < minPrefix || len(digits) > 32 || strings.Trim(digits, "0123456789abcdef") != "" {
		return nil
	}
	start, err := hex.DecodeString(digits[:len(digits)&^1])
	if err != nil {
		return nil
	}
	if slices.Contains(filedUnderContacts, kind) {
		start = nil
	}
	ids = idsWhere(tx, kind, start, func(id []byte) bool { return bytes.HasPrefix(id, []byte(digits)) })
	if len(ids) == 0 && len(digits) >= minSuffix {
		ids = idsWhere(tx, kind, nil, func(id []byte) bool { return bytes.HasSuffix(id, []byte(digits)) })
	}
	return ids
}

// idsWhere returns up to ten ids of a kind, under a prefix of its keys, whose
// hexadecimal digits match.
func idsWhere(tx *vault.Tx, kind RecordKind, start []byte, match func([]byte) bool) (ids []ID) {
	var text [32]byte
	for k := range tx.Prefix(string(kind), start) {
		id := k[len(k)-16:]
		hex.Encode(text[:], id)
		if !match(text[:]) {
			continue
		}
		if ids = append(ids, ID(id)); len(ids) == maxAmbiguousListed {
			break
		}
	}
	return ids
}

// one returns the one id of ids, or why there is none.
func one(tx *vault.Tx, kind RecordKind, ref string, ids []ID) (ID, error) {
	switch len(ids) {
	case 0:
		return ID{}, &NotFoundError{Kind: kind, Ref: ref}
	case 1:
		return ids[0], nil
	}
	rows, err := describe(tx, kind, ids[:min(len(ids), maxAmbiguousListed)])
	if err != nil {
		return ID{}, err
	}
	return ID{}, &AmbiguousError{Kind: kind, Ref: ref, Matches: rows}
}

// describe returns what tells records apart for someone who has to choose.
func describe(tx *vault.Tx, kind RecordKind, ids []ID) ([]Row, error) {
	ix := newIndexer(lookIn(tx))
	rows := make([]Row, len(ids))
	for i, id := range ids {
		rows[i].ID = id
		switch kind {
		case KindPerson:
			p, err := getPerson(tx, id)
			if err != nil {
				return nil, err
			}
			rows[i] = rowOf(&p, ix.mainOrg(&p))
		case KindOrganisation:
			rows[i].Name = ix.orgName(id)
		}
	}
	return rows, nil
}

// nameEntry returns a person's pair in by_name.
func nameEntry(tx *vault.Tx, ix *indexer, id ID) (k, v []byte, err error) {
	p, err := getPerson(tx, id)
	if err != nil {
		return nil, nil, err
	}
	k = ix.nameKey(&p)
	if v = tx.Get(bucketByName, k); v == nil {
		v = ix.rowValue(&p)
	}
	return k, v, nil
}

func parseCursor(s string, kind RecordKind) (ID, error) {
	id, err := uuid.Parse(s)
	if err != nil {
		return ID{}, &NotFoundError{Kind: kind, Ref: s}
	}
	return id, nil
}
