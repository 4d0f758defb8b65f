package privacy

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"calepin/store"
)

// OtherPerson is somebody else whom the free texts of a package name, so that
// they are offered for masking (GDPR art. 15(4)): a right of others, weighed by
// a human, mention by mention.
type OtherPerson struct {
	// Key names the person for a command: what is written of them in the texts
	// first, as it is written there.
	Key    string
	By     store.OtherBy
	Named  []string // who on file it may be; none where nobody is
	Places []OtherPlace
}

// OtherPlace is where somebody else is named.
type OtherPlace struct {
	Place
	Before, Words, After string

	at store.Other // Text counts the texts of the package that hold any
}

// Place is a free text of a package.
type Place struct {
	Kind  store.RecordKind
	ID    store.ID
	Field string // by its name in JSON
	Past  bool   // of a former value
}

// OthersError refuses to hand over a package in which other people are named,
// and about whom nothing was decided (GDPR art. 15(4)).
type OthersError struct{ Others []OtherPerson }

func (e *OthersError) Error() string { return "other people are named and nothing was decided" }

// UnknownOtherError is a name to mask that the package does not hold.
type UnknownOtherError struct{ Name string }

func (e *UnknownOtherError) Error() string { return "nobody of that name in the package" }

// Others finds the other people that the texts of a package name.
func (a *Access) Others(s *store.Store) ([]OtherPerson, error) {
	places, texts := a.written()
	found, err := s.OthersIn(a.Person.ID, texts)
	if err != nil {
		return nil, fmt.Errorf("look for other people: %w", err)
	}
	var all []OtherPerson
	at := map[string]int{}
	for _, o := range found {
		words := texts[o.Text][o.From:o.To]
		if o.By == store.OtherEmail && Generic(words) {
			continue
		}
		key := store.Fold(words)
		if len(o.Contacts) == 1 {
			key = o.Contacts[0].String()
		}
		i, known := at[key]
		if !known {
			i = len(all)
			at[key] = i
			named, err := names(s, o.Contacts)
			if err != nil {
				return nil, err
			}
			all = append(all, OtherPerson{Key: words, By: o.By, Named: named})
		}
		all[i].Places = append(all[i].Places, OtherPlace{places[o.Text],
			around(texts[o.Text][:o.From], -1), words, around(texts[o.Text][o.To:], 1), o})
	}
	return all, nil
}

func names(s *store.Store, ids []store.ID) (all []string, err error) {
	for _, id := range ids {
		p, err := s.Person(id)
		var gone *store.NotFoundError
		if errors.As(err, &gone) {
			continue
		}
		if err != nil {
			return nil, err
		}
		all = append(all, p.DisplayName(""))
	}
	return all, nil
}

// reach is how much of a text is shown around a name, in characters.
const reach = 32

// around is the part of a line next to a name: the end of what is before it, or
// the beginning of what is after.
func around(s string, side int) string {
	if side < 0 {
		s = s[strings.LastIndexByte(s, '\n')+1:]
		if over := utf8.RuneCountInString(s) - reach; over > 0 {
			return "…" + string([]rune(s)[over:])
		}
		return s
	}
	s, _, _ = strings.Cut(s, "\n")
	if runes := []rune(s); len(runes) > reach {
		return string(runes[:reach]) + "…"
	}
	return s
}

// Chosen returns those of the people whom names choose, by their keys or by
// what they are called on file; case and accents do not count.
func Chosen(all []OtherPerson, names []string) (chosen []OtherPerson, err error) {
	for _, name := range names {
		folded := store.Fold(strings.TrimSpace(name))
		i := slices.IndexFunc(all, func(o OtherPerson) bool {
			return store.Fold(o.Key) == folded || slices.ContainsFunc(o.Named, func(n string) bool { return store.Fold(n) == folded })
		})
		if i < 0 {
			return nil, &UnknownOtherError{name}
		}
		chosen = append(chosen, all[i])
	}
	return chosen, nil
}

// Mask blacks people out of all texts of the package, once, and keeps that it
// did: what is withheld is told (GDPR art. 12(4), 15(4)).
func (a *Access) Mask(people []OtherPerson) {
	a.Masked = people
	places := map[int][]store.Other{}
	for _, p := range people {
		for _, at := range p.Places {
			places[at.at.Text] = append(places[at.at.Text], at.at)
		}
	}
	n := 0
	a.texts(func(_ Place, s *string) {
		if *s == "" {
			return
		}
		store.SortRecords(places[n], func(x, y store.Other) int { return x.From - y.From })
		*s = store.MaskOthers(*s, places[n])
		n++
	})
}

// written are the texts of the package that hold any, and where they are.
func (a *Access) written() (places []Place, texts []string) {
	a.texts(func(p Place, s *string) {
		if *s != "" {
			places, texts = append(places, p), append(texts, *s)
		}
	})
	return places, texts
}

// texts goes through all that was written freely.
func (a *Access) texts(visit func(Place, *string)) {
	personTexts(&a.Person, false, visit)
	for i := range a.Fields {
		visit(Place{store.KindField, a.Fields[i].Field.ID, "value", false}, &a.Fields[i].Value.Text)
	}
	for i := range a.Organisations {
		visit(Place{store.KindOrganisation, a.Organisations[i].ID, "note", false}, &a.Organisations[i].Note)
	}
	for i := range a.Interactions {
		recordTexts(&a.Interactions[i], false, visit)
	}
	for i := range a.Documents {
		recordTexts(&a.Documents[i], false, visit)
	}
	for i := range a.Attachments {
		recordTexts(&a.Attachments[i], false, visit)
	}
	for i := range a.Tasks {
		recordTexts(&a.Tasks[i], false, visit)
	}
	for i := range a.Consents {
		c := &a.Consents[i]
		visit(Place{store.KindConsent, c.ID, "note", false}, &c.Note)
		visit(Place{store.KindConsent, c.ID, "reference", false}, &c.Reference)
	}
	for i := range a.Given {
		visit(Place{store.KindGiven, a.Given[i].ID, "note", false}, &a.Given[i].Note)
	}
	for i := range a.Requests {
		r := &a.Requests[i]
		visit(Place{store.KindRequest, r.ID, "text", false}, &r.Asked)
		for j := range r.Events {
			visit(Place{store.KindRequest, r.ID, "text", false}, &r.Events[j].Text)
		}
	}
	for i := range a.Restrictions {
		visit(Place{store.KindRestriction, a.Restrictions[i].ID, "reason", false}, &a.Restrictions[i].Reason)
	}
	for i := range a.Holds {
		visit(Place{store.KindHold, a.Holds[i].ID, "reason", false}, &a.Holds[i].Reason)
	}
	visit(Place{store.KindRetained, a.Person.ID, "reason", false}, &a.Retained.Reason)
	for i := range a.Tellings {
		visit(Place{store.KindTelling, a.Tellings[i].ID, "note", false}, &a.Tellings[i].Note)
	}
	for i := range a.Breaches {
		b := &a.Breaches[i]
		visit(Place{store.KindBreach, b.ID, "data", false}, &b.Data)
		visit(Place{store.KindBreach, b.ID, "consequences", false}, &b.Consequences)
		visit(Place{store.KindBreach, b.ID, "measures", false}, &b.Measures)
		visit(Place{store.KindBreach, b.ID, "advice", false}, &b.Advice)
	}
	for i := range a.Pasts {
		if p, person := a.Pasts[i].Record.(*store.Person); person {
			personTexts(p, true, visit)
		} else {
			recordTexts(a.Pasts[i].Record, true, visit)
		}
	}
}

func personTexts(p *store.Person, past bool, visit func(Place, *string)) {
	visit(Place{store.KindPerson, p.ID, "note", past}, &p.Note)
	visit(Place{store.KindPerson, p.ID, "source", past}, &p.Source)
	for i := range p.Fields {
		visit(Place{store.KindField, p.Fields[i].Field, "value", past}, &p.Fields[i].Text)
	}
}

func recordTexts(record any, past bool, visit func(Place, *string)) {
	switch r := record.(type) {
	case *store.Interaction:
		visit(Place{store.KindInteraction, r.ID, "subject", past}, &r.Subject)
		visit(Place{store.KindInteraction, r.ID, "body", past}, &r.Body)
	case *store.Document:
		visit(Place{store.KindDocument, r.ID, "note", past}, &r.Note)
	case *store.Attachment:
		visit(Place{store.KindAttachment, r.ID, "name", past}, &r.Name)
	case *store.Task:
		visit(Place{store.KindTask, r.ID, "title", past}, &r.Title)
		visit(Place{store.KindTask, r.ID, "note", past}, &r.Note)
	}
}
