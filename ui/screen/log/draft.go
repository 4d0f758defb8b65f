package log

import (
	"encoding/json"
	"time"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/widget"
)

// DraftKind is the kind of the drafts of this form.
const DraftKind = "interaction"

// kept is what a draft holds: whose form it is and what was typed.
type kept struct {
	Interaction store.ID          `json:"interaction,omitzero"`
	Opened      time.Time         `json:"opened"`
	Fields      map[string]string `json:"fields"`
}

// Leave asks before what was typed is dropped. What is being saved is waited
// for.
func (p *Page) Leave() (bool, tea.Cmd) {
	switch {
	case p.saving:
		return false, nil
	case !p.form.Dirty():
		return true, nil
	}
	w := p.d.T.Widgets
	return false, screen.Overlay(widget.NewConfirm(p.d, widget.Question{
		Title: w.Discard, Lines: []string{w.DiscardWhat}, Act: w.DiscardAct, Run: p.drop,
	}))
}

// drop leaves without saving, and the draft goes as well.
func (p *Page) drop() tea.Cmd {
	p.form.Clean()
	if !p.kept {
		return screen.Back(p)
	}
	s, id := p.d.Store, p.draft
	return tea.Batch(screen.Back(p), screen.Save(nil,
		func() (struct{}, error) { return struct{}{}, s.DeleteDraft(id) },
		func(struct{}, error) tea.Cmd { return nil }))
}

// Draft is what was typed and is not saved.
func (p *Page) Draft() (store.Draft, bool) {
	if !p.form.Dirty() {
		return store.Draft{}, false
	}
	values, err := json.Marshal(kept{p.was.ID, p.now, p.form.State()})
	if err != nil {
		return store.Draft{}, false
	}
	if !p.kept {
		p.kept, p.draft = true, store.NewID(p.d.Now())
	}
	return store.Draft{ID: p.draft, Kind: DraftKind, Contact: p.was.Contact, Values: values}, true
}

// Resume makes the form of a draft again.
func Resume(d *screen.Desk, draft store.Draft) (screen.Screen, error) {
	var k kept
	if err := json.Unmarshal(draft.Values, &k); err != nil {
		return nil, err
	}
	i := store.Interaction{Contact: draft.Contact}
	if k.Interaction != (store.ID{}) {
		var err error
		if i, err = d.Store.InteractionOf(draft.Contact, k.Interaction); err != nil {
			return nil, err
		}
	} else if _, err := d.Store.Person(draft.Contact); err != nil {
		return nil, err
	}
	p := New(d, i)
	if i.ID == (store.ID{}) {
		p.now = k.Opened.In(d.Now().Location())
		p.build(leastRows)
	}
	p.form.Restore(k.Fields)
	p.draft, p.kept = draft.ID, true
	return p, nil
}
