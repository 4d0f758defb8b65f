// Package erasure is the page on which a person is erased for good: what goes,
// what stays, on which exception and until when, what is to be settled first;
// then the erasure as it goes on, and its certificate (GDPR art. 17).
package erasure

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
	"calepin/ui/screen/facts"
	"calepin/ui/screen/reading"
	"calepin/ui/widget"
)

// Page says what an erasure would do, and does it.
type Page struct {
	d   *screen.Desk
	ids []store.ID // the person, and the request that asks for it, if any

	plan    *privacy.ErasurePlan // nil until it is worked out
	fault   error                // why it cannot be, such as a hold
	settled map[store.ID]bool    // by the ids of texts that may be of a namesake

	running     bool
	done, total atomic.Int64 // of the steps, while it is carried out

	top, w int
	lines  []string
}

// Open answers screen.PersonErase.
func Open(d *screen.Desk, ids ...store.ID) tea.Cmd {
	return screen.Push(&Page{d: d, ids: ids, settled: map[store.ID]bool{}})
}

// Title names it.
func (p *Page) Title() string { return p.d.T.Erasure.Title }

// Init works out what would go, off the loop.
func (p *Page) Init() tea.Cmd { return p.load() }

// About is the person.
func (p *Page) About() (store.ID, bool) { return p.ids[0], p.plan != nil && p.ids[0] != store.ID{} }

func (p *Page) load() tea.Cmd {
	s := p.d.Store
	return screen.Do(screen.Job{Owner: p, Key: "plan", Label: p.d.T.Erasure.Looking},
		func(context.Context, screen.Report) (privacy.ErasurePlan, error) { return p.work(s) },
		func(plan privacy.ErasurePlan, err error) tea.Cmd {
			p.plan, p.fault = &plan, err
			p.compose(p.w)
			return nil
		})
}

// work plans it: for somebody who is not on file, by where the request says that
// they are reached, then by their name, among those who were deleted.
func (p *Page) work(s *store.Store) (privacy.ErasurePlan, error) {
	if p.ids[0] != (store.ID{}) {
		return privacy.PlanErasure(s, s.Vault(), p.ids[0], p.d.Now())
	}
	r, err := s.Request(p.ids[1])
	if err != nil {
		return privacy.ErasurePlan{}, err
	}
	plan, err := privacy.PlanDeleted(s, s.Vault(), r.Reach, p.d.Now())
	var none *store.NotFoundError
	if errors.As(err, &none) {
		return privacy.PlanDeleted(s, s.Vault(), r.Name, p.d.Now())
	}
	return plan, err
}

// Update works it out again where records changed.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.WindowSizeMsg:
		p.compose(m.Width)
	case screen.Restyled:
		p.compose(p.w)
	case screen.Changed:
		if !p.running {
			return p.load()
		}
	}
	return nil
}

// Leave waits for what cannot be taken back.
func (p *Page) Leave() (bool, tea.Cmd) {
	if p.running {
		return false, screen.Toast(screen.Note, p.d.T.Erasure.Wait)
	}
	return true, nil
}

// open are the texts that are still to be settled.
func (p *Page) open() (left []store.Mention) {
	if p.plan == nil {
		return nil
	}
	for _, m := range p.plan.Unclear {
		if _, settled := p.settled[m.ID]; !settled {
			left = append(left, m)
		}
	}
	return left
}

// View is the part that fits.
func (p *Page) View(w, h int) string {
	if p.running {
		return widget.Block(p.watched(w), w, h)
	}
	if w != p.w {
		p.compose(w)
	}
	return reading.Part(p.d, p.lines, &p.top, w, h)
}

// compose writes what would go and what would stay, for a width.
func (p *Page) compose(w int) {
	out := facts.NewSheet(p.d, max(1, min(w-2, 100)), 0)
	p.write(out)
	p.w, p.lines = w, out.Lines()
}

func (p *Page) write(out *facts.Sheet) {
	d, th := p.d, p.d.Theme
	if p.plan == nil {
		out.Text(d.T.Erasure.Looking+"…", th.Muted)
		return
	}
	if p.plan.Person.ID != (store.ID{}) {
		out.Text(d.W.Erase.Preview.With("name", p.name()), th.Strong)
	}
	if p.fault != nil {
		out.Heading(d.T.Erasure.Refused)
		out.Text(p.refusal(), th.Bad)
		return
	}
	p.unclear(out)
	for _, part := range d.W.Erasing(p.plan, func(id store.ID) string { return due.NameOf(d.Store, id) }) {
		if len(part.Lines) > 0 {
			out.Heading(part.Heading)
		}
		for _, line := range part.Lines {
			out.Item(line, th.Text)
		}
	}
	if len(p.plan.Possible) > 0 {
		out.Heading(d.W.Erase.Possible)
	}
	for _, m := range p.plan.Possible {
		out.Item(p.said(m), th.Text)
	}
	if p.plan.Objected {
		out.Heading(d.T.Erasure.Suppress)
		out.Text(d.T.Erasure.SuppressHint, th.Text)
	}
}

// unclear lists the texts that may be of a namesake, with what was found.
func (p *Page) unclear(out *facts.Sheet) {
	w, th := p.d.T.Erasure, p.d.Theme
	if len(p.plan.Unclear) > 0 {
		out.Heading(p.d.W.Erase.Unclear)
	}
	for _, m := range p.plan.Unclear {
		found, style := "! "+w.ToSettle, th.Warning
		if theirs, settled := p.settled[m.ID]; settled && theirs {
			found, style = "✓ "+w.Masked, th.Good
		} else if settled {
			found, style = "✓ "+w.Left, th.Good
		}
		out.Item(found+" · "+p.said(m), style)
	}
}

// said is a text of somebody else's and what is written there.
func (p *Page) said(m store.Mention) string {
	said := facts.Join(p.d.W.Errors.Store.Kinds[string(m.Kind)], due.NameOf(p.d.Store, m.Contact))
	if m.Around != "" {
		said = p.d.W.Common.Pair.With("name", said, "value", p.d.T.Erasure.Quoted.With("text", m.Around))
	}
	return said
}

// name is what the person is called.
func (p *Page) name() string {
	_, name := facts.Ties(p.d, &p.plan.Person)
	return widget.Clean(name)
}

// refusal is why nothing can be erased.
func (p *Page) refusal() string {
	var none *store.NotFoundError
	var held *store.HeldError
	switch {
	case errors.As(p.fault, &none):
		return p.d.T.Erasure.Unknown
	case errors.As(p.fault, &held):
		return p.d.T.Erasure.Held.With("reason", strings.TrimRight(held.Hold.Reason, "."), "day", facts.Day(p.d, held.Hold.Review))
	}
	return p.d.W.Sentence(p.fault)
}

// Actions settle, erase, and lead to what stands in the way.
func (p *Page) Actions() []screen.Action {
	if p.running {
		return nil
	}
	w := p.d.T.Erasure
	erase := screen.Action{ID: "erasure.erase", Keys: []string{"enter"}, Words: w.Erase, Dangerous: true, Run: p.ask}.Writes(store.KindErasure)
	switch {
	case p.plan == nil:
		erase.Disabled = w.Looking
	case p.fault != nil:
		erase.Disabled = p.refusal()
	case len(p.open()) > 0:
		erase.Disabled = w.NotSettled
	}
	all := []screen.Action{erase}
	if p.plan != nil && len(p.plan.Unclear) > 0 {
		all = append(all, screen.Action{ID: "erasure.settle", Keys: []string{"n"}, Words: w.Settle, Run: p.settle}.Writes(store.KindErasure))
	}
	if p.ids[0] != (store.ID{}) {
		all = append(all, screen.Action{ID: "erasure.holds", Keys: []string{"h"}, Words: p.d.T.Holds.Page, Run: func() tea.Cmd { return p.d.Open(screen.HoldsPage, p.ids[0]) }})
	}
	return append(all, reading.Scroll(p.d, &p.top)...)
}
