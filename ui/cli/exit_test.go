package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"testing"

	"calepin/crypto"
	"calepin/store"
	"calepin/store/vault"
	"calepin/store/vault/disk"
	"calepin/ui/text"
)

// Every error that a room of the house exports has a sentence in both
// languages, and the exit code that scripts rely on.
func TestErrorsHaveSentencesAndCodes(t *testing.T) {
	identity := func(err error) error { return &crypto.IdentityError{Path: "key", Err: err} }
	for _, c := range []struct {
		err  error
		code int
	}{
		{vault.ErrNotFound, 7}, {vault.ErrExists, 1}, {vault.ErrWrongKey, 3}, {vault.ErrNotAuthentic, 6},
		{vault.ErrNoPin, 6}, {vault.ErrUnknown, 9}, {vault.ErrClosed, 1}, {vault.ErrBackups, 1}, {vault.ErrNothingLeft, 6},
		{&vault.InUseError{PID: 42}, 5}, {&vault.InUseError{}, 5},
		{&vault.DamagedError{Part: vault.SnapshotPart}, 6}, {&vault.DamagedError{Part: vault.HeaderPart}, 6},
		{&vault.DamagedError{Part: vault.JournalPart}, 6}, {&vault.OlderError{}, 6}, {&vault.NewerError{Format: 9}, 8},
		{&vault.ReadOnlyError{Err: syscall.EROFS}, 1}, {&vault.ReadOnlyError{Err: vault.ErrUnknown}, 1},
		{&vault.ReadOnlyError{Err: syscall.ENOSPC}, 1}, {syscall.ENOSPC, 1}, {syscall.EROFS, 1},
		{crypto.ErrPinDamaged, 6}, {&fs.PathError{Op: "open", Path: "vault.lock", Err: disk.ErrNotRegular}, 6},
		{identity(crypto.ErrNoIdentity), 3}, {identity(crypto.ErrSeveralIdentities), 3}, {identity(crypto.ErrSealedIdentity), 3},
		{identity(crypto.ErrMalformed), 3}, {identity(crypto.ErrPlugin), 3}, {identity(crypto.ErrSSHKey), 3},
		{identity(crypto.ErrPublicGiven), 3}, {identity(crypto.ErrSecretGiven), 3}, {identity(crypto.ErrNotText), 3},
		{identity(crypto.ErrTooLarge), 3}, {identity(crypto.ErrNotRegular), 3},
		{crypto.ErrWrongPassphrase, 3}, {crypto.ErrEmptyPassphrase, 3}, {crypto.ErrNotPassphrase, 3},
		{crypto.ErrNotSealed, 3}, {crypto.ErrSealDamaged, 3}, {&crypto.WorkFactorError{LogN: 30, Max: 20}, 3},
		{&crypto.KeyringError{Kind: crypto.NoBus, Err: errors.New("x")}, 3}, {&crypto.KeyringError{Kind: crypto.Locked, Err: errors.New("x")}, 3},
		{&crypto.KeyringError{Kind: crypto.NoItem, Err: errors.New("x")}, 3}, {&crypto.KeyringError{Kind: crypto.NoCollection, Err: errors.New("x")}, 3},
		{&crypto.KeyringError{Kind: crypto.TimedOut, Err: errors.New("x")}, 3}, {&crypto.KeyringError{Kind: crypto.TimedOut, Locked: true, Err: errors.New("x")}, 3},
		{&crypto.KeyringError{Kind: crypto.Denied, Err: errors.New("x")}, 3}, {&crypto.KeyringError{Kind: crypto.Other, Err: crypto.ErrNotKept}, 3},
		{store.ErrNothingToUndo, 1}, {&store.FieldError{Field: "email", Code: store.Format}, 2},
		{&store.NotFoundError{Kind: store.KindPerson, Ref: "Zoé"}, 1},
		{&store.AmbiguousError{Kind: store.KindPerson, Ref: "Zoé"}, 1},
		{&store.ExistsError{Kind: store.KindTask}, 1}, {&store.InUseByError{People: 2}, 1}, {&store.TooLargeError{Limit: 1 << 20}, 1},
		{&store.SchemaError{Found: 9, Known: 1}, 8}, {&store.SchemaError{Known: 1}, 6}, {&store.ContentError{}, 1},
		{&store.AmbiguousMentionsError{Mentions: make([]store.Mention, 3)}, 4},
		{&text.UnknownLanguageError{Name: "tlh"}, 2}, {&text.WhenError{Input: "soon"}, 2},
		{&fs.PathError{Path: "x", Err: fs.ErrNotExist}, 1}, {&fs.PathError{Path: "x", Err: fs.ErrExist}, 1},
		{&fs.PathError{Path: "x", Err: fs.ErrPermission}, 1},
		{errNoTerminal, 3}, {errCancelled, 1},
	} {
		name := fmt.Sprintf("%T %v", c.err, c.err)
		wrapped := fmt.Errorf("doing: %w", errors.Join(c.err))
		if got := exitCode(wrapped); got != c.code {
			t.Errorf("%s: exit %d, want %d", name, got, c.code)
		}
		var said []string
		for _, l := range []text.Language{text.French, text.English} {
			a := quietApp(t, l)
			s := a.sentence(wrapped)
			if s == "" || strings.Contains(s, "doing") || strings.ContainsAny(s, "{}") {
				t.Errorf("%s: no sentence in %s: %q", name, l, s)
			}
			said = append(said, s)
		}
		if said[0] == said[1] {
			t.Errorf("%s: one sentence for two languages: %q", name, said[0])
		}
	}
}

// Every code of a field and every kind of record has its word.
func TestFieldCodesHaveWords(t *testing.T) {
	codes := []store.Code{store.Required, store.Format, store.Checksum, store.NoSuch, store.TooLong, store.TooMany,
		store.NotADay, store.Decimals, store.Range}
	kinds := []store.RecordKind{store.KindPerson, store.KindOrganisation, store.KindInteraction, store.KindDocument,
		store.KindAttachment, store.KindTask, store.KindBatch, store.KindDisclosure, store.KindErasure, store.KindArchived}
	for _, l := range []text.Language{text.French, text.English} {
		words := quietApp(t, l).T.Errors.Store
		for _, code := range codes {
			if words.Codes[string(code)] == "" {
				t.Errorf("%s: no word for %s", l, code)
			}
		}
		for _, kind := range kinds {
			if words.Kinds[string(kind)] == "" {
				t.Errorf("%s: no word for %s", l, kind)
			}
		}
	}
}

func TestUnforeseenErrorKeepsItsText(t *testing.T) {
	err := errors.New("something new")
	a := quietApp(t, text.English)
	if got := a.sentence(err); !strings.Contains(got, "something new") || exitCode(err) != exitFailed {
		t.Errorf("%q, exit %d", got, exitCode(err))
	}
}
