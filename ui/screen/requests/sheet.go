package requests

import (
	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/facts"
	"calepin/ui/screen/reading"
	"calepin/ui/text"
)

// sheet is the page of one request: its deadline with the reasoning, what was
// done, and the steps that are next.
type sheet struct {
	d     *screen.Desk
	id    store.ID
	r     row
	gone  bool
	top   int
	w     int
	lines []string
}

// Open answers screen.RequestPage.
func Open(d *screen.Desk, ids ...store.ID) tea.Cmd { return screen.Push(newSheet(d, ids[0])) }

func newSheet(d *screen.Desk, id store.ID) *sheet {
	s := &sheet{d: d, id: id}
	s.read()
	return s
}

func (s *sheet) read() {
	r, err := s.d.Store.Request(s.id)
	if s.gone = err != nil; !s.gone {
		s.r = look(s.d, r)
	}
}

// Title is the right and who asks.
func (s *sheet) Title() string {
	return s.d.W.Request.Rights[string(s.r.Right)] + " · " + s.r.who
}

// Init does nothing.
func (s *sheet) Init() tea.Cmd { return nil }

// About is who asks.
func (s *sheet) About() (store.ID, bool) { return s.r.Contact, s.r.Contact != store.ID{} }

// Update reads again what changed; a request that is gone leaves.
func (s *sheet) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.WindowSizeMsg:
		s.compose(m.Width)
	case screen.Restyled:
		s.compose(s.w)
	case screen.Changed:
		s.read()
		if s.gone {
			return screen.Back(s)
		}
		s.compose(s.w)
	}
	return nil
}

// compose writes the facts for a width.
func (s *sheet) compose(w int) {
	d, r, words := s.d, s.r, s.d.W.Request
	s.w = w
	out := facts.NewSheet(d, max(1, w-2), 24)
	out.Fact(words.Who, r.who)
	out.Fact(d.W.Records.Fields["reach"], r.Reach)
	out.Fact(words.Right, words.Rights[string(r.Right)]+" ("+d.W.Privacy.Rule(words.Articles[string(r.Right)])+")")
	out.Fact(words.Received, facts.Day(d, r.Received)+", "+words.Routes[string(r.Channel)])
	out.Fact(words.State, words.States[string(r.State())])
	said, cell := r.when(d)
	out.Styled(words.Due, said, *cell.Style, "")
	out.Fact(words.Reasoning, d.W.Deadline(r.clock))
	if r.Asked != "" {
		out.Heading(words.Asks)
		out.Text(r.Asked, d.Theme.Text)
	}
	if len(r.Events) > 0 {
		out.Heading(words.History)
	}
	for _, e := range r.Events {
		what := words.Events[string(e.Kind)]
		if e.Letter != "" {
			what = words.Steps[string(e.Letter)]
		}
		out.Styled(facts.Day(d, e.On), facts.Join(what, e.Text, e.By), d.Theme.Text, words.Routes[string(e.Means)])
		for _, c := range e.Changes {
			out.Styled("", d.W.Correction(c), d.Theme.Text, "")
		}
	}
	s.lines = out.Lines()
}

// View is the part that fits.
func (s *sheet) View(w, h int) string {
	if w != s.w {
		s.compose(w)
	}
	return reading.Part(s.d, s.lines, &s.top, w, h)
}

// Actions are the steps that can be taken, and why the others cannot.
func (s *sheet) Actions() []screen.Action {
	w := s.d.T.Requests
	step := func(id string, words text.Action, key string, e store.RequestEvent) screen.Action {
		return screen.Action{ID: "request." + id, Keys: []string{key}, Words: words, Disabled: s.forbids(e),
			Run: func() tea.Cmd { return screen.Push(newStep(s.d, s.r, e.Kind)) }}.Writes(store.KindRequest)
	}
	act := func(id string, words text.Action, run func() tea.Cmd, key string) screen.Action {
		return screen.Action{ID: "request." + id, Keys: []string{key}, Words: words, Run: run}
	}
	said := store.RequestEvent{Text: "-", By: "-", Means: store.RouteEmail, On: facts.Today(s.d)}
	of := func(kind store.EventOf) store.RequestEvent { said.Kind = kind; return said }
	known := s.r.Contact != store.ID{}
	all := []screen.Action{step("answer", w.Answer, "enter", of(store.Answered))}
	if target, has := desks[s.r.Right]; has && (known || s.r.Right == store.ToErasure) {
		do := act("do", w.Do, func() tea.Cmd { return s.d.Open(target, s.r.Contact, s.id) }, "o").Writes(store.KindRequest)
		do.Disabled = s.forbids(of(store.Carried))
		if s.r.Right == store.ToErasure {
			do = do.Writes(store.KindErasure)
		}
		all = append(all, do)
	}
	all = append(all, step("verify", w.Verify, "v", of(store.IdentityChecked)),
		step("identity", w.AskIdentity, "i", of(store.IdentityAsked)), step("extend", w.Extend, "x", of(store.Extended)),
		step("refuse", w.Refuse, "n", of(store.RefusedRequest)), step("close", w.Close, "c", of(store.Closed)),
		act("letter", w.Letter, s.letters, "m"))
	if known {
		all = append(all, act("person", w.Person, func() tea.Cmd { return s.d.Open(screen.PersonPage, s.r.Contact) }, "P"))
	}
	return append(all, reading.Scroll(s.d, &s.top)...)
}

// desks are, by right, the pages on which what is asked for is done. They take
// the person and the request, and note on it what was done. That of an erasure
// looks for somebody who is not on file, too: undo and backups may know them.
var desks = map[store.Right]screen.Target{
	store.Access: screen.PackageMake, store.Portability: screen.PackageMake, store.Rectification: screen.PersonEdit,
	store.ToErasure: screen.PersonErase, store.ToRestriction: screen.RestrictionAdd, store.ToObject: screen.ConsentObject, store.ToWithdraw: screen.ConsentWithdraw,
}

// forbids tells why a step cannot be taken today; empty where it can.
func (s *sheet) forbids(e store.RequestEvent) string {
	err := privacy.MayHappen(s.r.Request, e, privacy.CalendarOf(s.d.Store.Settings().Business), facts.Today(s.d))
	if err == nil {
		return ""
	}
	return s.d.W.Sentence(err)
}
