package form

import (
	"encoding/json"
	"errors"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
)

// Kept is what a draft holds: all fields, and which of them were changed.
type Kept struct {
	Record  store.ID          `json:"record,omitzero"`
	Fields  map[string]string `json:"fields"`
	Changed []string          `json:"changed,omitempty"`
}

// Read returns what a draft holds.
func Read(d store.Draft) (Kept, error) {
	var k Kept
	return k, json.Unmarshal(d.Values, &k)
}

// Of returns the record that a draft is about, through get, and the zero record
// for a new one. Where it was deleted meanwhile gone is true: what was typed is
// then all there is of it.
func (k Kept) Of(get func(store.ID) error) (gone bool, err error) {
	if k.Record == (store.ID{}) {
		return false, nil
	}
	err = get(k.Record)
	var missing *store.NotFoundError
	if errors.As(err, &missing) {
		return true, nil
	}
	return false, err
}

// Resume puts what a draft kept back into the fields. Over a record on file
// only what was changed is: the rest may be newer there.
func (p *Page) Resume(d store.Draft, k Kept) {
	fields := k.Fields
	if p.o.Record != (store.ID{}) {
		fields = map[string]string{}
		for _, key := range k.Changed {
			fields[key] = k.Fields[key]
		}
	}
	p.Form.Restore(fields)
	p.o.Draft.ID = d.ID
	if k.Record != p.o.Record {
		p.failed = p.desk.T.Form.GoneDraft
	}
}

// Draft is what was typed, where it is worth keeping.
func (p *Page) Draft() (store.Draft, bool) {
	if p.o.Draft.Kind == "" || !p.Form.Dirty() {
		return p.o.Draft, false
	}
	values, err := json.Marshal(Kept{p.o.Record, p.Form.State(), p.Changed()})
	if err != nil {
		return p.o.Draft, false
	}
	if p.o.Draft.ID == (store.ID{}) { // kept again, it is the same draft
		p.o.Draft.ID = store.NewID(p.desk.Now())
	}
	d := p.o.Draft
	d.Values = values
	return d, true
}

// Changed are the keys of the fields that hold something else than on file.
func (p *Page) Changed() []string {
	var keys []string
	for _, f := range p.o.Fields {
		if f.Dirty() {
			keys = append(keys, f.Key)
		}
	}
	return keys
}

// Told is the line said once something was saved, with the key that takes it
// back.
func Told(d *screen.Desk, name string) string {
	return d.T.PersonForm.Saved.With("name", name) + " " + due.Undoes(d)
}
