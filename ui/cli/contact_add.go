package cli

import (
	"errors"

	"github.com/spf13/cobra"

	"calepin/store"
)

// onDuplicate says what becomes of a contact that may be on file already; empty
// is to ask.
type onDuplicate string

const (
	skip   onDuplicate = "skip"
	create onDuplicate = "create"
	merge  onDuplicate = "merge"
)

func contactAdd(a *app) *cobra.Command {
	var (
		f      contactFlags
		policy onDuplicate
	)
	cmd := a.command("add", a.T.Contact.Add, func(cmd *cobra.Command, _ []string) error {
		var given personRecord
		if f.from != "" {
			if err := a.from(cmd, f.from, &given); err != nil {
				return err
			}
		}
		p := given.person()
		p.Batch = store.ID{} // only an import makes one
		return a.withStore(cmd, func(s *store.Store) error {
			if err := f.apply(a, cmd, s, nil, &p); err != nil {
				return err
			}
			return a.addContact(s, p, policy)
		})
	})
	f.define(cmd)
	enumFlag(cmd, cmd.Flags(), &policy, "on-duplicate", skip, create, merge)
	return cmd
}

// addContact adds p, or does with its likely duplicates what policy or the
// person at the terminal says.
func (a *app) addContact(s *store.Store, p store.Person, policy onDuplicate) error {
	n := namesIn(s)
	matches, err := s.LikelyDuplicates(p)
	if err != nil {
		return err
	}
	if len(matches) > 0 && policy != create {
		match, err := a.settleDuplicate(clean(n.person(&p)), matches, policy)
		switch {
		case err != nil:
			return err
		case match != nil && policy == skip:
			return a.skipContact(s, n, match.ID)
		case match != nil:
			return a.completeContact(s, n, match.ID, p)
		}
	}
	if err := s.AddPerson(&p, store.AddOptions{Source: a.T.Contact.ByHand}); err != nil {
		return err
	}
	a.heed(nil, &p)
	a.tellSuppressed(s, p)
	return a.done(n.record(p), a.T.Contact.Added.With("name", clean(n.person(&p))))
}

// settleDuplicate returns the contact that the new one is, nil to add it all
// the same.
func (a *app) settleDuplicate(name string, matches []store.Match, policy onDuplicate) (*store.Match, error) {
	w := a.T.Contact
	lines := make([]string, len(matches))
	for i, m := range matches {
		lines[i] = a.matchLine(m.Row) + "  (" + word(w.Whys, m.Why) + ")"
	}
	switch {
	case policy == skip, policy == merge && len(matches) == 1:
		return &matches[0], nil
	case policy == merge:
		return nil, failure(exitFailed, w.SeveralFit.With("name", name)+bullets(lines), nil)
	}
	c, err := a.console()
	if errors.Is(err, errNoTerminal) {
		return nil, failure(exitFailed, w.Refused.With("name", name)+bullets(lines), nil)
	}
	if err != nil {
		return nil, err
	}
	options := []string{w.AddNothing, w.AddAnyway}
	for _, line := range lines {
		options = append(options, w.AddTo.With("match", line))
	}
	i, err := c.choose(w.WhatToDo.With("name", name), options...)
	switch {
	case err != nil:
		return nil, err
	case i == 0:
		return nil, failure(exitFailed, a.T.Common.Cancelled, nil)
	case i == 1:
		return nil, nil
	}
	return &matches[i-2], nil
}

// skipContact answers with the contact that was there.
func (a *app) skipContact(s *store.Store, n *names, id store.ID) error {
	p, err := s.Person(id)
	if err != nil {
		return err
	}
	return a.done(n.record(p), a.T.Contact.Skipped.With("name", clean(n.person(&p))))
}

// completeContact adds what is new in p to a contact on file.
func (a *app) completeContact(s *store.Store, n *names, id store.ID, p store.Person) error {
	var before store.Person
	kept, err := s.EditPerson(id, func(old *store.Person) error {
		before = *old
		*old = s.Combine(*old, p)
		return nil
	})
	if err != nil {
		return err
	}
	a.heed(&before, &kept)
	a.tellSuppressed(s, kept)
	return a.done(n.record(kept), a.T.Contact.Completed.With("name", clean(n.person(&kept))))
}
