package bus

import (
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// errNoAddress is a session bus that is nowhere, or not at a Unix socket. None
// is ever started: a key must not go to a bus that nobody else is on.
var errNoAddress = errors.New("no session bus at a Unix socket")

// socket returns where the session's bus listens, as the kernel names it: what
// DBUS_SESSION_BUS_ADDRESS says, else the place where systemd puts it.
func socket() (string, error) {
	address := os.Getenv("DBUS_SESSION_BUS_ADDRESS")
	if address != "" && address != "autolaunch:" {
		return socketOf(address)
	}
	dir := os.Getenv("XDG_RUNTIME_DIR")
	if dir == "" {
		dir = filepath.Join("/run/user", strconv.Itoa(os.Getuid()))
	}
	return filepath.Join(dir, "bus"), nil
}

// socketOf returns the first Unix socket of an address (D-Bus specification,
// "Server Addresses").
func socketOf(address string) (string, error) {
	for one := range strings.SplitSeq(address, ";") {
		pairs, ok := strings.CutPrefix(one, "unix:")
		if !ok {
			continue
		}
		for pair := range strings.SplitSeq(pairs, ",") {
			key, value, _ := strings.Cut(pair, "=")
			value, err := url.PathUnescape(value)
			switch {
			case err != nil || value == "":
			case key == "path":
				return value, nil
			case key == "abstract":
				return "@" + value, nil
			}
		}
	}
	return "", errNoAddress
}
