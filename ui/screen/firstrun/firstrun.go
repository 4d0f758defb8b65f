// Package firstrun leads through the creation of a vault, one question a page.
// It writes nothing before the last answer.
package firstrun

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/store/exchange"
	"calepin/ui/screen"
	"calepin/ui/screen/sheet"
	"calepin/ui/session"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// step is a page of the set-up.
type step int

const (
	language step = iota
	business
	place
	passphrase
	paper
	proof
	done
)

// Page makes a vault.
type Page struct {
	d   *screen.Desk
	at  session.At
	env func(string) string

	step  step
	plan  session.Plan
	keys  session.Keys
	made  *made
	which []int // the groups asked back

	languages *sheet.Menu
	places    *sheet.Menu
	owner     *widget.Form
	file      *widget.Form
	secret    *widget.Form
	back      *widget.Form // what is typed back from paper
	qr        bool         // the code has the page to itself
	codes     map[bool][]string

	noRing error // why the keyring is of no use here
	chose  bool  // where the key will live

	busy   bool // trying the keyring, or making the vault
	err    error
	since  time.Time
	frame  int
	ticked bool
	sheet  *sheet.Sheet
	room   [2]int // of the page, as last drawn
}

// New begins a vault at a place. env is the environment, which tells the
// country.
func New(d *screen.Desk, at session.At, env func(string) string) *Page {
	p := &Page{d: d, at: at, env: env, codes: map[bool][]string{}}
	p.languages = &sheet.Menu{Options: []widget.Option{
		{Value: string(text.French), Label: "Français", Key: "f"}, {Value: string(text.English), Label: "English", Key: "e"},
	}}
	p.languages.Choose(string(d.Language()))
	p.compose()
	return p
}

// compose makes the pages in the language of the desk, keeping the answers.
func (p *Page) compose() {
	w, own := p.d.T.FirstRun, p.d.W.Init
	p.offer()
	was, file := p.owner, p.file
	p.owner = widget.NewForm(p.d,
		widget.NewText("name", w.Name).WithHint(w.NameHint),
		widget.NewText("email", w.Email).WithHint(w.Optional),
		widget.NewText("phone", w.Phone).WithHint(w.Optional),
		widget.NewText("country", w.Country).Of(session.Country(p.d.Language(), p.env)),
		widget.NewChoice("form", w.Form,
			widget.Option{Value: store.Liberal, Label: own.FormLiberal}, widget.Option{Value: store.Company, Label: own.FormCompany},
			widget.Option{Value: store.Trader, Label: own.FormTrader}))
	p.owner.Enter = p.next
	p.file = widget.NewForm(p.d, widget.NewText("file", w.FileLabel).WithHint(w.FileHint))
	p.file.Enter = p.next
	if was != nil {
		state := was.State()
		if !was.Field("country").Dirty() {
			delete(state, "country") // it follows the language
		}
		p.owner.Restore(state)
		p.file.Restore(file.State())
	}
	p.secret = widget.NewForm(p.d, widget.NewSecret("first", w.Passphrase), widget.NewSecret("again", w.Again))
	p.secret.Enter = p.next
}

// offer lists where the key can live, and what is in the way of it.
func (p *Page) offer() {
	w, at, ring := p.d.T.FirstRun, 0, ""
	if p.places != nil {
		at = p.places.At
	}
	if p.noRing != nil {
		ring = p.sentence(p.noRing)
	}
	p.places = &sheet.Menu{At: at, Options: []widget.Option{
		{Value: string(session.Keyring), Label: w.Keyring, Help: w.KeyringHelp, Disabled: ring},
		{Value: string(session.TwoFactors), Label: w.TwoFactors, Help: w.TwoFactorsHelp, Disabled: ring},
		{Value: string(session.Sealed), Label: w.Sealed, Help: w.SealedHelp},
		{Value: string(session.KeyFile), Label: w.File, Help: w.FileHelp},
	}}
}

// steps are the pages with a number, those that the answers make needless left
// out.
func (p *Page) steps() []step {
	all := []step{language, business, place, passphrase, paper, proof}
	if !session.Choice(p.places.Value()).Sealed() {
		all = slices.DeleteFunc(all, func(s step) bool { return s == passphrase })
	}
	return all
}

// Title is part of screen.Screen.
func (p *Page) Title() string { return p.d.T.FirstRun.Title }

// Init asks the keyring quietly whether it answers, so that the first place
// offered is one that works.
func (p *Page) Init() tea.Cmd {
	at := p.at
	return screen.Do(screen.Job{Owner: p, Key: "probe"},
		func(ctx context.Context, _ screen.Report) (struct{}, error) {
			return struct{}{}, at.TryKeyring(ctx, false)
		},
		func(_ struct{}, err error) tea.Cmd {
			if err != nil && !session.Waitable(err) {
				p.without(err)
			}
			return nil
		})
}

// without offers the places that need no keyring first.
func (p *Page) without(err error) {
	p.noRing = err
	p.offer()
	if !p.chose {
		p.places.Choose(string(session.Sealed))
	}
}

// to shows another page.
func (p *Page) to(s step) tea.Cmd {
	p.step, p.err, p.qr = s, nil, false
	switch s {
	case paper:
		p.draw()
	case proof:
		p.ask()
	}
	return nil
}

// previous goes back a page.
func (p *Page) previous() tea.Cmd {
	if p.step == paper && p.qr && !p.beside(p.code()) {
		p.qr = false
		return nil
	}
	all := p.steps()
	if i := slices.Index(all, p.step); i > 0 {
		return p.to(all[i-1])
	}
	return nil
}

// onward goes to the page after this one.
func (p *Page) onward() tea.Cmd {
	all := p.steps()
	return p.to(all[slices.Index(all, p.step)+1])
}

// next checks the answers of the page and goes on.
func (p *Page) next() tea.Cmd {
	if p.busy {
		return nil
	}
	p.err = nil
	switch p.step {
	case business:
		if !p.takeBusiness() {
			return nil
		}
	case place:
		return p.takePlace()
	case passphrase:
		if !p.takePassphrase() {
			return nil
		}
	case proof:
		return p.prove()
	}
	return p.onward()
}

// speak changes the language at once.
func (p *Page) speak() tea.Cmd {
	l := text.Language(p.languages.Value())
	if l == p.d.Language() {
		return nil
	}
	words, err := text.Load(l)
	if err == nil {
		var screens *text.Screens
		if screens, err = text.LoadScreens(l); err == nil {
			p.d.W, p.d.T = words, screens
			p.compose()
			return nil
		}
	}
	p.err = err
	return nil
}

func (p *Page) takeBusiness() bool {
	s := &p.plan.Settings
	s.Language = string(p.d.Language())
	s.Business = store.Business{Name: p.owner.Value("name"), Email: p.owner.Value("email"), Phone: p.owner.Value("phone"),
		LegalForm: p.owner.Value("form")}
	s.Country = exchange.CountryCode(p.owner.Value("country"))
	if err := s.Check(); err != nil {
		key := fieldOf(err)
		if p.owner.Field(key) == nil {
			p.err = err
			return false
		}
		p.owner.Errors(map[string]string{key: p.sentence(err)})
		return false
	}
	return true
}

// takePlace tries the keyring before it is relied on, and whether the file can
// be made.
func (p *Page) takePlace() tea.Cmd {
	p.chose = true
	p.plan.Key, p.plan.IdentityFile = session.Choice(p.places.Value()), ""
	switch p.plan.Key {
	case session.Keyring, session.TwoFactors:
		return p.try()
	case session.KeyFile:
		path := home(p.file.Value("file"), p.env)
		if path == "" {
			p.file.Errors(map[string]string{"file": p.d.T.FirstRun.FileNeeded})
			return nil
		}
		if err := p.at.Creatable(path); err != nil {
			p.file.Errors(map[string]string{"file": p.sentence(err)})
			return nil
		}
		p.plan.IdentityFile = path
	}
	return p.onward()
}

// try waits for the keyring, which may have to ask for its password.
func (p *Page) try() tea.Cmd {
	p.wait()
	at := p.at
	return tea.Batch(p.tick(), screen.Do(screen.Job{Owner: p, Key: "keyring"},
		func(ctx context.Context, _ screen.Report) (struct{}, error) {
			return struct{}{}, at.TryKeyring(ctx, true)
		},
		func(_ struct{}, err error) tea.Cmd {
			p.busy = false
			if err != nil {
				p.err = err
				return nil
			}
			return p.onward()
		}))
}

// stop leaves the keyring's window alone: the job that replaces it does nothing.
func (p *Page) stop() tea.Cmd {
	p.busy = false
	return screen.Do(screen.Job{Owner: p, Key: "keyring"},
		func(context.Context, screen.Report) (struct{}, error) { return struct{}{}, nil },
		func(struct{}, error) tea.Cmd { return nil })
}

func (p *Page) takePassphrase() bool {
	w := p.d.W.Init
	first, again := p.secret.Field("first").Value(), p.secret.Field("again").Value()
	switch {
	case session.Weak(first):
		p.secret.Errors(map[string]string{"first": text.Capital(w.WeakPassphrase.With("n", session.MinPassphrase))})
		return false
	case first != again:
		p.secret.Field("again").SetValue("")
		p.secret.Errors(map[string]string{"again": w.Differ})
		return false
	}
	p.plan.Passphrase = first
	return true
}

func (p *Page) wait() { p.busy, p.since = true, p.d.Now() }

// sentence is an error as a sentence of its own.
func (p *Page) sentence(err error) string {
	return text.Capital(p.d.W.Sentence(session.About(p.at.Dir, err)))
}
