package exchange

import "calepin/store"

// firms knows the organisations on file and those that an import makes.
type firms struct {
	byName map[string]store.ID // by folded name
	names  map[store.ID]string
	stored map[store.ID]bool
	same   map[store.ID]store.ID // id in the file → id of the organisation of that name on file
	made   []*store.Organisation
	left   int // of a calepin export, on file already
	newID  func() store.ID
	folded []byte // scratch space
}

// load learns the organisations of the vault, then those of a calepin export.
func (f *firms) load(s *store.Store, parsed *Parsed, newID func() store.ID) error {
	f.newID = newID
	f.byName, f.names = map[string]store.ID{}, map[store.ID]string{}
	f.stored, f.same = map[store.ID]bool{}, map[store.ID]store.ID{}
	err := s.AllOrganisations(func(o store.Organisation) error {
		f.know(&o)
		f.stored[o.ID] = true
		return nil
	})
	if err != nil {
		return err
	}
	for i := range parsed.Content.Organisations {
		l := &parsed.Content.Organisations[i]
		o := &l.Record
		if !parsed.check(l.File, l.Line, "organisations", o.ID, o.Check(s.Settings())) {
			continue
		}
		if _, known := f.names[o.ID]; known {
			f.left++
			continue
		}
		if id, known := f.byName[store.Fold(o.Name)]; known {
			f.same[o.ID] = id
			f.left++
			continue
		}
		parsed.phones(l.File, l.Line, "organisations", o.Phones, s.Settings().Country)
		f.know(o)
		f.made = append(f.made, o)
	}
	return nil
}

func (f *firms) know(o *store.Organisation) {
	f.names[o.ID] = o.Name
	if folded := store.Fold(o.Name); f.byName[folded] == (store.ID{}) {
		f.byName[folded] = o.ID
	}
}

// name is the name of an affiliation's organisation.
func (f *firms) name(a store.Affiliation) string {
	if a.Organisation == (store.ID{}) {
		return a.Name
	}
	if id, same := f.same[a.Organisation]; same {
		return f.names[id]
	}
	return f.names[a.Organisation]
}

// main is the name of a person's first organisation.
func (f *firms) main(p *store.Person) string {
	if len(p.Organisations) == 0 {
		return ""
	}
	return f.name(p.Organisations[0])
}

// named returns p with its organisations by name, as Duplicates takes those
// that the vault does not have yet.
func (f *firms) named(p *store.Person) store.Person {
	q := *p
	q.Organisations = make([]store.Affiliation, len(p.Organisations))
	for i, a := range p.Organisations {
		q.Organisations[i] = store.Affiliation{Name: f.name(a)}
	}
	return q
}

// settle gives a person's affiliations the ids of their organisations, and
// makes those that there are not.
func (f *firms) settle(p *store.Person) {
	for i := range p.Organisations {
		a := &p.Organisations[i]
		if id, same := f.same[a.Organisation]; same {
			a.Organisation = id
		}
		if a.Organisation != (store.ID{}) {
			continue
		}
		f.folded = store.AppendFold(f.folded[:0], a.Name)
		id, known := f.byName[string(f.folded)]
		if !known {
			o := &store.Organisation{ID: f.newID(), Name: a.Name}
			id = o.ID
			f.know(o)
			f.made = append(f.made, o)
		}
		a.Organisation, a.Name = id, ""
	}
}
