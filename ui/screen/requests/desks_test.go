package requests

import (
	"strings"
	"testing"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/consent"
	"calepin/ui/screen/erasure"
	"calepin/ui/screen/handover"
	"calepin/ui/screen/personform"
	"calepin/ui/screen/reading"
	"calepin/ui/screen/restricted"
	"calepin/ui/screen/stage"
	"calepin/ui/text"
)

// TestDesksOnTheScreen: from the page of a request what it asks for is done,
// what was done is noted on it, and the answer begins with that.
func TestDesksOnTheScreen(t *testing.T) {
	for _, l := range []text.Language{text.French, text.English} {
		for _, v := range []struct {
			right store.Right
			keys  string // on the page where it is done
		}{
			{store.Access, "enter p enter enter"},
			{store.Rectification, "X ctrl+s"},
			{store.ToRestriction, "right ctrl+s"},
			{store.ToObject, "enter enter"},
			{store.ToWithdraw, "enter"},
			{store.ToErasure, "enter ctrl+s tab enter"},
		} {
			dir := t.TempDir()
			t.Setenv("HOME", dir)
			t.Setenv("USERPROFILE", dir)
			g := stage.New(t, l)
			for at, open := range map[screen.Target]screen.Opener{screen.PackageMake: handover.Open, screen.PersonEdit: personform.Edit,
				screen.RestrictionAdd: restricted.Add, screen.ConsentObject: consent.Object, screen.ConsentWithdraw: consent.Withdraw, screen.PersonErase: erasure.Open} {
				g.Answer(at, open)
			}
			s := g.Desk.Store
			p := store.Person{Given: "Zoé", Nature: store.Consumer, Emails: []store.Email{{Address: "zoe@fictive.example"}}, Source: "salon"}
			stage.Must(t, s.AddPerson(&p, store.AddOptions{}))
			a, err := s.FindActivity("prospecting-consumers")
			stage.Must(t, err)
			asked := store.Wording{Activity: a.ID, Channel: store.ByEmail, Language: string(l), Text: "May we write?"}
			stage.Must(t, s.SetWording(&asked))
			stage.Must(t, s.RecordConsent(&store.Consent{Contact: p.ID, Activity: a.ID, Channel: store.ByEmail, Answer: store.Yes, Means: store.Paper, Collector: "Paul", Wording: asked.ID}))
			r := store.Request{Contact: p.ID, Right: v.right, Received: "2026-11-20", Channel: store.RouteEmail}
			stage.Must(t, s.AddRequest(&r))
			g.Run(Open(g.Desk, r.ID))
			g.Keys("o")
			for _, key := range strings.Fields(v.keys) {
				if key == "X" {
					g.Type("X")
					continue
				}
				g.Keys(key)
			}
			now, err := s.Request(r.ID)
			stage.Must(t, err)
			done, has := now.Last(store.Carried)
			if !has || done.Text == "" || !now.Pending() {
				t.Fatalf("%s, %s: %+v said %q\n%s", l, v.right, now.Events, g.LastSaid(), g.Screen())
			}
			if v.right == store.Rectification && len(done.Changes) != 1 {
				t.Errorf("what was corrected: %+v", done)
			}
			if _, box := g.Top().(*handover.Result); box {
				g.Keys("enter")
			}
			if _, certificate := g.Top().(*reading.Page); certificate {
				g.Keys("esc")
			}
			g.Run(g.Top().Update(screen.Changed{}))
			stage.Sizes(t, g.Top())
			g.Keys("enter ctrl+s") // the answer, as it begins
			now, err = s.Request(r.ID)
			stage.Must(t, err)
			if e, has := now.Last(store.Answered); !has || e.Text != done.Text || e.Means != store.RouteEmail {
				t.Errorf("%s, %s: the answer %+v\n%s", l, v.right, now.Events, g.Screen())
			}
		}
	}
}
