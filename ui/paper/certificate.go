package paper

import (
	"strconv"
	"strings"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/text"
)

// Certificate says that somebody was erased, what stays and for how long, and
// that nothing else was found afterwards (GDPR art. 17, 5(2)). It holds no
// personal data: ids, dates, counts and texts of law.
func Certificate(w *text.Words, b store.Business, plan privacy.ErasurePlan, done privacy.Erased) Document {
	c := w.Certificate
	d := Document{Title: c.Title, Author: b.Name, Language: w.Language, Date: done.Erasure.At,
		Footer: c.Footer.With("name", b.Name, "id", done.Erasure.ID)}
	d.Sheet(c.Number, done.Erasure.ID.String(), c.File, done.Erasure.Contact.String(), w.Receipt.Controller, controllerLines(b),
		c.Erased, minute(w, done.Erasure.At))
	d.Heading(1, c.Gone)
	var gone []string
	for _, n := range []struct {
		n     int
		words text.Plural
	}{{plan.Interactions, w.Records.Interactions}, {plan.Documents, w.Records.DocumentCount}, {plan.Attachments, w.Records.Attachments},
		{plan.Tasks, w.Records.Tasks}, {done.Masked, w.Erase.Masked}, {done.Rewritten, w.Erase.Rewritten}} {
		if n.n > 0 {
			gone = append(gone, strings.TrimRight(n.words.Of(n.n), "."))
		}
	}
	d.Paragraph(strings.Join(append([]string{w.Erase.GoesRecord}, gone...), " ; ") + ".")
	d.Heading(1, c.Stays)
	if len(plan.Stays) == 0 {
		d.Paragraph(c.Nothing)
	} else {
		rows := make([][]string, len(plan.Stays))
		for i, s := range plan.Stays {
			rows[i] = []string{s.ID.String(), w.Privacy.Rule(s.Rule), w.Language.Day(string(s.Until))}
		}
		d.Table([]string{w.Records.Fields["id"], w.Records.Fields["rule"], w.Records.Fields["until"]}, rows)
	}
	if plan.Objected && !plan.Unsuppressed {
		d.Paragraph(c.Suppressed)
	}
	d.Heading(1, c.Search)
	found := c.Clean
	if len(done.Residue) > 0 {
		found = w.Erase.Residue.Of(len(done.Residue))
	}
	d.Sheet(c.Read, w.Language.Bytes(done.Searched.Bytes), w.Erase.BackupsField, strconv.Itoa(done.Searched.Backups), c.Found, found)
	d.Heading(1, c.Told)
	names := map[string]bool{} // each is told once: GDPR art. 19
	for _, x := range done.Disclosures {
		if x.Recipient != "" {
			names[x.Recipient] = true
		}
	}
	d.Paragraph(c.Recipients.Of(len(names)))
	return d
}
