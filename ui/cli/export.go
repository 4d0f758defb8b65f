package cli

import (
	"cmp"
	"errors"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"calepin/store"
	"calepin/store/exchange"
	"calepin/store/vault"
)

// exporting is one run of the command.
type exporting struct {
	app                     *app
	cmd                     *cobra.Command
	format                  exchange.Format
	version                 vcardVersion
	contact, recipient, out string
	force, noAttachments    bool
	pseudonyms              pseudonymFlags
}

type vcardVersion string

func exportCommand(a *app) *cobra.Command {
	x := &exporting{app: a, out: "-", version: "4.0"}
	cmd := a.command("export", a.T.Export.Command, func(cmd *cobra.Command, _ []string) error {
		run := x.run
		if x.pseudonyms.on {
			run = x.pseudonymised
		}
		return a.withStore(cmd, run)
	})
	x.cmd = cmd
	f := cmd.Flags()
	enumFlag(cmd, f, &x.format, "format", exchange.JSON, exchange.CSV, exchange.VCard)
	enumFlag(cmd, f, &x.version, "vcard-version", "4.0", "3.0")
	f.StringVar(&x.contact, "contact", "", "")
	f.StringVar(&x.recipient, "recipient", "", "")
	f.StringVar(&x.out, "out", x.out, "")
	f.BoolVar(&x.force, "force", false, "")
	f.BoolVar(&x.noAttachments, "no-attachments", false, "")
	x.definePseudonymised()
	return cmd
}

// endings are the formats that a file's name tells.
var endings = map[string]exchange.Format{".vcf": exchange.VCard, ".vcard": exchange.VCard, ".csv": exchange.CSV}

func (x *exporting) run(s *store.Store) error {
	format := cmp.Or(x.format, endings[strings.ToLower(filepath.Ext(x.out))], exchange.JSON)
	if x.cmd.Flags().Changed("vcard-version") && format != exchange.VCard {
		return usage(x.cmd, x.app.T.Export.VersionForVCard)
	}
	if x.version == "3.0" {
		format = exchange.VCard3
	}
	id, err := x.app.contactID(s, x.contact)
	if err != nil {
		return err
	}
	act := store.Work
	if id == (store.ID{}) {
		act = store.Export
	}
	if err := s.May(act); err != nil {
		return err
	}
	tell, end := x.app.progress(x.app.T.Export.Writing)
	count := 0
	err = x.app.writeOut(x.out, x.force, func(w io.Writer) error {
		count, err = exchange.Export(x.cmd.Context(), w, s, exchange.ExportOptions{
			Format: format, Contact: id, Headers: x.app.T.Export.Headers, Label: x.app.T.Label, NoContent: x.noAttachments, Progress: counting(tell),
		})
		return err
	})
	end()
	if err != nil {
		return err
	}
	if err := x.record(s, format, id, count); err != nil {
		return err
	}
	if x.out != "-" {
		x.app.say(x.app.T.Export.Done.Of(count, "path", x.out) + " " + x.app.T.Export.InClear)
	}
	return nil
}

// record keeps who was given what (GDPR art. 15(1)(c), 19). A vault that cannot
// be written to still lets its owner take the data out.
func (x *exporting) record(s *store.Store, format exchange.Format, id store.ID, count int) error {
	d := store.Disclosure{Recipient: x.recipient, Format: string(format), Count: count}
	if id != (store.ID{}) {
		d.Contacts = []store.ID{id}
	}
	err := s.RecordDisclosure(&d)
	var readOnly *vault.ReadOnlyError
	if errors.As(err, &readOnly) {
		x.app.warn(x.app.T.Export.NotRecorded)
		return nil
	}
	return err
}
