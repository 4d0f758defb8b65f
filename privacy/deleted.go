package privacy

import (
	"fmt"
	"slices"
	"time"

	"calepin/store"
	"calepin/store/vault"
)

// deleted is someone who is not on file any more, as undo and the local
// backups together still know them.
type deleted struct {
	store.Held
	identity store.Identity
	undo     bool
	backups  []string
	until    time.Time // the last moment the vault is known to have held them
}

// PlanDeleted is PlanErasure for someone who was deleted before they asked to
// be erased: ref, an id, an e-mail or a full name, is looked for in undo and in
// the local backups. It returns store's *NotFoundError or *AmbiguousError. A
// backup that cannot be read is passed over: the erasure will say so.
func PlanDeleted(s *store.Store, v *vault.Vault, ref string, now time.Time) (ErasurePlan, error) {
	found, err := findDeleted(s, v, ref)
	if err != nil {
		return ErasurePlan{}, fmt.Errorf("plan an erasure: %w", err)
	}
	switch len(found) {
	case 0:
		return ErasurePlan{}, &store.NotFoundError{Kind: store.KindPerson, Ref: ref}
	case 1:
	default:
		unclear := &store.AmbiguousError{Kind: store.KindPerson, Ref: ref}
		for _, d := range found {
			unclear.Matches = append(unclear.Matches, rowOf(d.Person))
		}
		return ErasurePlan{}, unclear
	}
	d := found[0]
	count := func(kind store.RecordKind) int { return len(d.Tied[kind]) }
	plan := ErasurePlan{
		Person: d.Person, InUndo: d.undo, InBackups: d.backups, identity: &d.identity,
		Interactions: count(store.KindInteraction), Tasks: count(store.KindTask), Attachments: count(store.KindAttachment),
	}
	policies, err := PoliciesOf(s)
	if err != nil {
		return plan, fmt.Errorf("plan an erasure: %w", err)
	}
	plan.Stays = policies.staying(d.Person, papers{d.Documents, d.Consents, d.Given}, store.DateOf(now))
	plan.Documents = count(store.KindDocument) - documentsOf(plan.Stays)
	if plan.Disclosures, err = d.disclosures(s); err != nil {
		return plan, fmt.Errorf("plan an erasure: %w", err)
	}
	return plan.complete(s, v)
}

// findDeleted looks in undo, then in the backups, the newest first.
func findDeleted(s *store.Store, v *vault.Vault, ref string) ([]deleted, error) {
	living, err := s.OnFile()
	if err != nil {
		return nil, err
	}
	var found []deleted
	add := func(held []store.Held, backup string, at time.Time) {
		for _, h := range held {
			if living[h.Person.ID] {
				continue
			}
			i := slices.IndexFunc(found, func(d deleted) bool { return d.Person.ID == h.Person.ID })
			if i < 0 {
				i = len(found)
				found = append(found, deleted{Held: h})
			}
			d := &found[i]
			d.Join(h)
			d.identity = d.identity.Union(h.Identity())
			if h.Deleted.IsZero() {
				h.Deleted = at
			}
			if h.Deleted.After(d.until) {
				d.until = h.Deleted
			}
			if backup == "" {
				d.undo = true
			} else {
				d.backups = append(d.backups, backup)
			}
		}
	}
	held, err := s.Held(ref)
	if err != nil {
		return nil, err
	}
	add(held, "", time.Time{})
	backups, err := v.AllBackups()
	if err != nil {
		return nil, err
	}
	for _, b := range slices.Backward(backups) {
		_ = v.ViewBackup(b.Ref(), func(tx *vault.Tx) error {
			held, err := store.HeldIn(tx, ref)
			add(held, b.Ref(), b.MadeAt)
			return err
		})
	}
	return found, nil
}

// disclosures are those that named the person, and those of everybody made
// while they were on file.
func (d *deleted) disclosures(s *store.Store) ([]store.Disclosure, error) {
	all, err := s.Disclosures(store.ID{})
	return slices.DeleteFunc(all, func(x store.Disclosure) bool {
		everyone := len(x.Contacts) == 0 && !x.At.Before(d.Person.CreatedAt) && !x.At.After(d.until)
		return !everyone && !slices.Contains(x.Contacts, d.Person.ID)
	}), err
}

// rowOf is what tells one deleted person from another.
func rowOf(p store.Person) store.Row {
	row := store.Row{ID: p.ID, Name: p.DisplayName(""), Status: p.Status}
	if len(p.Emails) > 0 {
		row.Email = p.Emails[0].Address
	}
	if len(p.Phones) > 0 {
		row.Phone = p.Phones[0].Number
	}
	return row
}
