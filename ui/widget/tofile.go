package widget

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

	tea "charm.land/bubbletea/v2"

	"calepin/ui/screen"
)

// ToFile asks for a file that is not there yet, name being offered in the home
// folder, and has it written, in clear, for its owner alone. One that could not
// be written whole goes; said is what follows one that was.
func ToFile(d *screen.Desk, title, name string, write func(path string, w io.Writer) error, said func(path string) tea.Cmd) tea.Cmd {
	home, _ := os.UserHomeDir() // the picker starts where it can
	return screen.Overlay(NewFilePicker(d, FileOptions{Title: title, Start: filepath.Join(home, name), New: true,
		Pick: func(path string) tea.Cmd {
			return screen.Do(screen.Job{Write: true}, func(context.Context, screen.Report) (struct{}, error) {
				f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
				if err != nil {
					return struct{}{}, err
				}
				if err = errors.Join(write(path, f), f.Close()); err != nil {
					err = errors.Join(err, os.Remove(path))
				}
				return struct{}{}, err
			}, func(_ struct{}, err error) tea.Cmd {
				if err != nil {
					return screen.Toast(screen.Failure, Clean(d.W.Sentence(err)))
				}
				return said(Clean(path))
			})
		}}))
}
