package vault

import bolt "go.etcd.io/bbolt"

// earlyJournal is the longest journal that is kept beside a snapshot that is
// not whole yet. What is longer was left by a kill.
const earlyJournal = 2 << 20

// bring applies the changes since the snapshot once the whole of it is in. It
// waits for that unless early is asked for, and can be had.
func (v *Vault) bring(h header, early bool) (err error) {
	changed := v.journal.at.sequence != v.state.Sequence
	early = early && v.journal.size() <= earlyJournal
	if early && changed {
		if v.early.changes, err = v.journal.sorted(h); err != nil {
			return v.journalDamaged(err)
		}
	}
	v.whole = make(chan struct{})
	go v.arrive(h, changed)
	if !early {
		err = v.Whole()
	}
	if err == nil && changed {
		err = v.View(func(tx *Tx) error { return readMeta(tx, recipientsKey, &v.recipients) })
	}
	return err
}

// arrive makes the working copy whole as soon as the snapshot is.
func (v *Vault) arrive(h header, changed bool) {
	defer close(v.whole)
	if v.lack = v.filling.wait(); v.lack != nil {
		return
	}
	v.dbMu.Lock() // a reader that began between the two would read pages that were let go
	defer v.dbMu.Unlock()
	if changed {
		if err := v.db.Update(func(tx *bolt.Tx) error { return v.journal.replay(h, tx) }); err != nil {
			v.lack = v.filling.fail(v.journalDamaged(err))
			return
		}
	}
	v.early = nil
	v.filling.snapshot.close() // who still reads early finds all of it there
}

func (v *Vault) journalDamaged(err error) error {
	return &DamagedError{Part: JournalPart, File: v.journal.name, Err: err}
}

// Whole returns once the whole vault is in memory. Its error, a *DamagedError,
// says that it never will be: nothing can be read or written any more. Every
// change waits for it by itself.
func (v *Vault) Whole() error {
	if v.whole == nil {
		return nil
	}
	v.filling.start()
	<-v.whole
	return v.lack
}

// stopFilling ends what is under way behind an opening that is given up.
func (v *Vault) stopFilling() {
	if v.filling != nil {
		v.filling.stop()
	}
	if v.whole != nil {
		<-v.whole
	}
}
