package register

import (
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/form"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// edit is the form of an activity, its texts in the language of the screens.
type edit struct {
	*form.Page
	d   *screen.Desk
	was store.Activity // without an id it is new
}

// written are the texts of an activity, by the name of their field.
func written(t *store.ActivityText) []struct {
	key   string
	value *string
} {
	return []struct {
		key   string
		value *string
	}{{"purpose", &t.Purpose}, {"people", &t.People}, {"data", &t.Data}, {"recipients", &t.Recipients}, {"transfers", &t.Transfers},
		{"retention", &t.Retention}, {"security", &t.Security}, {"interest", &t.Interest}, {"necessity", &t.Necessity}, {"impact", &t.Impact},
		{"safeguards", &t.Safeguards}, {"mandatory", &t.Mandatory}, {"automated", &t.Automated}}
}

var bases = []store.Basis{store.ConsentBasis, store.ContractBasis, store.ObligationBasis, store.LegitimateInterest, store.VitalBasis, store.PublicBasis}
var groups = []store.Group{store.Nobody, store.Clients, store.Invoiced, store.Professionals, store.Consumers, store.Supported}

// DraftKind names the drafts of this form.
const DraftKind = "activity"

// Resume opens the form of a draft.
func Resume(d *screen.Desk, draft store.Draft) (screen.Screen, error) {
	kept, was, err := form.Read(draft, d.Store.Activity)
	if err != nil {
		return nil, err
	}
	e := newEdit(d, was)
	e.Resume(draft, kept)
	return e, nil
}

func newEdit(d *screen.Desk, a store.Activity) *edit {
	if was, err := d.Store.Activity(a.ID); err == nil {
		a = was // as it is stored: what is shown has today's time limits filled in
	}
	f, e := d.W.Records.Fields, &edit{d: d, was: a}
	t := a.Text(string(d.Language()))
	title := d.T.Register.Add.Name
	if a.ID != (store.ID{}) {
		title = t.Name
	}
	fields := []*widget.Field{
		widget.NewText("name", f["name"]).Must().Of(t.Name),
		widget.NewText("code", f["code"]).WithHint(d.T.Register.CodeHint).Must().Of(a.Code),
		widget.NewChoice("basis", f["basis"], options(bases, d.W.Privacy.Bases)...).Must().Of(string(a.Basis)),
		widget.NewChoice("covers", f["covers"], options(groups, d.W.Privacy.Groups)...).Of(string(a.Covers)),
	}
	for _, ch := range store.Channels {
		check := widget.NewCheck("channel."+string(ch), d.W.Privacy.Channels[string(ch)])
		check.SetChecked(slices.Contains(a.Channels, ch))
		if ch == store.ForSpecialData {
			check.WithHint(d.T.Register.SpecialHint)
		}
		fields = append(fields, check)
	}
	marketing := widget.NewCheck("marketing", f["marketing"])
	marketing.SetChecked(a.Marketing)
	analogous := widget.NewCheck("analogous", f["analogous"])
	analogous.SetChecked(a.Analogous)
	energy := widget.NewCheck("energy", f["energy"])
	energy.SetChecked(a.Energy)
	fields = append(fields, marketing, analogous, energy)
	for _, part := range written(&t) {
		area := widget.NewArea(part.key, f[part.key], 2).Of(*part.value)
		area.Watched = false // it speaks of categories, not of people
		fields = append(fields, area)
	}
	end := widget.NewDay("ended", f["ended"], text.Past)
	why := widget.NewArea("justification", f["justification"], 2).WithHint(d.T.Register.WhyHint).Of(a.Justification)
	why.Watched = false
	e.Page = form.New(d, form.Options{ID: "register.form", Title: title, Record: a.ID, Draft: store.Draft{Kind: DraftKind}, Fields: append(fields, end, why), Save: e.save})
	e.Own(e)
	end.SetDay(string(a.Ended))
	e.Form.Clean()
	return e
}

func options[T ~string](values []T, words map[string]string) []widget.Option {
	out := make([]widget.Option, len(values))
	for i, v := range values {
		out[i] = widget.Option{Value: string(v), Label: words[string(v)]}
	}
	return out
}

// put puts what the fields hold into an activity.
func (e *edit) put(a *store.Activity) {
	f := e.Form
	a.Code, a.Basis, a.Covers = f.Value("code"), store.Basis(f.Value("basis")), store.Group(f.Value("covers"))
	a.Channels = nil
	for _, ch := range store.Channels {
		if f.Field("channel." + string(ch)).Checked() {
			a.Channels = append(a.Channels, ch)
		}
	}
	a.Marketing, a.Analogous, a.Energy = f.Field("marketing").Checked(), f.Field("analogous").Checked(), f.Field("energy").Checked()
	iso, _ := f.Field("ended").Day() // checked
	a.Ended, a.Justification = store.Date(iso), f.Value("justification")
	language := string(e.d.Language())
	t := a.Texts[language]
	t.Name = f.Value("name")
	for _, part := range written(&t) {
		*part.value = f.Value(part.key)
	}
	texts := map[string]store.ActivityText{}
	for l, other := range a.Texts {
		texts[l] = other
	}
	texts[language] = t
	a.Texts = texts
}

// save stores the activity; a departure from a shipped one says why.
func (e *edit) save() tea.Cmd {
	next := e.was
	e.put(&next)
	if privacy.Departs(next) && strings.TrimSpace(next.Justification) == "" {
		return e.Wrong(map[string]string{"justification": e.d.T.Register.WhyNeeded})
	}
	s := e.d.Store
	return form.Store(e.Page, func() (store.Activity, error) {
		if e.was.ID == (store.ID{}) {
			err := s.AddActivity(&next)
			return next, err
		}
		return s.EditActivity(e.was.ID, func(a *store.Activity) error { e.put(a); return nil })
	}, func(store.Activity) tea.Cmd {
		return tea.Batch(screen.Back(e), screen.Toast(screen.Success, e.d.T.Register.Saved))
	})
}

// askDelete deletes an activity that nothing names; one in use is ended instead.
func askDelete(d *screen.Desk, a store.Activity) tea.Cmd {
	w := d.T.Register
	name := widget.Clean(a.Text(string(d.Language())).Name)
	return screen.Overlay(widget.NewConfirm(d, widget.Question{Title: w.DeleteAsk.With("name", name), Lines: []string{w.DeleteWhat}, Act: w.Delete.Name,
		Dangerous: true, Run: func() tea.Cmd {
			s := d.Store
			return screen.Save(nil, func() (struct{}, error) { return struct{}{}, s.DeleteActivity(a.ID) }, func(_ struct{}, err error) tea.Cmd {
				var used *store.ActivityInUseError
				switch {
				case errors.As(err, &used):
					return screen.Toast(screen.Warning, d.W.Sentence(err))
				case err != nil:
					return screen.Toast(screen.Failure, d.W.Sentence(err))
				}
				return screen.Toast(screen.Success, w.Deleted.With("name", name))
			})
		}}))
}
