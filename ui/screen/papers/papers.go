// Package papers shows a paper before it leaves: to be copied and pasted, or
// written to a file.
package papers

import (
	"io"

	tea "charm.land/bubbletea/v2"

	"calepin/ui/paper"
	"calepin/ui/screen"
	"calepin/ui/screen/facts"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// Box shows a paper.
type Box struct {
	d     *screen.Desk
	name  string // of the file
	paper paper.Document
	pane  facts.Pane
}

// Show is the box of a paper, made in the language of the vault, which is that
// of whom it goes to; name is offered for its file.
func Show(d *screen.Desk, name string, write func(*text.Words) paper.Document) tea.Cmd {
	words := d.W
	if language := text.Language(d.Store.Settings().Language); language != words.Language {
		var err error
		if words, err = text.Load(language); err != nil {
			return screen.Toast(screen.Failure, d.W.Sentence(err))
		}
	}
	return screen.Overlay(&Box{d: d, name: name, paper: write(words)})
}

// Title is the paper's.
func (b *Box) Title() string { return b.paper.Title }

// Init does nothing.
func (b *Box) Init() tea.Cmd { return nil }

// Update has nothing to type.
func (b *Box) Update(tea.Msg) tea.Cmd { return nil }

func (b *Box) lines(w int) []string {
	return widget.Wrap(widget.CleanLines(paper.TextOf(b.paper)), max(1, w-1))
}

// Size is that of the text.
func (b *Box) Size(w, h int) (int, int) {
	w = min(w, 78)
	return w, min(h, len(b.lines(w)))
}

// View is the part that fits.
func (b *Box) View(w, h int) string {
	b.pane.Lines = b.lines(w)
	return b.pane.View(w, h)
}

// Actions copy and write to a file.
func (b *Box) Actions() []screen.Action {
	w := b.d.T.Requests
	return append([]screen.Action{
		{ID: "letter.copy", Keys: []string{"y"}, Words: w.Copy, Run: func() tea.Cmd { return screen.Copy(paper.TextOf(b.paper)) }},
		{ID: "letter.file", Keys: []string{"f"}, Words: w.File, Run: b.file},
		{ID: "letter.close", Keys: []string{"enter"}, Words: b.d.T.Consent.Close, Run: func() tea.Cmd { return screen.Back(b) }},
	}, b.pane.Moves(b.d)...)
}

func (b *Box) file() tea.Cmd {
	return widget.ToFile(b.d, b.d.T.Requests.FileTitle, b.name, func(path string, f io.Writer) error {
		return paper.Write(f, b.paper, paper.FormatOf(path, paper.PlainText))
	}, func(path string) tea.Cmd {
		return screen.Toast(screen.Warning, b.d.T.Attachment.InClear.With("path", path))
	})
}
