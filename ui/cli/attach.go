package cli

import (
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"calepin/store"
)

func attachCommand(a *app) *cobra.Command {
	return a.noun("attach", a.T.Attachment.Command, attachAdd(a), attachList(a), attachGet(a), attachDelete(a))
}

// attachment finds an attachment by id or by its file name.
func (a *app) attachment(s *store.Store, ref string) (store.Attachment, error) {
	all := func() ([]store.Attachment, error) { return s.Attachments(store.ID{}) }
	row := func(at store.Attachment) store.Row {
		return store.Row{ID: at.ID, Name: at.Name, Organisation: a.date(at.CreatedAt)}
	}
	return found(a, byName(s.FindAttachment, all, store.KindAttachment, row), s.Attachment, ref)
}

func attachAdd(a *app) *cobra.Command {
	var o struct{ contact, interaction, document, name string }
	cmd := a.command("add", a.T.Attachment.Add, func(cmd *cobra.Command, args []string) error {
		if o.name != "" && len(args) > 1 {
			return usage(cmd, a.T.Attachment.OneName)
		}
		return a.withStore(cmd, func(s *store.Store) error {
			var at store.Attachment
			p, err := a.contact(s, o.contact)
			if err != nil {
				return err
			}
			at.Contact, at.Name = p.ID, o.name
			if o.interaction != "" {
				i, err := a.interaction(s, o.interaction)
				if err != nil {
					return err
				}
				at.Interaction = i.ID
			}
			if o.document != "" {
				d, err := a.document(s, o.document)
				if err != nil {
					return err
				}
				at.Document = d.ID
			}
			return a.attachFiles(cmd, s, at, args)
		})
	})
	cmd.Args, cmd.ValidArgsFunction = a.args(1, -1), files
	f := cmd.Flags()
	f.StringVar(&o.contact, "contact", "", "")
	f.StringVar(&o.interaction, "interaction", "", "")
	f.StringVar(&o.document, "document", "", "")
	f.StringVar(&o.name, "name", "", "")
	required(cmd, "contact")
	return cmd
}

// attachFiles keeps each file under what at says. One file is printed as one
// record with --json, several as a list.
func (a *app) attachFiles(cmd *cobra.Command, s *store.Store, at store.Attachment, paths []string) error {
	var added []store.Attachment
	for _, path := range paths {
		one := at
		if err := a.attachFile(cmd, s, &one, path); err != nil {
			return err
		}
		added = append(added, one)
		if !a.flags.json {
			a.say(a.T.Attachment.Added.With("name", clean(one.Name), "size", a.T.Language.Bytes(one.Size)))
		}
	}
	if len(added) == 1 {
		return a.print(added[0], func() {})
	}
	return a.print(added, func() {})
}

func (a *app) attachFile(cmd *cobra.Command, s *store.Store, at *store.Attachment, path string) error {
	var in io.Reader = a.in
	if path == "-" {
		if at.Name == "" {
			return usage(cmd, a.T.Attachment.NeedsName)
		}
	} else {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer func() { _ = f.Close() }()
		if info, err := f.Stat(); err == nil && info.IsDir() {
			return failure(exitFailed, a.T.Attachment.IsFolder.With("path", path), nil)
		}
		in = f
		if at.Name == "" {
			at.Name = filepath.Base(path)
		}
	}
	return s.AddAttachment(at, in)
}

func attachList(a *app) *cobra.Command {
	var ref string
	cmd := a.command("list", a.T.Attachment.List, func(cmd *cobra.Command, _ []string) error {
		return listOf(a, cmd, ref, a.T.Records.None, (*store.Store).Attachments,
			func(s *store.Store, list []store.Attachment) { a.attachmentTable(list, namesUnless(s, ref)) })
	})
	cmd.Flags().StringVar(&ref, "contact", "", "")
	return cmd
}

// attachmentTable lists attachments; whose they are too, where n is given.
func (a *app) attachmentTable(list []store.Attachment, n *names) {
	t := newTied(n, "name", "size", "media_type", "created_at")
	for _, at := range list {
		t.add(at.ID, at.Contact, at.Name, a.T.Language.Bytes(at.Size), at.MediaType, a.date(at.CreatedAt))
	}
	t.write(a)
}

func attachGet(a *app) *cobra.Command {
	var out string
	cmd := a.command("get", a.T.Attachment.Get, func(cmd *cobra.Command, args []string) error {
		if out == "-" && term.IsTerminal(int(os.Stdout.Fd())) {
			return usage(cmd, a.T.Records.BinaryOnTerminal)
		}
		return a.withStore(cmd, func(s *store.Store) error {
			at, err := a.attachment(s, args[0])
			if err != nil {
				return err
			}
			return a.writeOut(out, false, func(w io.Writer) error { return s.AttachmentContent(at.ID, w) })
		})
	})
	cmd.Args = a.args(1, 1)
	cmd.Flags().StringVar(&out, "out", "", "")
	required(cmd, "out")
	return cmd
}

func attachDelete(a *app) *cobra.Command {
	return deleteCommand(a, a.T.Attachment.Delete, a.T.Attachment.DeleteAsk, a.T.Attachment.Deleted, a.attachment,
		func(_ *store.Store, at store.Attachment) string { return clean(at.Name) },
		func(s *store.Store, at store.Attachment) error { return s.DeleteAttachment(at.ID) })
}
