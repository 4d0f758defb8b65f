package app

import (
	"context"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"calepin/ui/screen"
	"calepin/ui/text"
)

// Keys written in one breath go where the ones before them lead, though what
// these begin reaches the root later.
func TestKeysAheadWaitTheirTurn(t *testing.T) {
	form := &page{name: "form", typing: true}
	list := &page{name: "list", acts: []screen.Action{
		{ID: "list.add", Keys: []string{"a"}, Words: text.Action{Name: "add"}, Run: func() tea.Cmd { return screen.Push(form) }},
	}}
	d := newDriver(t, list)
	var cmds []tea.Cmd
	for _, msg := range []tea.Msg{key("a"), key("Z"), tea.PasteMsg{Content: "oé"}, key("q")} {
		_, cmd := d.root.Update(msg)
		cmds = append(cmds, cmd)
	}
	if len(list.keys()) > 0 || len(form.got) > 0 {
		t.Fatalf("obeyed before the form is there: %v, %v", list.keys(), form.got)
	}
	d.do(tea.Batch(cmds...))
	for len(d.root.ahead.waiting) > 0 { // a busy machine takes longer than the driver waits
		d.end(<-d.in)
	}
	if got := strings.Join(form.keys(), ""); got != "Zq" || len(list.keys()) > 0 || d.quit {
		t.Errorf("the form got %q, the list %v, quit %v", got, list.keys(), d.quit)
	}
}

// A key waits for what the page on top has just begun to read; letters do not.
func TestKeysWaitForWhatIsRead(t *testing.T) {
	var opened []string
	rows := "old"
	list := &page{name: "list"}
	hold := make(chan struct{})
	list.acts = []screen.Action{
		{ID: "list.read", Keys: []string{"r"}, Words: text.Action{Name: "read"}, Run: func() tea.Cmd {
			return screen.Do(screen.Job{Owner: list, Key: "read"},
				func(context.Context, screen.Report) (string, error) { <-hold; return "new", nil },
				func(s string, _ error) tea.Cmd { rows = s; return nil })
		}},
		{ID: "list.open", Keys: []string{"enter"}, Words: text.Action{Name: "open"}, Run: func() tea.Cmd { opened = append(opened, rows); return nil }},
	}
	d := newDriver(t, list)
	d.press("r")
	_, wait := d.root.Update(key("enter"))
	close(hold)
	if len(opened) > 0 || wait == nil {
		t.Fatalf("opened %v while it is read", opened)
	}
	d.do(nil)
	if len(opened) != 1 || opened[0] != "new" {
		t.Errorf("opened %v", opened)
	}
}

// No key waits for ever: what lasts is told on the screen.
func TestKeysWaitNoLongerThanThat(t *testing.T) {
	slow := &page{name: "slow", acts: []screen.Action{
		{ID: "s.begin", Keys: []string{"s"}, Words: text.Action{Name: "begin"}, Run: func() tea.Cmd { return func() tea.Msg { select {} } }},
	}}
	d := newDriver(t, slow)
	d.root.Update(key("s"))
	for _, k := range []string{"x", "y"} {
		_, cmd := d.root.Update(key(k))
		d.begin(cmd)
	}
	if got := slow.keys(); len(got) > 0 {
		t.Fatalf("%v did not wait", got)
	}
	d.end(<-d.in)
	if got := strings.Join(slow.keys(), ""); got != "xy" {
		t.Errorf("%q came through", got)
	}
}
