package store

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"

	"calepin/store/collation"
	"calepin/store/vault"
)

// TagCount is a tag in use and how many people bear it.
type TagCount struct {
	Tag    string `json:"tag"`
	People int    `json:"people"`
}

// Tags returns the tags in use, sorted as names are. Spellings that differ in
// case or accents alone are one tag, for so are they to a filter; it is shown
// as most spell it. It costs a walk through the index by name.
func (s *Store) Tags() (tags []TagCount, err error) {
	var parts [2]map[string]*int
	for i := range parts {
		parts[i] = map[string]*int{}
	}
	err = s.v.View(func(tx *vault.Tx) error {
		ix := newIndexer(lookIn(tx))
		all := func() matcher { return func(_, v []byte) bool { return len(rowField(v, fieldTags)) > 0 } }
		_, err = walk(context.Background(), tx, bucketByName, &s.split, all, func(part, _ int, _, v []byte) {
			for tag := range bytes.SplitSeq(rowField(v, fieldTags), []byte(sepTag)) {
				if n := parts[part][string(tag)]; n != nil {
					*n++
				} else {
					parts[part][string(tag)] = new(int)
					*parts[part][string(tag)] = 1
				}
			}
		})
		tags = ix.joinTags(parts[:])
		return err
	})
	return tags, err
}

// joinTags adds up counts by spelling.
func (ix *indexer) joinTags(parts []map[string]*int) []TagCount {
	bySpelling := map[string]int{}
	for _, part := range parts {
		for tag, n := range part {
			bySpelling[tag] += *n
		}
	}
	type spelling struct {
		tag         string
		best, total int
	}
	byFold := map[string]*spelling{}
	for tag, n := range bySpelling {
		t := byFold[Fold(tag)]
		if t == nil {
			t = &spelling{}
			byFold[Fold(tag)] = t
		}
		if t.total += n; n > t.best || n == t.best && tag < t.tag {
			t.tag, t.best = tag, n
		}
	}
	tags := make([]TagCount, 0, len(byFold))
	keys := map[string][]byte{}
	for _, t := range byFold {
		tags = append(tags, TagCount{t.tag, t.total})
		keys[t.tag] = collation.Key(t.tag)
	}
	SortRecords(tags, func(a, b TagCount) int { return bytes.Compare(keys[a.Tag], keys[b.Tag]) })
	return tags
}

// TagPersons adds tags to people and takes others from them, as one change that
// one Undo takes back. Tags are told apart as a filter does: case and accents
// apart. It returns how many people it changed; who is gone is passed over.
func (s *Store) TagPersons(people []ID, add, remove []string) (changed int, err error) {
	add, remove = sortedTags(add), sortedTags(remove)
	err = s.update(Edited, func(c *change) error {
		changed = 0
		for _, id := range people {
			p, err := getPerson(c.tx, id)
			var gone *NotFoundError
			if errors.As(err, &gone) {
				continue
			} else if err != nil {
				return err
			}
			tags := retag(p.Tags, add, remove)
			if slices.Equal(tags, p.Tags) {
				continue
			}
			p.Tags, p.UpdatedAt = tags, c.touch(p.UpdatedAt, p.Batch)
			if err := p.clean(c.set); err != nil {
				return err
			}
			if err := c.put(&p); err != nil {
				return err
			}
			changed++
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return changed, nil
}

// retag returns tags with those to add and without those to remove.
func retag(tags, add, remove []string) []string {
	has := func(list []string, tag string) bool {
		return slices.ContainsFunc(list, func(t string) bool { return strings.EqualFold(t, tag) || Fold(t) == Fold(tag) })
	}
	out := slices.DeleteFunc(slices.Clone(tags), func(t string) bool { return has(remove, t) })
	for _, t := range add {
		if !has(out, t) {
			out = append(out, t)
		}
	}
	return sortedTags(out)
}
