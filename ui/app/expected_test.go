package app

import (
	"os"
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// outOfReach are keys that a French keyboard has behind AltGr or Shift, or that
// some terminals never send.
var outOfReach = regexp.MustCompile("^([0-9\\[\\]{}|\\\\~^@#`]|shift\\+enter|ctrl\\+(enter|i|m|[0-9])|alt\\+enter)$")

// TestEveryKeyIsInReach: nothing hangs on a key that a keyboard or a terminal
// may not have.
func TestEveryKeyIsInReach(t *testing.T) {
	page, err := os.ReadFile("../../docs/keys.en.md") // made from the actions, see TestKeyPages
	if err != nil {
		t.Fatal(err)
	}
	key, rows := regexp.MustCompile("`([^`]+|`)`"), 0
	for line := range strings.SplitSeq(string(page), "\n") {
		cells := strings.Split(line, " | ")
		if len(cells) < 4 || !strings.HasPrefix(line, "| `") {
			continue
		}
		rows++
		reached := false
		for _, k := range key.FindAllStringSubmatch(cells[0], -1) {
			reached = reached || !outOfReach.MatchString(k[1])
		}
		if !reached {
			t.Errorf("out of reach: %s", line)
		}
	}
	if rows < 100 {
		t.Fatalf("%d keys on the page", rows)
	}
}

func TestMouseIsOffUntilAskedFor(t *testing.T) {
	d := newDriver(t, &page{name: "one"})
	if d.root.View().MouseMode != tea.MouseModeNone {
		t.Error("on by default")
	}
	d.act("app.mouse")
	if d.root.View().MouseMode == tea.MouseModeNone {
		t.Fatal("the toggle does not turn it on")
	}
	at := strings.Index(d.screen(), " C") + 1
	d.send(tea.MouseClickMsg{X: at, Y: 0, Button: tea.MouseLeft})
	if d.root.place != "contacts" {
		t.Errorf("a click on Contacts leads to %q", d.root.place)
	}
	d.act("app.mouse")
	if d.root.View().MouseMode != tea.MouseModeNone {
		t.Error("the toggle does not turn it off")
	}
}

func TestShadeIsTurnedAndStays(t *testing.T) {
	d := newDriver(t, nil)
	was := d.root.desk.Theme.Dark
	d.act("app.shade")
	if d.root.desk.Theme.Dark == was {
		t.Fatal("the shade stays")
	}
	d.send(tea.BackgroundColorMsg{}) // what the terminal says later
	if d.root.desk.Theme.Dark == was {
		t.Error("the terminal turned it back")
	}
}

// act does an action by its name, as the palette would.
func (d *driver) act(id string) {
	d.t.Helper()
	for _, a := range d.root.actions() {
		if a.ID == id {
			d.do(a.Run())
			return
		}
	}
	d.t.Fatalf("no action %s", id)
}
