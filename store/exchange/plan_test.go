package exchange

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"calepin/store"
	"calepin/store/vault"
)

func newStore(t testing.TB) *store.Store {
	t.Helper()
	v, err := vault.Memory()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = v.Close() })
	s, err := store.Init(v, store.Settings{Language: "fr", Country: "FR"})
	if err != nil {
		t.Fatal(err)
	}
	s.Clock = func() time.Time { return time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC) }
	return s
}

// load reads, plans and applies.
func load(t testing.TB, s *store.Store, p *Parsed, o PlanOptions) *Planned {
	t.Helper()
	planned, err := Plan(context.Background(), s, p, o)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Apply(context.Background(), s, planned, nil); err != nil {
		t.Fatal(err)
	}
	return planned
}

func people(t testing.TB, s *store.Store) (all []store.Person) {
	t.Helper()
	err := s.AllPersons(func(p store.Person) error { all = append(all, p); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// summary is a plan in short: "action why name" a row.
func summary(p *Planned) (list []string) {
	for _, r := range p.Rows {
		list = append(list, strings.TrimSpace(fmt.Sprintf("%s %s %s", r.Action, r.Why, r.Name)))
	}
	return list
}

const onFile = `prénom;nom;société;email;tél
Anne;Roy;Roy SARL;anne@roy.example;0199000011
Luc;Petit;;luc@petit.example;0199000001
`

func TestPlan(t *testing.T) {
	const incoming = `prénom;nom;société;email;tél;fonction
Anne;Roy;;ANNE@roy.example;;Gérante
Annie;Durand;;;01 99 00 00 11;
anne;ROY;Roy Sarl;;;
Luc;Petit;;;;
Luc;Petit;Autre;;;
Zoé;Blanc;;zoe@blanc.example;;
Zoé;Blanc;;zoe@blanc.example;+33 1 99 00 00 09;
`
	tests := []struct {
		policy Policy
		want   []string
		people int
	}{
		{"", []string{"skip email Anne Roy", "create phone Annie Durand", "skip name anne ROY", "skip name Luc Petit",
			"create  Luc Petit", "create  Zoé Blanc", "skip email Zoé Blanc"}, 5},
		{Merge, []string{"skip email Anne Roy", "create phone Annie Durand", "skip name anne ROY", "skip name Luc Petit",
			"create  Luc Petit", "create  Zoé Blanc", "merge email Zoé Blanc"}, 5},
		{Create, []string{"create email Anne Roy", "create phone Annie Durand", "create name anne ROY", "create name Luc Petit",
			"create  Luc Petit", "create  Zoé Blanc", "create email Zoé Blanc"}, 9},
	}
	for _, tt := range tests {
		t.Run(string(tt.policy), func(t *testing.T) {
			s := newStore(t)
			load(t, s, mustReadText(t, Options{}, onFile), PlanOptions{})
			p := load(t, s, mustReadText(t, Options{}, incoming), PlanOptions{Policy: tt.policy})
			if got := summary(p); !slices.Equal(got, tt.want) {
				t.Errorf("got\n%s", strings.Join(got, "\n"))
			}
			if got := len(people(t, s)); got != tt.people {
				t.Errorf("%d people, want %d", got, tt.people)
			}
			if p.Created+p.Merged+p.Skipped != len(p.Rows) {
				t.Error("counts", p.Created, p.Merged, p.Skipped)
			}
		})
	}
}

// A household with one number stays as many people as it is, however often the
// file comes.
func TestSharedNumber(t *testing.T) {
	const text = "prénom;nom;tél\nAnne;Roy;0199000011\nLuc;Roy;0199000011\nLuc;Roy;01 99 00 00 11\n"
	s := newStore(t)
	p := load(t, s, mustReadText(t, Options{}, text), PlanOptions{})
	if got := summary(p); !slices.Equal(got, []string{"create  Anne Roy", "create phone Luc Roy", "skip phone Luc Roy"}) {
		t.Error(got)
	}
	if row := p.Rows[1]; !slices.Equal(row.Conflicts, []string{"given"}) || row.Match == nil {
		t.Errorf("%+v", row)
	}
	p = load(t, s, mustReadText(t, Options{}, text), PlanOptions{})
	if p.Skipped != 3 || len(people(t, s)) != 2 {
		t.Error(summary(p))
	}
}

func TestMergeAddsAndKeeps(t *testing.T) {
	s := newStore(t)
	load(t, s, mustReadText(t, Options{}, onFile), PlanOptions{})
	in := "prénom;nom;surnom;société;email;email;tél pro;statut;étiquettes;note\n" +
		"A.;Roy-Martin;Nanou;Cabinet Roy;anne@roy.example;a.roy@example.org;0199000077;client;VIP;Vue mardi\n"
	p := load(t, s, mustReadText(t, Options{}, in), PlanOptions{Policy: Merge})
	if len(p.Rows) != 1 || p.Rows[0].Action != Merges || !slices.Equal(p.Rows[0].Conflicts, []string{"given", "family", "status"}) {
		t.Fatal(p.Rows)
	}
	anne, err := s.FindPerson("anne@roy.example")
	if err != nil {
		t.Fatal(err)
	}
	if anne.Status != store.Prospect || anne.Given != "Anne" || anne.Family != "Roy" || anne.Nickname != "Nanou" || len(anne.Emails) != 2 || len(anne.Phones) != 2 ||
		len(anne.Organisations) != 2 || !slices.Equal(anne.Tags, []string{"VIP"}) || !strings.Contains(anne.Note, "Vue mardi") {
		t.Errorf("%+v", anne)
	}
	if !strings.Contains(anne.Note, "Roy-Martin") {
		t.Error("a fact is lost:", anne.Note)
	}
}

func TestDecide(t *testing.T) {
	s := newStore(t)
	load(t, s, mustReadText(t, Options{}, onFile), PlanOptions{})
	answers := map[string]Policy{"Anne Roy": Merge, "Luc Petit": Create}
	var asked []string
	p := load(t, s, mustReadText(t, Options{}, strings.ReplaceAll(onFile, "société", "surnom")), PlanOptions{Decide: func(r Row, c *Contact) (Policy, error) {
		asked = append(asked, r.Name+" "+string(r.Action)+" "+r.Match.Name)
		return answers[r.Name], nil
	}})
	if !slices.Equal(asked, []string{"Anne Roy skip Anne Roy", "Luc Petit skip Luc Petit"}) || p.Merged != 1 || p.Created != 1 {
		t.Error(asked, summary(p))
	}
	broken := fmt.Errorf("enough")
	_, err := Plan(context.Background(), s, mustReadText(t, Options{}, onFile), PlanOptions{Decide: func(Row, *Contact) (Policy, error) { return "", broken }})
	if err != broken {
		t.Error(err)
	}
}

// What is bad is among the rows, in its place.
func TestBadRows(t *testing.T) {
	p := load(t, newStore(t), mustReadText(t, Options{}, "nom,note\nRoy,\n,x\nPetit,\n"), PlanOptions{})
	if got := summary(p); !slices.Equal(got, []string{"create  Roy", "bad", "create  Petit"}) || p.Rows[1].Problem != NoName || p.Bad != 1 {
		t.Error(got)
	}
}

// An import is one batch: undone, nothing of it is left, organisations neither.
func TestUndoImport(t *testing.T) {
	s := newStore(t)
	load(t, s, mustReadText(t, Options{}, onFile), PlanOptions{})
	var before bytes.Buffer
	export(t, s, ExportOptions{Format: JSON}, &before)
	load(t, s, mustRead(t, Options{}, "google_old.csv", "icloud30.vcf", "outlook_fr.csv"), PlanOptions{Policy: Merge})
	batches, err := s.Batches()
	if err != nil || len(batches) != 2 {
		t.Fatal(batches, err)
	}
	slices.SortFunc(batches, func(a, b store.Batch) int { return len(b.Files) - len(a.Files) })
	if b := batches[0]; b.Created != 7 || b.Bad != 1 || len(b.Files) != 3 || b.Format != "csv" {
		t.Errorf("%+v", b)
	}
	if _, err := s.UndoBatch(batches[0].ID); err != nil {
		t.Fatal(err)
	}
	var after bytes.Buffer
	export(t, s, ExportOptions{Format: JSON}, &after)
	// But the note of the import itself, which says when it was undone.
	undone, err := s.Batch(batches[0].ID)
	if err != nil || undone.UndoneAt.IsZero() {
		t.Errorf("%+v, %v", undone, err)
	}
	lines := slices.DeleteFunc(strings.SplitAfter(after.String(), "\n"), func(l string) bool { return strings.Contains(l, undone.ID.String()) })
	// Both were made in one moment: which comes first, behind no comma, is chance.
	if got := strings.ReplaceAll(strings.Join(lines, ""), "[\n,{", "[\n{"); before.String() != got {
		t.Errorf("got\n%s\nwant\n%s", got, before.String())
	}
}

// Everything read from the samples is stored: the vault refuses none of it.
func TestSamplesLoad(t *testing.T) {
	s := newStore(t)
	p := load(t, s, mustRead(t, Options{}, "agent21.vcf", "android21.vcf", "google30.vcf", "icloud30.vcf", "nokia21.vcf", "outlook21.vcf",
		"rfc40.vcf", "thunderbird40.vcf", "utf16.vcf", "dos.csv", "google_new.csv", "google_old.csv", "hubspot.csv",
		"outlook_en.csv", "outlook_fr.csv", "tableur.csv", "thunderbird_en.csv", "thunderbird_fr.csv"), PlanOptions{})
	if got := len(people(t, s)); got != p.Created || got < 20 {
		t.Error(got, p.Created)
	}
	if wrong, err := s.CheckIndexes(); wrong != 0 || err != nil {
		t.Error(wrong, err)
	}
	yann, err := s.FindPerson("yann@ponant.example")
	if err != nil || yann.Phones[1].Number != "+33199007701;ext=102" {
		t.Error(yann, err)
	}
}
