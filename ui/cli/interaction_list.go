package cli

import (
	"context"
	"slices"

	"calepin/store"
)

// interactionQuery says which interactions to list.
type interactionQuery struct {
	contact store.ID // zero for everybody's
	support store.SupportState
	thread  store.Interaction // any message of it; zero for all threads
	limit   int
	after   string
}

// list returns a page of interactions, newest first, and the cursor of the next.
func (q *interactionQuery) list(ctx context.Context, s *store.Store) (page []store.Interaction, next string, err error) {
	switch {
	case q.thread.ID != (store.ID{}):
		page, err = q.ofThread(s)
	case q.support != "":
		page, err = q.requests(ctx, s)
	default:
		return s.Interactions(q.contact, q.limit, q.after)
	}
	if err != nil {
		return nil, "", err
	}
	if q.after != "" {
		i := slices.IndexFunc(page, func(i store.Interaction) bool { return i.ID.String() == q.after })
		if i < 0 {
			return nil, "", &store.NotFoundError{Kind: store.KindInteraction, Ref: q.after}
		}
		page = page[i+1:]
	}
	if q.limit > 0 && len(page) > q.limit {
		page = page[:q.limit]
		next = page[q.limit-1].ID.String()
	}
	return page, next, nil
}

// ofThread returns a request and its messages.
func (q *interactionQuery) ofThread(s *store.Store) ([]store.Interaction, error) {
	t, err := s.Thread(q.thread.Contact, q.thread.ID)
	if err != nil {
		return nil, err
	}
	page := append(t.Messages, t.Request)
	store.SortRecords(page, func(a, b store.Interaction) int { return b.At.Compare(a.At) })
	return slices.DeleteFunc(page, func(i store.Interaction) bool {
		return q.contact != (store.ID{}) && i.Contact != q.contact || q.support != "" && i.Support != q.support
	}), nil
}

// requests returns the support requests of a state.
func (q *interactionQuery) requests(ctx context.Context, s *store.Store) (page []store.Interaction, err error) {
	if q.contact != (store.ID{}) {
		found, _, err := s.SupportRequests(store.SupportQuery{Contact: q.contact, States: []store.SupportState{q.support}})
		for _, r := range found {
			page = append(page, r.Interaction)
		}
		return page, err
	}
	all, err := s.Exchanges(ctx, store.ExchangeQuery{Support: []store.SupportState{q.support}})
	if err != nil {
		return nil, err
	}
	rows, err := all.Rows(0, all.Len())
	for _, r := range rows {
		page = append(page, r.Interaction)
	}
	return page, err
}

// threadTitle is what the request is called that a message belongs to, empty
// where it belongs to none.
func (a *app) threadTitle(n *names, i store.Interaction) string {
	if i.Thread == (store.ID{}) {
		return ""
	}
	of, err := n.s.InteractionOf(i.Contact, i.Thread)
	if err != nil {
		return shortID(i.Thread)
	}
	return shortID(i.Thread) + "  " + clean(of.Subject)
}
