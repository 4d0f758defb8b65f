package paper

import (
	"strconv"
	"strings"

	"calepin/store"
	"calepin/ui/text"
)

// Certificate says that somebody was erased, what stays and for how long, and
// that nothing else was found afterwards (GDPR art. 17, 5(2)). It holds no
// personal data: ids, dates, counts and texts of law, which the ledger keeps. Of
// an erasure of an older calepin, the ledger tells that it was done, and when.
func Certificate(w *text.Words, b store.Business, e store.Erasure) Document {
	c := w.Certificate
	d := Document{Title: c.Title, Author: b.Name, Language: w.Language, Date: e.At, Footer: c.Footer.With("name", b.Name, "id", e.ID)}
	d.Sheet(c.Number, e.ID.String(), c.File, e.Contact.String(), w.Receipt.Controller, controllerLines(b), c.Erased, minute(w, e.At))
	if !e.Done() {
		d.Paragraph(c.Unfinished)
	}
	if e.Proof == nil {
		d.Paragraph(c.NoMore)
		return d
	}
	d.Heading(1, c.Gone)
	d.Paragraph(gone(w, e.Proof))
	d.Heading(1, c.Stays)
	if len(e.Proof.Stays) == 0 {
		d.Paragraph(c.Nothing)
	} else {
		rows := make([][]string, len(e.Proof.Stays))
		for i, s := range e.Proof.Stays {
			rows[i] = []string{s.ID.String(), w.Privacy.Rule(s.Rule), w.Language.Day(string(s.Until))}
		}
		d.Table([]string{w.Records.Fields["id"], w.Records.Fields["rule"], w.Records.Fields["until"]}, rows)
	}
	if e.Proof.Suppressed {
		d.Paragraph(c.Suppressed)
	}
	d.Heading(1, c.Search)
	if s := e.Proof.Searched; s == nil {
		d.Paragraph(c.Unsearched)
	} else {
		found := c.Clean
		if e.Proof.Residue > 0 {
			found = w.Erase.Residue.Of(e.Proof.Residue)
		}
		d.Sheet(c.Read, w.Language.Bytes(s.Bytes), w.Erase.BackupsField, strconv.Itoa(s.Backups), c.Found, found)
	}
	d.Heading(1, c.Told)
	told := c.NoRecipient
	if e.Proof.Recipients > 0 {
		told = c.Recipients.Of(e.Proof.Recipients)
	}
	d.Paragraph(told)
	return d
}

// gone counts what went.
func gone(w *text.Words, p *store.Proof) string {
	all := []string{w.Erase.GoesRecord}
	for _, n := range []struct {
		n     int
		words text.Plural
	}{{p.Interactions, w.Records.Interactions}, {p.Documents, w.Records.DocumentCount}, {p.Attachments, w.Records.Attachments},
		{p.Tasks, w.Records.Tasks}, {p.Masked, w.Erase.Masked}, {p.Rewritten, w.Erase.Rewritten}} {
		if n.n > 0 {
			all = append(all, strings.TrimRight(n.words.Of(n.n), "."))
		}
	}
	return strings.Join(all, " ; ") + "."
}
