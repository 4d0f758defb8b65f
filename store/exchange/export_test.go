package exchange

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"calepin/store"

	"github.com/emersion/go-vcard"
)

func export(t testing.TB, s *store.Store, o ExportOptions, w *bytes.Buffer) int {
	t.Helper()
	n, err := Export(context.Background(), w, s, o)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// words are cut to hurt: separators, quotes, formulas, escapes, long and wide
// characters.
var words = []string{"Anne", "Dupont; Fils", "a,b", `back\slash`, "l’Œuvre", "«été»", "=1+1", "+33", "-2", "@x", "'=y", "'quoted'", `"`, "日本", "e\u0301",
	"un\\nom", "x:y", "🙂", "item1.X", strings.Repeat("é", 80), "a|b", "Nom", "=\"0612\"", "BEGIN:VCARD"}

type chance struct{ *rand.Rand }

func (r chance) word() string { return words[r.IntN(len(words))] }

func (r chance) some(s string) string {
	if r.IntN(2) == 0 {
		return ""
	}
	return s
}

func (r chance) label(own string) string { return []string{"", "work", "home", own}[r.IntN(4)] }

// person makes a contact with something in every field, now and then. Fields
// that hold several values in one cell of a CSV get no separator in them.
func (r chance) person(i int, org, other store.ID) store.Person {
	p := store.Person{ID: store.NewID(time.UnixMilli(int64(1_700_000_000_000 + i))), Prefix: r.some(r.word()), Given: r.some(r.word()), Middle: r.some(r.word()),
		Family: r.word(), Suffix: r.some(r.word()), Nickname: r.some(r.word()), Source: r.word(), Note: r.some(r.word() + "\n" + r.word()),
		Status: []store.Status{store.Prospect, store.Client, store.Former}[r.IntN(3)],
		Nature: []store.Nature{"", store.Consumer, store.Professional}[r.IntN(3)], CreatedAt: time.Unix(1_700_000_000+int64(i), 0).UTC()}
	for n := range r.IntN(3) {
		p.Emails = append(p.Emails, store.Email{Label: r.label("Compta; 2"), Address: fmt.Sprintf("p%d.%d@example.org", i, n)})
		p.Phones = append(p.Phones, store.Phone{Label: []string{"mobile", "work mobile", "Secrétariat, 1er", ""}[r.IntN(4)], Number: fmt.Sprintf("+3319900%02d%02d", i%100, n)})
		p.URLs = append(p.URLs, store.Link{Label: r.label("blog"), URL: fmt.Sprintf("https://example.org/%d;%d,x", i, n)})
		p.Addresses = append(p.Addresses, store.Address{Label: r.label("Dépôt"), Street: r.word() + "\n" + r.word(), Extended: r.some(r.word()),
			POBox: r.some(r.word()), City: r.word(), Region: r.some(r.word()), PostalCode: "0" + fmt.Sprint(1000+i), Country: []string{"FR", "BE", "Syldavie", ""}[r.IntN(4)]})
		p.Tags = append(p.Tags, []string{"VIP", "salon 2026", "=tag"}[n])
	}
	if r.IntN(2) == 0 {
		p.Organisations = []store.Affiliation{{Organisation: org, Title: r.some(r.word()), Department: r.some(r.word())}}
		if r.IntN(4) == 0 {
			p.Organisations = append(p.Organisations, store.Affiliation{Organisation: other, Title: r.some(r.word())})
		}
	}
	if r.IntN(8) == 0 { // an organisation known by no person's name
		p.Prefix, p.Given, p.Middle, p.Family, p.Suffix, p.Nickname = "", "", "", "", "", ""
		p.Organisations = []store.Affiliation{{Organisation: org}}
	}
	return p
}

func randomStore(t testing.TB, seed uint64, n int) *store.Store {
	t.Helper()
	s := newStore(t)
	r := chance{rand.New(rand.NewPCG(seed, seed))}
	var set store.Set
	for i := range 3 {
		set.Organisations = append(set.Organisations, store.Organisation{ID: store.NewID(time.UnixMilli(int64(1_600_000_000_000 + i))), Name: []string{"Roy; Fils, SARL", "=Cabinet", "L'Étang\\"}[i]})
	}
	for i := range n {
		p := r.person(i, set.Organisations[r.IntN(2)].ID, set.Organisations[2].ID)
		set.Persons = append(set.Persons, p)
		if r.IntN(2) == 0 {
			set.Interactions = append(set.Interactions, store.Interaction{ID: store.NewID(p.CreatedAt), Contact: p.ID, Kind: store.Call, Direction: store.In,
				At: p.CreatedAt.Add(time.Hour), Subject: r.word(), Body: r.word(), FollowUp: "2026-12-01"})
			if r.IntN(3) == 0 {
				request := &set.Interactions[len(set.Interactions)-1]
				request.Support = store.Waiting
				set.Interactions = append(set.Interactions, store.Interaction{ID: store.NewID(p.CreatedAt), Contact: p.ID, Kind: store.Mail, Direction: store.Out,
					At: p.CreatedAt.Add(2 * time.Hour), Subject: r.word(), Thread: request.ID})
			}
			set.Documents = append(set.Documents, store.Document{ID: store.NewID(p.CreatedAt), Contact: p.ID, Kind: store.Invoice, Number: fmt.Sprint("F", i), Date: "2026-01-31", Amount: 12345, VAT: 2469, Currency: "EUR"})
			set.Tasks = append(set.Tasks, store.Task{ID: store.NewID(p.CreatedAt), Contact: p.ID, Title: r.word(), Due: "2026-12-02"})
		}
	}
	set.Tasks = append(set.Tasks, store.Task{ID: store.NewID(time.UnixMilli(1)), Title: "Déclarer la TVA", Due: "2026-12-20", Repeat: store.Monthly})
	if err := s.Load(set); err != nil {
		t.Fatal(err)
	}
	a := store.Attachment{Contact: set.Persons[0].ID, Name: "devis.pdf"}
	if err := s.AddAttachment(&a, strings.NewReader(strings.Repeat("\x00\xff%PDF", 400_000))); err != nil {
		t.Fatal(err)
	}
	if err := s.RecordDisclosure(&store.Disclosure{Format: "csv", Recipient: "Comptable", Count: n}); err != nil {
		t.Fatal(err)
	}
	return s
}

var perVault = regexp.MustCompile(`,"batch":"[^"]*"|"exported_at": "[^"]*"|,"updated_at":"[^"]*"`)

// essence is a JSON export without what belongs to one vault: when it was
// exported and by which import things came.
func essence(t testing.TB, s *store.Store) string {
	var b bytes.Buffer
	export(t, s, ExportOptions{Format: JSON}, &b)
	text, _, _ := strings.Cut(perVault.ReplaceAllString(b.String(), ""), `,"batches"`)
	return text
}

func TestJSONRoundTrip(t *testing.T) {
	s := provenStore(t, 1, 60)
	var b bytes.Buffer
	if n := export(t, s, ExportOptions{Format: JSON}, &b); n != 60 || !json.Valid(b.Bytes()) {
		t.Fatal(n)
	}
	again := newStore(t)
	p := load(t, again, mustReadText(t, Options{}, b.String()), PlanOptions{})
	if len(p.Problems) > 0 || p.Created != 60 {
		t.Fatal(p.Problems, p.Created)
	}
	want := essence(t, s)
	if got := essence(t, again); got != want {
		t.Errorf("the vault differs:\n%s\n%s", got, want)
	}
	for _, policy := range []Policy{Skip, Create, Merge} {
		var same bytes.Buffer
		export(t, again, ExportOptions{Format: JSON}, &same)
		p := load(t, again, mustReadText(t, Options{}, b.String()), PlanOptions{Policy: policy})
		if !p.Empty() || p.Skipped != 60 {
			t.Errorf("%s: imported again: %d %d %v", policy, p.Created, p.Merged, p.Others)
		}
		if got := essence(t, again); got != want {
			t.Errorf("%s: a second import changed the vault", policy)
		}
	}
}

// A changed copy adds to what is on file only when it is merged.
func TestJSONMerge(t *testing.T) {
	s := newStore(t)
	load(t, s, mustReadText(t, Options{}, onFile), PlanOptions{})
	other := newStore(t)
	var b bytes.Buffer
	export(t, s, ExportOptions{Format: JSON}, &b)
	load(t, other, mustReadText(t, Options{}, b.String()), PlanOptions{})
	anne, err := other.FindPerson("anne@roy.example")
	if err != nil {
		t.Fatal(err)
	}
	if err := other.AddInteraction(&store.Interaction{Contact: anne.ID, Kind: store.Call, Direction: store.In, Subject: "Devis"}); err != nil {
		t.Fatal(err)
	}
	if _, err := other.EditPerson(anne.ID, func(p *store.Person) error { p.Tags = []string{"VIP"}; return nil }); err != nil {
		t.Fatal(err)
	}
	var changed bytes.Buffer
	export(t, other, ExportOptions{Format: JSON}, &changed)
	p := load(t, s, mustReadText(t, Options{}, changed.String()), PlanOptions{})
	if !p.Empty() || p.Left[store.KindInteraction] != 1 {
		t.Error("skipping changed the vault", p.Others, p.Left)
	}
	p = load(t, s, mustReadText(t, Options{}, changed.String()), PlanOptions{Policy: Merge})
	if p.Merged != 1 || p.Others[store.KindInteraction] != 1 {
		t.Error(p.Merged, p.Others)
	}
	if anne, err = s.Person(anne.ID); err != nil || len(anne.Tags) != 1 || anne.LastContact.IsZero() {
		t.Error(anne, err)
	}
}

// Who was erased does not come back with an older export.
func TestJSONErased(t *testing.T) {
	s := randomStore(t, 8, 12)
	var b bytes.Buffer
	export(t, s, ExportOptions{Format: JSON}, &b)
	gone := people(t, s)[3].ID
	if _, err := s.Erase(gone, store.EraseOrder{LeaveAmbiguous: true}); err != nil {
		t.Fatal(err)
	}
	before := essence(t, s)
	for _, policy := range []Policy{Skip, Create, Merge} {
		p := load(t, s, mustReadText(t, Options{}, b.String()), PlanOptions{Policy: policy})
		if len(p.Problems) != 1 || p.Problems[0].Code != Erased {
			t.Error(policy, p.Problems)
		}
		if _, err := s.Person(gone); err == nil {
			t.Fatal(policy, "came back")
		}
	}
	if after := essence(t, s); after != before {
		t.Errorf("got %s\nwant %s", after, before)
	}
	planned, err := Plan(context.Background(), newStore(t), mustReadText(t, Options{}, b.String()), PlanOptions{})
	if err != nil {
		t.Fatal(err)
	}
	other := newStore(t)
	if _, err := Apply(context.Background(), other, planned, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := Apply(context.Background(), other, planned, nil); err == nil {
		t.Error("a plan was applied twice")
	}
}

func TestJSONProblems(t *testing.T) {
	const id = "0193a1e0-0000-7000-8000-00000000000"
	tests := []struct{ name, text, want string }{
		{"a date that is none", `"persons":[{"id":"` + id + `1","given":"A","source":"x"}],"documents":[{"id":"` + id + `2","contact":"` + id + `1","kind":"invoice","number":"1","date":"2026-02-30","amount":"1","currency":"EUR"}]`,
			"1 documents.date invalid-date record"},
		{"no source", `"persons":[{"id":"` + id + `1","given":"A"}]`, "1 persons.source missing record"},
		{"no id", `"persons":[{"given":"A","source":"x"}]`, "1 persons.id missing record"},
		{"an unknown status", `"persons":[{"id":"` + id + `1","given":"A","source":"x","status":"foe"}]`, "1 persons.status invalid-value record"},
		{"no such organisation", `"persons":[{"id":"` + id + `1","given":"A","source":"x","organisations":[{"organisation":"` + id + `9"}]}]`,
			"1 persons.organisations[0].organisation dangling record"},
		{"no such contact", `"tasks":[{"id":"` + id + `2","contact":"` + id + `1","title":"x"}]`, "1 tasks.contact dangling record"},
		{"another file than its hash", `"persons":[{"id":"` + id + `1","given":"A","source":"x"}],"attachments":[{"id":"` + id + `2","contact":"` + id + `1","name":"a","media_type":"","size":1,"sha256":"00","content":"QQ=="}]`,
			"1 attachments.sha256 invalid-value record"},
		{"a file without content", `"persons":[{"id":"` + id + `1","given":"A","source":"x"}],"attachments":[{"id":"` + id + `2","contact":"` + id + `1","name":"a","media_type":"","size":1,"sha256":"00"}]`,
			"1 attachments.content missing record"},
		{"a thread of no request", `"persons":[{"id":"` + id + `1","given":"A","source":"x"}],"interactions":[{"id":"` + id + `2","contact":"` + id + `1","kind":"call","direction":"in","at":"2026-01-01T00:00:00Z","thread":"` + id + `3"}]`,
			"1 interactions.thread dangling value"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := load(t, newStore(t), mustReadText(t, Options{}, `{"format":"calepin","version":1,`+tt.text+`}`), PlanOptions{})
			if len(p.Problems) != 1 || (p.Bad == 1) != (p.Problems[0].Lost == Record) {
				t.Fatal(p.Problems)
			}
			q := p.Problems[0]
			if got := fmt.Sprintf("%d %s %s %s", q.Line, q.Field, q.Code, q.Lost); got != tt.want {
				t.Errorf("got %s", got)
			}
		})
	}
}

// comparable is a person without what a file does not carry, or carries under
// another id.
func comparable(p store.Person, orgs map[store.ID]string) string {
	var names []string
	for _, a := range p.Organisations {
		names = append(names, fmt.Sprintf("%q", []string{orgs[a.Organisation], a.Title, a.Department}))
	}
	p.ID, p.Batch, p.Organisations, p.LastContact, p.FollowUp, p.UpdatedAt = store.ID{}, store.ID{}, nil, time.Time{}, "", time.Time{}
	p.Since = nil
	b, _ := json.MarshalIndent(p, "", " ")
	return string(b) + strings.Join(names, "\n")
}

func comparables(t testing.TB, s *store.Store) (list []string) {
	orgs := map[store.ID]string{}
	if err := s.AllOrganisations(func(o store.Organisation) error { orgs[o.ID] = o.Name; return nil }); err != nil {
		t.Fatal(err)
	}
	for _, p := range people(t, s) {
		list = append(list, comparable(p, orgs))
	}
	slices.Sort(list)
	return list
}

var french = map[string]string{"prefix": "Civilité", "given": "Prénom", "middle": "Autres prénoms", "family": "Nom", "suffix": "Suffixe",
	"nickname": "Surnom", "organisation": "Société", "title": "Fonction", "department": "Service", "email": "E-mail", "phone": "Téléphone",
	"url": "Site web", "street": "Rue", "extended": "Complément d’adresse", "po_box": "Boîte postale", "postal_code": "Code postal",
	"city": "Ville", "region": "Région", "country": "Pays", "address": "Adresse", "label": "libellé", "status": "Statut", "nature": "Nature",
	"tags": "Étiquettes", "note": "Notes", "source": "Source", "created": "Créé le", "client": "client", "former": "ancien client",
	"consumer": "particulier", "professional": "professionnel"}

// inFrench writes a label so that it is read back.
func inFrench(label string) string {
	return strings.NewReplacer("work", "travail", "home", "domicile", "mobile", "portable").Replace(label)
}

var english = map[string]string{"prefix": "Name prefix", "given": "Given name", "middle": "Middle name", "family": "Family name", "suffix": "Name suffix",
	"nickname": "Nickname", "organisation": "Organisation", "title": "Job title", "department": "Department", "email": "E-mail", "phone": "Phone",
	"url": "Website", "street": "Street", "extended": "Extended address", "po_box": "PO box", "postal_code": "Postal code", "city": "City",
	"region": "Region", "country": "Country", "address": "Address", "status": "Status", "nature": "Nature", "tags": "Tags", "note": "Notes",
	"source": "Source", "created": "Created"}

// What is exported in any format comes back whole.
func TestRoundTrip(t *testing.T) {
	for _, o := range []ExportOptions{{Format: VCard}, {Format: VCard3}, {Format: CSV}, {Format: CSV, Headers: french, Label: inFrench}, {Format: CSV, Headers: english}} {
		for seed := range uint64(20) {
			t.Run(fmt.Sprint(o.Format, len(o.Headers), "/", seed), func(t *testing.T) {
				s := randomStore(t, seed, 25)
				var b bytes.Buffer
				export(t, s, o, &b)
				again := newStore(t)
				p := load(t, again, mustReadText(t, Options{}, b.String()), PlanOptions{Policy: Create})
				if len(p.Problems) > 0 {
					t.Error(p.Problems)
				}
				want, got := comparables(t, s), comparables(t, again)
				if !slices.Equal(got, want) {
					for i := range want {
						if i >= len(got) || got[i] != want[i] {
							t.Fatalf("got %s\nwant %s", got[min(i, len(got)-1)], want[i])
						}
					}
				}
			})
		}
	}
}

// A card that go-vcard reads is one that others read; it leaves escaped
// semicolons as they are.
func TestVCardElsewhere(t *testing.T) {
	s := randomStore(t, 3, 50)
	for _, f := range []Format{VCard, VCard3} {
		var b bytes.Buffer
		export(t, s, ExportOptions{Format: f}, &b)
		for line := range strings.SplitSeq(b.String(), "\r\n") {
			if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n") {
				t.Fatalf("a line of %d octets: %q", len(line), line)
			}
		}
		dec := vcard.NewDecoder(&b)
		unsemi := strings.NewReplacer(`\;`, ";")
		for _, p := range people(t, s) {
			c, err := dec.Decode()
			if err != nil {
				t.Fatal(err)
			}
			if got := c.Value("UID"); got != "urn:uuid:"+p.ID.String() {
				t.Error("UID", got)
			}
			if got := unsemi.Replace(c.Value("NICKNAME")); got != p.Nickname {
				t.Errorf("NICKNAME %q, want %q", got, p.Nickname)
			}
			if got := unsemi.Replace(c.Value("NOTE")); got != p.Note && !strings.Contains(p.Note, `\`) {
				t.Errorf("NOTE %q, want %q", got, p.Note)
			}
			for i, e := range c["EMAIL"] {
				if e.Value != p.Emails[i].Address {
					t.Error("EMAIL", e.Value)
				}
			}
			for i, e := range c["TEL"] {
				if e.Value != p.Phones[i].Number {
					t.Error("TEL", e.Value)
				}
			}
		}
	}
}

// No cell of an export begins as a formula does, and phones read as such.
func TestCSVExport(t *testing.T) {
	s := randomStore(t, 4, 80)
	var b bytes.Buffer
	export(t, s, ExportOptions{Format: CSV, Headers: french}, &b)
	text, found := strings.CutPrefix(b.String(), "\ufeff")
	if !found || !strings.HasPrefix(text, "Civilité;Prénom;") {
		t.Fatalf("begins %q", text[:40])
	}
	if strings.Count(text, "\n") != strings.Count(text, "\r\n") {
		t.Error("a bare line feed")
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil || len(rows) != 81 {
		t.Fatal(len(rows), err)
	}
	phone := slices.Index(rows[0], "Téléphone 1")
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
				t.Errorf("cell %q", cell)
			}
		}
	}
	for _, row := range rows[1:] {
		if n := row[phone]; n != "" && !strings.HasPrefix(n, "(+33) 1 99 00 ") {
			t.Errorf("phone %q", n)
		}
	}
}

func TestNeutral(t *testing.T) {
	for _, s := range []string{"", "a", "=1", "+1", "-1", "@a", "'", "'a", "'=1", "''=1", "\t=1", "\r", `="1"`, `'="1"`, "＝1", "’=1"} {
		n := neutral(s)
		if formula(n) && n[0] != '\'' {
			t.Errorf("%q stays a formula", s)
		}
		if got := defuse(n); got != s && s != `="1"` {
			t.Errorf("%q came back %q", s, got)
		}
	}
	for in, want := range map[string]string{`="0612"`: "0612", "'+33": "+33", "'": "'", "'a": "'a"} {
		if got := defuse(in); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}

// The export of one contact holds that contact and nobody else.
func TestExportOne(t *testing.T) {
	s := randomStore(t, 5, 30)
	all := people(t, s)
	for _, f := range []Format{JSON, CSV, VCard, VCard3} {
		var b bytes.Buffer
		if n := export(t, s, ExportOptions{Format: f, Contact: all[0].ID}, &b); n != 1 {
			t.Errorf("%s: %d contacts", f, n)
		}
		for _, p := range all[1:] {
			if strings.Contains(b.String(), p.ID.String()) {
				t.Errorf("%s: another contact's id", f)
			}
			for _, e := range p.Emails {
				if strings.Contains(b.String(), e.Address) {
					t.Errorf("%s: another contact's e-mail", f)
				}
			}
		}
		again := newStore(t)
		if p := load(t, again, mustReadText(t, Options{}, b.String()), PlanOptions{}); p.Created != 1 || len(p.Problems) > 0 {
			t.Error(f, p.Created, p.Problems)
		}
	}
	_, err := Export(context.Background(), &bytes.Buffer{}, s, ExportOptions{Format: JSON, Contact: store.NewID(time.Now())})
	if err == nil {
		t.Error("a contact that is not there")
	}
}

// Without content an export does not bring attachments back, and says so.
func TestExportNoContent(t *testing.T) {
	s := randomStore(t, 6, 2)
	var b bytes.Buffer
	export(t, s, ExportOptions{Format: JSON, NoContent: true}, &b)
	if b.Len() > 20_000 {
		t.Error("content is there")
	}
	p := load(t, newStore(t), mustReadText(t, Options{}, b.String()), PlanOptions{})
	if len(p.Problems) != 1 || p.Problems[0].Field != "attachments.content" {
		t.Error(p.Problems)
	}
}

// provenStore is randomStore, where two people answered and were told.
func provenStore(t testing.TB, seed uint64, n int) *store.Store {
	s := randomStore(t, seed, n)
	proofs(t, s, people(t, s)[:2])
	return s
}

// proofs gives two people answers, what they were told, a purpose and a field.
func proofs(t testing.TB, s *store.Store, people []store.Person) {
	t.Helper()
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	a := store.Activity{Code: "letter", Basis: store.ConsentBasis, Channels: []store.Channel{store.ByEmail}, Marketing: true,
		Texts: map[string]store.ActivityText{"fr": {Name: "Lettre"}}}
	check(s.AddActivity(&a))
	f := store.Field{Name: "Taille", Activity: a.ID, Months: 24}
	check(s.AddField(&f))
	check(s.SetRule(&store.Rule{Code: store.CallLimit, Value: "2", From: "2026-01-01", Justification: "charte"}))
	check(s.AddInteraction(&store.Interaction{Contact: people[0].ID, Kind: store.Call, Direction: store.Out, Activity: a.ID}))
	w := store.Wording{Activity: a.ID, Channel: store.ByEmail, Language: "fr", Text: "Voulez-vous la lettre ?"}
	check(s.SetWording(&w))
	n := store.Notice{Article: 13, Form: store.Short, Language: "fr", Text: "Vos données…"}
	check(s.KeepNotice(&n))
	for _, answer := range []store.Answer{store.Yes, store.Withdrawn} {
		events := []store.Consent{{Contact: people[0].ID, Activity: a.ID, Channel: store.ByEmail, Answer: answer, Means: store.Paper, Wording: w.ID, Notice: n.ID, Collector: "Paul"}}
		check(s.RecordConsentsWith(events, string(answer)+".pdf", strings.NewReader("signed")))
	}
	check(s.RecordConsent(&store.Consent{Contact: people[1].ID, Answer: store.Objected}))
	check(s.GiveNotice(store.NoticeGiven{Notice: n.ID, Means: store.Paper}, []store.ID{people[0].ID}))
	_, err := s.EditPerson(people[1].ID, func(p *store.Person) error {
		p.Purposes, p.Fields = []store.ID{a.ID}, []store.Value{{Field: f.ID, Text: "42"}}
		return nil
	})
	check(err)
}

// A vault may have the same register under other ids; an answer goes with it, and
// what one of two people refused stays refused.
func TestJSONRegisterElsewhere(t *testing.T) {
	s := provenStore(t, 1, 6)
	var b bytes.Buffer
	export(t, s, ExportOptions{Format: JSON}, &b)
	there := newStore(t)
	a := store.Activity{Code: "letter", Basis: store.ConsentBasis, Channels: []store.Channel{store.ByEmail}, Texts: map[string]store.ActivityText{"fr": {Name: "Ma lettre"}}}
	if err := there.AddActivity(&a); err != nil {
		t.Fatal(err)
	}
	own := store.Wording{Activity: a.ID, Channel: store.ByEmail, Language: "fr", Text: "D’accord ?"}
	if err := there.SetWording(&own); err != nil {
		t.Fatal(err)
	}
	p := load(t, there, mustReadText(t, Options{}, b.String()), PlanOptions{})
	if len(p.Problems) > 0 {
		t.Fatal(p.Problems)
	}
	consents, err := there.Consents(store.ID{})
	if err != nil || len(consents) != 3 {
		t.Fatal(consents, err)
	}
	for _, e := range consents {
		if e.Answer == store.Objected {
			continue
		}
		if e.Activity != a.ID {
			t.Errorf("%s: another activity", e.Answer)
		}
		w, err := there.Wording(e.Wording)
		if err != nil || w.Text != "Voulez-vous la lettre ?" || !w.Past || w.Version != 2 || w.Activity != a.ID {
			t.Errorf("%s: %+v %v", e.Answer, w, err)
		}
		if at, err := there.Attachment(e.Evidence); err != nil || at.SHA256 != e.SHA256 {
			t.Errorf("%s: %v %v", e.Answer, at, err)
		}
	}
	if rules, err := there.Rules(); err != nil || len(rules) != 1 || rules[0].Value != "2" || rules[0].Justification != "charte" {
		t.Errorf("%+v, %v", rules, err)
	}
	calls := 0
	err = there.Dump(func(d *store.Dump) error {
		return d.Interactions(store.ID{}, func(i store.Interaction) error {
			if i.Activity == a.ID {
				calls++
			}
			return nil
		})
	})
	if err != nil || calls != 1 {
		t.Errorf("%d calls for it, %v", calls, err)
	}
	if w, found, err := there.NewestWording(a.ID, store.ByEmail, "fr"); err != nil || !found || w.ID != own.ID {
		t.Errorf("the words asked today: %+v %v", w, err)
	}
}

// TestArt7MergeOnImport: someone who said yes here and withdrew there withdrew.
func TestArt7MergeOnImport(t *testing.T) {
	s := provenStore(t, 1, 6)
	var b bytes.Buffer
	export(t, s, ExportOptions{Format: JSON}, &b)
	there := newStore(t)
	if p := load(t, there, mustReadText(t, Options{}, b.String()), PlanOptions{}); len(p.Problems) > 0 {
		t.Fatal(p.Problems)
	}
	consents, err := there.Consents(store.ID{})
	if err != nil {
		t.Fatal(err)
	}
	was := consents[slices.IndexFunc(consents, func(e store.Consent) bool { return e.Answer == store.Yes })]
	yes := was
	yes.ID, yes.Evidence, yes.At = store.ID{}, store.ID{}, was.At
	if err := s.RecordConsent(&yes); err != nil {
		t.Fatal(err)
	}
	b.Reset()
	export(t, s, ExportOptions{Format: JSON}, &b)
	load(t, there, mustReadText(t, Options{}, b.String()), PlanOptions{Policy: Merge})
	after, err := there.Consents(was.Contact)
	if err != nil || len(after) <= 2 {
		t.Fatal(after, err)
	}
	if last := after[len(after)-1]; last.Answer != store.Withdrawn {
		t.Errorf("the last word is %s", last.Answer)
	}
}
