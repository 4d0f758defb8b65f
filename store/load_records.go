package store

import "bytes"

// person returns the person that a record is tied to: of the set, or on file,
// whom it changes too.
func (l *loader) person(id ID) (*Person, error) {
	if p := l.people[id]; p != nil {
		return p, nil
	}
	p, err := l.contact(id)
	if err != nil {
		return nil, err
	}
	l.people[id], l.merged[id] = &p, true
	return &p, nil
}

func (l *loader) interactions() error {
	requests := l.requests()
	for n := range l.Interactions {
		i := &l.Interactions[n]
		i.Batch = l.batchOr(i.Batch)
		l.stamp(&i.CreatedAt, &i.UpdatedAt, l.batch)
		p, err := l.person(i.Contact)
		if err == nil {
			err = i.clean()
		}
		if err == nil && i.Thread != (ID{}) && requests[i.Thread] != i.Contact {
			err = l.thread(i)
		}
		if err == nil {
			err = l.take(&i.ID, i.At, KindInteraction, i.Contact)
		}
		if err != nil {
			return &LoadError{KindInteraction, n, err}
		}
		p.heard(i)
		l.primary = append(l.primary, i)
	}
	return nil
}

func (l *loader) documents() error {
	for n := range l.Documents {
		d := &l.Documents[n]
		d.Batch = l.batchOr(d.Batch)
		l.stamp(&d.CreatedAt, &d.UpdatedAt, l.batch)
		who, err := l.person(d.Contact)
		if err == nil {
			err = d.clean()
		}
		if err == nil {
			err = l.take(&d.ID, l.now, KindDocument, d.Contact)
		}
		if err != nil {
			return &LoadError{KindDocument, n, err}
		}
		if who.Status != Former || l.merged[who.ID] {
			who.ordered(d) // a former client who is new in this set comes with their past
		}
		l.primary = append(l.primary, d)
	}
	return nil
}

func (l *loader) tasks() error {
	for n := range l.Tasks {
		t := &l.Tasks[n]
		t.Batch = l.batchOr(t.Batch)
		l.stamp(&t.CreatedAt, &t.UpdatedAt, l.batch)
		err := t.clean()
		if err == nil && t.Contact != (ID{}) {
			_, err = l.person(t.Contact)
		}
		if err == nil {
			err = l.take(&t.ID, l.now, KindTask)
		}
		if err != nil {
			return &LoadError{KindTask, n, err}
		}
		l.primary = append(l.primary, t)
	}
	return nil
}

// registers takes what proves what was done; of it undo keeps track one by one.
func (l *loader) registers() error {
	var all []record
	for n := range l.Disclosures {
		d := &l.Disclosures[n]
		if err := d.clean(); err != nil {
			return &LoadError{KindDisclosure, n, err}
		}
		all = append(all, d)
	}
	proofs, err := l.proofs()
	if err != nil {
		return err
	}
	all = append(all, proofs...)
	for n := range l.Erasures {
		all = append(all, &l.Erasures[n])
	}
	for n := range l.Archived {
		all = append(all, &l.Archived[n])
	}
	for n, r := range all {
		if err := l.unused(r); err != nil {
			kind, _ := r.place()
			return &LoadError{kind, n, err}
		}
		if err := l.put(r); err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) attachments() error {
	for n := range l.Attachments {
		a := &l.Attachments[n]
		a.Batch = l.batchOr(a.Batch)
		chunks, err := readChunks(bytes.NewReader(a.Data))
		if err == nil {
			err = l.loadAttachment(&a.Attachment, chunks)
		}
		if err != nil {
			return &LoadError{KindAttachment, n, err}
		}
	}
	return nil
}

// loadAttachment adds one; it names its batch, which the undo entry would repeat.
func (l *loader) loadAttachment(a *Attachment, chunks [][]byte) error {
	undo := l.undo
	l.undo = nil
	defer func() { l.undo = undo }()
	if _, err := l.person(a.Contact); err != nil {
		return err
	}
	return l.addAttachment(a, chunks)
}

// writeMerged stores the people on file that the set changed.
func (l *loader) writeMerged() error {
	for _, id := range sortedIDs(l.merged) {
		if err := l.put(l.people[id]); err != nil {
			return err
		}
	}
	return nil
}
