package operators

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/form"
	"calepin/ui/session"
	"calepin/ui/widget"
)

// guest is the form of letting somebody in.
type guest struct {
	*form.Page
	d *screen.Desk
}

func (p *Page) add() tea.Cmd {
	d := p.d
	o, w, g := d.W.Operator, d.T.Operators, &guest{d: d}
	var keys []widget.Option
	for _, k := range []session.Choice{session.TwoFactors, session.Keyring, session.Sealed, session.KeyedAs} {
		keys = append(keys, widget.Option{Value: string(k), Label: o.Keys[string(k)]})
	}
	g.Page = form.New(d, form.Options{ID: "operators.form", Title: w.Add.Name, Save: g.save, Fields: []*widget.Field{
		widget.NewText("name", o.Name).Must(),
		widget.NewChoice("role", o.Role, roles(d)...).Must().Of(string(store.Seller)),
		widget.NewChoice("key", o.Key, keys...).Must().Of(string(session.TwoFactors)),
		widget.NewText("login", o.Login).WithHint(w.LoginHint),
		widget.NewSecret("passphrase", w.Passphrase).WithHint(w.PassphraseHint),
		widget.NewSecret("again", w.Again),
		widget.NewText("recipient", w.Public).WithHint(w.PublicHint),
	}})
	g.Own(g)
	g.Form.Clean()
	return screen.Push(g)
}

// save lets them in, off the loop: the vault is sealed anew.
func (g *guest) save() tea.Cmd {
	f, d, w := g.Form, g.d, g.d.T.Operators
	in := session.Guest{Name: f.Value("name"), Role: store.OperatorRole(f.Value("role")), Key: session.Choice(f.Value("key")), Login: f.Value("login"),
		Passphrase: f.Value("passphrase")}
	if in.Key == session.KeyedAs {
		in.Key, in.Public, in.Login = "", strings.TrimSpace(f.Value("recipient")), ""
		if in.Public == "" {
			return g.Wrong(map[string]string{"recipient": w.PublicHint})
		}
	} else if first, _, _ := strings.Cut(store.Fold(in.Name), " "); in.Login == "" {
		in.Login = first
	}
	switch {
	case !in.Key.Sealed():
		in.Passphrase = ""
	case in.Passphrase == "":
		return g.Wrong(map[string]string{"passphrase": w.PassphraseHint})
	case in.Passphrase != f.Value("again"):
		return g.Wrong(map[string]string{"again": w.NotTheSame})
	}
	s := d.Session
	return screen.Save(g, func() (store.Operator, error) { return s.Admit(context.Background(), in, d.W) }, func(o store.Operator, err error) tea.Cmd {
		if err != nil {
			return g.Failed(err)
		}
		said := []string{d.W.Operator.Added.With("name", widget.Clean(o.Name), "role", d.W.RoleOf(o.Role))}
		if o.Login != "" {
			said = append(said, d.W.Operator.UseAs.With("login", widget.Clean(o.Login)), d.W.Operator.AsksNow)
		} else {
			said = append(said, d.W.Operator.UseOwn)
		}
		for _, name := range []string{"passphrase", "again"} {
			f.Field(name).SetValue("")
		}
		return g.Saved(tea.Sequence(screen.Back(g), screen.Overlay(widget.NewConfirm(d, widget.Question{Title: w.Add.Name, Lines: said, Act: w.Read, Told: true}))))
	})
}

// rename asks what somebody is called.
func (p *Page) rename() tea.Cmd {
	s, ok := p.chosen()
	if !ok || s.Gone() {
		return nil
	}
	d, f := p.d, &guest{d: p.d}
	records := d.Store
	f.Page = form.New(d, form.Options{ID: "operators.name", Title: d.T.Operators.Rename.Name,
		Fields: []*widget.Field{widget.NewText("name", d.W.Operator.Name).Must().Of(s.Name)},
		Save: func() tea.Cmd {
			name := f.Form.Value("name")
			return form.Store(f.Page, func() (store.Operator, error) {
				return records.EditOperator(s.ID, func(o *store.Operator) { o.Name = name })
			}, func(o store.Operator) tea.Cmd {
				return tea.Batch(screen.Back(f), screen.Toast(screen.Success, d.W.Operator.Renamed.With("name", widget.Clean(o.Name))))
			})
		}})
	f.Own(f)
	f.Form.Clean()
	return screen.Push(f)
}

// remove says what follows, and shuts somebody out.
func (p *Page) remove() tea.Cmd {
	s, ok := p.chosen()
	if !ok {
		return nil
	}
	d, name, at := p.d, called(p.d, s), p.d.Session
	return screen.Overlay(widget.NewConfirm(d, widget.Question{Title: d.W.Operator.RemoveAsk.With("name", name),
		Lines: []string{d.W.Operator.RemoveWhat}, Act: d.T.Operators.Remove.Name, Dangerous: true, Run: func() tea.Cmd {
			return screen.Save(p, func() (session.Dismissed, error) { return at.Dismiss(context.Background(), s.ID) },
				func(gone session.Dismissed, err error) tea.Cmd {
					if err != nil {
						return screen.Toast(screen.Failure, d.W.Sentence(err))
					}
					return screen.Overlay(widget.NewConfirm(d, widget.Question{Title: d.T.Operators.Remove.Name,
						Lines: d.W.Dismissed(name, gone.Copies, gone.Away), Act: d.T.Operators.Read, Told: true}))
				})
		}}))
}
