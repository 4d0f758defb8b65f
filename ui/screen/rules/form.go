package rules

import (
	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
	"calepin/ui/screen/form"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// page is the form of the value of a rule, from a day on.
type page struct {
	*form.Page
	d    *screen.Desk
	code store.RuleCode
}

// DraftKind names the drafts of this form.
const DraftKind = "rule"

// Resume opens the form of a draft.
func Resume(d *screen.Desk, draft store.Draft) (screen.Screen, error) {
	rules, err := privacy.RulesOf(d.Store)
	if err != nil {
		return nil, err
	}
	kept, _, err := form.Read(draft, func(store.ID) (struct{}, error) { return struct{}{}, nil }) // a rule is named by its code
	if err != nil {
		return nil, err
	}
	p := newForm(d, rules, store.RuleCode(kept.About["rule"]))
	p.Resume(draft, kept)
	return p, nil
}

func newForm(d *screen.Desk, rules privacy.Rules, code store.RuleCode) *page {
	f, today := d.W.Records.Fields, store.DateOf(d.Now())
	p := &page{d: d, code: code}
	held := rules.On(code, today)
	value := widget.NewText("value", f["value"]).Must().WithHint(d.W.Rule.About[string(code)]).Of(held.Value)
	if said := choices(code); said != nil {
		var options []widget.Option
		for _, v := range said {
			options = append(options, widget.Option{Value: v, Label: d.W.Rule.Said[v]})
		}
		value = widget.NewChoice("value", f["value"], options...).Of(held.Value)
	}
	from := widget.NewDay("from", f["from"], text.Future).Must()
	why := widget.NewText("justification", f["justification"]).WithHint(d.T.Rules.WhyHint).Of(held.Own.Justification)
	p.Page = form.New(d, form.Options{ID: "rules.form", Title: d.W.Rule.Names[string(code)], Save: p.save, Fields: []*widget.Field{value, from, why},
		Draft: store.Draft{Kind: DraftKind}, About: map[string]string{"rule": string(code)}})
	p.Own(p)
	from.SetDay(string(today))
	p.Form.Clean()
	return p
}

// choices are the values of a rule that has few.
func choices(code store.RuleCode) []string {
	switch code {
	case store.CallConsent:
		return []string{store.CallsByConsent, store.CallsUnlessOpposed}
	case store.CallContract, store.CallNotice, store.CallEnergy:
		return []string{"yes", "no"}
	}
	return nil
}

func (p *page) save() tea.Cmd {
	day, _ := p.Form.Field("from").Day() // checked
	r := store.Rule{Code: p.code, Value: p.Form.Value("value"), From: store.Date(day), Justification: p.Form.Value("justification")}
	s := p.d.Store
	return screen.Save(p, func() (store.Rule, error) {
		err := privacy.SetRule(s, &r)
		return r, err
	}, func(saved store.Rule, err error) tea.Cmd {
		if err != nil {
			return p.Failed(err)
		}
		said := p.d.W.Rule.Saved.With("rule", p.d.W.Rule.Names[string(saved.Code)], "value", p.d.W.Rule.Value(p.d.Language(), saved.Code, saved.Value),
			"day", p.d.Language().Day(string(saved.From)))
		return p.Saved(tea.Batch(screen.Back(p), screen.Toast(screen.Success, said+" "+due.Undoes(p.d))))
	})
}
