package cli

import (
	"io"

	"github.com/spf13/cobra"

	"calepin/store"
	"calepin/ui/paper"
	"calepin/ui/text"
)

func noticeCommand(a *app) *cobra.Command {
	return a.noun("notice", a.T.Notice.Command, noticeGenerate(a), noticeList(a), noticeShow(a), noticeGive(a), noticeGiven(a), noticeOwed(a))
}

// version writes a version of a notice: Markdown is the very text that was kept.
func (o *printing) version(s *store.Store, n store.Notice, format paper.Format) error {
	words, err := text.Load(text.Language(n.Language))
	if err != nil {
		return err
	}
	return o.write(func(w io.Writer) error {
		if format == paper.Markdown {
			_, err := io.WriteString(w, n.Text+"\n")
			return err
		}
		return paper.Write(w, paper.Notice(words, s.Settings().Business, n), format)
	})
}

// noticeTitle is a version in a few words.
func (a *app) noticeTitle(n store.Notice) string {
	return a.T.Notice.Version.With("article", n.Article, "form", word(a.T.Privacy.Forms, n.Form), "n", n.Version, "language", n.Language)
}

func noticeList(a *app) *cobra.Command {
	return a.command("list", a.T.Notice.List, func(cmd *cobra.Command, _ []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			list, err := s.Notices()
			if err != nil {
				return err
			}
			if len(list) == 0 {
				a.none(a.T.Notice.Nothing)
			}
			return a.print(orEmpty(list), func() {
				t := newTied(nil, "article", "form", "language", "version", "created_at")
				for _, n := range list {
					t.add(n.ID, store.ID{}, a.T.Language.Number(int64(n.Article)), word(a.T.Privacy.Forms, n.Form), n.Language,
						a.T.Language.Number(int64(n.Version)), a.date(n.CreatedAt))
				}
				t.write(a)
			})
		})
	})
}

func (a *app) notice(s *store.Store, ref string) (store.Notice, error) {
	return found(a, s.FindNotice, s.Notice, ref)
}

func noticeShow(a *app) *cobra.Command {
	o := &printing{app: a}
	cmd := a.command("show", a.T.Notice.Show, func(cmd *cobra.Command, args []string) error {
		format, err := o.as(paper.Markdown)
		if err != nil {
			return err
		}
		return a.withStore(cmd, func(s *store.Store) error {
			n, err := a.notice(s, args[0])
			if err != nil {
				return err
			}
			if a.flags.json && o.out == "-" {
				return a.print(n, nil)
			}
			return o.version(s, n, format)
		})
	})
	o.cmd, cmd.Args = cmd, a.args(1, 1)
	o.defineFormat()
	return cmd
}
