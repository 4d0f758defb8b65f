package parcel

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/emersion/go-vcard"

	"calepin/crypto"
	"calepin/crypto/witness"
	"calepin/privacy"
	"calepin/store"
	"calepin/store/vault"
	"calepin/ui/text"
)

var keep = flag.String("keep", "", "a folder to leave the packages in")

var clock = time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// planted returns a vault in which Zoé is in every kind of record.
func planted(t testing.TB) (*store.Store, store.Person) {
	t.Helper()
	v, err := vault.Memory()
	must(t, err)
	t.Cleanup(func() { _ = v.Close() })
	s, err := store.Init(v, store.Settings{Language: "fr", Country: "FR", Business: store.Business{Name: "Atelier Houle", Email: "bonjour@houle.example",
		Phone: "06 39 98 00 09", Address: "1 rue Fictive\n75000 Paris", LegalForm: store.Trader}})
	must(t, err)
	now := clock.AddDate(0, -8, 0)
	s.Clock = func() time.Time { return now }
	must(t, privacy.Prepare(s))
	clients, err := s.FindActivity("clients")
	must(t, err)
	news, err := s.FindActivity("prospecting-consumers")
	must(t, err)
	size := store.Field{Name: "Pointure", Activity: clients.ID, Months: 36}
	must(t, s.AddField(&size))
	must(t, s.AddPerson(&store.Person{Given: "Paul", Family: "Martin-Duval", Emails: []store.Email{{Address: "paul@martin.example"}}}, store.AddOptions{Source: "salon"}))
	p := store.Person{Prefix: "Mme", Given: "Zoé", Family: "Quatremaire", Emails: []store.Email{{Label: "work", Address: "zoe@quatremaire.example"}},
		Phones: []store.Phone{{Label: "mobile", Number: "06 39 98 00 01"}}, Addresses: []store.Address{{Street: "3 rue des Essais", PostalCode: "44000", City: "Nantes", Country: "FR"}},
		Organisations: []store.Affiliation{{Name: "Librairie Neuve", Title: "gérante"}}, Status: store.Client, Nature: store.Consumer, Tags: []string{"fidèle"},
		Note: "Préfère être appelée le matin. Son associé, Paul Martin-Duval, règle les factures.", Source: "salon du livre", Origin: store.FromPerson,
		Fields: []store.Value{{Field: size.ID, Text: "38"}}}
	must(t, s.AddPerson(&p, store.AddOptions{}))
	notice := store.Notice{Article: 13, Form: store.Short, Language: "fr", Text: "Vos données servent à…"}
	must(t, s.KeepNotice(&notice))
	must(t, s.GiveNotice(store.NoticeGiven{Notice: notice.ID, Means: store.Paper, Note: "au dos du devis"}, []store.ID{p.ID}))
	w, err := privacy.WordingFor(s, news, store.ByEmail, "fr", store.DateOf(clock))
	must(t, err)
	must(t, s.RecordConsentsWith([]store.Consent{{Contact: p.ID, Activity: news.ID, Channel: store.ByEmail, Answer: store.Yes, Means: store.Paper, Collector: "Anne", Wording: w.ID, Notice: notice.ID}},
		"bon signé.pdf", strings.NewReader("signature")))
	now = clock.AddDate(0, 0, -2)
	in := store.Interaction{Contact: p.ID, Kind: store.Mail, Direction: store.In, Subject: "Devis pour les étagères", Body: "Bonjour,\n\nCombien pour deux étagères de 1,20 m ?\n\nZoé"}
	out := store.Interaction{Contact: p.ID, Kind: store.Mail, Direction: store.Out, Subject: "Re : devis", Body: "Bonjour, 480 € hors taxes."}
	note := store.Interaction{Contact: p.ID, Kind: store.Note, Body: "Négocie beaucoup. Vu avec Mme Lefranc, 01 99 00 12 34."}
	bought := store.Interaction{Contact: p.ID, Kind: store.Purchase, Subject: "Lampe de bureau"}
	for _, i := range []*store.Interaction{&in, &out, &note, &bought} {
		must(t, s.AddInteraction(i))
	}
	must(t, s.AddAttachment(&store.Attachment{Contact: p.ID, Interaction: in.ID, Name: "plan.txt"}, strings.NewReader("le plan de Zoé")))
	must(t, s.AddAttachment(&store.Attachment{Contact: p.ID, Name: "../plan.txt"}, strings.NewReader("un autre plan")))
	must(t, s.AddDocument(&store.Document{Contact: p.ID, Kind: store.Quote, Number: "D-7", Date: "2026-11-20", Amount: 48000, VAT: 9600, Currency: "EUR"}))
	must(t, s.AddDocument(&store.Document{Contact: p.ID, Kind: store.Invoice, Number: "F-12", Date: "2026-11-22", Amount: 48000, VAT: 9600, Currency: "EUR", Due: "2026-12-22", Note: "payer lentement"}))
	must(t, s.AddTask(&store.Task{Contact: p.ID, Title: "Rappeler pour la livraison", Due: "2026-11-30"}))
	must(t, s.RecordDisclosure(&store.Disclosure{Recipient: "Cabinet Comptable Réel", Format: "csv", Count: 12}))
	must(t, s.RecordDisclosure(&store.Disclosure{Format: "json", Count: 2}))
	old := store.Interaction{Contact: p.ID, Kind: store.Note, Body: "écrit par erreur"}
	must(t, s.AddInteraction(&old))
	must(t, s.DeleteInteraction(old.ID))
	now = clock
	p, err = s.Person(p.ID)
	must(t, err)
	return s, p
}

func access(t testing.TB, s *store.Store, id store.ID, l text.Language) Parcel {
	t.Helper()
	words, err := text.Load(l)
	must(t, err)
	a, err := privacy.AccessOf(s, id, string(l), clock)
	must(t, err)
	return Parcel{Store: s, Words: words, Access: a}
}

// unzipped are the files of a zip by their names.
func unzipped(t testing.TB, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	must(t, err)
	files := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		must(t, err)
		content, err := io.ReadAll(r)
		must(t, err)
		files[f.Name] = string(content)
	}
	return files
}

func zipped(t testing.TB, p Parcel) map[string]string {
	t.Helper()
	var b bytes.Buffer
	must(t, p.Zip(&b))
	files := unzipped(t, b.Bytes())
	if *keep != "" {
		for name, content := range files {
			path := filepath.Join(*keep, p.Base()+"-"+strings.ReplaceAll(name, "/", "-"))
			must(t, os.WriteFile(path, []byte(content), 0o600))
		}
	}
	return files
}

// TestArt15AccessHoldsEverything: every record, and each letter of art. 15(1).
func TestArt15AccessHoldsEverything(t *testing.T) {
	s, p := planted(t)
	held := []string{"Quatremaire", "zoe@quatremaire.example", "3 rue des Essais", "fidèle", "Préfère être appelée le matin", "salon du livre", "Pointure", "38",
		"Librairie Neuve", "deux étagères de 1,20 m", "480 € hors taxes", "Négocie beaucoup", "Lampe de bureau", "plan.txt", "bon signé.pdf", "D-7", "F-12", "payer lentement",
		"Rappeler pour la livraison", "Cabinet Comptable Réel", "écrit par erreur", "au dos du devis", "Anne"}
	for l, said := range map[text.Language][]string{
		text.French: {"Suivi des clients et des contrats", "contrat (RGPD art. 6(1)(b))", "Catégories de données", "Catégories de destinataires", "Conservation",
			"Faire rectifier", "CNIL", "auprès de la personne", "Aucune décision", "Hors de l’Union européenne", "acceptez-vous"},
		text.English: {"Follow-up of clients and contracts", "contract (GDPR art. 6(1)(b))", "Categories of data", "Categories of recipients", "Retention",
			"corrected or completed", "CNIL", "No decision", "Outside the European Union"},
	} {
		files := zipped(t, access(t, s, p.ID, l))
		name, folder := "donnees", "fichiers"
		if l == text.English {
			name, folder = "data", "files"
		}
		page := strings.ReplaceAll(strings.ReplaceAll(files[name+".html"], "\u202f", " "), "\u00a0", " ")
		for _, want := range append(said, held...) {
			if !strings.Contains(strings.ToLower(page), strings.ToLower(want)) {
				t.Errorf("%s: the page lacks %q", l, want)
			}
		}
		for _, want := range held {
			if !strings.Contains(files[name+".json"], want) {
				t.Errorf("%s: the JSON lacks %q", l, want)
			}
		}
		var read struct {
			Format      string                        `json:"format"`
			Attachments []struct{ Name, Path string } `json:"attachments"`
			Purposes    []struct{ Article string }    `json:"purposes"`
		}
		must(t, json.Unmarshal([]byte(files[name+".json"]), &read))
		if read.Format != "calepin-access" || len(read.Attachments) != 3 || len(read.Purposes) < 3 {
			t.Errorf("%s: %+v", l, read)
		}
		for _, f := range read.Attachments {
			if _, there := files[f.Path]; !there || !strings.HasPrefix(f.Path, folder+"/") || strings.Contains(f.Path, "..") {
				t.Errorf("%s: %q is not in the package", l, f.Path)
			}
		}
		if !strings.HasPrefix(files[name+".pdf"], "%PDF") {
			t.Errorf("%s: no PDF", l)
		}
	}
}

// TestArt15OthersAreOfferedAndMasked: other people are found where they are
// named, and masked in all three writings once that is asked.
func TestArt15OthersAreOfferedAndMasked(t *testing.T) {
	s, p := planted(t)
	x := access(t, s, p.ID, text.French)
	others, err := x.Access.Others(s)
	must(t, err)
	var keys []string
	for _, o := range others {
		keys = append(keys, o.Key)
	}
	if got := strings.Join(keys, "|"); got != "Paul Martin-Duval|Lefranc|01 99 00 12 34" {
		t.Fatalf("found %q", got)
	}
	if at := others[0].Places[0]; at.Kind != store.KindPerson || at.Field != "note" || at.Before != "… appelée le matin. Son associé, " || at.After != ", règle les factures." {
		t.Errorf("the place is %+v", at)
	}
	if _, err := privacy.Chosen(others, []string{"Personne"}); err == nil {
		t.Error("an unknown name was chosen")
	}
	chosen, err := privacy.Chosen(others, []string{"paul martin-duval", "LEFRANC"})
	must(t, err)
	x.Access.Mask(chosen)
	for name, content := range zipped(t, x) {
		if strings.HasSuffix(name, ".pdf") {
			continue
		}
		if strings.Contains(content, "Martin-Duval") || strings.Contains(content, "Lefranc") {
			t.Errorf("%s holds a masked name", name)
		}
		if strings.HasPrefix(name, "donnees") && !strings.Contains(content, "01 99 00 12 34") {
			t.Errorf("%s: masked although not chosen", name)
		}
	}
}

func carried(t testing.TB, s *store.Store, id store.ID, l text.Language) Parcel {
	t.Helper()
	x := access(t, s, id, l)
	p, err := privacy.PortableOf(x.Access)
	must(t, err)
	x.Portable = &p
	return x
}

// TestArt20PortabilityIsWhatThePersonGave: messages and purchases, not notes,
// quotes and what the business sent; read back by a vCard reader and by a CSV
// reader.
func TestArt20PortabilityIsWhatThePersonGave(t *testing.T) {
	s, p := planted(t)
	files := zipped(t, carried(t, s, p.ID, text.French))
	all := ""
	for _, content := range files {
		all += content
	}
	for _, want := range []string{"deux étagères de 1,20 m", "Lampe de bureau", "F-12", "zoe@quatremaire.example", "Pointure", "le plan de Zoé", "not_provided", "vient de l’entreprise"} {
		if !strings.Contains(all, want) {
			t.Errorf("lacks %q", want)
		}
	}
	for _, never := range []string{"Négocie", "480 € hors", "fidèle", "Préfère être appelée", "D-7", "payer lentement", "Rappeler", "un autre plan", "X-CALEPIN", "salon du livre"} {
		if strings.Contains(all, never) {
			t.Errorf("holds %q, which the person did not give", never)
		}
	}
	card, err := vcard.NewDecoder(strings.NewReader(files["contact.vcf"])).Decode()
	must(t, err)
	if card.PreferredValue("EMAIL") != "zoe@quatremaire.example" || card.Name().FamilyName != "Quatremaire" || card.Address().Locality != "Nantes" {
		t.Errorf("the card reads %v", card)
	}
	for name, want := range map[string]string{"contact.csv": "Quatremaire", "messages.csv": "Devis pour les étagères", "achats.csv": "480.00"} {
		r := csv.NewReader(strings.NewReader(strings.TrimPrefix(files[name], "\ufeff")))
		r.Comma = ';'
		rows, err := r.ReadAll()
		must(t, err)
		found := false
		for _, row := range rows[1:] {
			for _, cell := range row {
				found = found || cell == want
			}
		}
		if !found {
			t.Errorf("%s lacks %q: %q", name, want, rows)
		}
	}
	var read struct {
		Person  struct{ Emails []store.Email }
		LeftOut []struct {
			What, Why string
			Count     int
		} `json:"left_out"`
	}
	must(t, json.Unmarshal([]byte(files["donnees.json"]), &read))
	left := map[string]int{}
	for _, l := range read.LeftOut {
		left[l.What] = l.Count
	}
	if left["notes"] != 1 || left["quotes"] != 1 || left["messages_sent"] != 1 || left["attachments"] != 2 || left["tasks"] != 1 {
		t.Errorf("left out: %v", left)
	}
}

// TestStockAgeOpensPackages: a package for a passphrase, and for a key of either
// kind, opened with the age command; what is opened is the zip.
func TestStockAgeOpensPackages(t *testing.T) {
	age := witness.Tool(t, "age")
	s, p := planted(t)
	x := access(t, s, p.ID, text.French)
	dir := t.TempDir()
	seals := map[string]Seal{}
	for name, classic := range map[string]bool{"hybrid": false, "classic": true} {
		id, err := crypto.Generate(classic)
		must(t, err)
		must(t, os.WriteFile(filepath.Join(dir, name), []byte(id.String()+"\n"), 0o600))
		seals[name] = Seal{Recipient: id.Recipient()}
	}
	if plugin, err := witness.Find("age-plugin-batchpass"); err == nil {
		t.Setenv("PATH", filepath.Dir(plugin)+string(os.PathListSeparator)+os.Getenv("PATH"))
		phrase, err := crypto.NewPassphrase()
		must(t, err)
		seals["phrase"] = Seal{Passphrase: phrase}
	}
	for name, seal := range seals {
		path := filepath.Join(dir, "a-"+name+".zip.age")
		done, err := x.Write(Target{Path: path}, seal)
		must(t, err)
		args := []string{"-d", "-i", filepath.Join(dir, name), path}
		if seal.Passphrase != "" {
			args = []string{"-d", "-j", "batchpass", path}
		}
		cmd := exec.Command(age, args...)
		cmd.Env = append(os.Environ(), "AGE_PASSPHRASE="+seal.Passphrase)
		out, err := cmd.Output()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if files := unzipped(t, out); !strings.Contains(files["donnees.html"], "Quatremaire") {
			t.Errorf("%s: another content", name)
		}
		page, err := os.ReadFile(done.Opening)
		must(t, err)
		for _, never := range []string{"Quatremaire", "Zoé", "Houle", seal.Passphrase, seal.Recipient} {
			if never != "" && strings.Contains(string(page), never) {
				t.Errorf("%s: the page on opening holds %q", name, never)
			}
		}
		if !strings.Contains(string(page), filepath.Base(path)) || strings.Contains(string(page), "1.3") != (name == "hybrid") {
			t.Errorf("%s: the page on opening: %s", name, page)
		}
	}
}

// TestPackagesAreWholeOrNotThere: what is there stays, a failure leaves
// nothing, and nothing in clear is written on the way.
func TestPackagesAreWholeOrNotThere(t *testing.T) {
	s, p := planted(t)
	x := access(t, s, p.ID, text.English)
	dir := t.TempDir()
	id, err := crypto.Generate(true)
	must(t, err)
	seal := Seal{Recipient: id.Recipient()}
	path := filepath.Join(dir, x.Base()+seal.Ending())
	if strings.Contains(path, "Quatremaire") || filepath.Base(path) != "access-2026-11-24.zip.age" {
		t.Errorf("named %s", path)
	}
	done, err := x.Write(Target{Path: path}, seal)
	must(t, err)
	sealed, err := os.ReadFile(path)
	must(t, err)
	if bytes.Contains(sealed, []byte("Quatremaire")) {
		t.Error("in clear")
	}
	r, err := age.Decrypt(bytes.NewReader(sealed), id.Age())
	must(t, err)
	plain, err := io.ReadAll(r)
	must(t, err)
	unzipped(t, plain)
	if _, err := x.Write(Target{Path: path}, seal); !errors.Is(err, fs.ErrExist) {
		t.Errorf("written over: %v", err)
	}
	must(t, os.Remove(path))
	if _, err := x.Write(Target{Path: path}, seal); !errors.Is(err, fs.ErrExist) { // the page is still there
		t.Errorf("the page was written over: %v", err)
	}
	if _, err := x.Write(Target{Path: path, Replace: true}, seal); err != nil {
		t.Error(err)
	}
	must(t, os.Remove(done.Opening))
	must(t, s.DeleteAttachment(x.Access.Attachments[2].ID))
	if _, err := x.Write(Target{Path: filepath.Join(dir, "b.zip.age")}, seal); err == nil {
		t.Error("a package without its files was written")
	}
	left, err := os.ReadDir(dir)
	must(t, err)
	if len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
	if err := (Seal{Recipient: id.String()}).Check(); !errors.Is(err, crypto.ErrSecretGiven) {
		t.Errorf("a secret key: %v", err)
	}
}
