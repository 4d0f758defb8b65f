package store

import (
	"time"

	"calepin/store/vault"
)

// LetterFor is the step of a request that a letter is for.
type LetterFor string

// The letters.
const (
	Acknowledge LetterFor = "acknowledge"
	AskIdentity LetterFor = "identity"
	Extend      LetterFor = "extend"
	Answering   LetterFor = "answer"
	Refuse      LetterFor = "refuse"
	Confirm     LetterFor = "confirm"
)

// Letters are all letters, in the order in which a request takes them.
var Letters = []LetterFor{Acknowledge, AskIdentity, Extend, Answering, Refuse, Confirm}

// LetterText is one version of the text of a letter, as the business wrote it: a
// template in Markdown. Versions stay.
type LetterText struct {
	ID       ID        `json:"id"`
	For      LetterFor `json:"for"`
	Language string    `json:"language"`
	Version  int       `json:"version"` // from 1, by step and language
	Text     string    `json:"text"`
	// Shipped tells that the business went back to what calepin ships, and may
	// word anew; Text is what that was then.
	Shipped   bool      `json:"shipped,omitempty"`
	SHA256    string    `json:"sha256"` // of Text, hex
	CreatedAt time.Time `json:"created_at"`
}

func (l *LetterText) clean() error {
	var c cleaner
	c.oneOf("for", string(l.For), texts(Letters)...)
	c.oneOf("language", l.Language, "fr", "en")
	c.text("text", &l.Text, maxNote)
	if l.Text == "" {
		c.fail("text", Required)
	}
	return c.err
}

// SetLetter stores the text of a letter as its newest version; the one there is
// where the text is the same.
func (s *Store) SetLetter(l *LetterText) error {
	return s.update(Edited, func(c *change) error {
		if err := l.clean(); err != nil {
			return err
		}
		all, err := listTied[LetterText](c.tx, KindLetter, ID{})
		if err != nil {
			return err
		}
		last := newestLetter(all, *l)
		if last.Text == l.Text && last.Shipped == l.Shipped {
			*l = last
			return nil
		}
		l.ID, l.Version, l.CreatedAt, l.SHA256 = newID(c.now), last.Version+1, c.now, hashed(l.Text)
		return c.put(l)
	})
}

func newestLetter(all []LetterText, like LetterText) (last LetterText) {
	for _, l := range all {
		if l.For == like.For && l.Language == like.Language && l.Version > last.Version {
			last = l
		}
	}
	return last
}

// NewestLetter returns the business's own text of a letter; false where it has
// none.
func (s *Store) NewestLetter(step LetterFor, language string) (l LetterText, found bool, err error) {
	all, err := s.Letters()
	l = newestLetter(all, LetterText{For: step, Language: language})
	return l, l.Version > 0, err
}

// Letters returns every version of every letter, in the order they were made.
func (s *Store) Letters() (all []LetterText, err error) {
	err = s.v.View(func(tx *vault.Tx) error { all, err = listTied[LetterText](tx, KindLetter, ID{}); return err })
	return all, err
}
