package personform

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/widget"
)

// match is somebody on file who may be the one being typed.
type match struct {
	row store.Row
	why string
}

// lookUp finds, off the loop, who on file may be the one being typed.
func (p *page) lookUp() tea.Cmd {
	typed := read(p.desk, p.Form, p.was)
	key := fingerprint(typed)
	if key == p.asked {
		return nil
	}
	p.asked = key
	find := finder{p.desk.Store, p.was.ID, p.desk.W.Contact.Whys, p.desk.T.PersonForm.NearName}
	return screen.Do(screen.Job{Owner: p, Key: "alike"}, func(ctx context.Context, _ screen.Report) ([]match, error) {
		return find.all(ctx, typed)
	}, func(found []match, err error) tea.Cmd {
		if err != nil {
			found = nil
		}
		p.alike = found
		return nil
	})
}

// fingerprint is what duplicates are told by.
func fingerprint(t store.Person) string {
	parts := []string{t.Given, t.Family, t.Nickname}
	for _, e := range t.Emails {
		parts = append(parts, e.Address)
	}
	for _, n := range t.Phones {
		parts = append(parts, n.Number)
	}
	for _, a := range t.Organisations {
		parts = append(parts, a.Name, a.Organisation.String())
	}
	return strings.Join(parts, "\x00")
}

// finder looks for those like one, away from the page and what it works with.
type finder struct {
	store *store.Store
	self  store.ID
	whys  map[string]string
	near  string
}

// leastName is how many letters are a name that another can be near.
const leastName = 4

// all looks for the same e-mail, number or name, then, for a new contact, for a
// name nearly the same.
func (f finder) all(ctx context.Context, typed store.Person) ([]match, error) {
	certain, err := f.store.LikelyDuplicates(typed)
	if err != nil {
		return nil, err
	}
	var found []match
	seen := map[store.ID]bool{f.self: true}
	add := func(row store.Row, why string) {
		if !seen[row.ID] {
			seen[row.ID] = true
			found = append(found, match{row, why})
		}
	}
	for _, m := range certain {
		add(m.Row, f.whys[string(m.Why)])
	}
	name := strings.TrimSpace(typed.Given + " " + typed.Family)
	if f.self != (store.ID{}) || len([]rune(name)) < leastName {
		return found, nil
	}
	near, err := f.store.Similar(ctx, name, 3)
	for _, row := range near {
		add(row, f.near)
	}
	return found, err
}

// shownAlike is how many stand under the form.
const shownAlike = 3

// aside shows them under the form, each with the reason at the right end.
func (p *page) aside(w int) []string {
	if len(p.alike) == 0 {
		return nil
	}
	th := p.desk.Theme
	lines := []string{th.Warning.Render("! " + widget.Cut(p.desk.T.PersonForm.MayBe.Of(len(p.alike)), max(0, w-2)))}
	for _, m := range p.alike[:min(shownAlike, len(p.alike))] {
		why := "  (" + m.why + ")"
		who := widget.Cut(widget.Clean(described(m.row, p.country)), max(0, w-2-widget.Width(why)))
		lines = append(lines, "  "+th.Text.Render(who)+th.Muted.Render(why))
	}
	return lines
}

// described is a contact on a line, known among others.
func described(r store.Row, country string) string {
	var parts []string
	for _, s := range []string{r.Name, r.Organisation, r.Email, store.FormatPhone(r.Phone, country)} {
		if s != "" && (len(parts) == 0 || s != parts[0]) {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " · ")
}

// more opens the first one who may be the same.
func (p *page) more() []screen.Action {
	a := screen.Action{ID: "person.form.alike", Keys: []string{"ctrl+o"}, Words: p.desk.T.PersonForm.Alike}
	if len(p.alike) == 0 {
		a.Disabled, a.Hidden = p.desk.T.PersonForm.NobodyAlike, true
		return []screen.Action{a}
	}
	id := p.alike[0].row.ID
	a.Run = func() tea.Cmd { return p.desk.Open(screen.PersonPage, id) }
	return []screen.Action{a}
}
