package personform

import (
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/form"
	"calepin/ui/widget"
)

// offered is how many of those on file a box offers.
const offered = 4

// certain are those on file with the same e-mail or number as a new contact.
func (p *page) certain(next store.Person) ([]store.Match, error) {
	found, err := p.desk.Store.LikelyDuplicates(next)
	found = slices.DeleteFunc(found, func(m store.Match) bool { return m.Why != "email" && m.Why != "phone" })
	return found[:min(offered, len(found))], err
}

// askSame asks what becomes of a new contact who is on file already, as far as
// an e-mail or a number tells.
func (p *page) askSame(next store.Person, matches []store.Match) tea.Cmd {
	w, c := p.desk.T.PersonForm, p.desk.W.Contact
	var options []widget.Option
	for i, m := range matches {
		who := widget.Clean(described(m.Row, p.country))
		open := widget.Option{Value: "open" + strconv.Itoa(i), Label: w.OpenThat.With("match", who)}
		add := widget.Option{Value: "join" + strconv.Itoa(i), Label: c.AddTo.With("match", who)}
		if i == 0 {
			open.Key, add.Key = "o", "j"
		}
		options = append(options, open, add)
	}
	options = append(options,
		widget.Option{Value: "new", Key: "a", Label: c.AddAnyway},
		widget.Option{Value: "stay", Key: "n", Label: w.GoOn})
	name := widget.Cut(widget.Clean(p.nameOf(next)), 24)
	return screen.Overlay(widget.NewChoose(p.desk, c.WhatToDo.With("name", name), options, func(value string) tea.Cmd {
		if p.Saving() { // the box was answered twice
			return nil
		}
		i, _ := strconv.Atoi(value[len(value)-1:])
		switch {
		case value == "new":
			return p.Begin(func() tea.Cmd { return p.add(next) })
		case value == "stay":
			return nil
		case value[:4] == "open":
			return p.desk.Open(screen.PersonPage, matches[i].ID)
		}
		return p.Begin(func() tea.Cmd { return p.complete(matches[i].ID, next) })
	}))
}

// complete adds what is new to the contact on file.
func (p *page) complete(id store.ID, next store.Person) tea.Cmd {
	s := p.desk.Store
	if !p.Form.Field("status").Dirty() {
		next.Status = "" // nobody chose it
	}
	return form.Store(p.Page, func() (store.Person, error) {
		return s.EditPerson(id, func(old *store.Person) error {
			*old = s.Combine(*old, next)
			return nil
		})
	}, func(saved store.Person) tea.Cmd {
		said := p.desk.W.Contact.Completed.With("name", widget.Clean(p.nameOf(saved)))
		return tea.Batch(screen.Toast(screen.Success, said), p.next(id, true))
	})
}
