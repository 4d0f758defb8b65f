package privacy

import (
	"errors"
	"fmt"
	"time"

	"calepin/store"
	"calepin/store/vault"
)

// ClockError says that the clock tells an earlier time than the vault was last
// changed at: nothing is purged on the word of such a clock.
type ClockError struct{ Now, Last time.Time }

func (e *ClockError) Error() string {
	return fmt.Sprintf("the clock says %s, the last change was at %s", e.Now.Format(time.RFC3339), e.Last.Format(time.RFC3339))
}

// CheckClock refuses a clock that was set backwards with a *ClockError. A minute
// is forgiven: clocks are kept right in small steps.
func CheckClock(s *store.Store, v *vault.Vault, now time.Time) error {
	last := v.Info().SealedAt
	change, found, err := s.LastChange()
	if err != nil {
		return fmt.Errorf("check the clock: %w", err)
	}
	if found && change.At.After(last) {
		last = change.At
	}
	if now.Add(time.Minute).Before(last) {
		return &ClockError{now, last}
	}
	return nil
}

// PurgePlan is exactly what a purge takes, and what goes to the archive.
type PurgePlan struct {
	People  []store.ID       // whose whole file goes
	Records []store.Expired  // that go alone
	Stays   []store.Archived // that the law asks to keep
	Backups []string         // that will be rewritten

	orders []store.EraseOrder
}

// Count is how much goes.
func (p PurgePlan) Count() int { return len(p.People) + len(p.Records) }

// PlanPurge returns what purging what is due does on the day of now. It changes
// nothing.
func PlanPurge(s *store.Store, v *vault.Vault, due []Due, now time.Time) (plan PurgePlan, err error) {
	policies, err := PoliciesOf(s)
	if err != nil {
		return plan, err
	}
	if plan.Backups, err = backupNames(v); err != nil {
		return plan, fmt.Errorf("plan a purge: %w", err)
	}
	today := store.DateOf(now)
	err = s.Dump(func(d *store.Dump) error {
		for _, x := range due {
			if x.Kind != store.KindPerson {
				plan.Records = append(plan.Records, store.Expired{Kind: x.Kind, Contact: x.Contact, ID: x.ID})
				continue
			}
			who, err := d.Person(x.ID)
			if err != nil {
				return err
			}
			papers, err := papersIn(d, x.ID)
			if err != nil {
				return err
			}
			stays := policies.staying(who, papers, today)
			plan.People, plan.Stays = append(plan.People, x.ID), append(plan.Stays, stays...)
			plan.orders = append(plan.orders, store.EraseOrder{Contact: x.ID, Archive: stays, Backups: plan.Backups})
		}
		return nil
	})
	if err != nil {
		return plan, fmt.Errorf("plan a purge: %w", err)
	}
	return plan, nil
}

// PurgeOptions say how to purge.
type PurgeOptions struct {
	Anonymise bool                  // leave a count of each person: see store.Tally
	Progress  func(done, total int) // of the backups; may be nil
}

// Purged is what a purge did.
type Purged struct {
	At        time.Time
	People    int
	Records   int
	Archived  int
	Masked    int
	Left      []store.Mention // that may be of a namesake: they stay, for a human to read
	Rewritten int             // local backups
	// Untouched are backups that could not be rewritten: tried again at the
	// next opening.
	Untouched map[string]error
	Ledger    []store.ID // the entries of the erasure ledger that stand for it
	// Residue is where an identifier was found afterwards. Empty is the proof.
	Residue []store.Trace
}

// Purge erases what is due, by the same code as an erasure asked for (GDPR art.
// 5(1)(e), 17(1)(a)): in the vault all of it in one go, then a new snapshot,
// then the local backups one by one. Once the vault has it, it stands; what a
// kill leaves undone of the rest, ResumeErasures does, and an error returns as
// an *UnfinishedError.
func Purge(s *store.Store, v *vault.Vault, plan PurgePlan, now time.Time, o PurgeOptions) (Purged, error) {
	var done Purged
	if err := CheckClock(s, v, now); err != nil {
		return done, err
	}
	for i := range plan.orders {
		plan.orders[i].Tally = o.Anonymise
	}
	reports, entry, err := s.Purge(plan.orders, plan.Records, plan.Backups)
	if err != nil {
		return done, fmt.Errorf("purge: %w", err)
	}
	done = Purged{At: now, People: len(reports), Records: len(plan.Records), Archived: len(plan.Stays)}
	r := rewriting{s: s, v: v, progress: o.Progress}
	var all []*Erased
	var ids []store.Identity
	for i := range reports {
		done.Masked += reports[i].Masked
		done.Left = append(done.Left, reports[i].Left...)
		all = append(all, &Erased{Erasure: reports[i].Erasure})
		r.stays = append(r.stays, plan.orders[i].Archive)
		r.who, ids = append(r.who, &reports[i].Identity), append(ids, reports[i].Identity)
	}
	if len(entry.Expired) > 0 {
		all, r.who = append(all, &Erased{Erasure: entry}), append(r.who, nil)
	}
	for _, e := range all {
		done.Ledger = append(done.Ledger, e.Erasure.ID)
	}
	err = errors.Join(saveLedger(s, v), v.Seal())
	traces, lookErr := s.Residue(ids...)
	done.Residue = traces
	if err == nil {
		err = r.backups(all)
		done.Rewritten, done.Untouched = r.rewritten, r.untouched
		for _, e := range all {
			done.Residue = append(done.Residue, e.Residue...)
		}
	}
	if err := errors.Join(err, lookErr); err != nil {
		return done, &UnfinishedError{err}
	}
	return done, nil
}

// ToDecide returns, for a vault that was just opened, what has expired, and
// whether it goes by a standing yes; nothing where the owner put it off for the
// day, or where nothing can be changed.
func ToDecide(s *store.Store, now time.Time) (due []Due, byItself bool, err error) {
	set, today := s.Settings(), store.DateOf(now)
	if s.Vault().ReadOnly() != nil || !set.PurgeByItself && set.PutOff == today {
		return nil, false, nil
	}
	l, err := NewLookout(s)
	if err != nil {
		return nil, false, err
	}
	due, err = l.Due(today)
	return due, set.PurgeByItself, err
}

// PutOff has what has expired wait for a day without being asked about.
func PutOff(s *store.Store, now time.Time) error {
	set := s.Settings()
	set.PutOff = store.DateOf(now)
	return s.SetSettings(set)
}

// PurgeByItself gives the standing yes to purge what has expired while an
// interface is open, or takes it back.
func PurgeByItself(s *store.Store, yes bool) error {
	set := s.Settings()
	set.PurgeByItself = yes
	return s.SetSettings(set)
}

// KeepLonger keeps contacts until a day at least, for a reason (CNIL délib.
// 2021-131: a deviation is justified in writing).
func KeepLonger(s *store.Store, contacts []store.ID, until store.Date, reason string) error {
	return s.Retain(contacts, func(r *store.Retained) { r.Until, r.Reason = until, reason })
}

// ToAsk returns those prospects whose time ends from the day today to the day by,
// who were not asked yet whether to go on and may be, once, by a channel, or by a
// letter where none is named (CNIL délib. 2021-131): not whoever opposed being
// written to (GDPR art. 21(2)), nor whom the channel does not reach.
func (l *Lookout) ToAsk(today, by store.Date, ch store.Channel) (list []Due, err error) {
	due, err := l.Until(today, by.AddDays(1))
	if err != nil {
		return nil, err
	}
	for _, d := range due {
		if !d.Askable(today) {
			continue
		}
		f, err := FactsOf(l.s, d.ID)
		if err != nil {
			return nil, err
		}
		marketing := store.Activity{Marketing: true}
		_, objected := Objection(marketing, ch, f)
		if !objected && !SuppressedFor(marketing, ch, f) && (ch == "" || f.reachable(ch)) {
			list = append(list, d)
		}
	}
	return list, nil
}

// Askable tells whether a record is the file of a prospect whose time is not over
// and who was not asked yet.
func (d Due) Askable(today store.Date) bool {
	return d.Kind == store.KindPerson && d.Clock.Policy == ProspectPolicy && d.Asked == "" && d.Clock.Until >= today
}

// RecordAsked notes that contacts were asked whether to go on. Silence means
// deletion on their day; an answer is a contact from them.
func RecordAsked(s *store.Store, contacts []store.ID, today store.Date) error {
	return s.Retain(contacts, func(r *store.Retained) { r.Asked = today })
}
