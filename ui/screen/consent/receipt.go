package consent

import (
	"io"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/paper"
	"calepin/ui/screen"
	"calepin/ui/widget"
)

// Receipt is a box that shows an answer with all that proves it, to be copied
// or written for the person.
type Receipt struct {
	d       *screen.Desk
	event   store.Consent
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
	r := &Receipt{d: d, event: e, verdict: verdict}
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
		{ID: "consent.copy", Keys: []string{"y"}, Words: r.d.T.Consent.Copy, Run: r.copy},
		{ID: "consent.save", Keys: []string{"f"}, Words: r.d.T.Consent.File, Run: r.file},
		{ID: "consent.close", Keys: []string{"enter"}, Words: r.d.T.Consent.Close, Run: func() tea.Cmd { return screen.Back(r) }},
		{ID: "list.down", Keys: []string{"down", "j"}, Words: w.Down, Hidden: true, Run: func() tea.Cmd { r.top++; return nil }},
		{ID: "list.up", Keys: []string{"up", "k"}, Words: w.Up, Hidden: true, Run: func() tea.Cmd { r.top = max(0, r.top-1); return nil }},
	}
}

// document is the receipt as it is handed over.
func (r *Receipt) document() (paper.Document, error) {
	proof, err := paper.ProofOf(r.d.Store, r.event)
	if err != nil {
		return paper.Document{}, err
	}
	return paper.Receipt(r.d.W, proof), nil
}

func (r *Receipt) copy() tea.Cmd {
	d, err := r.document()
	if err != nil {
		return screen.Toast(screen.Failure, r.d.W.Sentence(err))
	}
	return screen.Copy(paper.TextOf(d))
}

// file asks where to and writes the receipt there, in the format that the name
// says; any other is text.
func (r *Receipt) file() tea.Cmd {
	return widget.ToFile(r.d, r.d.T.Consent.FileTitle, r.d.T.Consent.FileName, r.write, func(path string) tea.Cmd {
		return screen.Toast(screen.Warning, r.d.T.Attachment.InClear.With("path", path))
	})
}

func (r *Receipt) write(path string, w io.Writer) error {
	d, err := r.document()
	if err != nil {
		return err
	}
	return paper.Write(w, d, paper.FormatOf(path, paper.PlainText))
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
