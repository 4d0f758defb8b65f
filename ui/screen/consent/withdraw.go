package consent

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// Withdraw answers screen.ConsentWithdraw: what the person agreed to ends, as
// easily as it was given (GDPR art. 7(3)). It asks how they said so, and which
// consent where several stand.
func Withdraw(d *screen.Desk, ids ...store.ID) tea.Cmd {
	given, err := privacy.Given(d.Store, ids[0])
	if err != nil {
		return screen.Toast(screen.Failure, d.W.Sentence(err))
	}
	w := d.T.Consent
	switch len(given) {
	case 0:
		return screen.Toast(screen.Note, w.NothingGiven)
	case 1:
		return withdraw(d, ids, given)
	}
	options := []widget.Option{{Value: "all", Label: w.All.Of(len(given)), Key: "t"}}
	for i, e := range given {
		options = append(options, widget.Option{Value: strconv.Itoa(i), Label: question(d, e.Activity, e.Channel)})
	}
	return screen.Overlay(widget.NewChoose(d, w.WithdrawWhich, options, func(value string) tea.Cmd {
		if i, err := strconv.Atoi(value); err == nil {
			return withdraw(d, ids, given[i:i+1])
		}
		return withdraw(d, ids, given)
	}))
}

// withdraw asks how, and records a withdrawal of each.
func withdraw(d *screen.Desk, ids []store.ID, given []store.Consent) tea.Cmd {
	title := d.T.Consent.WithdrawHow.With("what", question(d, given[0].Activity, given[0].Channel))
	if len(given) > 1 {
		title = d.T.Consent.WithdrawHow.With("what", d.T.Consent.All.Of(len(given)))
	}
	return screen.Overlay(how(d, title, func(m store.Means) tea.Cmd {
		events := make([]store.Consent, len(given))
		for i, e := range given {
			events[i] = store.Consent{Contact: e.Contact, Activity: e.Activity, Channel: e.Channel, Answer: store.Withdrawn, Means: m,
				Collector: collectorFor(d, e.Contact)}
		}
		return recordAll(d, ids, events, d.T.Consent.Withdrawn.Of(len(events)))
	}))
}

// Object answers screen.ConsentObject: an objection to all marketing, or to one
// purpose that rests on an interest of the business (GDPR art. 21).
func Object(d *screen.Desk, ids ...store.ID) tea.Cmd {
	activities, err := d.Store.Activities()
	if err != nil {
		return screen.Toast(screen.Failure, d.W.Sentence(err))
	}
	w := d.T.Consent
	options := []widget.Option{{Value: "", Label: d.W.Consent.AllMarketing, Help: w.AbsoluteHelp}}
	byValue := map[string]store.ID{}
	for _, a := range activities {
		if a.Ended == "" && (a.Basis == store.LegitimateInterest || a.Marketing) {
			byValue[a.ID.String()] = a.ID
			options = append(options, widget.Option{Value: a.ID.String(), Label: name(d, a)})
		}
	}
	return screen.Overlay(widget.NewChoose(d, w.ObjectWhich, options, func(value string) tea.Cmd {
		e := store.Consent{Contact: ids[0], Activity: byValue[value], Answer: store.Objected}
		return screen.Overlay(how(d, w.ObjectHow, func(m store.Means) tea.Cmd {
			e.Means, e.Collector = m, collectorFor(d, e.Contact)
			return recordAll(d, ids, []store.Consent{e}, w.Objected)
		}))
	}))
}

// how asks by what means a person said so.
func how(d *screen.Desk, title string, pick func(store.Means) tea.Cmd) *widget.Choose {
	options := make([]widget.Option, len(means))
	for i, m := range means {
		options[i] = widget.Option{Value: string(m), Label: d.W.Privacy.Means[string(m)], Key: d.T.Consent.MeansKeys[string(m)]}
	}
	return widget.NewChoose(d, title, options, func(value string) tea.Cmd { return pick(store.Means(value)) })
}

// recordAll records the answers, and on the request that asked for it, the
// second of ids, that it was done.
func recordAll(d *screen.Desk, ids []store.ID, events []store.Consent, said string) tea.Cmd {
	done := question(d, events[0].Activity, events[0].Channel)
	for _, e := range events[1:] {
		done += "; " + question(d, e.Activity, e.Channel)
	}
	done = d.W.Common.Pair.With("name", text.Capital(d.W.Privacy.Answers[string(events[0].Answer)]), "value", done)
	return screen.Save(nil, func() (struct{}, error) {
		err := d.Store.RecordConsents(events)
		if err == nil {
			err = due.Carried(d, ids, done)
		}
		return struct{}{}, err
	},
		func(_ struct{}, err error) tea.Cmd {
			if err != nil {
				return screen.Toast(screen.Failure, d.W.Sentence(err))
			}
			return screen.Toast(screen.Success, said)
		})
}
