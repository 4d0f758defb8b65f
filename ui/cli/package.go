package cli

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"calepin/crypto"
	"calepin/privacy"
	"calepin/store"
	"calepin/ui/parcel"
)

// packageRight is the right that a package answers.
type packageRight string

const (
	forAccess      packageRight = "access"
	forPortability packageRight = "portability"
)

// packing is one making of a package for a person.
type packing struct {
	app                       *app
	cmd                       *cobra.Command
	right                     packageRight
	language, mask, out       string
	passphraseFile, recipient string
	generate, clear           bool
	to                        string // who it is handed to, where that is not the person
	dryRun, force, tellHolds  bool
}

func contactPackage(a *app) *cobra.Command {
	o := &packing{app: a, right: forAccess}
	cmd := a.command("package", a.T.Parcel.Command, func(cmd *cobra.Command, args []string) error {
		o.cmd = cmd
		if err := o.check(); err != nil {
			return err
		}
		return a.withStore(cmd, func(s *store.Store) error {
			p, err := a.contact(s, args[0])
			if err != nil {
				return err
			}
			if err := s.May(store.Work); err != nil {
				return err
			}
			made, err := o.run(s, p.ID)
			if err != nil || o.dryRun {
				return err
			}
			return o.tell(made)
		})
	})
	cmd.Args = a.args(1, 1)
	enumFlag(cmd, cmd.Flags(), &o.right, "right", forAccess, forPortability)
	o.define(cmd)
	return cmd
}

// define defines the flags that every making of a package has.
func (o *packing) define(cmd *cobra.Command) {
	f := cmd.Flags()
	enumFlag(cmd, f, &o.language, "language", "fr", "en")
	f.StringVar(&o.mask, "mask", "", "")
	f.StringVar(&o.passphraseFile, "passphrase-file", "", "")
	f.BoolVar(&o.generate, "generate-passphrase", false, "")
	f.StringVar(&o.recipient, "age-recipient", "", "")
	f.BoolVar(&o.clear, "clear", false, "")
	f.BoolVar(&o.tellHolds, "tell-holds", false, "")
	f.StringVar(&o.to, "to", "", "")
	f.StringVar(&o.out, "out", "", "")
	f.BoolVar(&o.force, "force", false, "")
	f.BoolVar(&o.dryRun, "dry-run", false, "")
}

// check refuses what makes no sense before the vault is opened: a package is
// sealed, and leaves in clear only where that was said.
func (o *packing) check() error {
	if err := o.app.exclusive(o.cmd, "passphrase-file", "generate-passphrase", "age-recipient", "clear"); err != nil {
		return err
	}
	if o.mask != "" && o.right == forPortability {
		return usage(o.cmd, o.app.T.Parcel.MaskForAccess)
	}
	if err := (parcel.Seal{Recipient: o.recipient}).Check(); err != nil {
		return usage(o.cmd, o.app.T.Common.Pair.With("name", "--age-recipient", "value", o.app.T.Sentence(err))) // never the value: it may be a secret key
	}
	if o.out == "-" {
		return usage(o.cmd, o.app.T.Help.BadValue.With("flag", "--out", "value", o.out))
	}
	if !o.sealChosen() && !o.dryRun && !o.app.interactive() {
		return usage(o.cmd, o.app.T.Parcel.SaySeal)
	}
	return nil
}

func (o *packing) sealChosen() bool {
	return o.passphraseFile != "" || o.generate || o.recipient != "" || o.clear
}

// packed is a package that was made.
type packed struct {
	Contact    store.ID     `json:"contact"`
	Right      packageRight `json:"right"`
	Language   string       `json:"language"`
	Path       string       `json:"path"`
	Opening    string       `json:"opening,omitempty"`
	Sealed     string       `json:"sealed"`               // passphrase, key or clear
	Passphrase string       `json:"passphrase,omitempty"` // where calepin made it
	Masked     []string     `json:"masked"`
	Disclosure store.ID     `json:"disclosure,omitzero"`
}

// run makes the package and writes it; of a dry run it says what would be in it.
func (o *packing) run(s *store.Store, id store.ID) (packed, error) {
	p, err := o.parcel(s, id)
	if err != nil {
		return packed{}, err
	}
	var others []privacy.OtherPerson
	if o.right == forAccess {
		if others, err = p.Access.Others(s); err != nil {
			return packed{}, err
		}
	}
	if o.dryRun {
		return packed{}, o.preview(&p, others)
	}
	masked, err := o.masks(others)
	if err != nil {
		return packed{}, err
	}
	p.Access.Mask(masked)
	seal, err := o.seal()
	if err != nil {
		return packed{}, err
	}
	to, err := o.target(&p, seal)
	if err != nil {
		return packed{}, err
	}
	written, err := p.Write(to, seal)
	if err != nil {
		return packed{}, err
	}
	made := packed{Contact: id, Right: o.right, Language: string(p.Words.Language), Path: written.Path, Opening: written.Opening, Sealed: seal.Kind(), Masked: []string{}}
	for _, m := range masked {
		made.Masked = append(made.Masked, m.Key)
	}
	if o.generate {
		made.Passphrase = seal.Passphrase
	}
	made.Disclosure, err = o.disclose(s, id)
	return made, err
}

func (o *packing) parcel(s *store.Store, id store.ID) (p parcel.Parcel, err error) {
	words := &printing{app: o.app, language: o.language}
	p.Store = s
	if p.Words, err = words.in(s.Settings().Language); err != nil {
		return p, err
	}
	if p.Access, err = privacy.AccessOf(s, id, string(p.Words.Language), o.app.now()); err == nil && o.tellHolds {
		err = p.Access.TellHolds(s)
	}
	if err != nil || o.right == forAccess {
		return p, err
	}
	portable, err := privacy.PortableOf(p.Access)
	p.Portable = &portable
	return p, err
}

// seal is what the flags say, else what is answered.
func (o *packing) seal() (seal parcel.Seal, err error) {
	seal = parcel.Seal{Recipient: strings.TrimSpace(o.recipient), Clear: o.clear}
	switch {
	case o.passphraseFile != "":
		seal.Passphrase, err = o.app.passphraseFrom(o.passphraseFile)
		return seal, err
	case seal.Clear || seal.Recipient != "":
		return seal, nil
	case !o.generate:
		if seal.Passphrase, err = o.askPhrase(); err != nil || seal.Passphrase != "" {
			return seal, err
		}
		o.generate = true
	}
	seal.Passphrase, err = crypto.NewPassphrase()
	return seal, err
}

// askPhrase asks for a passphrase; empty wants one made.
func (o *packing) askPhrase() (string, error) {
	c, err := o.app.console()
	if err != nil {
		return "", usage(o.cmd, o.app.T.Parcel.SaySeal)
	}
	own, err := c.choose(o.app.T.Parcel.AskSeal, o.app.T.Parcel.SealMade, o.app.T.Parcel.SealTyped)
	if err != nil || own == 0 {
		return "", err
	}
	return o.app.newPassphrase(c)
}

// target is where the package goes: to the folder one is in, unless told.
func (o *packing) target(p *parcel.Parcel, seal parcel.Seal) (parcel.Target, error) {
	to := parcel.Target{Path: o.out, Replace: o.force, Guard: func(path string) func() {
		_, drop := o.app.exits.add(func() { _ = os.Remove(path) })
		return drop
	}}
	if info, err := os.Stat(o.out); o.out == "" || err == nil && info.IsDir() {
		to.Path = filepath.Join(o.out, p.Base()+seal.Ending())
	}
	_, err := os.Stat(to.Path)
	if err != nil || to.Replace || !o.app.interactive() {
		return to, nil
	}
	c, err := o.app.console()
	if err == nil {
		to.Replace, err = c.yes(o.app.T.Parcel.AskReplace.With("path", to.Path))
	}
	if err == nil && !to.Replace {
		err = failure(exitFailed, o.app.T.Common.Cancelled, nil)
	}
	return to, err
}

// disclose records that data went to somebody else than the person (GDPR art.
// 15(1)(c), 19, 20(2)).
func (o *packing) disclose(s *store.Store, id store.ID) (store.ID, error) {
	if o.to == "" {
		return store.ID{}, nil
	}
	d := store.Disclosure{Recipient: o.to, Format: string(o.right), Contacts: []store.ID{id}, Count: 1}
	err := s.RecordDisclosure(&d)
	return d.ID, err
}

// tell says where the package is, what opens it, and what remains to be done.
func (o *packing) tell(made packed) error {
	w := o.app.T.Parcel
	return o.app.print(made, func() {
		o.app.say(w.Done.With("path", made.Path))
		if made.Sealed == "clear" {
			o.app.say(w.InClear)
			return
		}
		o.app.say(w.OpeningAt.With("path", made.Opening))
		if made.Passphrase == "" {
			return
		}
		o.app.say(w.ShownOnce)
		o.app.details(w.Passphrase, made.Passphrase)
	})
}
