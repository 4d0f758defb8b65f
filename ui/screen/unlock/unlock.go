// Package unlock is the screen that opens the vault: at once where the key
// needs no question, else with the question it needs.
package unlock

import (
	"context"
	"errors"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"calepin/crypto"
	"calepin/store"
	"calepin/store/vault"
	"calepin/ui/screen"
	"calepin/ui/screen/sheet"
	"calepin/ui/session"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// phase is what the page shows.
type phase int

const (
	opening    phase = iota // looking for the key, or opening with it
	locked                  // closed a moment ago: nothing opens until asked
	passphrase              // of a sealed key
	prompt                  // the keyring is locked
	waiting                 // for the keyring's own window
	recovery                // the key from paper
	confirming              // a vault new to the key
	who                     // several have a key here
	login                   // of somebody else
	hardware                // a hardware key asks, or is waited for
	failed
)

// Page opens a vault.
type Page struct {
	d   *screen.Desk
	at  session.At
	why string // of the lock

	held  bool           // nothing opens before the person asks
	ahead *session.Ahead // what began before the page was there, once; nil for nothing

	phase  phase
	step   session.Step
	key    session.Key // while it is asked whether the vault is the right one
	found  vault.Summary
	err    error
	notes  []string
	form   *widget.Form
	busy   bool
	since  time.Time
	frame  int
	ticked bool
	sheet  *sheet.Sheet
	people *sheet.Menu // who may open

	attends *attendant // of the opening under way
	token   question   // that a hardware key asks
}

// New opens the vault as soon as it is shown, going on from ahead, which may be
// nil.
func New(d *screen.Desk, at session.At, ahead *session.Ahead) *Page {
	return &Page{d: d, at: at, ahead: ahead}
}

// Locked waits for the person: the vault was closed a moment ago, for the
// reason that why says. Where the key was typed, it is asked for at once; where
// several have a key here, who opens is.
func Locked(d *screen.Desk, at session.At, why string, typed bool) *Page {
	at.Ask = true
	p := &Page{d: d, at: at, why: why, held: true}
	if !typed {
		p.phase = locked
	}
	return p
}

// Title is part of screen.Screen.
func (p *Page) Title() string { return p.d.T.Unlock.Title }

// Init is part of screen.Screen.
func (p *Page) Init() tea.Cmd {
	switch p.phase {
	case locked:
		return p.seats(func(step session.Step) bool { return p.phase == locked && p.at.Identity == "" && len(step.Seats) > 1 })
	case failed:
		return nil
	}
	return p.find()
}

// find looks for the key.
func (p *Page) find() tea.Cmd {
	p.begin(opening)
	find := p.at.Find
	if ahead := p.ahead; ahead != nil {
		find = func(context.Context) (vault.Info, session.Step, error) { return ahead.Find() }
	}
	type found struct {
		info vault.Info
		step session.Step
	}
	return tea.Batch(p.tick(), screen.Do(screen.Job{Owner: p, Key: "key"},
		func(ctx context.Context, _ screen.Report) (found, error) {
			info, step, err := find(ctx)
			return found{info, step}, err
		},
		func(f found, err error) tea.Cmd {
			if len(f.info.Conflicts) > 0 {
				p.note(p.d.W.Unlock.Conflicts.With("files", strings.Join(f.info.Conflicts, ", ")))
			}
			return p.follow(f.step, err)
		}))
}

// reopen opens the vault once the person asks for it.
func (p *Page) reopen() tea.Cmd {
	p.held = false
	return p.find()
}

// begin shows a phase in which the person waits.
func (p *Page) begin(to phase) { p.phase, p.busy, p.since, p.err = to, true, p.d.Now(), nil }

func (p *Page) note(line string) {
	if line = strings.TrimSpace(line); line != "" {
		p.notes = append(p.notes, line)
	}
}

// follow goes on with what a step needs.
func (p *Page) follow(step session.Step, err error) tea.Cmd {
	ahead := p.ahead
	p.ahead = nil
	if err != nil {
		return p.fail(err)
	}
	if p.held && step.Need == session.Nothing {
		p.phase, p.busy = locked, false
		return nil
	}
	p.busy, p.step, p.form = false, step, nil
	if path := step.Exposed(); path != "" {
		p.note(p.d.W.Unlock.Exposed.With("path", path))
	}
	switch step.Need {
	case session.Nothing:
		known := func() (session.Key, error) { return step.Key, nil }
		if ahead != nil && step.Ready() {
			return p.openBy(known, func(context.Context, session.Key) (*session.Session, error) { return ahead.Open() })
		}
		return p.open(known, nil)
	case session.Passphrase:
		p.phase = passphrase
		p.form = widget.NewForm(p.d, widget.NewSecret("passphrase", p.d.T.Unlock.PassphraseLabel))
	case session.Prompt:
		p.phase = prompt
	case session.Recovery:
		p.askRecovery()
	case session.Who:
		p.choose(step)
	}
	return nil
}

func (p *Page) askRecovery() {
	w := p.d.T.Unlock
	p.phase, p.busy = recovery, false
	p.form = widget.NewForm(p.d, widget.NewArea("key", w.RecoveryLabel, 4).WithHint(w.RecoveryHint))
}

// opened is what opening led to.
type opened struct {
	session *session.Session
	records *store.Store
	notes   []string
	key     session.Key
}

// open opens the vault with the key that unlock gives.
func (p *Page) open(unlock func() (session.Key, error), confirm session.Confirm) tea.Cmd {
	at := p.at
	return p.openBy(unlock, func(ctx context.Context, k session.Key) (*session.Session, error) { return at.Open(ctx, k, confirm) })
}

// openBy opens the vault in a way of its own. It is a write: its result must
// not be dropped, for it holds the vault.
func (p *Page) openBy(unlock func() (session.Key, error), open func(context.Context, session.Key) (*session.Session, error)) tea.Cmd {
	if !p.busy {
		p.busy, p.since = true, p.d.Now()
	}
	w, now, later, attends := p.d.W, p.d.Now, p.at.Prompts, newAttendant()
	p.attends = attends
	return tea.Batch(p.tick(), screen.Do(screen.Job{Owner: p, Write: true},
		func(ctx context.Context, _ screen.Report) (o opened, err error) {
			if o.key, err = unlock(); err != nil {
				return o, err
			}
			o.key.ID.Attend(attends.prompts())
			defer o.key.ID.Attend(later)
			if o.session, err = open(ctx, o.key); err != nil {
				return o, err
			}
			o.notes = o.session.Notes(w, now())
			var more []string
			if o.records, more, err = o.session.Records(w, now); err != nil {
				return o, errors.Join(err, o.session.Close())
			}
			o.notes = append(o.notes, more...)
			return o, nil
		}, p.opened), attends.listen())
}

func (p *Page) opened(o opened, err error) tea.Cmd {
	p.busy = false
	p.attends.cancel()
	var met *session.NewError
	var sealed *session.SealedError
	switch {
	case errors.As(err, &met):
		p.phase, p.key, p.found, p.form = confirming, o.key, met.Found, nil
		return nil
	case errors.As(err, &sealed):
		return p.follow(sealed.Step, nil)
	case errors.Is(err, crypto.ErrWrongPassphrase), errors.Is(err, crypto.ErrEmptyPassphrase):
		if p.phase == passphrase {
			p.form.Field("passphrase").SetValue("")
			p.form.Errors(map[string]string{"passphrase": p.sentence(err)})
			return nil
		}
	case errors.Is(err, vault.ErrWrongKey) && p.phase == recovery:
		p.form.Errors(map[string]string{"key": p.sentence(err)})
		return nil
	}
	if err != nil {
		return p.fail(err)
	}
	p.wipe()
	p.begin(opening) // until the root has taken it over
	msg := screen.OpenedMsg{
		Store: o.records, Session: o.session, Close: o.session.Close, ReadOnly: o.session.Vault.ReadOnly(), Say: append(p.notes, o.notes...),
		Then: tea.Tick(drawn, func(time.Time) tea.Msg { return p.arrive(o.session.Vault)() }),
	}
	return func() tea.Msg { return msg }
}

// drawn is how long the first screen is given before the rest of the vault asks
// for all cores: two frames.
const drawn = 20 * time.Millisecond

// arrive waits for what of the vault is not in memory yet. Where a part of it
// proves damaged this page is shown again, with that.
func (p *Page) arrive(v *vault.Vault) tea.Cmd {
	return screen.Do(screen.Job{Label: p.d.T.Unlock.Arriving, Firm: true},
		func(context.Context, screen.Report) (struct{}, error) { return struct{}{}, v.Whole() },
		func(_ struct{}, err error) tea.Cmd {
			if err == nil || errors.Is(err, vault.ErrClosed) {
				return nil
			}
			p.notes = nil
			return tea.Batch(p.fail(err), screen.Broken(p))
		})
}

// wipe forgets what was typed.
func (p *Page) wipe() {
	if p.form == nil {
		return
	}
	for _, key := range []string{"passphrase", "key", "answer", "login"} {
		if f := p.form.Field(key); f != nil {
			f.SetValue("")
		}
	}
	p.form = nil
}

func (p *Page) fail(err error) tea.Cmd {
	p.wipe()
	p.phase, p.busy, p.err = failed, false, err
	return nil
}

// sentence is an error as a sentence of its own.
func (p *Page) sentence(err error) string {
	var of *session.KeyError
	s := p.d.W.Sentence(session.About(p.at.Dir, err))
	if errors.As(err, &of) {
		s = p.d.W.Sentence(of.Err)
	}
	return text.Capital(s)
}

// turn keeps the sign of waiting turning.
type turn struct{ page *Page }

func (p *Page) tick() tea.Cmd {
	if p.ticked {
		return nil
	}
	p.ticked = true
	return tea.Tick(150*time.Millisecond, func(time.Time) tea.Msg { return turn{p} })
}

// Update is part of screen.Screen.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case turn:
		if m.page != p {
			return nil
		}
		p.frame++
		if p.ticked = false; p.busy {
			return p.tick()
		}
		return nil
	case asked:
		return p.heed(m)
	case screen.QuitMsg:
		return p.giveUp()
	}
	if !p.Typing() {
		return nil
	}
	return p.form.Update(p.sheet.ToForm(msg))
}

// Typing is part of screen.Typing.
func (p *Page) Typing() bool { return p.form != nil && (!p.busy || p.phase == hardware) }

// Cursor is part of screen.Cursored.
func (p *Page) Cursor() *tea.Cursor {
	if !p.Typing() {
		return nil
	}
	return p.sheet.Cursor()
}
