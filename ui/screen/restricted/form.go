package restricted

import (
	tea "charm.land/bubbletea/v2"
	"github.com/google/uuid"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
	"calepin/ui/screen/facts"
	"calepin/ui/screen/form"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// page is a short form about one person's restriction.
type page struct{ *form.Page }

// DraftKind is the kind of the drafts of these forms.
const DraftKind = "restriction"

// Resume makes the form of a draft again.
func Resume(d *screen.Desk, draft store.Draft) (screen.Screen, error) {
	kept, who, err := form.Read(draft, d.Store.Person)
	if err == nil && who.ID == (store.ID{}) {
		err = &store.NotFoundError{Kind: store.KindPerson, Ref: kept.Record.String()}
	}
	if err != nil {
		return nil, err
	}
	ids := []store.ID{who.ID}
	if second, err := uuid.Parse(kept.About["second"]); err == nil {
		ids = append(ids, second)
	}
	make := newAdd
	if kept.About["form"] == lifting {
		make = newLift
	}
	p := make(d, ids)
	p.Resume(draft, kept)
	return p, nil
}

// The forms, by the names of their actions.
const (
	adding  = "restricted.add"
	lifting = "restricted.lift"
)

// newPage makes a form about a person; of ids the second is the request or the
// restriction that it is about, if any.
func newPage(d *screen.Desk, id, title string, ids []store.ID, fields []*widget.Field, save func(*widget.Form) (string, error)) *page {
	p := &page{}
	about := map[string]string{"form": id}
	if len(ids) > 1 {
		about["second"] = ids[1].String()
	}
	p.Page = form.New(d, form.Options{ID: id, Title: title, Record: ids[0], Fields: fields, About: about,
		Draft: store.Draft{Kind: DraftKind, Contact: ids[0]}, Save: func() tea.Cmd {
			return screen.Save(p, func() (string, error) { return save(p.Form) }, func(said string, err error) tea.Cmd {
				if err != nil {
					return p.Failed(err)
				}
				return p.Saved(tea.Batch(screen.Back(p), screen.Toast(screen.Success, said)))
			})
		}})
	p.Own(p)
	p.Form.Clean()
	return p
}

func nameOf(d *screen.Desk, contact store.ID) string {
	who, err := d.Store.Person(contact)
	if err != nil {
		return ""
	}
	_, name := facts.Ties(d, &who)
	return widget.Clean(name)
}

// Add answers screen.RestrictionAdd: it asks for the ground. The second id is
// the request that asks for it, if any.
func Add(d *screen.Desk, ids ...store.ID) tea.Cmd { return screen.Push(newAdd(d, ids)) }

func newAdd(d *screen.Desk, ids []store.ID) *page {
	w, f := d.T.Restricted, d.W.Records.Fields
	grounds := make([]widget.Option, len(store.Grounds))
	for i, g := range store.Grounds {
		grounds[i] = widget.Option{Value: string(g), Label: d.W.Restriction.Grounds[string(g)]}
	}
	name := nameOf(d, ids[0])
	return newPage(d, adding, w.AddTitle, ids, []*widget.Field{
		widget.NewChoice("ground", f["ground"], grounds...).Must().Of("").WithHint(w.GroundHint),
		widget.NewText("reason", f["reason"]).WithHint(w.ReasonHint),
	}, func(form *widget.Form) (string, error) {
		r := store.Restriction{Contact: ids[0], Ground: store.Ground(form.Value("ground")), Reason: form.Value("reason")}
		if len(ids) > 1 {
			r.Request = ids[1]
		}
		err := d.Store.Restrict(&r)
		if err == nil {
			err = due.Carried(d, ids, d.W.Common.Pair.With("name", text.Capital(d.W.Request.Rights[string(store.ToRestriction)]), "value", d.W.Restriction.Grounds[string(r.Ground)]))
		}
		return d.W.Restriction.Done.With("name", name), err
	})
}

// Lift answers screen.RestrictionLift: it asks when and how the person was told
// (GDPR art. 18(3)). The second id is the restriction, where several stand.
func Lift(d *screen.Desk, ids ...store.ID) tea.Cmd {
	if len(ids) < 2 {
		stand, err := privacy.Standing(d.Store, ids[0])
		switch {
		case err != nil:
			return screen.Toast(screen.Failure, d.W.Sentence(err))
		case len(stand) == 0:
			return screen.Toast(screen.Note, d.T.Restricted.None)
		case len(stand) > 1:
			return Open(d)
		}
		ids = append(ids, stand[0].ID)
	}
	return screen.Push(newLift(d, ids))
}

func newLift(d *screen.Desk, ids []store.ID) *page {
	w, f := d.T.Restricted, d.W.Records.Fields
	means := make([]widget.Option, 0, 5)
	for _, m := range []store.Means{store.EMail, store.Paper, store.Telephone, store.InPerson, store.Web} {
		means = append(means, widget.Option{Value: string(m), Label: d.W.Privacy.Means[string(m)]})
	}
	name := nameOf(d, ids[0])
	return newPage(d, lifting, w.LiftTitle, ids, []*widget.Field{
		widget.NewDay("told", f["told"], text.Past).Must().WithHint(w.ToldHint),
		widget.NewChoice("means", f["means"], means...).Must().Of(""),
		widget.NewText("reason", f["reason"]),
	}, func(form *widget.Form) (string, error) {
		day, err := form.Field("told").Day()
		if err != nil {
			return "", err
		}
		_, err = d.Store.Lift(ids[0], ids[1], store.Lifting{Told: store.Date(day), Means: store.Means(form.Value("means")), Reason: form.Value("reason")})
		return d.W.Restriction.Lifted.With("name", name), err
	})
}

// Despite answers screen.RestrictionDespite: it asks for the exception that
// allows the next change (GDPR art. 18(2)).
func Despite(d *screen.Desk, ids ...store.ID) tea.Cmd {
	options := make([]widget.Option, len(store.Exceptions))
	for i, e := range store.Exceptions {
		options[i] = widget.Option{Value: string(e), Label: d.W.Restriction.Exceptions[string(e)]}
	}
	return screen.Overlay(widget.NewChoose(d, d.T.Restricted.DespiteTitle, options, func(value string) tea.Cmd {
		if err := d.Store.Despite(ids[0], store.Exception(value)); err != nil {
			return screen.Toast(screen.Failure, d.W.Sentence(err))
		}
		return screen.Toast(screen.Note, d.T.Restricted.Allowed)
	}))
}
