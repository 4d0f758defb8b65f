package unlock

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"calepin/crypto"
	"calepin/ui/screen"
	"calepin/ui/screen/sheet"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// attendant hands what a hardware key's plugin asks, from a goroutine of its own,
// to the page, and the answers back.
type attendant struct {
	ctx    context.Context
	cancel context.CancelFunc
	asks   chan question
}

// question is what a plugin says or asks.
type question struct {
	plugin  string
	until   time.Time // a plugin begins, and is waited for as long
	message string    // said, nothing asked
	text    string    // asked
	secret  bool
	yes, no string // asked as one of two; no is empty where there is but one
	answer  chan answer
}

type answer struct {
	value string
	yes   bool
}

func newAttendant() *attendant {
	a := &attendant{asks: make(chan question)}
	a.ctx, a.cancel = context.WithCancel(context.Background())
	return a
}

// tell hands a question over, and waits until the page has it.
func (a *attendant) tell(q question) error {
	select {
	case a.asks <- q:
		return nil
	case <-a.ctx.Done():
		return a.ctx.Err()
	}
}

func (a *attendant) ask(q question) (answer, error) {
	q.answer = make(chan answer, 1)
	if err := a.tell(q); err != nil {
		return answer{}, err
	}
	select {
	case given := <-q.answer:
		return given, nil
	case <-a.ctx.Done():
		return answer{}, a.ctx.Err()
	}
}

func (a *attendant) prompts() crypto.Prompts {
	return crypto.Prompts{
		Context: a.ctx,
		Begin:   func(plugin string, until time.Time) { _ = a.tell(question{plugin: plugin, until: until}) },
		Say:     func(plugin, message string) { _ = a.tell(question{plugin: plugin, message: message}) },
		Ask: func(plugin, text string, secret bool) (string, error) {
			given, err := a.ask(question{plugin: plugin, text: text, secret: secret})
			return given.value, err
		},
		Confirm: func(plugin, text, yes, no string) (bool, error) {
			given, err := a.ask(question{plugin: plugin, text: text, yes: yes, no: no})
			return given.yes, err
		},
	}
}

// asked is a question on the loop.
type asked struct {
	of *attendant
	q  question
}

// listen waits for the next question, or for the end.
func (a *attendant) listen() tea.Cmd {
	return func() tea.Msg {
		select {
		case q := <-a.asks:
			return asked{a, q}
		case <-a.ctx.Done():
			return nil
		}
	}
}

// heed shows what the plugin says or asks.
func (p *Page) heed(m asked) tea.Cmd {
	if m.of != p.attends {
		return nil
	}
	if p.phase != hardware {
		p.wipe()
		p.phase, p.token = hardware, question{}
	}
	q := m.q
	switch {
	case !q.until.IsZero():
		p.token = q
	case q.message != "":
		p.token.message = q.message
	default:
		q.until, q.message = p.token.until, p.token.message
		p.token, p.form = q, nil
		if q.yes == "" {
			label := widget.Clean(q.text)
			field := widget.NewText("answer", label)
			if q.secret {
				field = widget.NewSecret("answer", label)
			}
			p.form = widget.NewForm(p.d, field)
		}
	}
	return p.attends.listen()
}

// reply answers what was asked.
func (p *Page) reply(yes bool) tea.Cmd {
	given := answer{yes: yes}
	if p.form != nil {
		given.value = p.form.Value("answer")
	}
	p.wipe()
	p.token.answer <- given
	p.token.answer, p.token.text, p.token.message = nil, "", ""
	return nil
}

// giveUp leaves the plugin alone: the opening then ends.
func (p *Page) giveUp() tea.Cmd {
	if p.attends != nil {
		p.attends.cancel()
	}
	return nil
}

// hardwareActions answer the plugin, and give it up.
func (p *Page) hardwareActions(act func(string, text.Action, func() tea.Cmd, ...string) screen.Action) []screen.Action {
	w := p.d.T.Unlock
	var list []screen.Action
	named := func(name string) text.Action { return text.Action{Name: widget.Clean(name), Help: w.Reply.Help} }
	switch {
	case p.token.answer == nil:
	case p.token.yes == "":
		list = append(list, act("reply", w.Reply, func() tea.Cmd { return p.reply(true) }, "enter"))
	default:
		list = append(list, act("reply", named(p.token.yes), func() tea.Cmd { return p.reply(true) }, "enter", p.d.T.Widgets.YesKey))
		if p.token.no != "" {
			list = append(list, act("deny", named(p.token.no), func() tea.Cmd { return p.reply(false) }, "n"))
		}
	}
	return append(list, act("giveup", w.GiveUp, p.giveUp, "esc"))
}

// attend shows what the hardware key waits for, and how long it is waited for.
func (p *Page) attend(s *sheet.Sheet) {
	w, th := p.d.T.Unlock, p.d.Theme
	p.aboutLock(s)
	s.Say(th.Title, w.Hardware.With("name", p.token.plugin))
	s.Gap()
	if p.token.message != "" {
		s.Say(th.Text, text.Capital(widget.Clean(p.token.message)))
	} else if p.token.answer == nil {
		s.Say(th.Text, w.HardwareText)
	}
	left := max(0, int(p.token.until.Sub(p.d.Now()).Seconds()))
	s.Say(th.Muted, p.sign()+w.HardwareLeft.With("time", p.d.T.App.Seconds.Of(left)))
	if p.token.answer == nil {
		return
	}
	s.Gap()
	if p.form == nil {
		s.Say(th.Strong, text.Capital(widget.Clean(p.token.text)))
		return
	}
	s.Form(p.form)
}
