package today

import (
	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/widget"
)

// active is the list that the keys move in.
func (p *Page) active() *widget.Table {
	switch {
	case !p.wide:
		return p.both
	case p.right:
		return p.know
	}
	return p.todo
}

// side puts the selection into one of the two lists.
func (p *Page) side(right bool) {
	p.right = right
	p.todo.Focus(!right)
	p.know.Focus(right)
	if id := p.active().Selected(); p.wide && id != "" {
		p.both.Select(id)
	}
}

// follow puts the selection of the other lists where t's is, so that nothing
// moves when the window becomes wide or narrow.
func (p *Page) follow(t *widget.Table) {
	id := t.Selected()
	if id == "" {
		return
	}
	p.both.Select(id)
	if p.todo.Select(id) {
		p.side(false)
	} else if p.know.Select(id) {
		p.side(true)
	}
}

// selected is the item under the cursor.
func (p *Page) selected() (item, bool) {
	it, ok := p.items[p.active().Selected()]
	return it, ok
}

// About is the person of the selected row.
func (p *Page) About() (store.ID, bool) {
	it, ok := p.selected()
	return it.person, ok && it.person != store.ID{}
}

// step moves by a row, from the end of a list to the beginning of the other.
func (p *Page) step(n int) tea.Cmd {
	t := p.active()
	before := t.Selected()
	cmd := t.Move(n)
	switch {
	case t.Selected() != before || !p.wide:
	case n > 0 && !p.right && p.know.Len() > 0:
		p.know.Top()
		p.side(true)
	case n < 0 && p.right && p.todo.Len() > 0:
		p.todo.Move(p.todo.Len())
		p.side(false)
	}
	p.follow(p.active())
	return cmd
}

// across goes to the other list, where they stand side by side.
func (p *Page) across(right bool) tea.Cmd {
	if p.wide && (right && p.know.Len() > 0 || !right && p.todo.Len() > 0) {
		p.side(right)
	}
	return nil
}

// jump goes to the first row of the next part, or of the one before, round.
func (p *Page) jump(by int) tea.Cmd {
	all := append(append([]part{}, p.parts[0]...), p.parts[1]...)
	if len(all) == 0 {
		return nil
	}
	it, _ := p.selected()
	to := all[((it.part+by)%len(all)+len(all))%len(all)]
	p.both.Select(to.rows[0].ID)
	p.follow(p.both)
	return nil
}
