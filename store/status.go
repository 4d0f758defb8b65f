package store

// ordered moves the status of who ordered, was invoiced or signed a contract to
// client, with the document as its reason, and tells whether it moved. What was
// decided later than the document stays: set by hand, or ended by time; so does
// a former client entered as such, for what is older than the record.
func (p *Person) ordered(d *Document) bool {
	if d.Kind == Quote || p.Status == Client {
		return false
	}
	switch {
	case p.Since != nil && p.Since.Why != ByDocument:
		if d.Date < p.Since.On || p.Since.Why == ByEnd && d.Date == p.Since.On {
			return false
		}
	case p.Status == Former && d.Date < DateOf(p.CreatedAt):
		return false
	}
	p.Since = &StatusReason{Why: ByDocument, On: d.Date, Document: d.ID, Was: p.Status}
	p.Status = Client
	return true
}

// decided gives a status that was changed by hand its reason.
func (p *Person) decided(was *Person, today Date) {
	if p.Since = was.Since; p.Status != was.Status {
		p.Since = &StatusReason{Why: ByHand, On: today}
	}
}

// order moves a contact's status by a document that came. It is no change of
// the person's own: UpdatedAt stays, and no clock starts anew.
func (c *change) order(p Person, d *Document) error {
	if !p.ordered(d) {
		return nil
	}
	return c.put(&p)
}

// restatus works out anew what the documents make of a contact's status, after
// one changed or went.
func (c *change) restatus(p *Person) error {
	if r := p.Since; r != nil && r.Why == ByDocument {
		d, err := get[Document](c.tx, KindDocument, key(p.ID, r.Document), r.Document)
		if err != nil || d.Kind == Quote {
			p.Status, p.Since = r.Was, nil
		}
	}
	for _, v := range c.tx.Prefix(string(KindDocument), p.ID[:]) {
		d, err := decodeAs[Document](v)
		if err != nil {
			return err
		}
		p.ordered(&d)
	}
	return nil
}

// reorder is restatus for a contact on file.
func (c *change) reorder(id ID) error {
	p, err := getPerson(c.tx, id)
	if err != nil {
		return err
	}
	if err := c.restatus(&p); err != nil {
		return err
	}
	return c.put(&p)
}

// EndRelationships makes clients former ones, on the day of today, in one
// change that can be undone. Who was made a client by hand, or came as one from
// another program, less than some months ago stays one.
func (s *Store) EndRelationships(contacts []ID, today Date, months int) error {
	if len(contacts) == 0 {
		return nil
	}
	return s.update(Edited, func(c *change) error {
		for _, id := range contacts {
			p, err := getPerson(c.tx, id)
			if err != nil {
				return err
			}
			recent := p.Since != nil && (p.Since.Why == ByHand || p.Since.Why == ByImport) && DayOf(p.Since.On).AddMonths(months) >= DayOf(today)
			if p.Status != Client || recent || p.Restricted { // GDPR art. 18(2): not changed
				continue
			}
			p.Status, p.Since = Former, &StatusReason{Why: ByEnd, On: today, Was: Client}
			if err := c.put(&p); err != nil {
				return err
			}
		}
		return nil
	})
}
