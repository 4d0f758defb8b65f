package cli

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"calepin/crypto"
	"calepin/store"
	"calepin/store/exchange"
	"calepin/ui/session"
)

// setup is everything the creation of a vault depends on.
type setup struct {
	session.Plan   // Key is empty where it is to be asked
	passphraseFile string
	classic        bool
}

func initCommand(a *app) *cobra.Command {
	var o setup
	cmd := a.command("init", a.T.Init.Command, func(cmd *cobra.Command, _ []string) error {
		s, err := a.setUp(cmd, &o)
		if err != nil {
			return err
		}
		return s.Close()
	})
	a.setupFlags(cmd, &o)
	return cmd
}

func (a *app) setupFlags(cmd *cobra.Command, o *setup) {
	f, b := cmd.Flags(), &o.Settings.Business
	f.StringVar(&o.IdentityFile, "identity-file", "", "")
	f.StringVar(&o.RecoveryFile, "recovery-file", "", "")
	f.StringVar(&o.passphraseFile, "passphrase-file", "", "")
	f.BoolVar(&o.classic, "classic", false, "")
	enumFlag(cmd, f, &o.Key, "key", session.Keyring, session.TwoFactors, session.Sealed)
	f.StringVar(&b.Name, "business", "", "")
	f.StringVar(&b.Email, "email", "", "")
	f.StringVar(&b.Phone, "phone", "", "")
	f.StringVar(&o.Settings.Country, "country", "", "")
	enumFlag(cmd, f, &b.LegalForm, "legal-form", store.Company, store.Trader, store.Liberal)
}

// setUp makes a vault and returns it open. It asks on the terminal what the
// flags left unsaid, and nothing where they say all that matters: where the
// key goes, and where the recovery key goes.
func (a *app) setUp(cmd *cobra.Command, o *setup) (*session.Session, error) {
	dir, err := a.vaultDir()
	if err != nil {
		return nil, err
	}
	at, err := a.at(dir)
	if err != nil {
		return nil, err
	}
	if err := at.Vacant(); err != nil {
		return nil, err
	}
	if err := a.checkSetup(cmd, at, o); err != nil {
		return nil, err
	}
	if missing := o.unsaid(); len(missing) > 0 {
		c, err := a.console()
		if err != nil {
			return nil, usage(cmd, a.T.Init.NeedsTerminal.With("flags", strings.Join(missing, ", ")))
		}
		if err := a.wizard(cmd, c, at, o); err != nil {
			return nil, err
		}
	}
	return a.create(cmd.Context(), at, o)
}

// unsaid names the flags whose values have to be asked for.
func (o *setup) unsaid() []string {
	var flags []string
	if o.Key == "" {
		flags = append(flags, "--identity-file / --key")
	}
	if o.Key.Sealed() && o.Passphrase == "" {
		flags = append(flags, "--passphrase-file")
	}
	if o.RecoveryFile == "" {
		flags = append(flags, "--recovery-file")
	}
	return flags
}

// checkSetup refuses what cannot work before anything is asked or made.
func (a *app) checkSetup(cmd *cobra.Command, at session.At, o *setup) error {
	if err := a.exclusive(cmd, "identity-file", "key"); err != nil {
		return err
	}
	if o.IdentityFile != "" {
		o.Key = session.KeyFile
	}
	if o.passphraseFile != "" && !o.Key.Sealed() {
		return usage(cmd, a.T.Init.PassphraseForWhat)
	}
	if o.IdentityFile != "" && o.IdentityFile == o.RecoveryFile {
		return usage(cmd, a.T.Init.SameFile)
	}
	for _, path := range []string{o.IdentityFile, o.RecoveryFile} {
		if err := at.Creatable(path); err != nil {
			return err
		}
	}
	if o.passphraseFile != "" {
		var err error
		if o.Passphrase, err = a.passphraseFrom(o.passphraseFile); err != nil {
			return err
		}
	}
	o.Settings.Language = string(a.T.Language)
	o.Settings.Country = exchange.CountryCode(o.Settings.Country)
	if o.Settings.Country == "" {
		o.Settings.Country = session.Country(a.T.Language, a.env)
	}
	return o.Settings.Check()
}

// passphraseFrom reads the first line of a file.
func (a *app) passphraseFrom(path string) (string, error) {
	data, err := crypto.ReadKeyFile(path)
	if err != nil {
		return "", err
	}
	line, _, _ := strings.Cut(string(data), "\n")
	line = strings.TrimSuffix(line, "\r")
	if session.Weak(line) {
		return "", failure(exitUsage, a.T.Init.WeakPassphrase.With("n", session.MinPassphrase), nil)
	}
	return line, nil
}

// created tells what was made; with --json, as data.
func (a *app) created(s *session.Session, o *setup) error {
	w := a.T.Init
	a.say(w.Made.With("dir", s.At.Dir))
	a.say("  " + a.whereKey(s.Key))
	if o.RecoveryFile != "" {
		a.say("  " + w.RecoveryIn.With("path", o.RecoveryFile, "command", a.again(s.Key)))
	}
	a.say("  " + w.Next.With("command", a.again(s.Key)))
	return a.print(struct {
		ID       string `json:"id"`
		Vault    string `json:"vault"`
		Operator string `json:"operator"`
		Proven   bool   `json:"recovery_proven"`
	}{fmt.Sprintf("%x", s.Vault.Info().ID), s.At.Dir, s.Key.ID.Recipient(), o.RecoveryFile == ""}, func() {})
}

// again is how the program is called from now on: with the place of the vault
// and of the key, where nothing else names them.
func (a *app) again(k session.Key) string {
	command := "calepin"
	if a.flags.vault != "" {
		command += " --vault " + quoted(a.flags.vault)
	}
	if k.Place != nil && k.Place.Kind() == session.InFile {
		if known, err := filepath.Abs(a.identityFile()); err != nil || a.identityFile() == "" || known != k.Place.Path() {
			command += " --identity " + quoted(k.Place.Path())
		}
	}
	return command
}

// quoted is a path as a shell takes it.
func quoted(path string) string {
	plain := func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(`/\:._-+,@~`, r)
	}
	switch {
	case !strings.ContainsFunc(path, func(r rune) bool { return !plain(r) || r == '\\' && runtime.GOOS != "windows" }):
		return path
	case runtime.GOOS == "windows":
		return `"` + path + `"`
	}
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}

// whereKey says in a line where a key lives.
func (a *app) whereKey(k session.Key) string {
	w := a.T.Key
	switch {
	case k.Place == nil:
		return w.OnPaper
	case k.Place.Kind() == session.InVault:
		return w.BesideVault
	case k.Place.Kind() == session.InFile && k.Passphrase != "":
		return w.InSealedFile.With("path", k.Place.Path())
	case k.Place.Kind() == session.InFile:
		return w.InFile.With("path", k.Place.Path())
	case k.Passphrase != "":
		return w.InKeyringSealed
	}
	return w.InKeyring
}
