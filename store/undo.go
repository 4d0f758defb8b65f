package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"calepin/store/vault"
)

// What says what a change was.
type What string

// The changes that can be undone.
const (
	Added   What = "add"
	Edited  What = "edit"
	Deleted What = "delete"
	Merged  What = "merge"
	Done    What = "done"   // a task
	Loaded  What = "import" // a batch
)

// undoEntry is what reverting one change takes: the value that each record had
// before. What a batch created is not in it: each record names
// its batch.
type undoEntry struct {
	At    time.Time  `json:"at"`
	What  What       `json:"what"`
	Batch ID         `json:"batch,omitzero"`
	Items []undoItem `json:"items,omitempty"`
	Moves []undoMove `json:"moves,omitempty"`
	// Content are the keys (contact, attachment) in attachment_data of what
	// lost its record: the content stays until the entry goes.
	Content []hexBytes `json:"content,omitempty"`
}

// undoItem is one record before a change; Before is null for one that was not
// there. After, in a batch, is the hash of what the batch made of it.
type undoItem struct {
	Kind   RecordKind      `json:"kind"`
	Key    hexBytes        `json:"key"`
	Before json.RawMessage `json:"before,omitempty"`
	After  hexBytes        `json:"after,omitempty"`
}

// undoMove is the content of an attachment that went from one contact to another.
type undoMove struct {
	Attachment ID `json:"attachment"`
	From       ID `json:"from"`
	To         ID `json:"to"`
}

type hexBytes []byte

func (h hexBytes) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(h)), nil }

func (h *hexBytes) UnmarshalText(text []byte) (err error) {
	*h, err = hex.DecodeString(string(text))
	return err
}

// UndoReport says what an undo did. Kind and ID are those of the record that
// the change was about.
type UndoReport struct {
	What     What       `json:"what"`
	At       time.Time  `json:"at"`
	Kind     RecordKind `json:"kind,omitempty"`
	ID       ID         `json:"id,omitzero"`
	Batch    ID         `json:"batch,omitzero"`
	Removed  int        `json:"removed"`  // records that the change had made
	Restored int        `json:"restored"` // records put back as they were
	// Kept are the records of a batch that were touched since, and stayed.
	Kept []Kept `json:"kept,omitempty"`
	// Unrestored counts the records that a batch merged into and whose former
	// values are older than seven days, so gone.
	Unrestored int `json:"unrestored,omitempty"`
}

// Kept is a record that an undone batch left in place.
type Kept struct {
	Kind RecordKind `json:"kind"`
	ID   ID         `json:"id"`
}

// remember keeps the value that a record had before the change at hand.
func (c *change) remember(kind RecordKind, k, old []byte) {
	if c.undo == nil || c.seen[string(kind)+string(k)] {
		return
	}
	c.seen[string(kind)+string(k)] = true
	c.undo.Items = append(c.undo.Items, undoItem{Kind: kind, Key: bytes.Clone(k), Before: bytes.Clone(old)})
}

// keepUndo stores the entry of the change, if it changed anything, and drops
// those that are too old.
func (c *change) keepUndo() error {
	if len(c.undo.Items) == 0 && c.undo.Batch == (ID{}) {
		return nil
	}
	if _, err := c.dropOldUndo(); err != nil {
		return err
	}
	c.undo.At = c.now
	// The key is the time in milliseconds, or one more than the last.
	seq := uint64(max(c.now.UnixMilli(), 1))
	if k, _, found := lastUndo(c.tx); found {
		seq = max(seq, binary.BigEndian.Uint64(k)+1)
	}
	return c.putUndo(binary.BigEndian.AppendUint64(nil, seq), c.undo)
}

func (c *change) putUndo(k []byte, e *undoEntry) error {
	value, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("keep for undo: %w", err)
	}
	return c.tx.Put(bucketUndo, k, value)
}

func lastUndo(tx *vault.Tx) (k, v []byte, found bool) {
	for k, v := range tx.Before(bucketUndo, nil) {
		return k, v, true
	}
	return nil, nil, false
}

// dropOldUndo removes the entries of more than seven days, and what only they
// kept. It costs one look at the first key where there is none.
func (c *change) dropOldUndo() (int, error) {
	limit := uint64(max(c.now.Add(-undoFor).UnixMilli(), 0))
	var old [][]byte
	for k := range c.tx.Prefix(bucketUndo, nil) {
		if binary.BigEndian.Uint64(k) >= limit {
			break
		}
		old = append(old, bytes.Clone(k))
	}
	for _, k := range old {
		e, err := decodeAs[undoEntry](c.tx.Get(bucketUndo, k))
		if err != nil {
			return 0, err
		}
		if err := c.dropUndo(k, e); err != nil {
			return 0, err
		}
	}
	return len(old), nil
}

// dropUndo removes an entry and the content that only it kept.
func (c *change) dropUndo(k []byte, e undoEntry) error {
	for _, content := range e.Content {
		if err := c.dropContent(content); err != nil {
			return err
		}
	}
	return c.tx.Delete(bucketUndo, k)
}

// DropOldUndo removes what undo kept for more than seven days and returns how
// many changes that were. Every change does so too; call it before a fold, so
// that a vault that only is read forgets as well.
func (s *Store) DropOldUndo() (n int, err error) {
	err = s.v.View(func(tx *vault.Tx) error { // spare a write when there is nothing to do
		for k := range tx.Prefix(bucketUndo, nil) {
			if binary.BigEndian.Uint64(k) < uint64(max(s.now().Add(-undoFor).UnixMilli(), 0)) {
				n = 1
			}
			break
		}
		return nil
	})
	if err != nil || n == 0 {
		return 0, err
	}
	err = s.write(func(c *change) error { n, err = c.dropOldUndo(); return err })
	return n, err
}

// LastChange returns what Undo would undo; false when there is nothing.
func (s *Store) LastChange() (r UndoReport, found bool, err error) {
	err = s.v.View(func(tx *vault.Tx) error {
		e, _, err := newestUndo(tx, s.now())
		if err != nil || e == nil {
			return err
		}
		r, found = e.report(), true
		return nil
	})
	return r, found, err
}

// newestUndo returns the last entry that is not too old, nil where there is none.
func newestUndo(tx *vault.Tx, now time.Time) (*undoEntry, []byte, error) {
	k, v, found := lastUndo(tx)
	if !found || binary.BigEndian.Uint64(k) < uint64(max(now.Add(-undoFor).UnixMilli(), 0)) {
		return nil, nil, nil
	}
	e, err := decodeAs[undoEntry](v)
	return &e, bytes.Clone(k), err
}

func (e *undoEntry) report() UndoReport {
	r := UndoReport{What: e.What, At: e.At, Batch: e.Batch}
	if len(e.Items) > 0 {
		it := e.about()
		r.Kind, r.ID = it.Kind, ID(it.Key[len(it.Key)-16:])
	}
	return r
}

// about returns what the change was about: the first record it wrote, but not
// an organisation made on the way to a person, nor the people that were cut
// loose from an organisation on its way out.
func (e *undoEntry) about() undoItem {
	i := slices.IndexFunc(e.Items, func(it undoItem) bool { return (it.Kind == KindOrganisation) == (e.What == Deleted) })
	return e.Items[max(i, 0)]
}

// Undo reverts the last change of the last seven days as a whole, an import
// too; ErrNothingToUndo when there is none. An erasure is never undone.
func (s *Store) Undo() (r UndoReport, err error) {
	err = s.write(func(c *change) error {
		e, k, err := newestUndo(c.tx, c.now)
		if err != nil {
			return err
		}
		if e == nil {
			return ErrNothingToUndo
		}
		if e.What == Loaded && e.Batch != (ID{}) {
			r, err = c.undoBatch(e.Batch, s.Progress)
			return err
		}
		r = e.report()
		if err := c.revert(e, &r); err != nil {
			return err
		}
		return c.tx.Delete(bucketUndo, k)
	})
	return r, err
}

// revert puts back what e holds, last write first.
func (c *change) revert(e *undoEntry, r *UndoReport) error {
	for _, m := range e.Moves {
		if err := c.moveContent(m.Attachment, m.To, m.From); err != nil {
			return err
		}
	}
	for _, it := range slices.Backward(e.Items) {
		if err := c.restore(it); err != nil {
			return err
		}
		if it.Before == nil {
			r.Removed++
			if it.Kind == KindAttachment && len(e.Moves) == 0 {
				if err := c.dropContent(it.Key); err != nil {
					return err
				}
			}
		} else {
			r.Restored++
		}
	}
	return nil
}

func (c *change) restore(it undoItem) error {
	if it.Before == nil {
		if it.Kind == KindPerson {
			if err := c.removeProofs(ID(it.Key)); err != nil {
				return err
			}
		}
		return c.replace(it.Kind, it.Key, nil)
	}
	rec, err := decode(it.Kind, it.Before)
	if err != nil {
		return err
	}
	if p, is := rec.(*Person); is {
		if p.Informed, err = c.informed(p.ID); err != nil {
			return err
		}
		stand, err := standing(c.tx, p.ID)
		if err != nil {
			return err
		}
		p.Restricted = len(stand) > 0
	}
	return c.replace(it.Kind, it.Key, rec)
}

// removeProofs removes what undo knows nothing of, for a person whose addition
// is undone: what they answered and were told.
func (c *change) removeProofs(contact ID) error {
	for _, kind := range []RecordKind{KindConsent, KindGiven, KindRestriction, KindHold} {
		var keys [][]byte
		for k := range c.tx.Prefix(string(kind), contact[:]) {
			keys = append(keys, bytes.Clone(k))
		}
		for _, k := range keys {
			if err := c.replace(kind, k, nil); err != nil {
				return err
			}
		}
	}
	return nil
}

// informed returns the first day on which a person was given a notice.
func (c *change) informed(contact ID) (first Date, err error) {
	given, err := listTied[NoticeGiven](c.tx, KindGiven, contact)
	for _, g := range given {
		if day := DateOf(g.At); first == "" || day < first {
			first = day
		}
	}
	return first, err
}

func hashOf(value []byte) hexBytes {
	sum := sha256.Sum256(value)
	return sum[:8]
}

func hexOf(id ID) string { return hex.EncodeToString(id[:]) }
