package cli

import (
	"errors"

	"calepin/privacy"
	"calepin/store"
)

// erasures defines the flags by which a request for erasure is answered without a
// question.
func erasures(o *requestReply) {
	o.cmd.Flags().BoolVar(&o.yes, "yes", false, "")
	o.whose.define(o.cmd)
}

// eraseAsked erases whoever asks for it, what goes and what stays being shown
// before (GDPR art. 17). Where --what tells how it was done, nothing is.
func eraseAsked(o *requestReply) (string, error) {
	if o.text != "" {
		return "", nil
	}
	plan, err := privacy.PlanErasure(o.s, o.s.Vault(), o.request.Contact, o.app.now())
	if err != nil {
		return "", err
	}
	if !o.yes && !o.app.interactive() {
		o.app.showErasure(o.s, plan)
		return "", usage(o.cmd, o.app.T.Request.SayErase)
	}
	if err := o.app.confirmErasure(o.cmd, o.s, &plan, o.whose, o.yes); err != nil {
		return "", err
	}
	asked := word(o.app.T.Errors.Store.Kinds, store.KindRequest) + " " + shortID(o.request.ID)
	done, err := privacy.Erase(o.s, o.s.Vault(), plan, asked)
	var unfinished *privacy.UnfinishedError
	if err != nil && !errors.As(err, &unfinished) {
		return "", o.app.notErased(o.s, err)
	}
	said := o.app.T.Erase.Done.With("id", shortID(done.Erasure.ID))
	if o.app.flags.json { // the request is what is printed
		return said, o.app.erasureFault(done, err)
	}
	return said, o.app.erased(o.s, plan, done, err)
}

// wouldErase shows what an erasure would take and what it would leave.
func (o *requestReply) wouldErase() error {
	plan, err := privacy.PlanErasure(o.s, o.s.Vault(), o.request.Contact, o.app.now())
	if err != nil {
		return err
	}
	return o.app.print(plan.Records, func() { o.app.showErasure(o.s, plan) })
}
