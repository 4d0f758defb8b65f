package screen

import "calepin/ui/theme"

// Prefs is what a person may set in the configuration file.
type Prefs struct {
	Start    string              `toml:"start"`     // the place shown first
	Theme    theme.Kind          `toml:"theme"`     // auto, dark or light
	Mouse    bool                `toml:"mouse"`     // off unless asked for
	LockMins int                 `toml:"auto_lock"` // minutes without a key; 0 for never
	Editor   bool                `toml:"editor"`    // long texts open in $EDITOR
	Keys     map[string][]string `toml:"keys"`      // action id → keys, in place of its own
}

// DefaultPrefs are those of someone who never wrote the file.
func DefaultPrefs() Prefs {
	return Prefs{Start: "today", Theme: theme.Auto, LockMins: 15}
}
