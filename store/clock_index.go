package store

import "encoding/binary"

// appendClock appends what a person's clock starts from: status, nature, the
// last contact from the person, when they came on file.
func (p *Person) appendClock(b []byte) []byte {
	nature := byte('c')
	if p.Nature == Professional {
		nature = 'p'
	}
	return appendDays(append(b, (string(p.Status) + "?")[0], nature), dayOfTime(p.LastContact), dayOfTime(p.CreatedAt))
}

func (d *Document) entries(_ *indexer, add func(string, []byte, []byte)) {
	if d.Kind == Quote {
		return
	}
	online := byte('.')
	if d.Online {
		online = 'o'
	}
	x := d.Days()
	v := appendDays([]byte{d.Kind[0], online}, x.Date, x.Due, x.End, x.FiscalYearEnd)
	add(bucketByRetention, append(append(d.Contact[:], clockDocument), d.ID[:]...), binary.BigEndian.AppendUint64(v, uint64(x.Cents)))
}

// Days are the days of a document that its clocks start from.
func (d *Document) Days() DocumentDays {
	x := DocumentDays{ID: d.ID, Kind: d.Kind, Date: DayOf(d.Date), Due: DayOf(d.Due), End: DayOf(d.End),
		FiscalYearEnd: DayOf(d.FiscalYearEnd), Online: d.Online}
	if d.Currency == "EUR" {
		x.Cents = int64(d.Amount + d.VAT)
	}
	return x
}

// entries of an answer: only of a consent to be called, which ends by itself.
// Any other is in use while the file stands.
func (e *Consent) entries(_ *indexer, add func(string, []byte, []byte)) {
	if e.Answer == Yes && e.Channel == ByPhone {
		add(bucketByRetention, append(append(e.Contact[:], clockConsent), e.ID[:]...), appendDays(nil, dayOfTime(e.At)))
	}
}

func (r *Retained) entries(_ *indexer, add func(string, []byte, []byte)) {
	add(bucketByRetention, append(append(r.Contact[:], clockRetained), r.Contact[:]...), appendDays(nil, DayOf(r.Until), DayOf(r.Asked)))
}

func (a *Archived) entries(_ *indexer, add func(string, []byte, []byte)) {
	add(bucketByRetention, append(append(make([]byte, 16), clockArchived), a.ID[:]...), appendDays(nil, DayOf(a.Until)))
}

func (d *Disclosure) entries(_ *indexer, add func(string, []byte, []byte)) {
	add(bucketByRetention, append(append(make([]byte, 16), clockDisclosure), d.ID[:]...), appendDays(nil, dayOfTime(d.At)))
}

// entries of a request: until it is answered, nothing of the contact's is
// purged; then it is a proof of its own.
func (r *Request) entries(_ *indexer, add func(string, []byte, []byte)) {
	switch {
	case !r.Pending():
		add(bucketByRetention, append(append(make([]byte, 16), clockRequest), r.ID[:]...), appendDays(nil, DayOf(r.Done())))
	case r.Contact != (ID{}):
		add(bucketByRetention, guardKey(r.Contact, r.ID), []byte{guardRequest})
	}
}

// entries of a hold, which lets nothing go while claims are pending.
func (h *Hold) entries(_ *indexer, add func(string, []byte, []byte)) {
	if h.Stands() {
		add(bucketByRetention, guardKey(h.Contact, h.ID), []byte{guardHold})
	}
}

// entries of a restriction: restricted data are stored until it is lifted.
func (r *Restriction) entries(_ *indexer, add func(string, []byte, []byte)) {
	if r.Stands() {
		add(bucketByRetention, guardKey(r.Contact, r.ID), []byte{guardRestriction})
	}
}

func guardKey(contact, id ID) []byte {
	return append(append(contact[:], clockGuard), id[:]...)
}

func guardOf(v []byte) RecordKind {
	switch v[0] {
	case guardHold:
		return KindHold
	case guardRestriction:
		return KindRestriction
	}
	return KindRequest
}

func (r *Reading) entries(_ *indexer, add func(string, []byte, []byte)) {
	add(bucketByRetention, append(append(make([]byte, 16), clockReading), r.ID[:]...), appendDays(nil, dayOfTime(r.At)))
}
