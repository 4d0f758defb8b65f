package widget

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"calepin/ui/screen"
	"calepin/ui/text"
)

// How much fits in a field where it does not say.
const (
	lineLimit = 1_000
	areaLimit = 100_000
)

// Field is a question of a form. Set what it is before the form is made.
type Field struct {
	Key   string // what the form and its errors call it
	Label string
	// Hint stands in the field while it is empty, or beside a choice.
	Hint string
	// Limit is how many characters fit; what is pasted beyond is cut, and the
	// field says so.
	Limit int
	// Required is marked, and missed by Check.
	Required bool
	// Optional lets a choice be none.
	Optional bool
	// Several makes a field with suggestions a list apart by commas.
	Several bool
	// Watched is free text, looked through for what a client file should not
	// hold. An area is.
	Watched bool
	// Skip leaves the field out while it is true.
	Skip func() bool
	// OnChange is called once the person changed the value.
	OnChange func() tea.Cmd

	in     input
	d      *screen.Desk
	err    string
	saved  string
	seen   int
	y0, y1 int // the lines it was drawn on, for the mouse
}

// input is what is inside a field.
type input interface {
	key(f *Field, m tea.KeyPressMsg) bool // true where the key meant something here
	paste(f *Field, s string)
	step(n int) bool // moves inside by tab, false at the end
	enter(back bool) // the focus comes, from below where back is true
	leave()
	draw(f *Field, w int, focused bool) drawn
	state() string
	restore(s string)
	version() int
}

// drawn is an input as it shows: lines, what may hang below without taking
// room, and the place of the cursor where there is one.
type drawn struct {
	lines  []string
	drop   []string
	x, y   int
	cursor bool
}

// Option is one of a choice. Key is a letter that takes it.
type Option struct {
	_ [0]func() // not compared, as a Column

	Value, Label, Key, Help, Disabled string
}

// Line is one of several values, such as an e-mail with what it is for.
type Line struct {
	Label string `json:"label,omitempty"`
	Value string `json:"value"`
}

func newField(key, label string, in input) *Field {
	return &Field{Key: key, Label: label, in: in}
}

// NewText is a field of one line.
func NewText(key, label string) *Field {
	return newField(key, label, &textInput{line: oneLine{edit: newEdit(true, lineLimit)}})
}

// NewSecret is a field of one line that shows dots. Clear forgets it.
func NewSecret(key, label string) *Field {
	return newField(key, label, &textInput{line: oneLine{edit: newEdit(true, lineLimit), dots: true}})
}

// NewArea is a text of several lines, rows of them in sight.
func NewArea(key, label string, rows int) *Field {
	f := newField(key, label, &areaInput{area: area{edit: newEdit(false, areaLimit)}, rows: max(1, rows)})
	f.Watched = true
	return f
}

// NewChoice is one of a few, the first unless the field is Optional.
func NewChoice(key, label string, options ...Option) *Field {
	return newField(key, label, &choiceInput{options: options})
}

// NewCheck is yes or no.
func NewCheck(key, label string) *Field { return newField(key, label, &checkInput{}) }

// NewDay is a day as people write it; what was understood shows beside it.
func NewDay(key, label string, lean text.Lean) *Field {
	return newField(key, label, &whenInput{textInput: textInput{line: oneLine{edit: newEdit(true, 60)}}, lean: lean})
}

// NewMoment is a day and a time.
func NewMoment(key, label string, lean text.Lean) *Field {
	f := NewDay(key, label, lean)
	f.in.(*whenInput).clock = true
	return f
}

// NewSuggest is a line that find completes: it is given what was typed so far,
// on the loop, and returns few values, the best first.
func NewSuggest(key, label string, find func(typed string) []string) *Field {
	return newField(key, label, &suggestInput{textInput: textInput{line: oneLine{edit: newEdit(true, lineLimit)}}, find: find, at: -1})
}

// NewLines is a list of values, each with one of the labels, the first one
// unless changed. An empty line is always there for another.
func NewLines(key, label string, labels ...Option) *Field {
	l := &linesInput{labels: labels}
	l.restore("")
	return newField(key, label, l)
}

// NewHeading is a title among the fields.
func NewHeading(label string) *Field { return &Field{Label: label} }

// SetRows sets how many lines of a text are in sight.
func (f *Field) SetRows(n int) {
	if a, ok := f.in.(*areaInput); ok {
		a.rows = max(1, n)
	}
}

// WithHint sets the hint.
func (f *Field) WithHint(s string) *Field { f.Hint = s; return f }

// Must makes the field required.
func (f *Field) Must() *Field { f.Required = true; return f }

// Of sets the value it begins with.
func (f *Field) Of(value string) *Field { f.SetValue(value); return f }

// WithLines sets the lines it begins with.
func (f *Field) WithLines(lines ...Line) *Field { f.SetLines(lines...); return f }

// Value is the text of a field; of a choice its option's value, of a check
// "true" or "", of a day or moment what was typed.
func (f *Field) Value() string {
	if f.in == nil {
		return ""
	}
	if _, area := f.in.(*areaInput); area {
		return strings.TrimRight(f.in.state(), " \n")
	}
	if t, ok := f.in.(*textInput); ok && t.line.dots {
		return t.line.text() // a passphrase may begin or end with a space
	}
	return strings.TrimSpace(f.in.state())
}

// SetValue sets what Value returns.
func (f *Field) SetValue(s string) {
	if f.in != nil {
		if l, ok := f.in.(interface{ limit(*Field) }); ok {
			l.limit(f)
		}
		f.in.restore(s)
		f.err, f.seen = "", f.in.version()
	}
}

// Checked tells whether a check is on.
func (f *Field) Checked() bool { return f.Value() == "true" }

// SetChecked sets a check.
func (f *Field) SetChecked(on bool) {
	if on {
		f.SetValue("true")
	} else {
		f.SetValue("")
	}
}

// Day returns the day of the field as "2026-11-23", "" where it is empty.
func (f *Field) Day() (string, error) {
	if f.Value() == "" {
		return "", nil
	}
	return text.ParseDay(f.Value(), f.d.Now(), f.in.(*whenInput).lean)
}

// SetDay sets a day given as "2026-11-23", written so that it can be typed
// back. It is for a field of a form.
func (f *Field) SetDay(iso string) {
	if t, err := time.Parse(time.DateOnly, iso); err == nil && f.french() {
		iso = t.Format("02/01/2006")
	}
	f.SetValue(iso)
}

// Moment returns the time of the field, zero where it is empty.
func (f *Field) Moment() (time.Time, error) {
	if f.Value() == "" {
		return time.Time{}, nil
	}
	return text.ParseTime(f.Value(), f.d.Now(), f.in.(*whenInput).lean)
}

// SetMoment sets a time. It is for a field of a form.
func (f *Field) SetMoment(t time.Time) {
	layout := "2006-01-02 15:04"
	if f.french() {
		layout = "02/01/2006 15:04"
	}
	if t.IsZero() {
		layout = ""
	}
	f.SetValue(t.Format(layout))
}

func (f *Field) french() bool { return f.d != nil && f.d.Language() == text.French }

// Lines returns the lines that are not empty.
func (f *Field) Lines() []Line {
	if l, ok := f.in.(*linesInput); ok {
		return l.values()
	}
	return nil
}

// SetLines sets the lines.
func (f *Field) SetLines(lines ...Line) {
	if l, ok := f.in.(*linesInput); ok {
		l.set(lines)
		f.err = ""
	}
}

// Error is what is wrong with the value, as shown below it.
func (f *Field) Error() string { return f.err }

// SetError shows what is wrong, until the value changes.
func (f *Field) SetError(s string) {
	f.err = s
	if f.in != nil {
		f.seen = f.in.version()
	}
}

// Dirty tells whether the value is another than when the form was made or
// last Clean.
func (f *Field) Dirty() bool { return f.in != nil && f.in.state() != f.saved }

// Clear empties the field. Of a secret nothing is kept that could be wiped.
func (f *Field) Clear() {
	if t, ok := f.in.(*textInput); ok {
		t.line.wipe()
		f.saved = ""
		return
	}
	f.SetValue("")
}

func (f *Field) secret() bool {
	t, ok := f.in.(*textInput)
	return ok && t.line.dots
}

// shown tells whether the field is in the form now; fields that are not
// headings take the focus then.
func (f *Field) shown() bool { return f.Skip == nil || !f.Skip() }
