package text

import (
	"errors"
	"io/fs"
	"syscall"

	"calepin/crypto"
	"calepin/store/vault/disk"
)

// Sentence is the one place where errors become words: what happened and what
// to do about it. An error nobody foresaw shows its developer's text, which
// holds no personal data.
func (w *Words) Sentence(err error) string {
	for _, word := range []func(error) string{
		w.importSentence, w.operatorSentence, w.storeSentence, w.requestSentence, w.rightsSentence, w.keyringSentence, w.identitySentence, w.vaultSentence, w.systemSentence,
	} {
		if s := word(err); s != "" {
			return s
		}
	}
	return w.Errors.Other.With("text", err.Error())
}

// sentinel is an error without facts, and its sentence.
type sentinel struct {
	err      error
	sentence string
}

func firstIs(err error, list []sentinel) string {
	for _, s := range list {
		if errors.Is(err, s.err) {
			return s.sentence
		}
	}
	return ""
}

// ErrEditorCut says that an editor had to end before it saved what was typed
// in it, if anything was.
var ErrEditorCut = errors.New("the editor was ended")

// InFolder is the Op of a *fs.PathError about the folder that a file is to be
// made in.
const InFolder = "make a file in"

func (w *Words) systemSentence(err error) string {
	var (
		e        = w.Errors
		language *UnknownLanguageError
		when     *WhenError
		path     *fs.PathError
	)
	switch {
	case errors.As(err, &language):
		return e.UnknownLanguage.With("name", language.Name)
	case errors.As(err, &when):
		return e.When.With("input", when.Input)
	case errors.Is(err, ErrEditorCut):
		return e.EditorCut
	case errors.Is(err, syscall.ENOSPC):
		return e.DiskFull
	case errors.Is(err, syscall.EROFS):
		return e.ReadOnlyDisk
	case errors.As(err, &path) && errors.Is(err, disk.ErrNotRegular):
		return e.NotOrdinary.With("path", path.Path)
	case errors.As(err, &path) && errors.Is(err, syscall.ENOTDIR):
		return e.NotFolder.With("path", path.Path)
	case errors.As(err, &path) && errors.Is(err, fs.ErrNotExist) && path.Op == InFolder:
		return e.NoFolder.With("path", path.Path)
	case errors.As(err, &path) && errors.Is(err, fs.ErrNotExist):
		return e.FileNotFound.With("path", path.Path)
	case errors.As(err, &path) && errors.Is(err, fs.ErrExist):
		return e.FileExists.With("path", path.Path)
	case errors.As(err, &path) && errors.Is(err, fs.ErrPermission):
		return e.FileDenied.With("path", path.Path)
	}
	return ""
}

func (w *Words) keyringSentence(err error) string {
	var failed *crypto.KeyringError
	if !errors.As(err, &failed) {
		return ""
	}
	k := w.Errors.Keyring
	switch failed.Kind {
	case crypto.NoBus:
		return k.NoBus
	case crypto.Locked:
		return k.Locked
	case crypto.NoItem:
		return k.NoItem
	case crypto.NoCollection:
		return k.NoCollection
	case crypto.Denied:
		return k.Denied
	case crypto.TimedOut:
		if failed.Locked {
			return k.TimedOutLocked
		}
		return k.TimedOut
	}
	return k.Failed.With("text", failed.Error())
}

func (w *Words) identitySentence(err error) string {
	k := w.Errors.Identity
	var held *crypto.PluginError
	if errors.As(err, &held) {
		p := w.Errors.PluginKey
		said := map[crypto.PluginKind]Phrase{crypto.PluginMissing: p.Missing, crypto.PluginSilent: p.Silent,
			crypto.PluginCancelled: p.Cancelled, crypto.PluginFailed: p.Failed}
		return said[held.Kind].With("name", held.Name)
	}
	var work *crypto.WorkFactorError
	if errors.As(err, &work) {
		return k.WorkFactor
	}
	return firstIs(err, []sentinel{
		{crypto.ErrNoIdentity, k.NoIdentity}, {crypto.ErrSeveralIdentities, k.Several},
		{crypto.ErrSealedIdentity, k.Sealed}, {crypto.ErrMalformed, k.Malformed},
		{crypto.ErrPlugin, k.Plugin}, {crypto.ErrNoRecipient, k.NoRecipient}, {crypto.ErrSSHKey, k.SSH},
		{crypto.ErrPublicGiven, k.Public}, {crypto.ErrSecretGiven, k.Secret},
		{crypto.ErrNotText, k.NotText}, {crypto.ErrTooLarge, k.TooLarge}, {crypto.ErrNotRegular, k.NotRegular},
		{crypto.ErrWrongPassphrase, k.WrongPassphrase}, {crypto.ErrEmptyPassphrase, k.EmptyPassphrase},
		{crypto.ErrNotPassphrase, k.NotPassphrase}, {crypto.ErrNotSealed, k.NotSealed},
		{crypto.ErrSealDamaged, k.SealDamaged},
	})
}
