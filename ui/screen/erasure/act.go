package erasure

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
	"calepin/ui/screen/facts"
	"calepin/ui/screen/form"
	"calepin/ui/widget"
)

// settle asks of the texts that may be of a namesake, one after the other, whom
// they speak of; once all are settled, of each anew.
func (p *Page) settle() tea.Cmd {
	left := p.open()
	if len(left) == 0 {
		left = p.plan.Unclear
	}
	return p.settleNext(left)
}

func (p *Page) settleNext(left []store.Mention) tea.Cmd {
	if len(left) == 0 {
		return nil
	}
	w, m := p.d.T.Erasure, left[0]
	options := []widget.Option{{Value: "theirs", Label: w.OfThem.With("name", p.name()), Key: "m"}, {Value: "another", Label: w.OfAnother, Key: "l"}}
	if m.Contact != (store.ID{}) {
		options = append(options, widget.Option{Value: "open", Label: w.OpenIt, Key: "o"})
	}
	return screen.Overlay(widget.NewChoose(p.d, w.Whom, options, func(value string) tea.Cmd {
		if value == "open" {
			return p.d.Open(screen.PersonPage, m.Contact)
		}
		p.settled[m.ID] = value == "theirs"
		p.compose(p.w)
		return p.settleNext(left[1:])
	}).Say(p.said(m)))
}

// asking is the form of why somebody is erased.
type asking struct{ *form.Page }

// ask asks why, then once more.
func (p *Page) ask() tea.Cmd {
	d, w := p.d, p.d.T.Erasure
	why := widget.NewText("reason", d.W.Records.Fields["reason"]).Must().WithHint(w.ReasonHint)
	if len(p.ids) > 1 {
		id := p.ids[1].String()
		why.Of(d.W.Errors.Store.Kinds[string(store.KindRequest)] + " " + id[len(id)-8:])
	}
	fields := []*widget.Field{why}
	if p.plan.Objected {
		fields = append(fields, widget.NewCheck("suppress", w.Suppress).WithHint(w.SuppressHint).Of("true"))
	}
	f := &asking{}
	f.Page = form.New(d, form.Options{ID: "erasure.form", Title: w.WhyTitle, Fields: fields, Save: func() tea.Cmd {
		return f.Stay(screen.Overlay(widget.NewConfirm(d, widget.Question{Title: w.Sure, Lines: p.counted(), Act: w.Erase.Name, Dangerous: true,
			Run: func() tea.Cmd {
				p.plan.Unsuppressed = p.plan.Objected && !f.Form.Field("suppress").Checked()
				return f.Saved(tea.Sequence(screen.Back(f), p.carryOut(f.Form.Value("reason"))))
			}})))
	}})
	f.Own(f)
	f.Form.Clean()
	return screen.Push(f)
}

// counted says in numbers what the page says record by record.
func (p *Page) counted() []string {
	w, n := p.d.T.Erasure, map[privacy.Outcome]int{}
	for _, r := range p.plan.Records {
		n[r.Outcome]++
	}
	for _, theirs := range p.settled {
		if theirs {
			n[privacy.ToMask]++
		}
	}
	lines := []string{p.name(), "", w.Going.Of(n[privacy.ToGo])}
	if k := n[privacy.ToStay] + n[privacy.ToDetach]; k > 0 {
		lines = append(lines, w.Staying.Of(k))
	}
	if k := n[privacy.ToMask]; k > 0 {
		lines = append(lines, w.Masking.Of(k))
	}
	if k := len(p.plan.Backups); k > 0 {
		lines = append(lines, p.d.W.Erase.Backups.Of(k))
	}
	return append(lines, "", w.Never)
}

// outcome is what an erasure did, and what was left undone of it.
type outcome struct {
	plan privacy.ErasurePlan
	done privacy.Erased
	left error
}

// carryOut erases, off the loop, and notes it on the request. What stands in the
// way of the note is found before anything goes.
func (p *Page) carryOut(reason string) tea.Cmd {
	d, s, plan := p.d, p.d.Store, *p.plan
	plan.Settled = p.settled
	p.running = true
	p.done.Store(0)
	p.total.Store(int64(3 + len(plan.Backups)))
	return screen.Do(screen.Job{Write: true, Label: d.T.Erasure.Erasing}, func(_ context.Context, report screen.Report) (outcome, error) {
		if err := p.may(); err != nil {
			return outcome{}, err
		}
		plan.Progress = func(done, total int) {
			p.done.Store(int64(done))
			p.total.Store(int64(total))
			report(done, total)
		}
		done, err := privacy.Erase(s, s.Vault(), plan, reason)
		var unfinished *privacy.UnfinishedError
		if err != nil && !errors.As(err, &unfinished) {
			return outcome{}, err
		}
		id := done.Erasure.ID.String()
		if noted := due.Carried(d, p.ids, d.W.Erase.Done.With("id", id[len(id)-8:])); err == nil {
			err = noted
		}
		return outcome{plan, done, err}, nil
	}, p.erased)
}

// may refuses what could not be noted on the request once it is done.
func (p *Page) may() error {
	if len(p.ids) < 2 {
		return nil
	}
	r, err := p.d.Store.Request(p.ids[1])
	if err != nil {
		return err
	}
	today := facts.Today(p.d)
	return privacy.MayHappen(r, store.RequestEvent{Kind: store.Carried, On: today, Text: "-"}, privacy.CalendarOf(p.d.Store.Settings().Business), today)
}

// erased shows the certificate in place of the page, or why nothing was erased.
func (p *Page) erased(o outcome, err error) tea.Cmd {
	p.running = false
	if err != nil {
		return tea.Batch(screen.Toast(screen.Failure, p.d.W.Sentence(err)), p.load())
	}
	c, err := certificate(p.d, o)
	if err != nil {
		return screen.Toast(screen.Failure, p.d.W.Sentence(err))
	}
	return tea.Sequence(screen.Back(p), screen.Push(c), screen.Reread())
}
