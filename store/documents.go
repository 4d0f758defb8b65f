package store

import (
	"strings"

	"calepin/store/vault"
)

// AddDocument stores the reference of a new document. The currency is the euro
// where none is given.
func (s *Store) AddDocument(d *Document) error {
	return s.update(Added, func(c *change) error {
		who, err := c.contact(d.Contact)
		if err != nil {
			return err
		}
		if d.ID == (ID{}) {
			d.ID = newID(c.now)
		} else if err := c.unused(d); err != nil {
			return err
		}
		c.stamp(&d.CreatedAt, &d.UpdatedAt, d.Batch)
		if err := d.clean(); err != nil {
			return err
		}
		if err := c.put(d); err != nil {
			return err
		}
		return c.order(who, d)
	})
}

// clean puts d in its stored form.
func (d *Document) clean() error {
	var c cleaner
	if d.Currency == "" {
		d.Currency = "EUR"
	}
	d.Currency = strings.ToUpper(cleanLine(d.Currency))
	c.oneOf("kind", string(d.Kind), string(Quote), string(Order), string(Invoice), string(Contract))
	c.line("number", &d.Number, maxName)
	if d.Number == "" {
		c.fail("number", Required)
	}
	if d.Date == "" {
		c.fail("date", Required)
	}
	c.date("date", d.Date)
	c.date("due", d.Due)
	c.date("paid", d.Paid)
	c.date("end", d.End)
	c.date("fiscal_year_end", d.FiscalYearEnd)
	if !fitsShape(d.Currency, "AAA") {
		c.fail("currency", Format)
	}
	if d.FiscalYearEnd != "" && d.FiscalYearEnd < d.Date {
		c.fail("fiscal_year_end", Range)
	}
	c.text("note", &d.Note, maxNote)
	return c.err
}

// EditDocument changes a document through edit and returns it as it became.
func (s *Store) EditDocument(id ID, edit func(*Document) error) (d Document, err error) {
	err = s.update(Edited, func(c *change) error {
		was, err := findTied[Document](c.tx, KindDocument, id)
		if err != nil {
			return err
		}
		d = was
		if err := edit(&d); err != nil {
			return err
		}
		d.ID, d.Contact, d.Batch, d.CreatedAt, d.UpdatedAt = was.ID, was.Contact, was.Batch, was.CreatedAt, was.UpdatedAt
		if err := d.clean(); err != nil {
			return err
		}
		if same(&was, &d) {
			return nil
		}
		d.UpdatedAt = c.touch(was.UpdatedAt, was.Batch)
		if err := c.put(&d); err != nil {
			return err
		}
		return c.reorder(d.Contact)
	})
	return d, err
}

// DeleteDocument removes a document. Attachments tied to it stay with the contact.
func (s *Store) DeleteDocument(id ID) error {
	return s.update(Deleted, func(c *change) error {
		d, err := findTied[Document](c.tx, KindDocument, id)
		if err != nil {
			return err
		}
		if err := c.remove(&d); err != nil {
			return err
		}
		if err := c.reorder(d.Contact); err != nil {
			return err
		}
		return c.cutAttachments(d.Contact, id)
	})
}

// Document returns a document by id.
func (s *Store) Document(id ID) (d Document, err error) {
	err = s.v.View(func(tx *vault.Tx) error { d, err = findTied[Document](tx, KindDocument, id); return err })
	return d, err
}

// FindDocument returns the document of an id or of a unique id prefix.
func (s *Store) FindDocument(ref string) (d Document, err error) {
	err = s.v.View(func(tx *vault.Tx) error { d, err = findRef[Document](tx, KindDocument, ref); return err })
	return d, err
}

// Documents returns the documents of a contact, or of all contacts where it is
// zero, newest first.
func (s *Store) Documents(contact ID) (all []Document, err error) {
	all, _, err = s.DocumentPage(DocumentQuery{Contact: contact})
	return all, err
}

// DocumentQuery asks for a page of documents.
type DocumentQuery struct {
	Contact ID           // zero for those of all
	Kind    DocumentKind // empty for any
	Unpaid  bool         // only invoices that nobody paid yet
	Limit   int          // 0 for all
	After   string       // the page before's cursor
}

// DocumentPage returns a page of documents, newest first, and the cursor of the
// next, empty on the last one. Of what is not on the page little is read.
func (s *Store) DocumentPage(q DocumentQuery) (page []Document, next string, err error) {
	var p paging
	if q.Limit > 0 {
		p.limit = q.Limit + 1
	}
	err = s.v.View(func(tx *vault.Tx) error {
		if err := p.place(tx, KindDocument, q.Contact, q.After, q.read); err != nil {
			return err
		}
		found, err := p.newest(tx, KindDocument, q.Contact, q.read)
		if err != nil {
			return err
		}
		if q.Limit > 0 && len(found) > q.Limit {
			found = found[:q.Limit]
			next = found[q.Limit-1].id.String()
		}
		page, err = decodeDated[Document](found)
		return err
	})
	if err != nil {
		return nil, "", err
	}
	return page, next, nil
}

// read reads what documents are listed by, and tells whether the query asks
// for the one at hand.
func (q DocumentQuery) read(d *dated) (bool, error) {
	date, plainDate := textIn(d.value, `"date"`)
	number, plainNumber := textIn(d.value, `"number"`)
	kind, plainKind := textIn(d.value, `"kind"`)
	_, paid := textIn(d.value, `"paid"`)
	if !plainDate || !plainNumber || !plainKind {
		doc, err := decodeAs[Document](d.value)
		if err != nil {
			return false, err
		}
		date, number, kind, paid = []byte(doc.Date), []byte(doc.Number), []byte(doc.Kind), doc.Paid != ""
	}
	d.date, d.number = date, number
	return (q.Kind == "" || string(kind) == string(q.Kind)) && (!q.Unpaid || string(kind) == string(Invoice) && !paid), nil
}
