package store

import (
	"bytes"
	"cmp"
	"time"

	"calepin/store/vault"
)

// Policy is one version of how long the business keeps a kind of data, where it
// departs from what calepin ships. Append-only: the newest version of a code
// holds, and the former ones say what held before.
type Policy struct {
	ID      ID     `json:"id"`
	Code    string `json:"code"`
	Version int    `json:"version"` // from 1, by code
	// Months is the time limit; 0 goes back to what calepin ships.
	Months int `json:"months,omitempty"`
	// Justification is why, in writing (CNIL délib. 2021-131).
	Justification string    `json:"justification,omitempty"`
	CreatedAt     time.Time `json:"created_at"`
}

func (p *Policy) clean() error {
	var c cleaner
	c.line("code", &p.Code, maxTag)
	if p.Code == "" {
		c.fail("code", Required)
	}
	if p.Months < 0 || p.Months > 1200 {
		c.fail("months", Range)
	}
	c.text("justification", &p.Justification, maxNote)
	if p.Justification == "" && p.Months > 0 {
		c.fail("justification", Required)
	}
	return c.err
}

// SetPolicy adds a version of a policy. It cannot be undone: setting it again is
// another version.
func (s *Store) SetPolicy(p *Policy) error {
	return s.write(func(c *change) error {
		if err := p.clean(); err != nil {
			return err
		}
		all, err := listTied[Policy](c.tx, KindPolicy, ID{})
		if err != nil {
			return err
		}
		p.ID, p.CreatedAt, p.Version = newID(c.now), c.now, 1
		for _, o := range all {
			if o.Code == p.Code {
				p.Version = max(p.Version, o.Version+1)
			}
		}
		return c.put(p)
	})
}

// Policies returns every version of every policy that the business set, by
// code, the newest first.
func (s *Store) Policies() (all []Policy, err error) {
	err = s.v.View(func(tx *vault.Tx) error { all, err = listTied[Policy](tx, KindPolicy, ID{}); return err })
	SortRecords(all, func(a, b Policy) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), b.Version-a.Version, bytes.Compare(b.ID[:], a.ID[:]))
	})
	return all, err
}
