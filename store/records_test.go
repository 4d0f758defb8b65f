package store

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"calepin/store/vault"
)

// TestUndoBatch undoes an import some of whose records were touched since.
func TestUndoBatch(t *testing.T) {
	s, clock := newStore(t)
	old := add(t, s, Person{Given: "Marc", Family: "Petit", Note: "avant"})
	other := add(t, s, Person{Given: "Inès", Family: "Petit", Note: "avant"})
	var people [4]Person
	set := Set{Batch: &Batch{Format: "csv", Merged: 2}}
	for i := range people {
		people[i] = Person{ID: NewID(clock.t), Given: givens[i], Organisations: []Affiliation{{Name: firms[i]}}}
		people[i].Source = "foire"
		set.Persons = append(set.Persons, people[i])
		set.Interactions = append(set.Interactions, Interaction{Contact: people[i].ID, Kind: Call, Direction: In, At: clock.t})
	}
	set.Merged = []Person{s.Combine(old, Person{Nickname: "Marco"}), s.Combine(other, Person{Nickname: "Nini"})}
	set.Interactions = append(set.Interactions, Interaction{Contact: old.ID, Kind: Call, Direction: In, At: clock.t})
	must(t, s.Load(set))
	// In the very second of the import: an edit, something tied, a merged one edited.
	_, err := s.EditPerson(people[0].ID, func(p *Person) error { p.Note = "vu"; return nil })
	must(t, err)
	must(t, s.AddTask(&Task{Contact: people[1].ID, Title: "Rappeler"}))
	_, err = s.EditPerson(other.ID, func(p *Person) error { p.Note = "après"; return nil })
	must(t, err)
	must(t, s.AddInteraction(&Interaction{Contact: people[2].ID, Kind: Mail, Direction: Out}))

	r, err := s.UndoBatch(set.Batch.ID)
	must(t, err)
	checkIndexes(t, s, "batch undone")
	stays := map[ID]bool{old.ID: true, other.ID: true, people[0].ID: true, people[1].ID: true, people[2].ID: true}
	for _, id := range ids(t, s) {
		if !stays[id] {
			t.Errorf("%s stayed", id)
		}
		delete(stays, id)
	}
	if len(stays) > 0 {
		t.Errorf("gone: %v", stays)
	}
	back, err := s.Person(old.ID)
	must(t, err)
	if !same(&back, &old) {
		t.Errorf("merged person is %+v, was %+v", back, old)
	}
	touched, err := s.Person(other.ID)
	must(t, err)
	if touched.Nickname != "Nini" || touched.Note != "après" {
		t.Errorf("touched since, yet %+v", touched)
	}
	// Kept: the three people, their three organisations, the one merged into.
	if len(r.Kept) != 7 || r.Restored != 1 || r.Removed != 7 {
		t.Errorf("report %+v", r)
	}
	b, err := s.Batch(set.Batch.ID)
	if err != nil || b.UndoneAt.IsZero() {
		t.Errorf("batch %+v, %v", b, err)
	}
}

// TestUndoForgets drops old values after seven days, whatever the clock did.
func TestUndoForgets(t *testing.T) {
	s, clock := newStore(t)
	p := add(t, s, Person{Given: "Zoé"})
	must(t, s.AddAttachment(&Attachment{Contact: p.ID, Name: "a.txt"}, strings.NewReader("secret")))
	must(t, s.DeletePerson(p.ID))
	clock.t = clock.t.Add(-48 * time.Hour) // set back
	add(t, s, Person{Given: "Marc"})
	clock.t = clock.t.Add(48*time.Hour + undoFor + time.Minute)
	if _, found, err := s.LastChange(); found || err != nil {
		t.Errorf("still there: %v", err)
	}
	if _, err := s.Undo(); !errors.Is(err, ErrNothingToUndo) {
		t.Error(err)
	}
	n, err := s.DropOldUndo()
	if n != 4 || err != nil {
		t.Errorf("dropped %d, %v", n, err)
	}
	if all := raw(t, s); bytes.Contains(all, []byte("Zoé")) || bytes.Contains(all, []byte("secret")) {
		t.Errorf("left: %q", all)
	}
}

// TestLastContact moves by what comes from the person, and by nothing else.
func TestLastContact(t *testing.T) {
	s, clock := newStore(t)
	day := func(n int) time.Time { return time.Date(2026, 1, n, 10, 0, 0, 0, time.UTC) }
	p := add(t, s, Person{Given: "Zoé", LastContact: day(28)})
	expect := func(what string, want time.Time) {
		t.Helper()
		got, err := s.Person(p.ID)
		must(t, err)
		if !got.LastContact.Equal(want) {
			t.Errorf("%s: %v, want %v", what, got.LastContact, want)
		}
	}
	expect("added", time.Time{})
	in := Interaction{Contact: p.ID, Kind: Call, Direction: In, At: day(5)}
	must(t, s.AddInteraction(&in))
	expect("inbound", day(5))
	must(t, s.AddInteraction(&Interaction{Contact: p.ID, Kind: Mail, Direction: Out, At: day(9)}))
	must(t, s.AddInteraction(&Interaction{Contact: p.ID, Kind: Note, Direction: In, At: day(10)}))
	expect("outbound and note", day(5))
	buy := Interaction{Contact: p.ID, Kind: Purchase, Direction: Out, At: day(12)}
	must(t, s.AddInteraction(&buy))
	expect("purchase", day(12))
	clock.t = clock.t.Add(time.Hour)
	_, err := s.EditPerson(p.ID, func(p *Person) error { p.Note, p.LastContact = "x", day(30); return nil })
	must(t, err)
	expect("edit", day(12))
	_, err = s.EditInteraction(buy.ID, func(i *Interaction) error { i.At = day(3); return nil })
	must(t, err)
	expect("purchase moved back", day(5))
	must(t, s.DeleteInteraction(in.ID))
	expect("inbound deleted", day(3))
	other := add(t, s, Person{Given: "Z."})
	must(t, s.AddInteraction(&Interaction{Contact: other.ID, Kind: Call, Direction: In, At: day(20)}))
	_, err = s.MergePersons(p.ID, other.ID)
	must(t, err)
	expect("merged", day(20))
}

// TestMergeKeepsEveryFact merges invented people and looks for every value of
// both in the outcome.
func TestMergeKeepsEveryFact(t *testing.T) {
	s, _ := newStore(t)
	r := rand.New(rand.NewPCG(4, 4))
	for range 60 {
		a, b := somebody(r), somebody(r)
		b.Prefix, b.Note, b.Source = "Mme", "note de b", "annuaire"
		a, b = add(t, s, a), add(t, s, b)
		m, err := s.MergePersons(a.ID, b.ID)
		must(t, err)
		k, v := m.place()
		_ = k
		var all string
		must(t, s.v.View(func(tx *vault.Tx) error { all = plainText(tx.Get("person", v)); return nil }))
		for _, p := range []Person{a, b} {
			facts := []string{p.Given, p.Family, p.Middle, p.Note, p.Source, p.Prefix, string(p.Status)}
			for _, e := range p.Emails {
				facts = append(facts, e.Address, e.Label)
			}
			for _, n := range p.Phones {
				facts = append(facts, n.Number)
			}
			for _, o := range p.Organisations {
				facts = append(facts, o.Organisation.String(), o.Title)
			}
			for _, f := range append(facts, p.Tags...) {
				if !strings.Contains(all, f) {
					t.Fatalf("%q of\n%+v\nis lost in\n%s", f, p, all)
				}
			}
		}
	}
}

func TestRecurringTask(t *testing.T) {
	s, clock := newStore(t)
	clock.t = time.Date(2026, 1, 31, 9, 0, 0, 0, time.UTC)
	task := Task{Title: "Déclarer", Due: "2026-01-31", Repeat: Monthly}
	must(t, s.AddTask(&task))
	for _, want := range []Date{"2026-02-28", "2026-03-31", "2026-04-30"} {
		_, next, err := s.DoneTask(task.ID)
		must(t, err)
		if next == nil || next.Due != want {
			t.Fatalf("next %+v, want %s", next, want)
		}
		task = *next
		clock.t = task.Due.Time().Add(9 * time.Hour)
	}
	clock.t = time.Date(2026, 7, 3, 9, 0, 0, 0, time.UTC) // late: what was missed is passed over
	_, next, err := s.DoneTask(task.ID)
	must(t, err)
	if next.Due != "2026-07-31" {
		t.Error(next.Due)
	}
	if err := s.AddTask(&Task{Title: "x", Repeat: Weekly}); codeOf(err) != Required {
		t.Error(err)
	}
}

// What is done late in the evening, or early in the morning, is done on the
// user's day.
func TestDoneOnTheUsersDay(t *testing.T) {
	for _, c := range []struct {
		hours int // ahead of UTC
		now   time.Time
		next  Date
	}{
		{2, time.Date(2026, 7, 1, 22, 30, 0, 0, time.UTC), "2026-07-03"},
		{-5, time.Date(2026, 7, 2, 3, 0, 0, 0, time.UTC), "2026-07-02"},
		{0, time.Date(2026, 7, 1, 22, 30, 0, 0, time.UTC), "2026-07-02"},
	} {
		s, clock := newStore(t)
		clock.t = c.now.In(time.FixedZone("", c.hours*3600))
		task := Task{Title: "Relever le courrier", Due: "2026-07-01", Repeat: Daily}
		must(t, s.AddTask(&task))
		done, next, err := s.DoneTask(task.ID)
		must(t, err)
		if next.Due != c.next || done.DoneAt.Location() != time.UTC {
			t.Errorf("%+d h: next on %s, want %s; done at %v", c.hours, next.Due, c.next, done.DoneAt)
		}
	}
}

func TestDue(t *testing.T) {
	s, _ := newStore(t)
	p := add(t, s, Person{Given: "Zoé"})
	must(t, s.AddInteraction(&Interaction{Contact: p.ID, Kind: Note, FollowUp: "2026-04-02"}))
	must(t, s.AddTask(&Task{Title: "b", Due: "2026-04-03"}))
	must(t, s.AddTask(&Task{Title: "a", Due: "2026-04-01", Contact: p.ID}))
	must(t, s.AddTask(&Task{Title: "sans jour"}))
	due, err := s.Due("2026-04-02")
	must(t, err)
	if len(due) != 2 || due[0].Task.Title != "a" || due[0].Contact.Name != "Zoé" || due[1].Interaction == nil {
		t.Errorf("%+v", due)
	}
	if due, err = s.Due(""); err != nil || len(due) != 3 {
		t.Errorf("%d, %v", len(due), err)
	}
}

// TestAttachment stores what spans chunks and finds damage.
func TestAttachment(t *testing.T) {
	s, _ := newStore(t)
	p := add(t, s, Person{Given: "Zoé"})
	content := bytes.Repeat([]byte("calepin "), 3*chunkSize/16)
	a := Attachment{Contact: p.ID, Name: `C:\dossier/plan.pdf`}
	must(t, s.AddAttachment(&a, bytes.NewReader(content)))
	var out bytes.Buffer
	must(t, s.AttachmentContent(a.ID, &out))
	if !bytes.Equal(out.Bytes(), content) || a.Name != "plan.pdf" || a.Size != int64(len(content)) {
		t.Errorf("%+v, %d bytes back", a, out.Len())
	}
	empty := Attachment{Contact: p.ID, Name: "vide"}
	must(t, s.AddAttachment(&empty, strings.NewReader("")))
	must(t, s.AttachmentContent(empty.ID, io.Discard))
	var large *TooLargeError
	if err := s.AddAttachment(&Attachment{Contact: p.ID, Name: "x"}, io.LimitReader(zeros{}, MaxAttachment+1)); !asError(err, &large) {
		t.Error(err)
	}
	must(t, s.v.Update(func(tx *vault.Tx) error {
		return tx.Put(bucketData, chunkKey(key(p.ID, a.ID), 1), []byte("damage"))
	}))
	var damaged *ContentError
	if err := s.AttachmentContent(a.ID, io.Discard); !asError(err, &damaged) {
		t.Error(err)
	}
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

// TestOrganisation finds, counts, renames and refuses to drop organisations.
func TestOrganisation(t *testing.T) {
	s, _ := newStore(t)
	zoe := add(t, s, Person{Given: "Zoé", Organisations: []Affiliation{{Name: "Bâti-Sûr"}}})
	add(t, s, Person{Organisations: []Affiliation{{Name: "BATI-SUR"}, {Name: "Zinc"}}})
	page, err := s.Organisations(OrganisationQuery{Limit: 1})
	must(t, err)
	if len(page.Rows) != 1 || page.Rows[0].Name != "Bâti-Sûr" || page.Rows[0].People != 2 {
		t.Fatalf("%+v", page)
	}
	id := page.Rows[0].ID
	if page, err = s.Organisations(OrganisationQuery{Limit: 1, After: page.Next}); err != nil || page.Rows[0].Name != "Zinc" || page.Next != "" {
		t.Errorf("%+v, %v", page, err)
	}
	var inUse *InUseByError
	if err := s.DeleteOrganisation(id, false); !asError(err, &inUse) || inUse.People != 2 {
		t.Error(err)
	}
	_, err = s.EditOrganisation(id, func(o *Organisation) error { o.Name = "Toit-Sûr"; return nil })
	must(t, err)
	rows, err := s.People(id)
	must(t, err)
	if len(rows) != 2 || rows[0].Organisation != "Toit-Sûr" || rows[0].Name != "Toit-Sûr" || rows[1].ID != zoe.ID {
		t.Errorf("%+v", rows)
	}
	if o, err := s.FindOrganisation("toit-sur"); err != nil || o.ID != id {
		t.Error(err)
	}
	must(t, s.DeleteOrganisation(id, true))
	checkIndexes(t, s, "untied")
}

// TestSchema refuses what it does not know, and a vault of none.
func TestSchema(t *testing.T) {
	s, _ := newStore(t)
	must(t, s.v.Update(func(tx *vault.Tx) error { return putSchema(tx, schemaVersion+1) }))
	var schema *SchemaError
	if _, err := Open(s.v); !asError(err, &schema) || schema.Found != schemaVersion+1 {
		t.Error(err)
	}
	must(t, s.v.Update(func(tx *vault.Tx) error { return putSchema(tx, schemaVersion) }))
	again, err := Open(s.v)
	must(t, err)
	if again.Settings() != s.Settings() {
		t.Error("settings changed")
	}
	if err := again.SetSettings(Settings{Country: "ZZ"}); codeOf(err) != NoSuch {
		t.Error(err)
	}
}

// TestLoadRefusesWhole stores nothing of a set with one bad record.
func TestLoadRefusesWhole(t *testing.T) {
	s, _ := newStore(t)
	before := contents(t, s)
	set := Set{Batch: &Batch{}, Persons: []Person{{Given: "Zoé", Source: "x"}, {Given: "Marc"}}}
	var bad *LoadError
	if err := s.Load(set); !asError(err, &bad) || bad.Index != 1 || codeOf(err) != Required {
		t.Error(err)
	}
	twice := Person{ID: NewID(time.Unix(0, 0)), Given: "Zoé", Source: "x"}
	var exists *ExistsError
	if err := s.Load(Set{Persons: []Person{twice, twice}}); !asError(err, &exists) {
		t.Error(err)
	}
	sameContents(t, "refused", before, contents(t, s))
}

// TestRowRoundTrip reads back what a list shows.
func TestRowRoundTrip(t *testing.T) {
	p := Person{ID: ID{1}, Given: "Zoé", Family: "Quatremaire", Emails: []Email{{Address: "z@b.test"}}, Phones: []Phone{{Number: "+33612345678"}},
		Status: Client, Tags: []string{"a", "b c"}, LastContact: time.Unix(1700000000, 0).UTC(), FollowUp: "2026-04-01"}
	r := rowOf(&p, "Zinc")
	if r.Name != "Zoé Quatremaire" || r.Organisation != "Zinc" || r.Email != "z@b.test" || r.Phone != "+33612345678" || r.Status != Client ||
		!slices.Equal(r.Tags, p.Tags) || !r.LastContact.Equal(p.LastContact) || r.FollowUp != p.FollowUp || r.ID != p.ID {
		t.Errorf("%+v", r)
	}
}
