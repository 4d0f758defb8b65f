package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
)

func wordingCommand(a *app) *cobra.Command {
	return a.noun("wording", a.T.Wording.Command, wordingList(a), wordingShow(a), wordingSet(a))
}

func wordingList(a *app) *cobra.Command {
	return a.command("list", a.T.Wording.List, func(cmd *cobra.Command, _ []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			list, err := s.Wordings()
			if err != nil {
				return err
			}
			if len(list) == 0 {
				a.none(a.T.Wording.Nothing)
			}
			return a.print(orEmpty(list), func() {
				t := newTied(nil, "activity", "channel", "language", "version", "created_at", "text")
				for _, w := range list {
					t.add(w.ID, store.ID{}, a.purposeName(s, w.Activity), word(a.T.Privacy.Channels, w.Channel), w.Language,
						a.T.Language.Number(int64(w.Version)), a.date(w.CreatedAt), w.Text)
				}
				t.write(a)
			})
		})
	})
}

// wordingShow prints the very words: of a version, or of what would be asked
// today.
func wordingShow(a *app) *cobra.Command {
	o := &asking{app: a}
	cmd := a.command("show", a.T.Wording.Show, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			if len(args) == 0 {
				if err := a.needs(cmd, "activity", "channel"); err != nil {
					return err
				}
				activity, err := a.purpose(s, o.activity)
				if err != nil {
					return err
				}
				w, err := privacy.WordingFor(s, activity, o.channel, o.in(s), o.app.today())
				if err != nil {
					return err
				}
				return a.print(w, func() { a.paragraphs(w.Text) })
			}
			w, err := found(a, s.FindWording, s.Wording, args[0])
			if err != nil {
				return err
			}
			return a.print(w, func() { a.paragraphs(w.Text) })
		})
	})
	cmd.Args = a.args(0, 1)
	o.define(cmd)
	return cmd
}

// paragraphs prints a text of several lines as it is.
func (a *app) paragraphs(text string) {
	for _, line := range strings.Split(cleanLines(text), "\n") {
		_, _ = a.out.WriteString(line + "\n")
	}
}

// asking says which question is meant.
type asking struct {
	app                *app
	activity, language string
	channel            store.Channel
}

func (o *asking) define(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&o.activity, "activity", "", "")
	enumFlag(cmd, f, &o.channel, "channel", store.Channels...)
	enumFlag(cmd, f, &o.language, "language", "fr", "en")
}

// in is the language of the question: that of the vault unless told.
func (o *asking) in(s *store.Store) string {
	if o.language != "" {
		return o.language
	}
	return s.Settings().Language
}

// wordingSet writes the words of a question anew. Words that somebody answered
// to stay as they are: a version is added.
func wordingSet(a *app) *cobra.Command {
	o := &asking{app: a}
	var (
		text string
		past bool
	)
	cmd := a.command("set", a.T.Wording.Set, func(cmd *cobra.Command, _ []string) error {
		words, err := a.longText(cmd, text)
		if err != nil {
			return err
		}
		return a.withStore(cmd, func(s *store.Store) error {
			activity, err := a.purpose(s, o.activity)
			if err != nil {
				return err
			}
			w := store.Wording{Activity: activity.ID, Channel: o.channel, Language: o.in(s), Text: words, Past: past}
			if err := s.SetWording(&w); err != nil {
				return err
			}
			return a.done(w, a.T.Wording.Done.With("what", a.question(activity, w.Channel), "n", w.Version, "id", shortID(w.ID)))
		})
	})
	o.define(cmd)
	cmd.Flags().StringVar(&text, "text", "", "")
	cmd.Flags().BoolVar(&past, "past", false, "")
	required(cmd, "activity", "channel", "text")
	return cmd
}
