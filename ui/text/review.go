package text

import (
	"strconv"
	"strings"

	"calepin/store"
)

// Review is the noun “review”: the quarterly look at security (GDPR art. 32(1)(d)).
type Review struct {
	Command Command
	Start   Command
	Answer  Command
	List    Command
	Show    Command

	Questions map[string]string // by their code
	Answers   map[string]string // by store.Yesno

	State, Found, Asked, Nothing, Done string

	Started, Left, Finished, Due, Open, NoSuchAnswer Phrase
}

// ReviewState says whether a review is finished, and when, or how many questions
// are open.
func (w *Words) ReviewState(r *store.Review) string {
	if !r.Finished.IsZero() {
		return w.Review.Done + " " + w.Language.Date(r.Finished.Local())
	}
	return w.Review.Open.With("n", len(r.Open()))
}

// ReviewCounts says how many checks came out how: "9 ok, 2 warnings".
func (w *Words) ReviewCounts(r *store.Review) string {
	var parts []string
	for _, level := range []string{"ok", "warn", "bad"} {
		n := 0
		for _, c := range r.Checks {
			if c.Level == level {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, strconv.Itoa(n)+" "+w.Doctor.Levels[level])
		}
	}
	return strings.Join(parts, ", ")
}
