package widget

import (
	"path/filepath"
	"strings"
)

// longestName is how many bytes of a name every system takes.
const longestName = 200

// FileName is a name for a file whose own name may come from
// anybody's file: no part of a path, nothing that does not show, no file that a
// system hides or reads by itself, no name that another system refuses.
func FileName(name, none string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`<>:"|?*~`, r) {
			return '_'
		}
		return r
	}, Clean(name))
	name = strings.TrimLeft(strings.TrimSpace(name), ". ")
	name = strings.TrimRight(name, ". ")
	if len(name) > longestName {
		ext := filepath.Ext(name)
		if len(ext) > 20 {
			ext = ""
		}
		name = strings.ToValidUTF8(name[:longestName-len(ext)], "") + ext
	}
	if name == "" {
		return none
	}
	return name
}
