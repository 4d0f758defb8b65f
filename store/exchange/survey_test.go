package exchange

import (
	"os"
	"slices"
	"strings"
	"testing"
)

func look(t *testing.T, name, content string, o Options) *Survey {
	t.Helper()
	s, err := Look(t.Context(), Input{Name: name, Reader: strings.NewReader(content)}, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestLookAtColumns(t *testing.T) {
	s := look(t, "a.csv", "Prénom;Nom;GSM perso;Machin\nAda;Exemple;+33 6 39 98 00 01;x\nBo;Exemple;;\n", Options{})
	if s.Format != CSV || s.Encoding != "UTF-8" || s.Delimiter != ';' || !s.HasHeader || s.Line != 1 {
		t.Errorf("%+v", s)
	}
	var fields []string
	for _, c := range s.Columns {
		fields = append(fields, c.Field)
	}
	if !slices.Equal(fields, []string{"given", "family", "phone:home mobile", ""}) {
		t.Errorf("fields %q", fields)
	}
	if got := s.Columns[0].Samples; !slices.Equal(got, []string{"Ada", "Bo"}) {
		t.Errorf("samples %q", got)
	}
	if got := s.Columns[1].Samples; len(got) != 1 {
		t.Errorf("the same value twice: %q", got)
	}
}

// "Title" is Mr or Mrs right before the first name, the job's elsewhere.
func TestTitlesAreToldApart(t *testing.T) {
	for header, want := range map[string]string{
		"Title,First Name,Last Name":           "prefix",
		"Titre;Prénom;Nom;E-mail":              "prefix",
		"First Name,Last Name,Title":           "title",
		"Prénom;Nom;Titre;Société":             "title",
		"Titre;Prénom;Nom;Société;Titre;Ville": "prefix title",
		"Fonction;Prénom;Nom":                  "title",
	} {
		var got []string
		for _, c := range look(t, "a.csv", header+"\n", Options{}).Columns {
			if c.Field == "prefix" || c.Field == "title" {
				got = append(got, c.Field)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q, want %q", header, got, want)
		}
	}
}

// Nothing recognised is for the person to map, not a refusal.
func TestLookWithoutHeader(t *testing.T) {
	s := look(t, "a.csv", "machin,truc\nAda,Exemple\n", Options{})
	if s.HasHeader || len(s.Columns) != 2 || s.Columns[1].Header != "truc" {
		t.Errorf("%+v", s)
	}
}

func TestLookAtOthers(t *testing.T) {
	if s := look(t, "a.vcf", "BEGIN:VCARD\nFN:Ada\nEND:VCARD\n", Options{}); s.Format != VCard || s.Columns != nil {
		t.Errorf("%+v", s)
	}
	if s := look(t, "a.csv", "\xff\xfeN\x00o\x00m\x00\n\x00A\x00", Options{}); s.Encoding != "UTF-16" {
		t.Errorf("%+v", s)
	}
	_, err := Look(t.Context(), Input{Name: "a.xlsx", Reader: strings.NewReader("PK\x03\x04....")}, Options{})
	var p *Problem
	if p, _ = err.(*Problem); p == nil || p.Code != Spreadsheet {
		t.Errorf("%v", err)
	}
}

// What Look shows is what Read would do, for every sample file.
func TestLookAgreesWithRead(t *testing.T) {
	for name, encoding := range map[string]string{"dos.csv": "CP850", "macintosh.csv": "Mac OS Roman"} {
		content, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if s := look(t, name, string(content), Options{}); s.Encoding != encoding {
			t.Errorf("%s: %s", name, s.Encoding)
		}
	}
}
