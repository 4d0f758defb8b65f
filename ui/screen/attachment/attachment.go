// Package attachment brings files into the vault and takes them out.
package attachment

import (
	"errors"
	"os"
	"path/filepath"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/widget"
)

// Add asks for a file and keeps a copy of it, sealed, with the contact.
func Add(d *screen.Desk, ids ...store.ID) tea.Cmd {
	w := d.T.Attachment
	return screen.Overlay(widget.NewFilePicker(d, widget.FileOptions{
		Title: w.AddTitle,
		Pick: func(path string) tea.Cmd {
			return screen.Save(nil, func() (store.Attachment, error) { return keep(d.Store, ids[0], path) },
				func(a store.Attachment, err error) tea.Cmd {
					if err != nil {
						return screen.Toast(screen.Failure, d.W.Sentence(err))
					}
					return screen.Toast(screen.Success, d.W.Attachment.Added.With("name", widget.Clean(a.Name), "size", d.Language().Bytes(a.Size)))
				})
		},
	}))
}

func keep(s *store.Store, contact store.ID, path string) (store.Attachment, error) {
	a := store.Attachment{Contact: contact, Name: filepath.Base(path)}
	f, err := os.Open(path)
	if err != nil {
		return a, err
	}
	err = s.AddAttachment(&a, f)
	return a, errors.Join(err, f.Close())
}

// Get asks where to and writes an attachment there, in clear: the person names
// the file, and is told what that means.
func Get(d *screen.Desk, ids ...store.ID) tea.Cmd {
	a, err := d.Store.Attachment(ids[0])
	if err != nil {
		return screen.Toast(screen.Failure, d.W.Sentence(err))
	}
	w := d.T.Attachment
	home, _ := os.UserHomeDir() // the picker starts where it can
	return screen.Overlay(widget.NewFilePicker(d, widget.FileOptions{
		Title: w.GetTitle, Start: filepath.Join(home, filepath.Base(a.Name)), New: true,
		Pick: func(path string) tea.Cmd {
			return screen.Do(screen.Job{Write: true, Label: w.Writing}, writer(d.Store, a.ID, path),
				func(_ struct{}, err error) tea.Cmd {
					if err != nil {
						return screen.Toast(screen.Failure, d.W.Sentence(err))
					}
					return screen.Toast(screen.Warning, w.InClear.With("path", path))
				})
		},
	}))
}
