// Package store keeps calepin's records in a vault: people, organisations and
// what is tied to them, their sorted indexes, the queries over them, and the
// undoing, merging and erasing of them. docs/formats.md describes the buckets.
//
// Every change is one transaction of the vault. Times are UTC, to the second.
package store

import (
	"encoding/json"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"calepin/store/vault"
)

// The buckets of primary records are named by their RecordKind; these are the
// others. docs/formats.md has the layout of every key.
const (
	bucketMeta         = "meta"
	bucketData         = "attachment_data"
	bucketUndo         = "undo"
	bucketByName       = "by_name"
	bucketByOrg        = "by_organisation"
	bucketByContact    = "by_last_contact"
	bucketByDue        = "by_due"
	bucketByDuplicate  = "by_duplicate"
	keySchema          = "schema"
	keySettings        = "settings"
	undoFor            = 7 * 24 * time.Hour // DESIGN: undo keeps old values for seven days at most
	minPrefix          = 4                  // the shortest unique id prefix taken for an id
	minSuffix          = 8                  // the shortest end of an id taken for it
	maxAmbiguousListed = 10
)

// Store is the records of one open vault. Its methods may be called from
// several goroutines.
type Store struct {
	// Clock tells the time, in the time zone whose days are the user's;
	// time.Now where it is not set. Set it before the first use.
	Clock func() time.Time
	// Leftover words a value that a merge found no room for, as a line of the
	// note; where it is not set, "field: value", the field by its JSON name.
	// Set it before the first use.
	Leftover func(field, value string) string
	// Progress, where set, is told now and then how far the undoing of an
	// import is.
	Progress func(done, total int)

	v           *vault.Vault
	mu          sync.RWMutex
	settings    Settings
	despite     *permission // for the next change of restricted data: see Despite
	split       splitter
	splitTied   splitter // of the interactions
	splitClocks splitter // of by_retention
	orgs        orgRanks
	everybody   atomic.Pointer[roster]
	changes     atomic.Uint64 // how often records were written: see Roll.Changed
	by          Operator      // who is at work: see As

	changedAt time.Time // before the vault was opened

	trailMu  sync.Mutex
	noted    []AuditEntry // not written yet
	readAt   map[ID]time.Time
	trailCut bool
}

// Init makes v, which must be new, a vault of records under the settings given.
func Init(v *vault.Vault, s Settings) (*Store, error) {
	if err := s.clean(); err != nil {
		return nil, err
	}
	err := v.Update(func(tx *vault.Tx) error {
		if tx.Get(bucketMeta, []byte(keySchema)) != nil {
			return fmt.Errorf("initialise: the vault holds records already")
		}
		if err := putSchema(tx, schemaVersion); err != nil {
			return err
		}
		return putSettings(tx, s)
	})
	if err != nil {
		return nil, err
	}
	return &Store{v: v, settings: s}, nil
}

// Open returns the records of v. A vault written under an older schema is
// brought to this one; under a newer one, or none, it is refused with a
// *SchemaError and left as it is.
func Open(v *vault.Vault) (*Store, error) {
	s := &Store{v: v}
	if err := migrate(v); err != nil {
		return nil, err
	}
	err := v.View(func(tx *vault.Tx) (err error) {
		s.settings, err = readSettings(tx)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s, s.checkEnd()
}

func readSettings(tx *vault.Tx) (Settings, error) {
	var s Settings
	if err := json.Unmarshal(tx.Get(bucketMeta, []byte(keySettings)), &s); err != nil {
		return s, fmt.Errorf("read the settings: %w", err)
	}
	return s, nil
}

func putSettings(tx *vault.Tx, s Settings) error {
	value, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return tx.Put(bucketMeta, []byte(keySettings), value)
}

// Vault returns the vault that the records are in.
func (s *Store) Vault() *vault.Vault { return s.v }

// Settings returns the settings of the vault.
func (s *Store) Settings() Settings {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.settings
}

// SetSettings changes the settings. Phone numbers that are stored stay.
func (s *Store) SetSettings(set Settings) error {
	if err := set.clean(); err != nil {
		return err
	}
	if err := s.May(Govern); err != nil {
		return err
	}
	defer s.changes.Add(1)
	err := s.traced(&AuditEntry{What: Governed}, func(tx *vault.Tx) error { return putSettings(tx, set) })
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settings = set
	return nil
}

// now is the time that goes into records.
func (s *Store) now() time.Time { return s.clock().UTC().Truncate(time.Second) }

// today is the user's day, which is not that of UTC late in the evening.
func (s *Store) today() Date { return DateOf(s.clock()) }

func (s *Store) clock() time.Time {
	if s.Clock == nil {
		return time.Now()
	}
	return s.Clock()
}
