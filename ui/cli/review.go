package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/session"
)

func reviewCommand(a *app) *cobra.Command {
	return a.noun("review", a.T.Review.Command, reviewStart(a), reviewAnswer(a), reviewList(a), reviewShow(a))
}

// reviewRecord is a review as JSON has it.
type reviewRecord struct {
	store.Review
	Open []string   `json:"open"` // questions without an answer
	Next store.Date `json:"next,omitempty"`
}

func reviewOf(r store.Review) reviewRecord { return reviewRecord{Review: r, Open: orEmpty(r.Open())} }

// reviewStart checks, and begins a review with what was found.
func reviewStart(a *app) *cobra.Command {
	var by string
	cmd := a.command("start", a.T.Review.Start, func(cmd *cobra.Command, _ []string) error {
		return a.withVault(cmd, func(v *session.Session) error {
			s, err := a.records(v)
			if err != nil {
				return err
			}
			end := a.working(a.T.Doctor.Checking)
			checks := a.securityChecks(cmd.Context(), v, s)
			end()
			r, err := privacy.StartReview(s, cmp.Or(by, s.Settings().Business.Name), checks, a.now())
			if err != nil {
				return err
			}
			return a.print(reviewOf(r), func() {
				a.showReview(r)
				a.say(a.T.Review.Started.With("n", len(r.Asked), "id", shortID(r.ID)))
			})
		})
	})
	cmd.Flags().StringVar(&by, "by", "", "")
	return cmd
}

// reviewAnswer answers one question of the review that is open.
func reviewAnswer(a *app) *cobra.Command {
	var note, by, of string
	cmd := a.command("answer", a.T.Review.Answer, func(cmd *cobra.Command, args []string) error {
		answer := store.Yesno(args[1])
		if !slices.Contains(store.Yesnos, answer) || a.T.Review.Questions[args[0]] == "" {
			return usage(cmd, a.T.Review.NoSuchAnswer.With("questions", strings.Join(privacy.ReviewQuestions, ", ")))
		}
		return a.withStore(cmd, func(s *store.Store) error {
			r, err := a.review(s, of)
			if err != nil {
				return err
			}
			r, err = privacy.AnswerReview(s, r.ID, store.ReviewAnswer{Question: args[0], Answer: answer, Note: note, By: cmp.Or(by, s.Settings().Business.Name), At: a.now()})
			if err != nil {
				return err
			}
			sentence := a.T.Review.Left.With("questions", strings.Join(r.Open(), ", "))
			if !r.Finished.IsZero() {
				due, err := privacy.ReviewDue(s)
				if err != nil {
					return err
				}
				sentence = a.T.Review.Finished.With("day", a.T.Language.Day(string(due)))
			}
			return a.done(reviewOf(r), sentence)
		})
	})
	cmd.Args = a.args(2, 2)
	cmd.Flags().StringVar(&note, "note", "", "")
	cmd.Flags().StringVar(&by, "by", "", "")
	cmd.Flags().StringVar(&of, "review", "", "")
	return cmd
}

// review is the one that ref names; for an empty ref, the open one, else the last.
func (a *app) review(s *store.Store, ref string) (store.Review, error) {
	if ref != "" {
		return found(a, s.FindReview, s.Review, ref)
	}
	all, err := s.Reviews()
	if err != nil {
		return store.Review{}, err
	}
	if r, open := privacy.OpenReview(all); open {
		return r, nil
	}
	if len(all) == 0 {
		return store.Review{}, failure(exitFailed, a.T.Review.Nothing, nil)
	}
	return all[len(all)-1], nil
}

func reviewList(a *app) *cobra.Command {
	return a.command("list", a.T.Review.List, func(cmd *cobra.Command, _ []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			all, err := s.Reviews()
			if err != nil {
				return err
			}
			due, err := privacy.ReviewDue(s)
			if err != nil {
				return err
			}
			list, rows := make([]reviewRecord, len(all)), make([][]string, len(all))
			for i, r := range all {
				list[i] = reviewOf(r)
				rows[i] = []string{shortID(r.ID), a.minute(r.Started), a.T.ReviewState(&r), a.T.ReviewCounts(&r), r.By}
			}
			if len(all) == 0 {
				a.none(a.T.Review.Nothing)
			}
			if err := a.print(list, func() {
				a.table([]string{a.field("id"), a.field("at"), a.T.Review.State, a.T.Review.Found, a.field("by")}, rows)
			}); err != nil {
				return err
			}
			a.none(a.T.Review.Due.With("day", a.T.Language.Day(string(due))))
			return nil
		})
	})
}

func reviewShow(a *app) *cobra.Command {
	cmd := a.command("show", a.T.Review.Show, func(cmd *cobra.Command, args []string) error {
		ref := ""
		if len(args) > 0 {
			ref = args[0]
		}
		return a.withStore(cmd, func(s *store.Store) error {
			r, err := a.review(s, ref)
			if err != nil {
				return err
			}
			return a.print(reviewOf(r), func() { a.showReview(r) })
		})
	})
	cmd.Args = a.args(0, 1)
	return cmd
}

// showReview shows what was found, and each question with its answer.
func (a *app) showReview(r store.Review) {
	w := a.T.Review
	a.details(a.field("id"), r.ID.String(), a.field("at"), a.minute(r.Started), a.field("by"), r.By, w.State, a.T.ReviewState(&r))
	findings := make([]finding, len(r.Checks))
	for i, c := range r.Checks {
		said, advice, _ := strings.Cut(c.Finding, "\n")
		findings[i] = finding{c.Check, level(c.Level), said, advice}
	}
	a.titled(w.Found)
	a.showFindings(findings)
	a.titled(w.Asked)
	for _, q := range r.Asked {
		answer, answered := r.Answer(q)
		said := "?"
		if answered {
			said = word(w.Answers, answer.Answer)
		}
		fmt.Fprintln(a.out, pad(said, markWidth)+wrapped(word(w.Questions, q)+" ("+q+")"))
		if answer.Note != "" {
			fmt.Fprintln(a.out, pad("", markWidth)+wrapped("→ "+answer.Note))
		}
	}
}
