package contacts

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
	"calepin/ui/screen/facts"
	"calepin/ui/widget"
)

// box is a small form above the list.
type box struct {
	title string
	d     *screen.Desk
	form  *widget.Form
	rows  int
	done  func() tea.Cmd
}

func newBox(d *screen.Desk, title string, rows int, fields ...*widget.Field) *box {
	return &box{d: d, title: title, rows: rows, form: widget.NewForm(d, fields...)}
}

// Title is the question.
func (b *box) Title() string { return b.title }

// Init makes enter on the last field do it.
func (b *box) Init() tea.Cmd {
	b.form.Enter = b.apply
	return nil
}

func (b *box) apply() tea.Cmd {
	if !b.form.Check() {
		return nil
	}
	return b.done()
}

// Typing is true: letters go to the fields.
func (b *box) Typing() bool { return b.form.Typing() }

// Cursor is in a field.
func (b *box) Cursor() *tea.Cursor { return b.form.Cursor() }

// Update gives keys to the form.
func (b *box) Update(msg tea.Msg) tea.Cmd { return b.form.Update(msg) }

// View is the form.
func (b *box) View(w, h int) string { return b.form.View(w, h) }

// Size leaves room for suggestions below the fields.
func (b *box) Size(w, h int) (int, int) { return min(w, 72), min(h, b.rows) }

// Actions are those of the form, and the one that ends it.
func (b *box) Actions() []screen.Action {
	return append([]screen.Action{act("contacts.apply", b.d.T.Contacts.Apply, b.apply, "ctrl+s")}, b.form.Actions()...)
}

// listOf reads what stands between commas.
func listOf(value string) []string {
	var list []string
	for part := range strings.SplitSeq(value, ",") {
		if part = strings.TrimPrefix(strings.TrimSpace(part), "#"); part != "" {
			list = append(list, part)
		}
	}
	return list
}

// suggester completes tags. The tags in use are read off the loop once the box
// is there.
type suggester struct{ tags []string }

func (s *suggester) find(typed string) (found []string) {
	typed = store.Fold(strings.TrimPrefix(typed, "#"))
	for _, tag := range s.tags {
		if strings.HasPrefix(store.Fold(tag), typed) {
			found = append(found, tag)
		}
	}
	for _, tag := range s.tags {
		if strings.Contains(store.Fold(tag), typed) && !slices.Contains(found, tag) {
			found = append(found, tag)
		}
	}
	return found
}

// read looks for the tags in use.
func (s *suggester) read(d *screen.Desk, owner screen.Screen) tea.Cmd {
	return screen.Do(screen.Job{Owner: owner, Key: "tags"},
		func(context.Context, screen.Report) ([]store.TagCount, error) { return d.Store.Tags() },
		func(tags []store.TagCount, err error) tea.Cmd {
			if err != nil {
				return screen.Toast(screen.Failure, d.W.Sentence(err))
			}
			for _, t := range tags {
				s.tags = append(s.tags, t.Tag)
			}
			return nil
		})
}

// tag asks which tags to add to those chosen, and which to take from them.
func (p *Page) tag() tea.Cmd {
	w := p.d.T.Contacts
	var ids []store.ID
	for _, id := range p.table.MarkedOrSelected() {
		if who, ok := parse(id); ok {
			ids = append(ids, who)
		}
	}
	var s suggester
	add := widget.NewSuggest("add", w.TagAdd, s.find).WithHint(w.TagHint)
	remove := widget.NewSuggest("remove", w.TagRemove, s.find).WithHint(strings.Join(p.theirTags(ids), ", "))
	add.Several, remove.Several = true, true
	b := newBox(p.d, w.TagTitle.Of(len(ids)), 9, add, remove)
	b.done = func() tea.Cmd {
		plus, minus := listOf(b.form.Value("add")), listOf(b.form.Value("remove"))
		if len(plus)+len(minus) == 0 {
			return screen.Back(b)
		}
		return screen.Save(p, func() (int, error) { return p.d.Store.TagPersons(ids, plus, minus) },
			func(n int, err error) tea.Cmd {
				if err != nil {
					return screen.Toast(screen.Failure, p.d.W.Sentence(err))
				}
				p.table.ClearMarks()
				return tea.Batch(screen.Back(b), screen.Toast(screen.Success, w.Tagged.Of(n)+" "+due.Undoes(b.d)))
			})
	}
	return tea.Sequence(screen.Overlay(b), s.read(p.d, b))
}

// theirTags are the tags of the first of some people, whose removal is likely.
func (p *Page) theirTags(ids []store.ID) (tags []string) {
	for _, id := range ids[:min(len(ids), 20)] {
		who, err := p.d.Store.Person(id)
		if err != nil {
			continue
		}
		for _, t := range who.Tags {
			if !slices.Contains(tags, t) {
				tags = append(tags, t)
			}
		}
	}
	slices.Sort(tags)
	return tags
}

// filter asks whom to show, and under which name to keep that, if any.
func (p *Page) filter() tea.Cmd {
	w, f := p.d.T.Contacts, p.d.W.Records.Fields
	options := []widget.Option{{Value: "", Label: w.AnyStatus}}
	for _, status := range []store.Status{store.Prospect, store.Client, store.Former} {
		word, _ := facts.Status(p.d, status)
		options = append(options, widget.Option{Value: string(status), Label: word})
	}
	var s suggester
	tags := widget.NewSuggest("tags", f["tags"], s.find).WithHint(w.TagHint).Of(strings.Join(p.query.Tags, ", "))
	tags.Several = true
	b := newBox(p.d, w.FilterTitle, 9,
		widget.NewChoice("status", f["status"], options...).Of(string(p.query.Status)),
		tags,
		widget.NewText("name", w.SaveAs).WithHint(w.SaveAsHint))
	b.done = func() tea.Cmd { return p.applyFilter(b) }
	return tea.Sequence(screen.Overlay(b), s.read(p.d, b))
}

func (p *Page) applyFilter(b *box) tea.Cmd {
	p.query.Status = store.Status(b.form.Value("status"))
	p.query.Tags = listOf(b.form.Value("tags"))
	p.view = ""
	show := tea.Batch(screen.Back(b), p.load(true))
	name := b.form.Value("name")
	if name == "" {
		return show
	}
	view := store.View{Name: name, Query: p.asked()}
	return tea.Batch(show, screen.Do(screen.Job{Owner: p, Write: true},
		func(context.Context, screen.Report) (struct{}, error) { return struct{}{}, p.d.Store.SaveView(view) },
		func(_ struct{}, err error) tea.Cmd {
			if err != nil {
				return screen.Toast(screen.Failure, p.d.W.Sentence(err))
			}
			p.view = name
			return screen.Toast(screen.Success, p.d.T.Contacts.Saved.With("name", name, "views", p.d.KeyOf(p.viewsAction())))
		}))
}
