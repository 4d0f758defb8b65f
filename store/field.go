package store

import (
	"slices"
	"strings"
	"time"

	"calepin/store/vault"
)

// Field is a field that the business added to its contacts. It is not created
// without its purpose, whose activity gives the basis, and its time limit
// (GDPR art. 5(1)(b), (c), (e)).
type Field struct {
	ID       ID     `json:"id"`
	Name     string `json:"name"` // as forms show it
	Activity ID     `json:"activity"`
	// Months is how long a value is kept after it was last set.
	Months    int       `json:"months"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

// Value is what a Field holds for a person.
type Value struct {
	Field ID     `json:"field"`
	Text  string `json:"text"`
	Set   Date   `json:"set"` // kept by the store
}

func (f *Field) clean() error {
	var c cleaner
	c.line("name", &f.Name, maxTag)
	if f.Name == "" {
		c.fail("name", Required)
	}
	if f.Activity == (ID{}) {
		c.fail("activity", Required)
	}
	if f.Months == 0 {
		c.fail("months", Required)
	}
	if f.Months < 0 || f.Months > 1200 {
		c.fail("months", Range)
	}
	return c.err
}

// AddField stores a new field.
func (s *Store) AddField(f *Field) error {
	return s.update(Added, func(c *change) error {
		if err := c.settle(&f.ID, KindField); err != nil {
			return err
		}
		c.stamp(&f.CreatedAt, &f.UpdatedAt, ID{})
		if err := c.checkField(f); err != nil {
			return err
		}
		return c.put(f)
	})
}

func (c *change) checkField(f *Field) error {
	if err := f.clean(); err != nil {
		return err
	}
	if c.tx.Get(string(KindActivity), f.Activity[:]) == nil {
		return &FieldError{"activity", NoSuch}
	}
	all, err := listTied[Field](c.tx, KindField, ID{})
	if err != nil {
		return err
	}
	if slices.ContainsFunc(all, func(o Field) bool { return o.ID != f.ID && Fold(o.Name) == Fold(f.Name) }) {
		return &FieldError{"name", Taken}
	}
	return nil
}

// EditField changes a field through edit and returns it as it became.
func (s *Store) EditField(id ID, edit func(*Field) error) (f Field, err error) {
	err = s.update(Edited, func(c *change) error {
		was, err := get[Field](c.tx, KindField, key(id), id)
		if err != nil {
			return err
		}
		f = was
		if err := edit(&f); err != nil {
			return err
		}
		f.ID, f.CreatedAt, f.UpdatedAt = was.ID, was.CreatedAt, was.UpdatedAt
		if err := c.checkField(&f); err != nil {
			return err
		}
		if same(&was, &f) {
			return nil
		}
		f.UpdatedAt = c.touch(was.UpdatedAt, ID{})
		return c.put(&f)
	})
	return f, err
}

// DeleteField removes a field and its value from every contact.
func (s *Store) DeleteField(id ID) error {
	return s.update(Deleted, func(c *change) error {
		f, err := get[Field](c.tx, KindField, key(id), id)
		if err != nil {
			return err
		}
		if err := c.remove(&f); err != nil {
			return err
		}
		return c.dropValues(id)
	})
}

func (c *change) dropValues(field ID) error {
	var holders []Person
	text := field.String()
	for _, v := range c.tx.Prefix(string(KindPerson), nil) {
		if !strings.Contains(string(v), text) {
			continue
		}
		p, err := decodeAs[Person](v)
		if err != nil {
			return err
		}
		holders = append(holders, p)
	}
	for _, p := range holders {
		p.Fields = slices.DeleteFunc(p.Fields, func(v Value) bool { return v.Field == field })
		p.UpdatedAt = c.touch(p.UpdatedAt, p.Batch)
		if err := c.put(&p); err != nil {
			return err
		}
	}
	return nil
}

// Fields returns the fields that the business added, by name.
func (s *Store) Fields() (all []Field, err error) {
	err = s.v.View(func(tx *vault.Tx) error { all, err = listTied[Field](tx, KindField, ID{}); return err })
	SortRecords(all, func(a, b Field) int { return strings.Compare(Fold(a.Name), Fold(b.Name)) })
	return all, err
}

// FindField returns the field of a name, of an id or of a unique id prefix.
func (s *Store) FindField(ref string) (Field, error) {
	all, err := s.Fields()
	if err != nil {
		return Field{}, err
	}
	for _, f := range all {
		if Fold(f.Name) == Fold(ref) {
			return f, nil
		}
	}
	var f Field
	err = s.v.View(func(tx *vault.Tx) error { f, err = findRef[Field](tx, KindField, ref); return err })
	return f, err
}

// setValues keeps of a person's values those of fields that exist, and dates
// those that changed.
func (c *change) setValues(p *Person, was []Value) error {
	var cl cleaner
	cl.size("fields", len(p.Fields))
	var out []Value
	for i, v := range p.Fields {
		cl.enter("fields", i)
		cl.text("text", &v.Text, maxNote)
		if v.Text == "" {
			continue
		}
		if c.tx.Get(string(KindField), v.Field[:]) == nil {
			cl.fail("field", NoSuch)
		}
		if slices.ContainsFunc(out, func(o Value) bool { return o.Field == v.Field }) {
			cl.fail("field", Taken)
		}
		if j := slices.IndexFunc(was, func(o Value) bool { return o.Field == v.Field && o.Text == v.Text }); j >= 0 {
			v.Set = was[j].Set
		} else {
			v.Set = DateOf(c.now)
		}
		out = append(out, v)
	}
	p.Fields = out
	return cl.err
}
