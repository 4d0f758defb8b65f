package store

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"calepin/crypto"
	"calepin/store/vault"
)

// The trail is what was done in the vault, by whom and when: ids only, no
// personal data, each entry chained to the one before by a hash, the last one
// known to the pin. GDPR art. 5(2), 32; CNIL, guide de la sécurité, fiche 14.

const (
	bucketTrail    = "audit"
	keyTrailAnchor = "audit.anchor" // in meta: what the first entry kept follows
	keyTrailUsed   = "audit.used"   // in meta: the day each operator was last at work
	maxTraced      = 16             // records that an entry names
	maxForgotten   = 512            // entries that go with one change
)

// Deed is what an entry of the trail tells.
type Deed string

// The deeds.
const (
	Unlocked    Deed = "unlock"
	Refused     Deed = "refused"
	Read        Deed = "read"    // a person's page
	ArchiveRead Deed = "archive" // something archived
	Exported    Deed = "export"
	Changed     Deed = "change"
	Erased      Deed = "erase"
	Governed    Deed = "policy" // rules, time limits, texts, settings
	Operated    Deed = "operator"
	Keyed       Deed = "key"
	CutShort    Deed = "cut" // the trail is shorter than the pin knew it
)

// Deeds are all of them.
var Deeds = []Deed{Unlocked, Refused, Read, ArchiveRead, Exported, Changed, Erased, Governed, Operated, Keyed, CutShort}

// AuditEntry is an entry of the trail.
type AuditEntry struct {
	Number  uint64        `json:"number"`
	At      time.Time     `json:"at"`
	By      ID            `json:"by,omitzero"` // zero: the program itself
	What    Deed          `json:"what"`
	Act     Act           `json:"act,omitempty"`     // that was refused
	Why     string        `json:"why,omitempty"`     // a code: of a refusal, or of where a key lies
	Contact ID            `json:"contact,omitzero"`  // whose page was read
	Records []AuditRecord `json:"records,omitempty"` // at most maxTraced of them
	Count   int           `json:"count,omitempty"`   // how many, where they are more
	// Chain is the SHA-256, in hex, of the Chain before and this entry without it.
	Chain string `json:"chain"`
}

// AuditRecord is a record that something was done with.
type AuditRecord struct {
	Kind    RecordKind `json:"kind"`
	ID      ID         `json:"id,omitzero"`
	Contact ID         `json:"contact,omitzero"`
}

// anchor is the last entry that is no longer kept.
type anchor struct {
	Number uint64    `json:"number"`
	At     time.Time `json:"at"`
	Chain  string    `json:"chain"`
}

// link returns the stored form of an entry that follows chain, and fills in its own.
func (t *AuditEntry) link(chain string) ([]byte, error) {
	t.Chain = ""
	plain, err := json.Marshal(t)
	if err != nil {
		return nil, fmt.Errorf("write the trail: %w", err)
	}
	sum := sha256.Sum256(append([]byte(chain), plain...))
	t.Chain = hex.EncodeToString(sum[:])
	return json.Marshal(t)
}

func (t *AuditEntry) mark() (m crypto.Mark) {
	m.Number = t.Number
	_, _ = hex.Decode(m.Hash[:], []byte(t.Chain))
	return m
}

// Note adds something that was done, and that is no change, to the trail. It is
// written with the next change, or by WriteTrail: it costs no save of its own.
// Where the vault can only be read it is lost.
func (s *Store) Note(t AuditEntry) {
	t.At, t.By = s.now(), s.operator().ID
	s.trailMu.Lock()
	defer s.trailMu.Unlock()
	if t.What == Read {
		if !t.At.After(s.readAt[t.Contact].Add(time.Hour)) {
			return
		}
		if s.readAt == nil {
			s.readAt = map[ID]time.Time{}
		}
		s.readAt[t.Contact] = t.At
	}
	s.noted = append(s.noted, t)
}

// NoteRead notes that a person's page was read; once an hour.
func (s *Store) NoteRead(contact ID) { s.Note(AuditEntry{What: Read, Contact: contact}) }

// WriteTrail writes what was noted and not yet saved.
func (s *Store) WriteTrail() error {
	s.trailMu.Lock()
	none := len(s.noted) == 0
	s.trailMu.Unlock()
	if none || s.v.ReadOnly() != nil {
		return nil
	}
	return s.traced(nil, func(*vault.Tx) error { return nil })
}

// traced runs fn in a transaction, and adds to it what was noted before and what
// deed says was done; nil, or a deed without What, for nothing of its own.
func (s *Store) traced(deed *AuditEntry, fn func(*vault.Tx) error) error {
	written := 0
	err := s.v.Update(func(tx *vault.Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		s.trailMu.Lock()
		list := slices.Clone(s.noted)
		s.trailMu.Unlock()
		written = len(list)
		if deed != nil && deed.What != "" {
			deed.At, deed.By = s.now(), s.operator().ID
			list = append(list, *deed)
		}
		return s.appendTrail(tx, list)
	})
	if err == nil {
		s.trailMu.Lock()
		s.noted = s.noted[written:]
		s.trailMu.Unlock()
	}
	return err
}

func (s *Store) appendTrail(tx *vault.Tx, list []AuditEntry) error {
	if len(list) == 0 {
		return nil
	}
	last, err := lastTrace(tx)
	if err != nil {
		return err
	}
	if err := forgetTrail(tx, s.now()); err != nil {
		return err
	}
	last.Number = max(last.Number, tx.Marked().Number) // a hole stays one
	for i := range list {
		t := &list[i]
		t.Number = last.Number + 1
		value, err := t.link(last.Chain)
		if err != nil {
			return err
		}
		if err := tx.Put(bucketTrail, binary.BigEndian.AppendUint64(nil, t.Number), value); err != nil {
			return err
		}
		last = *t
	}
	tx.Mark(last.mark())
	return putUsed(tx, list)
}

// lastTrace is what the next entry follows.
func lastTrace(tx *vault.Tx) (t AuditEntry, err error) {
	for _, v := range tx.Before(bucketTrail, nil) {
		return decodeAs[AuditEntry](v)
	}
	a, err := trailAnchor(tx)
	return AuditEntry{Number: a.Number, At: a.At, Chain: a.Chain}, err
}

func trailAnchor(tx *vault.Tx) (a anchor, err error) {
	if v := tx.Get(bucketMeta, []byte(keyTrailAnchor)); v != nil {
		err = read(v, &a)
	}
	return a, err
}

// LogPolicy is the code of the time limit of the trail.
const LogPolicy = "log"

// defaultTrailMonths is how long the trail is kept where nothing was set.
const defaultTrailMonths = 12

// trailMonths is how long the trail is kept by the business's own time limit.
// CNIL, fiche 14: six to twelve months.
func trailMonths(tx *vault.Tx) (int, error) {
	all, err := listTied[Policy](tx, KindPolicy, ID{})
	months, version := 0, 0
	for _, p := range all {
		if p.Code == LogPolicy && p.Version > version {
			months, version = p.Months, p.Version
		}
	}
	return min(max(cmp.Or(months, defaultTrailMonths), 6), 12), err
}

// forgetTrail takes away what is older than the trail is kept for, from its old
// end, and keeps an anchor that the rest hangs on. It costs one look where
// nothing is.
func forgetTrail(tx *vault.Tx, now time.Time) error {
	var gone [][]byte
	var last AuditEntry
	var limit time.Time
	for k, v := range tx.From(bucketTrail, nil) {
		t, err := decodeAs[AuditEntry](v)
		if err != nil {
			return nil // damaged: Verify tells, nothing of it goes
		}
		if limit.IsZero() {
			if t.At.After(now.AddDate(0, -6, 0)) {
				return nil
			}
			months, err := trailMonths(tx)
			if err != nil {
				return err
			}
			limit = now.AddDate(0, -months, 0)
		}
		if !t.At.Before(limit) || len(gone) == maxForgotten {
			break
		}
		gone, last = append(gone, bytes.Clone(k)), t
	}
	if len(gone) == 0 {
		return nil
	}
	for _, k := range gone {
		if err := tx.Delete(bucketTrail, k); err != nil {
			return err
		}
	}
	value, err := json.Marshal(anchor{last.Number, last.At, last.Chain})
	if err != nil {
		return err
	}
	return tx.Put(bucketMeta, []byte(keyTrailAnchor), value)
}

// putUsed keeps the day on which each operator was last at work.
func putUsed(tx *vault.Tx, list []AuditEntry) error {
	used, err := usedIn(tx)
	if err != nil {
		return err
	}
	changed := false
	for _, t := range list {
		if day := DateOf(t.At); t.By != (ID{}) && used[t.By] < day {
			used[t.By], changed = day, true
		}
	}
	if !changed {
		return nil
	}
	value, err := json.Marshal(used)
	if err != nil {
		return err
	}
	return tx.Put(bucketMeta, []byte(keyTrailUsed), value)
}

func usedIn(tx *vault.Tx) (map[ID]Date, error) {
	used := map[ID]Date{}
	if v := tx.Get(bucketMeta, []byte(keyTrailUsed)); v != nil {
		return used, read(v, &used)
	}
	return used, nil
}

// LastUse returns the day on which each operator was last at work; today's is
// there once something was saved.
func (s *Store) LastUse() (used map[ID]Date, err error) {
	err = s.v.View(func(tx *vault.Tx) error { used, err = usedIn(tx); return err })
	return used, err
}
