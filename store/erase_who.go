package store

import (
	"slices"
	"strings"
	"time"

	"calepin/store/vault"
)

// OnFile returns the ids of the contacts on file: what EraseOrder.Living asks for.
func (s *Store) OnFile() (map[ID]bool, error) {
	ids := map[ID]bool{}
	err := s.v.View(func(tx *vault.Tx) error {
		for k := range tx.Prefix(string(KindPerson), nil) {
			ids[ID(k)] = true
		}
		return nil
	})
	return ids, err
}

// recognise settles which records are the persons', and what each is recognised
// by.
func (e *eraser) recognise() error {
	past, err := formers(e.tx)
	if err != nil {
		return err
	}
	reach := &orgReach{tx: e.tx, ix: e.ix}
	for _, p := range e.people {
		e.going[p.id] = p
	}
	for _, p := range e.people {
		w := &p.who
		w.tx, w.ix, w.id, w.living, w.reach, w.past, w.going = e.tx, e.ix, p.id, p.order.Living, reach, past, e.going
		w.identity.Contacts = []ID{p.id}
		if p.order.Identity != nil {
			w.identity = w.identity.Union(*p.order.Identity)
		}
		if err := w.gather(); err != nil {
			return err
		}
		for _, id := range w.identity.Contacts {
			if e.going[id] == nil {
				e.going[id] = p
			}
		}
	}
	var maskers []*masker
	var ids [][]ID
	for _, p := range e.people {
		// Now that the persons' records are known, the others in a backup are
		// others, on file today or not.
		identity := p.who.identity.narrow(reach, func(id ID) bool { return !e.own(id) })
		if len(e.people) > 1 {
			identity.Family = ""
		}
		p.report.Found, p.report.Identity = p.who.found, identity
		p.m = newMasker(identity, identity.Shared)
		maskers, ids = append(maskers, p.m), append(ids, identity.Contacts)
	}
	e.gathering = newGathering(maskers, ids)
	return e.lengthen()
}

// lengthen tells each of the persons apart from those on file whose longer name
// holds theirs: erasing Anne Le Goff leaves Anne Le Goff-Martin alone.
func (e *eraser) lengthen() error {
	for k, v := range e.tx.From(bucketByName, nil) {
		id := ID(k[len(k)-16:])
		concerned := e.gathering.concerned(v)
		if len(concerned) == 0 || e.own(id) {
			continue
		}
		other, err := getPerson(e.tx, id)
		if err != nil {
			return err
		}
		for _, i := range concerned {
			p := e.people[i]
			longer := longerNames(&other, slices.Concat(p.m.sure, p.m.unsure))
			p.m.longer = append(p.m.longer, longer...)
			p.report.Identity.Longer = p.m.longer
		}
	}
	return nil
}

// longerNames returns the names of somebody that hold one of those given and are
// longer, folded, as they are written and as indexes hold them.
func longerNames(p *Person, names []string) (longer []string) {
	for _, name := range identityOf(*p).Names {
		folded := strings.Join(foldWords(name), " ")
		if slices.ContainsFunc(names, func(n string) bool { return n != folded && strings.Contains(" "+folded+" ", " "+n+" ") }) {
			longer = append(longer, folded, strings.Join(sortedWords(name), " "))
		}
	}
	return longer
}

// who gathers everything that is one person's: the record, its former values,
// whoever was merged into it, and the records of the same person that nobody
// keeps any more: deleted duplicates, undone imports.
type who struct {
	tx       *vault.Tx
	ix       *indexer
	id       ID
	living   map[ID]bool // nil in the vault itself
	identity Identity
	orgs     []ID      // the person's organisations
	since    time.Time // when they came on file
	found    bool

	reach *orgReach
	past  *pastPeople
	going map[ID]*leaver // everybody who is erased with them
}

// former is a value that undo keeps of a person, and all the people of its
// entry where that is a merge.
type former struct {
	Person
	merged []ID
}

// gather goes on until nothing new turns up: a merged record may have been
// made by a merge itself.
func (w *who) gather() error {
	for _, id := range w.identity.Contacts {
		if v := w.tx.Get(string(KindPerson), id[:]); v != nil {
			p, err := decodeAs[Person](v)
			if err != nil {
				return err
			}
			if id == w.id {
				w.since = p.CreatedAt
			}
			w.add(&p, true)
		}
	}
	taken := map[int]bool{}
	for {
		left := len(taken)
		known := len(w.identity.Contacts)
		narrowed := w.narrowed()
		for _, i := range w.past.near(w.identity, narrowed) {
			if !taken[i] && w.takes(w.past.all[i], narrowed) {
				taken[i] = true
			}
		}
		if w.living != nil {
			if err := w.fromIndex(narrowed); err != nil {
				return err
			}
		}
		if len(taken) == left && len(w.identity.Contacts) == known {
			return nil
		}
	}
}

// pastPeople are the values that undo keeps of people, by what they may be
// recognised by.
type pastPeople struct {
	all []former
	by  map[string][]int
}

// formers returns the values that undo keeps of people.
func formers(tx *vault.Tx) (*pastPeople, error) {
	past := &pastPeople{by: map[string][]int{}}
	for _, v := range tx.Prefix(bucketUndo, nil) {
		e, err := decodeAs[undoEntry](v)
		if err != nil {
			return nil, err
		}
		var merged []ID
		for _, it := range e.Items {
			if it.Kind == KindPerson && e.What == Merged {
				merged = append(merged, ID(it.Key))
			}
		}
		for _, it := range e.Items {
			if it.Kind != KindPerson || it.Before == nil {
				continue
			}
			was, err := decodeAs[Person](it.Before)
			if err != nil {
				return nil, err
			}
			past.add(former{was, merged})
		}
	}
	return past, nil
}

func (p *pastPeople) add(f former) {
	keys := identityOf(f.Person).duplicatePrefixes()
	keys = append(keys, f.ID[:], namePrefix(sortedWords(f.Given+" "+f.Family)))
	for _, id := range f.merged {
		keys = append(keys, id[:])
	}
	for _, k := range keys {
		if at := p.by[string(k)]; len(at) == 0 || at[len(at)-1] != len(p.all) {
			p.by[string(k)] = append(at, len(p.all))
		}
	}
	p.all = append(p.all, f)
}

// near returns the values that may be of somebody, in their order.
func (p *pastPeople) near(identity, narrowed Identity) (found []int) {
	if len(p.all) == 0 {
		return nil
	}
	for _, id := range identity.Contacts {
		found = append(found, p.by[string(id[:])]...)
	}
	for _, k := range narrowed.duplicatePrefixes() {
		found = append(found, p.by[string(k)]...)
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// takes adds a former value that is the person's, and tells whether it was.
func (w *who) takes(f former, narrowed Identity) bool {
	mine := func(id ID) bool { return slices.Contains(w.identity.Contacts, id) }
	switch {
	case mine(f.ID):
		w.add(&f.Person, true)
	case w.anothers(f.ID):
		return false
	case slices.ContainsFunc(f.merged, mine):
		w.add(&f.Person, true)
	default:
		same, close := narrowed.same(&f.Person)
		if !same {
			return false
		}
		w.add(&f.Person, close)
	}
	return true
}

// anothers tells whether a contact is on file as someone else: in the vault,
// also where this is a backup of it.
func (w *who) anothers(id ID) bool {
	if slices.Contains(w.identity.Contacts, id) {
		return false
	}
	return w.living[id] || w.living == nil && w.tx.Get(string(KindPerson), id[:]) != nil
}

// fromIndex adds the records of a backup that are the person's and that the
// vault does not hold any more as a contact.
func (w *who) fromIndex(narrowed Identity) error {
	for _, prefix := range narrowed.duplicatePrefixes() {
		for _, id := range idsUnder(w.tx, prefix) {
			if slices.Contains(w.identity.Contacts, id) || w.anothers(id) {
				continue
			}
			p, err := getPerson(w.tx, id)
			if err != nil {
				return err
			}
			if same, close := narrowed.same(&p); same {
				w.add(&p, close)
			}
		}
	}
	return nil
}

// add takes a record for the person's; close says that its names, e-mails and
// numbers are the person's too.
func (w *who) add(p *Person, close bool) {
	w.found = true
	if close {
		w.identity = w.identity.Union(identityOf(*p))
	} else if !slices.Contains(w.identity.Contacts, p.ID) {
		w.identity.Contacts = append(w.identity.Contacts, p.ID)
	}
	for _, a := range p.Organisations {
		w.orgs = append(w.orgs, a.Organisation)
	}
}

// narrowed is the identity without what is others' too, as far as is known.
func (w *who) narrowed() Identity {
	return w.identity.narrow(w.reach, func(id ID) bool { return w.anothers(id) && w.going[id] == nil })
}

// duplicatePrefixes are where by_duplicate lists who may be the same person.
func (id Identity) duplicatePrefixes() [][]byte {
	var keys [][]byte
	for _, x := range id.Emails {
		keys = append(keys, duplicateKey('e', Fold(x)))
	}
	for _, n := range id.Phones {
		keys = append(keys, duplicateKey('p', n))
	}
	for _, name := range id.Names {
		keys = append(keys, namePrefix(sortedWords(name)))
	}
	return keys
}

// same tells whether p is the record of the same person: by an e-mail, by a
// telephone number with the name or a part of it, or by the full name. close
// tells that p's other names and addresses may be taken for the person's: who
// shares an e-mail may be a spouse.
func (id Identity) same(p *Person) (same, close bool) {
	words := sortedWords(p.Given + " " + p.Family)
	email := slices.ContainsFunc(p.Emails, func(x Email) bool {
		return slices.ContainsFunc(id.Emails, func(own string) bool { return Fold(own) == Fold(x.Address) })
	})
	phone := slices.ContainsFunc(p.Phones, func(n Phone) bool { return slices.Contains(id.Phones, n.Number) })
	var named, part, given bool
	for _, name := range slices.Concat(id.Names, id.Singles) {
		own := sortedWords(name)
		named = named || len(own) > 1 && slices.Equal(own, words)
		part = part || len(words) > 0 && (within(words, own) || within(own, words))
		given = given || within(sortedWords(p.Given), own)
	}
	reached := email || phone && part
	return reached || named, reached && (given || len(words) == 0)
}

func within(words, of []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(of, w) })
}

func sortedWords(s string) []string {
	words := foldWords(s)
	slices.Sort(words)
	return words
}

// namePrefix is where by_duplicate lists a name, whatever the organisation.
func namePrefix(words []string) []byte {
	return append([]byte{'n'}, strings.Join(words, " ")+"\x1f"...)
}
