package cli

import (
	"errors"
	"strings"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/parcel"
)

// masks are the people to black out: those that --mask says, else those that
// are answered for one by one. Where there are some, nothing was said and
// nobody can be asked, the package is refused (GDPR art. 15(4)).
func (o *packing) masks(others []privacy.OtherPerson) ([]privacy.OtherPerson, error) {
	switch {
	case o.mask == "none", len(others) == 0 && (o.mask == "" || o.mask == "all"):
		return nil, nil
	case o.mask == "all":
		return others, nil
	case o.mask != "":
		chosen, err := privacy.Chosen(others, strings.Split(o.mask, ","))
		var unknown *privacy.UnknownOtherError
		if errors.As(err, &unknown) {
			err = failure(exitUsage, o.app.T.Parcel.NoSuchOther.With("name", strings.TrimSpace(unknown.Name)), err)
		}
		return chosen, err
	}
	c, err := o.app.console()
	if err != nil {
		refusal := &privacy.OthersError{Others: others}
		return nil, failure(exitRefused, o.app.T.Sentence(refusal)+bullets(o.otherLines(others)), refusal)
	}
	return o.askMasks(c, others)
}

// askMasks asks whether all are masked, none, or one by one.
func (o *packing) askMasks(c *console, others []privacy.OtherPerson) (chosen []privacy.OtherPerson, err error) {
	w := o.app.T.Parcel
	c.say(w.OthersFound.Of(len(others)) + bullets(o.otherLines(others)))
	how, err := c.choose(w.AskMask, w.MaskAll, w.MaskEach, w.MaskNone)
	if err != nil || how == 2 {
		return nil, err
	}
	if how == 0 {
		return others, nil
	}
	for _, other := range others {
		yes, err := c.yesOrNo(w.MaskThis.With("name", clean(other.Key)))
		if err != nil {
			return nil, err
		}
		if yes {
			chosen = append(chosen, other)
		}
	}
	return chosen, nil
}

// otherLines name people, each with the words around the first place.
func (o *packing) otherLines(others []privacy.OtherPerson) []string {
	lines := make([]string, len(others))
	for i, other := range others {
		at := other.Places[0]
		where := o.app.T.Errors.Store.Kinds[string(at.Kind)]
		if at.Kind == store.KindPerson {
			where = o.app.field(at.Field)
		}
		line := o.app.T.Parcel.OtherLine.With("name", clean(other.Key), "where", where, "around", clean(at.Before+at.Words+at.After))
		if n := len(other.Places) - 1; n > 0 {
			line += " " + o.app.T.Parcel.MorePlaces.Of(n)
		}
		lines[i] = line
	}
	return lines
}

// otherRecord is somebody else named in a package as JSON has it.
type otherRecord struct {
	Name   string        `json:"name"`
	By     store.OtherBy `json:"by"`
	OnFile []string      `json:"on_file"`
	Places []placeRecord `json:"places"`
}

type placeRecord struct {
	Kind   store.RecordKind `json:"kind"`
	ID     store.ID         `json:"id"`
	Field  string           `json:"field"`
	Past   bool             `json:"past,omitempty"`
	Around string           `json:"around"`
}

// previewRecord is what a package would hold.
type previewRecord struct {
	Contact store.ID       `json:"contact"`
	Right   packageRight   `json:"right"`
	Counts  map[string]int `json:"counts"`
	Others  []otherRecord  `json:"others"`
	LeftOut map[string]int `json:"left_out,omitempty"`
}

// preview says what a package would hold and whom it names, and writes nothing.
func (o *packing) preview(p *parcel.Parcel, others []privacy.OtherPerson) error {
	a := &p.Access
	record := previewRecord{Contact: a.Person.ID, Right: o.right, Others: []otherRecord{}, Counts: map[string]int{
		"interactions": len(a.Interactions), "documents": len(a.Documents), "attachments": len(a.Attachments), "tasks": len(a.Tasks)}}
	if x := p.Portable; x != nil {
		record.Counts = map[string]int{"interactions": len(x.Messages) + len(x.Purchases), "documents": len(x.Documents), "attachments": len(x.Attachments), "tasks": 0}
		record.LeftOut = map[string]int{}
		for _, l := range x.LeftOut {
			record.LeftOut[l.What] += l.Count
		}
	}
	for _, other := range others {
		r := otherRecord{other.Key, other.By, orEmpty(other.Named), []placeRecord{}}
		for _, at := range other.Places {
			r.Places = append(r.Places, placeRecord{at.Kind, at.ID, at.Field, at.Past, at.Before + at.Words + at.After})
		}
		record.Others = append(record.Others, r)
	}
	return o.app.print(record, func() {
		w := o.app.T.Records
		o.app.say(o.app.T.Parcel.WouldHold.With("name", clean(a.Name()), "what", strings.Join([]string{w.Interactions.Of(record.Counts["interactions"]),
			w.DocumentCount.Of(record.Counts["documents"]), w.Attachments.Of(record.Counts["attachments"]), w.Tasks.Of(record.Counts["tasks"])}, ", ")))
		if len(others) > 0 {
			o.app.say(o.app.T.Parcel.OthersFound.Of(len(others)) + bullets(o.otherLines(others)))
		}
	})
}
