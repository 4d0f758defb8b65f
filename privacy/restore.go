package privacy

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"time"

	"calepin/store"
	"calepin/store/vault"
)

// RestorePlan says what restoring a backup would bring back, and what would be
// lost. What was erased or purged since is out of it already.
type RestorePlan struct {
	Found *vault.Found
	Kinds []Difference // by kind of record, those with any
	// Again is how much was erased again in what comes back.
	Again int
	// NoLedger tells that no erasure ledger was found: whoever was erased since
	// may come back.
	NoLedger bool
	ledger   []store.Erasure
}

// Difference compares the records of a kind in the vault and in a backup.
type Difference struct {
	Kind    store.RecordKind `json:"kind"`
	Held    int              `json:"in_backup"`
	Lost    int              `json:"lost"`    // in the vault only: made since
	Changed int              `json:"changed"` // in both: the backup's comes back
	Back    int              `json:"back"`    // in the backup only: deleted since
}

// Of returns the difference of a kind.
func (p RestorePlan) Of(kind store.RecordKind) Difference {
	for _, d := range p.Kinds {
		if d.Kind == kind {
			return d
		}
	}
	return Difference{Kind: kind}
}

// PlanRestore compares a backup with the vault v, nil where that one is lost,
// and erases again, in the memory that the backup was opened into, whatever the
// ledgers tell: the vault's own, the one beside the local backups in dir, and
// the one beside the backup (GDPR art. 17). Nothing on disk changes.
func PlanRestore(f *vault.Found, v *vault.Vault, dir string, now time.Time) (RestorePlan, error) {
	plan := RestorePlan{Found: f}
	back, err := store.Open(f.Content())
	if err != nil {
		return plan, fmt.Errorf("plan a restore: %w", err)
	}
	back.Clock = func() time.Time { return now }
	if err := plan.read(v, filepath.Join(dir, "backups"), filepath.Dir(f.Path)); err != nil {
		return plan, fmt.Errorf("plan a restore: %w", err)
	}
	if plan.Again, err = eraseAgain(back, f.Content(), plan.ledger, now); err == nil {
		if v != nil {
			err = errors.Join(store.KeepTrail(v, f.Content()), store.KeepSuppressed(v, f.Content()))
		}
	}
	if err == nil {
		plan.Kinds, err = differences(v, f.Content())
	}
	if err != nil {
		return plan, fmt.Errorf("plan a restore: %w", err)
	}
	return plan, nil
}

// read joins all ledgers, the vault's own last: it says most. One that does not
// authenticate is worth nothing.
func (p *RestorePlan) read(v *vault.Vault, dirs ...string) error {
	found := false
	lines := map[store.ID]int{}
	add := func(all []store.Erasure) {
		found = true
		for _, e := range all {
			if i, ok := lines[e.ID]; ok {
				p.ledger[i] = e
				continue
			}
			lines[e.ID] = len(p.ledger)
			p.ledger = append(p.ledger, e)
		}
	}
	for _, dir := range dirs {
		text, err := p.Found.Ledger(dir)
		var all []store.Erasure
		if err != nil || text == nil || json.Unmarshal(text, &all) != nil {
			continue
		}
		add(all)
	}
	if v != nil {
		s, err := store.Open(v)
		if err != nil {
			return err
		}
		all, err := s.Erasures()
		if err != nil {
			return err
		}
		add(all)
	}
	p.NoLedger = !found
	return nil
}

func differences(v, back *vault.Vault) (all []Difference, err error) {
	if v == nil {
		if v, err = vault.Memory(); err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, v.Close()) }()
	}
	err = v.View(func(now *vault.Tx) error {
		return back.View(func(then *vault.Tx) error {
			for _, kind := range store.Kinds() {
				d := compare(now.From(string(kind), nil), then.From(string(kind), nil))
				if d.Kind = kind; d != (Difference{Kind: kind}) {
					all = append(all, d)
				}
			}
			return nil
		})
	})
	return all, err
}

// compare walks two buckets side by side.
func compare(now, then iter.Seq2[[]byte, []byte]) (d Difference) {
	nextNow, stopNow := iter.Pull2(now)
	defer stopNow()
	nextThen, stopThen := iter.Pull2(then)
	defer stopThen()
	k, v, here := nextNow()
	bk, bv, there := nextThen()
	for here || there {
		order := bytes.Compare(k, bk)
		switch {
		case !there || here && order < 0:
			d.Lost++
			k, v, here = nextNow()
			continue
		case !here || order > 0:
			d.Back++
		default:
			if !bytes.Equal(v, bv) {
				d.Changed++
			}
			k, v, here = nextNow()
		}
		d.Held++
		bk, bv, there = nextThen()
	}
	return d
}

// Restore does what a plan says in the open vault v. What that one holds now is
// kept aside as a backup first.
func Restore(v *vault.Vault, plan RestorePlan) (aside vault.Backup, err error) {
	if aside, err = v.Backup(); err == nil {
		err = v.Restore(plan.Found)
	}
	if err != nil {
		return aside, fmt.Errorf("restore: %w", err)
	}
	return aside, Restored(v)
}

// Restored puts the ledger of a vault that was just restored beside its
// backups: what a backup forgot, the ledgers told.
func Restored(v *vault.Vault) error {
	s, err := store.Open(v)
	if err != nil {
		return err
	}
	return saveLedger(s, v)
}
