package crypto

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
	"filippo.io/age/plugin"
)

// fakeSecret is the key that the test's own plugin holds.
const fakeSecret = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"

// actAsPlugin turns the test's binary into a plugin where it was started as one:
// age-plugin-fake asks for a PIN and then opens, age-plugin-mute answers nothing
// for ever, age-plugin-deaf neither, and does not end when asked to,
// age-plugin-poor fails.
func actAsPlugin() {
	name, is := strings.CutPrefix(strings.TrimSuffix(filepath.Base(os.Args[0]), ".exe"), "age-plugin-")
	if !is {
		return
	}
	if name == "mute" {
		_, _ = io.Copy(io.Discard, os.Stdin) // until nobody is left to answer
		os.Exit(0)
	}
	if name == "deaf" {
		signal.Ignore(os.Interrupt)
		time.Sleep(time.Minute)
		os.Exit(0)
	}
	key, err := age.ParseX25519Identity(fakeSecret)
	if err != nil {
		panic(err)
	}
	p, err := plugin.New(name)
	if err != nil {
		panic(err)
	}
	p.HandleRecipient(func([]byte) (age.Recipient, error) { return key.Recipient(), nil })
	p.HandleIdentity(func([]byte) (age.Identity, error) { return pinned{p, key, name}, nil })
	os.Args = []string{os.Args[0], os.Args[1]}
	os.Exit(p.Main())
}

// pinned is a key behind a PIN.
type pinned struct {
	p    *plugin.Plugin
	key  *age.X25519Identity
	name string
}

func (k pinned) Unwrap(stanzas []*age.Stanza) ([]byte, error) {
	if k.name == "poor" {
		return nil, errors.New("the key of Ada Exemple is not plugged in")
	}
	if err := k.p.DisplayMessage("please touch the key"); err != nil {
		return nil, err
	}
	pin, err := k.p.RequestValue("PIN", true)
	if err != nil {
		return nil, err
	}
	if pin != "1234" {
		return nil, errors.New("wrong PIN")
	}
	return k.key.Unwrap(stanzas)
}

// pluginNamed installs the plugin for a test and returns a key of it.
func pluginNamed(t *testing.T, name string) *Identity {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.Symlink(self, filepath.Join(dir, "age-plugin-"+name)); err != nil {
		t.Skip("no symbolic links here: ", err)
	}
	t.Setenv("PATH", dir)
	return pluginKeyOf(t, name)
}

func pluginKeyOf(t *testing.T, name string) *Identity {
	t.Helper()
	id, err := ParseIdentity("#   Recipient: " + plugin.EncodeRecipient(name, []byte("x")) + "\n" + plugin.EncodeIdentity(name, []byte("x")) + "\n")
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// seal returns a text sealed for a key and, beside it, another.
func sealFor(t *testing.T, id *Identity) []byte {
	t.Helper()
	to, err := ParseRecipient(id.Recipient())
	if err != nil {
		t.Fatal(err)
	}
	beside, err := ParseRecipient(generate(t, true).Recipient())
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w, err := age.Encrypt(&b, to, beside)
	if err == nil {
		_, err = w.Write([]byte("opened"))
		err = errors.Join(err, w.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestPluginKey seals for a plugin's key and opens with it: what it says is
// shown, what it asks is asked, and a file with its passphrase keeps its public
// key.
func TestPluginKey(t *testing.T) {
	id := pluginNamed(t, "fake")
	sealed := sealFor(t, id)
	under, err := SealIdentity(id, "correct horse")
	if err != nil {
		t.Fatal(err)
	}
	if id, err = OpenSealed(under, "correct horse"); err != nil {
		t.Fatal(err)
	}
	said, asked := "", ""
	id.Attend(Prompts{Say: func(_, m string) { said = m }, Ask: func(_, q string, secret bool) (string, error) {
		asked = q
		return "1234", nil
	}})
	r, err := age.Decrypt(bytes.NewReader(sealed), id.Age())
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(r); err != nil || string(text) != "opened" || said != "please touch the key" || asked != "PIN" {
		t.Errorf("%q, %v; said %q, asked %q", text, err, said, asked)
	}
	if !id.Classic() || id.Plugin() != "fake" || strings.Contains(id.Text(), fakeSecret) {
		t.Errorf("classic %v, plugin %q", id.Classic(), id.Plugin())
	}
	// A hybrid vault takes no key that is not.
	hybrid, _ := ParseRecipient(generate(t, false).Recipient())
	plain, _ := ParseRecipient(id.Recipient())
	if _, err := age.Encrypt(io.Discard, hybrid, plain); err == nil {
		t.Error("a post-quantum file was sealed for a classic plugin")
	}
}

// TestPluginObstacles: one that is not there, that hangs, that is given up on and
// that fails each end in a sentence's worth, and none of the plugin's own words
// gets into an error.
func TestPluginObstacles(t *testing.T) {
	was := PluginPatience
	t.Cleanup(func() { PluginPatience = was })
	sealed := sealFor(t, pluginNamed(t, "fake"))
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range []struct {
		name     string
		patience time.Duration
		prompts  Prompts
		want     PluginKind
	}{
		{"gone", was, Prompts{}, PluginMissing},
		{"mute", 100 * time.Millisecond, Prompts{}, PluginSilent},
		{"mute", was, Prompts{Context: cancelled}, PluginCancelled},
		{"poor", was, Prompts{}, PluginFailed},
		{"fake", was, Prompts{}, PluginFailed}, // nobody is there to be asked
		{"fake", was, Prompts{Say: func(_, _ string) {}, Ask: func(string, string, bool) (string, error) { return "0", nil }}, PluginFailed},
	} {
		var id *Identity
		if c.name == "gone" {
			id = pluginKeyOf(t, c.name)
		} else {
			id = pluginNamed(t, c.name)
		}
		PluginPatience = c.patience
		id.Attend(c.prompts)
		_, err := age.Decrypt(bytes.NewReader(sealed), id.Age())
		var failed *PluginError
		if !errors.As(err, &failed) || failed.Kind != c.want || failed.Name != c.name || strings.Contains(err.Error(), "Ada") {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
	if _, err := ParseIdentity(plugin.EncodeIdentity("fake", []byte("x"))); !errors.Is(err, ErrNoRecipient) {
		t.Errorf("without its public key: %v", err)
	}
}
