package privacy

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"calepin/store"
	"calepin/store/vault"
)

// ResumeErasures finishes what a crash or an unreachable backup left undone of
// earlier erasures, and returns those that it worked on. A vault without such
// leftovers costs one look at the ledger.
func ResumeErasures(s *store.Store, v *vault.Vault) ([]Erased, error) {
	erasures, err := s.Erasures()
	if err != nil {
		return nil, fmt.Errorf("resume erasures: %w", err)
	}
	var pending []*Erased
	for _, e := range erasures {
		if e.Unsealed || slices.ContainsFunc(e.Backups, func(ref string) bool { return inReach(v, ref) }) {
			pending = append(pending, &Erased{Erasure: e})
		}
	}
	if len(pending) == 0 {
		return nil, nil
	}
	err = resume(s, v, pending)
	worked := make([]Erased, len(pending))
	for i, done := range pending {
		worked[i] = *done
	}
	if err != nil {
		return worked, fmt.Errorf("resume erasures: %w", err)
	}
	return worked, nil
}

// resume takes the persons' identifiers from each backup itself: the vault has
// none left.
func resume(s *store.Store, v *vault.Vault, pending []*Erased) error {
	if err := errors.Join(v.Seal(), saveLedger(s, v)); err != nil {
		return err
	}
	present, err := v.AllBackups()
	if err != nil {
		return err
	}
	r := rewriting{s: s, v: v}
	for _, done := range pending {
		r.who = append(r.who, &store.Identity{Contacts: done.Erasure.Also})
		done.Erasure.Backups = stillThere(v, present, done.Erasure)
	}
	if err := r.backups(pending); err != nil {
		return err
	}
	return r.note(pending) // those whose backups are gone
}

// inReach tells whether what an erasure still has to rewrite is there: a local
// backup, or a folder on another disk, or a backup in one.
func inReach(v *vault.Vault, ref string) bool {
	switch {
	case !filepath.IsAbs(ref):
		return true
	case filepath.Ext(ref) == ".age":
		ref = filepath.Dir(ref)
	}
	return v.BackupsThere(ref)
}

// stillThere are the backups that an erasure still has to rewrite: of those
// that it lists, the ones that were not rewritten under another name or
// removed, and of a folder that was away, all that are older. What is away
// stays in the list.
func stillThere(v *vault.Vault, present []vault.Backup, e store.Erasure) (left []string) {
	for _, ref := range e.Backups {
		if !inReach(v, ref) {
			left = append(left, ref)
			continue
		}
		for _, b := range present {
			if b.Ref() == ref || b.Dir == ref && !b.MadeAt.After(e.At) {
				left = append(left, b.Ref())
			}
		}
	}
	return left
}

// ReapplyErasures erases again every contact of the ledger that an older copy
// of the vault brought back, and returns how many there were. found is false
// where there is no ledger to go by: then nobody can tell.
func ReapplyErasures(s *store.Store, v *vault.Vault, now time.Time) (again int, found bool, err error) {
	text, err := v.Ledger()
	if err != nil || text == nil {
		return 0, false, err
	}
	var ledger []store.Erasure
	if err := json.Unmarshal(text, &ledger); err != nil {
		return 0, true, fmt.Errorf("read the erasure ledger: %w", err)
	}
	again, err = eraseAgain(s, v, ledger, now)
	return again, true, err
}

// eraseAgain erases again what the ledger says and s brought back. v is the
// vault of s.
func eraseAgain(s *store.Store, v *vault.Vault, ledger []store.Erasure, now time.Time) (again int, err error) {
	for _, e := range ledger {
		if len(e.Expired) > 0 {
			n, err := s.ExpireAgain(e)
			if err != nil {
				return again, fmt.Errorf("remove again what had expired: %w", err)
			}
			again += n
			continue
		}
		stays, found, err := broughtBack(s, e, now)
		if err != nil {
			return again, err
		}
		if !found {
			continue
		}
		order := store.EraseOrder{Archive: stays, Erasure: e.ID, LeaveAmbiguous: true, Settled: e.Settled(), Identity: &store.Identity{Contacts: e.Also}}
		if _, err := s.Erase(e.Contact, order); err != nil {
			return again, fmt.Errorf("erase again: %w", err)
		}
		again++
	}
	if again > 0 {
		err = v.Seal()
	}
	if err == nil { // as it was the first time; and those whom this copy never knew
		err = s.SetErasures(ledger)
	}
	return again, err
}

// broughtBack tells whether any record of an erased person is on file again,
// and which of their documents stay.
func broughtBack(s *store.Store, e store.Erasure, now time.Time) (stays []store.Archived, found bool, err error) {
	policies, err := PoliciesOf(s)
	if err != nil {
		return nil, false, err
	}
	for _, id := range append([]store.ID{e.Contact}, e.Also...) {
		var missing *store.NotFoundError
		who, err := s.Person(id)
		if errors.As(err, &missing) {
			continue
		} else if err != nil {
			return nil, false, err
		}
		papers, err := papersOf(s, id)
		if err != nil {
			return nil, false, err
		}
		found = true
		stays = append(stays, policies.staying(who, papers, store.DateOf(now))...)
	}
	return stays, found, nil
}
