package store

import "errors"

// deedOf is what a change of a record is in the trail.
func deedOf(kind RecordKind, r record) Deed {
	switch actOf(kind, r) {
	case Erase:
		return Erased
	case Govern:
		return Governed
	case Administer:
		return Operated
	case ReadArchive:
		return ArchiveRead
	}
	if kind == KindDisclosure && r != nil {
		return Exported
	}
	return Changed
}

// weight orders deeds: what a change of several records is called by.
var weight = map[Deed]int{Changed: 1, Exported: 2, Governed: 3, ArchiveRead: 4, Operated: 5, Erased: 6}

// trace adds a record to what the change is said to have done.
func (c *change) trace(kind RecordKind, k []byte, r record) {
	d := &c.did
	if deed := deedOf(kind, r); weight[deed] > weight[d.What] {
		d.What = deed
	}
	d.Count++
	if len(d.Records) >= maxTraced {
		return
	}
	t := AuditRecord{Kind: kind}
	switch len(k) {
	case 16:
		t.ID = ID(k)
	case 32:
		t.Contact, t.ID = ID(k[:16]), ID(k[16:])
	}
	d.Records = append(d.Records, t)
}

// noteRefusal notes that a rule refused something.
func (s *Store) noteRefusal(err error) {
	var (
		role       *RoleError
		restricted *RestrictedError
		held       *HeldError
	)
	switch {
	case err == nil:
	case errors.As(err, &role):
		s.Note(AuditEntry{What: Refused, Why: "role", Act: role.Act})
	case errors.As(err, &restricted):
		s.Note(AuditEntry{What: Refused, Why: "restricted", Contact: restricted.Contact})
	case errors.As(err, &held):
		s.Note(AuditEntry{What: Refused, Why: "held", Contact: held.Hold.Contact})
	}
}
