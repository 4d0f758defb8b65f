package store

import (
	"slices"
	"strings"

	"calepin/store/vault"
)

// Fate says what a merge does with a field's values.
type Fate string

// The fates.
const (
	FateSame   Fate = "same"   // both have the same
	FateKeep   Fate = "keep"   // only the one that stays has any
	FateOther  Fate = "other"  // only the other has any
	FateJoined Fate = "joined" // the values of both stay
	FateNote   Fate = "note"   // one stays; what is not in Result goes to the note
)

// MergeField is one field of two people and of what a merge makes of them: none
// value, one, or a list.
type MergeField struct {
	Field  string // its JSON name
	Keep   []string
	Other  []string
	Result []string
	Fate   Fate
}

// MergePreview is what MergePersons would do.
type MergePreview struct {
	Keep, Other, Result Person
	Fields              []MergeField // those that either has
	// Moves counts what is tied to the other and becomes that of the one that
	// stays.
	Moves map[RecordKind]int
}

// MergePreview returns what merging two people would do, and changes nothing.
func (s *Store) MergePreview(keep, other ID) (m MergePreview, err error) {
	if keep == other {
		return m, &FieldError{"other", NoSuch}
	}
	err = s.v.View(func(tx *vault.Tx) error {
		if m.Keep, err = getPerson(tx, keep); err != nil {
			return err
		}
		if m.Other, err = getPerson(tx, other); err != nil {
			return err
		}
		m.Result = s.Combine(m.Keep, m.Other)
		m.compare(lookIn(tx))
		tied, err := (&change{tx: tx}).tied(other)
		m.Moves = map[RecordKind]int{}
		for _, r := range tied {
			kind, _ := r.place()
			m.Moves[kind]++
		}
		return err
	})
	return m, err
}

// compare says, field by field, what becomes of the two people; of the fields
// that neither has, nothing. organisation names an organisation.
func (m *MergePreview) compare(organisation func(ID) string) {
	for _, f := range mergeFields {
		field := MergeField{Field: f.name, Keep: f.values(&m.Keep, organisation), Other: f.values(&m.Other, organisation), Result: f.values(&m.Result, organisation)}
		if len(field.Keep)+len(field.Other) == 0 {
			continue
		}
		field.Fate = field.fate()
		m.Fields = append(m.Fields, field)
	}
}

func (m *MergeField) fate() Fate {
	// These are joined into longer texts; of all others a value stays or not.
	within := slices.Contains([]string{"note", "source", "organisations"}, m.Field)
	stays := func(value string) bool {
		return slices.ContainsFunc(m.Result, func(r string) bool {
			return strings.EqualFold(r, value) || within && strings.Contains(r, value)
		})
	}
	goes := func(value string) bool { return !stays(value) }
	switch {
	case slices.Equal(m.Keep, m.Other):
		return FateSame
	case len(m.Other) == 0:
		return FateKeep
	case len(m.Keep) == 0:
		return FateOther
	case slices.ContainsFunc(m.Keep, goes) || slices.ContainsFunc(m.Other, goes):
		return FateNote
	}
	return FateJoined
}

// mergeFields are the fields of a person that a merge settles, in the order of
// a form.
var mergeFields = []struct {
	name   string
	values func(p *Person, organisation func(ID) string) []string
}{
	{"prefix", single(func(p *Person) string { return p.Prefix })},
	{"given", single(func(p *Person) string { return p.Given })},
	{"middle", single(func(p *Person) string { return p.Middle })},
	{"family", single(func(p *Person) string { return p.Family })},
	{"suffix", single(func(p *Person) string { return p.Suffix })},
	{"nickname", single(func(p *Person) string { return p.Nickname })},
	{"organisations", func(p *Person, organisation func(ID) string) (all []string) {
		for _, a := range p.Organisations {
			name := a.Name
			if a.Organisation != (ID{}) {
				name = organisation(a.Organisation)
			}
			all = append(all, joined(name, a.Title, a.Department))
		}
		return all
	}},
	{"emails", several(func(p *Person) []Email { return p.Emails }, func(e Email) string { return e.Address })},
	{"phones", several(func(p *Person) []Phone { return p.Phones }, func(n Phone) string { return n.Number })},
	{"addresses", several(func(p *Person) []Address { return p.Addresses }, func(a Address) string {
		return joined(a.Street, a.Extended, a.POBox, strings.TrimSpace(a.PostalCode+" "+a.City), a.Region, a.Country)
	})},
	{"urls", several(func(p *Person) []Link { return p.URLs }, func(l Link) string { return l.URL })},
	{"status", single(func(p *Person) string { return string(p.Status) })},
	{"nature", single(func(p *Person) string { return string(p.Nature) })},
	{"tags", several(func(p *Person) []string { return p.Tags }, func(t string) string { return t })},
	{"note", single(func(p *Person) string { return p.Note })},
	{"source", single(func(p *Person) string { return p.Source })},
}

func single(of func(*Person) string) func(*Person, func(ID) string) []string {
	return func(p *Person, _ func(ID) string) []string {
		if v := of(p); v != "" {
			return []string{v}
		}
		return nil
	}
}

func several[T any](of func(*Person) []T, text func(T) string) func(*Person, func(ID) string) []string {
	return func(p *Person, _ func(ID) string) (all []string) {
		for _, x := range of(p) {
			all = append(all, text(x))
		}
		return all
	}
}

// joined returns what there is of the parts in one line.
func joined(parts ...string) string {
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	return strings.ReplaceAll(strings.Join(parts, ", "), "\n", ", ")
}
