package exchange

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// refused returns the problem that Read refuses the text with.
func refused(t *testing.T, o Options, text string) *Problem {
	t.Helper()
	_, err := readText(o, text)
	p, ok := errors.AsType[*Problem](err)
	if !ok || p.Lost != AllOfIt || p.File != "f" {
		t.Fatalf("not refused: %v", err)
	}
	return p
}

func TestRefusedFiles(t *testing.T) {
	tests := []struct {
		name, text string
		options    Options
		want       Code
		line       int
	}{
		{name: "nothing", text: " \r\n", want: EmptyFile},
		{name: "a spreadsheet", text: "PK\x03\x04\x14\x00", want: Spreadsheet},
		{name: "a spreadsheet, longer", text: zipOf("[Content_Types].xml"), want: Spreadsheet},
		{name: "a zip of cards", text: zipOf("Anne Roy.vcf"), want: Archive},
		{name: "an LDIF", text: "dn: cn=Anne Roy\ncn: Anne Roy\n", want: LDIF},
		{name: "an LDIF with its version", text: "version: 1\r\n\r\ndn: cn=Anne Roy\r\n", want: LDIF},
		{name: "a calendar", text: "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", want: UnknownFormat},
		{name: "an old spreadsheet", text: "\xd0\xcf\x11\xe0\xa1\xb1", want: Spreadsheet},
		{name: "a page", text: "<html>", want: UnknownFormat},
		{name: "a sealed file", text: "age-encryption.org/v1\n", want: UnknownFormat},
		{name: "noise", text: "\x01\x02\x03\x04\x05\x06\x07\x08", want: UnknownFormat},
		{name: "no column known", text: "a,b\nc,d\n", want: NoHeader, line: 1},
		{name: "10,000 columns", text: strings.Repeat("email,", 9999) + "email\n", want: TooManyColumns, line: 1},
		{name: "an endless quote", text: "email\n\"" + strings.Repeat("x", maxRow+2*sampleSize), want: RowTooLong, line: 2},
		{name: "an unknown field", text: "a,b\n1,2\n", options: Options{Map: map[string]string{"a": "shoe_size"}}, want: MapField, line: 1},
		{name: "a label where none goes", text: "a,b\n1,2\n", options: Options{Map: map[string]string{"a": "note:x"}}, want: MapField, line: 1},
		{name: "an unknown column", text: "a,b\n1,2\n", options: Options{Map: map[string]string{"c": "email"}}, want: MapColumn, line: 1},
		{name: "a column beyond the last", text: "a,b\n1,2\n", options: Options{Map: map[string]string{"#3": "email"}}, want: MapColumn, line: 1},
		{name: "other JSON", text: `{"people": []}`, want: UnknownFormat, line: 1},
		{name: "broken JSON", text: "{\"format\": \"calepin\",\n\"version\": 1, \"persons\": [{]", want: Syntax, line: 2},
		{name: "cut JSON", text: "{\"format\": \"calepin\",\n\"version\": 1, \"persons\": [", want: Syntax, line: 2},
		{name: "more after JSON", text: "{\"format\": \"calepin\", \"version\": 1} {}", want: Syntax, line: 1},
		{name: "newer JSON", text: `{"format": "calepin", "version": 2}`, want: NewerVersion, line: 1},
		{name: "JSON without version", text: `{"format": "calepin", "persons": []}`, want: Missing, line: 1},
		{name: "deep JSON", text: `{"format": "calepin", "version": 1, "settings": ` + strings.Repeat("[", 20_000), want: Syntax, line: 1},
		{name: "a huge JSON value", text: `{"format": "calepin", "version": 1, "persons": ["` + strings.Repeat("x", maxElement+(1<<20)), want: TooLarge, line: 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := refused(t, tt.options, tt.text)
			if p.Code != tt.want || p.Line != tt.line {
				t.Errorf("got %v (line %d), want %s, line %d", p, p.Line, tt.want, tt.line)
			}
		})
	}
}

// zipOf is the beginning of a zip file whose first file bears that name.
func zipOf(name string) string { return "PK\x03\x04" + strings.Repeat("\x00", 26) + name }

func TestProblems(t *testing.T) {
	card := func(lines string) string { return "BEGIN:VCARD\nVERSION:3.0\nFN:Anne Roy\n" + lines + "\nEND:VCARD\n" }
	tests := []struct {
		name, text string
		want       []string // line, field, code, lost
		contacts   int
	}{
		{"NUL in a card", card("NOTE:a\x00b"), []string{"4 note control-chars "}, 1},
		{"NUL in a row", "nom,email\nRoy\x00,a@roy.example\n", []string{"2 name control-chars "}, 1},
		{"NULs in a short file", "nom,note\nR\x00oy,\x00\x00\n", []string{"2 name control-chars ", "2 note control-chars "}, 1},
		{"no UTF-8 in a row", "nom,email\nÉté,\nRo\xffy\xff,a@roy.example\nÉtéé,\n", []string{"3 name mixed-text "}, 3},
		{"no UTF-8 in a card", card("NOTE:été été\nNICKNAME:\xff\xff"), []string{"5 NICKNAME mixed-text "}, 1},
		{"no date", "nom,date de création\nRoy,2024-02-30\n", []string{"2 created invalid-date value"}, 1},
		{"no address", "nom,email\nRoy,nowhere\n", []string{"2 email invalid-email value"}, 1},
		{"no number", "nom,tel\nRoy,voir fax\n", []string{"2 phone invalid-phone "}, 1},
		{"no name", "nom,note\n,x\nRoy,y\n", []string{"2 name no-name record"}, 1},
		{"a quote not closed", "nom,email,tel\nRoy,\"a@roy.example,1\nPetit,b@petit.example,2\n", []string{"2 email unclosed-quote record"}, 1},
		{"a long row", "nom,email\nRoy,a@roy.example,x\n", []string{"2  row-long value"}, 1},
		{"a shifted row", "nom,email\nRoy,SARL,a@roy.example\nRoy,,,a@roy.example\n", []string{"2  row-long record", "3  row-long record"}, 0},
		{"a card without end", card("") + "BEGIN:VCARD\nFN:Luc", []string{"6  unfinished record"}, 1},
		{"a card in a card", "BEGIN:VCARD\nFN:Luc\n" + card(""), []string{"1  unfinished record"}, 1},
		{"lines outside", card("") + "FN:Luc\n" + card(""), []string{"6  stray-line value"}, 2},
		{"no line", card("rien du tout"), []string{"4  stray-line value"}, 1},
		{"broken quoted-printable", card("NOTE;ENCODING=QUOTED-PRINTABLE:=ZZ"), []string{"4 NOTE invalid-code "}, 1},
		{"broken base64", card("NOTE;ENCODING=b:%%"), []string{"4 NOTE invalid-code "}, 1},
		{"unknown charset", card("NOTE;CHARSET=EBCDIC:é"), []string{"4 NOTE unknown-charset "}, 1},
		{"a title alone", card("TITLE:Maçon"), []string{"1 title title-alone value"}, 1},
		{"a long line", card("NOTE:" + strings.Repeat("x", maxLine+1)), []string{"4 NOTE line-too-long value"}, 1},
		{"a long folded line", card("NOTE:" + strings.Repeat("x\n ", maxLine+1)), []string{"4 NOTE line-too-long value"}, 1},
		{"a long value", card("NOTE:" + strings.Repeat("x", maxNote+1)), []string{"4 note value-too-long value"}, 1},
		{"a long photo", card("PHOTO;ENCODING=b:" + strings.Repeat("x\n ", 2*maxLine)), nil, 1},
		{"a card too large", card(strings.Repeat("NOTE:"+strings.Repeat("x", 900<<10)+"\n", 10)), []string{"1  card-too-large record"}, 0},
		{"too many numbers", card(manyPhones(maxValues + 1)), []string{fmt.Sprintf("%d phone too-many-values value", maxValues+4)}, 1},
		{"JSON paths", `{"format":"calepin","version":1,
			"persons":[{"emails":[{"address":1}]},
			{"id":"x"},{"size":3},{"created_at":"hier"},
			{"id":"0193a1e0-0000-7000-8000-000000000001","given":"Anne","source":"x"}],
			"shoes":[]}`, []string{"2 persons[0].emails[0].address invalid-value record", "3 persons[1].id invalid-value record",
			"3 persons[2].size unknown-field record", "3 persons[3].created_at invalid-time record", "5 shoes unknown-field value"}, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := mustReadText(t, Options{}, tt.text)
			var got []string
			for _, q := range p.Problems {
				got = append(got, fmt.Sprintf("%d %s %s %s", q.Line, q.Field, q.Code, q.Lost))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if len(p.Contacts) != tt.contacts {
				t.Errorf("%d contacts, want %d", len(p.Contacts), tt.contacts)
			}
		})
	}
}

func manyPhones(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "TEL:0199%06d\n", i)
	}
	return b.String()
}

// A file of any size is read in the memory of one card, or refused at once.
// The memory is the test; the time to pass over 2 GB is not.
func TestHugeFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("reads hundreds of megabytes")
	}
	const size = 256 << 20
	huge := func(text string) io.Reader { return io.LimitReader(&endless{text: text}, size) }
	base64 := strings.Repeat("QUJD", 18) + "\r\n "
	tests := []struct {
		name     string
		r        io.Reader
		problems int
	}{
		{"photo", io.MultiReader(strings.NewReader("BEGIN:VCARD\nFN:Anne\nPHOTO;ENCODING=b:"), huge(base64), strings.NewReader("\nEND:VCARD\n")), 0},
		{"line", io.MultiReader(strings.NewReader("BEGIN:VCARD\nFN:Anne\nNOTE:"), huge("xxxxxxxx"), strings.NewReader("\nEND:VCARD\n")), 1},
		{"card", io.MultiReader(strings.NewReader("BEGIN:VCARD\nFN:Anne\n"), huge("NOTE:"+base64[:72]+"\n")), 1},
		{"stray", io.MultiReader(strings.NewReader("BEGIN:VCARD\nFN:Anne\nEND:VCARD\n"), huge("x\n"+strings.Repeat("y", 1000)+"\n")), MaxProblems},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			p, err := Read(context.Background(), []Input{{Name: "f", Reader: tt.r}}, Options{})
			runtime.ReadMemStats(&after)
			if err != nil || len(p.Problems) != tt.problems {
				t.Fatal(p, err)
			}
			if grown := int64(after.HeapSys) - int64(before.HeapSys); grown > 64<<20 {
				t.Errorf("the heap grew by %d MiB", grown>>20)
			}
		})
	}
	_, err := Read(context.Background(), []Input{{Name: "f", Reader: huge("\x00\x01\x02\x03\x04\x05\x06\x07")}}, Options{})
	if p, ok := errors.AsType[*Problem](err); !ok || p.Code != UnknownFormat {
		t.Errorf("noise: %v", err)
	}
}

// endless repeats a text.
type endless struct {
	text string
	at   int
}

func (e *endless) Read(b []byte) (n int, err error) {
	for n < len(b) {
		c := copy(b[n:], e.text[e.at:])
		n += c
		e.at = (e.at + c) % len(e.text)
	}
	return n, nil
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	read := func(n int64) { cancel() }
	_, err := Read(ctx, []Input{{Name: "f", Reader: io.MultiReader(strings.NewReader("email\n"), &endless{text: "a@roy.example\n"})}},
		Options{Progress: func(done, _ int64) { read(done) }})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// An error of the reader itself is told from a fault of the file, and kept.
func TestReadFails(t *testing.T) {
	for _, text := range []string{"email\n", "BEGIN:VCARD\nFN:A\n", `{"format":"calepin",`} {
		broken := errors.New("unplugged")
		_, err := Read(context.Background(), []Input{{Name: "f", Reader: io.MultiReader(strings.NewReader(text), failing{broken})}}, Options{})
		if p, ok := errors.AsType[*Problem](err); !ok || p.Code != ReadFailed || !errors.Is(err, broken) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
