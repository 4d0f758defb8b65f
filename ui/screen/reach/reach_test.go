package reach

import (
	"context"
	"errors"
	"strings"
	"testing"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/stage"
	"calepin/ui/text"
)

func TestURLs(t *testing.T) {
	for address, want := range map[string]string{
		"zoe@exemple.example":            "mailto:zoe@exemple.example",
		"a+b@exemple.example":            "mailto:a%2Bb@exemple.example",
		"a?cc=x&b=y@exemple.example":     "mailto:a%3Fcc%3Dx%26b%3Dy@exemple.example",
		`"a b"@exemple.example`:          "mailto:%22a%20b%22@exemple.example",
		"zoé@exämple.example":            "mailto:zo%C3%A9@ex%C3%A4mple.example",
		"$(rm)`x`;'\"@exemple.example\n": "mailto:%24%28rm%29%60x%60%3B%27%22@exemple.example%0A",
		"no address":                     "mailto:no%20address",
	} {
		if got := mailURL(address); got != want {
			t.Errorf("%q: %s, not %s", address, got, want)
		}
	}
	for number, want := range map[string]string{
		"+33612345678":          "tel:+33612345678",
		"+33261910001;ext=12":   "tel:+33261910001;ext=12",
		"06 12-34.56 78":        "tel:0612345678",
		"3949":                  "tel:3949",
		"#31#0612":              "tel:%2331%230612",
		"on demand":             "",
		"+":                     "",
		"1;ext=9;phone-context": "tel:1;ext=9",
	} {
		if got := telURL(number); got != want {
			t.Errorf("%q: %s, not %s", number, got, want)
		}
	}
}

func TestOpener(t *testing.T) {
	for system, want := range map[string]string{
		"linux": "xdg-open tel:1", "freebsd": "xdg-open tel:1", "darwin": "open tel:1",
		"windows": "rundll32 url.dll,FileProtocolHandler tel:1",
	} {
		name, args := opener(system, "tel:1")
		if got := name + " " + strings.Join(args, " "); got != want {
			t.Errorf("%s: %s", system, got)
		}
	}
}

func set(t testing.TB, l text.Language) (*stage.Stage, *Box) {
	g := stage.New(t, l)
	p := store.Person{
		Given: "Zoé", Family: "Quatremaire",
		Emails: []store.Email{{Address: "zoe@exemple.example", Label: "work"}},
		Phones: []store.Phone{{Number: "+33639981234", Label: "mobile"}},
	}
	stage.Must(t, g.Desk.Store.AddPerson(&p, store.AddOptions{Source: "test"}))
	b, err := New(g.Desk, p.ID)
	stage.Must(t, err)
	g.Take(screen.OverlayMsg{Screen: b})
	return g, b
}

func TestOpensThenOffersToLog(t *testing.T) {
	g, b := set(t, text.English)
	var opened []string
	b.launch = func(_ context.Context, address string) error { opened = append(opened, address); return nil }
	g.Keys("j enter")
	if strings.Join(opened, " ") != "tel:+33639981234" {
		t.Fatalf("opened %v", opened)
	}
	g.Keys("y")
	if len(g.Opened) != 1 || !strings.HasPrefix(g.Opened[0], "log.call ") || len(g.Boxes) != 0 {
		t.Fatalf("%v, %d boxes", g.Opened, len(g.Boxes))
	}
}

func TestNothingOpensThenCopy(t *testing.T) {
	for _, err := range []error{errNoOpener, errNoDesktop, errNoProgram, errors.New("x")} {
		g, b := set(t, text.French)
		b.launch = func(context.Context, string) error { return err }
		g.Keys("enter")
		if len(g.Boxes) != 1 || !strings.Contains(g.LastSaid(), "copie") {
			t.Fatalf("%v: said %q", err, g.LastSaid())
		}
		g.Keys("y")
		if len(g.Other) != 1 || g.Other[0] != (screen.CopyMsg{Text: "zoe@exemple.example"}) {
			t.Fatalf("%v: %v", err, g.Other)
		}
	}
}

func TestSizes(t *testing.T) {
	g, b := set(t, text.French)
	stage.Sizes(t, b)
	none := store.Person{Given: "王小明"}
	stage.Must(t, g.Desk.Store.AddPerson(&none, store.AddOptions{Source: "test"}))
	empty, err := New(g.Desk, none.ID)
	stage.Must(t, err)
	stage.Sizes(t, empty)
	g.Take(screen.OverlayMsg{Screen: empty})
	g.Keys("enter y l j")
}
