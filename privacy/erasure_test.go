package privacy

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"calepin/crypto"
	"calepin/store"
	"calepin/store/vault"
	"calepin/store/vault/disk"
)

var today = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

// desk is a vault on disk with a person to erase and others who know her.
type desk struct {
	t    *testing.T
	dir  string
	id   *crypto.Identity
	v    *vault.Vault
	s    *store.Store
	gone store.Person
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	return newDeskOn(t, filepath.Join(t.TempDir(), "vault"), nil)
}

// newDeskOn is newDesk on a disk, nil for the real one.
func newDeskOn(t *testing.T, dir string, fs disk.FS) *desk {
	t.Helper()
	id, err := crypto.Generate(true)
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t, dir: dir, id: id}
	settings := store.Settings{Language: "fr", Country: "FR",
		Business: store.Business{Name: "Atelier", LegalForm: store.Company}}
	d.v, err = vault.Create(d.dir, vault.CreateOptions{ID: vault.NewID(), Operator: id, FS: fs,
		Init: func(v *vault.Vault) error {
			s, err := store.Init(v, settings)
			d.s = s
			return err
		}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.v.Close() })
	d.fill()
	return d
}

func (d *desk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

// The marks by which she would be found again.
const (
	family = "Kervadecq"
	given  = "Zéphyrine"
	email  = "zephyrine.kervadecq@example.org"
	phone  = "+33639981234"
	secret = "aime les nénuphars mauves"
)

func (d *desk) fill() {
	other := &store.Person{Given: "Basile", Family: "Ormeau", Status: store.Client, Source: "salon"}
	d.gone = store.Person{Given: given, Family: family, Status: store.Client, Source: "recommandation",
		Emails: []store.Email{{Address: email}}, Phones: []store.Phone{{Number: "06 39 98 12 34"}},
		Organisations: []store.Affiliation{{Name: "Nénuphars SARL"}}, Tags: []string{"vip"}}
	d.must(d.s.AddPerson(other, store.AddOptions{}))
	d.must(d.s.AddPerson(&d.gone, store.AddOptions{}))
	at := today.AddDate(0, -1, 0)
	d.must(d.s.AddInteraction(&store.Interaction{Contact: d.gone.ID, Kind: store.Call, Direction: store.In, At: at,
		Subject: "Devis", Body: secret, FollowUp: "2026-12-01"}))
	d.must(d.s.AddInteraction(&store.Interaction{Contact: other.ID, Kind: store.Mail, Direction: store.Out, At: at,
		Subject: "Recommandation", Body: "Vu " + given + " " + family + " hier, la joindre au 06 39 98 12 34 ou " + email + "."}))
	d.must(d.s.AddDocument(&store.Document{Contact: d.gone.ID, Kind: store.Quote, Number: "D-17", Date: "2026-01-05",
		Amount: 10000, Currency: "EUR"}))
	invoice := &store.Document{Contact: d.gone.ID, Kind: store.Invoice, Number: "F-42", Date: "2026-02-05",
		Amount: 120000, Currency: "EUR", Note: secret}
	d.must(d.s.AddDocument(invoice))
	d.must(d.s.AddAttachment(&store.Attachment{Contact: d.gone.ID, Document: invoice.ID, Name: "facture " + given + " " + family + ".txt"},
		strings.NewReader("Facture F-42, 1 200 euros")))
	d.must(d.s.AddAttachment(&store.Attachment{Contact: d.gone.ID, Name: "photo.txt"}, strings.NewReader(strings.Repeat(secret, 100))))
	d.must(d.s.AddTask(&store.Task{Contact: d.gone.ID, Title: "Rappeler " + given, Due: "2026-12-02"}))
	_, err := d.s.EditPerson(d.gone.ID, func(p *store.Person) error { p.Note = secret; return nil })
	d.must(err)
	_, err = d.v.Backup()
	d.must(err)
	_, err = d.s.EditPerson(d.gone.ID, func(p *store.Person) error { p.Note = "autre"; return nil })
	d.must(err)
	_, err = d.v.Backup()
	d.must(err)
}

// plainBytes is everything the vault's age files hold, decrypted, with the raw
// bytes of all files.
func (d *desk) plainBytes() []byte {
	d.t.Helper()
	var all bytes.Buffer
	d.must(filepath.WalkDir(d.dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		all.Write(raw)
		if filepath.Ext(path) != ".age" {
			return nil
		}
		plain, err := age.Decrypt(bytes.NewReader(raw), d.id.Age())
		if err != nil {
			return err
		}
		_, err = io.Copy(&all, plain)
		return err
	}))
	return all.Bytes()
}

func (d *desk) find(marks ...string) (found []string) {
	all := bytes.ToLower(d.plainBytes())
	for _, m := range marks {
		if bytes.Contains(all, []byte(strings.ToLower(m))) {
			found = append(found, m)
		}
	}
	return found
}

var marks = []string{family, given, "zephyrine", email, phone, "0639981234", "06 39 98 12 34", "nénuphars mauves", "nenuphars mauves"}

// FAULTS 12: snapshot, journal, undo, indexes and backups hold no byte of her.
func TestErasureLeavesNoByte(t *testing.T) {
	d := newDesk(t)
	d.must(d.v.Seal())
	if found := d.find(family, email, phone); len(found) != 3 {
		t.Fatalf("the search finds only %v beforehand: it proves nothing", found)
	}
	plan, err := PlanErasure(d.s, d.v, d.gone.ID, today)
	d.must(err)
	if plan.Interactions != 1 || plan.Documents != 1 || plan.Attachments != 1 || plan.Tasks != 1 || len(plan.Backups) != 2 {
		t.Errorf("plan: %+v", plan)
	}
	if len(plan.Stays) != 1 || plan.Stays[0].Rule != AccountsRule || plan.Stays[0].Until != "2036-12-31" {
		t.Errorf("stays: %+v", plan.Stays)
	}
	done, err := Erase(d.s, d.v, plan, "demande de "+given+" "+family)
	d.must(err)
	if done.Masked == 0 || done.Rewritten != 2 || len(done.Untouched) != 0 || len(done.Residue) != 0 {
		t.Errorf("done: %+v", done)
	}
	if found := d.find(marks...); len(found) > 0 {
		t.Errorf("still there: %v", found)
	}
	archived, err := d.s.ArchivedDocuments()
	d.must(err)
	if len(archived) != 1 || archived[0].Document.Number != "F-42" || archived[0].Document.Note != "" {
		t.Errorf("archive: %+v", archived)
	}
	if files := archived[0].Attachments; len(files) != 1 || strings.Contains(files[0].Name, family) {
		t.Errorf("archived files: %+v", files)
	} else if b, err := d.s.ArchivedFile(archived[0].ID, files[0].ID); string(b) != "Facture F-42, 1 200 euros" || err != nil {
		t.Errorf("archived file: %q, %v", b, err)
	}
	backups, err := d.v.Backups()
	d.must(err)
	for _, b := range backups {
		if !b.Authentic {
			t.Errorf("backup %s is not vouched for", b.Name)
		}
	}
	if _, err := d.s.Undo(); err == nil {
		if found := d.find(marks...); len(found) > 0 {
			t.Errorf("undo brought back %v", found)
		}
	}
	if wrong, err := d.s.CheckIndexes(); wrong != 0 || err != nil {
		t.Errorf("indexes: %d wrong, %v", wrong, err)
	}
}

// A crash between the vault and its backups is made good at the next opening.
func TestErasureResumes(t *testing.T) {
	d := newDesk(t)
	plan, err := PlanErasure(d.s, d.v, d.gone.ID, today)
	d.must(err)
	_, err = d.s.Erase(d.gone.ID, store.EraseOrder{Archive: plan.Stays, Backups: plan.Backups})
	d.must(err) // … and here the power goes
	worked, err := ResumeErasures(d.s, d.v)
	d.must(err)
	if len(worked) != 1 || worked[0].Rewritten != 2 || len(worked[0].Residue) != 0 {
		t.Errorf("worked: %+v", worked)
	}
	if found := d.find(marks...); len(found) > 0 {
		t.Errorf("still there: %v", found)
	}
	worked, err = ResumeErasures(d.s, d.v)
	if len(worked) != 0 || err != nil {
		t.Errorf("again: %+v, %v", worked, err)
	}
}

// What somebody read and found to be of her, not of her namesake, goes from the
// backups though the power went before them.
func TestErasureResumesWithWhatWasSettled(t *testing.T) {
	d := newDesk(t)
	const passage = "Vu " + given + " " + family + " hier"
	d.must(d.s.AddPerson(&store.Person{Given: given, Family: family, Status: store.Prospect, Source: "annuaire"}, store.AddOptions{}))
	_, err := d.v.Backup()
	d.must(err)
	plan, err := PlanErasure(d.s, d.v, d.gone.ID, today)
	d.must(err)
	settled := map[store.ID]bool{}
	for _, m := range plan.Unclear {
		settled[m.ID] = true
	}
	_, err = d.s.Erase(d.gone.ID, store.EraseOrder{Archive: plan.Stays, Backups: plan.Backups, Settled: settled})
	d.must(err) // … and here the power goes
	if len(settled) == 0 || len(d.find(passage)) == 0 {
		t.Fatalf("%d to settle, or no backup names her: this proves nothing", len(settled))
	}
	_, err = ResumeErasures(d.s, d.v)
	d.must(err)
	if found := d.find(passage); len(found) > 0 {
		t.Errorf("still there: %v", found)
	}
}

// An older copy of the vault brings her back; the ledger erases her again.
func TestErasureIsAppliedToAnOlderCopy(t *testing.T) {
	d := newDesk(t)
	d.must(d.v.Seal())
	old, err := os.ReadFile(filepath.Join(d.dir, "vault.age"))
	d.must(err)
	journals, err := filepath.Glob(filepath.Join(d.dir, "journal", "*"))
	d.must(err)
	journal, err := os.ReadFile(journals[0])
	d.must(err)
	plan, err := PlanErasure(d.s, d.v, d.gone.ID, today)
	d.must(err)
	_, err = Erase(d.s, d.v, plan, "")
	d.must(err)
	d.must(d.v.Close())
	d.must(os.WriteFile(filepath.Join(d.dir, "vault.age"), old, 0o600))
	d.must(os.WriteFile(journals[0], journal, 0o600))

	d.v, err = vault.Open(d.dir, d.id, vault.OpenOptions{})
	d.must(err)
	d.s, err = store.Open(d.v)
	d.must(err)
	if _, err := d.s.Person(d.gone.ID); err != nil {
		t.Fatalf("the older copy does not hold her: %v", err)
	}
	again, found, err := ReapplyErasures(d.s, d.v, today)
	if again != 1 || !found || err != nil {
		t.Errorf("again %d, found %v, %v", again, found, err)
	}
	var missing *store.NotFoundError
	if _, err := d.s.Person(d.gone.ID); !errors.As(err, &missing) {
		t.Errorf("she is still there: %v", err)
	}
	if found := d.find(family, email, phone); len(found) > 0 {
		t.Errorf("still there: %v", found)
	}
}

func TestErasureRefusesToGuess(t *testing.T) {
	d := newDesk(t)
	namesake := &store.Person{Given: given, Family: family, Status: store.Prospect, Source: "annuaire"}
	d.must(d.s.AddPerson(namesake, store.AddOptions{}))
	plan, err := PlanErasure(d.s, d.v, d.gone.ID, today)
	d.must(err)
	_, err = Erase(d.s, d.v, plan, "")
	var ambiguous *store.AmbiguousMentionsError
	if !errors.As(err, &ambiguous) || len(ambiguous.Mentions) == 0 {
		t.Fatalf("err = %v", err)
	}
	if _, err := d.s.Person(d.gone.ID); err != nil {
		t.Errorf("something was erased all the same: %v", err)
	}
}

// Whoever was merged into her, and the duplicates that were deleted, go from
// older backups too; a namesake on file stays.
func TestErasureOfMergedInBackups(t *testing.T) {
	d := newDesk(t)
	merged := store.Person{Given: "Anaïs", Family: "Trévinal", Note: "secretdeux"}
	doublon := store.Person{Given: given, Note: "secrettrois", Emails: []store.Email{{Address: strings.ToUpper(email)}}}
	removed := store.Person{Given: family, Family: given, Note: "secretquatre"}
	namesake := store.Person{Given: given, Family: family, Note: "homonyme"}
	other := store.Person{Given: "Zélie", Family: "Ormeau", Note: "autre personne", Phones: []store.Phone{{Number: phone}}}
	for _, p := range []*store.Person{&merged, &doublon, &removed, &namesake, &other} {
		d.must(d.s.AddPerson(p, store.AddOptions{Source: "salon"}))
	}
	for _, p := range []store.Person{merged, doublon} {
		d.must(d.s.AddTask(&store.Task{Contact: p.ID, Title: "tâche de " + p.Note}))
	}
	_, err := d.v.Backup()
	d.must(err)
	d.must(d.s.DeletePerson(doublon.ID))
	d.must(d.s.DeletePerson(removed.ID))
	d.must(d.s.DeletePerson(other.ID))
	_, err = d.s.MergePersons(d.gone.ID, merged.ID)
	d.must(err)
	for _, i := range mustInteractions(d) { // a mention that could be the namesake's
		d.must(d.s.DeleteInteraction(i))
	}
	plan, err := PlanErasure(d.s, d.v, d.gone.ID, today)
	d.must(err)
	done, err := Erase(d.s, d.v, plan, "")
	d.must(err)
	if done.Rewritten != 3 || len(done.Residue) != 0 || len(done.Untouched) != 0 {
		t.Errorf("done: %+v", done)
	}
	if found := d.find("secretdeux", "secrettrois", "secretquatre", "trévinal", email); len(found) > 0 {
		t.Errorf("still there: %v", found)
	}
	if found := d.find("homonyme", "autre personne"); len(found) != 2 {
		t.Errorf("others went too: only %v is left", found)
	}
	if _, err := d.s.Person(namesake.ID); err != nil {
		t.Error(err)
	}
}

// mustInteractions returns the interactions of others than her.
func mustInteractions(d *desk) (ids []store.ID) {
	page, err := d.s.Persons(store.Query{})
	d.must(err)
	for _, r := range page.Rows {
		if r.ID == d.gone.ID {
			continue
		}
		list, _, err := d.s.Interactions(r.ID, 0, "")
		d.must(err)
		for _, i := range list {
			ids = append(ids, i.ID)
		}
	}
	return ids
}

// Someone deleted before is found in undo and in the backups, and goes.
func TestErasureOfSomeoneDeleted(t *testing.T) {
	for _, forgotten := range []bool{false, true} {
		d := newDesk(t)
		d.must(d.s.DeletePerson(d.gone.ID))
		if forgotten { // eight days on, undo knows nobody any more
			d.s.Clock = func() time.Time { return time.Now().AddDate(0, 0, 8) }
			_, err := d.s.DropOldUndo()
			d.must(err)
		}
		for _, ref := range []string{d.gone.ID.String(), email, family + " " + given} {
			plan, err := PlanDeleted(d.s, d.v, ref, today)
			d.must(err)
			if plan.Person.ID != d.gone.ID || plan.InUndo == forgotten || len(plan.InBackups) != 2 || plan.Interactions != 1 || len(plan.Stays) != 1 {
				t.Errorf("%s: plan %+v", ref, plan)
			}
		}
		plan, err := PlanErasure(d.s, d.v, d.gone.ID, today)
		d.must(err)
		done, err := Erase(d.s, d.v, plan, "demande de "+given+" "+family)
		d.must(err)
		if len(done.Residue) != 0 || done.Rewritten != 2 {
			t.Errorf("done: %+v", done)
		}
		if found := d.find(marks...); len(found) > 0 {
			t.Errorf("still there: %v", found)
		}
		var missing *store.NotFoundError
		if _, err := PlanDeleted(d.s, d.v, email, today); !errors.As(err, &missing) {
			t.Errorf("found again: %v", err)
		}
	}
}

// The family name alone is for a human to judge: it is told before and after.
func TestErasureTellsWhatMayRemain(t *testing.T) {
	d := newDesk(t)
	friend := store.Person{Given: "Amie", Source: "salon", Note: "Amie de Mme " + family}
	d.must(d.s.AddPerson(&friend, store.AddOptions{}))
	d.must(d.s.AddOrganisation(&store.Organisation{Name: family + " Conseil"}))
	d.must(d.s.RecordDisclosure(&store.Disclosure{Recipient: "Notaire " + family, Format: "csv", Contacts: []store.ID{friend.ID}}))
	plan, err := PlanErasure(d.s, d.v, d.gone.ID, today)
	d.must(err)
	if _, err := d.s.Person(d.gone.ID); err != nil {
		t.Fatal("the plan erased her")
	}
	done, err := Erase(d.s, d.v, plan, "")
	d.must(err)
	for _, list := range [][]store.Mention{plan.Possible, done.Possible} {
		kinds := map[store.RecordKind]int{}
		for _, m := range list {
			kinds[m.Kind]++
		}
		if len(list) != 3 || kinds[store.KindPerson] != 1 || kinds[store.KindOrganisation] != 1 || kinds[store.KindDisclosure] != 1 {
			t.Errorf("possible: %+v", list)
		}
	}
	if len(done.Residue) != 0 {
		t.Errorf("residue: %+v", done.Residue)
	}
}

// What cannot be finished is told as such, and done at the next opening.
func TestErasureUnfinished(t *testing.T) {
	d := newDesk(t)
	plan, err := PlanErasure(d.s, d.v, d.gone.ID, today)
	d.must(err)
	ledger := filepath.Join(d.dir, "backups", "erasures.age")
	d.must(os.MkdirAll(filepath.Join(ledger, "in the way"), 0o700))
	done, err := Erase(d.s, d.v, plan, "")
	var unfinished *UnfinishedError
	if !errors.As(err, &unfinished) || len(done.Untouched) != 2 || done.Erasure.Contact != d.gone.ID {
		t.Fatalf("done %+v, err %v", done, err)
	}
	d.must(os.RemoveAll(ledger))
	worked, err := ResumeErasures(d.s, d.v)
	if err != nil || len(worked) != 1 || worked[0].Rewritten != 2 {
		t.Errorf("worked: %+v, %v", worked, err)
	}
	if found := d.find(marks...); len(found) > 0 {
		t.Errorf("still there: %v", found)
	}
	if worked, err := ResumeErasures(d.s, d.v); len(worked) != 0 || err != nil {
		t.Errorf("again: %+v, %v", worked, err)
	}
}
