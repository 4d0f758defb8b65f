package purposes

import (
	"slices"

	tea "charm.land/bubbletea/v2"
	"github.com/google/uuid"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
	"calepin/ui/widget"
)

// tieAction adds a purpose that nothing else shows (GDPR art. 5(1)(b)).
func (p *Page) tieAction() screen.Action {
	a := screen.Action{ID: "purposes.tie", Keys: []string{"+"}, Words: p.d.T.Purposes.Tie, Run: p.tie}.Writes(store.KindPerson)
	if len(p.free()) == 0 {
		a.Disabled = p.d.T.Purposes.AllTied
	}
	return a
}

// untieAction takes away one that was added by hand: the others come of what the
// person is, ordered or answered.
func (p *Page) untieAction() screen.Action {
	a := screen.Action{ID: "purposes.untie", Keys: []string{"-"}, Words: p.d.T.Purposes.Untie, Run: p.untie}.Writes(store.KindPerson)
	if i := p.selected(); i < 0 || !slices.Contains(p.tied, p.purposes[i].Activity.ID) {
		a.Disabled = p.d.T.Purposes.NotTied
	}
	return a
}

// selected is the purpose under the cursor, -1 where there is none.
func (p *Page) selected() int {
	id := p.why.Selected()
	for i, u := range p.purposes {
		if u.Activity.ID.String() == id {
			return i
		}
	}
	return -1
}

// free are the activities that could be added.
func (p *Page) free() (list []store.Activity) {
	today := store.DateOf(p.d.Now())
	for _, a := range p.all {
		shown := func() bool {
			for _, u := range p.purposes {
				if u.Activity.ID == a.ID {
					return true
				}
			}
			return false
		}
		if ended := a.Ended != "" && a.Ended < today; !ended && !shown() && !slices.Contains(p.tied, a.ID) {
			list = append(list, a)
		}
	}
	return list
}

func (p *Page) tie() tea.Cmd {
	d := p.d
	var options []widget.Option
	for _, a := range p.free() {
		options = append(options, widget.Option{Value: a.ID.String(), Label: a.Text(string(d.Language())).Name + " · " + d.W.Privacy.Bases[string(a.Basis)]})
	}
	return screen.Overlay(widget.NewChoose(d, d.T.Purposes.TieTitle, options, func(value string) tea.Cmd {
		id, err := uuid.Parse(value)
		if err != nil {
			return screen.Toast(screen.Failure, d.W.Sentence(err))
		}
		return p.change(func(ids []store.ID) []store.ID { return append(ids, id) }, d.T.Purposes.Tied.With("purpose", p.names[id]))
	}))
}

func (p *Page) untie() tea.Cmd {
	i := p.selected()
	if i < 0 {
		return nil
	}
	id := p.purposes[i].Activity.ID
	return p.change(func(ids []store.ID) []store.ID {
		return slices.DeleteFunc(ids, func(x store.ID) bool { return x == id })
	}, p.d.T.Purposes.Untied.With("purpose", p.names[id]))
}

// change stores the purposes tied by hand, and says so.
func (p *Page) change(to func([]store.ID) []store.ID, said string) tea.Cmd {
	s, id := p.d.Store, p.id
	return screen.Save(p, func() (store.Person, error) {
		return s.EditPerson(id, func(who *store.Person) error {
			who.Purposes = to(slices.Clone(who.Purposes))
			return nil
		})
	}, func(_ store.Person, err error) tea.Cmd {
		if err != nil {
			return screen.Toast(screen.Failure, p.d.W.Sentence(err))
		}
		return screen.Toast(screen.Success, said+" "+due.Undoes(p.d))
	})
}
