package session

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"calepin/crypto"
	"calepin/store"
	"calepin/store/vault"
	"calepin/ui/text"
)

// ring stands in for the system's keyring.
type ring struct {
	items   map[string]string
	refuses bool          // every Set
	answers chan struct{} // when set, Get waits for it
}

func (r *ring) Get(_, account string) (string, error) {
	if r.answers != nil {
		<-r.answers
	}
	if s, ok := r.items[account]; ok {
		return s, nil
	}
	return "", crypto.ErrNoItem
}

func (r *ring) Set(_, account, secret string) error {
	if r.refuses {
		return errors.New("refused")
	}
	r.items[account] = secret
	return nil
}

func (r *ring) Delete(_, account string) error {
	if _, ok := r.items[account]; !ok {
		return crypto.ErrNoItem
	}
	delete(r.items, account)
	return nil
}

func english(t *testing.T) *text.Words {
	t.Helper()
	w, err := text.Load(text.English)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func place(t *testing.T) (At, *ring) {
	t.Helper()
	dir, r := t.TempDir(), &ring{items: map[string]string{}}
	return At{Dir: filepath.Join(dir, "vault"), State: filepath.Join(dir, "state"), Keyring: r}, r
}

func made(t *testing.T, at At, p Plan) Keys {
	t.Helper()
	keys, err := NewKeys(true)
	if err != nil {
		t.Fatal(err)
	}
	p.Settings = store.Settings{Language: "en", Country: "GB"}
	s, err := at.Create(t.Context(), p, keys, english(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return keys
}

func found(t *testing.T, at At, need Need) Step {
	t.Helper()
	_, step, err := at.Find(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if step.Need != need {
		t.Fatalf("need %v, want %v", step.Need, need)
	}
	return step
}

func opens(t *testing.T, at At, k Key) {
	t.Helper()
	s, err := at.Open(t.Context(), k, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, notes, err := s.Records(english(t), time.Now); err != nil || len(notes) > 0 {
		t.Errorf("%v, %v", notes, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestKeyInKeyring(t *testing.T) {
	at, _ := place(t)
	made(t, at, Plan{Key: Keyring})
	step := found(t, at, Nothing)
	opens(t, at, step.Key)
}

func TestTwoFactors(t *testing.T) {
	at, r := place(t)
	keys := made(t, at, Plan{Key: TwoFactors, Passphrase: "correct horse"})
	step := found(t, at, Passphrase)
	if _, err := step.Unseal("wrong horse"); !errors.Is(err, crypto.ErrWrongPassphrase) {
		t.Errorf("wrong: %v", err)
	}
	k, err := step.Unseal("correct horse")
	if err != nil {
		t.Fatal(err)
	}
	opens(t, at, k)

	clear(r.items) // another computer, or the keyring was lost
	step = found(t, at, Recovery)
	var why *crypto.KeyringError
	if !errors.As(step.Why, &why) || why.Kind != crypto.NoItem {
		t.Errorf("why: %v", step.Why)
	}
	if k, err = Paper(keys.Recovery.String()); err != nil {
		t.Fatal(err)
	}
	opens(t, at, k)
}

func TestSealedBesideVault(t *testing.T) {
	at, _ := place(t)
	made(t, at, Plan{Key: Sealed, Passphrase: "correct horse"})
	k, err := found(t, at, Passphrase).Unseal("correct horse")
	if err != nil {
		t.Fatal(err)
	}
	opens(t, at, k)

	at.State = filepath.Join(t.TempDir(), "another computer")
	if k, err = found(t, at, Passphrase).Unseal("correct horse"); err != nil {
		t.Fatal(err)
	}
	var met *NewError
	if _, err = at.Open(t.Context(), k, nil); !errors.As(err, &met) || !errors.Is(err, vault.ErrNoPin) {
		t.Fatalf("on another computer: %v", err)
	}
	other := met.Found
	other.Sequence++
	if _, err = at.Open(t.Context(), k, Same(other)); !errors.Is(err, vault.ErrNoPin) {
		t.Errorf("not the one shown: %v", err)
	}
	s, err := at.Open(t.Context(), k, Same(met.Found))
	if err != nil {
		t.Fatal(err)
	}
	_ = s.Close()
	opens(t, at, k)
}

func TestIdentityFile(t *testing.T) {
	at, _ := place(t)
	file := filepath.Join(t.TempDir(), "key")
	made(t, at, Plan{Key: KeyFile, IdentityFile: file})
	found(t, at, Recovery) // nothing names the file
	at.Identity = file
	opens(t, at, found(t, at, Nothing).Key)
	at.Identity = file + ".absent"
	_, _, err := at.Find(t.Context())
	var of *KeyError
	if !errors.As(err, &of) || !errors.Is(err, fs.ErrNotExist) || of.Place.Path() != at.Identity {
		t.Errorf("absent: %v", err)
	}
}

// A locked keyring is waited for as long as the person likes.
func TestWaitingCanBeLeft(t *testing.T) {
	at, r := place(t)
	made(t, at, Plan{Key: Keyring})
	r.answers = make(chan struct{})
	info, err := Peek(at.Dir)
	if err != nil {
		t.Fatal(err)
	}
	locked := Step{Need: Prompt, at: at, vault: info.ID}
	ctx, leave := context.WithCancel(t.Context())
	leave()
	if _, err := locked.Wait(ctx); err == nil {
		t.Error("not left")
	}
	close(r.answers)
	step, err := locked.Wait(t.Context())
	if err != nil || step.Need != Nothing {
		t.Errorf("unlocked: %v, %v", step.Need, err)
	}
}

// A key that was being changed to one under another passphrase.
func TestSpareUnderAnotherPassphrase(t *testing.T) {
	at, _ := place(t)
	keys := made(t, at, Plan{Key: Sealed, Passphrase: "the new one"})
	k, err := found(t, at, Passphrase).Unseal("the new one")
	if err != nil {
		t.Fatal(err)
	}
	if err := k.Write(t.Context(), Spare, ""); err != nil {
		t.Fatal(err)
	}
	former, err := crypto.Generate(true)
	if err != nil {
		t.Fatal(err)
	}
	old := Key{ID: former, Place: k.Place, Passphrase: "the old one"}
	if err := old.Write(t.Context(), Main, ""); err != nil {
		t.Fatal(err)
	}
	var sealed *SealedError
	if _, err := at.Open(t.Context(), old, nil); !errors.As(err, &sealed) || !errors.Is(err, vault.ErrWrongKey) {
		t.Fatalf("%v", err)
	}
	if k, err = sealed.Step.Unseal("the new one"); err != nil || k.ID.Recipient() != keys.Operator.Recipient() {
		t.Fatal(err)
	}
	opens(t, at, k)
	if k, err = found(t, at, Passphrase).Unseal("the new one"); err != nil {
		t.Fatalf("not promoted: %v", err)
	}
	opens(t, at, k)
}

// What fails half-way leaves nothing behind.
func TestFailedCreationLeavesNothing(t *testing.T) {
	keys, err := NewKeys(true)
	if err != nil {
		t.Fatal(err)
	}
	settings := store.Settings{Language: "en", Country: "GB"}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for name, c := range map[string]struct {
		ctx  context.Context
		plan Plan
		ring bool
	}{
		"refused by the keyring": {t.Context(), Plan{Key: Keyring, Settings: settings}, true},
		"settings refused":       {t.Context(), Plan{Key: Sealed, Passphrase: "correct horse"}, false},
		"no passphrase":          {t.Context(), Plan{Key: TwoFactors, Settings: settings}, false},
		"recovery file taken":    {t.Context(), Plan{Key: Keyring, Settings: settings, RecoveryFile: os.DevNull}, false},
		"cancelled":              {cancelled, Plan{Key: Keyring, Settings: settings}, false},
	} {
		t.Run(name, func(t *testing.T) {
			at, r := place(t)
			r.refuses = c.ring
			if c.plan.Settings.Language == "" {
				c.plan.Settings.Language = "xx"
			}
			if _, err := at.Create(c.ctx, c.plan, keys, english(t)); err == nil {
				t.Fatal("made")
			}
			if len(r.items) > 0 {
				t.Errorf("in the keyring: %d", len(r.items))
			}
			for _, dir := range []string{at.Dir, at.State} {
				if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
					t.Errorf("%s is there", filepath.Base(dir))
				}
			}
		})
	}
}

func TestVacant(t *testing.T) {
	at, _ := place(t)
	if err := at.Vacant(); err != nil {
		t.Fatal(err)
	}
	made(t, at, Plan{Key: Keyring})
	if err := at.Vacant(); !errors.Is(err, vault.ErrExists) {
		t.Error(err)
	}
}

// What is kept is closed once, from either side.
func TestKeep(t *testing.T) {
	at, _ := place(t)
	shut := 0
	at.Keep = func(s *Session) func() {
		return func() { shut++; s.Shut() }
	}
	made(t, at, Plan{Key: Keyring})
	if shut != 1 {
		t.Errorf("shut %d times", shut)
	}
}

func TestAKeyFileIsFoundAgain(t *testing.T) {
	file := filepath.Join(t.TempDir(), "key")
	at := At{Dir: filepath.Join(t.TempDir(), "v"), State: t.TempDir(), Keyring: &ring{}}
	keys, err := NewKeys(true)
	if err != nil {
		t.Fatal(err)
	}
	id := [16]byte{7}
	first := func() Step {
		t.Helper()
		step, err := at.First(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		return step
	}
	if step := first(); step.Need != Recovery || Away(step.Why) != "" {
		t.Fatalf("%+v before anything was noted", step)
	}
	if err := at.Remember(id, file); err != nil {
		t.Fatal(err)
	}
	if step := first(); step.Need != Recovery || Away(step.Why) != file {
		t.Errorf("%+v while the file is away", step)
	}
	if err := crypto.WriteIdentityFile(file, keys.Operator, ""); err != nil {
		t.Fatal(err)
	}
	if step := first(); step.Need != Nothing || step.Key.ID.String() != keys.Operator.String() {
		t.Errorf("%+v with the file there", step)
	}
}
