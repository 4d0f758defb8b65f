package log

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/facts"
	"calepin/ui/screen/talk"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// askBox asks for the kind of an interaction, then for its direction, by a
// letter each.
type askBox struct {
	d    *screen.Desk
	i    store.Interaction
	name string
	at   int
}

func newAsk(d *screen.Desk, i store.Interaction, name string) *askBox {
	return &askBox{d: d, i: i, name: name}
}

// option is a line of the box.
type option struct {
	id, key, sign, label, about string
	take                        func(*store.Interaction)
}

func (b *askBox) options() (list []option) {
	w := b.d.T.Log
	if b.i.Kind == "" {
		for _, k := range kinds {
			list = append(list, option{
				id: string(k.kind), key: k.key, sign: talk.Sign(k.kind), label: b.d.W.Records.Kinds[string(k.kind)],
				take: func(i *store.Interaction) { i.Kind = k.kind },
			})
		}
		return list
	}
	for _, way := range directions {
		label, about := w.Received, w.In
		if way.way == store.Out {
			label, about = w.Sent, w.Out
		}
		list = append(list, option{
			id: string(way.way), key: way.key, sign: facts.Way(way.way), label: label, about: about[string(b.i.Kind)],
			take: func(i *store.Interaction) { i.Direction = way.way },
		})
	}
	return list
}

// Title asks.
func (b *askBox) Title() string {
	if b.i.Kind == "" {
		return b.d.T.Log.KindTitle.With("name", b.name)
	}
	return b.d.T.Log.DirectionTitle.With("kind", b.d.W.Records.Kinds[string(b.i.Kind)], "name", b.name)
}

// Init does nothing.
func (b *askBox) Init() tea.Cmd { return nil }

// Size is that of the longer question, so that the box stays where it is.
func (b *askBox) Size(w, h int) (int, int) { return min(w, 58), min(h, len(kinds)) }

// Actions are the letters: they win over those of the pages below.
func (b *askBox) Actions() (all []screen.Action) {
	prefix, help := "log.kind.", b.d.T.Log.ChooseKind
	if b.i.Kind != "" {
		prefix, help = "log.direction.", b.d.T.Log.ChooseDirection
	}
	options := b.options()
	for _, o := range options {
		all = append(all, screen.Action{
			ID: prefix + o.id, Keys: []string{o.key}, Words: text.Action{Name: o.label, Help: help.Help}, Hidden: true,
			Run: func() tea.Cmd { return b.take(o) },
		})
	}
	move := func(id string, words text.Action, n int, keys ...string) screen.Action {
		return screen.Action{ID: "list." + id, Keys: keys, Words: words, Hidden: true, Run: func() tea.Cmd {
			b.at = max(0, min(b.at+n, len(options)-1))
			return nil
		}}
	}
	w := b.d.T.Widgets
	return append(all,
		move("down", w.Down, 1, "down", "j"), move("up", w.Up, -1, "up", "k"),
		screen.Action{ID: "log.take", Keys: []string{"enter"}, Words: w.Pick, Run: func() tea.Cmd { return b.take(options[b.at]) }})
}

// take goes on with an option: to the next question or to the form.
func (b *askBox) take(o option) tea.Cmd {
	o.take(&b.i)
	b.at = 0
	if b.i.Kind == store.Purchase {
		b.i.Direction = store.In // the one who buys is the contact
	}
	if b.i.Kind != store.Note && b.i.Direction == "" {
		return nil
	}
	return tea.Sequence(screen.Back(b), begin(b.d, b.i))
}

// Update takes clicks, and backspace back to the first question.
func (b *askBox) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.MouseClickMsg:
		if list := b.options(); msg.Y >= 0 && msg.Y < len(list) {
			return b.take(list[msg.Y])
		}
	case tea.KeyPressMsg:
		if msg.String() == "backspace" {
			b.at = max(0, slices.IndexFunc(kinds, func(k struct {
				kind store.Kind
				key  string
			}) bool {
				return k.kind == b.i.Kind
			}))
			b.i.Kind = ""
		}
	}
	return nil
}

// View lists the options, their letters first.
func (b *askBox) View(w, h int) string {
	th := b.d.Theme
	var lines []string
	for n, o := range b.options() {
		key, label := " "+b.letter(o)+"  ", o.sign+" "+o.label
		if n == b.at {
			line := widget.Fit(key+widget.Fit(label, 16)+o.about, w)
			lines = append(lines, th.Selected.Render(line))
			continue
		}
		lines = append(lines, widget.Cut(th.Accent.Render(key)+th.Text.Render(widget.Fit(label, 16))+th.Muted.Render(o.about), w))
	}
	return widget.Block(lines, w, h)
}

// letter is the key of an option, the person's own where it was rebound.
func (b *askBox) letter(o option) string {
	prefix := "log.kind."
	if b.i.Kind != "" {
		prefix = "log.direction."
	}
	return strings.TrimSpace(b.d.KeyOf(screen.Action{ID: prefix + o.id, Keys: []string{o.key}}))
}
