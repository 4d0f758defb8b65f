package personform

import (
	"maps"
	"slices"
	"strings"

	"github.com/google/uuid"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/widget"
)

// ownPrefix begins the keys of the fields that the business added.
const ownPrefix = "own:"

func ownKey(id store.ID) string { return ownPrefix + id.String() }

func ownID(key string) (id store.ID, own bool) {
	text, own := strings.CutPrefix(key, ownPrefix)
	if !own {
		return id, false
	}
	id, err := uuid.Parse(text)
	return id, err == nil
}

// ownFields are those that the business added, each with what it serves (GDPR
// art. 5(1)(b)).
func ownFields(d *screen.Desk, own []store.Field) (list []*widget.Field) {
	if len(own) == 0 {
		return nil
	}
	list = append(list, widget.NewHeading(d.T.PersonForm.Own))
	for _, f := range own {
		field := widget.NewText(ownKey(f.ID), f.Name)
		field.Watched = true
		if a, err := d.Store.Activity(f.Activity); err == nil {
			field.Hint = a.Text(string(d.Language())).Name
		}
		list = append(list, field)
	}
	return list
}

// readOwn are the values in the form; those without a field in it stay as they
// were.
func readOwn(f *widget.Form, was []store.Value) []store.Value {
	now := slices.Clone(was)
	values := f.Values()
	for _, key := range slices.Sorted(maps.Keys(values)) {
		if id, own := ownID(key); own {
			now = withValue(now, id, values[key])
		}
	}
	return now
}

func valueOf(values []store.Value, field store.ID) string {
	if i := slices.IndexFunc(values, func(v store.Value) bool { return v.Field == field }); i >= 0 {
		return values[i].Text
	}
	return ""
}

// withValue is values with what a field now holds; nothing takes it away.
func withValue(values []store.Value, field store.ID, text string) []store.Value {
	i := slices.IndexFunc(values, func(v store.Value) bool { return v.Field == field })
	values = slices.Clone(values)
	switch {
	case i < 0 && text == "":
	case i < 0:
		values = append(values, store.Value{Field: field, Text: text})
	case text == "":
		values = slices.Delete(values, i, i+1)
	default:
		values[i].Text = text
	}
	return values
}
