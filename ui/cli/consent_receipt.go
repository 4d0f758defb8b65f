package cli

import (
	"io"

	"github.com/spf13/cobra"

	"calepin/store"
	"calepin/ui/paper"
)

// consentReceipt writes an answer with all that proves it, to be handed over.
func consentReceipt(a *app) *cobra.Command {
	o := &printing{app: a}
	cmd := a.command("receipt", a.T.Consent.Receipt, func(cmd *cobra.Command, args []string) error {
		format, err := o.as(paper.Markdown)
		if err != nil {
			return err
		}
		return a.withStore(cmd, func(s *store.Store) error {
			e, err := a.consent(s, args[0])
			if err != nil {
				return err
			}
			words, err := o.in(s.Settings().Language)
			if err != nil {
				return err
			}
			proof, err := paper.ProofOf(s, e)
			if err != nil {
				return err
			}
			return o.write(func(w io.Writer) error { return paper.Write(w, paper.Receipt(words, proof), format) })
		})
	})
	o.cmd, cmd.Args = cmd, a.args(1, 1)
	o.define()
	return cmd
}

// consent finds an answer by its id, or the beginning or the end of it.
func (a *app) consent(s *store.Store, ref string) (store.Consent, error) {
	return found(a, s.FindConsent, func(id store.ID) (store.Consent, error) { return s.FindConsent(id.String()) }, ref)
}
