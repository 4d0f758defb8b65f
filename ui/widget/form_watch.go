package widget

import (
	tea "charm.land/bubbletea/v2"
)

// look looks through the field that has the keys, if it is free text and
// changed.
func (f *Form) look() tea.Cmd {
	field := f.Focused()
	if field == nil || !field.Watched {
		f.watched = watched{}
		return nil
	}
	return f.watched.look(f.d, field, field.Value())
}

// glance looks through a field that gets the keys, where that takes no time.
func (f *Form) glance() {
	if field := f.Focused(); field != nil && field.Watched && len(field.Value()) > atOnce {
		return // at the first change
	}
	_ = f.look()
}

// warnings are the lines below the form; none where it would be left too little
// room.
func (f *Form) warnings(w, h int) (lines []string) {
	if f.watched.of == nil || f.watched.of != any(f.Focused()) {
		return nil
	}
	return f.watched.warnings(f.d, w, h)
}

// below draws the warnings below the form.
func (f *Form) below(form string, warnings []string, w int) string {
	if len(warnings) == 0 {
		return form
	}
	return form + "\n" + Block(warnings, w, len(warnings))
}
