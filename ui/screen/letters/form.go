package letters

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
	"calepin/ui/screen/form"
	"calepin/ui/widget"
)

// page is the form of the text of one letter.
type page struct {
	*form.Page
	d   *screen.Desk
	was store.LetterText
}

// DraftKind names the drafts of this form.
const DraftKind = "letter.text"

// Resume opens the form of a draft.
func Resume(d *screen.Desk, draft store.Draft) (screen.Screen, error) {
	kept, _, err := form.Read(draft, d.Store.Request) // a letter is named by its step
	if err != nil {
		return nil, err
	}
	l, err := privacy.LetterTemplate(d.Store, store.LetterFor(kept.About["step"]), kept.About["language"])
	if err != nil {
		return nil, err
	}
	p := newForm(d, l)
	p.Resume(draft, kept)
	return p, nil
}

// otherRows are the lines of the page that are not the text.
const otherRows = 7

func newForm(d *screen.Desk, was store.LetterText) *page {
	p := &page{d: d, was: was}
	words := widget.NewArea("text", d.W.Records.Fields["text"], 12).Must().Of(was.Text)
	words.Watched = false // it is sent to everybody who asks
	p.Page = form.New(d, form.Options{ID: "letters.form", Title: name(d, was), Fields: []*widget.Field{words}, Save: p.save, Aside: p.parts, More: p.more,
		Draft: store.Draft{Kind: DraftKind}, About: map[string]string{"step": string(was.For), "language": was.Language}})
	p.Own(p)
	p.Form.Clean()
	return p
}

// Update types. The height tells how much text can show.
func (p *page) Update(msg tea.Msg) tea.Cmd {
	if size, is := msg.(tea.WindowSizeMsg); is {
		p.Form.Field("text").SetRows(max(4, size.Height-otherRows))
		return nil
	}
	return p.Page.Update(msg)
}

// parts says what the text may name in braces, and what it has to.
func (p *page) parts(w int) (lines []string) {
	may, must := privacy.LetterParts(p.was.For)
	said := p.d.T.Letters.May.With("parts", braced(may))
	if len(must) > 0 {
		said += " " + p.d.T.Letters.Must.With("parts", braced(must))
	}
	for _, line := range widget.Wrap(said, max(1, w-2)) {
		lines = append(lines, " "+p.d.Theme.Muted.Render(line))
	}
	return lines
}

func braced(parts []string) string { return "{" + strings.Join(parts, "} {") + "}" }

// more opens the text on a page of its own, or in the editor of the system.
func (p *page) more() []screen.Action {
	return []screen.Action{{ID: "letters.text", Keys: []string{"ctrl+e"}, Words: p.d.T.Log.Edit, Run: func() tea.Cmd {
		field := p.Form.Field("text")
		return widget.Edit(p.d, p, p.Title(), field.Value(), func(s string) tea.Cmd { field.SetValue(s); return nil })
	}}}
}

// save makes a version: the letters that went are as they were.
func (p *page) save() tea.Cmd {
	next := store.LetterText{For: p.was.For, Language: p.was.Language, Text: p.Form.Value("text")}
	d := p.d
	return form.Store(p.Page, func() (store.LetterText, error) {
		if err := privacy.CheckLetter(next.For, next.Text); err != nil {
			return next, err
		}
		err := d.Store.SetLetter(&next)
		return next, err
	}, func(l store.LetterText) tea.Cmd {
		said := d.W.Request.TemplateKept.With("step", d.W.Request.Steps[string(l.For)], "language", l.Language, "n", l.Version)
		return tea.Batch(screen.Back(p), screen.Toast(screen.Success, said+" "+due.Undoes(d)))
	})
}
