package person

import (
	"strings"
	"testing"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/trial"
	"calepin/ui/text"
)

// somebody has one of each thing that a page shows.
func somebody(t *testing.T, l text.Language) (*trial.Driver, *Page) {
	t.Helper()
	d := trial.New(t, l)
	s := d.Desk.Store
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	who := store.Person{Given: "Zoé", Family: "Fictive", Status: store.Client, Nature: store.Professional, Tags: []string{"presse"},
		Organisations: []store.Affiliation{{Name: "Atelier Inventé", Title: "Directrice"}},
		Emails:        []store.Email{{Label: "work", Address: "zoe@fictif.example"}}, Phones: []store.Phone{{Number: "+33639980001"}},
		Addresses: []store.Address{{Street: "1 rue Haute", PostalCode: "44000", City: "Nantes"}},
		Note:      "line one\nline\x1b[31m two", Source: "salon"}
	must(s.AddPerson(&who, store.AddOptions{}))
	for _, i := range []store.Interaction{
		{Kind: store.Call, Direction: store.In, Subject: "First call", At: trial.Now.AddDate(0, -2, 0)},
		{Kind: store.Mail, Direction: store.Out, Subject: "Our offer", Body: "Dear Zoé\n\nHere it is", At: trial.Now.AddDate(0, -1, 0), FollowUp: "2026-11-20"},
		{Kind: store.Mail, Direction: store.In, Subject: "Broken page", Support: store.Opened, At: trial.Now.AddDate(0, 0, -1)},
	} {
		i.Contact = who.ID
		must(s.AddInteraction(&i))
	}
	must(s.AddDocument(&store.Document{Contact: who.ID, Kind: store.Invoice, Number: "F-1", Date: "2026-10-01", Amount: 10000, VAT: 2000, Currency: "EUR", Due: "2026-10-31"}))
	must(s.AddTask(&store.Task{Contact: who.ID, Title: "Send the sketch", Due: "2026-11-30"}))
	must(s.AddAttachment(&store.Attachment{Contact: who.ID, Name: "plan.pdf"}, strings.NewReader("pdf")))
	p := New(d.Desk, who.ID)
	return d.Show(p), p
}

func TestSizes(t *testing.T) {
	for _, l := range []text.Language{text.English, text.French} {
		d, p := somebody(t, l)
		for range sections {
			d.Sizes()
			d.Keys("tab")
		}
		d.Keys("f")
		d.Sizes()
		d.Keys("esc")
		p.gone = true
		d.Sizes()
	}
}

func TestKeyFactsFirst(t *testing.T) {
	d, _ := somebody(t, text.English)
	d.Sees("Zoé Fictive", "client, professional", "#presse", "Directrice, Atelier Inventé", "06 39 98 00 01", "zoe@fictif.example",
		"! 20 Nov 2026", "Broken page", "November 2026", "request open")
	d.W, d.H = 120, 37
	d.Show(d.Page).Sees("44000 Nantes", "Where the data come from", "salon", "Our offer", "Timeline 6")
	if strings.Contains(d.Page.View(120, 37), "\x1b[31m two") {
		t.Error("a note writes to the terminal")
	}
}

func TestSections(t *testing.T) {
	d, p := somebody(t, text.English)
	lead := func(section string, target screen.Target, key string) {
		t.Helper()
		d.Sees(section).Keys(key)
		if n := len(d.Opened); n == 0 || d.Opened[n-1].Target != target {
			t.Errorf("%s leads to %v", section, d.Opened)
		}
	}
	lead("Broken page", screen.TaskEdit, "enter") // the task to come is the first of all
	d.Keys("tab")
	lead("€120.00", screen.DocumentEdit, "enter")
	d.Keys("tab")
	lead("Send the sketch", screen.TaskEdit, "enter")
	d.Keys("tab")
	lead("plan.pdf", screen.AttachmentGet, "g")
	d.Keys("tab")
	lead("Broken page", screen.ExchangePage, "enter")
	d.Keys("tab").Sees("Nantes")
	d.Keys("shift+tab", "shift+tab", "shift+tab")
	if p.at != tasks {
		t.Errorf("at %d", p.at)
	}
	for key, target := range map[string]screen.Target{"e": screen.PersonEdit, "r": screen.Reach, "t": screen.TaskAdd, "o": screen.DocumentAdd,
		"A": screen.AttachmentAdd, "m": screen.PersonMerge, "d": screen.PersonDelete} {
		d.Keys(key)
		if got := d.Opened[len(d.Opened)-1]; got.Target != target || got.IDs[0] != p.id {
			t.Errorf("%s leads to %v", key, got)
		}
	}
	if id, ok := p.About(); !ok || id != p.id {
		t.Error("the page is about nobody")
	}
}

func TestHistoryNarrows(t *testing.T) {
	d, p := somebody(t, text.English)
	d.Keys("f", "c")
	if p.history.Len() != 1 {
		t.Errorf("%d calls", p.history.Len())
	}
	d.Sees("First call", "call").Keys("f", "t")
	if p.history.Len() != 0 {
		t.Errorf("%d calls made", p.history.Len())
	}
	d.Keys("esc")
	if p.history.Len() != 6 {
		t.Errorf("%d of all", p.history.Len())
	}
	d.Keys("/").Type("offer")
	if p.history.Len() != 1 {
		t.Errorf("%d found", p.history.Len())
	}
	d.Keys("enter", "enter")
	if d.Opened[0].Target != screen.ExchangePage {
		t.Error(d.Opened)
	}
	d.Keys("esc", "f", "d").Sees("invoice F-1", "1 Oct 2026")
	if strings.Contains(d.Text(), "00:00") {
		t.Error("a document has a time of day")
	}
}

func TestLeavesWithThePerson(t *testing.T) {
	d, p := somebody(t, text.English)
	if err := d.Desk.Store.DeletePerson(p.id); err != nil {
		t.Fatal(err)
	}
	d.Do(p.Update(screen.Changed{}))
	d.Sees("not there any more")
	if !d.Left {
		t.Error("the page stays")
	}
	if _, err := d.Desk.Store.Undo(); err != nil {
		t.Fatal(err)
	}
	d.Do(p.Update(screen.Changed{}))
	d.Sees("Zoé Fictive")
}

func BenchmarkView(b *testing.B) {
	var t testing.T
	d := trial.New(&t, text.French).Demo(50, 5_000)
	page, err := d.Desk.Store.Persons(store.Query{Limit: 1})
	if err != nil {
		b.Fatal(err)
	}
	p := New(d.Desk, page.Rows[0].ID)
	d.W, d.H = 120, 37
	d.Show(p)
	for b.Loop() {
		p.View(120, 37)
	}
}
