package requests

import (
	"cmp"
	"io"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/paper"
	"calepin/ui/screen"
	"calepin/ui/screen/facts"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// letters asks which letter, and shows it.
func (s *sheet) letters() tea.Cmd {
	options := make([]widget.Option, len(store.Letters))
	for i, l := range store.Letters {
		options[i] = widget.Option{Value: string(l), Label: s.d.W.Request.Steps[string(l)]}
	}
	return screen.Overlay(widget.NewChoose(s.d, s.d.T.Requests.WhichLetter, options, func(step string) tea.Cmd {
		l, err := newLetter(s.d, s.r, store.LetterFor(step))
		if err != nil {
			return screen.Toast(screen.Failure, s.d.W.Sentence(err))
		}
		return screen.Overlay(l)
	}))
}

// letter is a box that shows a letter, to be pasted into a message or printed.
type letter struct {
	d     *screen.Desk
	r     row
	of    store.LetterFor
	words *text.Words
	order paper.LetterOrder
	paper paper.Document
	top   int
}

func newLetter(d *screen.Desk, r row, of store.LetterFor) (*letter, error) {
	l := &letter{d: d, r: r, of: of, words: d.W}
	language := text.Language(cmp.Or(r.Language, d.Store.Settings().Language))
	if language != d.Language() {
		words, err := text.Load(language)
		if err != nil {
			return nil, err
		}
		l.words = words
	}
	template, err := privacy.LetterTemplate(d.Store, of, string(language))
	if err != nil {
		return nil, err
	}
	l.order = paper.OrderLetter(d.Store, r.Request, of, "", d.Now())
	l.paper, err = paper.Letter(l.words, template.Text, l.order)
	return l, err
}

// Title is the step.
func (l *letter) Title() string { return l.d.W.Request.Steps[string(l.of)] }

// Init does nothing.
func (l *letter) Init() tea.Cmd { return nil }

// Update has nothing to type.
func (l *letter) Update(tea.Msg) tea.Cmd { return nil }

// Size is that of the text.
func (l *letter) Size(w, h int) (int, int) {
	w = min(w, 76)
	return w, min(h, len(l.lines(w)))
}

func (l *letter) lines(w int) []string {
	return widget.Wrap(widget.CleanLines(paper.TextOf(l.paper)), max(1, w))
}

// View is the part that fits.
func (l *letter) View(w, h int) string {
	lines := l.lines(w)
	l.top = max(0, min(l.top, len(lines)-h))
	return widget.Block(lines[l.top:], w, h)
}

// Actions copy, write to a file, and note that it went.
func (l *letter) Actions() []screen.Action {
	w, c, list := l.d.T.Requests, l.d.T.Consent, l.d.T.Widgets
	scroll := func(n int) func() tea.Cmd { return func() tea.Cmd { l.top = max(0, l.top+n); return nil } }
	return []screen.Action{
		{ID: "letter.copy", Keys: []string{"y"}, Words: w.Copy, Run: func() tea.Cmd { return screen.Copy(paper.TextOf(l.paper)) }},
		{ID: "letter.file", Keys: []string{"f"}, Words: w.File, Run: l.file},
		{ID: "letter.sent", Keys: []string{"s"}, Words: w.Sent, Needs: store.Writing(store.KindRequest), Run: l.sent},
		{ID: "letter.close", Keys: []string{"enter"}, Words: c.Close, Run: func() tea.Cmd { return screen.Back(l) }},
		{ID: "list.down", Keys: []string{"down", "j"}, Words: list.Down, Hidden: true, Run: scroll(1)},
		{ID: "list.up", Keys: []string{"up", "k"}, Words: list.Up, Hidden: true, Run: scroll(-1)},
	}
}

// sent notes in the register that the letter went, by the way of the request.
func (l *letter) sent() tea.Cmd {
	s, today := l.d.Store, facts.Today(l.d)
	e := store.RequestEvent{Kind: store.LetterSent, On: today, Letter: l.of, Means: l.r.Channel}
	return screen.Save(l, func() (store.Request, error) { return privacy.NoteRequest(s, l.r.ID, today, e) },
		func(_ store.Request, err error) tea.Cmd {
			if err != nil {
				return screen.Toast(screen.Failure, l.d.W.Sentence(err))
			}
			return tea.Batch(screen.Back(l), screen.Toast(screen.Success, l.d.W.Request.LetterNoted.With("event", l.Title())))
		})
}

// file asks where to and writes the letter there, as text unless the name says
// otherwise, with its letterhead where it
// is printed.
func (l *letter) file() tea.Cmd {
	return widget.ToFile(l.d, l.d.T.Requests.FileTitle, string(l.of)+"-"+short(l.r.ID)+".pdf", l.write, func(path string) tea.Cmd {
		return screen.Toast(screen.Warning, l.d.T.Attachment.InClear.With("path", path))
	})
}

func (l *letter) write(path string, f io.Writer) error {
	d, format := l.paper, paper.FormatOf(path, paper.PlainText)
	if format == paper.PDF || format == paper.HTML {
		d = paper.Headed(l.words, d, l.order)
	}
	return paper.Write(f, d, format)
}
