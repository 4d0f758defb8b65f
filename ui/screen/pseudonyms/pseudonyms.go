// Package pseudonyms is the page from which people go out by pseudonyms (GDPR art.
// 4(5)).
package pseudonyms

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/paper"
	"calepin/ui/screen"
	"calepin/ui/screen/form"
	"calepin/ui/widget"
)

// page is the form: to whom and what for, how coarse, and what is done about small
// groups.
type page struct {
	*form.Page
	d     *screen.Desk
	small *privacy.Pseudonyms // what was too small at the last try
}

// What is done about groups that are too small.
const (
	refuse = "refuse"
	leave  = "leave"
	keep   = "keep"
)

// Open answers screen.PseudonymsPage.
func Open(d *screen.Desk, _ ...store.ID) tea.Cmd { return screen.Push(newPage(d)) }

func newPage(d *screen.Desk) *page {
	p := &page{d: d}
	t, f := d.T.Pseudonyms, d.W.Records.Fields
	choice := func(key, label string, values ...string) *widget.Field {
		options := make([]widget.Option, len(values))
		for i, v := range values {
			options[i] = widget.Option{Value: v, Label: t.Choices[v]}
		}
		return widget.NewChoice(key, label, options...)
	}
	small := choice("small", t.Small, refuse, leave, keep)
	why := widget.NewArea("risk", t.Why, 2).Must()
	why.Watched, why.Skip = false, func() bool { return small.Value() != keep }
	p.Page = form.New(d, form.Options{ID: "pseudonyms.form", Title: t.Title, Save: p.save, Head: p.head, Aside: p.aside, Fields: []*widget.Field{
		widget.NewText("recipient", f["recipient"]).Must().WithHint(t.RecipientHint), widget.NewText("purpose", t.Purpose).Must().WithHint(t.PurposeHint),
		choice("dates", t.Dates, "month", "year"), choice("places", t.Places, "department", "country"),
		widget.NewText("k", t.K).Must().Of(strconv.Itoa(privacy.UsualK)).WithHint(t.KHint), small, why}})
	p.Own(p)
	p.Form.Clean()
	return p
}

// head says what goes out, and that it is still personal data.
func (p *page) head(w int) []string {
	var lines []string
	for _, line := range widget.Wrap(p.d.T.Pseudonyms.Intro+" "+p.d.W.Pseudonyms.StillPersonal, max(1, w-2)) {
		lines = append(lines, " "+p.d.Theme.Muted.Render(line))
	}
	return append(lines, "")
}

// aside lists the smallest groups, once some were too small.
func (p *page) aside(w int) []string {
	if p.small == nil {
		return nil
	}
	th := p.d.Theme
	lines := []string{""}
	for _, line := range widget.Wrap(p.d.W.Smallest(*p.small), max(1, w-2)) {
		lines = append(lines, " "+th.Bad.Render(line))
	}
	for _, g := range p.small.Groups[:min(len(p.small.Groups), 5)] {
		line := strings.Join(append([]string{strconv.Itoa(g.Size)}, p.d.W.Looks(g.Looks)...), "  ")
		lines = append(lines, " "+th.Text.Render(widget.Cut(widget.Clean(line), max(0, w-2))))
	}
	return lines
}

func (p *page) save() tea.Cmd {
	f := p.Form
	k, err := strconv.Atoi(strings.TrimSpace(f.Value("k")))
	if err != nil || k < 2 {
		return p.Wrong(map[string]string{"k": p.d.T.Pseudonyms.KHint})
	}
	o := privacy.PseudonymOrder{Recipient: f.Value("recipient"), Purpose: f.Value("purpose"), Years: f.Value("dates") == "year",
		Countries: f.Value("places") == "country", K: k, LeaveSmall: f.Value("small") == leave}
	if f.Value("small") == keep {
		o.Risk = f.Value("risk")
	}
	s := p.d.Store
	return screen.Do(screen.Job{Owner: p, Key: "pseudonyms", Label: p.d.W.Export.Writing}, func(ctx context.Context, report screen.Report) (privacy.Pseudonyms, error) {
		if err := s.May(store.Export); err != nil {
			return privacy.Pseudonyms{}, err
		}
		return privacy.Pseudonymise(ctx, s, o, report)
	}, p.made)
}

// made asks where to once the groups were decided on, and notes the disclosure.
func (p *page) made(x privacy.Pseudonyms, err error) tea.Cmd {
	d := p.d
	var small *privacy.SmallGroupsError
	if p.small = nil; errors.As(err, &small) {
		p.small = &small.Export
		return p.Stay(screen.Toast(screen.Warning, d.T.Pseudonyms.TooSmall))
	}
	if err != nil {
		return p.Failed(err)
	}
	return p.Stay(widget.ToFile(d, d.T.Pseudonyms.Title, d.T.Pseudonyms.FileName, func(path string, w io.Writer) error {
		var err error
		if strings.EqualFold(filepath.Ext(path), ".json") {
			err = paper.PseudonymsJSON(w, d.W, x, d.Now())
		} else {
			err = paper.PseudonymRows(w, d.W, x)
		}
		if err != nil {
			return err
		}
		g := x.Disclosure()
		return d.Store.RecordDisclosure(&g)
	}, func(path string) tea.Cmd {
		return p.Saved(tea.Batch(screen.Back(p), screen.Toast(screen.Warning, d.W.Export.Done.Of(len(x.People), "path", path)+" "+d.T.Pseudonyms.Noted)))
	}))
}
