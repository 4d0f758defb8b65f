package consent

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/form"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// record is the form of what proves an answer: when, how, taken by whom.
type record struct {
	*form.Page
	d      *screen.Desk
	ask    *Ask
	answer store.Answer
}

// means are those by which somebody answers.
var means = []store.Means{store.InPerson, store.Telephone, store.Paper, store.EMail, store.Web}

// DraftKind names the drafts of this form.
const DraftKind = "consent"

// Resume opens the form of a draft: the same answer to the same words.
func Resume(d *screen.Desk, draft store.Draft) (screen.Screen, error) {
	kept, words, err := form.Read(draft, d.Store.Wording)
	if err != nil {
		return nil, err
	}
	activity, err := d.Store.Activity(words.Activity)
	if err != nil {
		return nil, err // it was deleted meanwhile, and its questions with it
	}
	asked := &Ask{d: d, contact: draft.Contact, activity: activity, channel: words.Channel, language: words.Language, wording: words}
	r := newRecord(asked, store.Answer(kept.About["answer"]))
	r.Resume(draft, kept)
	return r, nil
}

func newRecord(a *Ask, answer store.Answer) *record {
	d, w, f := a.d, a.d.T.Consent, a.d.W.Records.Fields
	r := &record{d: d, ask: a, answer: answer}
	options := make([]widget.Option, len(means))
	for i, m := range means {
		options[i] = widget.Option{Value: string(m), Label: d.W.Privacy.Means[string(m)]}
	}
	how := widget.NewChoice("means", f["means"], options...).Of("")
	how.Optional = answer != store.Yes
	collector := widget.NewText("collector", f["collector"]).Of(collectorFor(d, a.contact))
	if answer == store.Yes { // the proof that GDPR art. 7(1) asks for
		how.Must()
		collector.Must()
	}
	r.Page = form.New(d, form.Options{
		ID:    "consent.form",
		Title: d.W.Common.Pair.With("name", a.label(answer), "value", question(d, a.activity.ID, a.channel)),
		Fields: []*widget.Field{
			how, collector,
			widget.NewMoment("at", f["at"], text.Past).WithHint(w.Now),
			widget.NewText("evidence", f["evidence"]).WithHint(w.EvidenceHint.With("key", d.KeyOf(r.pickAction()))),
			widget.NewText("reference", f["reference"]).WithHint(w.ReferenceHint),
			widget.NewText("parent", f["parent"]).WithHint(w.ParentHint),
			widget.NewArea("note", f["note"], 2),
		},
		Save:   r.save,
		Draft:  store.Draft{Kind: DraftKind, Contact: a.contact},
		Record: a.wording.ID, About: map[string]string{"answer": string(answer)},
		More: func() []screen.Action { return []screen.Action{r.pickAction()} },
	})
	r.Own(r)
	return r
}

// About is who answered.
func (r *record) About() (store.ID, bool) { return r.ask.contact, true }

// collectorFor is who took the person's last answer, or the business.
func collectorFor(d *screen.Desk, contact store.ID) string {
	history, _ := d.Store.Consents(contact)
	for i := len(history) - 1; i >= 0; i-- {
		if history[i].Collector != "" {
			return history[i].Collector
		}
	}
	return d.Store.Settings().Business.Name
}

func (r *record) pickAction() screen.Action {
	return screen.Action{ID: "consent.file", Keys: []string{"ctrl+f"}, Words: r.d.T.Consent.PickFile, Run: func() tea.Cmd {
		return screen.Overlay(widget.NewFilePicker(r.d, widget.FileOptions{Title: r.d.T.Consent.PickFile.Help, Pick: func(path string) tea.Cmd {
			r.Form.Field("evidence").SetValue(path)
			return nil
		}}))
	}}
}

// event is the answer as the fields have it.
func (r *record) event() store.Consent {
	at, _ := r.Form.Field("at").Moment() // checked
	if at.IsZero() {
		at = r.Opened() // not when a form that was interrupted is saved
	}
	return store.Consent{Contact: r.ask.contact, Activity: r.ask.activity.ID, Channel: r.ask.channel, Wording: r.ask.wording.ID,
		Answer: r.answer, At: at, Means: store.Means(r.Form.Value("means")), Collector: r.Form.Value("collector"),
		Reference: r.Form.Value("reference"), Parent: r.Form.Value("parent"), Note: r.Form.Value("note")}
}

func (r *record) save() tea.Cmd {
	s, events, path := r.d.Store, []store.Consent{r.event()}, r.Form.Value("evidence")
	return screen.Save(r, func() (store.Consent, error) {
		err := keep(s, events, path)
		return events[0], err
	}, r.saved)
}

// keep records the answers, with the file that proves them where one is named.
func keep(s *store.Store, events []store.Consent, path string) error {
	if path == "" {
		return s.RecordConsents(events)
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	if info, err := f.Stat(); err == nil && !info.Mode().IsRegular() {
		return &fs.PathError{Op: "read", Path: path, Err: fs.ErrInvalid}
	}
	return s.RecordConsentsWith(events, filepath.Base(path), f)
}

func (r *record) saved(e store.Consent, err error) tea.Cmd {
	var (
		file  *fs.PathError
		large *store.TooLargeError
		load  *store.LoadError
	)
	switch {
	case errors.As(err, &load):
		return r.Failed(load.Err)
	case errors.As(err, &file), errors.As(err, &large):
		return r.Wrong(map[string]string{"evidence": r.d.W.Sentence(err)})
	case err != nil:
		return r.Failed(err)
	}
	return r.Saved(tea.Sequence(screen.Back(r), screen.Back(r.ask), screen.Overlay(newReceipt(r.d, e, verdict(r.d, e)))))
}

// verdict is what the rules say now that this was answered.
func verdict(d *screen.Desk, e store.Consent) string {
	a, err := d.Store.Activity(e.Activity)
	if err != nil {
		return ""
	}
	f, err := privacy.FactsOf(d.Store, e.Contact)
	if err != nil {
		return ""
	}
	answer := privacy.MayContact(a, e.Channel, f, d.Store.Settings().Language, store.DateOf(d.Now()))
	return d.W.Privacy.May[string(e.Channel)] + " " + d.W.Privacy.Answer(answer)
}
