package log

import (
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/google/uuid"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/widget"
)

// save checks the fields and stores them, off the loop. The form stays as it is
// until that has succeeded.
func (p *Page) save() tea.Cmd {
	if p.saving || !p.form.Check() {
		return nil
	}
	i := p.was
	if wrong := p.fill(&i); len(wrong) > 0 {
		p.form.Errors(wrong)
		return nil
	}
	p.saving, p.failed = true, ""
	s := p.d.Store
	return screen.Save(p, func() (store.Interaction, error) {
		if i.ID == (store.ID{}) {
			err := s.AddInteraction(&i)
			return i, err
		}
		return s.EditInteractionOf(i.Contact, i.ID, func(now *store.Interaction) error {
			now.Kind, now.Direction, now.At, now.Subject, now.Body = i.Kind, i.Direction, i.At, i.Subject, i.Body
			now.FollowUp, now.Support, now.Thread = i.FollowUp, i.Support, i.Thread
			return nil
		})
	}, p.saved)
}

// fill takes what the fields hold, and returns what is wrong, by field.
func (p *Page) fill(i *store.Interaction) map[string]string {
	wrong := map[string]string{}
	f := p.form
	i.Kind, i.Direction = store.Kind(f.Value("kind")), store.Direction(f.Value("direction"))
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
	field := p.form.Field("at")
	if !field.Dirty() && !p.was.At.IsZero() {
		return p.was.At
	}
	at, err := field.Moment()
	if err != nil || at.IsZero() {
		return p.now
	}
	return at
}

// saved leaves, saying what was stored and how to take it back; or stays, saying
// why it was not.
func (p *Page) saved(i store.Interaction, err error) tea.Cmd {
	p.saving = false
	if err != nil {
		return p.refused(err)
	}
	p.form.Clean()
	if p.kept { // rarely, and the program may be about to end: not left to a job
		_ = p.d.Store.DeleteDraft(p.draft)
	}
	what := p.d.T.Log.Saved
	if p.was.ID != (store.ID{}) {
		what = p.d.T.Log.Changed
	}
	said := what.With("kind", p.d.W.Records.Kinds[string(i.Kind)], "name", p.name)
	return tea.Batch(screen.Back(p), screen.Toast(screen.Success, said))
}

// refused says why nothing was stored: beside the field that is at fault, or
// above the form.
func (p *Page) refused(err error) tea.Cmd {
	sentence := p.d.W.Sentence(err)
	var field *store.FieldError
	if errors.As(err, &field) {
		key := field.Field
		if key == "thread" {
			key = "support"
		}
		if p.form.Field(key) != nil {
			p.form.Errors(map[string]string{key: sentence})
			return nil
		}
	}
	p.failed = p.d.T.Log.NotSaved.With("why", sentence)
	return screen.Toast(screen.Failure, p.failed)
}
