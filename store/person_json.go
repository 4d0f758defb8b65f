package store

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
	"unicode/utf8"
)

// appendRecord appends r as json.Marshal writes it.
func appendRecord(b []byte, r record) ([]byte, error) {
	if p, is := r.(*Person); is {
		return appendPerson(b, p)
	}
	value, err := json.Marshal(r)
	return append(b, value...), err
}

// appendPerson appends p as json.Marshal writes it. Its reflection was a tenth
// of an import, in which nearly every record is a person.
func appendPerson(b []byte, p *Person) ([]byte, error) {
	o := object{b: append(b, '{')}
	o.id("id", p.ID)
	o.some("prefix", p.Prefix)
	o.some("given", p.Given)
	o.some("middle", p.Middle)
	o.some("family", p.Family)
	o.some("suffix", p.Suffix)
	o.some("nickname", p.Nickname)
	objects(&o, "organisations", p.Organisations, func(a *Affiliation) {
		o.id("organisation", a.Organisation)
		o.some("title", a.Title)
		o.some("department", a.Department)
	})
	objects(&o, "emails", p.Emails, func(e *Email) {
		o.some("label", e.Label)
		o.text("address", e.Address)
	})
	objects(&o, "phones", p.Phones, func(n *Phone) {
		o.some("label", n.Label)
		o.text("number", n.Number)
	})
	objects(&o, "addresses", p.Addresses, func(a *Address) {
		o.some("label", a.Label)
		o.some("po_box", a.POBox)
		o.some("extended", a.Extended)
		o.some("street", a.Street)
		o.some("city", a.City)
		o.some("region", a.Region)
		o.some("postal_code", a.PostalCode)
		o.some("country", a.Country)
	})
	objects(&o, "urls", p.URLs, func(l *Link) {
		o.some("label", l.Label)
		o.text("url", l.URL)
	})
	o.text("status", string(p.Status))
	if p.Since != nil {
		o.name("status_reason")
		o.other(p.Since)
	}
	o.some("nature", string(p.Nature))
	array(&o, "tags", p.Tags)
	o.some("note", p.Note)
	o.text("source", p.Source)
	o.some("origin", string(p.Origin))
	array(&o, "purposes", p.Purposes)
	array(&o, "fields", p.Fields)
	o.some("informed", string(p.Informed))
	if p.Restricted {
		o.name("restricted")
		o.b = append(o.b, "true"...)
	}
	if p.Batch != (ID{}) {
		o.id("batch", p.Batch)
	}
	if !p.LastContact.IsZero() {
		o.time("last_contact", p.LastContact)
	}
	o.some("follow_up", string(p.FollowUp))
	o.time("created_at", p.CreatedAt)
	o.time("updated_at", p.UpdatedAt)
	return append(o.b, '}'), o.err
}

// object writes the members of a JSON object.
type object struct {
	b   []byte
	err error
}

func (o *object) name(name string) {
	if o.b[len(o.b)-1] != '{' {
		o.b = append(o.b, ',')
	}
	o.b = append(append(append(o.b, '"'), name...), '"', ':')
}

// some writes a text that is left out where it is empty.
func (o *object) some(name, s string) {
	if s != "" {
		o.text(name, s)
	}
}

func (o *object) text(name, s string) {
	o.name(name)
	if unescaped(s) {
		o.b = append(append(append(o.b, '"'), s...), '"')
		return
	}
	o.other(s)
}

func (o *object) id(name string, id ID) {
	o.name(name)
	o.b = append(o.b, '"')
	for i, part := range [][]byte{id[:4], id[4:6], id[6:8], id[8:10], id[10:]} {
		if i > 0 {
			o.b = append(o.b, '-')
		}
		o.b = hex.AppendEncode(o.b, part)
	}
	o.b = append(o.b, '"')
}

func (o *object) time(name string, t time.Time) {
	o.name(name)
	var err error
	if o.b, err = t.AppendText(append(o.b, '"')); err != nil && o.err == nil {
		o.err = fmt.Errorf("write %s: %w", name, err)
	}
	o.b = append(o.b, '"')
}

// other leaves a value to the library.
func (o *object) other(v any) {
	value, err := json.Marshal(v)
	if err != nil && o.err == nil {
		o.err = err
	}
	o.b = append(o.b, value...)
}

// objects writes a list that is left out where it is empty; members writes
// those of one element.
func objects[T any](o *object, name string, list []T, members func(*T)) {
	if len(list) == 0 {
		return
	}
	o.name(name)
	o.b = append(o.b, '[')
	for i := range list {
		if i > 0 {
			o.b = append(o.b, ',')
		}
		o.b = append(o.b, '{')
		members(&list[i])
		o.b = append(o.b, '}')
	}
	o.b = append(o.b, ']')
}

// array writes a list of what few people have, likewise.
func array[T any](o *object, name string, list []T) {
	if len(list) > 0 {
		o.name(name)
		o.other(list)
	}
}

// unescaped tells that s stands in JSON as it is: valid, and without what
// json.Marshal escapes.
func unescaped(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c < ' ', c == '"', c == '\\', c == '<', c == '>', c == '&', c == 0xe2: // U+2028, U+2029
			return false
		}
	}
	return utf8.ValidString(s)
}
