package store

import (
	"bytes"
	"slices"
	"time"
)

// UndoBatch reverts an import: the records that it made and nobody touched
// since go, the people that it merged into become what they were if nobody
// touched them since, and what was touched stays and is reported. A contact
// counts as touched, too, when something was tied to it since. What an import
// merged more than seven days ago cannot be restored.
func (s *Store) UndoBatch(id ID) (r UndoReport, err error) {
	err = s.write(func(c *change) error { r, err = c.undoBatch(id); return err })
	return r, err
}

// batchUndo is the state of one UndoBatch.
type batchUndo struct {
	*change
	Batch
	report  UndoReport
	made    map[RecordKind][]record
	keep    map[ID]bool // people who stay, of those it made
	gone    map[ID]bool
	recount map[ID]bool // people who stay and lose interactions
	changed map[string]bool
}

func (c *change) undoBatch(id ID) (UndoReport, error) {
	b, err := get[Batch](c.tx, KindBatch, key(id), id)
	if err != nil {
		return UndoReport{}, err
	}
	u := batchUndo{change: c, Batch: b, made: map[RecordKind][]record{}, keep: map[ID]bool{}, gone: map[ID]bool{},
		recount: map[ID]bool{}, changed: map[string]bool{}}
	u.report = UndoReport{What: Loaded, At: b.At, Batch: id}
	for _, step := range []func() error{u.collect, u.restoreMerged, u.judge, u.removeMade, u.finish} {
		if err := step(); err != nil {
			return UndoReport{}, err
		}
	}
	return u.report, nil
}

func (u *batchUndo) collect() error {
	for k := range u.tx.Prefix(bucketByBatch, u.ID[:]) {
		kind := batchKinds[k[16]]
		r, err := decode(kind, u.tx.Get(string(kind), k[17:]))
		if err != nil {
			return err
		}
		u.made[kind] = append(u.made[kind], r)
	}
	return nil
}

// touched tells whether a record of the batch was changed after it.
func (u *batchUndo) touched(r record) bool {
	var at time.Time
	switch r := r.(type) {
	case *Person:
		at = r.UpdatedAt
	case *Organisation:
		at = r.UpdatedAt
	case *Interaction:
		at = r.UpdatedAt
	case *Document:
		at = r.UpdatedAt
	case *Task:
		at = r.UpdatedAt
	}
	return at.After(batchTime(u.ID))
}

// restoreMerged puts back what the batch's undo entry holds and nobody changed.
func (u *batchUndo) restoreMerged() error {
	var e undoEntry
	var at []byte
	for k, v := range u.tx.Prefix(bucketUndo, nil) {
		if !bytes.Contains(v, []byte(u.ID.String())) {
			continue
		}
		found, err := decodeAs[undoEntry](v)
		if err != nil {
			return err
		}
		if found.Batch == u.ID {
			e, at = found, bytes.Clone(k)
			break
		}
	}
	if at == nil {
		u.report.Unrestored = u.Merged
		return nil
	}
	for _, it := range slices.Backward(e.Items) {
		if !bytes.Equal(hashOf(u.tx.Get(string(it.Kind), it.Key)), it.After) {
			if u.tx.Get(string(it.Kind), it.Key) != nil || it.Before != nil {
				u.kept(it.Kind, it.Key)
			}
			u.changed[string(it.Kind)+string(it.Key)] = true
			continue
		}
		if err := u.restore(it); err != nil {
			return err
		}
		if it.Before == nil {
			u.report.Removed++
		} else {
			u.report.Restored++
		}
	}
	return u.tx.Delete(bucketUndo, at)
}

func (u *batchUndo) kept(kind RecordKind, k []byte) {
	u.report.Kept = append(u.report.Kept, Kept{kind, ID(k[len(k)-16:])})
}

// judge decides which of the people that the batch made stay.
func (u *batchUndo) judge() error {
	tasks, err := listTied[Task](u.tx, KindTask, ID{})
	if err != nil {
		return err
	}
	for _, r := range tasks {
		if r.Contact != (ID{}) && (r.Batch != u.ID || u.touched(&r)) {
			u.keep[r.Contact] = true
		}
	}
	for _, r := range u.made[KindPerson] {
		id := r.(*Person).ID
		foreign, err := u.hasForeign(id)
		if err != nil {
			return err
		}
		if foreign || u.touched(r) {
			u.keep[id] = true
		} else if !u.keep[id] {
			u.gone[id] = true
		}
	}
	return nil
}

// hasForeign tells whether something tied to a person is not the batch's, or
// was changed since.
func (u *batchUndo) hasForeign(id ID) (bool, error) {
	for _, kind := range []RecordKind{KindInteraction, KindDocument, KindAttachment} {
		for _, v := range u.tx.Prefix(string(kind), id[:]) {
			r, err := decode(kind, v)
			if err != nil {
				return false, err
			}
			var batch ID
			switch r := r.(type) {
			case *Interaction:
				batch = r.Batch
			case *Document:
				batch = r.Batch
			case *Attachment:
				batch = r.Batch
			}
			if batch != u.ID || u.touched(r) {
				return true, nil
			}
		}
	}
	return false, nil
}

// removeMade removes what the batch made, what is tied before what it is tied to.
func (u *batchUndo) removeMade() error {
	for _, kind := range []RecordKind{KindAttachment, KindInteraction, KindDocument, KindTask, KindPerson, KindOrganisation} {
		for _, r := range u.made[kind] {
			if err := u.removeOne(kind, r); err != nil {
				return err
			}
		}
	}
	for _, id := range sortedIDs(u.recount) {
		if u.tx.Get(string(KindPerson), id[:]) == nil {
			continue
		}
		if err := u.change.recount(id); err != nil {
			return err
		}
	}
	return nil
}

func (u *batchUndo) removeOne(kind RecordKind, r record) error {
	_, k := r.place()
	stays := u.touched(r)
	switch r := r.(type) {
	case *Person:
		stays = u.keep[r.ID]
	case *Organisation:
		people, err := u.people(r.ID)
		if err != nil {
			return err
		}
		stays = stays || len(people) > 0
	case *Interaction:
		u.recount[r.Contact] = true
		if !stays {
			if err := u.cutAttachments(r.Contact, r.ID); err != nil {
				return err
			}
		}
	case *Document:
		if !stays {
			if err := u.cutAttachments(r.Contact, r.ID); err != nil {
				return err
			}
		}
	case *Attachment:
		if err := u.dropContent(k); err != nil {
			return err
		}
	}
	if stays {
		u.kept(kind, k)
		return nil
	}
	u.report.Removed++
	u.changed[string(kind)+string(k)] = true
	return u.replace(kind, k, nil)
}

// finish settles the batch's own record, and takes out of the undo of other
// changes what would not fit any more.
func (u *batchUndo) finish() error {
	err := u.pruneUndo(func(kind RecordKind, k []byte) bool {
		tied := kind == KindInteraction || kind == KindDocument || kind == KindAttachment
		return u.changed[string(kind)+string(k)] || (tied || kind == KindPerson) && u.gone[ID(k[:16])]
	}, nil)
	if err != nil {
		return err
	}
	if len(u.report.Kept) == 0 {
		return u.remove(&u.Batch)
	}
	u.UndoneAt = u.now
	return u.put(&u.Batch)
}

// pruneUndo drops from undo what has to do with the keys that stale tells, or
// holds bytes that leak tells. A change is undone whole or not at all, so its
// entry goes; an import loses the items concerned.
func (c *change) pruneUndo(stale func(kind RecordKind, k []byte) bool, leak func(value []byte) bool) error {
	type kept struct {
		key   []byte
		entry undoEntry
	}
	var drop, rewrite []kept
	for k, v := range c.tx.Prefix(bucketUndo, nil) {
		e, err := decodeAs[undoEntry](v)
		if err != nil {
			return err
		}
		n := len(e.Items)
		e.Items = slices.DeleteFunc(e.Items, func(it undoItem) bool {
			return stale(it.Kind, it.Key) || leak != nil && leak(it.Before)
		})
		switch {
		case len(e.Items) == n:
		case e.What == Loaded:
			rewrite = append(rewrite, kept{bytes.Clone(k), e})
		default:
			drop = append(drop, kept{bytes.Clone(k), e})
		}
	}
	for _, d := range drop {
		if err := c.dropUndo(d.key, d.entry); err != nil {
			return err
		}
	}
	for _, r := range rewrite {
		if err := c.putUndo(r.key, &r.entry); err != nil {
			return err
		}
	}
	return nil
}
