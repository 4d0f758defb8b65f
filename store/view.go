package store

import (
	"bytes"
	"encoding/json"
	"fmt"

	"calepin/store/collation"
	"calepin/store/vault"
)

// bucketView holds saved filters: the folded name → View.
const bucketView = "view"

// View is a filter of the list of people, saved under a name. It has no undo
// and no export takes it along.
type View struct {
	Name  string `json:"name"`
	Query Query  `json:"query"` // less its Limit, After and Count
}

// SaveView keeps a filter, in place of the one of the same name, case and
// accents apart.
func (s *Store) SaveView(v View) error {
	var c cleaner
	c.line("name", &v.Name, maxTag)
	if v.Name == "" {
		c.fail("name", Required)
	}
	c.line("search", &v.Query.Search, maxLine)
	if !v.Query.Sort.known() {
		c.fail("sort", NoSuch)
	}
	if c.err != nil {
		return c.err
	}
	v.Query.Tags = sortedTags(v.Query.Tags)
	value, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("write a filter: %w", err)
	}
	return s.v.Update(func(tx *vault.Tx) error { return tx.Put(bucketView, []byte(Fold(v.Name)), value) })
}

// Views returns the saved filters, sorted by name.
func (s *Store) Views() (all []View, err error) {
	err = s.v.View(func(tx *vault.Tx) error {
		for _, value := range tx.Prefix(bucketView, nil) {
			v, err := decodeAs[View](value)
			if err != nil {
				return err
			}
			all = append(all, v)
		}
		SortRecords(all, func(a, b View) int { return bytes.Compare(collation.Key(a.Name), collation.Key(b.Name)) })
		return nil
	})
	return all, err
}

// DeleteView removes a saved filter; one that is not there is no error.
func (s *Store) DeleteView(name string) error {
	return s.v.Update(func(tx *vault.Tx) error { return tx.Delete(bucketView, []byte(Fold(cleanLine(name)))) })
}
