package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"calepin/crypto"
	"calepin/privacy/sample"
	"calepin/store"
	"calepin/store/demo"
	"calepin/store/vault"
	"calepin/ui/screen"
	"calepin/ui/screen/gate"
	"calepin/ui/session"
)

// demonstration is one run of the command.
type demonstration struct {
	app        *app
	size       demo.Options
	into, file string
	classic    bool
}

func demoCommand(a *app) *cobra.Command {
	d := &demonstration{app: a}
	cmd := a.command("demo", a.T.Demo.Command, func(cmd *cobra.Command, _ []string) error {
		switch {
		case d.size.Contacts < 0 || d.size.Interactions < 0 || d.size.Contacts == 0 && d.size.Interactions > 0:
			return usage(cmd, a.T.Demo.Impossible)
		case (d.into == "") != (d.file == ""):
			return usage(cmd, a.T.Demo.NeedsKeyFile)
		case d.into != "":
			return d.write(cmd.Context())
		}
		return d.show(cmd)
	})
	f := cmd.Flags()
	f.IntVar(&d.size.Contacts, "contacts", demo.DefaultContacts, "")
	f.IntVar(&d.size.Interactions, "interactions", demo.DefaultInteractions, "")
	f.Uint64Var(&d.size.Seed, "seed", 1, "")
	f.StringVar(&d.into, "into", "", "")
	f.StringVar(&d.file, "identity-file", "", "")
	f.BoolVar(&d.classic, "classic", false, "")
	return cmd
}

// fill invents the business.
func (d *demonstration) fill(ctx context.Context, s *store.Store) error {
	tell, end := d.app.progress(d.app.T.Demo.Inventing)
	defer end()
	d.size.Now, d.size.Progress = d.app.now(), counting(tell)
	s.Clock = d.app.now
	told, err := sample.Answers(s, d.size.Seed, d.app.now())
	if err != nil {
		return err
	}
	d.size.Told = told
	if err := demo.Generate(ctx, s, d.size); err != nil {
		return err
	}
	if err := sample.Requests(s, d.size.Seed, d.app.now()); err != nil {
		return err
	}
	return sample.Registers(s, d.size.Seed, d.app.now())
}

// write makes a vault of the business. It has no recovery key: nothing in it
// is worth one.
func (d *demonstration) write(ctx context.Context) error {
	dir, err := filepath.Abs(d.into)
	if err != nil {
		return err
	}
	if err := session.MustBeNew(d.file); err != nil {
		return err
	}
	if _, err := vault.Peek(dir); !errors.Is(err, vault.ErrNotFound) {
		return session.About(dir, vault.ErrExists)
	}
	id, err := crypto.Generate(d.classic)
	if err != nil {
		return err
	}
	vaultID := vault.NewID()
	if err := crypto.WriteIdentityFile(d.file, id, ""); err != nil {
		return err
	}
	v, err := vault.Create(dir, vault.CreateOptions{
		ID: vaultID, Operator: id, Pins: crypto.NewFilePin(d.file, id, vaultID),
		Init: func(v *vault.Vault) error {
			s, err := store.Init(v, demo.Settings())
			if err != nil {
				return err
			}
			return d.fill(ctx, s)
		},
	})
	if err != nil {
		return errors.Join(err, os.Remove(d.file))
	}
	if err := v.Close(); err != nil {
		return err
	}
	w := d.app.T.Records
	d.app.say(d.app.T.Demo.Written.With("contacts", w.People.Of(d.size.Contacts), "interactions", w.Interactions.Of(d.size.Interactions),
		"path", d.into, "key", d.file))
	return nil
}

// show opens the interface on the business, in memory only.
func (d *demonstration) show(cmd *cobra.Command) error {
	if !d.app.interactive() || stdoutWidth() == 0 {
		return usage(cmd, d.app.T.Demo.NoTerminal)
	}
	v, err := vault.Memory()
	if err != nil {
		return err
	}
	demonstrated := session.At{Keep: d.app.keep}.Begin(session.Key{}, v)
	s, err := store.Init(v, demo.Settings())
	if err == nil {
		err = d.fill(cmd.Context(), s)
	}
	switch {
	case err != nil:
	case d.app.flags.plain:
		d.app.say(d.app.T.Demo.InMemory)
		err = d.app.browse(demonstrated, false)
	default:
		err = d.app.show(func(*screen.Desk, string) screen.Screen {
			s.As(store.Operator{ID: store.FirstOperator, Role: store.Owner})
			return gate.Open(screen.OpenedMsg{Store: s, Close: func() error { return nil }, Then: screen.Toast(screen.Note, d.app.T.Demo.InMemory)})
		})
	}
	return errors.Join(err, demonstrated.Close())
}
