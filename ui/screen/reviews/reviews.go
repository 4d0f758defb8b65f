// Package reviews is the quarterly look at security: what the program checks, what
// it asks, and the answers kept as evidence (GDPR art. 32(1)(d)).
package reviews

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/facts"
	"calepin/ui/widget"
)

// Page lists the reviews, the last one first.
type Page struct {
	d     *screen.Desk
	list  []store.Review
	due   store.Date
	table *widget.Table
}

// New makes the page.
func New(d *screen.Desk) *Page {
	p := &Page{d: d}
	f, w := d.W.Records.Fields, d.W.Review
	p.table = widget.NewTable(d, widget.Column{Title: f["at"], Min: 17}, widget.Column{Title: w.State, Min: 24, Flex: 2},
		widget.Column{Title: w.Found, Min: 20, Flex: 2}, widget.Column{Title: f["by"], Min: 14, HideBelow: 90})
	p.table.NoMarks = true
	p.table.OnOpen = func(string) tea.Cmd { return p.open() }
	return p
}

// Open answers screen.ReviewsPage.
func Open(d *screen.Desk, _ ...store.ID) tea.Cmd { return screen.Push(New(d)) }

// Title names it.
func (p *Page) Title() string { return p.d.T.Reviews.Title }

// Init reads the few there are.
func (p *Page) Init() tea.Cmd {
	d := p.d
	all, err := d.Store.Reviews()
	if err == nil {
		p.due, err = privacy.ReviewDue(d.Store)
	}
	if err != nil {
		return screen.Toast(screen.Failure, d.W.Sentence(err))
	}
	slices.Reverse(all)
	p.list = all
	list := make(widget.Rows, len(all))
	for i, r := range all {
		style := &d.Theme.Good
		if r.Finished.IsZero() {
			style = &d.Theme.Warning
		}
		list[i] = widget.Row{ID: r.ID.String(), Cells: []widget.Cell{{Text: d.Language().Time(r.Started.In(d.Now().Location()))},
			{Text: d.W.ReviewState(&r), Style: style}, {Text: d.W.ReviewCounts(&r)}, {Text: r.By, Style: &d.Theme.Muted}}}
	}
	p.table.Empty = []string{d.T.Reviews.None, d.T.Reviews.NoneHint.With("key", d.KeyOf(p.start()))}
	p.table.SetSource(list)
	return nil
}

// Update reads again what changed.
func (p *Page) Update(msg tea.Msg) tea.Cmd { return p.table.Reread(msg, p.Init) }

// View is when the next one is due, and the list.
func (p *Page) View(w, h int) string {
	p.table.Focus(true)
	if h < 3 {
		return p.table.View(w, h)
	}
	when, style := facts.Due(p.d, p.due)
	line := " " + p.d.Theme.Muted.Render(p.d.T.Reviews.Next) + " " + style.Render(when)
	return widget.Block([]string{widget.Cut(line, w)}, w, 1) + "\n" + p.table.View(w, h-1)
}

func (p *Page) open() tea.Cmd {
	if r, ok := widget.Chosen(p.table, p.list, func(r store.Review) string { return r.ID.String() }); ok {
		return screen.Push(newSheet(p.d, r))
	}
	return nil
}

func (p *Page) start() screen.Action {
	return screen.Action{ID: "reviews.start", Keys: []string{"a"}, Words: p.d.T.Reviews.Start, Run: p.begin}.Writes(store.KindReview)
}

// begin checks, off the loop, and begins a review with what was found; one that is
// open goes on.
func (p *Page) begin() tea.Cmd {
	d, s := p.d, p.d.Store
	if r, open := privacy.OpenReview(p.list); open {
		return screen.Push(newSheet(d, r))
	}
	by, now := s.Settings().Business.Name, d.Now()
	return screen.Do(screen.Job{Owner: p, Key: "review", Label: d.T.Reviews.Checking, Write: true}, func(ctx context.Context, _ screen.Report) (store.Review, error) {
		var checks []store.ReviewCheck
		if d.Checkup != nil {
			checks = d.Checkup(ctx)
		}
		return privacy.StartReview(s, by, checks, now)
	}, func(r store.Review, err error) tea.Cmd {
		if err != nil {
			return screen.Toast(screen.Failure, d.W.Sentence(err))
		}
		return tea.Batch(p.Init(), screen.Push(newSheet(d, r)))
	})
}

// Actions open one and begin one.
func (p *Page) Actions() []screen.Action {
	none := ""
	if len(p.list) == 0 {
		none = p.d.T.Today.NothingSelected
	}
	return append([]screen.Action{{ID: "reviews.open", Keys: []string{"enter"}, Words: p.d.T.Reviews.Open, Disabled: none, Run: p.open}, p.start()},
		p.table.Actions("list")...)
}
