package erasure

import (
	"errors"
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/ui/paper"
	"calepin/ui/screen"
	"calepin/ui/screen/reading"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// watched is how far the erasure is: the vault, its seal, the backups, the
// search for what is left.
func (p *Page) watched(w int) (lines []string) {
	th, t := p.d.Theme, p.d.T.Erasure
	done, total := int(p.done.Load()), int(p.total.Load())
	backups := t.Steps["backups"] + "  " + p.d.Language().Number(int64(max(0, min(done-2, total-3)))) + " / " + p.d.Language().Number(int64(max(0, total-3)))
	lines = append(lines, "", " "+th.Strong.Render(widget.Cut(t.Erasing, w)), "")
	for _, step := range []struct {
		name     string
		from, to int // it goes on from so many steps done until so many
	}{{t.Steps["vault"], 0, 1}, {t.Steps["seal"], 1, 2}, {backups, 2, total - 1}, {t.Steps["search"], total - 1, total}} {
		line, style := "  · "+step.name, th.Muted
		switch {
		case done >= step.to:
			line, style = "  ✓ "+step.name, th.Good
		case done >= step.from:
			line, style = "  → "+step.name, th.Strong
		}
		lines = append(lines, style.Render(widget.Cut(line, w)))
	}
	return append(lines, "", " "+th.Muted.Render(widget.Cut(t.Wait, max(0, w-1))))
}

// certificate is the page of what proves an erasure and names nobody, in the
// language of the vault, below what is left to be done.
func certificate(d *screen.Desk, o outcome) (*reading.Page, error) {
	set := d.Store.Settings()
	words, err := text.Load(text.Language(set.Language))
	if err != nil {
		return nil, err
	}
	id := o.done.Erasure.ID.String()
	return reading.New(d, reading.Options{ID: "certificate", Title: d.T.Erasure.Certificate, Above: left(d, o),
		File: d.T.Erasure.FileName.With("id", id[len(id)-8:]), Paper: paper.Certificate(words, set.Business, o.done.Erasure),
		More: func() []screen.Action {
			return []screen.Action{{ID: "certificate.recipients", Keys: []string{"v"}, Words: d.T.Recipients.Page,
				Run: func() tea.Cmd { return d.Open(screen.RecipientsPage) }}}
		}}), nil
}

// left says that it is done, and what is left to do: it stands, whatever that is.
func left(d *screen.Desk, o outcome) (lines []reading.Line) {
	w, th := d.W.Erase, d.Theme
	id := o.done.Erasure.ID.String()
	lines = append(lines, reading.Line{Text: "✓ " + w.Done.With("id", id[len(id)-8:]), Style: th.Good})
	warn := func(text string) { lines = append(lines, reading.Line{Text: "! " + text, Style: th.Warning}) }
	var unfinished *privacy.UnfinishedError
	if errors.As(o.left, &unfinished) {
		warn(text.Capital(w.Unfinished.With("why", d.W.Sentence(errors.Unwrap(unfinished)))))
	} else if o.left != nil {
		warn(d.W.Sentence(o.left))
	}
	for _, name := range o.done.Away {
		warn(text.Capital(w.Away.With("name", name)))
	}
	for _, name := range slices.Sorted(maps.Keys(o.done.Untouched)) {
		warn(text.Capital(w.Untouched.With("name", name, "why", d.W.Sentence(o.done.Untouched[name]))))
	}
	if n := len(o.done.Residue); n > 0 {
		warn(w.Residue.Of(n))
		for _, t := range o.done.Residue {
			warn(strings.Join([]string{t.Bucket, t.Key, t.What}, " "))
		}
	}
	if told := d.W.ToldOf(o.done.Disclosures); len(told) > 0 {
		warn(d.W.Common.Pair.With("name", w.Told, "value", strings.Join(told, " · ")))
	}
	for _, m := range o.done.Possible {
		warn(d.W.Common.Pair.With("name", w.Possible, "value", d.W.Mention(m, "")))
	}
	if o.left == nil && len(o.done.Residue) == 0 {
		lines = append(lines, reading.Line{Text: w.NoResidue, Style: th.Text})
	}
	return append(lines, reading.Line{Text: w.Elsewhere, Style: th.Muted})
}
