package cli

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/paper"
	"calepin/ui/text"
)

func noticeCommand(a *app) *cobra.Command {
	return a.noun("notice", a.T.Notice.Command, noticeGenerate(a), noticeList(a), noticeShow(a), noticeGive(a), noticeGiven(a), noticeOwed(a))
}

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
	order := privacy.NoticeOrder{Article: 13, Form: o.form, Language: string(words.Language), Source: o.source, FullAt: o.fullAt, Today: o.today()}
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
		return s.Activities()
	}
	for _, ref := range o.activities {
		x, err := o.purpose(s, ref)
		if err != nil {
			return nil, err
		}
		list = append(list, x)
	}
	return list, nil
}

// lacks tells what a notice lacks: it is refused where that is needed.
func (o *generating) lacks(gaps []privacy.Gap) error {
	if slices.ContainsFunc(gaps, privacy.Gap.Needed) {
		return failure(exitRefused, o.T.Notice.Heading+bullets(o.gapLines(gaps)), nil)
	}
	for _, line := range o.gapLines(gaps) {
		o.warn(line)
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

func noticeGive(a *app) *cobra.Command {
	var (
		ref, at, note string
		means         store.Means
	)
	cmd := a.command("give", a.T.Notice.Give, func(cmd *cobra.Command, args []string) error {
		given := store.NoticeGiven{Means: means, Note: note}
		if at != "" {
			when, err := text.ParseTime(at, a.now(), text.Past)
			if err != nil {
				return err
			}
			given.At = when
		}
		return a.withStore(cmd, func(s *store.Store) error {
			n, err := a.notice(s, ref)
			if err != nil {
				return err
			}
			given.Notice = n.ID
			var ids []store.ID
			for _, arg := range args {
				p, err := a.contact(s, arg)
				if err != nil {
					return err
				}
				if !slices.Contains(ids, p.ID) {
					ids = append(ids, p.ID)
				}
			}
			if err := s.GiveNotice(given, ids); err != nil {
				return err
			}
			return a.done(struct {
				Notice   store.ID    `json:"notice"`
				Contacts []store.ID  `json:"contacts"`
				Means    store.Means `json:"means"`
			}{n.ID, ids, means}, a.T.Notice.Done.Of(len(ids), "notice", a.noticeTitle(n)))
		})
	})
	cmd.Args = a.args(1, -1)
	f := cmd.Flags()
	f.StringVar(&ref, "notice", "", "")
	enumFlag(cmd, f, &means, "means", store.InPerson, store.Telephone, store.Paper, store.EMail, store.Web)
	f.StringVar(&at, "at", "", "")
	f.StringVar(&note, "note", "", "")
	required(cmd, "notice", "means")
	return cmd
}

func noticeGiven(a *app) *cobra.Command {
	var ref string
	cmd := a.command("given", a.T.Notice.Given, func(cmd *cobra.Command, _ []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			id, err := a.contactID(s, ref)
			if err != nil {
				return err
			}
			list, err := s.NoticesGiven(id)
			if err != nil {
				return err
			}
			if len(list) == 0 {
				a.none(a.T.Notice.NotGiven)
			}
			return a.print(orEmpty(list), func() { a.givenTable(s, list) })
		})
	})
	cmd.Flags().StringVar(&ref, "contact", "", "")
	return cmd
}

func (a *app) givenTable(s *store.Store, list []store.NoticeGiven) {
	t := newTied(namesIn(s), "at", "notice", "means", "note")
	for _, g := range list {
		n, err := s.Notice(g.Notice)
		title := shortID(g.Notice)
		if err == nil {
			title = a.noticeTitle(n)
		}
		t.add(g.ID, g.Contact, a.minute(g.At), title, word(a.T.Privacy.Means, g.Means), strings.ReplaceAll(g.Note, "\n", " "))
	}
	t.write(a)
}

// owedRecord is the information owed to a person as JSON has it.
type owedRecord struct {
	Contact store.ID   `json:"contact"`
	Name    string     `json:"name"`
	Article int        `json:"article"`
	Due     store.Date `json:"due"`
	Late    bool       `json:"late"`
	ByUse   bool       `json:"by_use"`
}

// noticeOwed lists who is to be told what by when (GDPR art. 13(1), 14(3)), the
// most urgent first.
func noticeOwed(a *app) *cobra.Command {
	var late bool
	cmd := a.command("owed", a.T.Notice.Owed, func(cmd *cobra.Command, _ []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			all, err := privacy.AllOwed(s)
			if err != nil {
				return err
			}
			n := namesIn(s)
			list := []owedRecord{}
			for _, o := range all {
				if isLate := o.Due < a.today(); isLate || !late {
					list = append(list, owedRecord{o.Contact, n.contact(o.Contact), o.Article, o.Due, isLate, o.ByUse})
				}
			}
			if len(list) == 0 {
				a.none(a.T.Notice.NobodyDue)
			}
			return a.print(list, func() { a.owedTable(list) })
		})
	})
	cmd.Flags().BoolVar(&late, "late", false, "")
	return cmd
}

func (a *app) owedTable(list []owedRecord) {
	rows := make([][]string, len(list))
	for i, o := range list {
		var remarks []string
		if o.Late {
			remarks = append(remarks, a.T.Notice.Late)
		}
		if o.ByUse {
			remarks = append(remarks, a.T.Notice.ByUse)
		}
		rows[i] = []string{shortID(o.Contact), o.Name, a.T.Privacy.Rule("GDPR art. ") + a.T.Language.Number(int64(o.Article)),
			a.T.Language.Day(string(o.Due)), strings.Join(remarks, ", ")}
	}
	a.table(append(a.fields("id", "contact", "article"), a.T.Notice.Due, a.field("note")), rows)
}
