package personform

import (
	"reflect"
	"strings"
	"testing"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/stage"
	"calepin/ui/text"
)

func set(t testing.TB, l text.Language) *stage.Stage {
	g := stage.New(t, l)
	g.Answer(screen.PersonAdd, Add)
	g.Answer(screen.PersonEdit, Edit)
	return g
}

func add(t testing.TB, g *stage.Stage, p store.Person) store.Person {
	t.Helper()
	stage.Must(t, g.Desk.Store.AddPerson(&p, store.AddOptions{Source: "salon"}))
	return p
}

func all(t testing.TB, g *stage.Stage) (people []store.Person) {
	t.Helper()
	stage.Must(t, g.Desk.Store.AllPersons(func(p store.Person) error { people = append(people, p); return nil }))
	return people
}

func top(t testing.TB, g *stage.Stage) *page {
	t.Helper()
	p, ok := g.Top().(*page)
	if !ok {
		t.Fatalf("%T is on top, not the form; said %q", g.Top(), g.LastSaid())
	}
	return p
}

// fill types into a field.
func fill(t testing.TB, g *stage.Stage, key, typed string) {
	t.Helper()
	p := top(t, g)
	p.Form.Focus(key)
	if p.Form.Focused() == nil || p.Form.Focused().Key != key {
		t.Fatalf("there is no field %s", key)
	}
	g.Keys("ctrl+e")
	g.Type(typed)
}

// empty clears a field of a line.
func empty(t testing.TB, g *stage.Stage, key string) {
	t.Helper()
	fill(t, g, key, "")
	g.Keys("ctrl+u")
}

func TestAddShowsThePersonInPlaceOfTheForm(t *testing.T) {
	for _, l := range []text.Language{text.French, text.English} {
		g := set(t, l)
		g.Run(g.Desk.Open(screen.PersonAdd))
		g.Type("Zoé")
		fill(t, g, "family", "Quatremaire")
		fill(t, g, "organisation", "Les Ateliers, fils")
		fill(t, g, "title", "gérante")
		fill(t, g, "emails", "zoe@quatremaire.example")
		fill(t, g, "phones", "06 12 34 56 78")
		fill(t, g, "tags", "vip, salon")
		fill(t, g, "addresses", "12 rue Haute, 44000 Nantes")
		fill(t, g, "note", "Rappeler\nle matin")
		g.Keys("ctrl+s")
		people := all(t, g)
		if len(people) != 1 || len(g.Pages) != 0 {
			t.Fatalf("%d contacts, %d pages; said %q", len(people), len(g.Pages), g.LastSaid())
		}
		p := people[0]
		if p.Given != "Zoé" || p.Family != "Quatremaire" || len(p.Organisations) != 1 || p.Organisations[0].Title != "gérante" ||
			p.Emails[0].Address != "zoe@quatremaire.example" || p.Phones[0].Number != "+33612345678" || len(p.Tags) != 2 ||
			p.Addresses[0].City != "Nantes" || p.Status != store.Prospect || p.Source != g.Desk.W.Contact.ByHand {
			t.Errorf("%+v", p)
		}
		if want := "person " + p.ID.String(); len(g.Opened) != 1 || g.Opened[0] != want {
			t.Errorf("opened %q, not %q", g.Opened, want)
		}
		if said := g.LastSaid(); !strings.Contains(said, "Zoé") || !strings.Contains(said, "u ") {
			t.Errorf("said %q", said)
		}
		_, err := g.Desk.Store.Undo()
		stage.Must(t, err)
		if len(all(t, g)) != 0 {
			t.Error("it cannot be taken back")
		}
	}
}

// whole is a contact with more than the form shows.
func whole(t testing.TB, g *stage.Stage) store.Person {
	return add(t, g, store.Person{
		Prefix: "Mme", Given: "Anne", Middle: "Lise", Family: "Vasseur", Suffix: "PhD", Nickname: "Annie",
		Organisations: []store.Affiliation{
			{Name: "Martin, Fils & Cie", Title: "directrice", Department: "achats"},
			{Name: "Arc", Title: "trésorière", Department: "bureau"}},
		Emails:    []store.Email{{Label: "work", Address: "anne@arc.example"}, {Label: "chorale", Address: "annie@voix.example"}},
		Phones:    []store.Phone{{Label: "mobile", Number: "+33612345678"}, {Label: "standard", Number: "+33144556677;ext=12"}},
		Addresses: []store.Address{{Label: "billing", POBox: "BP 4", Extended: "Bât. C", Street: "3 quai Bas", City: "Brest", Region: "Bretagne", PostalCode: "29200", Country: "FR"}},
		URLs:      []store.Link{{Label: "home", URL: "https://arc.example"}},
		Status:    store.Client, Nature: store.Professional, Tags: []string{"a, b", "vip"}, Note: "fin de ligne  \n\n  suite",
	})
}

func TestEditLosesNothing(t *testing.T) {
	for key, typed := range map[string]string{"given": "-Marie", "note": "!", "emails": "x", "family": "t", "nickname": "e", "middle": "e"} {
		g := set(t, text.French)
		was := whole(t, g)
		g.Run(g.Desk.Open(screen.PersonEdit, was.ID))
		if _, ok := top(t, g).Draft(); ok {
			t.Fatal("nothing was typed, and there is a draft")
		}
		fill(t, g, key, typed)
		g.Keys("ctrl+s")
		now := all(t, g)[0]
		if len(g.Pages) != 0 {
			t.Fatalf("%s: not saved: %s", key, g.Screen())
		}
		now.UpdatedAt = was.UpdatedAt
		switch key {
		case "given":
			was.Given += typed
		case "family":
			was.Family += typed
		case "nickname":
			was.Nickname += typed
		case "middle":
			was.Middle += typed
		case "note":
			if now.Note == was.Note || !strings.Contains(now.Note, "suite") {
				t.Errorf("note: %q", now.Note)
			}
			was.Note = now.Note
		case "emails":
			was.Emails[0].Address += typed
		}
		if !reflect.DeepEqual(was, now) {
			t.Errorf("%s:\n%+v\n%+v", key, was, now)
		}
	}
}

func TestChangedListsKeepWhatALineDoesNotShow(t *testing.T) {
	g := set(t, text.French)
	was := whole(t, g)
	g.Run(g.Desk.Open(screen.PersonEdit, was.ID))
	p := top(t, g)
	for _, key := range []string{"phones", "addresses", "others", "emails"} {
		p.Form.Focus(key)
		for range p.Form.Lines(key) {
			g.Keys("down")
		}
		g.Type(map[string]string{"phones": "0298000000", "addresses": "1 rue Neuve, 29000 Quimper", "others": "Neuf, Frères", "emails": "a@neuf.example"}[key])
	}
	g.Keys("ctrl+s")
	now := all(t, g)[0]
	if len(g.Pages) != 0 || len(now.Phones) != 3 || !reflect.DeepEqual(now.Phones[:2], was.Phones) || !reflect.DeepEqual(now.Emails[:2], was.Emails) {
		t.Fatalf("%s\n%+v", g.Screen(), now)
	}
	if !reflect.DeepEqual(now.Addresses[0], was.Addresses[0]) || now.Addresses[1].City != "Quimper" {
		t.Errorf("%+v", now.Addresses)
	}
	if len(now.Organisations) != 3 || !reflect.DeepEqual(now.Organisations[:2], was.Organisations) {
		t.Errorf("%+v", now.Organisations)
	}
	if o, _ := g.Desk.Store.Organisation(now.Organisations[2].Organisation); o.Name != "Neuf, Frères" {
		t.Errorf("%q", o.Name)
	}
}

func TestWhatWasWrittenMeanwhileStays(t *testing.T) {
	g := set(t, text.French)
	was := whole(t, g)
	g.Run(g.Desk.Open(screen.PersonEdit, was.ID))
	fill(t, g, "given", "x")
	_, err := g.Desk.Store.EditPerson(was.ID, func(p *store.Person) error { p.Tags, p.Note = []string{"neuf"}, "autre"; return nil })
	stage.Must(t, err)
	g.Keys("ctrl+s")
	if now := all(t, g)[0]; now.Given != "Annex" || now.Note != "autre" || len(now.Tags) != 1 {
		t.Errorf("%+v", now)
	}
}

func TestDeletedMeanwhile(t *testing.T) {
	for _, l := range []text.Language{text.French, text.English} {
		g := set(t, l)
		was := whole(t, g)
		g.Run(g.Desk.Open(screen.PersonEdit, was.ID))
		fill(t, g, "given", "x")
		stage.Must(t, g.Desk.Store.DeletePerson(was.ID))
		g.Keys("ctrl+s")
		if !strings.Contains(g.LastSaid(), g.Desk.T.Form.Gone) || top(t, g).Form.Value("given") != "Annex" {
			t.Errorf("said %q", g.LastSaid())
		}
		d, ok := top(t, g).Draft()
		if !ok {
			t.Fatal("no draft")
		}
		s, err := Resume(g.Desk, d)
		stage.Must(t, err)
		g.Push(s)
		if !strings.Contains(g.Screen(), g.Desk.T.Form.GoneDraft[:20]) {
			t.Error(g.Screen())
		}
		g.Keys("ctrl+s")
		if people := all(t, g); len(people) != 1 || people[0].Given != "Annex" || people[0].Middle != "Lise" || people[0].ID == was.ID {
			t.Errorf("%+v; %s", people, g.Screen())
		}
	}
	g := set(t, text.French)
	g.Run(g.Desk.Open(screen.PersonEdit, store.NewID(stage.Now)))
	if len(g.Pages) != 0 || g.LastSaid() == "" {
		t.Error("a form of nobody")
	}
}

func TestErrorsStandAtTheirField(t *testing.T) {
	for _, c := range []struct{ key, typed, at string }{
		{"emails", "pas une adresse", "emails"},
		{"given", strings.Repeat("a", 401), "given"},
		{"title", "gérante", "title"},
		{"others", strings.Repeat("o", 401), "others"},
	} {
		g := set(t, text.French)
		g.Run(g.Desk.Open(screen.PersonAdd))
		fill(t, g, "family", "Essai")
		if c.key == "others" {
			fill(t, g, "organisation", "Une")
		}
		top(t, g).Form.Focus(c.key)
		g.Paste(c.typed)
		g.Keys("ctrl+s")
		p := top(t, g)
		if p.Form.Field(c.at).Error() == "" || p.Form.Focused().Key != c.at || !strings.Contains(g.Screen(), "✗") || len(all(t, g)) != 0 {
			t.Errorf("%s: said %q\n%s", c.key, g.LastSaid(), g.Screen())
		}
	}
	g := set(t, text.French)
	g.Run(g.Desk.Open(screen.PersonAdd))
	g.Keys("ctrl+s")
	if top(t, g).Form.Field("given").Error() == "" {
		t.Error("nobody was added without a word")
	}
	empty(t, g, "source")
	g.Keys("ctrl+s")
	if top(t, g).Form.Field("source").Error() == "" {
		t.Error("no source, and nothing said")
	}
}

func TestLikelyDuplicateShowsAsOneTypes(t *testing.T) {
	g := set(t, text.French)
	was := add(t, g, store.Person{Given: "Jeanne", Family: "Lemaire", Emails: []store.Email{{Address: "jeanne@lemaire.example"}}})
	g.Run(g.Desk.Open(screen.PersonAdd))
	if strings.Contains(g.Screen(), "!") || len(top(t, g).aside(80)) != 0 {
		t.Errorf("room is kept for nobody:\n%s", g.Screen())
	}
	g.Type("Jeane")
	fill(t, g, "family", "Lemaire")
	if !strings.Contains(g.Screen(), "Jeanne Lemaire") || !strings.Contains(g.Screen(), g.Desk.T.PersonForm.NearName) {
		t.Fatal(g.Screen())
	}
	g.Keys("ctrl+o")
	if len(g.Opened) != 1 || g.Opened[0] != "person "+was.ID.String() || len(g.Pages) != 1 {
		t.Errorf("opened %q", g.Opened)
	}
	empty(t, g, "family")
	empty(t, g, "given")
	if strings.Contains(g.Screen(), "Jeanne") {
		t.Error("one no longer like is still shown")
	}
	fill(t, g, "emails", "jeanne@lemaire.example")
	if !strings.Contains(g.Screen(), g.Desk.W.Contact.Whys["email"]) {
		t.Error(g.Screen())
	}
}

// TestALateAnswerIsDropped holds the page to a key: the root drops what an
// older job of the same owner and key found.
func TestALateAnswerIsDropped(t *testing.T) {
	g := set(t, text.French)
	g.Run(g.Desk.Open(screen.PersonAdd))
	p := top(t, g)
	p.Form.Field("given").SetValue("Jeanne")
	msg, ok := p.lookUp()().(screen.StartMsg)
	if !ok || msg.Job.Owner != screen.Screen(p) || msg.Job.Key == "" || msg.Job.Write {
		t.Fatalf("%+v", msg)
	}
	if p.lookUp() != nil {
		t.Error("the same is looked up twice")
	}
}

func TestSameAddressIsAskedAbout(t *testing.T) {
	begin := func(l text.Language) (*stage.Stage, store.Person) {
		g := set(t, l)
		was := add(t, g, store.Person{Given: "Jeanne", Family: "Lemaire", Status: store.Client, Emails: []store.Email{{Label: "work", Address: "jeanne@lemaire.example"}}})
		g.Run(g.Desk.Open(screen.PersonAdd))
		g.Type("Jane")
		fill(t, g, "emails", "Jeanne@lemaire.example")
		fill(t, g, "phones", "0612345678")
		fill(t, g, "organisation", "Arc")
		g.Keys("ctrl+s")
		if len(g.Boxes) != 1 || len(all(t, g)) != 1 {
			t.Fatalf("nothing was asked: %s", g.LastSaid())
		}
		return g, was
	}
	for _, l := range []text.Language{text.French, text.English} {
		g, was := begin(l)
		g.Keys("j")
		people := all(t, g)
		if len(people) != 1 || len(people[0].Phones) != 1 || people[0].Status != store.Client || len(people[0].Emails) != 1 || strings.Contains(people[0].Note, "prospect") {
			t.Errorf("%+v", people)
		}
		if len(g.Pages) != 0 || len(g.Opened) != 1 || g.Opened[0] != "person "+was.ID.String() {
			t.Errorf("opened %q", g.Opened)
		}
		g, _ = begin(l)
		g.Keys("a")
		if len(all(t, g)) != 2 || len(g.Pages) != 0 {
			t.Error("not added all the same")
		}
		g, was = begin(l)
		g.Keys("o")
		if len(all(t, g)) != 1 || len(g.Pages) != 1 || g.Opened[0] != "person "+was.ID.String() {
			t.Error("not opened")
		}
		for _, key := range []string{"n", "esc"} {
			g, _ = begin(l)
			g.Keys(key)
			if p := top(t, g); len(all(t, g)) != 1 || p.Form.Value("given") != "Jane" || p.Saving() {
				t.Errorf("%s: the form is not as it was", key)
			}
			g.Keys("ctrl+s a")
			if len(all(t, g)) != 2 {
				t.Errorf("%s: it cannot be saved again", key)
			}
		}
	}
}

func TestOfAnOrganisation(t *testing.T) {
	g := set(t, text.French)
	twins := []store.Organisation{{Name: "Arc"}, {Name: "Arc"}}
	for i := range twins {
		stage.Must(t, g.Desk.Store.AddOrganisation(&twins[i]))
	}
	for _, o := range twins {
		g.Run(g.Desk.Open(screen.PersonAdd, o.ID))
		if _, ok := top(t, g).Draft(); ok || top(t, g).Form.Value("organisation") != "Arc" {
			t.Error("the form is not as if nobody had typed")
		}
		g.Type("Paul" + o.ID.String()[:8])
		g.Keys("ctrl+s")
		tied, err := g.Desk.Store.People(o.ID)
		stage.Must(t, err)
		if len(tied) != 1 {
			t.Errorf("%d people tied; said %q", len(tied), g.LastSaid())
		}
	}
	g.Run(g.Desk.Open(screen.PersonAdd, twins[0].ID))
	g.Keys("esc")
	if len(g.Pages) != 0 || len(g.Boxes) != 0 {
		t.Error("esc asks where nothing was typed")
	}
}

func TestDrafts(t *testing.T) {
	g := set(t, text.French)
	was := whole(t, g)
	s := g.Desk.Store
	keep := func() store.Draft {
		t.Helper()
		d, ok := top(t, g).Draft()
		if !ok {
			t.Fatal("no draft")
		}
		again, _ := top(t, g).Draft()
		if again.ID != d.ID {
			t.Error("kept twice, it is two drafts")
		}
		stage.Must(t, s.SaveDraft(&d))
		g.Pages = nil
		drafts, err := s.Drafts()
		stage.Must(t, err)
		if len(drafts) != 1 {
			t.Fatalf("%d drafts", len(drafts))
		}
		page, err := Resume(g.Desk, drafts[0])
		stage.Must(t, err)
		g.Push(page)
		return d
	}
	none := func() {
		t.Helper()
		if drafts, err := s.Drafts(); err != nil || len(drafts) != 0 {
			t.Errorf("%d drafts are left (%v)", len(drafts), err)
		}
	}
	// Of a contact on file: only what was typed, over what is there now.
	g.Run(g.Desk.Open(screen.PersonEdit, was.ID))
	fill(t, g, "given", "x")
	empty(t, g, "nickname")
	_, err := s.EditPerson(was.ID, func(p *store.Person) error { p.Note = "autre"; return nil })
	stage.Must(t, err)
	keep()
	if p := top(t, g); p.Form.Value("given") != "Annex" || p.Form.Value("nickname") != "" || p.Form.Value("note") != "autre" || p.was.ID != was.ID {
		t.Error(g.Screen())
	}
	g.Keys("ctrl+s")
	none()
	if now := all(t, g)[0]; now.Given != "Annex" || now.Nickname != "" || now.Note != "autre" || now.Middle != "Lise" {
		t.Errorf("%+v", now)
	}
	// Of a new one, dropped.
	g.Run(g.Desk.Open(screen.PersonAdd, was.Organisations[0].Organisation))
	g.Type("Paul")
	fill(t, g, "phones", "0612345678")
	keep()
	if p := top(t, g); p.Form.Value("organisation") != "Martin, Fils & Cie" || len(p.Form.Lines("phones")) != 1 || len(p.alike) != 1 {
		t.Error(g.Screen())
	}
	g.Keys("esc")
	if len(g.Boxes) != 1 {
		t.Fatal("nothing is asked")
	}
	g.Keys("esc")
	if len(g.Pages) != 1 {
		t.Fatal("cancelled, and gone")
	}
	g.Keys("esc " + g.Desk.T.Widgets.DiscardKey)
	if len(g.Pages) != 0 {
		t.Fatal("dropped, and still there")
	}
	none()
}

func TestDoubleSave(t *testing.T) {
	g := set(t, text.French)
	g.Run(g.Desk.Open(screen.PersonAdd))
	g.Type("Paul")
	p := top(t, g)
	first := p.Save()
	if p.Save() != nil {
		t.Error("saved twice")
	}
	g.Type("ine") // lost with the form if it were taken
	if p.Form.Value("given") != "Paul" {
		t.Error("typed into a form that is being saved")
	}
	if free, ask := p.Leave(); free || ask != nil {
		t.Error("left while it saves")
	}
	g.Run(first)
	if n := len(all(t, g)); n != 1 {
		t.Errorf("%d added", n)
	}
}

func TestPastesAndSizes(t *testing.T) {
	big := strings.Repeat("é漢e\u0301\x1b[31m\u202e, a@b.example ", 30_000)
	for _, l := range []text.Language{text.French, text.English} {
		g := set(t, l)
		was := whole(t, g)
		g.Run(g.Desk.Open(screen.PersonEdit, was.ID))
		stage.Sizes(t, g.Top())
		p := top(t, g)
		for _, key := range []string{"given", "organisation", "emails", "status", "tags", "note", "others"} {
			p.Form.Focus(key)
			g.Paste(big)
		}
		stage.Sizes(t, g.Top())
		if shown := p.View(80, 21); strings.Contains(shown, "\x1b[31m") || strings.Contains(shown, "\u202e") {
			t.Error("what was pasted reaches the terminal")
		}
		d, ok := p.Draft()
		if !ok {
			t.Fatal("no draft")
		}
		stage.Must(t, g.Desk.Store.SaveDraft(&d))
		g.Keys("ctrl+s")
		if len(g.Pages) != 1 || !strings.Contains(g.Screen(), "✗") {
			t.Error(g.Screen())
		}
	}
}

func TestWithAlikeAtEverySize(t *testing.T) {
	g := set(t, text.French)
	for range 5 {
		add(t, g, store.Person{Given: "Jeanne 漢字\u202e", Family: "Lemaire", Phones: []store.Phone{{Number: "0612345678"}}})
	}
	g.Run(g.Desk.Open(screen.PersonAdd))
	fill(t, g, "phones", "0612345678")
	if len(top(t, g).alike) != 5 {
		t.Fatal(g.Screen())
	}
	stage.Sizes(t, g.Top())
	g.Keys("ctrl+s")
	fill(t, g, "given", "Jeanne")
	g.Keys("ctrl+s")
	if len(g.Boxes) != 1 {
		t.Fatal(g.LastSaid())
	}
	stage.Sizes(t, g.Top())
}

func BenchmarkView(b *testing.B) {
	g := set(b, text.French)
	was := whole(b, g)
	g.Run(g.Desk.Open(screen.PersonEdit, was.ID))
	for b.Loop() {
		_ = g.Top().View(120, 37)
	}
}

// TestArt51bOwnFields: the fields of the business's own are in the form with what
// they serve, what they hold is kept, and an emptied one holds nothing; where the
// data come from is asked.
func TestArt51bOwnFields(t *testing.T) {
	g := set(t, text.English)
	s := g.Desk.Store
	a := store.Activity{Code: "fittings", Basis: store.ContractBasis, Texts: map[string]store.ActivityText{"en": {Name: "Fittings"}}}
	stage.Must(t, s.AddActivity(&a))
	size, shoe := store.Field{Name: "Size", Activity: a.ID, Months: 12}, store.Field{Name: "Shoe", Activity: a.ID, Months: 12}
	stage.Must(t, s.AddField(&size))
	stage.Must(t, s.AddField(&shoe))
	g.Run(g.Desk.Open(screen.PersonAdd))
	g.Type("Zoé")
	fill(t, g, ownKey(size.ID), "42")
	if !strings.Contains(g.Screen(), "Size") || !strings.Contains(g.Screen(), "Fittings") {
		t.Errorf("no field with what it serves:\n%s", g.Screen())
	}
	p := top(t, g)
	p.Form.Field("origin").Of(string(store.FromPerson))
	g.Keys("ctrl+s")
	p1 := all(t, g)[0]
	if len(p1.Fields) != 1 || p1.Fields[0].Text != "42" || p1.Origin != store.FromPerson {
		t.Fatalf("%+v", p1)
	}
	g.Run(g.Desk.Open(screen.PersonEdit, p1.ID))
	fill(t, g, ownKey(shoe.ID), "38")
	empty(t, g, ownKey(size.ID))
	g.Keys("ctrl+s")
	if now := all(t, g)[0]; len(now.Fields) != 1 || now.Fields[0].Field != shoe.ID || now.Fields[0].Text != "38" || now.Origin != store.FromPerson {
		t.Errorf("%+v; said %q", now, g.LastSaid())
	}
}
