package consent

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/widget"
)

// Receipt is a box that shows an answer with all that proves it, to be copied
// for the person.
type Receipt struct {
	d       *screen.Desk
	verdict string
	lines   []pair
	words   string
	top     int
}

// pair is a fact and its name.
type pair struct{ name, value string }

// ShowReceipt shows an answer of the history.
func ShowReceipt(d *screen.Desk, e store.Consent) tea.Cmd {
	return screen.Overlay(newReceipt(d, e, ""))
}

func newReceipt(d *screen.Desk, e store.Consent, verdict string) *Receipt {
	f, p := d.W.Records.Fields, d.W.Privacy
	r := &Receipt{d: d, verdict: verdict}
	add := func(name, value string) {
		if value != "" {
			r.lines = append(r.lines, pair{name, widget.Clean(value)})
		}
	}
	person, _ := d.Store.Person(e.Contact)
	add(f["contact"], person.DisplayName(""))
	add(f["activity"], question(d, e.Activity, e.Channel))
	add(f["answer"], p.Answers[string(e.Answer)])
	add(f["at"], widget.LongDate(d, e.At.Local(), true))
	add(f["means"], p.Means[string(e.Means)])
	add(f["collector"], e.Collector)
	add(f["parent"], e.Parent)
	if w, err := d.Store.Wording(e.Wording); err == nil {
		r.words = w.Text
		add(f["wording"], d.W.Consent.Version.With("n", w.Version, "language", w.Language))
	}
	if n, err := d.Store.Notice(e.Notice); err == nil {
		add(f["notice"], d.W.Consent.NoticeVersion.With("article", n.Article, "form", p.Forms[string(n.Form)], "n", n.Version))
	}
	if a, err := d.Store.Attachment(e.Evidence); err == nil {
		add(f["evidence"], a.Name)
	}
	add(f["sha256"], e.SHA256)
	add(f["reference"], e.Reference)
	add(f["note"], e.Note)
	return r
}

// Title says what it is.
func (r *Receipt) Title() string { return r.d.T.Consent.Receipt }

// Init does nothing.
func (r *Receipt) Init() tea.Cmd { return nil }

// Size is that of the text.
func (r *Receipt) Size(w, h int) (int, int) {
	w = min(w, 76)
	return w, min(h, len(r.shown(w)))
}

// Actions copy, and scroll.
func (r *Receipt) Actions() []screen.Action {
	w := r.d.T.Widgets
	return []screen.Action{
		{ID: "consent.copy", Keys: []string{"y"}, Words: r.d.T.Consent.Copy, Run: func() tea.Cmd { return screen.Copy(r.text()) }},
		{ID: "consent.close", Keys: []string{"enter"}, Words: r.d.T.Consent.Close, Run: func() tea.Cmd { return screen.Back(r) }},
		{ID: "list.down", Keys: []string{"down", "j"}, Words: w.Down, Hidden: true, Run: func() tea.Cmd { r.top++; return nil }},
		{ID: "list.up", Keys: []string{"up", "k"}, Words: w.Up, Hidden: true, Run: func() tea.Cmd { r.top = max(0, r.top-1); return nil }},
	}
}

// text is the receipt as it is handed over.
func (r *Receipt) text() string {
	b := r.d.Store.Settings().Business
	lines := []string{r.d.T.Consent.Receipt + " — " + b.Name, ""}
	for _, p := range r.lines {
		lines = append(lines, r.d.W.Common.Pair.With("name", p.name, "value", p.value))
	}
	if r.words != "" {
		lines = append(lines, "", r.words)
	}
	return strings.Join(append(lines, "", r.d.T.Consent.HowToWithdraw.With("business", b.Name, "contact", contactOf(b))), "\n") + "\n"
}

// contactOf is how to reach the business.
func contactOf(b store.Business) string {
	for _, way := range []string{b.Email, b.Phone, b.Address} {
		if way != "" {
			return way
		}
	}
	return b.Name
}

// Update has nothing to type.
func (r *Receipt) Update(tea.Msg) tea.Cmd { return nil }

// shown are all lines at a width.
func (r *Receipt) shown(w int) []string {
	th, label := r.d.Theme, 0
	for _, p := range r.lines {
		label = max(label, widget.Width(p.name))
	}
	label = min(label, w/3)
	var lines []string
	for _, p := range r.lines {
		head := th.Muted.Render(widget.Fit(p.name, label))
		for _, line := range widget.Wrap(p.value, max(1, w-label-2)) {
			lines = append(lines, head+"  "+line)
			head = widget.Spaces(label)
		}
	}
	if r.words != "" {
		lines = append(lines, "")
		for _, line := range widget.Wrap(widget.CleanLines(r.words), max(1, w-2)) {
			lines = append(lines, th.Border.Render("│ ")+line)
		}
	}
	if r.verdict != "" {
		lines = append(lines, "")
		for _, line := range widget.Wrap(r.verdict, max(1, w)) {
			lines = append(lines, th.Strong.Render(line))
		}
	}
	return lines
}

// View is the part that fits.
func (r *Receipt) View(w, h int) string {
	lines := r.shown(w)
	r.top = max(0, min(r.top, len(lines)-h))
	return widget.Block(lines[min(r.top, len(lines)):], w, h)
}
