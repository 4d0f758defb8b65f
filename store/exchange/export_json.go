package exchange

import (
	"encoding/base64"
	"encoding/json"
	"time"

	"calepin/store"
)

// json writes everything, a record a line. docs/formats.md has the schema.
func (e *exporter) json() error {
	j := &jsonWriter{exporter: e, enc: json.NewEncoder(e.w)}
	j.enc.SetEscapeHTML(false)
	j.put(`{"format": "`+jsonFormat+`",`+"\n"+`"version": 1,`+"\n"+`"exported_at": `, e.now.UTC().Truncate(time.Second))
	if e.options.Contact == (store.ID{}) {
		j.put(`,"settings": `, e.settings)
	}
	orgs, err := j.people()
	if err != nil {
		return err
	}
	contact := e.options.Contact
	section(j, "organisations", func(put func(store.Organisation) error) error {
		return e.dump.Organisations(func(o store.Organisation) error {
			if orgs != nil && !orgs[o.ID] {
				return nil
			}
			return put(o)
		})
	})
	section(j, "interactions", func(put func(store.Interaction) error) error { return e.dump.Interactions(contact, put) })
	section(j, "documents", func(put func(store.Document) error) error { return e.dump.Documents(contact, put) })
	j.attachments()
	section(j, "tasks", func(put func(store.Task) error) error { return e.dump.Tasks(contact, put) })
	j.proofs(contact)
	section(j, "disclosures", func(put func(store.Disclosure) error) error {
		if contact == (store.ID{}) {
			return e.dump.Disclosures(put)
		}
		for _, d := range e.disclosed {
			if len(d.Contacts) > 0 {
				d.Contacts = []store.ID{contact} // the others are nobody's business
			}
			if err := put(d); err != nil {
				return err
			}
		}
		return nil
	})
	if contact == (store.ID{}) {
		section(j, "batches", e.dump.Batches)
	}
	j.text("}\n")
	return j.err
}

// jsonWriter keeps the first error of its writes.
type jsonWriter struct {
	*exporter
	enc *json.Encoder
	err error
}

func (j *jsonWriter) text(s string) {
	if j.err == nil {
		_, j.err = j.w.WriteString(s)
	}
}

func (j *jsonWriter) put(before string, v any) error {
	j.text(before)
	if j.err == nil {
		j.err = j.enc.Encode(v)
	}
	return j.err
}

// people writes the contacts. Of one contact alone it returns the
// organisations that go with it.
func (j *jsonWriter) people() (orgs map[store.ID]bool, err error) {
	section(j, "persons", func(put func(store.Person) error) error {
		return j.persons(func(p store.Person) error {
			if j.options.Contact != (store.ID{}) {
				orgs = map[store.ID]bool{}
				for _, a := range p.Organisations {
					orgs[a.Organisation] = true
				}
			}
			j.wrote()
			return put(p)
		})
	})
	return orgs, j.err
}

// section writes one array of the document.
func section[T any](j *jsonWriter, name string, each func(put func(T) error) error) {
	j.text(`,"` + name + `": [` + "\n")
	if j.err != nil {
		return
	}
	before := ""
	err := each(func(record T) error {
		if err := j.ctx.Err(); err != nil {
			return err
		}
		err := j.put(before, record)
		before = ","
		return err
	})
	if j.err == nil {
		j.err = err
	}
	j.text("]\n")
}

// attachments writes the files, their content in base64 as it is read.
func (j *jsonWriter) attachments() {
	section(j, "attachments", func(func(store.Attachment) error) error {
		before := ""
		return j.dump.Attachments(j.options.Contact, func(a store.Attachment) error {
			if err := j.ctx.Err(); err != nil {
				return err
			}
			meta, err := json.Marshal(a)
			if err != nil {
				return err
			}
			j.text(before + string(meta[:len(meta)-1]))
			before = ","
			if !j.options.NoContent {
				j.text(`,"content":"`)
				content := base64.NewEncoder(base64.StdEncoding, j.w)
				if err := j.dump.AttachmentContent(a, content); err != nil {
					return err
				}
				if err := content.Close(); err != nil {
					return err
				}
				j.text(`"`)
			}
			j.text("}\n")
			return j.err
		})
	})
}
