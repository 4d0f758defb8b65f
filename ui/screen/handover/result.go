package handover

import (
	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/parcel"
	"calepin/ui/screen"
	"calepin/ui/widget"
)

// Result is a box that says where a package is, and shows its passphrase, once.
type Result struct {
	d      *screen.Desk
	lines  []string
	phrase string
}

func newResult(m *making, done parcel.Written) *Result {
	w := m.d.W.Parcel
	r := &Result{d: m.d, lines: []string{widget.Clean(w.Done.With("path", done.Path))}}
	if m.seal.Clear {
		r.lines = append(r.lines, w.InClear)
		return r
	}
	r.lines = append(r.lines, widget.Clean(w.OpeningAt.With("path", done.Opening)))
	if m.made {
		r.phrase = m.seal.Passphrase
		r.lines = append(r.lines, "", w.ShownOnce)
	}
	return r
}

// Title says what it is.
func (r *Result) Title() string { return r.d.T.Handover.Done }

// Init does nothing.
func (r *Result) Init() tea.Cmd { return nil }

// Update has nothing to type.
func (r *Result) Update(tea.Msg) tea.Cmd { return nil }

// Size is that of the text.
func (r *Result) Size(w, h int) (int, int) {
	w = min(w, 76)
	return w, min(h, len(r.shown(w)))
}

// Actions copy the passphrase, and close.
func (r *Result) Actions() []screen.Action {
	list := []screen.Action{{ID: "handover.close", Keys: []string{"enter"}, Words: r.d.T.Consent.Close, Run: func() tea.Cmd { return screen.Back(r) }}}
	if r.phrase != "" {
		list = append(list, screen.Action{ID: "handover.copy", Keys: []string{"y"}, Words: r.d.T.Handover.Copy, Run: func() tea.Cmd { return screen.Copy(r.phrase) }})
	}
	return list
}

func (r *Result) shown(w int) (lines []string) {
	for _, s := range r.lines {
		lines = append(lines, widget.Wrap(s, max(1, w))...)
	}
	if r.phrase != "" {
		lines = append(lines, "", "  "+r.d.Theme.Strong.Render(r.phrase))
	}
	return lines
}

// View is the text.
func (r *Result) View(w, h int) string { return widget.Block(r.shown(w), w, h) }

// said is what was made, as the request that asked for it keeps it.
func (m *making) said(done parcel.Written) string {
	right, w := store.Access, m.d.W.Parcel
	if m.parcel.Portable != nil {
		right = store.Portability
	}
	return w.Sent.With("right", m.d.W.Disclosure.Formats[string(right)], "sealed", w.Seals[m.seal.Kind()], "n", len(m.masked))
}
