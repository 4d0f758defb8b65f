// Package talk is what the screens of exchanges share: their signs, their
// states, how long ago they were, and a text to be read.
package talk

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
	"calepin/ui/screen/facts"
	"calepin/ui/widget"
)

// Sign is a sign of one cell for a kind of interaction, to be found at a
// glance; the word stands beside it wherever there is room.
func Sign(k store.Kind) string {
	switch k {
	case store.Call:
		return "☏"
	case store.Mail:
		return "@"
	case store.Meeting:
		return "&"
	case store.Message:
		return "»"
	case store.Letter:
		return "✉"
	case store.Note:
		return "✎"
	case store.Purchase:
		return "¤"
	}
	return "·"
}

// Directed tells whether an exchange of a kind goes from one to the other: a
// meeting, a note and a purchase do not.
func Directed(k store.Kind) bool {
	return k != store.Meeting && k != store.Note && k != store.Purchase
}

// Way is the sign and the word of a direction; nothing for a note.
func Way(d *screen.Desk, way store.Direction) string {
	switch way {
	case store.In:
		return facts.Way(way) + " " + d.T.Log.Received
	case store.Out:
		return facts.Way(way) + " " + d.T.Log.Sent
	}
	return ""
}

// State is where a support request stands, a sign before the word, and its
// style.
func State(d *screen.Desk, s store.SupportState) (string, lipgloss.Style) {
	word, th := d.W.Records.Supports[string(s)], d.Theme
	switch s {
	case store.Opened:
		return "● " + word, th.Warning
	case store.Waiting:
		return "◐ " + word, th.Accent
	case store.Solved:
		return "✓ " + word, th.Good
	}
	return "", th.Text
}

// Age is how long ago a moment was, as roughly as a person would say it.
func Age(d *screen.Desk, t time.Time) string {
	w, age := d.T.Exchanges, d.Now().Sub(t)
	switch {
	case age < time.Hour:
		return w.Minutes.Of(max(0, int(age/time.Minute)))
	case age < 24*time.Hour:
		return w.Hours.Of(int(age / time.Hour))
	}
	return w.Days.Of(int(age / (24 * time.Hour)))
}

// lineful is more of a text than a line can show.
const lineful = 1000

// Subject is what an interaction is called on a line: its subject, else the
// beginning of its text, else its kind.
func Subject(d *screen.Desk, i *store.Interaction) string {
	short := *i
	if len(short.Body) > lineful { // it may be a megabyte in one line
		short.Body = strings.ToValidUTF8(short.Body[:lineful], "")
	}
	if said := widget.Clean(facts.Said(&short)); said != "" {
		return said
	}
	return d.W.Records.Kinds[string(i.Kind)]
}

// Move puts a request in another state, and says so.
func Move(d *screen.Desk, owner screen.Screen, request store.Interaction, to store.SupportState) tea.Cmd {
	return screen.Save(owner, func() (store.Interaction, error) {
		return d.Store.SetSupport(request.Contact, request.ID, to)
	}, func(_ store.Interaction, err error) tea.Cmd {
		if err != nil {
			return screen.Toast(screen.Failure, d.W.Sentence(err))
		}
		return screen.Toast(screen.Success, d.T.Exchange.Moved.With("state", d.W.Records.Supports[string(to)])+" "+due.Undoes(d))
	})
}

// Delete asks, saying what goes, and deletes. It answers screen.ExchangeDelete.
func Delete(d *screen.Desk, ids ...store.ID) tea.Cmd {
	w := d.T.Exchange
	th, err := d.Store.Thread(ids[0], ids[1])
	if err != nil {
		return screen.Toast(screen.Failure, d.W.Sentence(err))
	}
	i := th.Request
	for _, m := range th.Messages {
		if m.ID == ids[1] {
			i = m
		}
	}
	zone := d.Now().Location()
	lines := []string{
		d.W.Interaction.Title.With("kind", d.W.Records.Kinds[string(i.Kind)], "date", d.Language().Time(i.At.In(zone)), "contact", th.Contact.Name),
		Subject(d, &i),
	}
	if i.ID == th.Request.ID && len(th.Messages) > 0 {
		lines = append(lines, "", w.DeleteKeeps.Of(len(th.Messages)))
	}
	return screen.Overlay(widget.NewConfirm(d, widget.Question{
		Title: w.DeleteTitle, Lines: append(lines, "", w.DeleteUndo.With("key", due.UndoKey(d))), Act: w.DeleteAct,
		Run: func() tea.Cmd {
			return screen.Save(nil, func() (struct{}, error) {
				return struct{}{}, d.Store.DeleteInteractionOf(i.Contact, i.ID)
			}, func(_ struct{}, err error) tea.Cmd {
				if err != nil {
					return screen.Toast(screen.Failure, d.W.Sentence(err))
				}
				return screen.Toast(screen.Success, w.Deleted+" "+due.Undoes(d))
			})
		},
	}))
}
