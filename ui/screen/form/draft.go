package form

import (
	"encoding/json"
	"errors"
	"time"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
)

// Kept is what a draft holds: all fields, which of them were changed, and what
// else the form was about.
type Kept struct {
	Record  store.ID          `json:"record,omitzero"`
	About   map[string]string `json:"about,omitempty"`
	Opened  time.Time         `json:"opened,omitzero"`
	Fields  map[string]string `json:"fields"`
	Changed []string          `json:"changed,omitempty"`
}

// Read returns what a draft holds, and the record it changes, through get: the
// zero record where it is to become a new one, or was deleted meanwhile. What
// was typed is then all there is of it.
func Read[T any](d store.Draft, get func(store.ID) (T, error)) (k Kept, was T, err error) {
	if err = json.Unmarshal(d.Values, &k); err != nil || k.Record == (store.ID{}) {
		return k, was, err
	}
	was, err = get(k.Record)
	var missing *store.NotFoundError
	if errors.As(err, &missing) {
		var none T
		return k, none, nil
	}
	return k, was, err
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
	if !k.Opened.IsZero() {
		p.opened = k.Opened.In(p.desk.Now().Location())
	}
	if k.Record != p.o.Record {
		p.failed = p.desk.T.Form.GoneDraft
	}
}

// Draft is what was typed, where it is worth keeping.
func (p *Page) Draft() (store.Draft, bool) {
	if p.o.Draft.Kind == "" || !p.Dirty() {
		return p.o.Draft, false
	}
	values, err := json.Marshal(Kept{p.o.Record, p.o.About, p.opened, p.Form.State(), p.Changed()})
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
