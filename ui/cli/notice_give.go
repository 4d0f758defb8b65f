package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/text"
)

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
		return listOf(a, cmd, ref, a.T.Notice.NotGiven, (*store.Store).NoticesGiven, a.givenTable)
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
