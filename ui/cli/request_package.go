package cli

// packages defines the flags by which a request for access or portability is
// answered with a package.
func packages(o *requestReply) {
	o.pack = &packing{app: o.app, cmd: o.cmd}
	o.pack.define(o.cmd)
}

func sealUnsaid(o *requestReply) string {
	if o.pack.sealChosen() || o.app.interactive() {
		return ""
	}
	return o.app.T.Request.SayPackage
}

// packageFor answers with a package where the flags say how it is sealed; else
// what was sent is told by --what, as for any right.
func packageFor(right packageRight) func(*requestReply) (string, error) {
	return func(o *requestReply) (string, error) {
		p := o.pack
		if p.right = right; !p.sealChosen() && !p.dryRun && o.text != "" {
			return "", nil
		}
		if p.language == "" {
			p.language = o.request.Language
		}
		if err := p.check(); err != nil {
			return "", err
		}
		made, err := p.run(o.s, o.request.Contact)
		if err != nil || p.dryRun {
			return "", err
		}
		w := o.app.T.Parcel
		o.app.say(w.Done.With("path", made.Path))
		if made.Opening != "" {
			o.app.say(w.OpeningAt.With("path", made.Opening))
		}
		if made.Passphrase != "" {
			o.app.say(w.ShownOnce)
			o.app.say(o.app.T.Common.Pair.With("name", w.Passphrase, "value", made.Passphrase))
		}
		return w.Sent.With("right", o.app.T.Disclosure.Formats[string(right)], "sealed", w.Seals[made.Sealed], "n", len(made.Masked)), nil
	}
}
