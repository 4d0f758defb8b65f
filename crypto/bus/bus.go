//go:build linux

// Package bus speaks to the session's D-Bus, as much as a keyring needs:
// calls, their answers, and one signal. It knows Unix sockets alone, so that
// calepin holds nothing that could reach another machine.
package bus

import (
	"bufio"
	"context"
	"encoding/hex"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// A Conn is a connection to the session's bus, for one goroutine.
type Conn struct {
	f       *os.File
	r       *bufio.Reader
	serial  uint32
	signals []*message // that came before they were waited for
}

// An Error is what a service answered in place of a result.
type Error struct{ Name, Text string }

func (e *Error) Error() string { return e.Name + ": " + e.Text }

// Session connects to the session's bus, until the context ends: then every
// call, also one that waits, fails.
func Session(ctx context.Context) (*Conn, error) {
	name, err := socket()
	if err != nil {
		return nil, err
	}
	fd, err := unix.Socket(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	c := &Conn{f: os.NewFile(uintptr(fd), "session bus")}
	context.AfterFunc(ctx, func() { c.f.Close() })
	if err := unix.Connect(fd, &unix.SockaddrUnix{Name: name}); err != nil {
		return nil, fmt.Errorf("connect to the session bus: %w", err)
	}
	c.r = bufio.NewReader(c.f)
	if err := c.authenticate(); err != nil {
		return nil, fmt.Errorf("greet the session bus: %w", err)
	}
	_, err = c.Call(daemon("Hello", ""), "s")
	return c, err
}

// authenticate says who is there; the kernel tells the bus whether it is true.
func (c *Conn) authenticate() error {
	uid := hex.EncodeToString([]byte(strconv.Itoa(os.Getuid())))
	if _, err := c.f.WriteString("\x00AUTH EXTERNAL " + uid + "\r\n"); err != nil {
		return err
	}
	line, err := c.r.ReadSlice('\n')
	if err != nil {
		return err
	}
	if !strings.HasPrefix(string(line), "OK ") {
		return errMessage
	}
	_, err = c.f.WriteString("BEGIN\r\n")
	return err
}

// daemon is a call to the bus itself.
func daemon(member, argument string) *Call {
	const name = "org.freedesktop.DBus"
	call := &Call{To: name, Path: "/org/freedesktop/DBus", Interface: name, Member: member}
	if argument != "" {
		call.Signature = "s"
		call.Body.Text(argument)
	}
	return call
}

// Call calls a method and waits for its answer, whose values are of the types
// of a signature. A service's error is an *Error.
func (c *Conn) Call(call *Call, answer string) (*Decoder, error) {
	c.serial++
	if _, err := c.f.Write(call.encode(c.serial)); err != nil {
		return nil, err
	}
	for {
		m, err := readMessage(c.r)
		switch {
		case err != nil:
			return nil, err
		case m.kind == signal:
			c.signals = append(c.signals, m)
		case m.reply != c.serial:
		case m.kind == errorReply:
			e := &Error{Name: m.errorName}
			if strings.HasPrefix(m.signature, "s") {
				e.Text = m.decoder().Text()
			}
			return nil, e
		case m.kind == methodReturn && m.signature == answer:
			return m.decoder(), nil
		case m.kind == methodReturn:
			return nil, errMessage
		}
	}
}

// Subscribe has the signals of an object come in, from its owner alone.
func (c *Conn) Subscribe(from, path string) error {
	_, err := c.Call(daemon("AddMatch", "type='signal',sender='"+from+"',path='"+path+"'"), "")
	return err
}

// Await waits for a signal of an object that was subscribed to.
func (c *Conn) Await(path, member, signature string) (*Decoder, error) {
	for {
		for _, m := range c.signals {
			if m.path == path && m.member == member && m.signature == signature {
				return m.decoder(), nil
			}
		}
		m, err := readMessage(c.r)
		if err != nil {
			return nil, err
		}
		c.signals = c.signals[:0]
		if m.kind == signal {
			c.signals = append(c.signals, m)
		}
	}
}
