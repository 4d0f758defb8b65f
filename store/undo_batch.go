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
	err = s.write(func(c *change) error { r, err = c.undoBatch(id, s.Progress); return err })
	return r, err
}

// batchUndo is the state of one UndoBatch.
type batchUndo struct {
	*change
	Batch
	report  UndoReport
	made    map[RecordKind][]record // in the order of their keys
	own     map[RecordKind]map[string]bool
	keep    map[ID]bool // people who stay, of those it made
	gone    map[ID]bool
	recount map[ID]bool // people who stay and lose interactions
	changed map[string]bool
	tell    func(done, total int)
}

func (c *change) undoBatch(id ID, tell func(done, total int)) (UndoReport, error) {
	b, err := get[Batch](c.tx, KindBatch, key(id), id)
	if err != nil {
		return UndoReport{}, err
	}
	u := batchUndo{change: c, Batch: b, made: map[RecordKind][]record{}, own: map[RecordKind]map[string]bool{},
		keep: map[ID]bool{}, gone: map[ID]bool{}, recount: map[ID]bool{}, changed: map[string]bool{}, tell: tell}
	if tell == nil {
		u.tell = func(int, int) {}
	}
	u.report = UndoReport{What: Loaded, At: b.At, Batch: id}
	for _, step := range []func() error{u.collect, u.restoreMerged, u.judge, u.removeMade, u.finish} {
		if err := step(); err != nil {
			return UndoReport{}, err
		}
	}
	return u.report, nil
}

// collect reads what the batch made. Of what is tied to contacts, own are the
// keys of what nobody touched since.
func (u *batchUndo) collect() error {
	for _, kind := range filedUnderContacts {
		u.own[kind] = map[string]bool{}
	}
	for _, kind := range batchKinds {
		var err error
		if u.made[kind], err = u.madeOf(kind); err != nil {
			return err
		}
		own := u.own[kind]
		for _, r := range u.made[kind] {
			if own != nil && !u.touched(r) {
				_, k := r.place()
				own[string(k)] = true
			}
		}
	}
	return nil
}

// batchKinds are the kinds whose records name the batch that made them.
var batchKinds = []RecordKind{KindPerson, KindOrganisation, KindInteraction, KindDocument, KindAttachment, KindTask}

// madeOf returns the records of a kind that the batch made. No index leads to
// them: an import is undone once, and written on every save it would be.
func (u *batchUndo) madeOf(kind RecordKind) ([]record, error) {
	own := []byte(u.ID.String())
	var values [][]byte
	for _, v := range u.tx.Prefix(string(kind), nil) {
		if id, found := textIn(v, `"batch"`); found && bytes.Equal(id, own) {
			values = append(values, v)
		}
	}
	records := make([]record, len(values))
	err := inParts(len(values), func(_, from, to int) (err error) {
		for i := from; i < to && err == nil; i++ {
			records[i], err = decode(kind, values[i])
		}
		return err
	})
	return records, err
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
	requests, err := requestsOf(u.tx, ID{})
	if err != nil {
		return err
	}
	for _, r := range requests {
		u.keep[r.Contact] = true
	}
	var walks []*tiedWalk
	for _, kind := range filedUnderContacts {
		walks = append(walks, &tiedWalk{tx: u.tx, kind: kind})
	}
	for _, r := range u.made[KindPerson] {
		id := r.(*Person).ID
		if u.hasForeign(walks, id) || u.touched(r) {
			u.keep[id] = true
		} else if !u.keep[id] {
			u.gone[id] = true
		}
	}
	return nil
}

// hasForeign tells whether something tied to a person is not the batch's, or
// was changed since.
func (u *batchUndo) hasForeign(walks []*tiedWalk, id ID) bool {
	for _, w := range walks {
		own := u.own[w.kind]
		if w.any(id, func(k []byte) bool { return !own[string(k)] }) {
			return true
		}
	}
	return false
}

// finish notes in the batch's own record when it was undone, and takes out of the undo of other
// changes what would not fit any more.
func (u *batchUndo) finish() error {
	err := u.pruneUndo(func(kind RecordKind, k []byte) bool {
		tied := kind == KindInteraction || kind == KindDocument || kind == KindAttachment
		return u.changed[string(kind)+string(k)] || (tied || kind == KindPerson) && u.gone[ID(k[:16])]
	}, nil)
	if err != nil {
		return err
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
