package cli

import (
	"slices"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/paper"
)

// generating is an order for a notice.
type generating struct {
	printing
	article        noticeArticle
	form           store.NoticeForm
	activities     []string
	source, fullAt string
}

// noticeArticle is the article that a notice answers to, as a flag names it.
type noticeArticle string

func noticeGenerate(a *app) *cobra.Command {
	o := &generating{printing: printing{app: a}, article: "13", form: store.Full}
	cmd := a.command("generate", a.T.Notice.Generate, func(cmd *cobra.Command, _ []string) error {
		format, err := o.as(paper.Markdown)
		if err != nil {
			return err
		}
		return a.withStore(cmd, func(s *store.Store) error {
			n, err := o.make(s)
			if err != nil {
				return err
			}
			if a.flags.json && o.out == "-" {
				return a.print(n, nil)
			}
			if err := o.version(s, n, format); err != nil {
				return err
			}
			a.say(a.T.Notice.Kept.With("notice", a.noticeTitle(n), "id", shortID(n.ID)))
			return nil
		})
	})
	o.cmd = cmd
	f := cmd.Flags()
	enumFlag(cmd, f, &o.article, "article", "13", "14")
	enumFlag(cmd, f, &o.form, "form", store.Full, store.Short)
	f.StringSliceVar(&o.activities, "activity", nil, "")
	f.StringVar(&o.source, "source", "", "")
	f.StringVar(&o.fullAt, "full-at", "", "")
	o.define()
	return cmd
}

// make builds the notice and keeps it as a version.
func (o *generating) make(s *store.Store) (n store.Notice, err error) {
	set := s.Settings()
	words, err := o.in(set.Language)
	if err != nil {
		return n, err
	}
	order := privacy.NoticeOrder{Article: 13, Form: o.form, Language: string(words.Language), Source: o.source, FullAt: o.fullAt, Today: o.app.today()}
	if order.Rules, err = privacy.RulesOf(s); err != nil {
		return n, err
	}
	if o.article == "14" {
		order.Article = 14
	}
	if order.Activities, err = o.about(s); err != nil {
		return n, err
	}
	markdown, gaps := privacy.NoticeText(set.Business, order)
	if err := o.lacks(gaps); err != nil {
		return n, err
	}
	n = store.Notice{Article: order.Article, Form: order.Form, Language: order.Language, Text: markdown}
	return n, s.KeepNotice(&n)
}

// about are the activities asked for, or the whole register.
func (o *generating) about(s *store.Store) (list []store.Activity, err error) {
	if len(o.activities) == 0 {
		return privacy.Register(s)
	}
	for _, ref := range o.activities {
		x, err := o.app.purpose(s, ref)
		if err != nil {
			return nil, err
		}
		list = append(list, x)
	}
	return privacy.AsTold(s, list)
}

// lacks tells what a notice lacks: it is refused where that is needed.
func (o *generating) lacks(gaps []privacy.Gap) error {
	if slices.ContainsFunc(gaps, privacy.Gap.Needed) {
		return failure(exitRefused, o.app.T.Notice.Heading+bullets(o.app.gapLines(gaps)), nil)
	}
	for _, line := range o.app.gapLines(gaps) {
		o.app.warn(line)
	}
	return nil
}

func (a *app) gapLines(gaps []privacy.Gap) (lines []string) {
	for _, g := range gaps {
		line := word(a.T.Notice.Gaps, g.Code)
		if g.Activity.Code != "" {
			line = a.T.Notice.GapOf.With("activity", g.Activity.Code, "gap", line)
		}
		lines = append(lines, line)
	}
	return lines
}
