package cli

import (
	"github.com/spf13/cobra"

	"calepin/store"
)

func businessCommand(a *app) *cobra.Command {
	return a.noun("business", a.T.Business.Command, businessShow(a), businessSet(a))
}

func businessShow(a *app) *cobra.Command {
	return a.command("show", a.T.Business.Show, func(cmd *cobra.Command, _ []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			b, f := s.Settings().Business, a.field
			return a.print(b, func() {
				a.details(f("name"), b.Name, f("legal_form"), word(a.T.Register.Forms, b.LegalForm), f("siren"), b.SIREN,
					f("address"), b.Address, f("email"), b.Email, f("phone"), b.Phone,
					f("representative"), b.Representative, f("dpo"), b.DPO)
			})
		})
	})
}

// businessSet changes who the controller is, as the register and the notices
// say (GDPR art. 13(1)(a), (b), 30(1)(a)).
func businessSet(a *app) *cobra.Command {
	var (
		form   string
		alsace bool
	)
	cmd := a.command("set", a.T.Business.Set, func(cmd *cobra.Command, _ []string) error {
		if !changed(cmd) {
			return usage(cmd, a.T.Records.NoChange)
		}
		return a.withStore(cmd, func(s *store.Store) error {
			all := s.Settings()
			b := &all.Business
			for flag, value := range map[string]*string{"name": &b.Name, "email": &b.Email, "phone": &b.Phone, "address": &b.Address,
				"siren": &b.SIREN, "legal-form": &b.LegalForm, "representative": &b.Representative, "dpo": &b.DPO} {
				set(cmd, flag, value)
			}
			if cmd.Flags().Changed("alsace-moselle") {
				b.AlsaceMoselle = alsace
			}
			if err := s.SetSettings(all); err != nil {
				return err
			}
			return a.done(s.Settings().Business, a.T.Business.Changed)
		})
	})
	f := cmd.Flags()
	for _, name := range []string{"name", "address", "email", "phone", "siren"} {
		f.String(name, "", "")
	}
	enumFlag(cmd, f, &form, "legal-form", store.Company, store.Trader, store.Liberal)
	f.String("representative", "", "")
	f.String("dpo", "", "")
	f.BoolVar(&alsace, "alsace-moselle", false, "")
	return cmd
}
