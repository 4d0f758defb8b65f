package organisation

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
	"calepin/ui/screen/facts"
	"calepin/ui/widget"
)

// headLines are the name, and a free line.
const headLines = 2

func panes(w int) (wl, wr int, two bool) { return widget.Panes(w, 36) }

// tableAt is the corner of the list of people.
func (p *Page) tableAt() (x, y int) {
	if wl, _, two := panes(p.w); two {
		return wl + 3, headLines
	}
	return 0, headLines + 1
}

// View draws the details beside the people, or one of them.
func (p *Page) View(w, h int) string {
	th := p.d.Theme
	if w <= 0 || h <= 0 {
		return widget.Block(nil, 0, h)
	}
	if p.gone {
		return widget.Teach(th, w, h, p.d.T.Organisations.Gone)
	}
	head := " " + th.Strong.Render(widget.Clean(p.o.Name)) + "  " + th.Muted.Render(p.d.W.Records.People.Of(len(p.people)))
	lines := []string{widget.Cut(head, w), ""}
	wl, wr, two := panes(w)
	p.table.Focus(!p.facts)
	if rest := h - len(lines); two && rest > 0 {
		left := widget.Block(p.scrolled(wl, rest), wl, rest)
		return strings.Join(lines, "\n") + "\n" + widget.Columns(left, p.table.View(wr, rest), wl, wr, rest, th.Border)
	}
	lines[1] = p.tabs(w)
	lines = append(lines, "")
	rest := h - len(lines)
	if rest <= 0 {
		return widget.Block(lines, w, h)
	}
	if p.facts {
		return widget.Block(append(lines, p.scrolled(w, rest)...), w, h)
	}
	return strings.Join(lines, "\n") + "\n" + p.table.View(w, rest)
}

func (p *Page) tabs(w int) string {
	th := p.d.Theme
	one, other := th.Selected, th.Muted
	if p.facts {
		one, other = other, one
	}
	return widget.Cut(one.Render(" "+p.d.T.Organisations.People+" ")+other.Render(" "+p.d.T.Person.Details+" "), w)
}

func (p *Page) scrolled(w, h int) []string {
	d := p.d
	s := facts.NewSheet(d, w-1, facts.OrganisationLabels(d))
	facts.Organisation(s, d, &p.o)
	s.Gap()
	s.Fact(d.W.Records.Fields["created_at"], facts.Date(d, p.o.CreatedAt))
	all := s.Lines()
	for i := range all {
		all[i] = " " + all[i]
	}
	p.tall = len(all)
	p.top = max(0, min(p.top, len(all)-h))
	return all[p.top:min(len(all), p.top+h)]
}

// AskDelete lists whom the deletion of an organisation would untie, then does
// it where the answer is yes.
func AskDelete(d *screen.Desk, id store.ID) tea.Cmd {
	o, err := d.Store.Organisation(id)
	if err == nil {
		var people []store.Row
		if people, err = d.Store.People(id); err == nil {
			return screen.Overlay(widget.NewConfirm(d, question(d, &o, people)))
		}
	}
	return screen.Toast(screen.Failure, d.W.Sentence(err))
}

func question(d *screen.Desk, o *store.Organisation, people []store.Row) widget.Question {
	w := d.T.Organisations
	q := widget.Question{Title: w.DeleteTitle.With("name", o.Name), Act: w.DeleteAct, Dangerous: true}
	if len(people) == 0 {
		q.Lines = []string{w.DeleteAlone}
	} else {
		q.Lines = []string{w.Unties.Of(len(people))}
		for _, who := range people {
			q.Lines = append(q.Lines, "  "+who.Name)
		}
	}
	id, name := o.ID, o.Name
	q.Run = func() tea.Cmd {
		return screen.Save(nil, func() (struct{}, error) { return struct{}{}, d.Store.DeleteOrganisation(id, true) },
			func(_ struct{}, err error) tea.Cmd {
				if err != nil {
					return screen.Toast(screen.Failure, d.W.Sentence(err))
				}
				return screen.Toast(screen.Success, w.Deleted.With("name", name)+" "+due.Undoes(d))
			})
	}
	return q
}
