package paper

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"calepin/assets"
	"calepin/ui/text"
)

var keep = flag.String("keep", "", "a folder to leave the papers in")

func sample() Document {
	d := Document{Title: "Registre — l’œuvre", Author: "Atelier Fictif", Language: text.French,
		Footer: "Atelier Fictif", Date: time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)}
	d.Heading(1, "Qui\u202f? “Çà” & <là>")
	d.Paragraph("Montant\u202f: 1\u202f234,56\u202f€ → à l’échéance. " + strings.Repeat("Un texte assez long pour aller à la ligne. ", 6) + "Fin.")
	d.add(Block{Kind: Bullets, Lines: []Line{Plain("premier"), {{Text: "avec du "}, {Text: "gras", Strong: true}}}})
	d.Frame(Strong("Vous pouvez vous opposer."), Plain("À tout moment."))
	d.Sheet("Nom", "Ada | Exemple\n*ligne* deux", "Vide", "", "E-mail", strings.Repeat("tres-long", 20)+"@fictif.example")
	rows := [][]string{}
	for range 60 {
		rows = append(rows, []string{"une cellule", "autre cellule, plus longue que la première pour aller à la ligne", "31/12/2026"})
	}
	d.Table([]string{"Colonne", "Contenu", "Date"}, rows)
	return d
}

func written(t *testing.T, d Document, f Format) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d, f); err != nil {
		t.Fatal(f, err)
	}
	if *keep != "" {
		if err := os.WriteFile(filepath.Join(*keep, t.Name()+"."+string(f)), b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

// pdfText is what an ordinary reader finds in a PDF.
func pdfText(t *testing.T, pdf []byte) string {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("no pdftotext here")
	}
	cmd := exec.Command(tool, "-layout", "-", "-")
	cmd.Stdin = bytes.NewReader(pdf)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(out), "\u202f", " ")
}

func TestPDFIsTheSameTwice(t *testing.T) {
	a, b := written(t, sample(), PDF), written(t, sample(), PDF)
	if !bytes.Equal(a, b) {
		t.Error("two writings differ")
	}
	for _, want := range []string{"/Lang (fr)", "/Title", "/Author", "/CreationDate (D:20261124080000"} {
		if !bytes.Contains(a, []byte(want)) {
			t.Errorf("no %s", want)
		}
	}
}

func TestPDFShowsItsText(t *testing.T) {
	got := pdfText(t, written(t, sample(), PDF))
	for _, want := range []string{"Registre — l’œuvre", "Qui ? “Çà” & <là>", "1 234,56 € → à l’échéance", "• avec du gras",
		"Vous pouvez vous opposer.", "Ada | Exemple", "*ligne* deux", "1/3", "3/3"} {
		if !strings.Contains(strings.ReplaceAll(got, "•   ", "• "), want) {
			t.Errorf("no %q in:\n%s", want, got[:min(len(got), 1500)])
		}
	}
	if n := strings.Count(got, "Colonne"); n != 3 {
		t.Errorf("the heading of the table stands on %d pages, want 3", n)
	}
}

// Whatever was imported is shown, or seen to be missing; nothing fails.
func TestAnySignIsDrawn(t *testing.T) {
	d := Document{Title: "Ada 😀 日本 مرحبا", Language: text.English}
	d.Paragraph("e\u0301te\u0301 \x00\u202e\u200d\ufeff 👩‍👩‍👧 \U0010ffff \xff\xfe " + strings.Repeat("漢", 300))
	d.Sheet(strings.Repeat("x", 500), strings.Repeat("y\n", 400))
	d.Table([]string{"a"}, [][]string{{strings.Repeat("mot ", 5000)}, nil, {"b", "c"}})
	d.Sheet()
	d.Frame()
	for _, f := range []Format{Markdown, HTML, PlainText, PDF} {
		written(t, d, f)
	}
	got := pdfText(t, written(t, d, PDF))
	if !strings.Contains(got, "Ada □ □□ □□□□□") || !strings.Contains(got, "été □□□ □") {
		t.Errorf("got %q", got[:200])
	}
}

func TestFontsHaveTheSameSigns(t *testing.T) {
	regular, bold := signsOf(assets.SansRegular()), signsOf(assets.SansBold())
	if !reflect.DeepEqual(regular, bold) {
		t.Error("the fonts differ in their signs")
	}
	for _, r := range "AZaz09éÉœŒçÇ’“”«»\u202f\u00a0€→…–—•☐łşđőΩЖ" + string(missing) {
		if !regular[r] {
			t.Errorf("no %q", r)
		}
	}
}

// What is written as Markdown is read back the same.
func TestMarkdownComesBack(t *testing.T) {
	d := sample()
	title, blocks := Parse(MarkdownOf(d))
	if title != d.Title {
		t.Errorf("title %q", title)
	}
	back := d
	back.Blocks = blocks
	if got, want := MarkdownOf(back), MarkdownOf(d); got != want {
		t.Errorf("got:\n%.1500s\nwant:\n%.1500s", got, want)
	}
	if got, want := TextOf(back), TextOf(d); got != want {
		t.Errorf("got:\n%.1500s\nwant:\n%.1500s", got, want)
	}
}

// Values make no markup of their own.
func TestValuesAreNotMarkup(t *testing.T) {
	evil := "# T **g** [l](http://x) <script>alert(1)</script> | a & b \\ `c`\n- x\n1. y"
	d := Document{Title: evil, Language: text.English}
	d.Paragraph(evil)
	d.Sheet("n", evil)
	page := string(written(t, d, HTML))
	if strings.Contains(page, "<script") || strings.Contains(page, "<strong>g") {
		t.Error(page)
	}
	_, blocks := Parse(MarkdownOf(d))
	if len(blocks) != 2 || len(blocks[0].Lines) != 1 || len(blocks[1].Rows) != 1 {
		t.Errorf("%+v", blocks)
	}
	if got := blocks[0].Lines[0].String(); got != evil {
		t.Errorf("got %q, want %q", got, evil)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("# a\n\n- b\n> c\n| d | e |\n|---|---|\n| f \\| g | h |\n**")
	f.Fuzz(func(t *testing.T, s string) {
		title, blocks := Parse(s)
		d := Document{Title: title, Language: text.French, Blocks: blocks}
		_ = htmlOf(d)
		once := MarkdownOf(d)
		_, again := Parse(once)
		d.Blocks = again
		_ = TextOf(d)
	})
}
