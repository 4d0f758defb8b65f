package paper

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf16"
)

// pdfFile writes the objects of a PDF (ISO 32000-1) one after another, and in
// the end the table of where each begins.
type pdfFile struct {
	bytes.Buffer
	starts []int // of each object, by its number less one
}

// reserve gives a number to an object that is written later.
func (f *pdfFile) reserve() int {
	f.starts = append(f.starts, 0)
	return len(f.starts)
}

func (f *pdfFile) object(number int, format string, values ...any) {
	f.starts[number-1] = f.Len()
	fmt.Fprintf(f, "%d 0 obj\n", number)
	fmt.Fprintf(f, format, values...)
	f.WriteString("\nendobj\n")
}

// add writes an object and returns its number.
func (f *pdfFile) add(format string, values ...any) int {
	n := f.reserve()
	f.object(n, format, values...)
	return n
}

// stream adds an object of packed bytes; more goes into its dictionary.
func (f *pdfFile) stream(content []byte, more string) int {
	var packed bytes.Buffer
	w, _ := zlib.NewWriterLevel(&packed, zlib.BestCompression)
	_, _ = w.Write(content) // to memory
	_ = w.Close()
	return f.add("<</Filter /FlateDecode /Length %d%s>>\nstream\n%s\nendstream", packed.Len(), more, packed.Bytes())
}

// end writes the table of the objects and what leads to them.
func (f *pdfFile) end(catalog, info int) {
	table := f.Len()
	fmt.Fprintf(f, "xref\n0 %d\n0000000000 65535 f \n", len(f.starts)+1)
	for _, at := range f.starts {
		fmt.Fprintf(f, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(f, "trailer\n<</Size %d /Root %d 0 R /Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(f.starts)+1, catalog, info, table)
}

// pdfString is a text that a reader shows outside of the pages.
func pdfString(s string) string {
	return fmt.Sprintf("<FEFF%s>", hex16(utf16.Encode([]rune(s))))
}

func hex16(codes []uint16) string {
	var b strings.Builder
	for _, c := range codes {
		fmt.Fprintf(&b, "%04X", c)
	}
	return b.String()
}

func pdfTime(t time.Time) string { return t.UTC().Format("(D:20060102150405Z)") }

// output writes the pages as a file, the foot of each included.
func (p *press) output(w io.Writer, d Document) error {
	f := &p.file
	f.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	pages := f.reserve()
	resources := f.add("<</Font <</F0 %d 0 R /F1 %d 0 R>>>>", p.used[0].embed(f), p.used[1].embed(f))
	var kids []string
	var numbers []int
	for i := range p.pages {
		content := f.stream(p.pages[i].Bytes(), "")
		n := f.add("<</Type /Page /Parent %d 0 R /MediaBox [0 0 %.2f %.2f] /Resources %d 0 R /Contents %d 0 R>>",
			pages, pageWidth, pageHeight, resources, content)
		numbers, kids = append(numbers, n), append(kids, fmt.Sprint(n, " 0 R"))
	}
	f.object(pages, "<</Type /Pages /Kids [%s] /Count %d>>", strings.Join(kids, " "), len(kids))
	catalog := f.add("<</Type /Catalog /Pages %d 0 R /Lang (%s)%s>>", pages, d.Language, p.outline(numbers))
	info := f.add("<</Title %s /Author %s /Creator %s /CreationDate %s /ModDate %s>>", pdfString(drawable(d.Title)),
		pdfString(drawable(d.Author)), pdfString("calepin"), pdfTime(d.Date), pdfTime(d.Date))
	f.end(catalog, info)
	_, err := w.Write(f.Bytes())
	return err
}

// mark is a heading that a reader lists beside the pages.
type mark struct {
	title string
	level int
	page  int
	y     float64
}

// outline writes the headings, each under the one that it belongs to, and
// returns what leads to them.
func (p *press) outline(pages []int) string {
	if len(p.marks) == 0 {
		return ""
	}
	f, root := &p.file, p.file.reserve()
	type family struct{ first, last, count int }
	families := map[int]*family{root: {}}
	numbers, parents := make([]int, len(p.marks)), make([]int, len(p.marks))
	next, before := map[int]int{}, map[int]int{}
	var above []int // the headings that the one at hand is below of
	for i, m := range p.marks {
		for len(above) > 0 && p.marks[above[len(above)-1]].level >= m.level {
			above = above[:len(above)-1]
		}
		numbers[i], parents[i] = f.reserve(), root
		if len(above) > 0 {
			parents[i] = numbers[above[len(above)-1]]
		}
		above = append(above, i)
		families[numbers[i]] = &family{}
		of := families[parents[i]]
		if of.first == 0 {
			of.first = numbers[i]
		} else {
			next[of.last], before[numbers[i]] = numbers[i], of.last
		}
		of.last = numbers[i]
		of.count++
	}
	link := func(name string, n int) string {
		if n == 0 {
			return ""
		}
		return fmt.Sprintf(" /%s %d 0 R", name, n)
	}
	children := func(n int) string {
		of := families[n]
		if of.count == 0 {
			return ""
		}
		return link("First", of.first) + link("Last", of.last) + fmt.Sprint(" /Count ", of.count)
	}
	for i, m := range p.marks {
		n := numbers[i]
		f.object(n, "<</Title %s%s /Dest [%d 0 R /XYZ 0 %.2f 0]%s%s%s>>", pdfString(m.title), link("Parent", parents[i]), pages[m.page],
			pageHeight-m.y, link("Prev", before[n]), link("Next", next[n]), children(n))
	}
	f.object(root, "<</Type /Outlines%s>>", children(root))
	return fmt.Sprintf(" /Outlines %d 0 R /PageMode /UseOutlines", root)
}

// used are the signs of a font that a document shows, numbered as they come.
type used struct {
	*font
	name  string
	codes map[rune]uint16
	signs []rune
}

// encode returns a text as the numbers of its signs.
func (u *used) encode(s string) string {
	var codes []uint16
	for _, r := range s {
		code, known := u.codes[r]
		if !known {
			code = uint16(len(u.signs))
			u.codes[r], u.signs = code, append(u.signs, r)
		}
		codes = append(codes, code)
	}
	return hex16(codes)
}

// embed writes the font, with which glyph each number is, how wide it is, and
// which sign it is to whoever copies the text.
func (u *used) embed(f *pdfFile) int {
	var glyphs, widths bytes.Buffer
	var toUnicode strings.Builder
	toUnicode.WriteString("/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n/CMapName /Signs def /CMapType 2 def\n" +
		"1 begincodespacerange <0000> <FFFF> endcodespacerange\n")
	code := 0
	for some := range slices.Chunk(u.signs, 100) { // no more in one list (Adobe 5411)
		fmt.Fprintf(&toUnicode, "%d beginbfchar\n", len(some))
		for _, r := range some {
			g := u.glyphs[r]
			glyphs.Write([]byte{byte(g >> 8), byte(g)})
			fmt.Fprint(&widths, u.widths[g], " ")
			fmt.Fprintf(&toUnicode, "<%04X> <%04X>\n", code, r)
			code++
		}
		toUnicode.WriteString("endbfchar\n")
	}
	toUnicode.WriteString("endcmap CMapName currentdict /CMap defineresource pop end end")

	file := f.stream(u.file, fmt.Sprint(" /Length1 ", len(u.file)))
	descriptor := f.add("<</Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [-530 -242 1250 1059] /ItalicAngle 0 /Ascent 1069 /Descent -293 "+
		"/CapHeight 714 /StemV 80 /FontFile2 %d 0 R>>", u.name, file)
	cid := f.add("<</Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> "+
		"/FontDescriptor %d 0 R /W [0 [%s]] /CIDToGIDMap %d 0 R>>", u.name, descriptor, widths.String(), f.stream(glyphs.Bytes(), ""))
	return f.add("<</Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R>>",
		u.name, cid, f.stream([]byte(toUnicode.String()), ""))
}
