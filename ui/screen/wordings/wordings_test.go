package wordings

import (
	"strings"
	"testing"

	"calepin/store"
	"calepin/ui/screen/stage"
	"calepin/ui/text"
)

// TestArt71VersionsOnTheScreen: the shipped words are shown, new ones are kept,
// and those that somebody answered to stay beside the newer.
func TestArt71VersionsOnTheScreen(t *testing.T) {
	for _, l := range []text.Language{text.French, text.English} {
		g := stage.New(t, l)
		s, w := g.Desk.Store, g.Desk.T.Wordings
		a, err := s.FindActivity("prospecting-consumers")
		stage.Must(t, err)
		g.Push(New(g.Desk, a))
		stage.Sizes(t, g.Top())
		if !strings.Contains(g.Screen(), w.Shipped) {
			t.Errorf("no shipped words:\n%s", g.Screen())
		}
		write := func(words string) {
			g.Keys("enter")
			stage.Sizes(t, g.Top())
			g.Keys("ctrl+a")
			g.Type(words)
			g.Keys("ctrl+s")
			if len(g.Pages) != 1 {
				t.Fatalf("not kept:\n%s", g.Screen())
			}
		}
		write("Premier ! ")
		all, err := s.Wordings()
		stage.Must(t, err)
		if len(all) != 1 || all[0].Version != 1 || !strings.HasPrefix(all[0].Text, "Premier") {
			t.Fatalf("%+v", all)
		}
		who := store.Person{Given: "Zoé", Source: "salon"}
		stage.Must(t, s.AddPerson(&who, store.AddOptions{}))
		stage.Must(t, s.RecordConsent(&store.Consent{Contact: who.ID, Activity: a.ID, Channel: all[0].Channel, Answer: store.Yes,
			Means: store.Paper, Collector: "Paul", Wording: all[0].ID}))
		write("Second ! ")
		if all, err = s.Wordings(); err != nil || len(all) != 2 || all[0].Version != 2 || !strings.HasPrefix(all[1].Text, "Premier") {
			t.Errorf("%+v, %v", all, err)
		}
		if shown := g.Screen(); !strings.Contains(shown, "Second") || !strings.Contains(shown, "Premier") {
			t.Errorf("both versions are to be seen:\n%s", shown)
		}
	}
}

// TestDraftOfWords: what a lock interrupts is there again, for the same question.
func TestDraftOfWords(t *testing.T) {
	g := stage.New(t, text.English)
	a, err := g.Desk.Store.FindActivity("prospecting-consumers")
	stage.Must(t, err)
	g.Push(New(g.Desk, a))
	g.Keys("enter ctrl+a")
	g.Type("Half a question")
	was := g.Top().(*page)
	draft, ok := was.Draft()
	if !ok || draft.Kind != DraftKind {
		t.Fatalf("%+v", draft)
	}
	stage.Must(t, g.Desk.Store.SaveDraft(&draft))
	again, err := Resume(g.Desk, draft)
	stage.Must(t, err)
	if again.Title() != was.Title() {
		t.Errorf("%q, not %q", again.Title(), was.Title())
	}
	g.Push(again)
	g.Keys("ctrl+s")
	all, err := g.Desk.Store.Wordings()
	stage.Must(t, err)
	if len(all) != 1 || !strings.Contains(all[0].Text, "Half a question") || all[0].Activity != a.ID || all[0].Channel != was.was.Channel {
		t.Errorf("%+v", all)
	}
	if drafts, err := g.Desk.Store.Drafts(); err != nil || len(drafts) != 0 {
		t.Errorf("%d drafts left, %v", len(drafts), err)
	}
}
