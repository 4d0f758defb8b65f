package store

import (
	"slices"
	"time"
)

// Past is a value that undo still keeps of a record: seven days at most.
type Past struct {
	At     time.Time  `json:"at"` // when it was changed or deleted
	What   What       `json:"what"`
	Kind   RecordKind `json:"kind"`
	Record any        `json:"record"` // a *Person, *Interaction, *Document, *Attachment or *Task
}

// Pasts calls fn with what undo keeps about a contact, oldest first: the former
// values of their records, and of the one that was merged into theirs.
func (d *Dump) Pasts(contact ID, fn func(Past) error) error {
	for _, v := range d.tx.Prefix(bucketUndo, nil) {
		e, err := decodeAs[undoEntry](v)
		if err != nil {
			return err
		}
		own := e.same(contact)
		for _, it := range e.Items {
			if it.Before == nil {
				continue
			}
			r, err := decode(it.Kind, it.Before)
			if err != nil {
				return err
			}
			if !slices.Contains(own, contactOf(r)) {
				continue
			}
			if err := fn(Past{e.At, e.What, it.Kind, r}); err != nil {
				return err
			}
		}
	}
	return nil
}

// same returns the ids that were a contact's before the change.
func (e *undoEntry) same(contact ID) []ID {
	var people []ID
	for _, it := range e.Items {
		if it.Kind == KindPerson {
			people = append(people, ID(it.Key))
		}
	}
	if e.What == Merged && slices.Contains(people, contact) {
		return people
	}
	return []ID{contact}
}
