package cli

import (
	"bytes"
	"strings"
	"testing"

	"calepin/ui/text"
)

// A panic ends the run tidily, and its text, which may quote a record, is not
// shown.
func TestPanicTellsNoData(t *testing.T) {
	a := quietApp(t, text.English)
	var told bytes.Buffer
	a.err = &told
	tidied := false
	a.exits.add(func() { tidied = true })
	run := func() (code int) {
		defer a.recoverPanic(&code)
		panic("Zoé Exemple, 06 12 34 56 78")
	}
	if code := run(); code != exitFailed || !tidied {
		t.Errorf("exit %d, tidied %v", code, tidied)
	}
	if strings.Contains(told.String(), "Exemple") || !strings.Contains(told.String(), "app_test.go") {
		t.Errorf("told: %s", told.String())
	}
}

func TestExitsRunLastFirstAndOnce(t *testing.T) {
	var e exits
	var order []string
	note := func(s string) func() { return func() { order = append(order, s) } }
	e.add(note("first"))
	done, _ := e.add(note("second"))
	_, drop := e.add(note("dropped"))
	e.add(note("third"))
	done()
	done()
	drop()
	e.run()
	e.run()
	if got := strings.Join(order, " "); got != "second third first" {
		t.Error(got)
	}
}

func TestAskedLanguage(t *testing.T) {
	for args, want := range map[string]string{
		"": "", "seal": "", "seal --lang fr": "fr", "--lang=en seal": "en", "seal --lang": "", "contact add -- --lang fr": "",
	} {
		if got := askedLanguage(strings.Fields(args)); got != want {
			t.Errorf("%q: got %q, want %q", args, got, want)
		}
	}
}

func TestCleanTakesOutControl(t *testing.T) {
	for in, want := range map[string]string{
		"Zoé":                       "Zoé",
		"\x1b[2Jgone\x07":           "[2Jgone",
		"two\nlines\tand more\r":    "two lines and more",
		"right\u202eto left\u2066!": "rightto left!",
	} {
		if got := clean(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestWordwrap(t *testing.T) {
	for _, c := range []struct {
		in, want string
		to       int
	}{
		{"un deux trois", "un deux\ntrois", 8},
		{"un\n\ndeux trois", "un\n\ndeux\ntrois", 6},
		{"Ah\u202f! oui", "Ah\u202f!\noui", 5},
		{"interminable", "interminable", 4},
		{"日本語 日本", "日本語\n日本", 8},
	} {
		if got := wordwrap(c.in, c.to); got != c.want {
			t.Errorf("%q to %d: got %q, want %q", c.in, c.to, got, c.want)
		}
	}
}

func TestColumnsFit(t *testing.T) {
	got := fit([]int{10, 40, 12}, 50)
	if got[0]+got[1]+got[2]+2*gap > 50 || got[0] != 10 {
		t.Error(got)
	}
	if free := fit([]int{10, 40, 12}, 0); free[1] != 40 {
		t.Error(free)
	}
}
