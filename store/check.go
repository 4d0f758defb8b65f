package store

import (
	"slices"
	"time"
)

// The checks below tell, before a bulk load that lands whole or not at all,
// whether a record would be stored as it is given: nil, or a *FieldError. They
// change nothing and do not look at what the record points to.

// Check tells whether p could be stored, its organisations named by id.
func (p Person) Check(set Settings) error { return p.clean(set) }

// Check tells whether s could be the settings of a vault.
func (s Settings) Check() error { return s.clean() }

// Check tells whether o could be stored.
func (o Organisation) Check(set Settings) error { return o.clean(set) }

// Check tells whether i could be stored.
func (i Interaction) Check() error { return i.clean() }

// Check tells whether d could be stored.
func (d Document) Check() error { return d.clean() }

// Check tells whether t could be stored.
func (t Task) Check() error { return t.clean() }

// Check tells whether d could be stored.
func (d Disclosure) Check() error { return d.clean() }

// Check tells whether a could be stored.
func (a Activity) Check() error { return a.clean() }

// Check tells whether f could be stored.
func (f Field) Check() error { return f.clean() }

// Check tells whether r could be stored.
func (r Rule) Check() error { return r.clean() }

// Check tells whether w could be stored.
func (w Wording) Check() error { return w.clean() }

// Check tells whether n could be stored.
func (n Notice) Check() error { return n.clean() }

// Check tells whether e could be stored now.
func (e Consent) Check(now time.Time) error { return e.clean(now) }

// Check tells whether g could be stored now.
func (g NoticeGiven) Check(now time.Time) error { return g.clean(now) }

// Check tells whether r could be stored now.
func (r Request) Check(now time.Time) error {
	r.Events = slices.Clone(r.Events)
	return r.clean(now)
}

// Check tells whether l could be stored.
func (l LetterText) Check() error { return l.clean() }

// PlausibleEmail tells whether s could be an e-mail address and would be
// stored as one.
func PlausibleEmail(s string) bool { return plausibleEmail(s) }
