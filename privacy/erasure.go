package privacy

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"calepin/store"
	"calepin/store/vault"
)

// ErasurePlan says what an erasure takes away and what the law makes it leave.
type ErasurePlan struct {
	Person       store.Person
	Interactions int
	Documents    int // that go
	Attachments  int // that go
	Tasks        int
	// Records are what becomes of each record of the person, and of each of
	// others that names them.
	Records []Planned
	// Stays are the documents and proofs kept for the law alone, cut loose from the
	// person (GDPR art. 17(3)(b), (e)).
	Stays []store.Archived
	// Disclosures are the exports that held the person: their recipients are
	// to be told (GDPR art. 19).
	Disclosures []store.Disclosure
	// Backups are the local copies that will be rewritten.
	Backups []string
	// Possible are texts that hold the family name alone, and files that hold
	// an identifier: they stay, and may speak of the person.
	Possible []store.Mention
	// Unclear are the texts that may name the person or a namesake: as long as
	// there are any, Erase refuses.
	Unclear []store.Mention
	// Settled is what somebody who read the texts of Unclear found, by their ids:
	// true where they speak of the person. See store.EraseOrder.
	Settled map[store.ID]bool
	// Progress is told how far the erasure is; it may be nil.
	Progress func(done, total int)
	// InUndo and InBackups tell where someone was found who is not on file any
	// more: see PlanDeleted.
	InUndo    bool
	InBackups []string

	// Objected tells that the person objected to marketing: their e-mails and
	// numbers go on the suppression list, as hashes, unless Unsuppressed says no.
	Objected, Unsuppressed bool

	identity *store.Identity // of someone whom the vault may not know at all
}

// PlanErasure returns what erasing a contact on the day of now would do
// (GDPR art. 17), one who was deleted before included. It changes nothing.
func PlanErasure(s *store.Store, v *vault.Vault, id store.ID, now time.Time) (ErasurePlan, error) {
	var plan ErasurePlan
	var err error
	var missing *store.NotFoundError
	if plan.Person, err = s.Person(id); errors.As(err, &missing) {
		return PlanDeleted(s, v, id.String(), now)
	} else if err != nil {
		return plan, fmt.Errorf("plan an erasure: %w", err)
	}
	interactions, _, err1 := s.Interactions(id, 0, "")
	papers, err2 := papersOf(s, id)
	attachments, err3 := s.Attachments(id)
	tasks, err4 := s.Tasks(store.TaskFilter{Contact: id, All: true})
	disclosures, err5 := s.Disclosures(id)
	policies, err6 := PoliciesOf(s)
	consents, err7 := s.Consents(id)
	plan.Objected = slices.ContainsFunc(consents, func(e store.Consent) bool { return e.Answer == store.Objected })
	if err := errors.Join(err1, err2, err3, err4, err5, err6, err7); err != nil {
		return plan, fmt.Errorf("plan an erasure: %w", err)
	}
	plan.Interactions, plan.Tasks = len(interactions), len(tasks)
	plan.Disclosures = disclosures
	plan.Stays = policies.staying(plan.Person, papers, store.DateOf(now))
	plan.Documents = len(papers.documents) - documentsOf(plan.Stays)
	plan.Attachments = len(attachments) - filesOf(plan.Stays, attachments)
	return plan.complete(s, v)
}

// complete adds what is the same for everybody: the backups, and what a trial
// of the erasure finds.
func (plan ErasurePlan) complete(s *store.Store, v *vault.Vault) (ErasurePlan, error) {
	backups, err := backupNames(v)
	if err != nil {
		return plan, fmt.Errorf("plan an erasure: %w", err)
	}
	plan.Backups = backups
	order := plan.order("")
	order.LeaveAmbiguous, order.Detail = true, true
	report, err := s.TryErase(plan.Person.ID, order)
	if err != nil {
		return plan, fmt.Errorf("plan an erasure: %w", err)
	}
	plan.Possible, plan.Unclear = report.Possible, report.Left
	plan.Records = plan.records(report)
	return plan, nil
}

func (plan ErasurePlan) order(reason string) store.EraseOrder {
	return store.EraseOrder{Archive: plan.Stays, Reason: reason, Backups: plan.Backups, Identity: plan.identity, Settled: plan.Settled}
}

// at tells how far the erasure is: the vault, its seal, the backups, the search.
func (plan ErasurePlan) at(done, backups int) {
	if plan.Progress != nil {
		plan.Progress(done, 3+backups)
	}
}

func backupNames(v *vault.Vault) ([]string, error) {
	backups, err := v.AllBackups()
	if err != nil {
		return nil, err
	}
	var names []string
	for _, b := range backups {
		names = append(names, b.Ref())
	}
	plan, err := v.BackupPlan()
	for _, dir := range plan.To {
		if !v.BackupsThere(dir) {
			names = append(names, dir)
		}
	}
	return names, err
}

// Erased is what an erasure did.
type Erased struct {
	Erasure     store.Erasure
	Masked      int // mentions of the person masked in other contacts' records
	Disclosures []store.Disclosure
	Rewritten   int // local backups
	// Possible are texts that may speak of the person and stayed, for a human
	// to read: see ErasurePlan.
	Possible []store.Mention
	// Untouched are backups that could not be rewritten, each with why; they
	// may still hold the person and are tried again at the next opening.
	Untouched map[string]error
	// Away are folders of backups on other disks, or backups in them, that are
	// not there now: they are rewritten when they are back.
	Away []string
	// Residue is where an identifier of the person was found afterwards, in
	// the vault or, under their names, in backups. Empty is the proof.
	Residue []store.Trace
	// Searched is how much of the files was read for it, byte by byte.
	Searched store.Searched

	common store.Identity // what is the person's alone in every copy
}

// UnfinishedError says that the person is erased from the vault, and that an
// error kept the rest from being done: a full disk, for one. What is left is
// done at the next opening, see ResumeErasures.
type UnfinishedError struct{ Err error }

func (e *UnfinishedError) Error() string {
	return "erased in the vault, not finished: " + e.Err.Error()
}
func (e *UnfinishedError) Unwrap() error { return e.Err }

// Erase erases a contact for good: the records, the mentions in other
// contacts' notes, the history, the undo, the indexes, then the free pages and
// the journal by a new snapshot, then the local backups, then looks for what
// is left (GDPR art. 17). It returns store's *AmbiguousMentionsError, with
// nothing erased, where a note may name the person or a namesake.
//
// Once the vault itself has the erasure it stands; what a crash leaves undone
// of the rest, ResumeErasures does. Where an error does, Erase returns an
// *UnfinishedError, and with it what was done.
func Erase(s *store.Store, v *vault.Vault, plan ErasurePlan, reason string) (Erased, error) {
	var done Erased
	order := plan.order(reason)
	once := order // the list is the vault's, and no backup's
	if plan.Objected && !plan.Unsuppressed {
		once.Suppress = &plan.Person
	}
	report, err := s.Erase(plan.Person.ID, once)
	if err != nil {
		return done, fmt.Errorf("erase: %w", err)
	}
	done = Erased{Erasure: report.Erasure, Masked: report.Masked, Disclosures: report.Disclosures, Possible: report.Possible}
	if plan.identity != nil {
		done.Disclosures = plan.Disclosures // the vault does not know since when it held them
	}
	done.common = report.Identity
	plan.at(1, len(plan.Backups))
	err = finish(s, v, &done, &report.Identity, order, plan.at)
	traces, lookErr := s.Residue(report.Identity)
	done.Residue = append(done.Residue, traces...)
	raw, searched, rawErr := s.RawResidue(v, report.Identity, done.common)
	done.Residue, done.Searched = append(done.Residue, raw...), searched
	if err = errors.Join(err, lookErr, rawErr); err == nil {
		err = prove(s, v, &done)
	}
	if err != nil {
		return done, &UnfinishedError{err}
	}
	return done, nil
}

// prove keeps with the ledger what the certificate says of an erasure that came
// to its end: see store.Proof (GDPR art. 5(2)).
func prove(s *store.Store, v *vault.Vault, done *Erased) error {
	p := done.Erasure.Proof
	p.Recipients, p.Searched, p.Residue = store.Recipients(done.Disclosures), &done.Searched, len(done.Residue)
	return errors.Join(s.UpdateErasures([]store.Erasure{done.Erasure}), saveLedger(s, v))
}

// finish does what follows an erasure in the vault. Where the vault cannot be
// sealed, no backup can.
func finish(s *store.Store, v *vault.Vault, done *Erased, who *store.Identity, order store.EraseOrder, at func(done, backups int)) error {
	err := errors.Join(saveLedger(s, v), v.Seal())
	if err == nil {
		at(2, len(order.Backups))
		r := rewriting{s: s, v: v, who: []*store.Identity{who}, order: order, progress: func(done, total int) { at(2+done, total) }}
		return r.backups([]*Erased{done})
	}
	done.Untouched = map[string]error{}
	for _, name := range done.Erasure.Backups {
		done.Untouched[name] = err
	}
	return err
}

// rewriting is the erasing from backups of what was erased from the vault.
type rewriting struct {
	s        *store.Store
	v        *vault.Vault
	who      []*store.Identity  // of each erasure, nil for records alone
	stays    [][]store.Archived // of each erasure in the same order, where it is known
	order    store.EraseOrder
	progress func(done, total int) // may be nil

	rewritten int
	untouched map[string]error
}

// backups erases everybody given from the backups that each still lists, every
// backup once for all of them, and notes in the vault which are left.
func (r *rewriting) backups(all []*Erased) error {
	var err error
	if r.order.Living, err = r.s.OnFile(); err != nil {
		return err
	}
	var names []string
	away := false
	for _, done := range all {
		done.Untouched = map[string]error{}
		for _, name := range done.Erasure.Backups {
			if inReach(r.v, name) {
				names = append(names, name)
				continue
			}
			done.Away, away = append(done.Away, name), true
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	r.untouched = map[string]error{}
	for i, name := range names {
		if err := r.backup(name, all); err != nil {
			return err
		}
		if r.progress != nil {
			r.progress(i+1, len(names))
		}
	}
	if len(names) > 0 && !away {
		return nil
	}
	return r.note(all) // sealed by now
}

// backup rewrites one, and notes at once in the vault that it is done: a kill
// leaves the others to be done.
func (r *rewriting) backup(name string, all []*Erased) error {
	var orders []store.EraseOrder
	var whose, people []*Erased // people are those of the orders
	var records []store.Erasure
	for i, done := range all {
		switch {
		case !slices.Contains(done.Erasure.Backups, name):
		case len(done.Erasure.Expired) > 0:
			records = append(records, done.Erasure)
			whose = append(whose, done)
		default:
			order := r.order
			if i < len(r.stays) {
				order.Archive = r.stays[i]
			}
			order.Contact, order.Erasure, order.Identity, order.LeaveAmbiguous = done.Erasure.Contact, done.Erasure.ID, r.who[i], true
			order.Settled = done.Erasure.Settled()
			orders, people = append(orders, order), append(people, done)
			whose = append(whose, done)
		}
	}
	var traces []store.Trace
	err := r.v.RewriteBackup(name, func(tx *vault.Tx) error {
		for _, e := range records {
			if err := store.ExpireIn(tx, &e, e.At); err != nil {
				return err
			}
		}
		if len(orders) == 0 {
			return nil
		}
		reports, err := store.EraseAllIn(tx, orders, all[0].Erasure.At)
		if err != nil {
			return err
		}
		var ids []store.Identity
		for i, report := range reports {
			ids = append(ids, report.Identity)
			people[i].common = people[i].common.Common(report.Identity)
		}
		traces, err = store.Residue(tx, ids...)
		return err
	})
	if err != nil {
		r.untouched[name] = err
	} else {
		r.rewritten++
	}
	for i, done := range whose {
		if err != nil {
			done.Untouched[name] = err
			continue
		}
		done.Rewritten++
		if done.Erasure.Proof != nil {
			done.Erasure.Proof.Rewritten++
		}
		done.Erasure.Backups = slices.DeleteFunc(slices.Clone(done.Erasure.Backups), func(x string) bool { return x == name })
		for _, t := range traces {
			if i == 0 {
				done.Residue = append(done.Residue, store.Trace{Bucket: name + ": " + t.Bucket, Key: t.Key, What: t.What})
			}
		}
	}
	return r.note(whose)
}

func (r *rewriting) note(all []*Erased) error {
	entries := make([]store.Erasure, len(all))
	for i, done := range all {
		done.Erasure.Unsealed = false
		entries[i] = done.Erasure
	}
	return r.s.UpdateErasures(entries)
}

// saveLedger puts the erasure ledger, ids and dates only, beside the backups:
// it erases again whatever one of them brings back.
func saveLedger(s *store.Store, v *vault.Vault) error {
	text, err := ledgerText(s)
	if err != nil {
		return err
	}
	return v.SaveLedger(text)
}

func ledgerText(s *store.Store) ([]byte, error) {
	erasures, err := s.Erasures()
	if err != nil {
		return nil, err
	}
	lines := make([]store.Erasure, 0, len(erasures))
	for _, e := range erasures {
		lines = append(lines, e.Ledger())
	}
	return json.Marshal(lines)
}
