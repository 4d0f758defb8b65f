package reviews

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/form"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// sheet is the page of one review: what was found, and the questions, each with
// its answer.
type sheet struct {
	d     *screen.Desk
	r     store.Review
	table *widget.Table
}

func newSheet(d *screen.Desk, r store.Review) *sheet {
	s := &sheet{d: d, r: r}
	s.table = widget.NewTable(d, widget.Column{Min: 14, Max: 14}, widget.Column{Min: 30, Flex: 1})
	s.table.NoMarks = true
	s.table.OnOpen = func(string) tea.Cmd { return s.answer() }
	s.show()
	for _, q := range r.Open() {
		s.table.Select(q)
		break
	}
	return s
}

// Title names it by its day.
func (s *sheet) Title() string { return s.d.Language().Date(s.r.Started.In(s.d.Now().Location())) }

// Init does nothing.
func (s *sheet) Init() tea.Cmd { return nil }

func (s *sheet) show() {
	d, w, th := s.d, s.d.W.Review, s.d.Theme
	list := widget.Rows{{Heading: true, Cells: []widget.Cell{{Text: w.Asked}}}}
	for _, q := range s.r.Asked {
		answer, answered := s.r.Answer(q)
		said, style := "• ?", &th.Warning
		if answered {
			said, style = "✓ "+w.Answers[string(answer.Answer)], &th.Good
		}
		if answer.Answer == store.AnsweredNo {
			said, style = "! "+w.Answers[string(answer.Answer)], &th.Bad
		}
		text := w.Questions[q]
		if answer.Note != "" {
			text += " → " + strings.ReplaceAll(answer.Note, "\n", " ")
		}
		list = append(list, widget.Row{ID: q, Cells: []widget.Cell{{Text: said, Style: style}, {Text: text}}})
	}
	list = append(list, widget.Row{Heading: true, Cells: []widget.Cell{{Text: w.Found}}})
	for _, c := range s.r.Checks {
		mark, style := "✓ ", &th.Good
		switch c.Level {
		case "warn":
			mark, style = "! ", &th.Warning
		case "bad":
			mark, style = "✗ ", &th.Bad
		}
		list = append(list, widget.Row{ID: "check." + c.Check, Cells: []widget.Cell{{Text: mark + d.W.Doctor.Levels[c.Level], Style: style},
			{Text: strings.ReplaceAll(c.Finding, "\n", " → ")}}})
	}
	s.table.SetSource(list)
}

// Update reads again what changed; one that is gone leaves.
func (s *sheet) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Changed:
		r, err := s.d.Store.Review(s.r.ID)
		if err != nil {
			return screen.Back(s)
		}
		s.r = r
		s.show()
	case screen.Restyled:
		s.show()
	case tea.WindowSizeMsg, tea.MouseMsg:
		return s.table.Update(m)
	}
	return nil
}

// View is the list, and below it the row under the cursor in full.
func (s *sheet) View(w, h int) string {
	s.table.Focus(true)
	const below = 4
	if h < 14 {
		return s.table.View(w, h)
	}
	var lines []string
	for _, line := range widget.Wrap(widget.CleanLines(s.whole()), max(1, w-2)) {
		lines = append(lines, " "+s.d.Theme.Text.Render(line))
	}
	return s.table.View(w, h-below) + "\n" + widget.Block(append([]string{""}, lines...), w, below)
}

// whole is what the row under the cursor says, unshortened.
func (s *sheet) whole() string {
	id := s.table.Selected()
	if question, is := s.d.W.Review.Questions[id]; is {
		if a, answered := s.r.Answer(id); answered && a.Note != "" {
			question += "\n" + a.Note
		}
		return question
	}
	for _, c := range s.r.Checks {
		if "check."+c.Check == id {
			return c.Finding
		}
	}
	return ""
}

// Actions answer the question under the cursor.
func (s *sheet) Actions() []screen.Action {
	w, not := s.d.T.Reviews, ""
	switch {
	case !s.r.Finished.IsZero():
		not = s.d.W.Errors.Request.Codes[string(privacy.ReviewIsOver)]
	case s.d.W.Review.Questions[s.table.Selected()] == "":
		not = w.NoQuestion
	}
	act := func(id string, words text.Action, key string, run func() tea.Cmd) screen.Action {
		return screen.Action{ID: "reviews." + id, Keys: []string{key}, Words: words, Disabled: not, Run: run}.Writes(store.KindReview)
	}
	return append([]screen.Action{act("answer", w.Answer, "enter", s.answer), act("yes", w.Yes, "y", func() tea.Cmd { return s.note(store.AnsweredYes) }),
		act("no", w.No, "n", func() tea.Cmd { return screen.Push(newAnswer(s.d, s.r, s.table.Selected(), store.AnsweredNo)) }),
		act("na", w.NotApplicable, "s", func() tea.Cmd { return s.note(store.NotApplicable) })}, s.table.Actions("list")...)
}

// note answers at once, and goes to the next question.
func (s *sheet) note(answer store.Yesno) tea.Cmd {
	d, st, q := s.d, s.d.Store, s.table.Selected()
	a := store.ReviewAnswer{Question: q, Answer: answer, By: st.Settings().Business.Name, At: d.Now()}
	return screen.Save(s, func() (store.Review, error) { return privacy.AnswerReview(st, s.r.ID, a) }, func(r store.Review, err error) tea.Cmd {
		if err != nil {
			return screen.Toast(screen.Failure, d.W.Sentence(err))
		}
		s.r = r
		s.show()
		for _, open := range r.Open() {
			s.table.Select(open)
			break
		}
		return finished(d, r)
	})
}

// finished says when the next review is due, once all is answered.
func finished(d *screen.Desk, r store.Review) tea.Cmd {
	due, err := privacy.ReviewDue(d.Store)
	if r.Finished.IsZero() || err != nil {
		return nil
	}
	return screen.Toast(screen.Success, d.W.Review.Finished.With("day", d.Language().Day(string(due))))
}

func (s *sheet) answer() tea.Cmd {
	q := s.table.Selected()
	if s.d.W.Review.Questions[q] == "" || !s.r.Finished.IsZero() {
		return nil
	}
	was, _ := s.r.Answer(q)
	return screen.Push(newAnswer(s.d, s.r, q, was.Answer))
}

// answer is the form of an answer with a remark.
type answer struct {
	*form.Page
	d        *screen.Desk
	r        store.Review
	question string
}

func newAnswer(d *screen.Desk, r store.Review, question string, value store.Yesno) *answer {
	p := &answer{d: d, r: r, question: question}
	options := make([]widget.Option, len(store.Yesnos))
	for i, a := range store.Yesnos {
		options[i] = widget.Option{Value: string(a), Label: d.W.Review.Answers[string(a)]}
	}
	was, _ := r.Answer(question)
	choice := widget.NewChoice("answer", d.W.Records.Fields["answer"], options...).Must().Of(string(value))
	note := widget.NewArea("note", d.W.Records.Fields["note"], 3).WithHint(d.T.Reviews.NoteHint).Of(was.Note)
	p.Page = form.New(d, form.Options{ID: "reviews.form", Title: d.W.Review.Questions[question], Fields: []*widget.Field{choice, note}, Save: p.save})
	p.Own(p)
	p.Form.Clean()
	return p
}

func (p *answer) save() tea.Cmd {
	s, f := p.d.Store, p.Form
	a := store.ReviewAnswer{Question: p.question, Answer: store.Yesno(f.Value("answer")), Note: f.Value("note"), By: s.Settings().Business.Name, At: p.d.Now()}
	return form.Store(p.Page, func() (store.Review, error) { return privacy.AnswerReview(s, p.r.ID, a) }, func(r store.Review) tea.Cmd {
		return tea.Batch(screen.Back(p), finished(p.d, r))
	})
}
