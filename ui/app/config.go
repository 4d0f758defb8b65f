package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	tea "charm.land/bubbletea/v2"
	"github.com/BurntSushi/toml"

	"calepin/store/vault/disk"
	"calepin/ui/screen"
	"calepin/ui/theme"
	"calepin/ui/widget"
)

// ConfigError is a configuration file that cannot be followed. Line is 0 where
// the fault is of the whole.
type ConfigError struct {
	Path string
	Line int
	Key  string // the setting
}

func (e *ConfigError) Error() string { return fmt.Sprintf("%s:%d: setting %q", e.Path, e.Line, e.Key) }

// slipped says what is wrong with the configuration.
func (r *root) slipped() tea.Cmd {
	w, said := r.desk.T.App, ""
	var slip *ConfigError
	switch {
	case !errors.As(r.slip, &slip):
		said = w.SlipFile.With("why", r.desk.W.Sentence(r.slip))
	case slip.Line > 0:
		said = w.SlipLine.With("line", slip.Line)
	case slip.Key == "":
		said = w.SlipKind
	default:
		said = w.SlipKey.With("key", widget.Clean(slip.Key))
	}
	return screen.Toast(screen.Failure, said)
}

const maxConfig = 1 << 20 // no hand wrote what is longer

// ReadPrefs reads the configuration file. A missing one is no error. One that
// cannot be followed gives the defaults and the error: a slip in a setting
// keeps nobody from their clients.
func ReadPrefs(path string) (screen.Prefs, error) {
	p := screen.DefaultPrefs()
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return p, nil
	}
	switch { // a pipe would be waited for, a device read for ever
	case err == nil && !info.Mode().IsRegular():
		return p, &fs.PathError{Op: "read", Path: path, Err: disk.ErrNotRegular}
	case err == nil && info.Size() > maxConfig:
		return p, &ConfigError{path, 1, ""}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return p, fmt.Errorf("read the configuration: %w", err)
	}
	meta, err := toml.Decode(string(data), &p)
	var parse toml.ParseError
	switch unknown := meta.Undecoded(); {
	case errors.As(err, &parse):
		return screen.DefaultPrefs(), &ConfigError{path, parse.Position.Line, parse.LastKey}
	case err != nil:
		return screen.DefaultPrefs(), &ConfigError{path, 0, ""}
	case len(unknown) > 0:
		return p, &ConfigError{path, 0, unknown[0].String()}
	}
	return p, checkPrefs(path, p)
}

// checkPrefs names the first setting whose value means nothing.
func checkPrefs(path string, p screen.Prefs) error {
	switch {
	case p.Theme != theme.Auto && p.Theme != theme.Dark && p.Theme != theme.Light:
		return &ConfigError{path, 0, "theme"}
	case p.LockMins < 0:
		return &ConfigError{path, 0, "auto_lock"}
	}
	for _, place := range places {
		if place.id == p.Start {
			return nil
		}
	}
	return &ConfigError{path, 0, "start"}
}
