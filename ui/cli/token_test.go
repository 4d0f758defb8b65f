package cli

import (
	"errors"
	"os"
	"os/signal"
	"strings"
	"time"

	"filippo.io/age"
	"filippo.io/age/plugin"
)

// tokenSecret is the key that the tests' hardware key holds.
const tokenSecret = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"

// tokenFile is the identity file that its plugin would write, and the public key.
// One of the kind "deaf" hangs when it is to open, and does not heed SIGINT.
func tokenFile(kind string) (file, public string) {
	public = plugin.EncodeRecipient("token", []byte(kind))
	return "# public key: " + public + "\n" + plugin.EncodeIdentity("token", []byte(kind)) + "\n", public
}

// actAsToken is the program age-plugin-token: it wants a touch, a PIN, which is
// 1234, and a yes.
func actAsToken() {
	p, err := plugin.New("token")
	if err != nil {
		panic(err)
	}
	key, err := age.ParseX25519Identity(tokenSecret)
	if err != nil {
		panic(err)
	}
	p.HandleRecipient(func([]byte) (age.Recipient, error) { return key.Recipient(), nil })
	p.HandleIdentity(func(kind []byte) (age.Identity, error) { return token{p, key, string(kind)}, nil })
	os.Args = []string{os.Args[0], os.Args[1]}
	os.Exit(p.Main())
}

type token struct {
	p    *plugin.Plugin
	key  *age.X25519Identity
	kind string
}

func (k token) Unwrap(stanzas []*age.Stanza) ([]byte, error) {
	if strings.HasPrefix(k.kind, "deaf") {
		signal.Ignore(os.Interrupt)
		time.Sleep(time.Minute)
	}
	if err := k.p.DisplayMessage("please touch the token"); err != nil {
		return nil, err
	}
	pin, err := k.p.RequestValue("PIN of the token", true)
	if err != nil {
		return nil, err
	}
	if pin != "1234" {
		return nil, errors.New("wrong PIN")
	}
	yes, err := k.p.Confirm("open this vault?", "open it", "leave it")
	if err != nil || !yes {
		return nil, errors.Join(err, errors.New("left"))
	}
	return k.key.Unwrap(stanzas)
}
