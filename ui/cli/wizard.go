package cli

import (
	"cmp"
	"strings"

	"github.com/spf13/cobra"

	"calepin/crypto"
	"calepin/store"
	"calepin/store/exchange"
	"calepin/ui/session"
	"calepin/ui/text"
)

// wizard leads through the creation of a vault, asking only what the flags do
// not say. It stores nothing.
func (a *app) wizard(cmd *cobra.Command, c *console, at session.At, o *setup) error {
	if err := a.askLanguage(c, o); err != nil {
		return err
	}
	c.say("")
	c.say(a.T.Init.Welcome.With("dir", at.Dir))
	c.say("")
	if err := a.askBusiness(cmd, c, o); err != nil {
		return err
	}
	c.say("")
	if err := a.askKey(cmd, c, at, o); err != nil {
		return err
	}
	c.say("")
	return a.askPassphrase(c, o)
}

// askLanguage is skipped where the language was chosen by name.
func (a *app) askLanguage(c *console, o *setup) error {
	if a.flags.lang != "" || a.env("CALEPIN_LANG") != "" {
		return nil
	}
	languages := []text.Language{text.French, text.English}
	names := []string{"Français", "English"}
	if a.T.Language == text.English {
		languages[0], languages[1] = languages[1], languages[0]
		names[0], names[1] = names[1], names[0]
	}
	i, err := c.choose("Langue / Language", names...)
	if err != nil || languages[i] == a.T.Language {
		return err
	}
	words, err := text.Load(languages[i])
	if err != nil {
		return err
	}
	a.T = words
	o.Settings.Language = string(words.Language)
	return nil
}

// askBusiness asks who keeps the vault: the controller, and the legal form,
// which decides how long accounts are kept (C. com. L123-22, LPF L102 B).
func (a *app) askBusiness(cmd *cobra.Command, c *console, o *setup) (err error) {
	w, b := a.T.Init, &o.Settings.Business
	c.title(w.BusinessTitle)
	for _, q := range []struct {
		flag, question string
		answer         *string
	}{
		{"business", w.AskName, &b.Name}, {"email", w.AskEmail, &b.Email}, {"phone", w.AskPhone, &b.Phone},
		{"country", w.AskCountry, &o.Settings.Country},
	} {
		if cmd.Flags().Lookup(q.flag) != nil && cmd.Flags().Changed(q.flag) {
			continue
		}
		if err = a.askSetting(c, &o.Settings, q.question, q.answer); err != nil {
			return err
		}
	}
	if b.LegalForm != "" {
		return nil
	}
	forms := []string{store.Liberal, store.Company, store.Trader}
	i, err := c.choose(w.AskForm, w.FormLiberal, w.FormCompany, w.FormTrader)
	if err == nil {
		b.LegalForm = forms[i]
	}
	return err
}

// askSetting asks until the answer, one of the settings, could be stored.
func (a *app) askSetting(c *console, s *store.Settings, question string, answer *string) (err error) {
	byDefault := *answer
	for {
		if *answer, err = c.ask(question, byDefault); err != nil {
			return err
		}
		if answer == &s.Country {
			*answer = exchange.CountryCode(*answer)
		}
		if err = s.Check(); err == nil {
			return nil
		}
		c.say(text.Capital(a.T.Sentence(err)))
	}
}

// askKey asks where the key is to live, and tries the keyring before it is
// relied on.
func (a *app) askKey(cmd *cobra.Command, c *console, at session.At, o *setup) error {
	if o.Key != "" {
		return nil
	}
	w := a.T.Init
	c.title(w.KeyTitle)
	choices := []session.Choice{session.Keyring, session.TwoFactors, session.Sealed, session.KeyFile}
	for {
		i, err := c.choose(w.AskKey, w.KeyKeyring, w.KeyTwoFactors, w.KeyPassphrase, w.KeyFile)
		if err != nil {
			return err
		}
		o.Key = choices[i]
		switch o.Key {
		case session.Keyring, session.TwoFactors:
			if err = at.TryKeyring(cmd.Context(), true); err == nil {
				return nil
			}
		case session.KeyFile:
			if err = a.askKeyFile(c, at, o); err != nil || o.IdentityFile != "" {
				return err
			}
		default:
			return nil
		}
		if err != nil {
			c.say(text.Capital(a.T.Sentence(err)))
		}
	}
}

// askKeyFile asks until the file can be made; an empty line gives up.
func (a *app) askKeyFile(c *console, at session.At, o *setup) (err error) {
	for {
		if o.IdentityFile, err = c.ask(a.T.Init.AskFile, ""); err != nil {
			return err
		}
		o.IdentityFile = a.home(o.IdentityFile)
		if err = at.Creatable(o.IdentityFile); err == nil && o.IdentityFile != "" && o.IdentityFile == o.RecoveryFile {
			err = failure(exitUsage, a.T.Init.SameFile, nil)
		}
		if err == nil {
			return nil
		}
		c.say(text.Capital(a.sentence(err)))
	}
}

// home expands the ~ that a shell would have.
func (a *app) home(path string) string {
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		return cmp.Or(a.env("HOME"), a.env("USERPROFILE"), "~") + "/" + rest
	}
	return path
}

func (a *app) askPassphrase(c *console, o *setup) (err error) {
	if o.Key.Sealed() && o.Passphrase == "" {
		o.Passphrase, err = a.newPassphrase(c)
	}
	return err
}

// newPassphrase asks for a new passphrase twice.
func (a *app) newPassphrase(c *console) (string, error) {
	w := a.T.Init
	for {
		c.say(w.PassphraseHint)
		first, err := c.secret(w.AskPassphrase)
		if err != nil {
			return "", err
		}
		if session.Weak(first) {
			c.say(text.Capital(w.WeakPassphrase.With("n", session.MinPassphrase)))
			continue
		}
		again, err := c.secret(w.AskAgain)
		if err != nil {
			return "", err
		}
		if first == again {
			return first, nil
		}
		c.say(w.Differ)
	}
}

// handOver shows a recovery key, and has part of it typed back: nobody proves
// by a click that the paper exists.
func (a *app) handOver(c *console, id *crypto.Identity) error {
	w := a.T.Init
	for {
		if err := a.showRecovery(c, id); err != nil {
			return err
		}
		which, err := crypto.PickGroups(id, 2)
		if err != nil {
			return err
		}
		for try := 1; try <= 3; try++ {
			typed, err := c.ask(w.ProveIt.With("first", which[0], "second", which[1]), "")
			if err != nil {
				return err
			}
			if crypto.CheckPart(id, which, typed) {
				c.say(w.Proven)
				return nil
			}
			if typed == "" {
				break
			}
			c.say(w.WrongPart)
		}
		again, err := c.yesOrNo(w.ShowAgain)
		if err == nil && !again {
			err = errCancelled
		}
		if err != nil {
			return err
		}
	}
}
