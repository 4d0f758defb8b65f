package exchange

import (
	"strings"
	"testing"

	"calepin/store"
)

// What is not UTF-8 in a file that is keeps its letters.
func TestMixedEncodings(t *testing.T) {
	row := mustReadText(t, Options{}, "nom,prénom\nRoy,Éloïse\nMartin,J\xe9r\xf4me\nBlé,\x81\n")
	card := mustReadText(t, Options{}, "BEGIN:VCARD\nVERSION:3.0\nFN:Éloïse Émile\nNOTE:caf\xe9 déjà\nEND:VCARD\n")
	for i, got := range []string{row.Contacts[1].Person.Given, card.Contacts[0].Person.Note, row.Contacts[2].Person.Given} {
		if want := []string{"Jérôme", "café déjà", "\ufffd"}[i]; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// Lines that a program ended twice (CR CR LF) are lines all the same, pictures
// and folds included.
func TestLinesEndedTwice(t *testing.T) {
	text := "BEGIN:VCARD\nVERSION:3.0\nFN:Anne Roy\nPHOTO;ENCODING=b:AAAA\n BBBB\n CCCC\nNOTE:un\n  deux\nEND:VCARD\n"
	p := mustReadText(t, Options{}, strings.ReplaceAll(text, "\n", "\r\r\n"))
	if len(p.Problems) > 0 || p.Photos != 1 || len(p.Contacts) != 1 || p.Contacts[0].Person.Note != "un deux" {
		t.Errorf("%v, %d pictures, %d contacts", p.Problems, p.Photos, len(p.Contacts))
	}
}

// One name of a card that gives it in several scripts, the others counted.
func TestAlternatives(t *testing.T) {
	p := mustReadText(t, Options{}, "BEGIN:VCARD\nVERSION:4.0\nN;ALTID=1;LANGUAGE=ja:山田;太郎;;;\nN;ALTID=1;LANGUAGE=en:Yamada;Taro;;;\n"+
		"FN;ALTID=1;LANGUAGE=ja:山田太郎\nFN;ALTID=1;LANGUAGE=en:Taro Yamada\nORG;ALTID=1;LANGUAGE=ja:株式会社\nORG;ALTID=1;LANGUAGE=en;PREF=1:Yamada KK\n"+
		"ORG:Autre\nEND:VCARD\n")
	q := p.Contacts[0].Person
	if q.Family != "山田" || q.Given != "太郎" || len(q.Organisations) != 2 || q.Organisations[0].Name != "Yamada KK" {
		t.Errorf("%+v", q)
	}
	for _, name := range []string{"N", "FN", "ORG"} {
		if p.Unkept[name] != 1 {
			t.Errorf("%s: %d not kept", name, p.Unkept[name])
		}
	}
}

// A day of collection to come is told and left out; whom another program calls
// a client is one as of the import.
func TestDatesOfAnImport(t *testing.T) {
	s := newStore(t)
	p := load(t, s, mustReadText(t, Options{}, "nom,statut,date de création\nRoy,client,2020-03-01\nPetit,prospect,2050-01-01\nTard,prospect,2024-02-30\n"), PlanOptions{})
	if len(p.Problems) != 2 || p.Problems[1].Line != 4 || p.Problems[0].Line != 3 || p.Problems[0].Code != Future {
		t.Errorf("problems: %v", p.Problems)
	}
	all := people(t, s)
	if why := all[0].Since; why == nil || why.Why != store.ByImport || why.On != "2026-11-23" || all[0].CreatedAt.Year() != 2020 {
		t.Errorf("%+v", all[0])
	}
	if all[1].Since != nil || all[1].CreatedAt.Year() != 2026 {
		t.Errorf("%+v", all[1])
	}
	if err := s.EndRelationships([]store.ID{all[0].ID}, "2026-12-01", 12); err != nil {
		t.Fatal(err)
	}
	if q, err := s.Person(all[0].ID); err != nil || q.Status != store.Client {
		t.Errorf("%s, %v", q.Status, err)
	}
}
