// Package theme holds the colours and styles of the screens, by what they
// mean: a screen asks for the style of an error, never for red.
package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// Kind is a choice of the person: follow the terminal, or be sure.
type Kind string

// The kinds of theme.
const (
	Auto  Kind = "auto"
	Dark  Kind = "dark"
	Light Kind = "light"
)

// Theme is the styles of everything drawn. It is shared by pointer: Set changes
// it in place, once the terminal has told its background and its colours.
type Theme struct {
	Kind    Kind
	Dark    bool // as drawn now
	Profile colorprofile.Profile

	Text     lipgloss.Style // what is read
	Strong   lipgloss.Style // names, titles
	Muted    lipgloss.Style // what is there for who looks for it
	Accent   lipgloss.Style // keys, links, what invites
	Title    lipgloss.Style // of a page or a box
	Heading  lipgloss.Style // of a column or a part
	Good     lipgloss.Style
	Warning  lipgloss.Style
	Bad      lipgloss.Style
	Match    lipgloss.Style // the letters that a search found
	Selected lipgloss.Style // the row under the cursor, in the part that has the focus
	Faded    lipgloss.Style // the same row while the focus is elsewhere
	Marked   lipgloss.Style // the sign of a marked row
	Place    lipgloss.Style // the place one is in, in the header
	Border   lipgloss.Style // lines around boxes and fields
	Focus    lipgloss.Style // the same, with the focus
	Field    lipgloss.Style // what is typed
	Hint     lipgloss.Style // what could be typed
	Paper    lipgloss.Style // black on white whatever the theme, for a camera; plain without colours
}

// New returns a theme for a terminal of that profile, dark until the terminal
// says otherwise where the kind is Auto.
func New(kind Kind, profile colorprofile.Profile) *Theme {
	t := &Theme{Kind: kind, Profile: profile}
	t.Set(true)
	return t
}

// Set draws for a dark or a light background; the person's own choice goes first.
func (t *Theme) Set(dark bool) {
	switch t.Kind {
	case Dark:
		dark = true
	case Light:
		dark = false
	}
	t.Dark = dark
	t.style(t.palette())
}

// SetProfile draws with the colours the terminal has.
func (t *Theme) SetProfile(p colorprofile.Profile) {
	t.Profile = p
	t.Set(t.Dark)
}

// palette is the colours by role. A nil colour is the terminal's own.
type palette struct {
	muted, accent, good, warning, bad, match, border color.Color
	onSelected, selected, onFaded, faded             color.Color
	onPlace, place                                   color.Color
}

func (t *Theme) palette() palette {
	switch {
	case t.Profile <= colorprofile.ASCII: // no colour at all: weight and inversion are left
		return palette{}
	case t.Profile == colorprofile.ANSI:
		return sixteen(t.Dark)
	case t.Dark:
		return palette{
			muted: rgb("#8b93a7"), accent: rgb("#7cc4ff"), good: rgb("#8fd694"), warning: rgb("#f2c66d"), bad: rgb("#ff8f87"),
			match: rgb("#ffd479"), border: rgb("#4a5166"),
			selected: rgb("#2b4a6f"), onSelected: rgb("#ffffff"), faded: rgb("#30343f"), onFaded: rgb("#d5d9e3"),
			place: rgb("#7cc4ff"), onPlace: rgb("#0d1420"),
		}
	}
	return palette{
		muted: rgb("#5d6578"), accent: rgb("#0b5cad"), good: rgb("#1b6e34"), warning: rgb("#8a5300"), bad: rgb("#b3261e"),
		match: rgb("#a33c00"), border: rgb("#aab0bf"),
		selected: rgb("#0b5cad"), onSelected: rgb("#ffffff"), faded: rgb("#dfe3ec"), onFaded: rgb("#1c2230"),
		place: rgb("#0b5cad"), onPlace: rgb("#ffffff"),
	}
}

// sixteen uses the terminal's own sixteen colours, whose shades are its owner's
// choice: only pairs that every scheme keeps apart.
func sixteen(dark bool) palette {
	p := palette{
		muted: lipgloss.BrightBlack, accent: lipgloss.Cyan, good: lipgloss.Green, warning: lipgloss.Yellow, bad: lipgloss.Red,
		match: lipgloss.Yellow, border: lipgloss.BrightBlack,
		selected: lipgloss.Blue, onSelected: lipgloss.BrightWhite, faded: lipgloss.BrightBlack, onFaded: lipgloss.BrightWhite,
		place: lipgloss.Cyan, onPlace: lipgloss.Black,
	}
	if !dark {
		p.accent, p.warning, p.match, p.place, p.onPlace = lipgloss.Blue, lipgloss.Magenta, lipgloss.Magenta, lipgloss.Blue, lipgloss.BrightWhite
		p.faded, p.onFaded = lipgloss.White, lipgloss.Black
	}
	return p
}

func rgb(hex string) color.Color { return lipgloss.Color(hex) }

// style makes the styles from the colours. Backgrounds are set on what must
// stand out and nowhere else: the terminal keeps its own.
func (t *Theme) style(p palette) {
	fg := func(c color.Color) lipgloss.Style { return colour(lipgloss.NewStyle(), c, nil) }
	t.Text = lipgloss.NewStyle()
	t.Strong = t.Text.Bold(true)
	t.Muted = fg(p.muted)
	t.Accent = fg(p.accent)
	t.Title = fg(p.accent).Bold(true)
	t.Heading = fg(p.muted).Bold(true)
	t.Good, t.Warning, t.Bad = fg(p.good), fg(p.warning), fg(p.bad).Bold(true)
	t.Match = fg(p.match).Bold(true).Underline(true)
	t.Marked = fg(p.warning).Bold(true)
	t.Selected = stand(p.onSelected, p.selected).Bold(true)
	t.Faded = stand(p.onFaded, p.faded)
	t.Place = stand(p.onPlace, p.place).Bold(true)
	t.Border, t.Focus = fg(p.border), fg(p.accent)
	t.Field = t.Text
	t.Paper = lipgloss.NewStyle()
	if t.Profile > colorprofile.ASCII {
		t.Paper = colour(t.Paper, lipgloss.Black, lipgloss.BrightWhite)
	}
	t.Hint = fg(p.muted).Italic(p.muted != nil)
}

func colour(s lipgloss.Style, fore, back color.Color) lipgloss.Style {
	if fore != nil {
		s = s.Foreground(fore)
	}
	if back != nil {
		s = s.Background(back)
	}
	return s
}

// stand is a style of its own background: inverted where there are no colours.
func stand(fore, back color.Color) lipgloss.Style {
	if back == nil {
		return lipgloss.NewStyle().Reverse(true)
	}
	return colour(lipgloss.NewStyle(), fore, back)
}

// Turn changes to the other shade, and stays there whatever the terminal says.
func (t *Theme) Turn() {
	t.Kind = Light
	if !t.Dark {
		t.Kind = Dark
	}
	t.Set(t.Dark)
}
