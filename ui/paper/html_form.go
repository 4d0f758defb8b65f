package paper

import (
	"html"
	"strconv"
)

// formStyle is what the fields of a form need besides.
const formStyle = `
label{display:block;margin:.8rem 0}label input[type=text],textarea{display:block;width:100%;box-sizing:border-box;font:inherit;padding:.4rem;border:1px solid #777;border-radius:3px}
button{font:inherit;padding:.5rem 1.2rem}@media print{button{display:none}}`

// openForm begins a form that goes to an e-mail address, in the person's own
// mail program: nothing stands between the site and the business.
func (h *page) openForm(to string) {
	h.raw(`<form action="mailto:` + html.EscapeString(to) + `" method="post" enctype="text/plain">` + "\n")
}

func (h *page) closeForm(send string) {
	h.raw(`<p><button type="submit">`)
	h.text(send)
	h.raw("</button></p>\n</form>\n")
}

// entry is a field with its label.
func (h *page) entry(b Block) {
	label := b.Lines[0].String()
	h.raw("<label>")
	h.text(label)
	if b.Level > 1 {
		h.raw(` <textarea name="` + html.EscapeString(label) + `" rows="` + strconv.Itoa(b.Level) + `"></textarea>`)
	} else {
		h.raw(` <input type="text" name="` + html.EscapeString(label) + `">`)
	}
	h.raw("</label>\n")
}

// ticks are boxes to tick.
func (h *page) ticks(b Block) {
	for _, l := range b.Lines {
		h.raw(`<label><input type="checkbox" name="` + html.EscapeString(l.String()) + `" value="x"> `)
		h.text(l.String())
		h.raw("</label>\n")
	}
}
