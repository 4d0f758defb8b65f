package handover

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/ui/parcel"
	"calepin/ui/screen"
	"calepin/ui/screen/form"
	"calepin/ui/session"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// typed is the form of what a package is closed with, where somebody types it.
type typed struct{ *form.Page }

// ask shows the form; take reads what was typed, and returns what is wrong with
// it by the keys of the fields.
func (m *making) ask(take func(*widget.Form) map[string]string, aside func(*widget.Form) string, fields ...*widget.Field) tea.Cmd {
	f := &typed{}
	below := func(w int) (lines []string) {
		for _, line := range widget.Wrap(aside(f.Form), max(1, w-1)) {
			lines = append(lines, " "+m.d.Theme.Muted.Render(line))
		}
		return lines
	}
	f.Page = form.New(m.d, form.Options{ID: "handover.form", Title: m.d.T.Handover.Seal, Fields: fields, Aside: below, Save: func() tea.Cmd {
		if wrong := take(f.Form); wrong != nil {
			m.seal = parcel.Seal{}
			return f.Wrong(wrong)
		}
		return f.Saved(tea.Sequence(screen.Back(f), m.askPlace()))
	}})
	f.Own(f)
	f.Form.Enter = f.Save
	return screen.Push(f)
}

// askPhrase asks for a passphrase, twice, and shows dots.
func (m *making) askPhrase() tea.Cmd {
	w, t := m.d.T.Handover, m.d.T.FirstRun
	return m.ask(func(f *widget.Form) map[string]string {
		m.seal.Passphrase = f.Field("first").Value()
		switch {
		case session.Weak(m.seal.Passphrase):
			return map[string]string{"first": text.Capital(m.d.W.Init.WeakPassphrase.With("n", session.MinPassphrase))}
		case m.seal.Passphrase != f.Field("again").Value():
			f.Field("again").Clear()
			return map[string]string{"again": m.d.W.Init.Differ}
		}
		f.Field("first").Clear()
		f.Field("again").Clear()
		return nil
	}, m.strength, widget.NewSecret("first", w.TypePhrase).Must().WithHint(w.PhraseHint), widget.NewSecret("again", t.Again).Must())
}

// askKey asks for the person's age key.
func (m *making) askKey() tea.Cmd {
	return m.ask(func(f *widget.Form) map[string]string {
		m.seal.Recipient = strings.TrimSpace(f.Value("key"))
		if err := m.seal.Check(); err != nil {
			return map[string]string{"key": text.Capital(m.d.W.Sentence(err))}
		}
		return nil
	}, func(*widget.Form) string { return "" }, widget.NewText("key", m.d.T.Handover.TypeKey).Must().WithHint("age1…"))
}

// strength says how hard the passphrase is to guess, as it is typed.
func (m *making) strength(f *widget.Form) string {
	w, typed := m.d.T.FirstRun, f.Field("first").Value()
	switch strength := session.Measure(typed); {
	case typed == "":
		return w.Advice
	case strength == session.Guessable:
		return "! " + w.Guessable
	case strength == session.Fair:
		return "± " + w.Fair
	}
	return "✓ " + w.Strong
}
