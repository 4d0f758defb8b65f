package unlock

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"calepin/ui/screen"
	"calepin/ui/screen/sheet"
	"calepin/ui/session"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// choose asks who opens: one of those who have a key here, or somebody by login.
func (p *Page) choose(step session.Step) {
	p.wipe()
	p.busy, p.err, p.step = false, nil, step
	if len(step.Seats) == 0 {
		p.askLogin()
		return
	}
	w := p.d.T.Unlock
	options := make([]widget.Option, len(step.Seats), len(step.Seats)+1)
	for i, seat := range step.Seats {
		options[i] = widget.Option{Label: widget.Clean(p.d.W.SeatName(seat.Name, seat.Mark))}
	}
	options = append(options, widget.Option{Label: text.Capital(p.d.W.Unlock.SomeoneElse), Help: w.SomeoneHelp})
	p.phase, p.people = who, &sheet.Menu{Options: options}
}

func (p *Page) askLogin() {
	w := p.d.T.Unlock
	p.phase, p.busy = login, false
	p.form = widget.NewForm(p.d, widget.NewText("login", w.LoginLabel).WithHint(w.LoginHint))
}

// unname goes back to those who have a key here.
func (p *Page) unname() tea.Cmd {
	if len(p.step.Seats) == 0 {
		return p.reopen()
	}
	p.choose(p.step)
	return nil
}

// chosen goes on with the key of who was chosen.
func (p *Page) chosen() tea.Cmd {
	step := p.step
	if p.phase == login {
		typed := p.form.Value("login")
		if typed == "" {
			return nil
		}
		return p.goOn(func(ctx context.Context) (session.Step, error) { return step.Named(ctx, typed) })
	}
	if p.people.At == len(step.Seats) {
		p.askLogin()
		return nil
	}
	seat := step.Seats[p.people.At]
	return p.goOn(func(ctx context.Context) (session.Step, error) { return step.As(ctx, seat) })
}

// goOn looks for the key of whoever was named.
func (p *Page) goOn(next func(context.Context) (session.Step, error)) tea.Cmd {
	p.wipe()
	p.held = false
	p.begin(opening)
	return tea.Batch(p.tick(), screen.Do(screen.Job{Owner: p, Key: "key"},
		func(ctx context.Context, _ screen.Report) (session.Step, error) { return next(ctx) }, p.follow))
}

// someoneElse asks who opens, whoever it was to be.
func (p *Page) someoneElse() tea.Cmd { return p.seats(func(session.Step) bool { return true }) }

// seats looks who has a key here, without touching any of them, and asks who opens
// where that is called for.
func (p *Page) seats(ask func(session.Step) bool) tea.Cmd {
	at := p.at
	return screen.Do(screen.Job{Owner: p, Key: "key"},
		func(ctx context.Context, _ screen.Report) (session.Step, error) {
			info, err := session.Peek(at.Dir)
			if err != nil {
				return session.Step{}, err
			}
			return at.Elsewise(ctx, info.ID), nil
		},
		func(step session.Step, err error) tea.Cmd {
			switch {
			case err != nil:
				return p.fail(err)
			case ask(step):
				p.choose(step)
			}
			return nil
		})
}

// moves are the keys of the list.
func (p *Page) moves() []screen.Action {
	move := func(id, key string, more ...string) screen.Action {
		return screen.Action{ID: "unlock." + id, Words: p.d.T.FirstRun.Choose, Keys: append([]string{key}, more...), Hidden: true,
			Run: func() tea.Cmd { p.people.Key(key); return nil }}
	}
	return []screen.Action{move("up", "up", "k", "shift+tab"), move("down", "down", "j", "tab")}
}

// whoOpens is the list of those who may.
func (p *Page) whoOpens(s *sheet.Sheet) {
	w, th := p.d.T.Unlock, p.d.Theme
	p.aboutLock(s)
	s.Say(th.Title, w.WhoTitle)
	s.Gap()
	s.Menu(th, p.people)
}
