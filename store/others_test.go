package store

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// TestArt15OthersInTexts: who else is named in texts about a person is found,
// and nothing that is the person's own.
func TestArt15OthersInTexts(t *testing.T) {
	s, _ := newStore(t)
	add := func(p Person) ID {
		t.Helper()
		if err := s.AddPerson(&p, AddOptions{Source: "test"}); err != nil {
			t.Fatal(err)
		}
		return p.ID
	}
	own := add(Person{Given: "Zoé", Family: "Quatremaire", Emails: []Email{{Address: "zoe@exemple.example"}}, Phones: []Phone{{Number: "+33639980001"}},
		Organisations: []Affiliation{{Name: "Atelier Neuf"}}})
	paul := add(Person{Given: "Paul", Family: "Martin-Duval", Emails: []Email{{Address: "p.martin@autre.example"}}, Phones: []Phone{{Number: "+33639980002"}}})
	first := add(Person{Given: "Anne", Family: "Petit"})
	second := add(Person{Given: "Luc", Family: "Petit"})
	set := s.Settings()
	set.Business = Business{Name: "Studio Exemple", Email: "bonjour@studio.example", Phone: "06 39 98 00 09"}
	if err := s.SetSettings(set); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"Zoé Quatremaire a rappelé, Mme Quatremaire, zoe@exemple.example, 06 39 98 00 01": "",
		"Écrire à bonjour@studio.example ou au 06.39.98.00.09":                            "",
		"Vu avec PAUL MARTIN DUVAL hier":                                                  "PAUL MARTIN DUVAL:name:1",
		"Son mari (p.martin@autre.example) viendra":                                       "p.martin@autre.example:email:1",
		"Appeler le 00 33 6 39 98 00 02.":                                                 "00 33 6 39 98 00 02:phone:1",
		"Petit problème de peinture. petit, toujours":                                     "",
		"Voir avec Petit pour la clé":                                                     "Petit:family_name:2",
		"Mme Petit a la clé":                                                              "Petit:family_name:2",
		"Mme Lefranc-Dutour a la clé, M. le maire non":                                    "Lefranc-Dutour:name:0",
		"copie à inconnue@ailleurs.example, 01 99 00 12 34":                               "inconnue@ailleurs.example:email:0 01 99 00 12 34:phone:0",
		"Facture 2026-00012345 de 1 234,56 €":                                             "",
	} {
		found, err := s.OthersIn(own, []string{"", text})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for i, o := range found {
			if i > 0 {
				got += " "
			}
			got += fmt.Sprintf("%s:%s:%d", text[o.From:o.To], o.By, len(o.Contacts))
			if o.Text != 1 {
				t.Errorf("%q: in text %d", text, o.Text)
			}
			if len(o.Contacts) == 2 && (!slices.Contains(o.Contacts, first) || !slices.Contains(o.Contacts, second)) || len(o.Contacts) == 1 && o.Contacts[0] != paul {
				t.Errorf("%q: %v", text, o.Contacts)
			}
		}
		if got != want {
			t.Errorf("%q: found %q, not %q", text, got, want)
		}
	}
	text := "Vu avec Paul Martin-Duval et Mme Lefranc"
	found, _ := s.OthersIn(own, []string{text})
	if got := MaskOthers(text, found); got != "Vu avec […] et Mme […]" {
		t.Errorf("masked: %q", got)
	}
}

// TestPastsAreWhatUndoKeeps: former values of a person's records, of the one
// merged into theirs too, and of nobody else's.
func TestPastsAreWhatUndoKeeps(t *testing.T) {
	s, _ := newStore(t)
	var ids []ID
	for _, name := range []string{"Zoé", "Zoe", "Paul"} {
		p := Person{Given: name, Family: "Quatremaire"}
		if err := s.AddPerson(&p, AddOptions{Source: "test"}); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, p.ID)
	}
	note := Interaction{Contact: ids[0], Kind: Note, At: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC), Body: "à ôter"}
	task := Task{Contact: ids[0], Title: "à ôter aussi"}
	for _, err := range []error{s.AddInteraction(&note), s.AddTask(&task), s.DeleteInteraction(note.ID), s.DeleteTask(task.ID)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, id := range []ID{ids[0], ids[2]} {
		if _, err := s.EditPerson(id, func(p *Person) error { p.Note = "nouvelle"; return nil }); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.MergePersons(ids[0], ids[1]); err != nil {
		t.Fatal(err)
	}
	var got []string
	err := s.Dump(func(d *Dump) error {
		return d.Pasts(ids[0], func(p Past) error { got = append(got, string(p.What)+" "+string(p.Kind)); return nil })
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"delete interaction", "delete task", "edit person", "merge person", "merge person"}; !slices.Equal(got, want) {
		t.Errorf("undo keeps %q, not %q", got, want)
	}
}

func BenchmarkOthersIn(b *testing.B) {
	s, _ := newStore(b)
	var own ID
	for i := range 10_000 {
		p := Person{Given: fmt.Sprintf("Prénom%d", i), Family: fmt.Sprintf("Nom%d", i), Emails: []Email{{Address: fmt.Sprintf("a%d@exemple.example", i)}}}
		if err := s.AddPerson(&p, AddOptions{Source: "test"}); err != nil {
			b.Fatal(err)
		}
		own = p.ID
	}
	texts := make([]string, 200)
	for i := range texts {
		texts[i] = fmt.Sprintf("Vu avec Prénom%d Nom%d, à rappeler au 06 39 98 %02d %02d pour le devis.", i, i, i%100, i%100)
	}
	for b.Loop() {
		if found, err := s.OthersIn(own, texts); err != nil || len(found) < 200 {
			b.Fatal(len(found), err)
		}
	}
}
