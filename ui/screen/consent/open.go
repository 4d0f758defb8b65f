// Package consent is where a person is asked for their consent, on a screen of
// its own that they can read, and where what they withdraw or object to is
// recorded.
package consent

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/widget"
)

// Capture answers screen.ConsentCapture: it asks which purpose and channel, and
// shows the question.
func Capture(d *screen.Desk, ids ...store.ID) tea.Cmd {
	activities, err := d.Store.Activities()
	if err != nil {
		return screen.Toast(screen.Failure, d.W.Sentence(err))
	}
	activities = slices.DeleteFunc(activities, func(a store.Activity) bool { return len(a.Channels) == 0 || a.Ended != "" })
	store.SortRecords(activities, func(a, b store.Activity) int { return rank(a) - rank(b) })
	options := make([]widget.Option, len(activities))
	for i, a := range activities {
		options[i] = widget.Option{Value: a.ID.String(), Label: name(d, a), Help: d.W.Privacy.Bases[string(a.Basis)]}
	}
	return screen.Overlay(widget.NewChoose(d, d.T.Consent.WhichPurpose, options, func(value string) tea.Cmd {
		i := slices.IndexFunc(activities, func(a store.Activity) bool { return a.ID.String() == value })
		return channel(d, ids[0], activities[i])
	}))
}

// rank puts first what consent is needed for.
func rank(a store.Activity) int {
	if a.Basis == store.ConsentBasis {
		return 0
	}
	return 1
}

// name is what an activity is called in the language of the screens.
func name(d *screen.Desk, a store.Activity) string {
	return widget.Clean(a.Text(string(d.Language())).Name)
}

// question is what an answer is to, in a few words.
func question(d *screen.Desk, activity store.ID, ch store.Channel) string {
	said := d.W.Consent.AllMarketing
	if a, err := d.Store.Activity(activity); err == nil {
		said = name(d, a)
	}
	if ch == "" {
		return said
	}
	return said + ", " + d.W.Privacy.Channels[string(ch)]
}

// channel asks which channel, where there are several.
func channel(d *screen.Desk, contact store.ID, a store.Activity) tea.Cmd {
	if len(a.Channels) == 1 {
		return ask(d, contact, a, a.Channels[0])
	}
	options := make([]widget.Option, len(a.Channels))
	for i, ch := range a.Channels {
		options[i] = widget.Option{Value: string(ch), Label: d.W.Privacy.Channels[string(ch)]}
	}
	return screen.Overlay(widget.NewChoose(d, d.T.Consent.WhichChannel, options, func(value string) tea.Cmd {
		return ask(d, contact, a, store.Channel(value))
	}))
}
