package firstrun

import (
	"cmp"
	"context"
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/crypto"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/session"
	"calepin/ui/widget"
)

// made is a vault, open.
type made struct {
	session *session.Session
	records *store.Store
	notes   []string
}

// draw makes the keys, in memory only; once, for what was copied must hold.
func (p *Page) draw() {
	if p.keys.Recovery != nil {
		return
	}
	if p.keys, p.err = session.NewKeys(false); p.err == nil {
		clear(p.codes)
	}
}

// ask picks the groups to be typed back, others each time.
func (p *Page) ask() {
	if p.which, p.err = crypto.PickGroups(p.keys.Recovery, 2); p.err != nil {
		return
	}
	w := p.d.T.FirstRun
	p.back = widget.NewForm(p.d,
		widget.NewText("first", w.Group.With("n", p.which[0])), widget.NewText("second", w.Group.With("n", p.which[1])))
	p.back.Enter = p.next
}

// prove compares what was typed back, and makes the vault where it is right.
func (p *Page) prove() tea.Cmd {
	for i, key := range []string{"first", "second"} {
		if !crypto.CheckPart(p.keys.Recovery, p.which[i:i+1], p.back.Value(key)) {
			p.back.Errors(map[string]string{key: p.d.T.FirstRun.ProveOther})
			return nil
		}
	}
	return p.write()
}

// write writes the keys and the vault: all of it, or nothing.
func (p *Page) write() tea.Cmd {
	p.wait()
	at, plan, keys, w, now := p.at, p.plan, p.keys, p.d.W, p.d.Now
	if !plan.Key.Sealed() {
		plan.Passphrase = ""
	}
	return tea.Batch(p.tick(), screen.Do(screen.Job{Owner: p, Write: true},
		func(ctx context.Context, _ screen.Report) (m made, err error) {
			if err = at.Vacant(); err != nil {
				return m, err
			}
			if m.session, err = at.Create(ctx, plan, keys, w); err != nil {
				return m, err
			}
			if plan.Key == session.KeyFile {
				if err := at.Remember(m.session.Vault.Info().ID, plan.IdentityFile); err != nil {
					return m, errors.Join(err, m.session.Close())
				}
			}
			m.notes = m.session.Notes(w, now())
			var more []string
			if m.records, more, err = m.session.Records(w, now); err != nil {
				return m, errors.Join(err, m.session.Close())
			}
			m.notes = append(m.notes, more...)
			return m, nil
		},
		func(m made, err error) tea.Cmd {
			p.busy = false
			if err != nil {
				p.err = err
				return nil
			}
			p.made, p.keys, p.plan.Passphrase = &m, session.Keys{}, ""
			clear(p.codes)
			p.secret.Field("first").SetValue("")
			p.secret.Field("again").SetValue("")
			p.back = nil
			return p.to(done)
		}))
}

// enter hands the vault over, then does what was chosen.
func (p *Page) enter(then tea.Cmd) tea.Cmd {
	p.busy = true // until the root has taken it over
	msg := screen.OpenedMsg{
		Store: p.made.records, Session: p.made.session, Close: p.made.session.Close, ReadOnly: p.made.session.Vault.ReadOnly(),
		Say: p.made.notes, Made: true, Then: then,
	}
	return func() tea.Msg { return msg }
}

// fieldOf is the field of the form that an error of the settings is about.
func fieldOf(err error) string {
	var of *store.FieldError
	if !errors.As(err, &of) {
		return ""
	}
	name := of.Field[strings.LastIndexByte(of.Field, '.')+1:]
	if name == "legal_form" {
		return "form"
	}
	return name
}

// home expands the ~ that a shell would have.
func home(path string, env func(string) string) string {
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		return cmp.Or(env("HOME"), env("USERPROFILE"), "~") + "/" + rest
	}
	return path
}
