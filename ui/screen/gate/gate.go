// Package gate is the way in where nothing has to be unlocked: a vault that is
// open already.
package gate

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/ui/screen"
)

type page struct{ opened screen.OpenedMsg }

// Open makes a screen that hands over an open vault at once.
func Open(opened screen.OpenedMsg) screen.Screen { return &page{opened} }

func (p *page) Title() string            { return "" }
func (p *page) Init() tea.Cmd            { return func() tea.Msg { return p.opened } }
func (p *page) Update(tea.Msg) tea.Cmd   { return nil }
func (p *page) Actions() []screen.Action { return nil }
func (p *page) View(_, h int) string     { return strings.Repeat("\n", max(0, h-1)) }
