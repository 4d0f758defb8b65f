package cli

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"calepin/privacy"
	"calepin/store"
)

// corrections defines the flags by which a request for rectification is
// answered: those that change a contact.
func corrections(o *requestReply) { o.contact.defineEdit(o.cmd) }

func correctionUnsaid(o *requestReply) string {
	if o.corrects() {
		return ""
	}
	return o.app.T.Request.SayCorrected
}

// rectify works out what is corrected where flags say it; it is stored with the
// answer, both or neither (GDPR art. 16).
func rectify(o *requestReply) (string, error) {
	if !o.corrects() {
		return "", nil
	}
	p, err := o.s.Person(o.request.Contact)
	if err != nil {
		return "", err
	}
	next, err := o.contact.edited(o.app, o.cmd, o.s, p)
	o.edit = func(old *store.Person) error { *old = next; return nil }
	return o.app.T.Request.CorrectedAsAsked, err
}

// corrects tells whether a flag says what is to be corrected.
func (o *requestReply) corrects() (given bool) {
	var of contactFlags
	like := &cobra.Command{}
	of.defineEdit(like)
	like.Flags().VisitAll(func(f *pflag.Flag) { given = given || o.cmd.Flags().Changed(f.Name) })
	return given
}

// corrected stores the correction and the answer, and names those who are to be
// told of it (GDPR art. 19).
func (o *requestReply) corrected(e store.RequestEvent) error {
	r, err := privacy.Rectify(o.s, o.request.ID, o.app.today(), e, o.edit)
	if err != nil {
		return err
	}
	told, err := privacy.Recipients(o.s, r.Contact)
	if err != nil {
		return err
	}
	if len(told) > 0 {
		o.app.say(o.app.T.Request.TellThem.With("names", clean(strings.Join(told, ", "))))
	}
	return o.app.noted(o.s, r, e.Kind)
}
