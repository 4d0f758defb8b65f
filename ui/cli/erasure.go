package cli

import (
	"io"
	"slices"

	"github.com/spf13/cobra"

	"calepin/store"
	"calepin/ui/paper"
)

// erasureCommand is about the erasure ledger: who was erased is told by id alone.
func erasureCommand(a *app) *cobra.Command {
	return a.noun("erasure", a.T.Erasure.Command, erasureList(a), erasureCertificate(a))
}

func erasureList(a *app) *cobra.Command {
	return a.command("list", a.T.Erasure.List, func(cmd *cobra.Command, _ []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			all, err := s.Erasures()
			if err != nil {
				return err
			}
			slices.Reverse(all) // the last first
			if len(all) == 0 {
				a.none(a.T.Erasure.Nothing)
			}
			return a.print(orEmpty(all), func() {
				rows := make([][]string, len(all))
				for i := range all {
					rows[i] = a.erasureRow(&all[i])
				}
				a.table(a.fields("id", "at", "record", "reason", "state"), rows)
			})
		})
	})
}

func (a *app) erasureRow(e *store.Erasure) []string {
	w := a.T.Erasure
	what, state := w.Person, w.Complete
	if len(e.Expired) > 0 {
		what = w.Expired.Of(len(e.Expired))
	}
	if !e.Done() {
		state = w.ToFinish
	}
	return []string{shortID(e.ID), a.minute(e.At), what, clean(e.Reason), state}
}

// erasureCertificate makes the certificate of an erasure again, at any time, of
// what the ledger keeps.
func erasureCertificate(a *app) *cobra.Command {
	o := &printing{app: a}
	cmd := a.command("certificate", a.T.Erasure.Certificate, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			e, err := s.FindErasure(args[0])
			if err != nil {
				return err
			}
			if len(e.Expired) > 0 {
				return failure(exitRefused, a.T.Erasure.NotOfPerson, nil)
			}
			if a.flags.json {
				return a.print(e, nil)
			}
			return a.certificate(s, o, e)
		})
	})
	o.cmd, cmd.Args = cmd, a.args(1, 1)
	o.define(paper.PlainText)
	return cmd
}

// certificate writes what proves an erasure and names nobody.
func (a *app) certificate(s *store.Store, o *printing, e store.Erasure) error {
	usual := paper.PDF
	if o.out == "-" {
		usual = paper.PlainText
	}
	format, err := o.as(usual)
	if err != nil {
		return err
	}
	words, err := o.in(s.Settings().Language)
	if err != nil {
		return err
	}
	return o.write(func(w io.Writer) error {
		return paper.Write(w, paper.Certificate(words, s.Settings().Business, e), format)
	})
}
