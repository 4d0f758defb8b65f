package cli

import (
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"calepin/store"
	"calepin/ui/widget"
)

func archiveCommand(a *app) *cobra.Command {
	return a.noun("archive", a.T.Archive.Command, archiveList(a), archiveOpen(a), archiveReadings(a))
}

// archiveList tells what is archived, by what the law asks for it and until
// when; what it says, opening it tells.
func archiveList(a *app) *cobra.Command {
	return a.command("list", a.T.Archive.List, func(cmd *cobra.Command, _ []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			all, err := s.ArchivedDocuments()
			if err != nil {
				return err
			}
			type closed struct {
				ID    store.ID           `json:"id"`
				Kind  store.RecordKind   `json:"record"`
				Of    store.DocumentKind `json:"kind,omitempty"`
				Date  store.Date         `json:"date"`
				Rule  string             `json:"rule"`
				Until store.Date         `json:"until"`
			}
			list := make([]closed, len(all))
			rows := make([][]string, len(all))
			for i, x := range all {
				list[i] = closed{x.ID, x.Kind(), x.Document.Kind, x.Day(), x.Rule, x.Until}
				rows[i] = []string{shortID(x.ID), clean(a.T.Archived(&x)), a.T.Language.Day(string(x.Day())),
					a.T.Privacy.Rule(x.Rule), a.T.Language.Day(string(x.Until))}
			}
			if len(list) == 0 {
				a.none(a.T.Archive.Nothing)
			}
			return a.print(list, func() { a.table(a.fields("id", "record", "date", "rule", "until"), rows) })
		})
	})
}

// archiveOpen reads one archived document: the reason is noted first.
func archiveOpen(a *app) *cobra.Command {
	var reason, out string
	cmd := a.command("open", a.T.Archive.Open, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			x, err := s.OpenArchived(args[0], reason)
			if err != nil {
				return err
			}
			a.say(a.T.Archive.Opened.With("reason", reason))
			if err := a.writeArchived(s, x, out); err != nil {
				return err
			}
			return a.print(x, func() {
				if x.Kind() == store.KindDocument {
					a.documentTable([]store.Document{x.Document}, nil)
				} else {
					a.details(a.field("record"), clean(a.T.Archived(&x)))
				}
				a.details(a.field("rule"), a.T.Privacy.Rule(x.Rule), a.field("until"), a.T.Language.Day(string(x.Until)))
				for _, file := range x.Attachments {
					a.details(a.field("name"), file.Name, a.field("size"), a.T.Language.Bytes(file.Size))
				}
			})
		})
	})
	cmd.Args = a.args(1, 1)
	cmd.Flags().StringVar(&reason, "reason", "", "")
	cmd.Flags().StringVar(&out, "out", "", "")
	required(cmd, "reason")
	return cmd
}

// writeArchived writes the files of an archived record into a folder.
func (a *app) writeArchived(s *store.Store, x store.Archived, folder string) error {
	if folder == "" {
		return nil
	}
	for _, file := range x.Attachments {
		path := filepath.Join(folder, widget.FileName(file.Name, shortID(file.ID)))
		content, err := s.ArchivedFile(x.ID, file.ID)
		if err != nil {
			return err
		}
		if err := a.writeOut(path, false, func(w io.Writer) error { _, err := w.Write(content); return err }); err != nil {
			return err
		}
		a.say(a.T.Archive.Written.With("file", path))
	}
	return nil
}

func archiveReadings(a *app) *cobra.Command {
	return a.command("readings", a.T.Archive.Readings, func(cmd *cobra.Command, _ []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			all, err := s.Readings()
			if err != nil {
				return err
			}
			if len(all) == 0 {
				a.none(a.T.Archive.NoOpened)
			}
			return a.print(orEmpty(all), func() {
				rows := make([][]string, len(all))
				for i, r := range all {
					rows[i] = []string{a.minute(r.At), shortID(r.Archived), r.Reason}
				}
				a.table(a.fields("at", "document", "reason"), rows)
			})
		})
	})
}
