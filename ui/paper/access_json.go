package paper

import (
	"encoding/json"
	"io"
	"time"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/text"
)

// accessRecord is an answer to a request for access as JSON has it; records are
// as docs/formats.md has them.
type accessRecord struct {
	Format        string               `json:"format"`
	Version       int                  `json:"version"`
	At            time.Time            `json:"at"`
	Language      string               `json:"language"`
	Controller    store.Business       `json:"controller"`
	Purposes      []purposeRecord      `json:"purposes"`
	Recipients    []store.Disclosure   `json:"recipients"`
	Person        store.Person         `json:"person"`
	Organisations []store.Organisation `json:"organisations"`
	Fields        []ownField           `json:"fields"`
	Interactions  []store.Interaction  `json:"interactions"`
	Documents     []store.Document     `json:"documents"`
	Attachments   []attachmentRecord   `json:"attachments"`
	Tasks         []store.Task         `json:"tasks"`
	Consents      []answerRecord       `json:"consents"`
	NoticesGiven  []noticeRecord       `json:"notices_given"`
	Disclosures   []store.Disclosure   `json:"disclosures"`
	Requests      []store.Request      `json:"requests"`
	Restrictions  []store.Restriction  `json:"restrictions"`
	Holds         []holdRecord         `json:"holds"`
	Retained      *store.Retained      `json:"retained,omitempty"`
	Tellings      []store.Telling      `json:"tellings"`
	Suppressed    []listedRecord       `json:"suppressed"`
	Breaches      []breachRecord       `json:"breaches"`
	ContactAt     []string             `json:"contact_at"`
	Pasts         []store.Past         `json:"pasts"`
	Masked        int                  `json:"masked"`
}

// purposeRecord is GDPR art. 15(1)(a)–(d), (h) and (2) for one purpose.
type purposeRecord struct {
	Activity   store.ID    `json:"activity"`
	Name       string      `json:"name"`
	Purpose    string      `json:"purpose"`
	Basis      store.Basis `json:"basis"`
	Article    string      `json:"article"`
	Interest   string      `json:"interest,omitempty"`
	InUse      bool        `json:"in_use"`
	Why        string      `json:"why"`
	Since      store.Date  `json:"since,omitempty"`
	Until      store.Date  `json:"until,omitempty"`
	Data       string      `json:"data"`
	Recipients string      `json:"recipients"`
	Retention  string      `json:"retention"`
	Transfers  string      `json:"transfers,omitempty"`
	Automated  string      `json:"automated,omitempty"`
}

type ownField struct {
	Name    string     `json:"name"`
	Value   string     `json:"value"`
	Purpose string     `json:"purpose"`
	Set     store.Date `json:"set"`
	Until   store.Date `json:"until"`
}

// attachmentRecord is a file with its place in the package.
type attachmentRecord struct {
	store.Attachment
	Path string `json:"path,omitempty"`
}

type answerRecord struct {
	store.Consent
	ActivityName string `json:"activity_name,omitempty"`
	Words        string `json:"words,omitempty"`
}

type noticeRecord struct {
	store.NoticeGiven
	Article  int    `json:"article"`
	Language string `json:"language"`
	Text     string `json:"text"`
}

// holdRecord is a hold; its reason and its review are there only where they are told.
type holdRecord struct {
	ID       store.ID   `json:"id"`
	Document store.ID   `json:"document,omitzero"`
	Reason   string     `json:"reason,omitempty"`
	Review   store.Date `json:"review,omitempty"`
	At       time.Time  `json:"at"`
	Released time.Time  `json:"released_at,omitzero"`
}

// listedRecord is an entry of the suppression list, without its hash.
type listedRecord struct {
	At      time.Time               `json:"at"`
	Source  store.SuppressionSource `json:"source"`
	Channel store.Channel           `json:"channel,omitempty"`
	Until   store.Date              `json:"until"`
}

// breachRecord is what a person is told of a breach.
type breachRecord struct {
	ID           store.ID           `json:"id"`
	Aware        time.Time          `json:"aware_at"`
	Happened     time.Time          `json:"happened_at,omitzero"`
	Kinds        []store.BreachKind `json:"kinds"`
	Data         string             `json:"data,omitempty"`
	Consequences string             `json:"consequences,omitempty"`
	Measures     string             `json:"measures,omitempty"`
	Advice       string             `json:"advice,omitempty"`
}

// kept adds what was decided about how the data are kept.
func (r *accessRecord) kept(a *privacy.Access) {
	r.Holds, r.Suppressed, r.Breaches, r.ContactAt = []holdRecord{}, []listedRecord{}, []breachRecord{}, []string{}
	for _, b := range a.Breaches {
		r.Breaches = append(r.Breaches, breachRecord{b.ID, b.Aware, b.Happened, list(b.Kinds), b.Data, b.Consequences, b.Measures, b.Advice})
	}
	for _, p := range a.Serves {
		r.ContactAt = append(r.ContactAt, p.Name)
	}
	for _, h := range a.Holds {
		r.Holds = append(r.Holds, holdRecord{h.ID, h.Document, h.Reason, h.Review, h.At, h.Released})
	}
	if a.Retained.Until != "" || a.Retained.Asked != "" {
		r.Retained = &a.Retained
	}
	for _, s := range a.Suppressed {
		r.Suppressed = append(r.Suppressed, listedRecord{s.At, s.Source, s.Channel, s.KeptUntil()})
	}
}

// AccessJSON writes the same as Access for a program. paths are where in the
// package the files lie, by their ids.
func AccessJSON(w io.Writer, words *text.Words, a privacy.Access, paths map[store.ID]string) error {
	r := accessRecord{Format: "calepin-access", Version: 1, At: a.At.UTC().Truncate(time.Second), Language: string(words.Language),
		Controller: a.Controller, Purposes: purposeRecords(words, a.Purposes), Recipients: list(a.Recipients()), Person: a.Person,
		Organisations: list(a.Organisations), Fields: ownFields(words, a.Fields), Interactions: list(a.Interactions), Documents: list(a.Documents),
		Attachments: attachmentRecords(a.Attachments, paths), Tasks: list(a.Tasks), Consents: answerRecords(words, a.Consents, a.Activities, a.Wordings),
		NoticesGiven: []noticeRecord{}, Disclosures: list(a.Disclosures), Requests: list(a.Requests), Restrictions: list(a.Restrictions), Tellings: list(a.Tellings), Pasts: list(a.Pasts), Masked: len(a.Masked)}
	r.kept(&a)
	for _, g := range a.Given {
		n := a.Notices[g.Notice]
		r.NoticesGiven = append(r.NoticesGiven, noticeRecord{g, n.Article, n.Language, n.Text})
	}
	return indented(w, r)
}

// indented writes JSON for a program that a person may look into.
func indented(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// list is one that JSON writes as [] and not as null.
func list[T any](all []T) []T {
	if all == nil {
		return []T{}
	}
	return all
}

func purposeRecords(w *text.Words, all []privacy.Purpose) []purposeRecord {
	out := []purposeRecord{}
	for _, p := range all {
		t := p.Activity.Text(string(w.Language))
		out = append(out, purposeRecord{p.Activity.ID, t.Name, t.Purpose, p.Activity.Basis, privacy.Article(p.Activity.Basis), t.Interest,
			p.Valid, string(p.Why), p.Since, p.Until, t.Data, t.Recipients, t.Retention, t.Transfers, t.Automated})
	}
	return out
}

func ownFields(w *text.Words, all []privacy.OwnField) []ownField {
	out := []ownField{}
	for _, f := range all {
		out = append(out, ownField{f.Field.Name, f.Value.Text, f.Activity.Text(string(w.Language)).Name, f.Value.Set, f.Until()})
	}
	return out
}

func attachmentRecords(all []store.Attachment, paths map[store.ID]string) []attachmentRecord {
	out := []attachmentRecord{}
	for _, f := range all {
		out = append(out, attachmentRecord{f, paths[f.ID]})
	}
	return out
}

func answerRecords(w *text.Words, all []store.Consent, activities map[store.ID]store.Activity, wordings map[store.ID]store.Wording) []answerRecord {
	out := []answerRecord{}
	for _, e := range all {
		out = append(out, answerRecord{e, activities[e.Activity].Text(string(w.Language)).Name, wordings[e.Wording].Text})
	}
	return out
}
