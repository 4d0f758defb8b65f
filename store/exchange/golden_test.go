package exchange

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"calepin/store"
)

var update = flag.Bool("update", false, "rewrite the golden files in testdata")

// golden is what a file of testdata must be read as.
type golden struct {
	Contacts []goldenContact
	Problems []Problem
	Unkept   map[string]int
	Photos   int
	Bad      int
}

type goldenContact struct {
	Line          int
	Organisations []store.Affiliation
	store.Person
}

// TestGolden reads the exports of other programs in testdata. They have the
// shapes of those programs' files and invented people in them.
func TestGolden(t *testing.T) {
	maps := map[string]map[string]string{"sans_entete.csv": {"#1": "name", "#2": "email:work", "#3": "phone", "#4": "city"}}
	for _, pattern := range []string{"*.vcf", "*.csv"} {
		files, err := filepath.Glob(filepath.Join("testdata", pattern))
		if err != nil || len(files) == 0 {
			t.Fatal("no files", err)
		}
		for _, file := range files {
			name := filepath.Base(file)
			t.Run(name, func(t *testing.T) {
				p := mustRead(t, Options{Map: maps[name]}, name)
				got := golden{Problems: p.Problems, Unkept: p.Unkept, Photos: p.Photos, Bad: p.Bad}
				for _, c := range p.Contacts {
					got.Contacts = append(got.Contacts, goldenContact{c.Line, c.Person.Organisations, *c.Person})
				}
				compareGolden(t, file+".golden", got)
			})
		}
	}
}

// MarshalJSON writes the contact without what a file never has.
func (g goldenContact) MarshalJSON() ([]byte, error) {
	type affiliation struct{ Name, Title, Department string }
	var orgs []affiliation
	for _, o := range g.Organisations {
		orgs = append(orgs, affiliation{o.Name, o.Title, o.Department})
	}
	raw, err := json.Marshal(g.Person)
	if err != nil {
		return nil, err
	}
	var m map[string]any
	if err := json.Unmarshal(raw, &m); err != nil {
		return nil, err
	}
	for _, k := range []string{"id", "updated_at", "organisations"} {
		delete(m, k)
	}
	if g.CreatedAt.IsZero() {
		delete(m, "created_at")
	}
	m["line"] = g.Line
	if orgs != nil {
		m["organisations"] = orgs
	}
	return json.Marshal(m)
}

func compareGolden(t *testing.T, file string, got any) {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", " ")
	e.SetEscapeHTML(false)
	if err := e.Encode(got); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), want) {
		t.Errorf("%s differs; got\n%s", file, b.Bytes())
	}
}
