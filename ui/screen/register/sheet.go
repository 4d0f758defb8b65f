package register

import (
	"io"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/paper"
	"calepin/ui/screen"
	"calepin/ui/screen/facts"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// sheet is the page of one activity, in the order of GDPR art. 30(1).
type sheet struct {
	d        *screen.Desk
	activity store.Activity
	top      int
	lines    []string
	w        int
}

func newSheet(d *screen.Desk, a store.Activity) *sheet { return &sheet{d: d, activity: a} }

// Title is what the activity is called.
func (s *sheet) Title() string { return s.activity.Text(string(s.d.Language())).Name }

// Init does nothing.
func (s *sheet) Init() tea.Cmd { return nil }

// Update reads the activity again after a change; one that is gone leaves.
func (s *sheet) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.WindowSizeMsg:
		s.compose(m.Width)
	case screen.Restyled:
		s.compose(s.w)
	case screen.Changed:
		a, err := s.d.Store.Activity(s.activity.ID)
		if err != nil {
			return screen.Back(s)
		}
		s.activity = a
		s.compose(s.w)
	}
	return nil
}

// Actions edit, print, lead to who may be addressed, and scroll.
func (s *sheet) Actions() []screen.Action {
	w, list := s.d.T.Register, s.d.T.Widgets
	move := func(id string, words text.Action, n int, keys ...string) screen.Action {
		return screen.Action{ID: "list." + id, Keys: keys, Words: words, Hidden: true,
			Run: func() tea.Cmd { s.top = max(0, min(s.top+n, len(s.lines)-1)); return nil }}
	}
	who := screen.Action{ID: "register.who", Keys: []string{"w"}, Words: w.Who, Run: func() tea.Cmd { return whichChannel(s.d, s.activity) }}
	if len(s.activity.Channels) == 0 {
		who.Disabled = s.d.T.Purposes.NoChannel
	}
	return []screen.Action{
		{ID: "register.edit", Keys: []string{"e"}, Words: w.Edit, Needs: store.Writing(store.KindActivity), Run: func() tea.Cmd { return screen.Push(newEdit(s.d, s.activity)) }},
		who, move("down", list.Down, 1, "j", "down"), move("up", list.Up, -1, "k", "up"),
		move("page_down", list.PageDown, 10, "pgdown", "ctrl+d"), move("page_up", list.PageUp, -10, "pgup", "ctrl+u"),
	}
}

// compose writes the lines for a width.
func (s *sheet) compose(w int) {
	s.w = w
	d, f, a := s.d, s.d.W.Records.Fields, s.activity
	t := a.Text(string(d.Language()))
	b := d.Store.Settings().Business
	o := facts.NewSheet(d, max(1, min(w, 100)-2), facts.Labels(d, "basis", "people", "data", "recipients", "retention", "interest", "dpo", "impact"))
	o.Heading("(a) " + d.T.Register.Controller)
	o.Fact(f["name"], b.Name)
	o.Fact(f["address"], b.Address)
	o.Fact(f["email"], b.Email)
	o.Fact(f["representative"], b.Representative)
	o.Fact(f["dpo"], b.DPO)
	o.Heading("(b) " + f["purpose"])
	o.Text(t.Purpose, d.Theme.Text)
	o.Fact(f["basis"], d.W.Privacy.Basis(a.Basis))
	o.Fact(f["covers"], d.W.Privacy.Groups[string(a.Covers)])
	o.Fact(f["channels"], channels(d, a))
	for _, part := range []struct{ letter, field, text string }{{"c", "people", t.People}, {"c", "data", t.Data}, {"d", "recipients", t.Recipients},
		{"e", "transfers", t.Transfers}, {"f", "retention", t.Retention}, {"g", "security", t.Security}} {
		o.Heading("(" + part.letter + ") " + f[part.field])
		if part.text == "" {
			o.Line("! "+d.T.Register.Missing, d.Theme.Warning)
		}
		o.Text(part.text, d.Theme.Text)
	}
	if a.Basis == store.LegitimateInterest {
		o.Heading(d.T.Register.Balance)
		if !t.Balanced() {
			o.Line("✗ "+d.W.Privacy.Reasons[string(privacy.NoBalance)], d.Theme.Bad)
		}
		o.Fact(f["interest"], t.Interest)
		o.Fact(f["necessity"], t.Necessity)
		o.Fact(f["impact"], t.Impact)
		o.Fact(f["safeguards"], t.Safeguards)
	}
	o.Gap()
	o.Fact(f["mandatory"], t.Mandatory)
	o.Fact(f["automated"], t.Automated)
	o.Fact(f["since"], facts.Day(d, a.Since))
	o.Fact(f["ended"], facts.Day(d, a.Ended))
	o.Fact(f["justification"], a.Justification)
	s.lines = nil
	for _, line := range o.Lines() {
		s.lines = append(s.lines, " "+line)
	}
}

// View is the part that fits.
func (s *sheet) View(w, h int) string {
	if s.w != w {
		s.compose(w)
	}
	s.top = max(0, min(s.top, len(s.lines)-h))
	return widget.Block(s.lines[min(s.top, len(s.lines)):], w, h)
}

// printAll asks where to and writes the register, in the format that the name
// says.
func printAll(d *screen.Desk) tea.Cmd {
	return toFile(d, d.T.Register.PrintTitle, d.T.Register.FileName, func(path string, w io.Writer) error {
		all, err := privacy.Register(d.Store)
		if err != nil {
			return err
		}
		b := d.Store.Settings().Business
		format := paper.PDF
		switch strings.ToLower(filepath.Ext(path)) {
		case ".csv":
			return paper.RegisterRows(w, d.W, b, all)
		case ".json":
			return paper.RegisterJSON(w, b, all, d.Now())
		case ".html", ".htm":
			format = paper.HTML
		case ".md":
			format = paper.Markdown
		}
		return paper.Write(w, paper.Register(d.W, b, all, d.Now()), format)
	})
}

// printAccountability asks where to and writes the file that shows how the rules
// are kept (GDPR arts 5(2), 24).
func printAccountability(d *screen.Desk) tea.Cmd {
	return toFile(d, d.W.Accountability.Title, d.T.Register.AccountabilityFile, func(path string, w io.Writer) error {
		file, err := privacy.AccountabilityOf(d.Store, d.Now())
		if err != nil {
			return err
		}
		format := paper.FormatOf(path, paper.PDF)
		if strings.EqualFold(filepath.Ext(path), ".json") {
			format = "json"
		}
		return paper.WriteAccountability(w, d.W, file, format)
	})
}

// toFile asks for a file that is not there yet, and writes it, in clear.
func toFile(d *screen.Desk, title, name string, write func(path string, w io.Writer) error) tea.Cmd {
	return widget.ToFile(d, title, name, write, func(path string) tea.Cmd {
		return screen.Toast(screen.Success, d.T.Register.Written.With("path", path))
	})
}
