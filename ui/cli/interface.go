package cli

import (
	"context"
	"errors"
	"path/filepath"
	"runtime/debug"
	"time"

	"calepin/store"
	screens "calepin/ui/app"
	"calepin/ui/session"
)

// firstScreen is how long the interface takes to be on the screen, and longer.
const firstScreen = 100 * time.Millisecond

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
	desk.Checkup = func(ctx context.Context) []store.ReviewCheck {
		probe := &app{T: desk.W, env: a.env, now: a.now, flags: a.flags} // in the language of the screens
		s := desk.Session
		if s == nil {
			s = &session.Session{Vault: desk.Store.Vault()}
		}
		return probe.securityChecks(ctx, s, desk.Store)
	}
	logs, err := a.stateDir()
	if err != nil {
		return err
	}
	time.AfterFunc(firstScreen, func() { debug.SetGCPercent(longLife) })
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
