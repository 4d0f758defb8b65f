// Package exchange is the page of one interaction, or of a support request
// with all that was said about it.
package exchange

import (
	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/talk"
	"calepin/ui/widget"
)

// Page is a thread: of one message where it is no support request.
type Page struct {
	d      *screen.Desk
	ids    [2]store.ID // the contact and the interaction it was opened for
	thread store.Thread
	gone   bool
	reader *talk.Reader
	w, h   int
}

// New makes the page of an interaction of a contact.
func New(d *screen.Desk, contact, id store.ID) *Page {
	p := &Page{d: d, ids: [2]store.ID{contact, id}, reader: talk.NewReader(d)}
	p.read()
	p.reader.Focus(id)
	return p
}

// Open answers screen.ExchangePage.
func Open(d *screen.Desk, ids ...store.ID) tea.Cmd { return screen.Push(New(d, ids[0], ids[1])) }

// read reads the thread, which one person's interactions tell. Where the
// message it was opened for is gone, the request it was part of stays.
func (p *Page) read() {
	th, err := p.d.Store.Thread(p.ids[0], p.ids[1])
	if err != nil && p.thread.Request.ID != p.ids[1] && p.thread.Request.ID != (store.ID{}) {
		p.ids[1] = p.thread.Request.ID
		th, err = p.d.Store.Thread(p.ids[0], p.ids[1])
	}
	p.gone = err != nil
	if err != nil {
		p.reader.Show(nil)
		return
	}
	p.thread = th
	p.reader.Show(append([]store.Interaction{th.Request}, th.Messages...))
}

// Title is what it was about.
func (p *Page) Title() string {
	if p.gone {
		return p.d.T.Exchange.Gone
	}
	return widget.Cut(talk.Subject(p.d, &p.thread.Request), 48)
}

// Init does nothing.
func (p *Page) Init() tea.Cmd { return nil }

// About is whom it was with.
func (p *Page) About() (store.ID, bool) { return p.ids[0], !p.gone }

// Update reads again what changed, and scrolls. A page whose message is gone
// leaves by itself.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		p.w, p.h = msg.Width, msg.Height
		p.resize()
	case screen.Changed:
		p.read()
		p.resize()
		if p.gone {
			return screen.Back(p)
		}
	case tea.MouseWheelMsg:
		if msg.Button == tea.MouseWheelUp {
			p.reader.Scroll(-3)
		} else if msg.Button == tea.MouseWheelDown {
			p.reader.Scroll(3)
		}
	}
	return nil
}

func (p *Page) resize() {
	wl, _, two := panes(p.w)
	head := len(p.head(wl, two))
	p.reader.Resize(wl, p.h-head)
}
