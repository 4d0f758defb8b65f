package text

import "strings"

// Change is what an undoable change was, in words: "contact added".
func (w *Words) Change(what, kind string) string {
	return strings.ReplaceAll(w.Undo.Whats[what], "{kind}", w.Undo.Kinds[kind])
}
