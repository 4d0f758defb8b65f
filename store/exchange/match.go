package exchange

import (
	"bytes"
	"encoding/json"
	"iter"
	"runtime"
	"slices"
	"strings"
	"sync"

	"calepin/store"
)

// match finds whom a contact may be: by id, then by what duplicates share,
// the strongest first, people on file before contacts of this import. Those of
// one calepin export are whom their ids say: namesakes in it are two people.
func (p *planner) match(q *store.Person, native bool) (*target, Why, store.Row, error) {
	if q.ID != (store.ID{}) {
		if to := p.targets[q.ID]; to != nil {
			return to, SameID, p.row(to), nil
		}
		if p.people[q.ID] {
			to, err := p.onFileTarget(q.ID)
			if err != nil {
				return nil, "", store.Row{}, err
			}
			return to, SameID, p.row(to), nil
		}
	}
	var stored *store.Match
	if p.find != nil {
		found, err := p.find(p.firms.named(q))
		if err != nil {
			return nil, "", store.Row{}, err
		}
		if len(found) > 0 {
			stored = &found[0]
		}
	}
	for key := range p.keysOf(q) {
		why := whyOf[key[0]]
		if stored != nil && strength(Why(stored.Why)) <= strength(why) {
			break
		}
		if to := p.keys[key]; to != nil && !(native && to.native) {
			return to, why, p.row(to), nil
		}
	}
	if stored == nil {
		return nil, "", store.Row{}, nil
	}
	to, err := p.onFileTarget(stored.ID)
	return to, Why(stored.Why), stored.Row, err
}

// onFileTarget returns the target for someone on file.
func (p *planner) onFileTarget(id store.ID) (*target, error) {
	if to := p.targets[id]; to != nil {
		return to, nil
	}
	person, err := p.person(id)
	if err != nil {
		return nil, err
	}
	return &target{person: person, stored: true}, nil
}

func (p *planner) row(to *target) store.Row {
	q := &to.person
	org := p.firms.main(q)
	row := store.Row{ID: q.ID, Name: q.DisplayName(org), Organisation: org, Status: q.Status}
	if len(q.Emails) > 0 {
		row.Email = q.Emails[0].Address
	}
	if len(q.Phones) > 0 {
		row.Phone = q.Phones[0].Number
	}
	return row
}

var whyOf = map[byte]Why{'e': SameEmail, 'p': SamePhone, 'n': SameName}

func strength(w Why) int { return slices.Index([]Why{SameID, SameEmail, SamePhone, SameName}, w) }

// keysOf yields what duplicates share, as store.Duplicates sees it: each
// e-mail, each valid number, the words of the name with each organisation.
func (p *planner) keysOf(q *store.Person) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, e := range q.Emails {
			if !yield("e" + store.Fold(e.Address)) {
				return
			}
		}
		for _, n := range q.Phones {
			if strings.HasPrefix(n.Number, "+") && !yield("p"+n.Number) {
				return
			}
		}
		name := q.Given + " " + q.Family
		if name == " " {
			name = q.Nickname
		}
		words := strings.FieldsFunc(store.Fold(name), func(r rune) bool { return r == '-' || r == ' ' })
		slices.Sort(words)
		name = "n" + strings.Join(words, " ") + "\x1f"
		if len(q.Organisations) == 0 {
			if name != "n\x1f" {
				yield(name)
			}
			return
		}
		for _, a := range q.Organisations {
			if !yield(name + store.Fold(p.firms.name(a))) {
				return
			}
		}
	}
}

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

// normalise puts the numbers of all contacts in their stored form, on all
// processors: it is what costs most in an import.
func normalise(contacts []*Contact, country string) {
	var wait sync.WaitGroup
	for part := range slices.Chunk(contacts, len(contacts)/runtime.GOMAXPROCS(0)+1) {
		wait.Go(func() {
			for _, c := range part {
				for i := range c.Person.Phones {
					n := &c.Person.Phones[i].Number
					*n = store.NormalizePhone(*n, country)
				}
			}
		})
	}
	wait.Wait()
}
