package store

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"calepin/store/vault"
)

// AddOrganisation stores a new organisation and fills in what the store keeps.
func (s *Store) AddOrganisation(o *Organisation) error {
	return s.update(Added, func(c *change) error { return c.addOrganisation(o) })
}

func (c *change) addOrganisation(o *Organisation) error {
	if err := c.settle(&o.ID, KindOrganisation); err != nil {
		return err
	}
	c.stamp(&o.CreatedAt, &o.UpdatedAt, o.Batch)
	if err := o.clean(c.set); err != nil {
		return err
	}
	return c.put(o)
}

// OrganisationNamed returns the organisation of that name, case and accents
// apart, and makes it where there is none; made tells which. To do so within
// the write of a person, set Affiliation.Name instead.
func (s *Store) OrganisationNamed(name string) (o Organisation, made bool, err error) {
	err = s.update(Added, func(c *change) error { o, made, err = c.organisationNamed(name, ID{}); return err })
	return o, made, err
}

func (c *change) organisationNamed(name string, batch ID) (o Organisation, made bool, err error) {
	name = cleanLine(name)
	ids := organisationsNamed(c.tx, name)
	if len(ids) > 0 {
		o, err = getOrganisation(c.tx, ids[0])
		return o, false, err
	}
	o = Organisation{Name: name, Batch: batch}
	return o, true, c.addOrganisation(&o)
}

// organisationsNamed returns the organisations of that folded name, oldest first.
func organisationsNamed(tx *vault.Tx, name string) (ids []ID) {
	for k := range tx.Prefix(bucketByDuplicate, duplicateKey('o', Fold(name))) {
		ids = append(ids, ID(k[len(k)-16:]))
	}
	return ids
}

// EditOrganisation changes an organisation through edit and returns it as it
// became. A new name shows at once in the lists of its people.
func (s *Store) EditOrganisation(id ID, edit func(*Organisation) error) (o Organisation, err error) {
	err = s.update(Edited, func(c *change) error {
		was, err := getOrganisation(c.tx, id)
		if err != nil {
			return err
		}
		if o, err = getOrganisation(c.tx, id); err != nil {
			return err
		}
		if err := edit(&o); err != nil {
			return err
		}
		o.ID, o.Batch, o.CreatedAt, o.UpdatedAt = was.ID, was.Batch, was.CreatedAt, was.UpdatedAt
		if err := o.clean(c.set); err != nil {
			return err
		}
		if same(&was, &o) {
			return nil
		}
		o.UpdatedAt = c.touch(was.UpdatedAt, was.Batch)
		return c.put(&o)
	})
	return o, err
}

// DeleteOrganisation removes an organisation. While people are tied to it, it
// is refused with an *InUseByError, unless untie is set: then they are cut
// loose in the same change, which is refused still where one of them would be
// left without any name.
func (s *Store) DeleteOrganisation(id ID, untie bool) error {
	return s.update(Deleted, func(c *change) error {
		o, err := getOrganisation(c.tx, id)
		if err != nil {
			return err
		}
		people, err := c.people(id)
		if err != nil {
			return err
		}
		if len(people) > 0 && !untie {
			return &InUseByError{Organisation: id, People: len(people)}
		}
		for _, p := range people {
			p.Organisations = slices.DeleteFunc(p.Organisations, func(a Affiliation) bool { return a.Organisation == id })
			if p.Given+p.Middle+p.Family+p.Nickname == "" && len(p.Organisations) == 0 {
				return &InUseByError{Organisation: id, People: len(people), Nameless: true}
			}
			p.UpdatedAt = c.touch(p.UpdatedAt, p.Batch)
			if err := c.put(p); err != nil {
				return err
			}
		}
		return c.remove(&o)
	})
}

// Organisation returns an organisation by id, or a *NotFoundError.
func (s *Store) Organisation(id ID) (o Organisation, err error) {
	err = s.v.View(func(tx *vault.Tx) error { o, err = getOrganisation(tx, id); return err })
	return o, err
}

func getOrganisation(tx *vault.Tx, id ID) (Organisation, error) {
	return get[Organisation](tx, KindOrganisation, key(id), id)
}

// OrganisationQuery asks for a page of organisations, sorted by name.
type OrganisationQuery struct {
	Search string // words over name, SIREN, SIRET, VAT number, e-mails, telephones
	Limit  int    // 0 for all
	After  string // Next of the page before
}

// OrganisationRow is what a list shows of an organisation.
type OrganisationRow struct {
	ID     ID     `json:"id"`
	Name   string `json:"name"`
	City   string `json:"city,omitempty"`
	SIREN  string `json:"siren,omitempty"`
	People int    `json:"people"`
}

// OrganisationPage is a page of organisations; Next is empty on the last.
type OrganisationPage struct {
	Rows []OrganisationRow
	Next string
}

// Organisations returns a page of organisations.
func (s *Store) Organisations(q OrganisationQuery) (page OrganisationPage, err error) {
	terms := parseSearch(q.Search)
	err = s.v.View(func(tx *vault.Tx) error {
		start, err := s.orgStart(tx, q.After)
		if err != nil {
			return err
		}
		match := true // of the organisation whose people follow
		for k, v := range tx.From(bucketByOrg, start) {
			org, person := ID(k[len(k)-32:len(k)-16]), ID(k[len(k)-16:])
			if person != (ID{}) {
				if match && len(page.Rows) > 0 {
					page.Rows[len(page.Rows)-1].People++
				}
				continue
			}
			if match = terms.match(v); !match {
				continue
			}
			if q.Limit > 0 && len(page.Rows) == q.Limit {
				page.Next = page.Rows[len(page.Rows)-1].ID.String()
				return nil
			}
			o, err := getOrganisation(tx, org)
			if err != nil {
				return err
			}
			page.Rows = append(page.Rows, o.row())
		}
		return nil
	})
	return page, err
}

func (o *Organisation) row() OrganisationRow {
	r := OrganisationRow{ID: o.ID, Name: o.Name, SIREN: cmp.Or(o.SIREN, o.SIRET[:min(9, len(o.SIRET))])}
	if len(o.Addresses) > 0 {
		r.City = o.Addresses[0].City
	}
	return r
}

// orgStart returns the key that follows everything of the organisation whose
// id the cursor is.
func (s *Store) orgStart(tx *vault.Tx, after string) ([]byte, error) {
	if after == "" {
		return nil, nil
	}
	id, err := parseCursor(after, KindOrganisation)
	if err != nil {
		return nil, err
	}
	o, err := getOrganisation(tx, id)
	if err != nil {
		return nil, err
	}
	ix := newIndexer(lookIn(tx))
	last := ID(bytes.Repeat([]byte{0xff}, 16))
	return append(ix.orgKey(o.Name, o.ID, last), 0), nil
}

// People returns the people tied to an organisation, sorted by name.
func (s *Store) People(org ID) (rows []Row, err error) {
	err = s.v.View(func(tx *vault.Tx) error {
		ix := newIndexer(lookIn(tx))
		rows, err = rowsOf(tx, ix, org)
		return err
	})
	return rows, err
}

// rowsOf returns the rows of an organisation's people by name.
func rowsOf(tx *vault.Tx, ix *indexer, org ID) ([]Row, error) {
	found, err := membersUnder(tx, ix, ix.orgKey(ix.orgName(org), org), "")
	rows := make([]Row, len(found))
	for i, f := range found {
		rows[i] = readRow(f.key, f.value)
	}
	return rows, err
}

// membersUnder returns, by name, the pairs in by_name of the people that
// by_organisation lists under a prefix; of those of one mark alone where only
// is not empty.
func membersUnder(tx *vault.Tx, ix *indexer, prefix []byte, only string) (found []pair, err error) {
	for k, v := range tx.Prefix(bucketByOrg, prefix) {
		id := ID(k[len(k)-16:])
		if id == (ID{}) || only != "" && string(v) != only {
			continue
		}
		k, v, err := nameEntry(tx, ix, id)
		if err != nil {
			return nil, err
		}
		found = append(found, pair{k, v})
	}
	SortRecords(found, func(a, b pair) int { return bytes.Compare(a.key, b.key) })
	return found, nil
}

// FindOrganisation returns the organisation that ref names: by id, by unique
// id prefix, by name (case and accents apart), by SIREN or SIRET.
func (s *Store) FindOrganisation(ref string) (o Organisation, err error) {
	err = s.v.View(func(tx *vault.Tx) error {
		id, err := findOrganisation(tx, ref)
		if err != nil {
			return err
		}
		o, err = getOrganisation(tx, id)
		return err
	})
	return o, err
}

func findOrganisation(tx *vault.Tx, ref string) (ID, error) {
	ids := idsWithPrefix(tx, KindOrganisation, ref)
	if len(ids) != 1 {
		if named := organisationsNamed(tx, cleanLine(ref)); len(named) > 0 {
			ids = named
		}
	}
	if number := compactNumber(ref); len(ids) == 0 && allDigits(number) && (len(number) == 9 || len(number) == 14) {
		number = string(sep) + number + string(sep)
		for k, v := range tx.Prefix(bucketByOrg, nil) {
			if strings.Contains(string(v), number) {
				ids = append(ids, ID(k[len(k)-32:len(k)-16]))
			}
		}
	}
	return one(tx, KindOrganisation, ref, ids)
}
