package cli

import (
	"errors"
	"path/filepath"
	"runtime/debug"

	screens "calepin/ui/app"
)

// show shows the interface until the person leaves, and tells how it ended.
func (a *app) show(gate screens.Gate) error {
	dir, err := a.configDir()
	if err != nil {
		return err
	}
	prefs, slip := screens.ReadPrefs(filepath.Join(dir, "config.toml"))
	desk, err := screens.Loaded(a.T, prefs)
	if err != nil {
		return err
	}
	desk.Now = a.now
	logs, err := a.stateDir()
	if err != nil {
		return err
	}
	debug.SetGCPercent(longLife)
	a.deaf() // the interface hears the signals itself
	a.shown.Store(true)
	defer a.shown.Store(false)
	end := screens.Run(screens.Options{Desk: desk, Gate: gate, NoColor: a.flags.noColor || a.env("NO_COLOR") != "", LogDir: logs, Slip: slip})
	a.T = desk.W // the language may have been chosen there
	if end.Lost != nil {
		a.warn(desk.T.App.Lost.With("why", a.sentence(end.Lost)))
	}
	switch {
	case errors.Is(end.Err, screens.ErrFault):
		return failure(exitFailed, desk.T.App.Panic.With("path", end.Log), end.Err)
	case end.Code == 0:
		return end.Err
	case end.Err != nil:
		a.warn(a.sentence(end.Err))
	}
	return failure(end.Code, a.T.Errors.Interrupted, nil)
}
