package text

import (
	"strings"

	"calepin/store"
)

// Recipients is the noun “recipients” (GDPR art. 19).
type Recipients struct {
	Command Command
	List    Command
	Told    Command
	Message Command

	None, Erased, Unsettled string

	Noted           Plural
	Settled         Phrase
	Excused         Phrase
	Subject, Person Phrase
	Reference, File Phrase
	Text            Phrase

	Acts    map[string]string // by store.ToldOf
	Excuses map[string]string // by store.Excuse
	Asks    map[string]string // by store.ToldOf: what the recipient is to do
}

// TellingMessage tells a recipient what was done with data that they were
// handed (GDPR art. 19). name is empty once the person is erased: the recipient
// finds them by the ids in the files.
func (w *Words) TellingMessage(t store.Telling, name string, ids []store.ID, business string) Message {
	r := w.Recipients
	refs, files := make([]string, len(ids)), make([]string, len(t.Handed))
	for i, id := range ids {
		refs[i] = id.String()
	}
	for i, h := range t.Handed {
		format := w.Disclosure.Formats[h.Format]
		if format == "" {
			format = h.Format
		}
		files[i] = r.File.With("day", w.Language.Day(string(h.On)), "format", format)
	}
	who := r.Reference.With("ids", strings.Join(refs, ", "))
	if name != "" {
		who = r.Person.With("name", name, "reference", who)
	}
	act := word(r.Acts, t.Of)
	return Message{r.Subject.With("act", act), strings.TrimSpace(r.Text.With("recipient", t.Recipient, "act", act, "day", w.Language.Date(t.At.Local()),
		"who", who, "files", strings.Join(files, "\n"), "ask", word(r.Asks, t.Of), "business", business))}
}

// TellingState says when and how a recipient was told, or why not.
func (w *Words) TellingState(t store.Telling) string {
	r := w.Recipients
	switch day := w.Language.Day(string(t.Told)); {
	case t.ToTell():
		return r.Unsettled
	case t.Excuse != "":
		return r.Excused.With("excuse", word(r.Excuses, t.Excuse), "day", day)
	default:
		return r.Settled.With("day", day, "means", word(w.Privacy.Means, t.Means))
	}
}
