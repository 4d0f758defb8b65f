package unlock

import (
	"cmp"
	"errors"

	"calepin/crypto"
	"calepin/store"
	"calepin/store/vault"
	"calepin/ui/screen/sheet"
	"calepin/ui/session"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// View is part of screen.Screen.
func (p *Page) View(w, h int) string {
	s := sheet.New(w, h)
	p.sheet = s
	words, th := p.d.T.Unlock, p.d.Theme
	title := func(line string) { s.Say(th.Title, line); s.Gap() }
	switch p.phase {
	case opening:
		s.Say(th.Muted, p.sign()+words.Opening)
	case locked:
		title(words.LockedTitle)
		if p.why != "" {
			s.Say(th.Text, p.why)
		}
		s.Say(th.Muted, words.LockedHint)
	case passphrase:
		p.aboutLock(s)
		title(words.PassphraseTitle)
		if name := p.step.Whose(); name != "" {
			s.Say(th.Strong, widget.Clean(name))
		}
		s.Say(th.Muted, p.where())
		s.Gap()
		p.typed(s, words.Checking)
	case prompt:
		p.aboutLock(s)
		title(words.PromptTitle)
		s.Say(th.Text, words.PromptText)
	case waiting:
		title(words.WaitingTitle)
		s.Say(th.Text, words.WaitingText)
		s.Gap()
		s.Say(th.Accent, p.sign()+p.d.T.App.Seconds.Of(int(p.d.Now().Sub(p.since).Seconds())))
	case recovery:
		p.aboutLock(s)
		title(words.RecoveryTitle)
		if p.step.Why != nil {
			s.Say(th.Warning, p.without())
		}
		s.Say(th.Text, words.RecoveryText)
		if p.complete() {
			s.Say(th.Good, "✓ "+words.RecoveryDone)
		}
		s.Gap()
		p.typed(s, words.Opening)
	case confirming:
		p.unknown(s)
	case who:
		p.whoOpens(s)
	case login:
		p.aboutLock(s)
		title(words.WhoTitle)
		s.Form(p.form)
	case hardware:
		p.attend(s)
	case failed:
		s.Say(th.Bad, "✗ "+p.failure())
		s.Gap()
		s.Say(th.Text, p.reason())
	}
	return s.View()
}

// aboutLock says on top that the vault was locked, and why.
func (p *Page) aboutLock(s *sheet.Sheet) {
	if p.held {
		s.Say(p.d.Theme.Muted, cmp.Or(p.why, p.d.T.Unlock.LockedTitle))
		s.Gap()
	}
}

// without says why the recovery key is asked for.
func (p *Page) without() string {
	if path := session.Away(p.step.Why); path != "" {
		return text.Capital(p.d.W.Unlock.Away.With("path", path))
	}
	return p.sentence(p.step.Why)
}

// typed is the form, or what is done with what was typed in it.
func (p *Page) typed(s *sheet.Sheet, busy string) {
	if p.busy {
		s.Say(p.d.Theme.Accent, p.sign()+busy)
		return
	}
	s.Form(p.form)
}

func (p *Page) sign() string { return sheet.Turn(p.frame) + " " }

// complete tells whether a whole key was typed.
func (p *Page) complete() bool {
	if p.form == nil {
		return false
	}
	_, err := session.Paper(p.form.Value("key"))
	return err == nil
}

// where says which key the passphrase is for.
func (p *Page) where() string {
	w := p.d.T.Unlock
	switch p.step.Place.Kind() {
	case session.InKeyring:
		return w.TwoFactors
	case session.InVault:
		return w.Beside
	}
	return w.File.With("path", p.step.Place.Path())
}

// unknown shows a vault that the key never saw here.
func (p *Page) unknown(s *sheet.Sheet) {
	w, th := p.d.W.Unlock, p.d.Theme
	s.Say(th.Title, p.d.T.Unlock.NewTitle)
	s.Gap()
	if p.found.Rekeyed {
		s.Say(th.Warning, text.Capital(p.d.W.Operator.Rekeyed))
		s.Gap()
	}
	s.Say(th.Text, w.NewVault.With("date", p.d.Language().Time(p.found.SealedAt.Local())))
	s.Gap()
	count := func(kind store.RecordKind) int { return p.found.Counts[string(kind)] }
	for _, line := range []string{
		w.People.Of(count(store.KindPerson)), w.Interactions.Of(count(store.KindInteraction)), w.Documents.Of(count(store.KindDocument)),
	} {
		s.Say(th.Strong, "  "+line)
	}
	s.Gap()
	if p.busy {
		s.Say(th.Accent, p.sign()+p.d.T.Unlock.Opening)
		return
	}
	s.Say(th.Text, w.IsItYours)
}

// failure names what is in the way.
func (p *Page) failure() string {
	w := p.d.T.Unlock
	var (
		inUse   *vault.InUseError
		token   *crypto.PluginError
		damaged *vault.DamagedError
		newer   *vault.NewerError
	)
	switch {
	case errors.As(p.err, &inUse):
		return w.InUseTitle
	case errors.As(p.err, &newer):
		return w.NewerTitle
	case p.older():
		return w.OlderTitle
	case errors.As(p.err, &damaged), errors.Is(p.err, vault.ErrNotAuthentic):
		return w.DamagedTitle
	case errors.Is(p.err, vault.ErrNotFound):
		return w.GoneTitle
	case errors.As(p.err, &token):
		return w.FailedTitle
	case p.anotherKey():
		return w.WrongTitle
	}
	return w.FailedTitle
}

// reason says what is in the way and what to do about it.
func (p *Page) reason() string {
	var of *session.KeyError
	if !errors.As(p.err, &of) {
		return p.sentence(p.err)
	}
	w := p.d.W.Unlock
	if session.Missing(of.Err) {
		return text.Capital(w.NoFile.With("path", of.Place.Path()))
	}
	return text.Capital(w.BadFile.With("path", of.Place.Path(), "why", p.d.W.Sentence(of.Err)))
}
