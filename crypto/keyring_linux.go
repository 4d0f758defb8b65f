package crypto

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/godbus/dbus/v5"
)

const (
	secretsName     = "org.freedesktop.secrets"
	secretsPath     = dbus.ObjectPath("/org/freedesktop/secrets")
	secretsService  = "org.freedesktop.Secret.Service"
	loginCollection = secretsPath + "/collection/login"
)

// probeKeyring looks before go-keyring leaps: go-keyring would start a bus
// where there is none (dbus-launch), waits for ever for a prompt, and reports
// a missing or locked collection by a sentence. The probe asks on a
// connection of its own, which ends with the context, and changes nothing.
func probeKeyring(ctx context.Context) (locked bool, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // closes the connection
	conn, err := sessionBus(ctx)
	if err != nil {
		return false, endedOr(ctx, &kindError{NoBus, err})
	}
	collection, err := collectionOf(ctx, conn)
	if err != nil {
		return false, endedOr(ctx, err)
	}
	// A service without this property is taken to be unlocked: if it is not,
	// the call itself will tell.
	err = property(ctx, conn, collection, "org.freedesktop.Secret.Collection", "Locked", &locked)
	return err == nil && locked, ctx.Err()
}

// sessionBus connects to the bus that is there, and never starts one.
func sessionBus(ctx context.Context) (*dbus.Conn, error) {
	conn, err := dbus.SessionBusPrivateNoAutoStartup(dbus.WithContext(ctx))
	if err != nil {
		return nil, err
	}
	if err := conn.Auth(nil); err != nil {
		return nil, err
	}
	return conn, conn.Hello()
}

// collectionOf returns the collection that go-keyring will use: login, else
// the default one.
func collectionOf(ctx context.Context, conn *dbus.Conn) (dbus.ObjectPath, error) {
	var all []dbus.ObjectPath
	if err := property(ctx, conn, secretsPath, secretsService, "Collections", &all); err != nil {
		return "", err
	}
	if slices.Contains(all, loginCollection) {
		return loginCollection, nil
	}
	var path dbus.ObjectPath
	err := conn.Object(secretsName, secretsPath).
		CallWithContext(ctx, secretsService+".ReadAlias", 0, "default").Store(&path)
	if err != nil {
		return "", err
	}
	if path == "/" || path == "" {
		return "", errNoCollection
	}
	return path, nil
}

func property(ctx context.Context, conn *dbus.Conn, path dbus.ObjectPath, iface, name string, to any) error {
	var v dbus.Variant
	err := conn.Object(secretsName, path).
		CallWithContext(ctx, "org.freedesktop.DBus.Properties.Get", 0, iface, name).Store(&v)
	if err != nil {
		return err
	}
	return v.Store(to)
}

// endedOr prefers the context's end, which closes the connection and so causes
// other errors, to those.
func endedOr(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// interruptKeyring frees a call left behind, by closing the connection that
// go-keyring shares between its calls: pending calls fail, a prompt on the
// screen goes away, and the next call connects anew. Nothing else in calepin
// uses the bus.
func interruptKeyring() {
	go func() {
		if conn, err := dbus.SessionBus(); err == nil {
			conn.Close()
		}
	}()
}

func systemKind(err error) KeyringKind {
	if e, ok := errors.AsType[dbus.Error](err); ok {
		return dbusKind(e.Name)
	}
	if errors.Is(err, dbus.ErrClosed) {
		return NoBus
	}
	// go-keyring's sentence when Unlock did not unlock: the prompt was
	// dismissed, or there was nobody to show it to.
	if strings.HasPrefix(err.Error(), "failed to unlock correct collection") {
		return Locked
	}
	return Other
}
