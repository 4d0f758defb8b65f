package paper

import (
	"strings"
	"testing"
	"time"

	"calepin/privacy"
	"calepin/store"
	"calepin/store/vault"
	"calepin/ui/text"
)

// TestArt15RequestsAreTold: what the person asked for before, what was done, and
// what keeps their data apart are in the copy.
func TestArt15RequestsAreTold(t *testing.T) {
	v, err := vault.Memory()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = v.Close() }()
	s, err := store.Init(v, store.Settings{Country: "FR"})
	if err != nil {
		t.Fatal(err)
	}
	p := store.Person{Given: "Ada", Source: "salon"}
	r := store.Request{Right: store.Access, Received: "2026-03-05", Channel: store.RouteEmail, Asked: "what do you have?",
		Events: []store.RequestEvent{{Kind: store.Answered, On: "2026-03-10", Text: "copy sent", Means: store.RouteEmail,
			Changes: []store.FieldChange{{Field: "given", Before: "Adda", After: "Ada"}}}}}
	for _, step := range []func() error{
		func() error { return privacy.Prepare(s) },
		func() error { return s.AddPerson(&p, store.AddOptions{}) },
		func() error { r.Contact = p.ID; return s.AddRequest(&r) },
		func() error {
			return s.Restrict(&store.Restriction{Contact: p.ID, Ground: store.Contested, Reason: "the number"})
		},
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	a, err := privacy.AccessOf(s, p.ID, "en", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range []text.Language{text.French, text.English} {
		words, err := text.Load(l)
		if err != nil {
			t.Fatal(err)
		}
		var d Document
		accessCopy(words, &a, &d)
		said := TextOf(d)
		for _, want := range []string{words.Access.Requests, "what do you have?", "copy sent", "Adda → Ada", words.Access.Restrictions, "the number"} {
			if !strings.Contains(said, want) {
				t.Errorf("%s: no %q in\n%s", l, want, said)
			}
		}
	}
}
