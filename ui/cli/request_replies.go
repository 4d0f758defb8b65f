package cli

import (
	"strings"

	"calepin/privacy"
	"calepin/store"
)

// meansOf is how a person said what a request says, by the way it came.
var meansOf = map[store.Route]store.Means{store.RouteEmail: store.EMail, store.RoutePost: store.Paper, store.RoutePhone: store.Telephone,
	store.RouteInPerson: store.InPerson, store.RouteWeb: store.Web}

// withdrawAll withdraws every consent that stands (GDPR art. 7(3)).
func withdrawAll(o *requestReply) (string, error) {
	given, err := privacy.Given(o.s, o.request.Contact)
	if err != nil || len(given) == 0 {
		return "", err
	}
	var (
		events []store.Consent
		said   []string
	)
	for _, g := range given {
		events = append(events, store.Consent{Contact: g.Contact, Activity: g.Activity, Channel: g.Channel, Answer: store.Withdrawn, Means: meansOf[o.request.Channel]})
		activity, err := o.s.Activity(g.Activity)
		if err != nil {
			return "", err
		}
		said = append(said, o.question(activity, g.Channel))
	}
	return o.T.Request.Rights[string(store.ToWithdraw)] + ": " + strings.Join(said, "; "), o.s.RecordConsents(events)
}

// objectToMarketing records the objection to all direct marketing, which is
// absolute (GDPR art. 21(2)–(3)).
func objectToMarketing(o *requestReply) (string, error) {
	e := store.Consent{Contact: o.request.Contact, Answer: store.Objected, Means: meansOf[o.request.Channel]}
	return o.T.Request.Rights[string(store.ToObject)] + ": " + o.T.Consent.AllMarketing, o.s.RecordConsent(&e)
}
