package crypto

import (
	"context"
	"errors"
	"io"
	"os"
	"slices"
	"syscall"

	"calepin/crypto/bus"
)

const (
	secretsName     = "org.freedesktop.secrets"
	secretsPath     = "/org/freedesktop/secrets"
	loginCollection = secretsPath + "/collection/login"

	secretService    = "org.freedesktop.Secret.Service"
	secretCollection = "org.freedesktop.Secret.Collection"
	secretItem       = "org.freedesktop.Secret.Item"
	secretPrompt     = "org.freedesktop.Secret.Prompt"
)

// nowhere is the path that the Secret Service gives for no object.
const nowhere = "/"

// secrets is the Secret Service (freedesktop.org's API, draft 0.2) over one
// connection, which ends with the context of the call that opened it: a prompt
// that waits is then left alone. Items have the attributes that go-keyring
// gives them, "service" and "username".
type secrets struct {
	bus        *bus.Conn
	collection string
}

// openKeyring finds the collection, and whether it is locked. It starts no bus
// and creates nothing.
func openKeyring(ctx context.Context) (_ Backend, locked bool, err error) {
	conn, err := bus.Session(ctx)
	if err != nil {
		return nil, false, &kindError{NoBus, err}
	}
	s := secrets{bus: conn}
	if s.collection, err = s.findCollection(); err != nil {
		return nil, false, err
	}
	// A service without this property is taken to be unlocked: if it is not,
	// the call itself will tell.
	d, signature, err := s.property(s.collection, secretCollection, "Locked")
	if err == nil && signature == "b" {
		locked = d.Bool()
	}
	return s, locked, nil
}

// call calls a method of an object of the service.
func (s secrets) call(path, iface, member, signature, answer string, write func(*bus.Encoder)) (*bus.Decoder, error) {
	c := &bus.Call{To: secretsName, Path: path, Interface: iface, Member: member, Signature: signature}
	if write != nil {
		write(&c.Body)
	}
	return s.bus.Call(c, answer)
}

func (s secrets) property(path, iface, name string) (*bus.Decoder, string, error) {
	d, err := s.call(path, "org.freedesktop.DBus.Properties", "Get", "ss", "v", func(e *bus.Encoder) {
		e.Text(iface)
		e.Text(name)
	})
	if err != nil {
		return nil, "", err
	}
	return d, d.Variant(), nil
}

// findCollection returns the collection that keys go to: login, else the
// default one.
func (s secrets) findCollection() (string, error) {
	d, signature, err := s.property(secretsPath, secretService, "Collections")
	if err != nil {
		return "", err
	}
	if signature == "ao" && slices.Contains(d.Strings(), loginCollection) {
		return loginCollection, nil
	}
	d, err = s.call(secretsPath, secretService, "ReadAlias", "s", "o", func(e *bus.Encoder) { e.Text("default") })
	if err != nil {
		return "", err
	}
	if path := d.Text(); path != nowhere && path != "" {
		return path, d.Err
	}
	return "", errNoCollection
}

func (s secrets) Get(service, account string) (string, error) {
	item, err := s.find(service, account)
	if err != nil {
		return "", err
	}
	session, err := s.session()
	if err != nil {
		return "", err
	}
	if err := s.unlock(item); err != nil { // an item may be locked by itself
		return "", err
	}
	d, err := s.call(item, secretItem, "GetSecret", "o", "(oayays)", func(e *bus.Encoder) { e.Text(session) })
	if err != nil {
		return "", err
	}
	d.Struct()
	_, _, secret := d.Text(), d.Bytes(), d.Bytes()
	return string(secret), d.Err
}

func (s secrets) Set(service, account, secret string) error {
	session, err := s.session()
	if err != nil {
		return err
	}
	if err := s.unlock(s.collection); err != nil {
		return err
	}
	d, err := s.call(s.collection, secretCollection, "CreateItem", "a{sv}(oayays)b", "oo", func(e *bus.Encoder) {
		e.Array(8, func() {
			e.Struct()
			e.Text(secretItem + ".Label")
			e.Variant("s")
			e.Text("Password for '" + account + "' on '" + service + "'")
			e.Struct()
			e.Text(secretItem + ".Attributes")
			e.Variant("a{ss}")
			attributes(e, service, account)
		})
		e.Struct()
		e.Text(session)
		e.Bytes(nil)
		e.Bytes([]byte(secret))
		e.Text("text/plain; charset=utf8")
		e.Bool(true) // in place of the former one
	})
	if err != nil {
		return err
	}
	d.Text()
	return s.carriedOut(d)
}

func (s secrets) Delete(service, account string) error {
	item, err := s.find(service, account)
	if err != nil {
		return err
	}
	d, err := s.call(item, secretItem, "Delete", "", "o", nil)
	if err != nil {
		return err
	}
	return s.carriedOut(d)
}

// find returns the item of an account.
func (s secrets) find(service, account string) (string, error) {
	if err := s.unlock(s.collection); err != nil {
		return "", err
	}
	d, err := s.call(s.collection, secretCollection, "SearchItems", "a{ss}", "ao", func(e *bus.Encoder) { attributes(e, service, account) })
	if err != nil {
		return "", err
	}
	items := d.Strings()
	if d.Err != nil {
		return "", d.Err
	}
	if len(items) == 0 {
		return "", ErrNoItem
	}
	return items[0], nil
}

func attributes(e *bus.Encoder, service, account string) {
	e.Array(8, func() {
		for _, a := range [][2]string{{"username", account}, {"service", service}} {
			e.Struct()
			e.Text(a[0])
			e.Text(a[1])
		}
	})
}

// session opens a session in which secrets pass in clear, as docs/security.md
// says: whoever could read them on the bus can ask the service for them.
func (s secrets) session() (string, error) {
	d, err := s.call(secretsPath, secretService, "OpenSession", "sv", "vo", func(e *bus.Encoder) {
		e.Text("plain")
		e.Variant("s")
		e.Text("")
	})
	if err != nil {
		return "", err
	}
	if d.Variant() == "s" {
		d.Text()
	}
	return d.Text(), d.Err
}

// unlock has the service unlock an object, with the prompt that it takes.
func (s secrets) unlock(path string) error {
	d, err := s.call(secretsPath, secretService, "Unlock", "ao", "aoo", func(e *bus.Encoder) {
		e.Array(4, func() { e.Text(path) })
	})
	if err != nil {
		return err
	}
	unlocked, prompt := d.Strings(), d.Text()
	if d.Err == nil && prompt != nowhere {
		if d, err = s.ask(prompt); err != nil {
			return err
		}
		if d.Variant() == "ao" {
			unlocked = append(unlocked, d.Strings()...)
		}
	}
	if d.Err == nil && !slices.Contains(unlocked, path) {
		return errLocked
	}
	return d.Err
}

// carriedOut sees a change through, whose prompt comes next in its answer.
func (s secrets) carriedOut(d *bus.Decoder) error {
	prompt := d.Text()
	if d.Err != nil || prompt == nowhere {
		return d.Err
	}
	_, err := s.ask(prompt)
	return err
}

// ask has the service put its prompt to the person and waits for the answer:
// what it resulted in comes next. One who dismisses it leaves things locked.
func (s secrets) ask(prompt string) (*bus.Decoder, error) {
	if err := s.bus.Subscribe(secretsName, prompt); err != nil {
		return nil, err
	}
	if _, err := s.call(prompt, secretPrompt, "Prompt", "s", "", func(e *bus.Encoder) { e.Text("") }); err != nil {
		return nil, err
	}
	d, err := s.bus.Await(prompt, "Completed", "bv")
	if err == nil && d.Bool() {
		return nil, errLocked
	}
	return d, err
}

func systemKind(err error) KeyringKind {
	if e, ok := errors.AsType[*bus.Error](err); ok {
		return dbusKind(e.Name)
	}
	if _, ok := errors.AsType[syscall.Errno](err); ok || errors.Is(err, io.EOF) || errors.Is(err, os.ErrClosed) {
		return NoBus
	}
	return Other
}
