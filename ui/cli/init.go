package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"unicode"

	"github.com/spf13/cobra"

	"calepin/crypto"
	"calepin/store"
	"calepin/store/exchange"
	"calepin/store/vault"
	"calepin/ui/text"
)

// keyChoice is where a new operator's key is to live, as --key names it.
type keyChoice string

const (
	keyKeyring    keyChoice = "keyring"
	keyTwoFactors keyChoice = "keyring+passphrase"
	keyPassphrase keyChoice = "passphrase" // sealed, beside the vault
	keyFile       keyChoice = "file"       // --identity-file
)

func (k keyChoice) sealed() bool { return k == keyTwoFactors || k == keyPassphrase }

// setup is everything the creation of a vault depends on.
type setup struct {
	settings       store.Settings
	key            keyChoice // empty: to be asked
	identityFile   string
	recoveryFile   string // empty: shown, and proven
	passphraseFile string
	passphrase     string
	classic        bool
}

func initCommand(a *app) *cobra.Command {
	var o setup
	cmd := a.command("init", a.T.Init.Command, func(cmd *cobra.Command, _ []string) error {
		s, err := a.setUp(cmd, &o)
		if err != nil {
			return err
		}
		return s.close()
	})
	a.setupFlags(cmd, &o)
	return cmd
}

func (a *app) setupFlags(cmd *cobra.Command, o *setup) {
	f, b := cmd.Flags(), &o.settings.Business
	f.StringVar(&o.identityFile, "identity-file", "", "")
	f.StringVar(&o.recoveryFile, "recovery-file", "", "")
	f.StringVar(&o.passphraseFile, "passphrase-file", "", "")
	f.BoolVar(&o.classic, "classic", false, "")
	enumFlag(cmd, f, &o.key, "key", keyKeyring, keyTwoFactors, keyPassphrase)
	f.StringVar(&b.Name, "business", "", "")
	f.StringVar(&b.Email, "email", "", "")
	f.StringVar(&b.Phone, "phone", "", "")
	f.StringVar(&o.settings.Country, "country", "", "")
	enumFlag(cmd, f, &b.LegalForm, "legal-form", store.Company, store.Trader, store.Liberal)
}

// setUp makes a vault and returns it open. It asks on the terminal what the
// flags left unsaid, and nothing where they say all that matters: where the
// key goes, and where the recovery key goes.
func (a *app) setUp(cmd *cobra.Command, o *setup) (*session, error) {
	dir, err := a.vaultDir()
	if err != nil {
		return nil, err
	}
	var damaged *vault.DamagedError
	switch _, err := vault.Peek(dir); {
	case err == nil, errors.As(err, &damaged):
		return nil, about(dir, vault.ErrExists)
	case !errors.Is(err, vault.ErrNotFound):
		return nil, about(dir, err)
	}
	if err := a.checkSetup(cmd, o); err != nil {
		return nil, err
	}
	if err := a.holdsVault(dir); err != nil {
		return nil, err
	}
	if missing := o.unsaid(); len(missing) > 0 {
		c, err := a.console()
		if err != nil {
			return nil, usage(cmd, a.T.Init.NeedsTerminal.With("flags", strings.Join(missing, ", ")))
		}
		if err := a.wizard(cmd, c, o, dir); err != nil {
			return nil, err
		}
	}
	return a.create(cmd.Context(), dir, o)
}

// unsaid names the flags whose values have to be asked for.
func (o *setup) unsaid() []string {
	var flags []string
	if o.key == "" {
		flags = append(flags, "--identity-file / --key")
	}
	if o.key.sealed() && o.passphrase == "" {
		flags = append(flags, "--passphrase-file")
	}
	if o.recoveryFile == "" {
		flags = append(flags, "--recovery-file")
	}
	return flags
}

// checkSetup refuses what cannot work before anything is asked or made.
func (a *app) checkSetup(cmd *cobra.Command, o *setup) error {
	if err := a.exclusive(cmd, "identity-file", "key"); err != nil {
		return err
	}
	if o.identityFile != "" {
		o.key = keyFile
	}
	if o.passphraseFile != "" && !o.key.sealed() {
		return usage(cmd, a.T.Init.PassphraseForWhat)
	}
	if o.identityFile != "" && o.identityFile == o.recoveryFile {
		return usage(cmd, a.T.Init.SameFile)
	}
	for _, path := range []string{o.identityFile, o.recoveryFile} {
		if err := a.creatable(path); err != nil {
			return err
		}
	}
	if o.passphraseFile != "" {
		var err error
		if o.passphrase, err = a.passphraseFrom(o.passphraseFile); err != nil {
			return err
		}
	}
	o.settings.Language = string(a.T.Language)
	o.settings.Country = exchange.CountryCode(o.settings.Country)
	if o.settings.Country == "" {
		o.settings.Country = a.country()
	}
	return o.settings.Check()
}

// creatable refuses a path where a file could not be made, by making one beside
// it for a moment: better before a key is copied on paper than after.
func (a *app) creatable(path string) error {
	if path == "" {
		return nil
	}
	if err := a.takesFiles(filepath.Dir(path)); err != nil {
		return err
	}
	return mustBeNew(path)
}

// takesFiles tells why no file can be made in a folder.
func (a *app) takesFiles(dir string) (err error) {
	info, err := os.Stat(dir)
	switch {
	case err != nil:
		return &fs.PathError{Op: text.InFolder, Path: dir, Err: err.(*fs.PathError).Err}
	case !info.IsDir():
		return &fs.PathError{Op: text.InFolder, Path: dir, Err: syscall.ENOTDIR}
	}
	a.exits.hold(func() {
		var f *os.File
		if f, err = os.CreateTemp(dir, ".calepin-*"); err == nil {
			err = errors.Join(f.Close(), os.Remove(f.Name()))
		}
	})
	var path *fs.PathError
	if errors.As(err, &path) {
		path.Path = dir
	}
	return err
}

// holdsVault tells why no vault can be made at dir: the nearest folder above
// it that exists has to take one.
func (a *app) holdsVault(dir string) error {
	for {
		_, err := os.Stat(dir)
		up := filepath.Dir(dir)
		if !errors.Is(err, fs.ErrNotExist) || up == dir {
			return a.takesFiles(dir)
		}
		dir = up
	}
}

func mustBeNew(path string) error {
	if path == "" {
		return nil
	}
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return &fs.PathError{Op: "create", Path: path, Err: fs.ErrExist}
	}
	return nil
}

// passphraseFrom reads the first line of a file.
func (a *app) passphraseFrom(path string) (string, error) {
	data, err := crypto.ReadKeyFile(path)
	if err != nil {
		return "", err
	}
	line, _, _ := strings.Cut(string(data), "\n")
	line = strings.TrimSuffix(line, "\r")
	if weak(line) {
		return "", failure(exitUsage, a.T.Init.WeakPassphrase.With("n", minPassphrase), nil)
	}
	return line, nil
}

const minPassphrase = 8

func weak(passphrase string) bool { return len([]rune(passphrase)) < minPassphrase }

// country is the territory of the locale, else the language's first.
func (a *app) country() string {
	for _, name := range []string{"LC_ALL", "LC_TELEPHONE", "LANG"} {
		tag, _, _ := strings.Cut(a.env(name), ".")
		if _, territory, ok := strings.Cut(tag, "_"); ok && len(territory) >= 2 {
			code := strings.ToUpper(territory[:2])
			if (store.Settings{Country: code}).Check() == nil {
				return code
			}
		}
	}
	if a.T.Language == text.French {
		return "FR"
	}
	return "GB"
}

// created tells what was made; with --json, as data.
func (a *app) created(s *session, o *setup, proven bool) error {
	w := a.T.Init
	a.say(w.Made.With("dir", s.dir))
	a.say("  " + a.whereKey(s.key))
	if o.recoveryFile != "" {
		a.say("  " + w.RecoveryIn.With("path", o.recoveryFile, "command", a.again(s.key)))
	}
	a.say("  " + w.Next.With("command", a.again(s.key)))
	return a.print(struct {
		ID       string `json:"id"`
		Vault    string `json:"vault"`
		Operator string `json:"operator"`
		Proven   bool   `json:"recovery_proven"`
	}{fmt.Sprintf("%x", s.vault.Info().ID), s.dir, s.key.id.Recipient(), proven}, func() {})
}

// again is how the program is called from now on: with the place of the vault
// and of the key, where nothing else names them.
func (a *app) again(k key) string {
	command := "calepin"
	if a.flags.vault != "" {
		command += " --vault " + quoted(a.flags.vault)
	}
	if k.place != nil && k.place.kind() == inFile {
		if known, err := filepath.Abs(a.identityFile()); err != nil || a.identityFile() == "" || known != k.place.path() {
			command += " --identity " + quoted(k.place.path())
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
func (a *app) whereKey(k key) string {
	w := a.T.Key
	switch {
	case k.place == nil:
		return w.OnPaper
	case k.place.kind() == inVault:
		return w.BesideVault
	case k.place.kind() == inFile && k.passphrase != "":
		return w.InSealedFile.With("path", k.place.path())
	case k.place.kind() == inFile:
		return w.InFile.With("path", k.place.path())
	case k.passphrase != "":
		return w.InKeyringSealed
	}
	return w.InKeyring
}
