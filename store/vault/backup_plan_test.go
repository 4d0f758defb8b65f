package vault

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// Of three years of a backup a day, and two on the last day, the plan keeps the
// newest of the last days, weeks and months, and all that is younger than a day.
func TestThePlanKeepsTheNewestOfEachPeriod(t *testing.T) {
	now := time.Date(2026, 11, 23, 18, 0, 0, 0, time.UTC) // a Monday
	var good []Backup
	for at := now.AddDate(-3, 0, 0); !at.After(now); at = at.AddDate(0, 0, 1) {
		good = append(good, Backup{Name: at.Format(backupTime), MadeAt: at})
	}
	hand := now.Add(-time.Hour)
	good = append(good[:len(good)-1], Backup{Name: "hand", MadeAt: hand}, good[len(good)-1])
	kept := map[string]bool{}
	for _, b := range good {
		kept[b.Name] = true
	}
	for _, b := range plan.outdated(good, now) {
		delete(kept, b.Name)
	}
	want := []time.Time{}
	for i := range 7 {
		want = append(want, now.AddDate(0, 0, -i))
	}
	want = append(want, now.AddDate(0, 0, -8), now.AddDate(0, 0, -15)) // Sundays; two weeks are in the days
	for m := time.October; m >= time.January; m-- {
		want = append(want, time.Date(2026, m+1, 0, 18, 0, 0, 0, time.UTC))
	}
	want = append(want, time.Date(2025, 12, 31, 18, 0, 0, 0, time.UTC))
	for _, at := range want {
		if !kept[at.Format(backupTime)] {
			t.Errorf("not kept: %s", at.Format(time.DateOnly))
		}
		delete(kept, at.Format(backupTime))
	}
	if !kept["hand"] {
		t.Error("what was made by hand an hour ago is gone")
	}
	delete(kept, "hand")
	if len(kept) > 0 {
		t.Errorf("kept besides: %v", kept)
	}
	if drop := (BackupPlan{}).outdated(good[:1], now); len(drop) > 0 {
		t.Error("the only backup is dropped")
	}
}

// aged gives a backup another day, by its name.
func aged(t *testing.T, v *Vault, b Backup, at time.Time) string {
	t.Helper()
	name := at.Format(backupTime) + "-" + b.Name[len(backupTime)+1:]
	dir := filepath.Join(v.dir, backupDir)
	err := errors.Join(os.Rename(filepath.Join(dir, b.Name), filepath.Join(dir, name)),
		os.Rename(headerPath(filepath.Join(dir, b.Name)), headerPath(filepath.Join(dir, name))))
	if err != nil {
		t.Fatal(err)
	}
	return name
}

// Rotation removes the file and its header, and takes neither a lone file nor a
// damaged one for a backup that is kept.
func TestRotationKeepsTheOnlyGoodBackup(t *testing.T) {
	w := newWorld(t)
	v := w.mustOpen()
	defer v.Close()
	if err := v.SetBackupPlan(BackupPlan{Daily: 1}); err != nil {
		t.Fatal(err)
	}
	var names []string
	for i := range 3 {
		if err := put(v, string(rune('a'+i))); err != nil {
			t.Fatal(err)
		}
		b, err := v.Backup()
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, aged(t, v, b, v.now().AddDate(0, 0, -10+i)))
	}
	newest := filepath.Join(w.dir, backupDir, names[2])
	data, err := os.ReadFile(newest)
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)-100]++
	mustWrite(t, newest, data)
	var damaged *DamagedError
	if b, err := v.VerifyBackup(names[2]); !errors.As(err, &damaged) || !b.Failed {
		t.Fatalf("damaged: %v, %v", b.Check, err)
	}
	if b, err := v.VerifyBackup(names[1]); err != nil || b.Failed || b.VerifiedAt.IsZero() {
		t.Fatalf("whole: %v, %v", b.Check, err)
	}
	removed, err := v.RotateBackups()
	if err != nil || removed != 1 {
		t.Fatalf("removed %d, %v", removed, err)
	}
	list, err := v.Backups()
	if err != nil || len(list) != 2 || list[0].Name != names[1] || !list[0].Good() || list[1].Good() {
		t.Fatalf("%+v, %v", list, err)
	}
	gone := filepath.Join(w.dir, backupDir, names[0])
	for _, path := range []string{gone, headerPath(gone)} {
		if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v", filepath.Base(path), err)
		}
	}
}

func TestCopiesOnAnotherDisk(t *testing.T) {
	w := newWorld(t)
	v := w.mustOpen()
	defer v.Close()
	if err := v.SaveLedger([]byte("[]")); err != nil {
		t.Fatal(err)
	}
	b, err := v.Backup()
	if err != nil {
		t.Fatal(err)
	}
	disk := filepath.Join(t.TempDir(), "usb")
	if _, err := v.CopyBackup(b, filepath.Join(disk, "away", "calepin"), nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a disk that is away: %v", err)
	}
	copied, err := v.CopyBackup(b, disk, []byte("[]"))
	if err != nil || !copied.Authentic || copied.Dir != disk || !v.BackupsThere(disk) {
		t.Fatalf("%+v, %v", copied, err)
	}
	if err := v.SetBackupPlan(BackupPlan{Daily: 1, To: []string{disk}}); err != nil {
		t.Fatal(err)
	}
	if list, err := v.AllBackups(); err != nil || len(list) != 2 {
		t.Errorf("%+v, %v", list, err)
	}
	// New keys reach it.
	if err := v.Rekey(Rekey{Recovery: newIdentity(t)}); err != nil {
		t.Fatal(err)
	}
	list, err := v.AllBackups()
	if err != nil || len(list) != 2 || !list[1].Authentic {
		t.Errorf("%+v, %v", list, err)
	}
	if text, err := readLedger(v.fs, disk, v.id, v.state.AuthKey); err != nil || string(text) != "[]" {
		t.Errorf("the ledger there: %q, %v", text, err)
	}
	other := newWorld(t).mustOpen()
	defer other.Close()
	if b, err = other.Backup(); err != nil {
		t.Fatal(err)
	}
	if _, err := other.CopyBackup(b, disk, []byte("[]")); !errors.Is(err, ErrOtherVault) {
		t.Errorf("another vault's folder: %v", err)
	}
}

// FAULTS 17: backups of days to come, made while the clock was wrong, neither
// push out those of today nor pile up; nor does a clock set back lose any.
func TestRotationUnderAClockThatJumped(t *testing.T) {
	now := time.Date(2026, 11, 23, 18, 0, 0, 0, time.UTC)
	var good []Backup
	for day := -40; day < 440; day++ {
		if at := now.AddDate(0, 0, day); day <= 0 || day >= 400 {
			good = append(good, Backup{Name: at.Format(backupTime), MadeAt: at})
		}
	}
	p := BackupPlan{Daily: 7}
	left := func(now time.Time) (past, ahead int) {
		dropped := p.outdated(good, now)
		for _, b := range good {
			switch {
			case slices.ContainsFunc(dropped, func(d Backup) bool { return d.Name == b.Name }):
			case b.MadeAt.After(now):
				ahead++
			default:
				past++
			}
		}
		return past, ahead
	}
	if past, ahead := left(now); past != 7 || ahead != 7 {
		t.Errorf("kept %d, and %d of days to come", past, ahead)
	}
	if past, ahead := left(now.AddDate(-50, 0, 0)); past != 0 || ahead != 7 {
		t.Errorf("half a century ago: kept %d, and %d of days to come", past, ahead)
	}
}
