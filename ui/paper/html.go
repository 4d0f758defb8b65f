package paper

import (
	"html"
	"strconv"
	"strings"

	"calepin/ui/text"
)

// style is all that an HTML paper needs, on a screen and printed.
const style = `body{font:16px/1.5 system-ui,"Noto Sans",sans-serif;color:#1a1a1a;max-width:46rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.7rem;line-height:1.25}h2{font-size:1.25rem;margin-top:2rem}h3{font-size:1.05rem;margin-top:1.5rem}
h1,h2,h3,th,tr{break-inside:avoid}h1,h2,h3{break-after:avoid}
blockquote{margin:1.2rem 0;padding:.4rem 1rem;border:2px solid #1a4e8a;background:#f2f6fb}
table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{border:1px solid #bbb;padding:.35rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#f2f4f7}th[scope=row]{width:32%}footer{margin-top:3rem;border-top:1px solid #bbb;color:#555;font-size:.85rem}
@media print{body{font-size:11pt;max-width:none;margin:0;padding:0}@page{size:A4;margin:18mm}thead{display:table-header-group}}`

// htmlOf writes a document as one HTML file that needs nothing beside it.
func htmlOf(d Document) string {
	h := &page{}
	h.raw(`<!DOCTYPE html>` + "\n" + `<html lang="` + string(d.Language) + `">` + "\n" + `<head><meta charset="utf-8">` +
		`<meta name="viewport" content="width=device-width, initial-scale=1"><title>`)
	h.text(d.Title)
	h.raw("</title>\n<style>" + style + formStyle + "</style></head>\n<body>\n<h1>")
	h.text(d.Title)
	h.raw("</h1>\n")
	if d.SendTo != "" {
		h.openForm(d.SendTo)
	}
	for _, b := range d.Blocks {
		h.block(b)
	}
	if d.SendTo != "" {
		h.closeForm(d.Send)
	}
	if d.Footer != "" {
		h.raw("<footer><p>")
		h.text(d.Footer)
		h.raw("</p></footer>\n")
	}
	h.raw("</body>\n</html>\n")
	return h.String()
}

type page struct{ strings.Builder }

func (h *page) raw(s string)  { h.WriteString(s) }
func (h *page) text(s string) { h.WriteString(strings.ReplaceAll(html.EscapeString(s), "\n", "<br>")) }

func (h *page) line(tag, attributes string, l Line) {
	h.raw("<" + tag + attributes + ">")
	for _, s := range l {
		if s.Strong && tag != "th" {
			h.raw("<strong>")
			h.text(s.Text)
			h.raw("</strong>")
			continue
		}
		h.text(s.Text)
	}
	h.raw("</" + tag + ">")
}

func (h *page) lines(tag string, all []Line) {
	for _, l := range all {
		h.line(tag, "", l)
		h.raw("\n")
	}
}

func (h *page) block(b Block) {
	switch b.Kind {
	case Heading:
		h.lines("h"+strconv.Itoa(min(b.Level+1, 6)), b.Lines)
	case Bullets:
		h.raw("<ul>\n")
		h.lines("li", b.Lines)
		h.raw("</ul>\n")
	case Frame:
		h.raw("<blockquote>\n")
		h.lines("p", b.Lines)
		h.raw("</blockquote>\n")
	case Table, Sheet:
		h.table(b)
	case Entry:
		h.entry(b)
	case Ticks:
		h.ticks(b)
	default:
		h.lines("p", b.Lines)
	}
}

func (h *page) table(b Block) {
	h.raw("<table>\n")
	for i, row := range b.Rows {
		head := i == 0 && b.Headed
		if head {
			h.raw("<thead>")
		}
		h.raw("<tr>")
		for j, cell := range row {
			switch {
			case head:
				h.line("th", ` scope="col"`, cell)
			case b.Kind == Sheet && j == 0:
				h.line("th", ` scope="row"`, cell)
			default:
				h.line("td", "", cell)
			}
		}
		h.raw("</tr>")
		if head {
			h.raw("</thead>")
		}
		h.raw("\n")
	}
	h.raw("</table>\n")
}

// pair is what stands between a name and its value.
func (d Document) pair() string {
	if d.Language == text.French {
		return "\u202f: "
	}
	return ": "
}
