package store

import (
	"bytes"
	"cmp"
	"slices"
	"time"

	"calepin/store/vault"
)

// TimelineQuery says what of a contact's history to show.
type TimelineQuery struct {
	// Records are the kinds of record: interactions, documents, attachments,
	// tasks; all four where it is empty.
	Records []RecordKind
	// Kinds, Direction, Support and the words of Text are those of
	// interactions. Any of the first three leaves out what is none.
	Kinds     []Kind
	Direction Direction
	Support   []SupportState
	// Text is words that must all be in an interaction's subject or body, a
	// document's number or note, an attachment's name, a task's title or note.
	Text string
}

// Timeline is what happened with one contact, newest first, as a list that is
// read where it is looked at. It holds what was there when it was made; what
// went since is left out of Rows.
type Timeline struct {
	s       *Store
	contact ID
	events  []eventRef
	changes uint64
}

// eventRef is an event that is not read.
type eventRef struct {
	at   int64 // Unix seconds
	kind RecordKind
	id   ID
}

// Event is one entry of a timeline: one of the last four fields is set.
type Event struct {
	// At is when an interaction was, an attachment came in or a task was done;
	// the first moment of a document's date or of the day that a task is due.
	At          time.Time    `json:"at"`
	Kind        RecordKind   `json:"kind"`
	ID          ID           `json:"id"`
	By          ID           `json:"by,omitzero"` // who made it; zero where there is but one operator
	Interaction *Interaction `json:"interaction,omitempty"`
	Document    *Document    `json:"document,omitempty"`
	Attachment  *Attachment  `json:"attachment,omitempty"`
	Task        *Task        `json:"task,omitempty"`
}

// timelineKinds are the kinds of record in a timeline.
var timelineKinds = []RecordKind{KindInteraction, KindDocument, KindAttachment, KindTask}

// Timeline returns the history of a contact. It reads what is tied to the
// contact, and looks through the tasks.
func (s *Store) Timeline(contact ID, q TimelineQuery) (*Timeline, error) {
	t := &Timeline{s: s, contact: contact, changes: s.changes.Load()}
	err := s.v.View(func(tx *vault.Tx) error {
		for _, kind := range timelineKinds {
			if err := t.collect(tx, kind, q); err != nil {
				return err
			}
		}
		return nil
	})
	SortRecords(t.events, func(a, b eventRef) int {
		return cmp.Or(cmp.Compare(b.at, a.at), bytes.Compare(b.id[:], a.id[:]))
	})
	return t, err
}

// collect adds the records of a kind that the query asks for.
func (t *Timeline) collect(tx *vault.Tx, kind RecordKind, q TimelineQuery) error {
	exchange := ExchangeQuery{Kinds: q.Kinds, Direction: q.Direction, Support: q.Support, Text: q.Text}.filter()
	own := len(exchange.kinds)+len(exchange.direction)+len(exchange.states) > 0
	if len(q.Records) > 0 && !slices.Contains(q.Records, kind) || own && kind != KindInteraction {
		return nil
	}
	match, prefix := exchange.matcher(), t.contact[:]
	if kind == KindTask {
		prefix = nil
		text := []byte(`"contact":"` + t.contact.String() + `"`)
		match = func(_, v []byte) bool { return bytes.Contains(v, text) }
	} else if kind != KindInteraction {
		match = func(_, _ []byte) bool { return true }
	}
	for k, v := range tx.Prefix(string(kind), prefix) {
		if !match(k, v) {
			continue
		}
		r, err := decode(kind, v)
		if err != nil {
			return err
		}
		e := eventOf(r)
		if kind == KindInteraction || e.has(exchange.words) {
			t.events = append(t.events, eventRef{e.At.Unix(), kind, e.ID})
		}
	}
	return nil
}

func eventOf(r record) Event {
	switch r := r.(type) {
	case *Interaction:
		return Event{At: r.At, Kind: KindInteraction, ID: r.ID, Interaction: r}
	case *Document:
		return Event{At: r.Date.Time(), Kind: KindDocument, ID: r.ID, Document: r}
	case *Attachment:
		return Event{At: r.CreatedAt, Kind: KindAttachment, ID: r.ID, Attachment: r}
	case *Task:
		at := r.CreatedAt
		if !r.DoneAt.IsZero() {
			at = r.DoneAt
		} else if r.Due != "" {
			at = r.Due.Time()
		}
		return Event{At: at, Kind: KindTask, ID: r.ID, Task: r}
	}
	return Event{}
}

// has tells whether the folded words are all in the texts of an event.
func (e *Event) has(words [][]byte) bool {
	if len(words) == 0 {
		return true
	}
	var b []byte
	add := func(texts ...string) {
		for _, t := range texts {
			b = append(AppendFold(b, t), '\n')
		}
	}
	switch {
	case e.Document != nil:
		add(e.Document.Number, e.Document.Note)
	case e.Attachment != nil:
		add(e.Attachment.Name)
	case e.Task != nil:
		add(e.Task.Title, e.Task.Note)
	}
	return !slices.ContainsFunc(words, func(w []byte) bool { return !bytes.Contains(b, w) })
}

// Len returns how many events there are.
func (t *Timeline) Len() int { return len(t.events) }

// Changed tells whether anything was written since the timeline was made.
func (t *Timeline) Changed() bool { return t.s.changes.Load() != t.changes }

// Index returns the place of an event, false for one that is not in the list.
func (t *Timeline) Index(id ID) (int, bool) {
	i := slices.IndexFunc(t.events, func(e eventRef) bool { return e.id == id })
	return max(i, 0), i >= 0
}

// Rows returns n events from a place on, fewer at the end and where some went
// since.
func (t *Timeline) Rows(from, n int) (events []Event, err error) {
	from = max(from, 0)
	to := min(from+max(n, 0), t.Len())
	if from >= to {
		return nil, nil
	}
	err = t.s.v.View(func(tx *vault.Tx) error {
		several := !alone(tx)
		for _, e := range t.events[from:to] {
			k := key(t.contact, e.id)
			if e.kind == KindTask {
				k = k[16:]
			}
			v := tx.Get(string(e.kind), k)
			if v == nil {
				continue
			}
			r, err := decode(e.kind, v)
			if err != nil {
				return err
			}
			event := eventOf(r)
			if several {
				by, err := authorsIn(tx, e.kind, k)
				if err != nil {
					return err
				}
				event.By = by.Made
			}
			events = append(events, event)
		}
		return nil
	})
	return events, err
}
