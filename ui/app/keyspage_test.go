package app

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"calepin/ui/screen"
	"calepin/ui/text"
	"calepin/ui/theme"
)

// walks lead to every screen that has keys of its own, by the keys of a person.
// The golden screens begin with them.
var walks = [][]string{
	{}, {"C"}, {"C", "enter"}, {"C", "a"}, {"O"}, {"O", "enter"}, {"O", "a"}, {"E"}, {"E", "enter"}, {"K"}, {"K", "a"},
	{"C", "enter", "l", "c", "o"}, {"C", "i"},
	importing, append(importing, "n", "j"),
	{"C", "enter", "p"}, {"C", "enter", "p", "tab"}, asking, {"R"}, {"R", "tab"}, {"R", "enter"}, wording, {"R", "f"}, {"R", "t"}, {"R", "n"}, {"R", "o"}, {"R", "y"}, {"R", "p"}, {"R", "p", "a"}, {"R", "b"}, {"R", "b", "a"}, {"R", "s"}, {"R", "i"},
	{"R", "v"}, {"R", "v", "A"}, {"B"},
	{"R", "z"}, {"D"}, {"D", "enter"}, {"D", "a"}, {"D", "v"}, {"D", "enter", "m", "enter"}, {"D", "enter", "o"},
	{"D", "b", "enter"}, {"D", "m"}, {"D", "m", "enter"}, {"D", "h"}, {"C", "enter", "H", "a"}, {"D", "s"}, {"D", "s", "c"}, {"D", "s", "a"},
	append(packing, "enter", "n", "t"),
	{"D", "enter", "o", "enter", "ctrl+s", "tab", "enter"}, // and its certificate: the last, for they are gone
}

// asking leads to the question that the person reads, wording to those of an
// activity that asks any.
var (
	asking  = []string{"C", "enter", "p", "c", "enter", "enter"}
	wording = []string{"R", "j", "j", "j", "m"}
)

// TestKeyPages holds docs/keys.{fr,en}.md to the actions of the screens, each id
// to one meaning, and each key of a screen to one action. To write the pages
// anew: go test ./ui/app -run KeyPages -update
func TestKeyPages(t *testing.T) {
	atHome(t)
	for _, l := range []text.Language{text.French, text.English} {
		s := rights(t)
		var page bytes.Buffer
		var chapters []chapter
		var desk *screen.Desk
		chapterOf := map[string]int{}
		for _, keys := range walks {
			d := drive(t, l, theme.New(theme.Dark, colorprofile.TrueColor), s)
			desk = d.root.desk
			d.play(120, 40, keys)
			top := d.root.top()
			title, _, _ := strings.Cut(strings.TrimPrefix(fmt.Sprintf("%T", top), "*"), ".")
			actions := top.Actions()
			oneKeyOneAction(t, title, actions)
			rootKeysStayFree(t, title, actions, d.root.own())
			if i, known := chapterOf[title]; known { // another step of the same
				chapters[i].actions = append(chapters[i].actions, actions...)
				continue
			}
			chapters = append(chapters, chapter{chapterTitle(d, title), actions})
			if len(chapters) == 1 {
				chapters = append([]chapter{{desk.T.App.HelpEverywhere, d.root.own()}}, chapters...)
			}
			chapterOf[title] = len(chapters) - 1
		}
		writeKeys(&page, desk, chapters)
		path := filepath.Join("..", "..", "docs", "keys."+string(l)+".md")
		if flag.Lookup("update").Value.String() == "true" {
			if err := os.WriteFile(path, page.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if kept, err := os.ReadFile(path); err != nil || !bytes.Equal(kept, page.Bytes()) {
			t.Errorf("%s is not what the screens say (%v): go test ./ui/app -run KeyPages -update", path, err)
		}
	}
}

// oneKeyOneAction refuses two actions of a screen on one key, and keys that an
// AZERTY keyboard has to fight for.
func oneKeyOneAction(t *testing.T, where string, actions []screen.Action) {
	t.Helper()
	taken := map[string]string{}
	for _, a := range actions {
		if a.Words.Name == "" || a.Words.Help == "" || a.ID == "" {
			t.Errorf("%s: action %q without words", where, a.ID)
		}
		for _, k := range a.Keys {
			if other, ok := taken[k]; ok && other != a.ID {
				t.Errorf("%s: %q does both %s and %s", where, k, other, a.ID)
			}
			taken[k] = a.ID
			if strings.ContainsAny(k, "[]{}0123456789") && len(k) == 1 && len(a.Keys) == 1 {
				t.Errorf("%s: %s has no key but %q", where, a.ID, k)
			}
		}
	}
}

// chapterTitle is the title of a page, in general: a person's page is not
// called by the person's name.
func chapterTitle(d *driver, folder string) string {
	fields := d.root.desk.W.Records.Fields
	switch folder {
	case "person":
		return fields["contact"]
	case "organisation":
		return fields["organisation"]
	case "importer":
		return d.root.desk.T.Importer.Title
	case "consent":
		return d.root.desk.T.Purposes.Capture.Name
	case "register":
		return d.root.desk.T.Register.Title
	case "wordings":
		return d.root.desk.T.Register.Questions.Name
	}
	return d.root.top().Title()
}

// rootKeysStayFree refuses an action of a screen on a key that means something
// everywhere. A step back is what esc means, on a page of several steps.
func rootKeysStayFree(t *testing.T, where string, actions, own []screen.Action) {
	t.Helper()
	everywhere := map[string]string{}
	for _, a := range own {
		for _, k := range a.Keys {
			everywhere[k] = a.ID
		}
	}
	for _, a := range actions {
		for _, k := range a.Keys {
			if other, ok := everywhere[k]; ok && !(other == "app.back" && strings.HasSuffix(a.ID, ".back")) {
				t.Errorf("%s: %q is %s everywhere, and %s here", where, k, other, a.ID)
			}
		}
	}
}

// chapter is a screen's actions, under its title.
type chapter struct {
	title   string
	actions []screen.Action
}

// writeKeys writes the page of all keys, in the language of the desk.
func writeKeys(w io.Writer, d *screen.Desk, chapters []chapter) {
	t := d.T.Keys
	fmt.Fprintf(w, "# %s\n\n%s\n", t.Title, t.Intro)
	for _, c := range chapters {
		fmt.Fprintf(w, "\n## %s\n\n| %s | %s | %s | %s |\n|---|---|---|---|\n", c.title, t.Key, t.Action, t.What, t.ID)
		seen := map[string]bool{}
		for _, a := range c.actions {
			if seen[a.ID] {
				continue
			}
			seen[a.ID] = true
			var keys []string
			for _, k := range a.Keys {
				keys = append(keys, "`"+d.T.KeyName(k)+"`")
			}
			fmt.Fprintf(w, "| %s | %s | %s | `%s` |\n", strings.ReplaceAll(strings.Join(keys, " "), "|", "\\|"), a.Words.Name, a.Words.Help, a.ID)
		}
	}
}
