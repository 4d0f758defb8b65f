package person

import (
	"cmp"
	"time"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/facts"
	"calepin/ui/widget"
)

// entries are the history as the timeline asks for it, read in parts.
type entries struct {
	d    *screen.Desk
	t    *store.Timeline
	who  []store.Operator
	read map[int][]store.Event
}

const part = 64 // events read at once

func (e *entries) Len() int { return e.t.Len() }

func (e *entries) Index(id string) int {
	if parsed, ok := parse(id); ok {
		if i, found := e.t.Index(parsed); found {
			return i
		}
	}
	return -1
}

func (e *entries) event(i int) (store.Event, bool) {
	n := i / part
	events, ok := e.read[n]
	if !ok {
		var err error
		if events, err = e.t.Rows(n*part, part); err != nil {
			return store.Event{}, false
		}
		if e.read == nil || len(e.read) > 32 {
			e.read = map[int][]store.Event{}
		}
		e.read[n] = events
	}
	if i%part >= len(events) {
		return store.Event{}, false
	}
	return events[i%part], true
}

func (e *entries) Entry(i int) widget.Entry {
	ev, ok := e.event(i)
	if !ok {
		return widget.Entry{}
	}
	d, th := e.d, e.d.Theme
	out := widget.Entry{ID: ev.ID.String(), At: ev.At, SignStyle: &th.Muted}
	switch {
	case ev.Interaction != nil:
		sayInteraction(d, ev.Interaction, &out)
	case ev.Document != nil:
		doc := ev.Document
		out.At, out.Day, out.Sign, out.SignStyle = dayOf(d, doc.Date, ev.At), true, "€", &th.Good
		out.Title = facts.Document(d, doc)
		out.Detail = facts.Total(d, doc)
	case ev.Attachment != nil:
		out.Sign, out.Title = "+", ev.Attachment.Name
		out.Detail = d.Language().Bytes(ev.Attachment.Size)
	case ev.Task != nil:
		task := ev.Task
		out.Sign, out.Title, out.Detail = "□", task.Title, d.W.Task.Task
		if !task.DoneAt.IsZero() {
			out.Sign, out.SignStyle = "■", &th.Good
		} else {
			out.At, out.Day = dayOf(d, task.Due, ev.At), true
		}
		out.Body = task.Note
	}
	if ev.By != (store.ID{}) && ev.By != d.Store.Operator().ID { // somebody else's
		out.Detail = facts.Join(out.Detail, d.W.Called(ev.By, e.who))
	}
	return out
}

// dayOf is the beginning of a day where the person is.
func dayOf(d *screen.Desk, day store.Date, otherwise time.Time) time.Time {
	t, err := time.ParseInLocation(time.DateOnly, string(day), d.Now().Location())
	if err != nil {
		return otherwise
	}
	return t
}

func sayInteraction(d *screen.Desk, i *store.Interaction, out *widget.Entry) {
	th := d.Theme
	out.Sign = facts.Way(i.Direction)
	if i.Direction == store.In {
		out.SignStyle = &th.Accent
	}
	kind := d.W.Records.Kinds[string(i.Kind)]
	out.Title, out.Detail, out.Body = i.Subject, kind, i.Body
	if out.Title == "" {
		out.Title, out.Detail = kind, ""
	}
	if i.Support != "" {
		out.Detail = facts.Join(out.Detail, d.T.Person.Request.With("state", d.W.Records.Supports[string(i.Support)]))
	}
	if due, _ := facts.Due(d, i.FollowUp); due != "" {
		out.Detail = facts.Join(out.Detail, d.T.Person.FollowUp.With("day", due))
	}
}

// filters are what the history can be narrowed to.
func (p *Page) filter() tea.Cmd {
	w, r := p.d.T.Person, p.d.W.Records
	options := []widget.Option{
		{Value: "all", Label: w.All, Key: w.Letters["all"]},
		{Value: "in", Label: r.Directions["in"], Key: w.Letters["in"]},
		{Value: "out", Label: r.Directions["out"], Key: w.Letters["out"]},
	}
	for _, k := range []store.Kind{store.Call, store.Mail, store.Meeting, store.Message, store.Letter, store.Note, store.Purchase} {
		options = append(options, widget.Option{Value: string(k), Label: r.Kinds[string(k)], Key: w.Letters[string(k)]})
	}
	for _, k := range []store.RecordKind{store.KindDocument, store.KindTask, store.KindAttachment} {
		options = append(options, widget.Option{Value: "record:" + string(k), Label: p.recordName(k), Key: w.Letters[string(k)]})
	}
	return screen.Overlay(widget.NewChoose(p.d, w.FilterTitle, options, p.narrow))
}

func (p *Page) recordName(k store.RecordKind) string {
	switch k {
	case store.KindDocument:
		return p.d.T.Person.Documents
	case store.KindTask:
		return p.d.T.Person.Tasks
	}
	return p.d.T.Person.Files
}

// narrow takes up a choice: a direction and a kind go together.
func (p *Page) narrow(value string) tea.Cmd {
	q := &p.query
	switch kind, record := cutRecord(value); {
	case value == "all":
		*q = store.TimelineQuery{}
	case record:
		*q = store.TimelineQuery{Records: []store.RecordKind{store.RecordKind(kind)}}
	case value == "in" || value == "out":
		q.Records, q.Direction = nil, store.Direction(value)
	default:
		q.Records, q.Kinds = nil, []store.Kind{store.Kind(value)}
	}
	return p.load()
}

func cutRecord(value string) (string, bool) {
	const prefix = "record:"
	if len(value) > len(prefix) && value[:len(prefix)] == prefix {
		return value[len(prefix):], true
	}
	return value, false
}

func (p *Page) narrowed() bool {
	return p.query.Direction != "" || len(p.query.Kinds) > 0 || len(p.query.Records) > 0
}

// narrowedTo is the filter of the history in words.
func (p *Page) narrowedTo() string {
	var parts []string
	for _, k := range p.query.Kinds {
		parts = append(parts, p.d.W.Records.Kinds[string(k)])
	}
	for _, k := range p.query.Records {
		parts = append(parts, p.recordName(k))
	}
	return facts.Join(append(parts, cmp.Or(p.d.W.Records.Directions[string(p.query.Direction)], ""))...)
}
