package consent

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// Ask shows the words of a question, alone on the screen, to be read by the
// person asked or out to them. Nothing is chosen, and the three answers weigh
// the same (GDPR art. 4(11); EDPB 05/2020).
type Ask struct {
	d        *screen.Desk
	contact  store.ID
	activity store.Activity
	channel  store.Channel
	language string
	wording  store.Wording
	top      int
}

func ask(d *screen.Desk, contact store.ID, a store.Activity, ch store.Channel) tea.Cmd {
	return screen.Push(&Ask{d: d, contact: contact, activity: a, channel: ch, language: string(d.Language())})
}

// Title says what is asked.
func (a *Ask) Title() string { return a.d.T.Consent.Title }

// Alone is so: who reads the question sees nothing of the file.
func (a *Ask) Alone() bool { return true }

// About is whom is asked.
func (a *Ask) About() (store.ID, bool) { return a.contact, true }

// Init looks the words up, which keeps them as a version the first time.
func (a *Ask) Init() tea.Cmd { return a.read() }

func (a *Ask) read() tea.Cmd {
	s, activity, ch, language, today := a.d.Store, a.activity, a.channel, a.language, store.DateOf(a.d.Now())
	return screen.Do(screen.Job{Owner: a, Key: "words", Write: true},
		func(context.Context, screen.Report) (store.Wording, error) {
			return privacy.WordingFor(s, activity, ch, language, today)
		},
		func(w store.Wording, err error) tea.Cmd {
			if err != nil {
				return tea.Batch(screen.Back(a), screen.Toast(screen.Failure, a.d.W.Sentence(err)))
			}
			a.wording, a.top = w, 0
			return nil
		})
}

// answers are the three, in the order they are shown in.
var answers = []store.Answer{store.Yes, store.No, store.Later}

// keys are those of an answer: by the language of the question, and by the
// other.
var keys = map[string]map[store.Answer][]string{
	"fr": {store.Yes: {"o", "y"}, store.No: {"n"}, store.Later: {"p", "t"}},
	"en": {store.Yes: {"y", "o"}, store.No: {"n"}, store.Later: {"t", "p"}},
}

// Actions are the answers, and the language of the question.
func (a *Ask) Actions() []screen.Action {
	w := a.d.T.Consent
	if a.wording.ID == (store.ID{}) {
		return nil
	}
	var list []screen.Action
	for _, answer := range answers {
		list = append(list, a.action(answer))
	}
	move := func(id string, words text.Action, n int, keys ...string) screen.Action {
		return screen.Action{ID: "list." + id, Keys: keys, Words: words, Hidden: true, Run: func() tea.Cmd { a.top = max(0, a.top+n); return nil }}
	}
	return append(list,
		screen.Action{ID: "consent.language", Keys: []string{"tab"}, Words: w.OtherLanguage, Run: a.turn},
		move("down", a.d.T.Widgets.Down, 1, "j", "down"), move("up", a.d.T.Widgets.Up, -1, "k", "up"))
}

func (a *Ask) action(answer store.Answer) screen.Action {
	return screen.Action{ID: "consent." + string(answer), Keys: keys[a.language][answer], Hidden: true,
		Words: text.Action{Name: a.label(answer), Help: a.d.T.Consent.AnswerHelp},
		Run:   func() tea.Cmd { return screen.Push(newRecord(a, answer)) }}
}

// label is an answer in the language of the question.
func (a *Ask) label(answer store.Answer) string {
	return a.d.T.Consent.Answers[a.language+"."+string(answer)]
}

// turn shows the question in the other language.
func (a *Ask) turn() tea.Cmd {
	if a.language = "en"; a.wording.Language == "en" {
		a.language = "fr"
	}
	return a.read()
}

// Update has nothing to type.
func (a *Ask) Update(tea.Msg) tea.Cmd { return nil }

// widest is how long a line is that reads well.
const widest = 66

// View is the words in the middle, and the answers below them.
func (a *Ask) View(w, h int) string {
	if w <= 0 || h <= 0 {
		return widget.Block(nil, 0, h)
	}
	room := max(1, min(w-4, widest))
	words := widget.Wrap(widget.CleanLines(a.wording.Text), room)
	below := a.buttons(w - 4)
	wide := 0
	for _, line := range below {
		wide = max(wide, widget.Width(line))
	}
	space := max(1, h-len(below)-2)
	if len(words) > space {
		a.top = min(a.top, len(words)-space)
		words = words[a.top : a.top+space]
	}
	left := widget.Spaces(max(0, (w-room)/2))
	var lines []string
	for range max(0, (h-len(words)-len(below)-2)/2) {
		lines = append(lines, "")
	}
	for _, line := range words {
		lines = append(lines, left+a.d.Theme.Strong.Render(line))
	}
	lines = append(lines, "", "")
	left = widget.Spaces(max(0, (w-wide)/2))
	for _, line := range below {
		lines = append(lines, left+line)
	}
	return widget.Block(lines, w, h)
}

// buttons draws the answers alike: of one width, in one style, none chosen.
func (a *Ask) buttons(room int) []string {
	labels, wide := make([]string, len(answers)), 0
	for i, answer := range answers {
		key := a.d.KeyOf(a.action(answer))
		labels[i] = strings.ToUpper(key) + "  " + a.label(answer)
		wide = max(wide, widget.Width(labels[i]))
	}
	style := lipgloss.NewStyle().Inherit(a.d.Theme.Text)
	boxes := make([][]string, len(labels))
	for i, label := range labels {
		pad := wide - widget.Width(label)
		boxes[i] = []string{
			"┌" + strings.Repeat("─", wide+4) + "┐",
			"│  " + label + widget.Spaces(pad) + "  │",
			"└" + strings.Repeat("─", wide+4) + "┘",
		}
	}
	if len(boxes)*(wide+8)-2 > room {
		out := make([]string, len(labels))
		for i, label := range labels {
			out[i] = style.Render(label)
		}
		return out
	}
	out := make([]string, 3)
	for i := range out {
		parts := make([]string, len(boxes))
		for j, box := range boxes {
			parts[j] = style.Render(box[i])
		}
		out[i] = strings.Join(parts, "  ")
	}
	return out
}
