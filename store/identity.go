package store

import (
	"slices"
	"strings"

	"calepin/store/vault"
)

// Identity is what a person can be recognised by in a text. It is personal
// data: keep it no longer than the erasure that it serves.
type Identity struct {
	Names    []string // whole names, in both orders
	Singles  []string // single words that are all the name there is
	Family   string   // alone it says little: mentions of it are only pointed at
	Emails   []string
	Phones   []string // E.164, or as given
	Contacts []ID     // the person's own ids
	Shared   []string // of the names, those that a namesake on file bears
	Longer   []string // folded: others' names that hold one of these, as Anne Le Goff-Martin holds Anne Le Goff
}

// identityOf returns what a person is recognised by. Of the organisation, the
// name stands for the person only where there is no other.
func identityOf(p Person) Identity {
	id := Identity{Contacts: []ID{p.ID}}
	given, family := strings.TrimSpace(p.Given), strings.TrimSpace(p.Family)
	add := func(parts ...string) {
		name := strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " ")
		words := foldWords(name)
		list := &id.Names
		if len(words) < 2 {
			list = &id.Singles
		}
		if len(words) > 0 && !slices.Contains(*list, name) {
			*list = append(*list, name)
		}
	}
	if given != "" && family != "" {
		add(given, family)
		add(family, given)
		if p.Middle != "" {
			add(given, p.Middle, family)
			add(family, given, p.Middle)
		}
		id.Family = family
	} else {
		add(given, p.Middle, family)
	}
	if p.Nickname != "" && (len(foldWords(p.Nickname)) > 1 || given+family == "") {
		add(p.Nickname)
	}
	for _, e := range p.Emails {
		id.Emails = append(id.Emails, e.Address)
	}
	for _, n := range p.Phones {
		if len(onlyDigits(n.Number)) > 6 {
			id.Phones = append(id.Phones, n.Number)
		}
	}
	return id
}

// Union returns an identity that recognises what either does.
func (id Identity) Union(o Identity) Identity {
	join := func(a, b []string) []string {
		out := slices.Concat(a, b)
		slices.Sort(out)
		return slices.Compact(out)
	}
	id.Names, id.Singles = join(id.Names, o.Names), join(id.Singles, o.Singles)
	id.Emails, id.Phones = join(id.Emails, o.Emails), join(id.Phones, o.Phones)
	id.Longer = join(id.Longer, o.Longer)
	if id.Family == "" {
		id.Family = o.Family
	}
	for _, c := range o.Contacts {
		if !slices.Contains(id.Contacts, c) {
			id.Contacts = append(id.Contacts, c)
		}
	}
	return id
}

// Common returns the identity without the e-mails, numbers and names that o does
// not have, or has as others' too.
func (id Identity) Common(o Identity) Identity {
	both := func(a, b []string) []string {
		return slices.DeleteFunc(slices.Clone(a), func(s string) bool { return !slices.Contains(b, s) })
	}
	id.Names, id.Emails, id.Phones = both(id.Names, o.Names), both(id.Emails, o.Emails), both(id.Phones, o.Phones)
	id.Shared, id.Longer = slices.Concat(id.Shared, o.Shared), slices.Concat(id.Longer, o.Longer)
	return id
}

// narrow drops what is others' own data too: an e-mail or a telephone number
// that another contact, or an organisation with people, is filed under. It
// marks as shared the names that a namesake on file bears. anothers tells
// whether a contact on file is someone else.
func (id Identity) narrow(orgs *orgReach, anothers func(ID) bool) Identity {
	others := func(k []byte) bool { return slices.ContainsFunc(idsUnder(orgs.tx, k), anothers) }
	id.Emails = slices.DeleteFunc(slices.Clone(id.Emails), func(e string) bool {
		return others(duplicateKey('e', Fold(e))) || orgs.others(Fold(e), id.Contacts)
	})
	id.Phones = slices.DeleteFunc(slices.Clone(id.Phones), func(n string) bool {
		return others(duplicateKey('p', n)) || orgs.others(n, id.Contacts)
	})
	id.Shared = nil
	for _, name := range slices.Concat(id.Names, id.Singles) {
		if others(namePrefix(sortedWords(name))) {
			id.Shared = append(id.Shared, name)
		}
	}
	return id
}

// orgReach are the organisations by their folded e-mails and their telephone
// numbers, read when first asked for.
type orgReach struct {
	tx *vault.Tx
	ix *indexer
	by map[string][]Organisation
}

// others tells whether an address is that of an organisation that has other
// people than those given.
func (r *orgReach) others(address string, but []ID) bool {
	if r.by == nil {
		r.by = map[string][]Organisation{}
		for _, v := range r.tx.Prefix(string(KindOrganisation), nil) {
			o, err := decodeAs[Organisation](v)
			if err != nil {
				continue
			}
			for _, e := range o.Emails {
				r.by[Fold(e.Address)] = append(r.by[Fold(e.Address)], o)
			}
			for _, n := range o.Phones {
				r.by[n.Number] = append(r.by[n.Number], o)
			}
		}
	}
	return slices.ContainsFunc(r.by[address], func(o Organisation) bool { return orgHasOthers(r.tx, r.ix, &o, but) })
}

// orgHasOthers tells whether people other than those given are tied to o.
func orgHasOthers(tx *vault.Tx, ix *indexer, o *Organisation, but []ID) bool {
	for k := range tx.Prefix(bucketByOrg, ix.orgKey(o.Name, o.ID)) {
		if p := ID(k[len(k)-16:]); p != (ID{}) && !slices.Contains(but, p) {
			return true
		}
	}
	return false
}
