package store

import (
	"slices"
	"strings"
	"time"
)

// MergePersons makes two people one: keep stays, with every fact of both (see
// Combine), and what is tied to other becomes keep's, drafts too; other goes. It returns
// keep as it became.
func (s *Store) MergePersons(keep, other ID) (p Person, err error) {
	if keep == other {
		return p, &FieldError{"other", NoSuch}
	}
	err = s.update(Merged, func(c *change) error {
		a, err := getPerson(c.tx, keep)
		if err != nil {
			return err
		}
		b, err := getPerson(c.tx, other)
		if err != nil {
			return err
		}
		p = s.Combine(a, b)
		p.UpdatedAt = c.touch(latest(a.UpdatedAt, b.UpdatedAt), a.Batch)
		if err := p.clean(c.set); err != nil {
			return err
		}
		if err := c.put(&p); err != nil {
			return err
		}
		if err := c.remove(&b); err != nil {
			return err
		}
		mine, err := consentsOf(c.tx, keep)
		if err != nil {
			return err
		}
		theirs, err := consentsOf(c.tx, other)
		if err != nil {
			return err
		}
		if err := c.moveTied(other, keep); err != nil {
			return err
		}
		if err := c.carryRefusals(mine, theirs, keep); err != nil {
			return err
		}
		if err := c.moveDrafts(other, keep); err != nil {
			return err
		}
		if err := c.renameInRequests(other, keep); err != nil {
			return err
		}
		if err := c.renameInTellings(other, keep); err != nil {
			return err
		}
		if err := c.moveProcessors(other, keep); err != nil {
			return err
		}
		if err := c.moveBreaches(func(id ID) bool { return id == other }, keep); err != nil {
			return err
		}
		return c.renameInDisclosures(other, keep)
	})
	return p, err
}

// Combine returns keep with every fact of other added. Lists are united. Where
// a single value of other's differs, it goes into the note as a line of its
// own: see Leftover. Both sources stay. The status is the one further on in the relationship, the last
// contact the later, the creation the earlier.
func (s *Store) Combine(keep, other Person) Person {
	p := keep
	var lost []string
	note := func(field, value string) {
		line := field + ": " + value
		if s.Leftover != nil {
			line = s.Leftover(field, value)
		}
		lost = append(lost, line)
	}
	scalar := func(field string, to *string, from string) {
		switch {
		case *to == "":
			*to = from
		case from != "" && from != *to:
			note(field, from)
		}
	}
	scalar("prefix", &p.Prefix, other.Prefix)
	scalar("given", &p.Given, other.Given)
	scalar("middle", &p.Middle, other.Middle)
	scalar("family", &p.Family, other.Family)
	scalar("suffix", &p.Suffix, other.Suffix)
	scalar("nickname", &p.Nickname, other.Nickname)
	scalar("nature", (*string)(&p.Nature), string(other.Nature))
	if p.Origin == "" || other.Origin == FromElsewhere {
		p.Origin = other.Origin // art. 14 asks for more than art. 13
	}
	p.Purposes = sortedPurposes(slices.Concat(p.Purposes, other.Purposes))
	p.Fields = combineValues(p.Fields, other.Fields)
	if p.Informed == "" || other.Informed != "" && other.Informed < p.Informed {
		p.Informed = other.Informed
	}
	rank := map[Status]int{Prospect: 1, Former: 2, Client: 3}
	if other.Status != "" && other.Status != p.Status {
		lower := other.Status
		if rank[other.Status] > rank[p.Status] {
			p.Status, p.Since, lower = other.Status, other.Since, p.Status
		}
		if lower != "" {
			note("status", string(lower))
		}
	}
	p.Source = joinFacts(p.Source, other.Source)
	p.Organisations = slices.Clone(keep.Organisations)
	combineAffiliations(&p, other, note)
	p.Emails = combine(p.Emails, other.Emails, func(a, b Email) bool { return strings.EqualFold(a.Address, b.Address) },
		func(a *Email, b Email) { a.Label = joinFacts(a.Label, b.Label) })
	p.Phones = combine(p.Phones, other.Phones, func(a, b Phone) bool { return a.Number == b.Number },
		func(a *Phone, b Phone) { a.Label = joinFacts(a.Label, b.Label) })
	p.Addresses = combine(p.Addresses, other.Addresses, sameAddress,
		func(a *Address, b Address) { a.Label = joinFacts(a.Label, b.Label) })
	p.URLs = combine(p.URLs, other.URLs, func(a, b Link) bool { return a.URL == b.URL },
		func(a *Link, b Link) { a.Label = joinFacts(a.Label, b.Label) })
	p.Tags = sortedTags(slices.Concat(p.Tags, other.Tags))
	p.Note = combineNotes(p.Note, other.Note, lost)
	p.CreatedAt = earliest(p.CreatedAt, other.CreatedAt)
	p.LastContact = latest(p.LastContact, other.LastContact)
	if p.FollowUp == "" || other.FollowUp != "" && other.FollowUp < p.FollowUp {
		p.FollowUp = other.FollowUp
	}
	return p
}

// combine adds to a what of b it lacks, and joins what both have.
func combine[T any](a, b []T, same func(T, T) bool, join func(*T, T)) []T {
	out := slices.Clone(a)
	for _, x := range b {
		if i := slices.IndexFunc(out, func(y T) bool { return same(y, x) }); i >= 0 {
			join(&out[i], x)
		} else {
			out = append(out, x)
		}
	}
	return out
}

// combineValues adds to a the values of b, one text a field.
func combineValues(a, b []Value) []Value {
	return combine(a, b, func(x, y Value) bool { return x.Field == y.Field },
		func(x *Value, y Value) { x.Text, x.Set = joinFacts(x.Text, y.Text), max(x.Set, y.Set) })
}

func sameAddress(a, b Address) bool {
	a.Label = b.Label
	return a == b
}

func combineAffiliations(p *Person, other Person, note func(field, value string)) {
	for _, b := range other.Organisations {
		i := slices.IndexFunc(p.Organisations, func(a Affiliation) bool {
			return a.Organisation == b.Organisation && (b.Organisation != ID{} || Fold(a.Name) == Fold(b.Name))
		})
		if i < 0 {
			p.Organisations = append(p.Organisations, b)
			continue
		}
		a := &p.Organisations[i]
		for _, f := range []struct {
			name string
			to   *string
			from string
		}{{"title", &a.Title, b.Title}, {"department", &a.Department, b.Department}} {
			if *f.to == "" {
				*f.to = f.from
			} else if f.from != "" && f.from != *f.to {
				note(f.name, f.from)
			}
		}
	}
}

// combineNotes returns both notes and the lines of values that found no place,
// none of them twice.
func combineNotes(a, b string, lines []string) string {
	parts := []string{}
	if a != "" {
		parts = append(parts, a)
	}
	if b != "" && !strings.Contains(a, b) {
		parts = append(parts, b)
	}
	lines = slices.DeleteFunc(lines, func(l string) bool {
		return slices.Contains(strings.Split(a+"\n"+b, "\n"), l)
	})
	if len(lines) > 0 {
		parts = append(parts, strings.Join(lines, "\n"))
	}
	return strings.Join(parts, "\n\n")
}

// moveTied files everything tied to one contact under another.
func (c *change) moveTied(from, to ID) error {
	tied, err := c.tied(from)
	if err != nil {
		return err
	}
	for _, r := range tied {
		if _, task := r.(*Task); !task { // a task is filed under its own id
			if err := c.remove(r); err != nil {
				return err
			}
		}
		switch r := r.(type) {
		case *Interaction:
			r.Contact = to
		case *Document:
			r.Contact = to
		case *Task:
			r.Contact = to
		case *Consent:
			r.Contact = to
		case *NoticeGiven:
			r.Contact = to
		case *Retained:
			if err := r.join(c.tx, to); err != nil {
				return err
			}
		case *Restriction:
			r.Contact = to
		case *Hold:
			r.Contact = to
		case *Attachment:
			r.Contact = to
			if err := c.moveContent(r.ID, from, to); err != nil {
				return err
			}
			c.undo.Moves = append(c.undo.Moves, undoMove{Attachment: r.ID, From: from, To: to})
		}
		if err := c.put(r); err != nil {
			return err
		}
	}
	return nil
}

// renameInDisclosures keeps the record of what was handed over true after a merge.
func (c *change) renameInDisclosures(from, to ID) error {
	all, err := listTied[Disclosure](c.tx, KindDisclosure, ID{})
	if err != nil {
		return err
	}
	for _, d := range all {
		i := slices.Index(d.Contacts, from)
		if i < 0 {
			continue
		}
		if slices.Contains(d.Contacts, to) {
			d.Contacts = slices.Delete(d.Contacts, i, i+1)
		} else {
			d.Contacts[i] = to
		}
		if err := c.put(&d); err != nil {
			return err
		}
	}
	return nil
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
