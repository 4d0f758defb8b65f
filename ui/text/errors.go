package text

import (
	"errors"
	"io/fs"
	"syscall"
)

// Sentence is the one place where errors become words: what happened and what
// to do about it. An error nobody foresaw shows its developer's text, which
// holds no personal data.
func (w *Words) Sentence(err error) string {
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
	case errors.Is(err, syscall.ENOSPC):
		return e.DiskFull
	case errors.Is(err, syscall.EROFS):
		return e.ReadOnlyDisk
	case errors.As(err, &path) && errors.Is(err, fs.ErrNotExist):
		return e.FileNotFound.With("path", path.Path)
	case errors.As(err, &path) && errors.Is(err, fs.ErrExist):
		return e.FileExists.With("path", path.Path)
	case errors.As(err, &path) && errors.Is(err, fs.ErrPermission):
		return e.FileDenied.With("path", path.Path)
	}
	return e.Other.With("text", err.Error())
}
