package personform

import (
	"slices"
	"strings"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/form"
	"calepin/ui/widget"
)

// fields are those of a contact: first what one types most, then the rest.
func fields(d *screen.Desk, tags []string, own []store.Field) []*widget.Field {
	w, r := d.T.PersonForm, d.W.Records
	f := r.Fields
	organisation := widget.NewSuggest("organisation", f["organisation"], form.Firms(d)).WithHint(w.OrganisationHint)
	labels := widget.NewSuggest("tags", f["tags"], startingWith(tags)).WithHint(w.TagsHint)
	labels.Watched = true
	labels.Several = true
	nature := widget.NewChoice("nature", f["nature"], options(r.Natures, string(store.Professional), string(store.Consumer))...)
	nature.Optional = true
	origin := widget.NewChoice("origin", f["origin"], options(d.W.Privacy.Origins, string(store.FromPerson), string(store.FromElsewhere))...)
	origin.Optional = true
	emails, phones, addresses, urls := form.Reach(d)
	return append([]*widget.Field{
		widget.NewText("given", f["given"]), widget.NewText("family", f["family"]),
		organisation, widget.NewText("title", f["job_title"]),
		emails, phones,
		widget.NewChoice("status", f["status"], options(r.Statuses, string(store.Prospect), string(store.Client), string(store.Former))...).Of(string(store.Prospect)),
		nature, labels,
		widget.NewArea("note", f["note"], 3).WithHint(w.NoteHint),
		widget.NewHeading(d.T.Form.Rest),
		widget.NewText("source", f["source"]).Must().WithHint(w.SourceHint), origin,
		addresses, urls,
		// A line each: the name of a firm may hold a comma.
		widget.NewLines("others", w.Others).WithHint(w.OthersHint),
		widget.NewText("prefix", f["prefix"]), widget.NewText("middle", f["middle"]), widget.NewText("suffix", f["suffix"]), widget.NewText("nickname", f["nickname"]),
	}, ownFields(d, own)...)
}

func options(words map[string]string, values ...string) []widget.Option {
	out := make([]widget.Option, len(values))
	for i, v := range values {
		out[i] = widget.Option{Value: v, Label: words[v]}
	}
	return out
}

// startingWith suggests the tags in use that hold what is typed.
func startingWith(tags []string) func(string) []string {
	return func(typed string) []string {
		typed = store.Fold(strings.TrimSpace(typed))
		var found []string
		for _, t := range tags {
			if typed != "" && strings.Contains(store.Fold(t), typed) {
				found = append(found, t)
			}
		}
		return found
	}
}

// show puts a contact on file into the fields.
func show(d *screen.Desk, f *widget.Form, p store.Person) {
	for key, value := range map[string]string{
		"prefix": p.Prefix, "given": p.Given, "middle": p.Middle, "family": p.Family, "suffix": p.Suffix, "nickname": p.Nickname,
		"source": p.Source, "note": p.Note, "status": string(p.Status), "nature": string(p.Nature), "origin": string(p.Origin), "tags": strings.Join(p.Tags, ", "),
	} {
		f.Field(key).Of(value)
	}
	if len(p.Organisations) > 0 {
		f.Field("organisation").Of(firm(d, p.Organisations[0]))
		f.Field("title").Of(p.Organisations[0].Title)
		var others []widget.Line
		for _, a := range p.Organisations[1:] {
			others = append(others, widget.Line{Value: firm(d, a)})
		}
		f.Field("others").WithLines(others...)
	}
	for _, v := range p.Fields {
		if field := f.Field(ownKey(v.Field)); field != nil {
			field.Of(v.Text)
		}
	}
	form.ShowReach(d, f, p.Emails, p.Phones, p.Addresses, p.URLs)
}

func firm(d *screen.Desk, a store.Affiliation) string {
	if a.Name != "" {
		return a.Name
	}
	o, err := d.Store.Organisation(a.Organisation)
	if err != nil {
		return ""
	}
	return o.Name
}

// read is the contact in the fields; what no field shows is as in was.
func read(d *screen.Desk, f *widget.Form, was store.Person) store.Person {
	p := was
	p.Prefix, p.Given, p.Middle, p.Family = f.Value("prefix"), f.Value("given"), f.Value("middle"), f.Value("family")
	p.Suffix, p.Nickname = f.Value("suffix"), f.Value("nickname")
	p.Source, p.Note = f.Value("source"), f.Value("note")
	p.Status, p.Nature = store.Status(f.Value("status")), store.Nature(f.Value("nature"))
	p.Origin = store.Origin(f.Value("origin"))
	p.Fields = readOwn(f, was.Fields)
	p.Tags = nil
	for t := range strings.SplitSeq(f.Value("tags"), ",") {
		if t = strings.TrimSpace(t); t != "" {
			p.Tags = append(p.Tags, t)
		}
	}
	names := []string{f.Value("organisation")}
	for _, l := range f.Lines("others") {
		names = append(names, l.Value)
	}
	p.Organisations = affiliations(d, was.Organisations, names)
	if names[0] != "" {
		p.Organisations[0].Title = f.Value("title")
	}
	form.ReadReach(d, f, &p.Emails, &p.Phones, &p.Addresses, &p.URLs)
	return p
}

// put takes what one field holds from one contact into another.
func put(key string, to *store.Person, from store.Person) {
	if id, own := ownID(key); own {
		to.Fields = withValue(to.Fields, id, valueOf(from.Fields, id))
		return
	}
	switch key {
	case "given":
		to.Given = from.Given
	case "family":
		to.Family = from.Family
	case "prefix":
		to.Prefix = from.Prefix
	case "middle":
		to.Middle = from.Middle
	case "suffix":
		to.Suffix = from.Suffix
	case "nickname":
		to.Nickname = from.Nickname
	case "organisation", "others", "title":
		to.Organisations = from.Organisations
	case "emails":
		to.Emails = from.Emails
	case "phones":
		to.Phones = from.Phones
	case "addresses":
		to.Addresses = from.Addresses
	case "urls":
		to.URLs = from.URLs
	case "status":
		to.Status = from.Status
	case "nature":
		to.Nature = from.Nature
	case "tags":
		to.Tags = from.Tags
	case "source":
		to.Source = from.Source
	case "origin":
		to.Origin = from.Origin
	case "note":
		to.Note = from.Note
	}
}

// affiliations are the ties to the firms named, those there were with what they
// held: two of one name stay two.
func affiliations(d *screen.Desk, was []store.Affiliation, names []string) []store.Affiliation {
	left := slices.Clone(was)
	var now []store.Affiliation
	for _, name := range names {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		tie := store.Affiliation{Name: name}
		for i, a := range left {
			if store.Fold(widget.Clean(firm(d, a))) == store.Fold(name) {
				tie, left = a, slices.Delete(left, i, i+1)
				break
			}
		}
		now = append(now, tie)
	}
	return now
}
