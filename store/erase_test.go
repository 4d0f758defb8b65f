package store

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"calepin/store/vault"
)

// raw returns every key and value of the vault, one after the other.
func raw(t *testing.T, s *Store) []byte {
	t.Helper()
	var all []byte
	must(t, s.v.View(func(tx *vault.Tx) error {
		for _, b := range tx.Buckets() {
			for k, v := range tx.Prefix(b, nil) {
				all = append(append(append(all, k...), '\n'), v...)
			}
		}
		return nil
	}))
	return all
}

// busy fills a store with a person whom everything speaks of.
func busy(t *testing.T, s *Store) (zoe, marc Person) {
	t.Helper()
	zoe = add(t, s, Person{Given: "Zoé", Family: "Quatremaire", Nickname: "Zouzou la Fée", Note: "aime le thé vert",
		Emails: []Email{{Address: "zoe@quatremaire.test"}}, Phones: []Phone{{Number: "06 39 98 12 34"}},
		Organisations: []Affiliation{{Name: "Zoé Quatremaire"}, {Name: "Atelier Sauge"}}})
	marc = add(t, s, Person{Given: "Marc", Family: "Dubrœucq", Source: "Recommandé par Zoé Quatremaire",
		Note: "Ami de\nZOE  QUATREMAIRE (zoe@quatremaire.test, +33 (0)6.39.98.12.34)", Organisations: []Affiliation{{Name: "Atelier Sauge"}}})
	for _, p := range []Person{zoe, marc} {
		must(t, s.AddInteraction(&Interaction{Contact: p.ID, Kind: Call, Direction: In, Subject: "Vu quatremaire-zoé",
			Body: "Tél. 0033639981234 ou 06 39 98 12 34.\n« Quatremaire Zoé » a dit oui", FollowUp: "2026-04-01"}))
		must(t, s.AddDocument(&Document{Contact: p.ID, Kind: Invoice, Number: "F-" + p.Given[:1], Date: "2026-01-02", Note: "pour Zoé Quatremaire"}))
		must(t, s.AddAttachment(&Attachment{Contact: p.ID, Name: "contrat-zoe_quatremaire.txt"}, strings.NewReader("contenu "+p.Given)))
		must(t, s.AddTask(&Task{Contact: p.ID, Title: "Relire avec Zoé Quatremaire", Note: "zoe@quatremaire.test"}))
	}
	must(t, s.AddTask(&Task{Title: "Appeler Zoé Quatremaire"}))
	must(t, s.RecordDisclosure(&Disclosure{Recipient: "Comptable", Format: "csv", Contacts: []ID{zoe.ID}, Count: 1}))
	_, err := s.EditPerson(zoe.ID, func(p *Person) error { p.Family = "Quatremaire-Trévinal"; return nil })
	must(t, err)
	_, err = s.EditPerson(zoe.ID, func(p *Person) error { p.Family = "Quatremaire"; return nil })
	must(t, err)
	_, err = s.EditOrganisation(zoe.Organisations[1].Organisation, func(o *Organisation) error {
		o.Note = "Contact : Zoé Quatremaire"
		return nil
	})
	must(t, err)
	return zoe, marc
}

// TestEraseLeavesNoByte erases a person whom everything speaks of.
func TestEraseLeavesNoByte(t *testing.T) {
	for _, deleted := range []bool{false, true} {
		s, _ := newStore(t)
		zoe, marc := busy(t, s)
		documents, err := s.Documents(zoe.ID)
		must(t, err)
		if deleted { // known to undo alone
			must(t, s.DeletePerson(zoe.ID))
		}
		r, err := s.Erase(zoe.ID, EraseOrder{Reason: "demande de Zoé Quatremaire",
			Archive: []Archived{{Document: documents[0], Rule: "C. com. L123-22", Until: "2036-12-31"}}})
		must(t, err)
		checkIndexes(t, s, "erased")
		all := bytes.ToLower(raw(t, s))
		for _, trace := range []string{"quatremaire", "zoé", "zoe", "zouzou", "639981234", "39.98.12", "thé vert", "contenu zo"} {
			if i := bytes.Index(all, []byte(trace)); i >= 0 {
				t.Errorf("deleted %v: %q is left in …%q…", deleted, trace, all[max(0, i-200):i+40])
			}
		}
		traces, err := s.Residue(r.Identity)
		must(t, err)
		if len(traces) > 0 && traces[0].Bucket != "erasure" {
			t.Errorf("deleted %v: residue %+v", deleted, traces)
		}
		p, err := s.Person(marc.ID)
		must(t, err)
		if p.Note != "Ami de\n[…] ([…], […])" || p.Source != "Recommandé par […]" {
			t.Errorf("masked as %q, %q", p.Note, p.Source)
		}
		talk, _, err := s.Interactions(marc.ID, 0, "")
		must(t, err)
		if talk[0].Subject != "Vu […]" || talk[0].Body != "Tél. […] ou […].\n« […] » a dit oui" {
			t.Errorf("masked as %q, %q", talk[0].Subject, talk[0].Body)
		}
		archive, err := s.ArchivedDocuments()
		must(t, err)
		if len(archive) != 1 || archive[0].Document.Contact != (ID{}) || archive[0].Document.Note != "pour […]" {
			t.Errorf("archive %+v", archive)
		}
		if len(r.Disclosures) != 1 || r.Erasure.Contact != zoe.ID || r.Erasure.Reason != "demande de […]" {
			t.Errorf("report %+v", r)
		}
		if _, err := s.Undo(); err == nil {
			if _, err := s.Person(zoe.ID); err == nil {
				t.Error("undo brought the person back")
			}
		}
	}
}

// TestEraseSettledNamesakes: each text was read by somebody; what speaks of the
// person is masked, what speaks of the namesake stays, and a trial says of each
// what is written there.
func TestEraseSettledNamesakes(t *testing.T) {
	s, _ := newStore(t)
	zoe, marc := busy(t, s)
	add(t, s, Person{Given: "zoe", Family: "QUATREMAIRE"})
	tried, err := s.TryErase(zoe.ID, EraseOrder{LeaveAmbiguous: true, Detail: true})
	must(t, err)
	order := EraseOrder{Settled: map[ID]bool{}}
	for _, m := range tried.Left {
		if !strings.Contains(Fold(m.Around), "quatremaire") && !strings.Contains(Fold(m.Around), "zoe") {
			t.Errorf("%+v does not say what is written", m)
		}
		order.Settled[m.ID] = m.ID == marc.ID
	}
	r, err := s.Erase(zoe.ID, order)
	must(t, err)
	if len(r.Left) != 0 {
		t.Errorf("%d left", len(r.Left))
	}
	p, err := s.Person(marc.ID)
	must(t, err)
	if want := "Ami de\n[…] ([…], […])"; p.Note != want {
		t.Errorf("masked as %q", p.Note)
	}
	if len(tried.Left) < 2 {
		t.Errorf("%d texts of a namesake", len(tried.Left))
	}
}

// TestEraseNamesakes leaves to a human what may speak of someone else.
func TestEraseNamesakes(t *testing.T) {
	s, _ := newStore(t)
	zoe, marc := busy(t, s)
	other := add(t, s, Person{Given: "zoe", Family: "QUATREMAIRE"})
	before := contents(t, s)
	var ambiguous *AmbiguousMentionsError
	if _, err := s.Erase(zoe.ID, EraseOrder{}); !asError(err, &ambiguous) {
		t.Fatalf("erased all the same: %v", err)
	}
	sameContents(t, "refused", before, contents(t, s))
	for _, m := range ambiguous.Mentions {
		if m.ID == (ID{}) || m.Contact == zoe.ID {
			t.Errorf("mention %+v", m)
		}
	}
	r, err := s.Erase(zoe.ID, EraseOrder{LeaveAmbiguous: true})
	must(t, err)
	if len(r.Left) != len(ambiguous.Mentions) || len(r.Left) < 4 {
		t.Errorf("%d left of %d", len(r.Left), len(ambiguous.Mentions))
	}
	p, err := s.Person(marc.ID)
	must(t, err)
	if want := "Ami de\nZOE  QUATREMAIRE ([…], […])"; p.Note != want {
		t.Errorf("masked as %q", p.Note)
	}
	if _, err := s.Person(other.ID); err != nil {
		t.Error(err)
	}
}

// TestEraseShared leaves what is another contact's own, too.
func TestEraseShared(t *testing.T) {
	s, _ := newStore(t)
	switchboard := []Phone{{Number: "01 99 00 12 34"}}
	zoe := add(t, s, Person{Given: "Zoé", Family: "Quatremaire", Phones: switchboard})
	marc := add(t, s, Person{Given: "Marc", Family: "Petit", Phones: switchboard, Note: "standard 01 99 00 12 34, M. Quatremaire"})
	r, err := s.Erase(zoe.ID, EraseOrder{})
	must(t, err)
	p, err := s.Person(marc.ID)
	must(t, err)
	if len(p.Phones) != 1 || !strings.Contains(p.Note, "01 99 00 12 34") {
		t.Errorf("another's number went: %+v", p)
	}
	if len(r.Possible) != 1 || r.Possible[0].ID != marc.ID {
		t.Errorf("possible %+v", r.Possible)
	}
}

// TestEraseMerged forgets whom the person was made of.
func TestEraseMerged(t *testing.T) {
	s, _ := newStore(t)
	zoe := add(t, s, Person{Given: "Zoé", Family: "Quatremaire"})
	maiden := add(t, s, Person{Given: "Anaïs", Family: "Trévinal", Emails: []Email{{Address: "anais@trevinal.test"}}})
	must(t, s.AddTask(&Task{Title: "Anaïs Trévinal"}))
	_, err := s.MergePersons(zoe.ID, maiden.ID)
	must(t, err)
	_, err = s.Erase(zoe.ID, EraseOrder{})
	must(t, err)
	if all := string(raw(t, s)); strings.Contains(Fold(all), "trevinal") || strings.Contains(all, "Quatremaire") {
		t.Errorf("left: %q", all)
	}
}

// TestEraseInBackup erases from a copy where the person is known otherwise.
func TestEraseInBackup(t *testing.T) {
	s, clock := newStore(t)
	zoe := add(t, s, Person{Given: "Zoé", Family: "Quatremaire"})
	r, err := s.Erase(zoe.ID, EraseOrder{})
	must(t, err)
	backup, _ := newStore(t)
	add(t, backup, Person{ID: zoe.ID, Given: "Zoé", Family: "Trévinal"})
	add(t, backup, Person{Given: "Marc", Note: "Zoé Quatremaire, Zoé Trévinal"})
	must(t, backup.v.Update(func(tx *vault.Tx) error {
		_, err := EraseIn(tx, zoe.ID, EraseOrder{Erasure: r.Erasure.ID, Identity: &r.Identity, LeaveAmbiguous: true}, clock.t.Add(time.Hour))
		return err
	}))
	checkIndexes(t, backup, "backup")
	if all := string(raw(t, backup)); strings.Contains(all, "Quatremaire") || strings.Contains(all, "Trévinal") {
		t.Errorf("left: %q", all)
	}
}

// FuzzMask blacks out wherever it stands, and nothing where it does not.
func FuzzMask(f *testing.F) {
	for _, s := range []string{"vu Zoé-Quatremaire", "tel +33 (0)6 39.98.12.34!", "ZOE@quatremaire.test", "06399812345", "zoe\x00 quatremaire", "\xff\xfe", "E\u0301zoé"} {
		f.Add(s)
	}
	m := newMasker(Identity{Names: []string{"Zoé Quatremaire"}, Emails: []string{"zoe@quatremaire.test"},
		Phones: []string{"+33639981234"}, Family: "Quatremaire"}, nil)
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return // stored texts are
		}
		out := m.mask(s)
		if m.mask(out) != out {
			t.Fatalf("%q masks to %q, then to %q", s, out, m.mask(out))
		}
		if what := m.trace([]byte(out)); what != "" && !strings.Contains(s, `\`) {
			t.Fatalf("%q masks to %q, which holds the %s", s, out, what)
		}
		m.possible(s)
		around := "a " + cleanLine(strings.Map(letterOrSpace, s))
		if got := m.mask(around + " Zoé Quatremaire, "); !strings.HasSuffix(got, "[…], ") {
			t.Fatalf("not masked after %q: %q", around, got)
		}
	})
}

func letterOrSpace(r rune) rune {
	if r >= 'a' && r <= 'y' || r == ' ' {
		return r
	}
	return -1
}

// The controller's own name and number in the settings are no trace of the
// contact of that name; anything else in their bucket is.
func TestResidueLeavesTheSettings(t *testing.T) {
	s, _ := newStore(t)
	must(t, s.SetSettings(Settings{Language: "fr", Country: "FR", Business: Business{Name: "Zoé Quatremaire", Email: "zoe@quatremaire.test"}}))
	zoe, _ := busy(t, s)
	r, err := s.Erase(zoe.ID, EraseOrder{})
	must(t, err)
	traces, err := s.Residue(r.Identity)
	must(t, err)
	if len(traces) > 0 {
		t.Errorf("residue %+v", traces)
	}
	must(t, s.v.Update(func(tx *vault.Tx) error {
		return tx.Put(bucketMeta, []byte("vault.note"), []byte("zoe@quatremaire.test"))
	}))
	traces, err = s.Residue(r.Identity)
	must(t, err)
	if len(traces) != 1 || traces[0].Bucket != bucketMeta || traces[0].What != "email" {
		t.Errorf("residue %+v", traces)
	}
}

// TestEraseLeavesALongerName: who is called as the person and more is somebody
// else, in their own record, in others' notes, in the indexes and in undo.
func TestEraseLeavesALongerName(t *testing.T) {
	s, _ := newStore(t)
	add := func(p Person) ID {
		p.Source = "essai"
		must(t, s.AddPerson(&p, AddOptions{}))
		return p.ID
	}
	gone := add(Person{Given: "Mehdi", Family: "Fictif", Emails: []Email{{Address: "mehdi@fictif.example"}}})
	longer := add(Person{Given: "Mehdi", Family: "Fictif-Exemple", Note: "Cousin de Mehdi Fictif."})
	other := add(Person{Given: "Ada", Family: "Exemple", Note: "Vue avec Mehdi Fictif-Exemple, Fictif-Exemple Mehdi et MEHDI FICTIF."})
	_, err := s.EditPerson(longer, func(p *Person) error { p.Nickname = "Medi"; return nil })
	must(t, err)
	report, err := s.Erase(gone, EraseOrder{Reason: "demande"})
	must(t, err)
	for id, want := range map[ID]string{longer: "Cousin de […].", other: "Vue avec Mehdi Fictif-Exemple, Fictif-Exemple Mehdi et […]."} {
		p, err := s.Person(id)
		must(t, err)
		if p.Note != want {
			t.Errorf("%q, wanted %q", p.Note, want)
		}
	}
	if p, err := s.Person(longer); err != nil || p.Family != "Fictif-Exemple" {
		t.Errorf("%+v, %v", p, err)
	}
	if traces, err := s.Residue(report.Identity); err != nil || len(traces) > 0 {
		t.Errorf("%v, %v", traces, err)
	}
	if page, err := s.Persons(Query{Search: "mehdi fictif"}); err != nil || len(page.Rows) != 1 || page.Rows[0].ID != longer {
		t.Errorf("%+v, %v", page.Rows, err)
	}
}
