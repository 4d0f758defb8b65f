package widget

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/ui/screen"
	"calepin/ui/text"
)

// Form is fields, one of which has the keys. Labels stand at the left from 60
// cells on, and above below that. It scrolls where it is taller than its room.
type Form struct {
	// Enter is done by enter on the last field: saving, mostly. Nil for nothing.
	Enter func() tea.Cmd

	d       *screen.Desk
	fields  []*Field
	at      int
	blurred bool
	top     int
	cursor  *tea.Cursor
	watched watched
}

// NewForm returns a form at its first field. What the fields hold is what
// Dirty compares with.
func NewForm(d *screen.Desk, fields ...*Field) *Form {
	f := &Form{d: d, fields: fields}
	for _, field := range fields {
		field.d = d
		if c, ok := field.in.(*choiceInput); ok && field.Optional && !c.given {
			c.at = -1
		}
	}
	f.Clean()
	f.at = -1
	f.move(1)
	return f
}

// Field returns a field by its key, nil for none.
func (f *Form) Field(key string) *Field {
	for _, field := range f.fields {
		if field.Key == key && key != "" {
			return field
		}
	}
	return nil
}

// Value returns the value of a field.
func (f *Form) Value(key string) string {
	if field := f.Field(key); field != nil {
		return field.Value()
	}
	return ""
}

// Values returns the values of the fields that are shown, by key.
func (f *Form) Values() map[string]string {
	values := map[string]string{}
	for _, field := range f.fields {
		if field.in != nil && field.shown() {
			values[field.Key] = field.Value()
		}
	}
	return values
}

// Lines returns the lines of a field.
func (f *Form) Lines(key string) []Line {
	if field := f.Field(key); field != nil {
		return field.Lines()
	}
	return nil
}

// Dirty tells whether a person typed what is not saved.
func (f *Form) Dirty() bool {
	for _, field := range f.fields {
		if field.Dirty() {
			return true
		}
	}
	return false
}

// Clean takes what is there now for saved.
func (f *Form) Clean() {
	for _, field := range f.fields {
		if field.in != nil {
			field.saved = field.in.state()
			if field.secret() {
				field.saved = ""
			}
		}
	}
}

// Focused is the field that has the keys, nil for none.
func (f *Form) Focused() *Field {
	if f.at < 0 || f.at >= len(f.fields) || f.fields[f.at].in == nil {
		return nil
	}
	return f.fields[f.at]
}

// Focus gives the keys to a field.
func (f *Form) Focus(key string) {
	for i, field := range f.fields {
		if field.Key == key && field.in != nil && field.shown() {
			f.to(i, false)
			return
		}
	}
}

func (f *Form) to(i int, back bool) {
	if now := f.Focused(); now != nil && i != f.at {
		now.in.leave()
	}
	if i != f.at {
		f.at = i
		f.fields[i].in.enter(back)
		f.glance()
	}
}

// move gives the keys to the next field, and tells whether there is one.
func (f *Form) move(n int) bool {
	for i := f.at + n; i >= 0 && i < len(f.fields); i += n {
		if f.fields[i].in != nil && f.fields[i].shown() {
			f.to(i, n < 0)
			return true
		}
	}
	return false
}

// Blur takes the keys away: another part of the screen has them.
func (f *Form) Blur() { f.blurred = true }

// Resume gives them back.
func (f *Form) Resume() { f.blurred = false }

// Typing is screen.Typing's answer: every key goes to the field.
func (f *Form) Typing() bool { return !f.blurred && f.Focused() != nil }

// Errors shows what is wrong, by the keys of the fields, and goes to the first
// of them. What it says of no field is left to the screen.
func (f *Form) Errors(wrong map[string]string) {
	first := -1
	for i, field := range f.fields {
		field.SetError(wrong[field.Key])
		if wrong[field.Key] != "" && field.shown() && first < 0 {
			first = i
		}
	}
	if first >= 0 && f.fields[first].in != nil {
		f.to(first, false)
	}
}

// Check looks for what is missing and for days that are none, shows it and
// goes to the first; true where all is well.
func (f *Form) Check() bool {
	wrong := map[string]string{}
	for _, field := range f.fields {
		if field.in == nil || !field.shown() {
			continue
		}
		if why := f.wrong(field); why != "" {
			wrong[field.Key] = why
		}
	}
	f.Errors(wrong)
	return len(wrong) == 0
}

func (f *Form) wrong(field *Field) string {
	w := &f.d.T.Widgets
	value := field.Value()
	if field.Required && value == "" {
		return w.Required
	}
	when, ok := field.in.(*whenInput)
	if !ok || value == "" {
		return ""
	}
	if _, err := text.ParseTime(value, f.d.Now(), when.lean); err != nil {
		if when.clock {
			return w.NotATime
		}
		return w.NotADay
	}
	return ""
}

// State is what was typed, by key, for a draft. Secrets are left out.
func (f *Form) State() map[string]string {
	state := map[string]string{}
	for _, field := range f.fields {
		if field.in != nil && !field.secret() {
			state[field.Key] = field.in.state()
		}
	}
	return state
}

// Restore takes up a draft. What it restores is not saved: Dirty tells so.
func (f *Form) Restore(state map[string]string) {
	for key, value := range state {
		if field := f.Field(key); field != nil && !field.secret() {
			field.SetValue(value)
		}
	}
}

// Actions are the keys between fields, for the help and for those who rebind
// them; the fields' own are not listed.
func (f *Form) Actions() []screen.Action {
	w := &f.d.T.Widgets
	list := []screen.Action{
		{ID: "form.next", Keys: []string{"tab"}, Words: w.NextField, Hidden: true, Run: func() tea.Cmd { return f.tab(1) }},
		{ID: "form.previous", Keys: []string{"shift+tab"}, Words: w.PreviousField, Hidden: true, Run: func() tea.Cmd { return f.tab(-1) }},
	}
	if field := f.Focused(); field != nil {
		if l, ok := field.in.(*linesInput); ok {
			list = append(list,
				screen.Action{ID: "form.label", Keys: []string{"ctrl+t"}, Words: w.OtherLabel, Hidden: true,
					Run: func() tea.Cmd { l.nextLabel(); return f.changed(field) }},
				screen.Action{ID: "form.remove_line", Keys: []string{"ctrl+x"}, Words: w.RemoveLine, Hidden: true,
					Run: func() tea.Cmd { l.remove(); return f.changed(field) }})
		}
	}
	return list
}

// tab moves to the next place to type, going round at the ends.
func (f *Form) tab(n int) tea.Cmd {
	field := f.Focused()
	if field == nil {
		return nil
	}
	if s, ok := field.in.(*suggestInput); ok && n > 0 && s.at >= 0 {
		s.key(field, tea.KeyPressMsg{Code: tea.KeyTab})
		if field.Several {
			return f.changed(field)
		}
	}
	cmd := f.changed(field)
	if !field.in.step(n) && !f.move(n) {
		if n > 0 {
			f.at, n = f.leaveTo(-1), 1
		} else {
			f.at, n = f.leaveTo(len(f.fields)), -1
		}
		f.move(n)
	}
	return cmd
}

// leaveTo takes the focus away before it goes round.
func (f *Form) leaveTo(i int) int {
	if field := f.Focused(); field != nil {
		field.in.leave()
	}
	return i
}

// Update gives a key or a paste to the field. The mouse counts from the form's
// corner.
func (f *Form) Update(msg tea.Msg) tea.Cmd {
	field := f.Focused()
	switch m := msg.(type) {
	case tea.MouseClickMsg:
		if m.Button == tea.MouseLeft {
			return f.click(m.Y)
		}
	case tea.MouseWheelMsg:
		if m.Button == tea.MouseWheelUp {
			f.move(-1)
		} else if m.Button == tea.MouseWheelDown {
			f.move(1)
		}
	case tea.PasteMsg:
		if field != nil && !f.blurred {
			field.in.paste(field, m.Content)
			return f.changed(field)
		}
	case tea.KeyPressMsg:
		if field != nil && !f.blurred {
			return f.key(field, m)
		}
	}
	return nil
}

func (f *Form) key(field *Field, m tea.KeyPressMsg) tea.Cmd {
	switch m.String() {
	case "tab":
		return f.tab(1)
	case "shift+tab":
		return f.tab(-1)
	}
	if field.in.key(field, m) {
		return f.changed(field)
	}
	switch m.String() {
	case "up":
		f.move(-1)
	case "down":
		f.move(1)
	case "enter":
		if !f.move(1) && f.Enter != nil {
			return f.Enter()
		}
	case "pgup":
		f.at = f.leaveTo(-1)
		f.move(1)
	case "pgdown":
		f.at = f.leaveTo(len(f.fields))
		f.move(-1)
	}
	return nil
}

// changed takes an error away once its value is another, and tells the screen.
func (f *Form) changed(field *Field) tea.Cmd {
	v := field.in.version()
	if v == field.seen {
		return nil
	}
	field.seen, field.err = v, ""
	looked := f.look()
	if field.OnChange == nil {
		return looked
	}
	return tea.Batch(looked, field.OnChange())
}

func (f *Form) click(y int) tea.Cmd {
	for i, field := range f.fields {
		if field.in == nil || !field.shown() || y+f.top < field.y0 || y+f.top >= field.y1 {
			continue
		}
		again := i == f.at
		f.to(i, false)
		switch in := field.in.(type) {
		case *linesInput:
			in.at = min(max(0, y+f.top-field.y0), len(in.lines)-1)
		case *checkInput:
			in.on = !in.on
			in.changes++
		case *choiceInput:
			if again {
				in.move(1, field.Optional)
			}
		}
		return f.changed(field)
	}
	return nil
}

// sign is what stands before the label of a field.
func sign(focused bool) string {
	if focused {
		return "› "
	}
	return strings.Repeat(" ", 2)
}
