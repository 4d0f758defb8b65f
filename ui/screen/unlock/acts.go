package unlock

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"calepin/crypto"
	"calepin/store/vault"
	"calepin/ui/screen"
	"calepin/ui/session"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// Actions is part of screen.Screen.
func (p *Page) Actions() []screen.Action {
	w := p.d.T.Unlock
	act := func(id string, words text.Action, run func() tea.Cmd, keys ...string) screen.Action {
		return screen.Action{ID: "unlock." + id, Words: words, Keys: keys, Run: run}
	}
	quit := act("quit", p.d.T.App.Quit, func() tea.Cmd { return screen.Quit }, "q")
	another := act("who", w.Who, p.someoneElse, "ctrl+o")
	byRecovery := act("recovery", w.Recovery, p.otherKey, "ctrl+r")
	switch p.phase {
	case opening:
		return nil
	case locked:
		return []screen.Action{act("open", w.Open, p.reopen, "enter"), another, quit}
	case passphrase, recovery:
		if p.busy {
			return nil
		}
		list := []screen.Action{act("open", w.Open, p.submit, "enter")}
		if p.phase == passphrase {
			return append(list, another, byRecovery)
		}
		return append(list, another, act("retry", w.Retry, p.reopen, "esc"))
	case who:
		return append(append([]screen.Action{act("open", w.Open, p.chosen, "enter")}, p.moves()...), byRecovery, quit)
	case login:
		return []screen.Action{act("open", w.Open, p.chosen, "enter"), act("back", p.d.T.App.Back, p.unname, "esc"), byRecovery}
	case prompt:
		return []screen.Action{act("wait", w.Wait, p.wait, "enter"), act("other", w.Other, p.leaveKeyring, "esc"), another, byRecovery}
	case waiting:
		return []screen.Action{act("leave", w.Leave, p.leaveKeyring, "esc")}
	case hardware:
		return p.hardwareActions(act)
	case confirming:
		if p.busy {
			return nil
		}
		return []screen.Action{act("accept", w.Accept, p.accept, p.d.T.Widgets.YesKey), act("refuse", w.Refuse, p.refuse, "esc", "n")}
	}
	list := []screen.Action{act("retry", w.Retry, p.reopen, "enter", "r")}
	if p.older() {
		older := act("older", w.Older, p.askOlder, "a")
		older.Dangerous = true
		list = append(list, older)
	}
	if p.anotherKey() {
		list = append(list, another, byRecovery)
	}
	return append(list, quit)
}

// submit opens with what was typed.
func (p *Page) submit() tea.Cmd {
	if p.phase == passphrase {
		typed, step := p.form.Value("passphrase"), p.step
		return p.open(func() (session.Key, error) { return step.Unseal(typed) }, nil)
	}
	k, err := session.Paper(p.form.Value("key"))
	if err != nil {
		p.form.Errors(map[string]string{"key": p.sentence(err)})
		return nil
	}
	return p.open(func() (session.Key, error) { return k, nil }, nil)
}

// wait has the system ask for the keyring's password.
func (p *Page) wait() tea.Cmd {
	p.begin(waiting)
	step := p.step
	return tea.Batch(p.tick(), screen.Do(screen.Job{Owner: p, Key: "key"},
		func(ctx context.Context, _ screen.Report) (session.Step, error) { return step.Wait(ctx) },
		func(next session.Step, err error) tea.Cmd {
			var of *session.KeyError
			if errors.As(err, &of) {
				return p.pass(of.Err)
			}
			return p.follow(next, err)
		}))
}

// leaveKeyring goes on without the keyring, waited for or not.
func (p *Page) leaveKeyring() tea.Cmd { return p.pass(p.step.Why) }

// pass takes the way after the keyring's. The same job key ends a wait for it.
func (p *Page) pass(why error) tea.Cmd {
	p.begin(opening)
	step := p.step
	return tea.Batch(p.tick(), screen.Do(screen.Job{Owner: p, Key: "key"},
		func(ctx context.Context, _ screen.Report) (session.Step, error) { return step.Other(ctx, why) },
		p.follow))
}

func (p *Page) otherKey() tea.Cmd {
	p.wipe()
	p.err = nil
	p.step = session.Step{}
	p.askRecovery()
	return nil
}

// accept opens the vault that was shown, and no other.
func (p *Page) accept() tea.Cmd {
	k := p.key
	return p.open(func() (session.Key, error) { return k, nil }, session.Same(p.found))
}

func (p *Page) refuse() tea.Cmd {
	p.key = session.Key{}
	return p.fail(vault.ErrNoPin)
}

// older tells whether the person may take the vault as it is all the same.
func (p *Page) older() bool {
	var older *vault.OlderError
	return errors.As(p.err, &older) || errors.Is(p.err, crypto.ErrPinDamaged)
}

// askOlder asks before something older than last seen is taken.
func (p *Page) askOlder() tea.Cmd {
	w := p.d.T.Unlock
	return screen.Overlay(widget.NewConfirm(p.d, widget.Question{
		Title: w.OlderTitle, Lines: []string{w.OlderAsk}, Act: w.OlderYes.Name, Dangerous: true,
		Run: func() tea.Cmd {
			p.at.AcceptOlder = true
			return p.find()
		},
	}))
}

// anotherKey tells whether another key could help.
func (p *Page) anotherKey() bool {
	var of *session.KeyError
	var token *crypto.PluginError
	return errors.As(p.err, &of) || errors.As(p.err, &token) || errors.Is(p.err, vault.ErrWrongKey)
}

// Stuck is part of screen.Stuck.
func (p *Page) Stuck() error {
	if p.phase != failed {
		return nil
	}
	return session.About(p.at.Dir, p.err)
}
