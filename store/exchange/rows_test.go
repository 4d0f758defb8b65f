package exchange

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
)

// outcome is what came of a CSV, in short.
func outcome(p *Parsed) (names, problems []string) {
	for _, c := range p.Contacts {
		names = append(names, fmt.Sprintf("%d %s", c.Line, c.Person.Family))
	}
	for _, q := range p.Problems {
		problems = append(problems, fmt.Sprintf("%d.%d %s %s %s", q.Line, q.Column, q.Field, q.Code, q.Lost))
	}
	return names, problems
}

func TestBrokenQuotes(t *testing.T) {
	const header = "Nom,Prénom,E-mail,Notes\n"
	many := func(from, to int) (text string, names []string) {
		for i := from; i <= to; i++ {
			text += fmt.Sprintf("N%d,P%d,p%d@n.example,\n", i, i, i)
			names = append(names, fmt.Sprintf("%d N%d", i, i))
		}
		return text, names
	}
	before, namesBefore := many(2, 11)
	after, namesAfter := many(13, 300)
	most := slices.Concat(namesBefore, namesAfter)
	tests := []struct {
		name, text string
		names      []string
		problems   []string
	}{
		{"in the last column", before + "N12,P,p@n.example,\"oups\n" + after, most, []string{"12.4 note unclosed-quote record"}},
		{"in the first column", before + "\"N12,P,p@n.example,oups\n" + after, most, []string{"12.1 family unclosed-quote record"}},
		{"before a quoted cell", before + "N12,P,p@n.example,\"oups\n" + after + "N301,P,,\"a, b\"\n", append(slices.Clone(most), "301 N301"),
			[]string{"12.4 note unclosed-quote record"}},
		{"before a stray quote", before + "N12,P,p@n.example,\"oups\n" + after + "N301,P,,Tube 12\"\n", append(slices.Clone(most), "301 N301"),
			[]string{"12.4 note unclosed-quote record"}},
		{"before a note of two lines", before + "N12,P,p@n.example,\"oups\n" + after + "N301,P,,\"a,\nb\"\nN303,P,,\n", append(slices.Clone(most), "301 N301", "303 N303"),
			[]string{"12.4 note unclosed-quote record"}},
		{"one row before a quoted cell", "N2,P,,\"oups\nN3,P,,\"note\"\nN4,P,,\n", []string{"3 N3", "4 N4"}, []string{"2.4 note unclosed-quote record"}},
		{"in every row", "N2,P,,\"oups\nN3,P,,\"oups\nN4,P,,\n", []string{"4 N4"}, []string{"2.4 note unclosed-quote record", "3.4 note unclosed-quote record"}},
		{"in the last row", "N2,P,,\nN3,P,,\"oups", []string{"2 N2"}, []string{"3.4 note unclosed-quote record"}},
		{"a note of several lines", "N2,P,,\"Bonjour, madame,\nà mardi, donc,\n\n\"\"vous\"\" verrez, oui, non\nA.\"\nN7,P,,\n", []string{"2 N2", "7 N7"}, nil},
		{"a first cell of several lines", "\"N2\nbis\",P,,\nN4,P,,x\n", []string{"2 N2 bis", "4 N4"}, nil},
		{"a short row of several lines", "N2,\"P\nQ\"\nN4,P,,x\n", []string{"2 N2", "4 N4"}, []string{"2.0  row-short "}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, end := range []string{"\n", "\r\n"} {
				names, problems := outcome(mustReadText(t, Options{}, strings.ReplaceAll(header+tt.text, "\n", end)))
				if !slices.Equal(names, tt.names) || !slices.Equal(problems, tt.problems) {
					t.Errorf("got %d: %.300q\n%q", len(names), names, problems)
				}
			}
		})
	}
}

// In two columns prose looks like rows: only quotes that are wrong count.
func TestProseInTwoColumns(t *testing.T) {
	names, problems := outcome(mustReadText(t, Options{}, "nom de famille,note\nRoy,\"Oui, mardi\nnon, jeudi\nvoilà, merci\"\nPetit,x\n"))
	if !slices.Equal(names, []string{"2 Roy", "5 Petit"}) || problems != nil {
		t.Error(names, problems)
	}
}

// A file in which every quote is broken costs no more than its length a few
// times over: 4 MiB are read for no row but the first.
func TestManyBrokenQuotes(t *testing.T) {
	const rows = 200_000
	p := mustReadText(t, Options{}, "nom,note\n"+strings.Repeat("Roy,\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n", rows)+"Petit,x\n")
	if p.Bad != rows || len(p.Contacts) != 1 {
		t.Error(p.Bad, len(p.Contacts))
	}
	p = mustReadText(t, Options{}, "nom,note\n"+strings.Repeat("Roy,\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n", 50_000)+"Petit,\"x\"\n")
	if p.Bad != 50_000 || len(p.Contacts) != 1 {
		t.Error(p.Bad, len(p.Contacts))
	}
}

// FuzzRows holds the cutting of rows to the library: the cells are those that
// it reads by itself, as long as every quote is closed.
func FuzzRows(f *testing.F) {
	seed(f, "*.csv")
	f.Add([]byte("a,\"b\"\"\n\",c\r\n\"\n"))
	f.Add([]byte("\"a\"b,\"\nc\"\"\",d\r"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, comma := range []byte{',', ';'} {
			text := &rowText{r: strings.NewReader(string(data)), comma: comma, line: 1}
			whole := newRowParser(strings.NewReader(string(data)), comma)
			for {
				raw, line, bad, err := text.next()
				if bad != nil || err != nil && err != io.EOF {
					break
				}
				want, wantErr := whole.Read()
				if err == io.EOF {
					if wantErr != io.EOF {
						t.Fatalf("%q: one row more: %q", data, want)
					}
					break
				}
				got, gotErr := newRowParser(strings.NewReader(string(raw)), comma).Read()
				if gotErr != nil || wantErr != nil || !slices.Equal(got, want) {
					t.Fatalf("%q: %q %v, want %q %v", data, got, gotErr, want, wantErr)
				}
				if at, _ := whole.FieldPos(0); at != line {
					t.Fatalf("%q: line %d, want %d", data, line, at)
				}
			}
		}
	})
}

func TestPreamble(t *testing.T) {
	const linkedIn = "Notes:\n\"When exporting your connection data, you may notice that some of the email addresses are missing.\"\n\n" +
		"First Name,Last Name,URL,Email Address,Company,Position,Connected On\n" +
		"Anne,Roy,https://www.linkedin.example/in/anne,,Roy SARL,Gérante,03 Nov 2025\nLuc,Petit,,luc@petit.example,,,\n"
	p := mustReadText(t, Options{}, linkedIn)
	names, problems := outcome(p)
	if !slices.Equal(names, []string{"5 Roy", "6 Petit"}) || !slices.Equal(problems, []string{"1.0  preamble "}) {
		t.Fatal(names, problems)
	}
	anne := p.Contacts[0].Person
	if anne.Organisations[0].Title != "Gérante" || anne.CreatedAt.Format("2006-01-02") != "2025-11-03" || len(anne.URLs) != 1 {
		t.Errorf("%+v", anne)
	}
	tests := []struct {
		name, text string
		options    Options
		names      []string
	}{
		{"semicolons", "Export du 3 mars, à midi\n\nNom;Prénom;E-mail\nRoy;Anne;\nPetit;Luc;\n", Options{}, []string{"4 Roy", "5 Petit"}},
		{"mapped", "Liste\nqui,quoi\nRoy,x\n", Options{Map: map[string]string{"qui": "family", "quoi": "note"}}, []string{"3 Roy"}},
		{"no header", "Roy,Anne,Paris\nPetit,Luc,x\n", Options{Map: map[string]string{"#1": "family"}}, []string{"1 Roy", "2 Petit"}},
		{"a row like a header", "nom,note\nnom,prénom\n", Options{}, []string{"2 "}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if names, problems := outcome(mustReadText(t, tt.options, tt.text)); !slices.Equal(names, tt.names) {
				t.Error(names, problems)
			}
		})
	}
}
