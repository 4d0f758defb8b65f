// Package attachment brings files into the vault and takes them out.
package attachment

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
	"calepin/ui/widget"
)

// Add asks for a file and keeps a copy of it, sealed, with the contact.
func Add(d *screen.Desk, ids ...store.ID) tea.Cmd {
	return screen.Overlay(widget.NewFilePicker(d, widget.FileOptions{
		Title: d.T.Attachment.AddTitle,
		Pick: func(path string) tea.Cmd {
			s := d.Store
			return screen.Save(nil, func() (store.Attachment, error) { return keep(s, ids[0], path) },
				func(a store.Attachment, err error) tea.Cmd {
					if err != nil {
						return refused(d, path, err)
					}
					said := d.W.Attachment.Added.With("name", widget.Clean(a.Name), "size", d.Language().Bytes(a.Size))
					return screen.Toast(screen.Success, said+" "+due.Undoes(d))
				})
		},
	}))
}

// What is no file to keep.
var (
	errFolder  = errors.New("a folder")
	errNotFile = errors.New("not an ordinary file") // a pipe would be waited for, a device read for ever
)

func refused(d *screen.Desk, path string, err error) tea.Cmd {
	said := d.W.Sentence(err)
	switch path = widget.Clean(path); {
	case errors.Is(err, errFolder):
		said = d.W.Attachment.IsFolder.With("path", path)
	case errors.Is(err, errNotFile):
		said = d.T.Attachment.NotFile.With("path", path)
	}
	return screen.Toast(screen.Failure, widget.Clean(said))
}

func keep(s *store.Store, contact store.ID, path string) (store.Attachment, error) {
	a := store.Attachment{Contact: contact, Name: filepath.Base(path)}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return a, err
	case info.IsDir():
		return a, errFolder
	case !info.Mode().IsRegular():
		return a, errNotFile
	}
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
	home, _ := os.UserHomeDir() // the picker starts where it can
	return ask(d, a.ID, filepath.Join(home, widget.FileName(a.Name, d.T.Attachment.Nameless)))
}

// ask asks for the file, and again where there is one of that name.
func ask(d *screen.Desk, id store.ID, start string) tea.Cmd {
	w := d.T.Attachment
	return screen.Overlay(widget.NewFilePicker(d, widget.FileOptions{
		Title: w.GetTitle, Start: start, New: true,
		Pick: func(path string) tea.Cmd {
			return screen.Do(screen.Job{Write: true, Label: w.Writing}, writer(d.Store, id, path),
				func(_ struct{}, err error) tea.Cmd {
					switch {
					case errors.Is(err, fs.ErrExist):
						return tea.Batch(refused(d, path, err), ask(d, id, path))
					case err != nil:
						return refused(d, path, err)
					}
					return screen.Toast(screen.Warning, w.InClear.With("path", widget.Clean(path)))
				})
		},
	}))
}
