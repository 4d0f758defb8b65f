package cli

import (
	"strings"

	"calepin/privacy"
	"calepin/store"
)

// meansOf is how a person said what a request says, by the way it came.
var meansOf = map[store.Route]store.Means{store.RouteEmail: store.EMail, store.RoutePost: store.Paper, store.RoutePhone: store.Telephone,
	store.RouteInPerson: store.InPerson, store.RouteWeb: store.Web}

// purposes defines the flag that says which purpose an objection, or a
// withdrawal, is about: without it, all marketing, and every consent.
func purposes(o *requestReply) { o.cmd.Flags().StringVar(&o.purpose, "activity", "", "") }

// activity is the purpose that the flag names, zero for none.
func (o *requestReply) activity() (store.Activity, error) {
	if o.purpose == "" {
		return store.Activity{}, nil
	}
	return o.s.FindActivity(o.purpose)
}

// withdrawAll withdraws every consent that stands, or those to a purpose (GDPR
// art. 7(3)).
func withdrawAll(o *requestReply) (string, error) {
	only, err := o.activity()
	if err != nil {
		return "", err
	}
	given, err := privacy.Given(o.s, o.request.Contact)
	if err != nil {
		return "", err
	}
	var (
		events []store.Consent
		said   []string
	)
	for _, g := range given {
		if o.purpose != "" && g.Activity != only.ID {
			continue
		}
		events = append(events, store.Consent{Contact: g.Contact, Activity: g.Activity, Channel: g.Channel, Answer: store.Withdrawn, Means: meansOf[o.request.Channel]})
		activity, err := o.s.Activity(g.Activity)
		if err != nil {
			return "", err
		}
		said = append(said, o.app.question(activity, g.Channel))
	}
	if len(events) == 0 {
		return "", nil
	}
	return o.app.T.Request.Rights[string(store.ToWithdraw)] + ": " + strings.Join(said, "; "), o.s.RecordConsents(events)
}

// objectTo records the objection to all direct marketing, which is absolute
// (GDPR art. 21(2)–(3)), or to one purpose (art. 21(1)).
func objectTo(o *requestReply) (string, error) {
	a, err := o.activity()
	if err != nil {
		return "", err
	}
	what := o.app.T.Consent.AllMarketing
	if o.purpose != "" {
		what = a.Text(string(o.app.T.Language)).Name
	}
	e := store.Consent{Contact: o.request.Contact, Activity: a.ID, Answer: store.Objected, Means: meansOf[o.request.Channel]}
	return o.app.T.Request.Rights[string(store.ToObject)] + ": " + what, o.s.RecordConsent(&e)
}
