package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"calepin/store"
)

// match finds whom a contact may be: by id, then by what duplicates share,
// the strongest first, people on file before contacts of this import. Those of
// one calepin export are whom their ids say: namesakes in it are two people.
func (p *planner) match(c *Contact, shared []sharedKey) (*target, Why, *store.Row, error) {
	q := c.Person
	if q.ID != (store.ID{}) {
		to, err := p.onFileTarget(q.ID)
		if none, is := errors.AsType[*store.NotFoundError](err); is && none.Kind == store.KindPerson {
			to, err = nil, nil
		}
		if err != nil {
			return nil, "", nil, err
		}
		if to != nil {
			return to, SameID, p.row(to), nil
		}
	}
	return p.likely(c, shared)
}

// likely finds the strongest match. Where a number is all that is shared, who
// plainly is another person comes after all others, and is told all the same.
func (p *planner) likely(c *Contact, shared []sharedKey) (to *target, why Why, row *store.Row, err error) {
	stored := p.stored[c]
	onFile := func(upTo Why) (bool, error) {
		for ; len(stored) > 0 && strength(Why(stored[0].Why)) <= strength(upTo); stored = stored[1:] {
			m := &stored[0]
			found := &target{stored: true} // whom it is skipped for is all there is to know
			if !p.alwaysSkips() || Why(m.Why) == SamePhone {
				if found, err = p.onFileTarget(m.ID); err != nil {
					return false, err
				}
			}
			other := Why(m.Why) == SamePhone && otherPerson(found.person, c.Person, SamePhone)
			if to == nil || !other {
				to, why, row = found, Why(m.Why), &m.Row
			}
			if !other {
				return true, nil
			}
		}
		return false, nil
	}
	for _, key := range shared {
		if done, err := onFile(key.why()); done || err != nil {
			return to, why, row, err
		}
		if p.repeats.alone(key.hash) {
			continue
		}
		place, held := p.keys[key.hash]
		if !held || c.native && p.order[place].native {
			continue
		}
		found := p.order[place]
		other := key.why() == SamePhone && otherPerson(found.person, c.Person, SamePhone)
		if to == nil || !other {
			to, why, row = found, key.why(), p.row(found)
		}
		if !other {
			return to, why, row, nil
		}
	}
	_, err = onFile(SameName)
	return to, why, row, err
}

// onFileTarget returns the target for someone on file, or for someone of that
// id that the import makes.
func (p *planner) onFileTarget(id store.ID) (*target, error) {
	if to := p.targets[id]; to != nil {
		return to, nil
	}
	person, err := p.person(id)
	if err != nil {
		return nil, err
	}
	return &target{person: &person, stored: true}, nil
}

func (p *planner) row(to *target) *store.Row {
	q := to.person
	org := p.firms.main(q)
	row := &store.Row{ID: q.ID, Name: q.DisplayName(org), Organisation: org, Status: q.Status}
	if len(q.Emails) > 0 {
		row.Email = q.Emails[0].Address
	}
	if len(q.Phones) > 0 {
		row.Phone = q.Phones[0].Number
	}
	return row
}

func strength(w Why) int { return slices.Index([]Why{SameID, SameEmail, SamePhone, SameName}, w) }

// otherPerson tells two people who share a number or an address from one
// whom two files know differently: the given names differ and neither is an
// initial of the other, or, where a number is all they share, the family
// names do.
func otherPerson(a, b *store.Person, why Why) bool {
	if why == SameID {
		return false
	}
	differ := func(x, y string) bool { return x != "" && y != "" && x != y }
	given, other := fold(a.Given), fold(b.Given)
	if differ(given, other) && !strings.HasPrefix(given, other) && !strings.HasPrefix(other, given) {
		return true
	}
	return why == SamePhone && differ(fold(a.Family), fold(b.Family))
}

// conflicts are the fields with room for one value that two records both have,
// and differ in.
func conflicts(a, b *store.Person) []string {
	list := differing([][3]string{
		{"given", a.Given, b.Given}, {"family", a.Family, b.Family}, {"prefix", a.Prefix, b.Prefix},
		{"middle", a.Middle, b.Middle}, {"suffix", a.Suffix, b.Suffix},
		{"nickname", a.Nickname, b.Nickname}, {"status", string(a.Status), string(b.Status)},
		{"nature", string(a.Nature), string(b.Nature)}})
	for _, x := range a.Organisations {
		for _, y := range b.Organisations {
			if x.Organisation == y.Organisation && x.Organisation != (store.ID{}) {
				list = append(list, differing([][3]string{{"title", x.Title, y.Title}, {"department", x.Department, y.Department}})...)
			}
		}
	}
	return list
}

// concede takes out of an incoming contact what Combine should not weigh against
// what is on file: another spelling of the same word, and the status, which
// only its owner moves.
func concede(in, kept *store.Person) {
	for _, f := range [][2]*string{{&in.Given, &kept.Given}, {&in.Family, &kept.Family}, {&in.Prefix, &kept.Prefix},
		{&in.Middle, &kept.Middle}, {&in.Suffix, &kept.Suffix}, {&in.Nickname, &kept.Nickname}} {
		if *f[1] != "" && fold(*f[0]) == fold(*f[1]) {
			*f[0] = ""
		}
	}
	if kept.Status != "" {
		in.Status = ""
	}
}

func differing(fields [][3]string) (names []string) {
	for _, f := range fields {
		if f[1] != "" && f[2] != "" && f[1] != f[2] && fold(f[1]) != fold(f[2]) {
			names = append(names, f[0])
		}
	}
	return names
}

// equal tells whether two records say the same, their times apart.
func equal(a, b *store.Person) bool {
	x := *a
	x.UpdatedAt = b.UpdatedAt
	v, errV := json.Marshal(x)
	w, errW := json.Marshal(b)
	return errV == nil && errW == nil && bytes.Equal(v, w)
}
