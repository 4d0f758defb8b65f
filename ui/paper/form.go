package paper

import (
	"strings"
	"time"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/text"
)

// RequestForm is the form by which people ask for their rights (GDPR arts
// 12(2), 15–22), for the counter and for the website. It asks for no more than
// an answer takes (art. 5(1)(c)).
func RequestForm(w *text.Words, b store.Business, now time.Time) Document {
	r := &w.Request
	d := Document{Title: r.FormTitle, Author: b.Name, Language: w.Language, Date: now, SendTo: b.Email, Send: r.FormSend}
	d.Paragraph(r.FormIntro.With("business", b.Name))
	d.Entry(r.FormName, 1)
	d.Entry(r.FormReach, 2)
	d.Entry(r.FormKnown, 1)
	d.Heading(1, r.FormRight)
	tick := Block{Kind: Ticks}
	for _, right := range store.Rights {
		tick.Lines = append(tick.Lines, Plain(text.Capital(r.FormRights[string(right)])))
	}
	d.add(tick)
	d.Entry(r.FormAsked, 4)
	d.Entry(r.FormDate, 1)
	d.Frame(Plain(r.FormIdentity), Plain(r.FormWhy))
	if to := privacy.ContactOf(b); to != "" {
		d.Paragraph(r.FormTo.With("contact", strings.ReplaceAll(to, "\n", ", ")))
	}
	return d
}

// Entry adds a field to be filled in, by hand or on a screen, of so many lines.
func (d *Document) Entry(label string, lines int) {
	d.add(Block{Kind: Entry, Level: lines, Lines: []Line{Strong(label)}})
}

// blank is a line to write on.
var blank = strings.Repeat("_", 40)

// byHand is an entry or ticks for a paper that cannot be typed in.
func byHand(b Block) Block {
	out := Block{}
	if b.Kind == Ticks {
		for _, l := range b.Lines {
			out.Lines = append(out.Lines, append(Line{{Text: "[   ] "}}, l...))
		}
		return out
	}
	out.Lines = append(out.Lines, b.Lines[0])
	for range b.Level {
		out.Lines = append(out.Lines, Plain(blank+blank))
	}
	return out
}
