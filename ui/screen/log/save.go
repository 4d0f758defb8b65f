package log

import (
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/google/uuid"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
	"calepin/ui/screen/form"
	"calepin/ui/widget"
)

// save stores what is in the fields.
func (p *Page) save() tea.Cmd {
	i := p.was
	if wrong := p.fill(&i); len(wrong) > 0 {
		return p.Wrong(wrong)
	}
	s := p.d.Store
	return form.Store(p.Page, func() (store.Interaction, error) {
		if i.ID == (store.ID{}) {
			err := s.AddInteraction(&i)
			return i, err
		}
		return s.EditInteractionOf(i.Contact, i.ID, func(now *store.Interaction) error {
			now.Kind, now.Direction, now.At, now.Subject, now.Body = i.Kind, i.Direction, i.At, i.Subject, i.Body
			now.FollowUp, now.Support, now.Thread, now.Activity = i.FollowUp, i.Support, i.Thread, i.Activity
			return nil
		})
	}, p.saved)
}

// fill takes what the fields hold, and returns what is wrong, by field.
func (p *Page) fill(i *store.Interaction) map[string]string {
	wrong := map[string]string{}
	f := p.Form
	i.Kind, i.Direction = p.kind(), store.Direction(f.Value("direction"))
	if i.Kind == store.Note {
		i.Direction = ""
	}
	if at := p.at(); at.After(p.d.Now().Add(time.Minute)) {
		wrong["at"] = p.d.T.Log.InFuture.With("date", widget.LongDate(p.d, at, true))
	} else {
		i.At = at
	}
	i.Subject, i.Body = f.Value("subject"), f.Value("body")
	if day, err := f.Field("follow_up").Day(); err == nil {
		i.FollowUp = store.Date(day)
	}
	if p.dials() {
		i.Activity, _ = uuid.Parse(f.Value("activity")) // empty for none
	}
	i.Support, i.Thread = "", store.ID{}
	switch v := f.Value("support"); v {
	case "", string(store.Opened), string(store.Waiting), string(store.Solved):
		i.Support = store.SupportState(v)
	default:
		id, err := uuid.Parse(v)
		if err != nil {
			wrong["support"] = p.d.W.Sentence(&store.FieldError{Field: "support", Code: store.NoSuch})
		}
		i.Thread = id
	}
	return wrong
}

// at is the moment of the interaction: the one on file where nobody changed it,
// whose seconds do not show; when the form was opened where there is none.
func (p *Page) at() time.Time {
	field := p.Form.Field("at")
	if !field.Dirty() && !p.was.At.IsZero() {
		return p.was.At
	}
	at, err := field.Moment()
	if err != nil || at.IsZero() {
		return p.Opened()
	}
	return at
}

// saved says what was stored.
func (p *Page) saved(i store.Interaction) tea.Cmd {
	what := p.d.T.Log.Saved
	if p.was.ID != (store.ID{}) {
		what = p.d.T.Log.Changed
	}
	said := what.With("kind", p.d.W.Records.Kinds[string(i.Kind)], "name", p.name) + " " + due.Undoes(p.d)
	return tea.Batch(screen.Back(p), screen.Toast(screen.Success, said))
}
