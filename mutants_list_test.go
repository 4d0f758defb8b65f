//go:build mutants

package main

// mutants are in the order of docs/security.md's list.
var mutants = []mutant{
	{1, "a change is acknowledged before it is written", "store/vault/journal.go",
		`j.file.WriteAt(frame, at.end)`, `j.file.WriteAt(frame[:0], at.end)`,
		"./store/vault TestKill"},
	{1, "a fold removes the old journal first", "store/vault/fold.go",
		`if err := v.fs.Rename(temp, path); err != nil {`,
		`v.state.Generation++; v.removeOldJournals(); v.state.Generation--; time.Sleep(20 * time.Millisecond)
		if err := v.fs.Rename(temp, path); err != nil {`,
		"./store/vault TestKill"},

	{2, "what is torn is not cut off before the next change", "store/vault/journal.go",
		"	if j.dirty {\n", "	if false {\n",
		"./store/vault TestTornChangeInRoom"},
	{2, "what a kill left is shown before it is synced", "store/vault/open.go",
		`if err := v.journal.file.Sync(); err != nil {`, `if err := error(nil); err != nil {`,
		"./store/vault TestWhatAKillLeftIsMadeDurable"},
	{2, "a snapshot that a kill left is shown before its name is synced", "store/vault/open.go",
		`if err := v.fs.SyncDir(v.dir); err != nil {`, `if err := error(nil); err != nil {`,
		"./store/vault TestWhatAKillLeftIsMadeDurable"},

	{3, "no fsync of a change", "store/vault/journal.go",
		`if err := j.sync(at.end); err != nil {`, `if err := error(nil); err != nil {`,
		"./store/vault TestPowerCutAnywhere"},
	{3, "no fsync of a snapshot", "store/vault/disk/disk.go",
		`err = f.Sync()`, `err = nil`,
		"./store/vault TestPowerCutAnywhere"},
	{3, "no fsync of the folder", "store/vault/fold.go",
		`if err := v.fs.SyncDir(v.dir); err != nil {`, `if err := error(nil); err != nil {`,
		"./store/vault TestPowerCutAnywhere"},
	{3, "rename first, the journal after it", "store/vault/fold.go",
		`begun, err := v.beginJournal(next, temp)`,
		`if err := v.fs.Rename(temp, path); err != nil { return err }
		if err := v.fs.SyncDir(v.dir); err != nil { return err }
		temp = path
		begun, err := v.beginJournal(next, temp)`,
		"./store/vault TestPowerCutAnywhere"},
	{3, "memory before the journal", "store/vault/vault.go",
		"	if err == nil {\n		if memory := tx.bolt.Commit()", "	if true {\n		if memory := tx.bolt.Commit()",
		"./store/vault TestFailedSync"},
	{3, "a file grows and its size is not synced", "store/vault/journal.go",
		`	if j.appended && end <= j.room {`, `	if j.appended {`,
		"./store/vault TestPowerCutAnywhere"},

	{4, "a failed fsync counts as a refusal", "store/vault/journal.go",
		`fmt.Errorf("sync the journal: %w: %w", ErrUnknown, err)`, `fmt.Errorf("sync the journal: %w", err)`,
		"./store/vault TestFailedSync"},
	{4, "a vault of unknown outcome goes on", "store/vault/vault.go",
		`	case v.broken != nil:`, `	case false:`,
		"./store/vault TestDiskFailsAnywhere"},
	{4, "a disk that takes nothing keeps the vault shut", "store/vault/open.go",
		`v.lock, err = takeLock(v.fs, v.dir); cannotWrite(err)`, `v.lock, err = takeLock(v.fs, v.dir); false`,
		"./store/vault TestStartOnADiskThatTakesNothing"},

	{5, "a bad chunk is passed over", "store/vault/filling.go",
		`if err != nil && !errors.Is(err, io.EOF) {
		return f.fail(f.snapshot.damaged(at, err))`, `if err != nil && !errors.Is(err, io.EOF) && n < 0 {
		return f.fail(f.snapshot.damaged(at, err))`,
		"./store/vault TestSnapshotFlippedOrCut"},
	{5, "damage in what the pin knows is taken for a torn end", "store/vault/journal.go",
		`later || failed <= pinned ||`, `later ||`,
		"./store/vault TestJournalFlipped"},
	{5, "damage before the end is taken for a torn end", "store/vault/journal.go",
		`later || failed <= pinned ||`, `false && later || failed <= pinned ||`,
		"./store/vault TestTornTailAboveThePin"},
	{5, "a record is not bound to those before it", "store/vault/frame.go",
		`ad = append(ad, c[:]...)`, `ad = append(ad, make([]byte, len(c))...)`,
		"./store/vault TestRecordsOfTwoCourses"},
	{5, "a journal's header is not authenticated", "store/vault/open.go",
		`!same || h.check(journalMagic, v.state.AuthKey) != nil`, `!same`,
		"./store/vault TestJournalFlipped"},
	{5, "a journal goes with any snapshot", "store/vault/open.go",
		`h.Snapshot == snapshot && h.Generation == generation`, `h.Generation == generation && len(snapshot) > 0`,
		"./store/vault TestForeignSegments"},
	{5, "zeros end the journal, whatever follows", "store/vault/frame.go",
		`len(bytes.TrimLeft(b, "\x00")) > 0`, `len(bytes.TrimLeft(b, "\x00")) > len(b)`,
		"./store/vault TestZerosHideNoChange"},

	{5, "what is written follows a link", "store/vault/disk/disk.go",
		`if err := fsys.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return fsys.OpenFile(path, flag|os.O_CREATE|os.O_EXCL, 0o600)`, `return OS{}.follow(path, flag|os.O_CREATE|os.O_TRUNC)
}

func (OS) follow(path string, flag int) (File, error) {
	f, err := os.OpenFile(path, flag, 0o600)
	return osFile{f}, err`,
		"./store/vault TestNoLinkLeadsAWriteElsewhere"},
	{5, "the lock follows a link", "store/vault/disk/os_unix.go",
		`if err := regular(path, os.Lstat); err != nil {`, `if err := error(nil); err != nil {`,
		"./store/vault TestOddThingsInThePlaceOfFiles"},
	{6, "a pin is not authenticated", "crypto/pin.go",
		`CheckMAC(key, pinDomain, b[:text], b[text:text+MACSize]) != nil`, `len(pinDomain) == 0`,
		"./crypto TestPinFlipped"},
	{6, "an older copy is taken", "store/vault/pin.go",
		`found.Generation < pinned.Generation || found.Sequence < pinned.Sequence`, `false`,
		"./store/vault TestOlderCopy"},
	{6, "an older copy that was accepted is not logged", "store/vault/open.go",
		`return v.logEvent(Event{`, `return func(Event) error { return nil }(Event{`,
		"./store/vault TestOlderCopy"},
	{6, "a vault that anybody could have made is taken", "store/vault/pin.go",
		`pin.Vault != s.id() || !known && !handed`, `pin.Vault != s.id()`,
		"./store/vault TestForgedVault"},

	{7, "a wrong key has no message of its own", "store/vault/snapshot.go",
		`if errors.As(err, &mismatch) {`, `if errors.As(err, &mismatch) && false {`,
		"./store/vault TestWrongKeyTouchesNothing"},

	{8, "the lock is shared", "store/vault/disk/os_unix.go",
		`unix.LOCK_EX|unix.LOCK_NB`, `unix.LOCK_SH|unix.LOCK_NB`,
		"./store/vault TestSecondOpenerIsRefusedNamingTheFirst"},
	{8, "the lock names nobody", "store/vault/disk/os_unix.go",
		"	writePID(f)\n", "",
		"./store/vault TestSecondOpenerIsRefusedNamingTheFirst"},

	{9, "a conflict copy is not reported", "store/vault/info.go",
		`!e.IsDir() && !ownFile(sub, e.Name())`, `false && !e.IsDir()`,
		"./store/vault TestForeignSegments"},

	{9, "a journal that was taken away is written on", "store/vault/fold.go",
		`if v.journal == nil || v.fs.Names(`, `if v.journal == nil || true || v.fs.Names(`,
		"./store/vault TestJournalTakenUnderTheOpenVault"},

	{10, "a keyring that never answers is waited for", "crypto/keyring.go",
		`return context.WithTimeout(ctx, DefaultKeyringTimeout)`, `return context.WithCancel(ctx)`,
		"./crypto TestKeyringLimits"},
	{10, "what the keyring accepted is not read back", "crypto/keyring.go",
		`if err == nil && kept == secret {`, `if err == nil || kept == secret || err != nil {`,
		"./crypto TestKeyringSetReadsBack"},
	{10, "a locked keyring is any failure", "crypto/keyringerror.go",
		"	case \"org.freedesktop.Secret.Error.IsLocked\":\n		return Locked", "	case \"org.freedesktop.Secret.Error.IsLocked\":\n		return Other",
		"./crypto TestSystemCodes"},
	{10, "a pin that is not saved is kept quiet", "store/vault/pin.go",
		`v.warn(fmt.Errorf("the change is saved: %w: %w", ErrPin, err))`, `_ = err`,
		"./store/vault TestPinThatCannotBeWritten"},

	{11, "who is shut out stays among the recipients", "store/vault/rekey.go",
		`x.Role == Operator && slices.Contains(r.Shut, x.Of)`, `false && x.Role == Operator`,
		"./store/vault TestRemovedOperator"},
	{11, "the former journal stays", "store/vault/fold.go",
		"	v.removeOldJournals()\n", "",
		"./store/vault TestRemovedOperator"},
	{11, "the authentication key stays when somebody goes", "store/vault/rekey.go",
		`auth := crypto.NewKey()`, `auth := v.state.AuthKey`,
		"./store/vault TestRemovedOperator"},

	{12, "an erasure leaves undo alone", "store/erase.go",
		`e.purgeUndo, e.mask,`, `e.mask,`,
		"./store TestEraseLeavesNoByte"},
	{12, "an erasure leaves drafts alone", "store/erase.go",
		`e.drafts, e.write}`, `e.write}`,
		"./privacy TestArt17ErasedFromEveryKindOfRecord"},
	{12, "an erasure masks nobody else's notes", "store/erase.go",
		`e.purgeUndo, e.mask,`, `e.purgeUndo,`,
		"./privacy TestErasureLeavesNoByte"},

	{13, "the journal is written in clear", "crypto/journal.go",
		`return c.aead.Seal(dst, nonce[:], text, ad)`, `return append(append(dst, text...), make([]byte, 16)...)`,
		"./ui/cli TestNoClearTextOnDisk"},
	{13, "an editor's text lies on the disk", "ui/widget/external_linux.go",
		`"/dev/shm"`, `"/var/tmp"`,
		"./ui/cli TestOwnEditor/nano"},

	{14, "the program is not hardened", "main.go",
		`_ = crypto.HardenProcess()`, `_ = crypto.HardenProcess`,
		". TestHardenedBeforeAnything"},
	{14, "the process can be looked into", "crypto/harden_linux.go",
		`unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0)`, `error(nil)`,
		"./crypto TestHardenProcess"},
	{14, "children inherit the working copy", "store/vault/memory_linux.go",
		`const flags = unix.MFD_CLOEXEC | unix.MFD_ALLOW_SEALING`, `const flags = unix.MFD_ALLOW_SEALING`,
		"./ui/cli TestChildInheritsNothingOfTheVault"},

	{15, "the nonce counts the changes", "crypto/journal.go",
		`rand.Read(nonce[:])`, `copy(nonce[:], ad[len(ad)-12:])`,
		"./store/vault TestNoncesOverCrashes"},

	{16, "a line of any length is read", "store/exchange/lines.go",
		`room := maxLine - len(l.buf); len(part) > room`, `room := 1<<40 - len(l.buf); len(part) > room`,
		"./store/exchange TestHugeFiles"},
	{16, "formulas are exported as they are", "store/exchange/neutral.go",
		`return "'" + s`, `return s`,
		"./store/exchange TestNeutral"},
	{16, "an identity may ask for any work", "crypto/sealed.go",
		`err == nil && logN > maxWorkFactor`, `err == nil && logN > 1000`,
		"./crypto TestOpenSealedRefusesTooMuchWork"},

	{17, "a clock that was set back is not reported", "ui/session/notes.go",
		`return now.Before(then.Add(-time.Minute))`, `return false && now.Before(then)`,
		"./ui/session TestClockBehindTheLastChange"},
	{17, "a month after the 31st is the next month's", "store/date.go",
		`min(anchor, last)-1`, `max(anchor, last-31)-1`,
		"./store TestAddMonths"},
	{17, "leap days are forgotten", "store/day.go",
		`m == 1 && (y%4 == 0 && y%100 != 0 || y%400 == 0)`, `false && y == 0`,
		"./store TestDayAddMonths"},

	{18, "a terminal that goes away ends the program", "ui/app/run.go",
		`os.Interrupt, syscall.SIGTERM, syscall.SIGHUP`, `os.Interrupt, syscall.SIGTERM`,
		"./ui/cli TestHangUpKeepsTheForm/SIGHUP"},
	{18, "what is pasted reaches the terminal raw", "ui/widget/text.go",
		`utf8.ValidString(s) && strings.IndexFunc(s, dirty) < 0`, `utf8.ValidString(s) || strings.IndexFunc(s, dirty) < 0`,
		"./ui/cli TestHugePaste"},

	{19, "a newer format is read", "store/vault/header.go",
		`if h.Format > format {`, `if false {`,
		"./store/vault TestNewerFormat"},

	{20, "pages are counted wrongly", "store/vault/pack.go",
		`b := o.begin(id, flags, pages)
	binary.LittleEndian.PutUint16(b[10:]`, `b := o.begin(id, flags, pages+1)
	binary.LittleEndian.PutUint16(b[10:]`,
		"./store/vault TestStockToolsReadTheVault"},
	{20, "the vault's age is armoured", "store/vault/snapshot.go",
		`sealed, err := age.Encrypt(out, recipients...)`, `_, _ = out.Write([]byte("-----BEGIN"))
			sealed, err := age.Encrypt(out, recipients...)`,
		"./store/vault TestStockToolsReadTheVault"},

	{21, "a session that goes on and on folds nothing", "store/vault/vault.go",
		"	v.bound()\n", "",
		"./store/vault TestLongLife"},
	{21, "what a crash left of a backup stays", "store/vault/fold.go",
		`return v.removeUnfinished()`, `return nil`,
		"./store/vault TestLongLife"},
	{21, "backups of days to come pile up", "store/vault/backup_plan.go",
		`now.Sub(b.MadeAt).Abs() < 24*time.Hour`, `now.Sub(b.MadeAt) < 24*time.Hour`,
		"./store/vault TestRotationUnderAClockThatJumped"},
	{21, "an opening leaves a goroutine", "store/vault/whole.go",
		`go v.arrive(h, changed)`, `go v.arrive(h, changed); go func() { select {} }()`,
		"./store/vault TestLongLife"},
	{21, "an opening leaves its working copy", "store/vault/vault.go",
		`errs = append(errs, db.Close())`, `errs = append(errs, nil)`,
		"./store/vault TestLongLife"},
	{21, "a fold leaves the old journal open", "store/vault/fold.go",
		`_ = v.journal.close()
	}
	v.state`, `_ = v.journal.size()
	}
	v.state`,
		"./store/vault TestLongLife"},
	{21, "an opening leaves memory", "store/vault/vault.go",
		"func (v *Vault) release() error {\n", "var left [][]byte\n\nfunc (v *Vault) release() error {\n	left = append(left, make([]byte, 256<<10))\n",
		"./store/vault TestLongLife"},
}
