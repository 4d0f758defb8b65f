package firstrun

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/colorprofile"

	"calepin/crypto"
	"calepin/ui/screen/sheet"
	"calepin/ui/session"
	"calepin/ui/widget"
)

// View is part of screen.Screen.
func (p *Page) View(w, h int) string {
	s := sheet.New(w, h)
	p.sheet, p.room = s, [2]int{w, h}
	if p.step == paper && p.qr && p.alone() {
		return p.onlyCode(w, h)
	}
	words, th := p.d.T.FirstRun, p.d.Theme
	title := func(line string) {
		if i := slices.Index(p.steps(), p.step); i >= 0 {
			s.Say(th.Muted, words.Step.With("n", i+1, "of", len(p.steps())))
		}
		s.Say(th.Title, line)
		s.Gap()
	}
	switch p.step {
	case language:
		title(words.LanguageTitle)
		s.Say(th.Text, words.LanguageText)
		s.Say(th.Muted, words.Dir.With("dir", p.at.Dir))
		s.Gap()
		s.Menu(th, p.languages)
	case business:
		title(words.BusinessTitle)
		s.Say(th.Muted, words.BusinessText)
		s.Gap()
		p.wrong(s)
		s.Form(p.owner)
	case place:
		title(words.KeyTitle)
		p.viewPlace(s)
	case passphrase:
		title(words.PassphraseTitle)
		s.Say(th.Text, p.d.W.Init.PassphraseHint)
		s.Gap()
		p.strength(s)
		s.Gap()
		s.Form(p.secret)
	case paper:
		title(words.RecoveryTitle)
		p.viewPaper(s)
	case proof:
		title(words.ProveTitle)
		if p.busy {
			s.Say(th.Accent, sheet.Turn(p.frame)+" "+words.Writing)
			break
		}
		s.Say(th.Text, words.ProveText)
		s.Gap()
		p.wrong(s)
		s.Form(p.back)
	case done:
		s.Say(th.Good, "✓ "+words.MadeTitle)
		s.Say(th.Muted, p.at.Dir)
		s.Gap()
		s.Say(th.Text, p.nextTime())
		s.Gap()
		s.Say(th.Strong, words.ImportAsk)
	}
	return s.View()
}

// strength says how hard the passphrase is to guess, as it is typed.
func (p *Page) strength(s *sheet.Sheet) {
	w, th, typed := p.d.T.FirstRun, p.d.Theme, p.secret.Field("first").Value()
	switch strength := session.Measure(typed); {
	case typed == "":
		s.Say(th.Muted, w.Advice)
	case strength == session.Guessable:
		s.Say(th.Warning, "! "+w.Guessable)
	case strength == session.Fair:
		s.Say(th.Text, "± "+w.Fair)
	default:
		s.Say(th.Good, "✓ "+w.Strong)
	}
}

// nextTime says how the vault opens from now on.
func (p *Page) nextTime() string {
	w := p.d.T.FirstRun
	switch {
	case p.plan.Key == session.KeyFile:
		return w.NextFile.With("path", p.plan.IdentityFile)
	case p.plan.Key.Sealed():
		return w.NextPassphrase
	}
	return w.NextKeyring
}

// wrong shows what stopped the page.
func (p *Page) wrong(s *sheet.Sheet) {
	if p.err != nil {
		s.Say(p.d.Theme.Bad, "✗ "+p.sentence(p.err))
		s.Gap()
	}
}

func (p *Page) viewPlace(s *sheet.Sheet) {
	words, th := p.d.T.FirstRun, p.d.Theme
	if p.busy {
		waited := int(p.d.Now().Sub(p.since).Seconds())
		s.Say(th.Accent, sheet.Turn(p.frame)+" "+words.Trying+"  "+p.d.T.App.Seconds.Of(waited))
		s.Gap()
		s.Say(th.Text, words.TryingText)
		return
	}
	if p.form() == nil || p.room[1] >= 16 {
		s.Say(th.Muted, words.KeyText)
		s.Gap()
	}
	p.wrong(s)
	s.Menu(th, p.places)
	if f := p.form(); f != nil {
		s.Gap()
		s.Form(f)
	}
}

// viewPaper shows the recovery key, and beside it or below it what can be said
// of its code.
func (p *Page) viewPaper(s *sheet.Sheet) {
	words, th := p.d.T.FirstRun, p.d.Theme
	if p.err != nil {
		p.wrong(s)
		return
	}
	code := p.code()
	if !p.beside(code) {
		if p.room[1] < 16 {
			s.Say(th.Text, p.d.W.Init.CopyThis)
		} else {
			s.Say(th.Text, words.RecoveryText)
		}
		s.Gap()
		p.groups(s, sheet.Width(p.room[0]))
		if !p.alone() {
			s.Gap()
			s.Say(th.Warning, p.tooSmall(code))
		}
		return
	}
	left := sheet.New(sheet.Width(p.room[0])+4-widget.Width(code[0])-2, p.room[1])
	left.Say(th.Text, words.RecoveryText)
	left.Gap()
	p.groups(left, sheet.Width(p.room[0])-widget.Width(code[0])-2)
	l := strings.Split(left.Bare(), "\n")
	for i := range max(len(l), len(code)) {
		line := ""
		if i < len(l) {
			line = l[i]
		}
		line = widget.Fit(line, sheet.Width(p.room[0])-widget.Width(code[0]))
		if i < len(code) {
			line += th.Paper.Render(code[i])
		}
		s.Add(line)
	}
}

// groups are the groups of the key with their numbers, as many a line as fit.
func (p *Page) groups(s *sheet.Sheet, w int) {
	th := p.d.Theme
	groups := crypto.Groups(p.keys.Recovery)
	s.Say(th.Strong, groups[0])
	var line strings.Builder
	perLine := max(1, min(4, w/10))
	for i, group := range groups[1:] {
		line.WriteString(th.Muted.Render(fmt.Sprintf("%2d ", i+1)) + th.Strong.Render(widget.Fit(group, 5)) + "  ")
		if (i+1)%perLine == 0 || i == len(groups)-2 {
			s.Add(line.String())
			line.Reset()
		}
	}
}

// code is the recovery key as a QR code, undrawn. It is worked out once for a
// terminal with colours, and once for one without.
func (p *Page) code() []string {
	coloured := p.d.Theme.Profile > colorprofile.ASCII
	if code, ok := p.codes[coloured]; ok {
		return code
	}
	code := []string{""}
	if p.keys.Recovery != nil {
		if drawn, err := widget.QR(p.keys.Recovery.String(), coloured); err == nil {
			code = drawn
		}
	}
	p.codes[coloured] = code
	return code
}

// paperHead is the lines above the key: the step, the title and a gap.
const paperHead = 4

// beside tells whether the code fits beside the groups.
func (p *Page) beside(code []string) bool {
	return sheet.Width(p.room[0]) >= widget.Width(code[0])+34 && p.room[1] >= len(code)+paperHead
}

// alone tells whether the code fits on a page of its own.
func (p *Page) alone() bool {
	code := p.code()
	return widget.Width(code[0]) <= p.room[0] && len(code) <= p.room[1]
}

// around is what the root draws above and below a page.
const around = 3

func (p *Page) tooSmall(code []string) string {
	return p.d.T.FirstRun.QRTooSmall.With("w", max(60, widget.Width(code[0])), "h", len(code)+around)
}

// onlyCode is the code on a page of its own.
func (p *Page) onlyCode(w, h int) string {
	code := p.code()
	var lines []string
	if h > len(code) {
		lines = append(lines, widget.Spaces((w-sheet.Width(w))/2)+p.d.Theme.Muted.Render(p.d.T.FirstRun.QRHint))
	}
	left := widget.Spaces((w - widget.Width(code[0])) / 2)
	for _, line := range code {
		lines = append(lines, left+p.d.Theme.Paper.Render(line))
	}
	return widget.Block(lines, w, h)
}
