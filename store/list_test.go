package store

import (
	"bytes"
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"calepin/store/collation"
)

// listed is a person as the oracle sees them.
type listed struct {
	p    Person
	orgs []string

	key, name []byte
}

func everyone(t *testing.T, s *Store) (all []listed) {
	t.Helper()
	must(t, s.Dump(func(d *Dump) error {
		return d.Persons(func(p Person) error {
			o := listed{p: p}
			for _, a := range p.Organisations {
				o.orgs = append(o.orgs, d.OrganisationName(a.Organisation))
			}
			all = append(all, o)
			return nil
		})
	}))
	return all
}

// oracle lists as Persons does, slowly and from the records alone.
func oracle(everybody []listed, q Query) (names []ID) {
	all := slices.Clone(everybody)
	sortName := func(o listed) []byte {
		return append(collation.Key(strings.TrimSpace(strings.Join(strings.Fields(o.p.Family+" "+o.p.Given+" "+o.p.Middle), " "))), o.p.ID[:]...)
	}
	org := func(o listed) []byte {
		if len(o.orgs) == 0 {
			return nil
		}
		return collation.Key(o.orgs[0])
	}
	key := func(o listed) []byte {
		switch q.Sort {
		case SortOrganisation:
			return org(o)
		case SortLastContact:
			if !o.p.LastContact.IsZero() {
				return fmt.Appendf(nil, "%020d%s", o.p.LastContact.Unix(), o.p.ID[:])
			}
		case SortFollowUp:
			if o.p.FollowUp != "" {
				return append([]byte(o.p.FollowUp), o.p.ID[:]...)
			}
		case SortCreated:
			return o.p.ID[:]
		default:
			return sortName(o)
		}
		return nil
	}
	for i := range all {
		all[i].key, all[i].name = key(all[i]), sortName(all[i])
	}
	slices.SortFunc(all, func(a, b listed) int {
		direction := 1
		if q.Descending {
			direction = -1
		}
		switch {
		case a.key == nil && b.key == nil:
			return bytes.Compare(a.name, b.name)
		case a.key == nil:
			return 1
		case b.key == nil:
			return -1
		}
		return cmp.Or(direction*bytes.Compare(a.key, b.key), direction*bytes.Compare(a.name, b.name))
	})
	for _, o := range all {
		text := Fold(o.p.Given + " " + o.p.Middle + " " + o.p.Family + "\n" + o.p.Nickname + "\n" + strings.Join(o.orgs, "\n"))
		for _, e := range o.p.Emails {
			text += "\n" + e.Address
		}
		for _, n := range o.p.Phones {
			text += "\n" + n.Number + "\n0" + strings.TrimPrefix(n.Number, "+33")
		}
		text += "\n#" + Fold(strings.Join(o.p.Tags, "\n#")) + "\n"
		match := q.Status == "" || q.Status == o.p.Status
		for _, tag := range q.Tags {
			match = match && strings.Contains(text, "\n#"+Fold(tag)+"\n")
		}
		for _, w := range strings.Fields(q.Search) {
			match = match && strings.Contains(strings.ReplaceAll(text, "’", "'"), Fold(w))
		}
		if match {
			names = append(names, o.p.ID)
		}
	}
	return names
}

// TestListsAgainstOracle compares every order, filter and page size with a slow
// reading of the records.
func TestListsAgainstOracle(t *testing.T) {
	s, clock := newStore(t)
	r := rand.New(rand.NewPCG(5, 5))
	set := Set{}
	for i := range 2300 { // enough for a scan to be shared
		p := somebody(r)
		p.ID = NewID(clock.t.Add(time.Duration(i) * time.Second))
		set.Persons = append(set.Persons, p)
		if r.IntN(2) == 0 {
			set.Interactions = append(set.Interactions, anInteraction(r, p.ID, clock.t), anInteraction(r, p.ID, clock.t))
		}
	}
	must(t, s.Load(set))
	everybody := everyone(t, s)
	searches := []string{"", "zoe", "quatre", "hevéder", "l'hev", "oe dubroeucq", "@exemple.test", "0639", "zinc", "atelier marc", "nobody", "weiss", "lucja"}
	for _, sort := range []SortKey{SortName, SortOrganisation, SortLastContact, SortFollowUp, SortCreated} {
		for _, descending := range []bool{false, true} {
			for _, search := range searches {
				if r.IntN(2) == 0 {
					continue
				}
				q := Query{Search: search, Sort: sort, Descending: descending}
				if r.IntN(3) == 0 {
					q.Tags = []string{pick(r, labels)}
				}
				if r.IntN(3) == 0 {
					q.Status = Client
				}
				want := oracle(everybody, q)
				q.Limit, q.Count = pick(r, []int{7, 50, 400}), true
				if q.Limit == 7 && len(want) > 300 {
					q.Limit = 100
				}
				var got []ID
				for {
					page, err := s.Persons(q)
					must(t, err)
					for _, row := range page.Rows {
						got = append(got, row.ID)
					}
					if page.Total != len(want) {
						t.Fatalf("%+v: total %d, want %d", q, page.Total, len(want))
					}
					if q.After = page.Next; q.After == "" {
						break
					}
				}
				if !slices.Equal(got, want) {
					i := 0
					for i < min(len(got), len(want)) && got[i] == want[i] {
						i++
					}
					t.Fatalf("%+v: %d rows, want %d; the first to differ is %d", q, len(got), len(want), i)
				}
			}
		}
	}
}

// TestSearchTelephones finds a number however it is typed.
func TestSearchTelephones(t *testing.T) {
	s, _ := newStore(t)
	p := add(t, s, Person{Given: "Zoé", Phones: []Phone{{Number: "06 39 98 12 34"}}})
	add(t, s, Person{Given: "Marc", Phones: []Phone{{Number: "06 39 98 43 21"}}})
	for _, q := range []string{"0639981234", "06 39 98 12 34", "06.39.98.12.34", "+33 6 39 98 12 34", "+33 (0)6 39 98 12 34",
		"0033639981234", "98 12 34", "06-39-98-12", "zoe 06 39 98 12", "12 34"} {
		page, err := s.Persons(Query{Search: q})
		must(t, err)
		if len(page.Rows) != 1 || page.Rows[0].ID != p.ID {
			t.Errorf("%q finds %d people", q, len(page.Rows))
		}
	}
}

// TestOrder is that of a French directory.
func TestOrder(t *testing.T) {
	want := []string{"", "1er", "cote", "coté", "côte", "côté", "de La Tour", "de La Tour-Zoé", "Delatour", "Éloi", "Œuvre", "Weiß", "Zoé", "Жук", "日本"}
	for i := range len(want) - 1 {
		if bytes.Compare(collation.Key(want[i]), collation.Key(want[i+1])) >= 0 {
			t.Errorf("%q does not come before %q", want[i], want[i+1])
		}
	}
}

func TestFindPerson(t *testing.T) {
	s, _ := newStore(t)
	zoe := add(t, s, Person{Given: "Zoé", Family: "Quatremaire", Emails: []Email{{Address: "Zoe@exemple.test"}}})
	marc := add(t, s, Person{Given: "Marc", Family: "Quatremaire", Organisations: []Affiliation{{Name: "Atelier Sauge"}}})
	for ref, want := range map[string]ID{
		zoe.ID.String(): zoe.ID, "zoe@EXEMPLE.test": zoe.ID, "quatremaire zoe": zoe.ID, "Zoé Quatremaire": zoe.ID, "marc": marc.ID,
	} {
		p, err := s.FindPerson(ref)
		if err != nil || p.ID != want {
			t.Errorf("%q: %v, %v", ref, p.ID, err)
		}
	}
	var ambiguous *AmbiguousError
	if _, err := s.FindPerson("quatremaire"); !asError(err, &ambiguous) || len(ambiguous.Matches) != 2 || ambiguous.Matches[1].Name == "" {
		t.Errorf("family name alone: %v", err)
	}
	var missing *NotFoundError
	for _, ref := range []string{"", "nobody", "x@exemple.test", "quatre"} {
		if _, err := s.FindPerson(ref); !asError(err, &missing) {
			t.Errorf("%q: %v", ref, err)
		}
	}
}

func TestDuplicates(t *testing.T) {
	s, _ := newStore(t)
	add(t, s, Person{Given: "Zoé", Family: "Quatremaire", Emails: []Email{{Address: "zoe@exemple.test"}},
		Phones: []Phone{{Number: "+33639981234"}}, Organisations: []Affiliation{{Name: "Atelier Sauge"}}})
	for _, c := range []struct {
		p    Person
		want string
	}{
		{Person{Given: "Z.", Emails: []Email{{Address: "ZOE@exemple.test"}}, Phones: []Phone{{Number: "0639981234"}}}, "email"},
		{Person{Given: "Z.", Phones: []Phone{{Number: "06.39.98.12.34"}}}, "phone"},
		{Person{Given: "QUATREMAIRE", Family: "zoe", Organisations: []Affiliation{{Name: "atelier sauge"}}}, "name"},
		{Person{Given: "Zoé", Family: "Quatremaire"}, ""},
		{Person{Given: "Zoé", Family: "Quatremaire", Organisations: []Affiliation{{Name: "Zinc"}}}, ""},
	} {
		found, err := s.Duplicates(c.p)
		must(t, err)
		got := ""
		if len(found) == 1 {
			got = found[0].Why
		}
		if got != c.want || len(found) > 1 {
			t.Errorf("%+v: %+v, want %q", c.p, found, c.want)
		}
	}
}

// TestLikelyDuplicates asks about a name where one side has no organisation,
// and does not where both have one of their own.
func TestLikelyDuplicates(t *testing.T) {
	s, _ := newStore(t)
	zoe := add(t, s, Person{Given: "Zoé", Family: "Quatremaire", Organisations: []Affiliation{{Name: "Sauge"}}})
	alone := add(t, s, Person{Given: "Marc", Family: "Dubrœucq"})
	for _, c := range []struct {
		p            Person
		likely, sure []ID
	}{
		{Person{Given: "Zoe", Family: "QUATREMAIRE"}, []ID{zoe.ID}, nil},
		{Person{Given: "Quatremaire", Family: "zoe", Organisations: []Affiliation{{Name: "sauge"}}}, []ID{zoe.ID}, []ID{zoe.ID}},
		{Person{Given: "Zoé", Family: "Quatremaire", Organisations: []Affiliation{{Name: "Thym"}}}, nil, nil},
		{Person{Given: "marc", Family: "dubroeucq", Organisations: []Affiliation{{Name: "Thym"}}}, []ID{alone.ID}, nil},
		{Person{Given: "Marc"}, nil, nil},
	} {
		for _, q := range []struct {
			ask  func(Person) ([]Match, error)
			want []ID
		}{{s.LikelyDuplicates, c.likely}, {s.Duplicates, c.sure}} {
			found, err := q.ask(c.p)
			must(t, err)
			var got []ID
			for _, m := range found {
				got = append(got, m.ID)
				if m.Why != "name" || m.Name == "" {
					t.Errorf("match %+v", m)
				}
			}
			if !slices.Equal(got, q.want) {
				t.Errorf("%+v: %v, want %v", c.p, got, q.want)
			}
		}
	}
}
