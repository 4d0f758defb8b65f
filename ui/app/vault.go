package app

import (
	"cmp"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/retention"
	"calepin/ui/widget"
)

// opened is the vault the root holds.
type opened struct {
	close    func() error
	readOnly error
	day      store.Date // until when retention was looked after
	resume   []store.ID // the drafts of forms that a lock interrupted
}

// open takes over an open vault and shows the first place, then the forms that
// a lock interrupted.
func (r *root) open(msg screen.OpenedMsg) tea.Cmd {
	r.desk.Store, r.desk.Session = msg.Store, msg.Session
	r.vault.close, r.vault.readOnly = msg.Close, msg.ReadOnly
	r.clear()
	if r.place == "" {
		r.place = r.firstPlace()
	}
	at := r.place
	r.place = ""
	cmds := []tea.Cmd{r.goTo(at), msg.Then}
	switch len(msg.Say) {
	case 0:
	case 1:
		cmds = append(cmds, screen.Toast(screen.Warning, msg.Say[0]))
	default: // one line would take the place of the other
		cmds = append(cmds, screen.Overlay(widget.NewConfirm(r.desk, widget.Question{Title: r.desk.T.App.ToKnow, Lines: msg.Say, Act: r.desk.T.Operators.Read, Told: true})))
	}
	r.vault.day = store.DateOf(r.desk.Now())
	return tea.Batch(append(cmds, r.reopen(), retention.AtOpening(r.desk))...)
}

// newDay has what retention makes due go, where the owner said so, when a day
// begins while the vault is open.
func (r *root) newDay() tea.Cmd {
	today := store.DateOf(r.desk.Now())
	if r.desk.Store == nil || r.ending.begun || today <= r.vault.day {
		return nil
	}
	r.vault.day = today
	return retention.AtMidnight(r.desk)
}

func (r *root) firstPlace() string {
	for _, p := range places {
		if p.id == r.desk.Prefs.Start {
			return p.id
		}
	}
	return places[0].id
}

// reopen shows again the forms that this run interrupted by a lock, and tells
// of those that an earlier one left.
func (r *root) reopen() tea.Cmd {
	drafts, err := r.desk.Store.Drafts()
	if err != nil || len(drafts) == 0 {
		return nil
	}
	var cmds []tea.Cmd
	for i := len(drafts) - 1; i >= 0; i-- {
		if at := slices.Index(r.vault.resume, drafts[i].ID); at >= 0 { // the others are somebody else's
			r.vault.resume = slices.Delete(r.vault.resume, at, at+1)
			cmds = append(cmds, r.resumeDraft(drafts[i]))
		}
	}
	if len(cmds) == 0 {
		return screen.Toast(screen.Note, r.desk.T.App.Kept.With("key", r.desk.KeyOf(r.draftAction())))
	}
	return tea.Sequence(cmds...)
}

// resumeDraft opens the form of a draft, as it was left.
func (r *root) resumeDraft(d store.Draft) tea.Cmd {
	make, ok := forms[d.Kind]
	if !ok {
		return nil
	}
	page, err := make(r.desk, d)
	if err != nil {
		return r.failed(err)
	}
	return screen.Push(page)
}

// draftAction opens the newest form left half filled.
func (r *root) draftAction() screen.Action {
	return screen.Action{
		ID: "app.draft", Words: r.desk.T.App.Draft, Keys: []string{"f6"}, Hidden: true,
		Run: func() tea.Cmd {
			drafts, err := r.desk.Store.Drafts()
			if err != nil {
				return r.failed(err)
			}
			if len(drafts) == 0 {
				return screen.Toast(screen.Note, r.desk.T.App.NoDraft)
			}
			return r.resumeDraft(drafts[0])
		},
	}
}

// keepDrafts saves what is half typed in every form, sealed like the rest. It
// runs on the loop: the program may have a moment left. One that cannot be kept
// does not keep the others from it.
func (r *root) keepDrafts() (kept []store.ID, err error) {
	if r.desk.Store == nil {
		return nil, nil
	}
	for _, s := range r.screens() {
		if l, ok := s.(screen.Lent); ok {
			l.Hand()
		}
	}
	for _, s := range r.screens() {
		d, ok := s.(screen.Drafted)
		if !ok {
			continue
		}
		draft, worth := d.Draft()
		if !worth {
			continue
		}
		if e := r.desk.Store.SaveDraft(&draft); e != nil {
			err = cmp.Or(err, fmt.Errorf("keep a draft: %w", e))
			continue
		}
		kept = append(kept, draft.ID)
	}
	return kept, err
}

// failed says an error in passing.
func (r *root) failed(err error) tea.Cmd {
	return screen.Toast(screen.Failure, r.desk.W.Sentence(err))
}
