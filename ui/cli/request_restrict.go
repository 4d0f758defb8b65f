package cli

import (
	"slices"

	"calepin/privacy"
	"calepin/store"
)

// grounds defines the flag by which a request for restriction is answered.
func grounds(o *requestReply) { enumFlag(o.cmd, o.cmd.Flags(), &o.ground, "ground", store.Grounds...) }

func groundUnsaid(o *requestReply) string {
	if o.ground != "" || o.app.interactive() {
		return ""
	}
	return o.app.T.Request.SayGround
}

// restrictAsked keeps the data of whoever asks for it apart, on the ground that
// they give (GDPR art. 18(1)). Where --what tells how it was done, nothing is.
func restrictAsked(o *requestReply) (string, error) {
	if o.ground == "" && o.text != "" {
		return "", nil
	}
	if err := o.askGround(); err != nil {
		return "", err
	}
	done := o.app.T.Request.Rights[string(store.ToRestriction)] + ": " + word(o.app.T.Restriction.Grounds, o.ground)
	stand, err := privacy.Standing(o.s, o.request.Contact)
	if err != nil || slices.ContainsFunc(stand, func(r store.Restriction) bool { return r.Request == o.request.ID }) {
		return done, err
	}
	return done, o.s.Restrict(&store.Restriction{Contact: o.request.Contact, Ground: o.ground, Reason: o.request.Asked, Request: o.request.ID})
}

// askGround asks on which ground, where no flag says it: nothing is chosen for
// the person.
func (o *requestReply) askGround() error {
	if o.ground != "" {
		return nil
	}
	c, err := o.app.console()
	if err != nil {
		return err
	}
	var words []string
	for _, g := range store.Grounds {
		words = append(words, word(o.app.T.Restriction.Grounds, g))
	}
	n, err := c.choose(o.app.T.Request.WhichGround, words...)
	if err == nil {
		o.ground = store.Grounds[n]
	}
	return err
}
