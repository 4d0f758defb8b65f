// Package backups is the page of the sealed copies of the vault: how old they
// are, whether they were opened, where they lie and how many are kept; from it
// one is made, opened, or put in the place of the vault.
package backups

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/store/vault"
	"calepin/ui/screen"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// Page lists the backups, the newest first.
type Page struct {
	d     *screen.Desk
	table *widget.Table
	have  *found // nil until it was read
}

// found is what was read for the page.
type found struct {
	list  []vault.Backup
	plan  vault.BackupPlan
	there map[string]bool // the folders of the plan that are there now
}

// New makes the page.
func New(d *screen.Desk) *Page {
	p := &Page{d: d}
	w, l := d.W.Backup, d.Language()
	p.table = widget.NewTable(d, widget.Column{Title: w.MadeAt, Min: widget.Width(l.Time(d.Now())) + 2}, widget.Column{Title: d.T.Backups.Age, Min: 15, HideBelow: 100},
		widget.Column{Title: w.Size, Min: 9}, widget.Column{Title: w.State, Min: 23, Max: 28, Flex: 1}, widget.Column{Title: w.Where, Min: 16, Flex: 3})
	p.table.OnOpen = func(string) tea.Cmd { return p.restore() }
	return p
}

// Open answers screen.BackupsPage.
func Open(d *screen.Desk, _ ...store.ID) tea.Cmd { return screen.Push(New(d)) }

// Title names it.
func (p *Page) Title() string { return p.d.T.Backups.Title }

// Init looks at the folders, off the loop.
func (p *Page) Init() tea.Cmd { return p.load() }

func (p *Page) load() tea.Cmd {
	v := p.d.Store.Vault()
	return screen.Do(screen.Job{Owner: p, Key: "list"},
		func(context.Context, screen.Report) (*found, error) { return read(v) },
		func(have *found, err error) tea.Cmd {
			if err != nil {
				return screen.Toast(screen.Failure, p.d.W.Sentence(err))
			}
			p.set(have)
			return nil
		})
}

func read(v *vault.Vault) (*found, error) {
	plan, err := v.BackupPlan()
	if err != nil {
		return nil, err
	}
	have := &found{plan: plan, there: map[string]bool{}}
	for _, dir := range plan.To {
		have.there[dir] = v.BackupsThere(dir)
	}
	have.list, err = v.AllBackups()
	store.SortRecords(have.list, func(a, b vault.Backup) int { return b.MadeAt.Compare(a.MadeAt) })
	return have, err
}

func (p *Page) set(have *found) {
	p.have = have
	w := p.d.T.Backups
	if p.table.Empty = []string{p.inMemory()}; p.table.Empty[0] == "" {
		p.table.Empty = []string{w.Empty.With("key", p.key("make", "a"))}
	}
	p.table.SetSource(&rows{p.d, have.list})
}

// inMemory is why nothing can be done with the backups of a vault that is in no
// folder; empty for any other.
func (p *Page) inMemory() string {
	if p.d.Store.Vault().Dir() == "" {
		return p.d.T.Backups.InMemory
	}
	return ""
}

// rows is the source of the table.
type rows struct {
	d    *screen.Desk
	list []vault.Backup
}

func (r *rows) Len() int { return len(r.list) }

func (r *rows) Row(i int) widget.Row {
	b, d := r.list[i], r.d
	w, l := d.W.Backup, d.Language()
	where, sign, style := w.Here, "  ", &d.Theme.Muted
	if b.Dir != "" {
		where = widget.Clean(b.Dir)
	}
	if !b.Good() {
		sign, style = "! ", &d.Theme.Bad
	}
	state := w.StateOf(l, b)
	if b.Good() && !b.VerifiedAt.IsZero() { // vouched for: else it would not say so
		state = w.Verified.With("date", l.Date(b.VerifiedAt.Local()))
	}
	made := b.MadeAt.Local()
	ago := d.T.Today.Ago(l, string(store.DateOf(made)), string(store.DateOf(d.Now())))
	return widget.Row{ID: b.Ref(), Cells: []widget.Cell{{Text: sign + l.Time(made), Style: &d.Theme.Strong}, {Text: ago}, {Text: l.Bytes(b.Bytes)},
		{Text: state, Style: style}, {Text: where}}}
}

// Update reads again what changed.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Changed, screen.Shown:
		return p.load()
	case tea.WindowSizeMsg, tea.MouseMsg:
		return p.table.Update(m)
	}
	return nil
}

// View is how many are kept and where, and the list.
func (p *Page) View(w, h int) string {
	p.table.Focus(true)
	head := p.head(w)
	if h < len(head)+3 {
		return p.table.View(w, h)
	}
	return strings.Join(head, "\n") + "\n" + p.table.View(w, h-len(head))
}

// head says how many are kept, and on which disks besides this one.
func (p *Page) head(w int) (lines []string) {
	if p.have == nil || p.inMemory() != "" {
		return nil
	}
	b, th := p.d.W.Backup, p.d.Theme
	line := func(style func(...string) string, s string) {
		for _, part := range widget.Wrap(widget.Clean(s), max(1, w-2)) {
			lines = append(lines, style(widget.Fit(" "+part, w)))
		}
	}
	line(th.Text.Render, b.Kept.With("daily", p.have.plan.Daily, "weekly", p.have.plan.Weekly, "monthly", p.have.plan.Monthly))
	for _, dir := range p.have.plan.To {
		style, state := th.Muted.Render, b.There
		if !p.have.there[dir] {
			style, state = th.Warning.Render, b.NotThere
		}
		line(style, b.To.With("dir", dir, "state", state))
	}
	if len(p.have.plan.To) == 0 {
		line(th.Muted.Render, p.d.T.Backups.OneDisk.With("key", p.key("disk", "d")))
	}
	return append(lines, "")
}

// key is what an action of the page is done with.
func (p *Page) key(id, key string) string {
	return p.d.KeyOf(screen.Action{ID: "backups." + id, Keys: []string{key}})
}

// Actions make, open, restore, and set where and how many.
func (p *Page) Actions() []screen.Action {
	w, none, memory, away := p.d.T.Backups, "", p.inMemory(), ""
	if p.have == nil || len(p.have.list) == 0 {
		none = p.d.T.Today.NothingSelected
	}
	if p.have == nil || len(p.have.plan.To) == 0 {
		away = w.NoDisk
	}
	act := func(id string, words text.Action, disabled string, run func() tea.Cmd, key string) screen.Action {
		if memory != "" {
			disabled = memory
		}
		return screen.Action{ID: "backups." + id, Keys: []string{key}, Words: words, Disabled: disabled, Run: run}
	}
	restore := act("restore", w.Restore, none, p.restore, "enter").For(store.Administer)
	restore.Dangerous = true
	return append([]screen.Action{act("make", w.Make, "", p.make, "a"), act("verify", w.Verify, none, p.verify, "v"), restore,
		act("disk", w.Disk, "", p.disk, "d").For(store.Govern), act("keep", w.Keep, "", p.keep, "e").For(store.Govern), act("forget", w.Forget, away, p.forget, "x").For(store.Govern)}, p.table.Actions("list")...)
}
