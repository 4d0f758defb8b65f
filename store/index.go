package store

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"sort"
	"strings"

	"calepin/store/collation"
	"calepin/store/vault"
)

// entry is one key of an index.
type entry struct {
	bucket     string
	key, value []byte
}

func compareEntries(a, b entry) int {
	return cmp.Or(strings.Compare(a.bucket, b.bucket), bytes.Compare(a.key, b.key))
}

// mark is the value of an index key that says all: the vault refuses none.
var mark = []byte{'.'}

// The values of by_organisation for people: their first organisation, another.
var (
	markMain  = []byte{'m'}
	markOther = []byte{'s'}
)

// indexer computes index entries. It serves one goroutine.
type indexer struct {
	names map[ID]string // organisations' names, as they will be
	look  func(ID) string
	// lastName is that of the organisation asked for last.
	last     ID
	lastName string
	// collated are the keys of organisations' names: many people share one.
	collated   map[string][]byte
	key, value []byte // of the entry at hand
	// shared are the duplicateKeys of the last person, which end at ends.
	shared []byte
	ends   []int
	keys   byBytes
	split  NameWords
	words  []byte // of a name
}

// maxCollated bounds how many names an indexer keeps the keys of.
const maxCollated = 1 << 15

func newIndexer(look func(ID) string) *indexer {
	return &indexer{names: map[ID]string{}, look: look, collated: map[string][]byte{}}
}

// lookIn returns a look-up of organisations' names in tx.
func lookIn(tx *vault.Tx) func(ID) string {
	return func(id ID) string {
		o, err := decodeAs[Organisation](tx.Get(string(KindOrganisation), id[:]))
		if err != nil {
			return ""
		}
		return o.Name
	}
}

// orgName returns an organisation's name. A person's entries ask for it again
// and again.
func (ix *indexer) orgName(id ID) string {
	if id == ix.last {
		return ix.lastName
	}
	name, known := ix.names[id]
	if !known {
		name = ix.look(id)
		ix.names[id] = name
	}
	ix.last, ix.lastName = id, name
	return name
}

// call makes name the name of an organisation.
func (ix *indexer) call(id ID, name string) {
	ix.names[id] = name
	ix.last, ix.lastName = ID{}, ""
}

// orgKey is the beginning of the keys of an organisation in by_organisation.
func (ix *indexer) orgKey(name string, ids ...ID) []byte { return ix.appendOrgKey(nil, name, ids...) }

func (ix *indexer) appendOrgKey(dst []byte, name string, ids ...ID) []byte {
	collated, known := ix.collated[name]
	if !known {
		collated = collation.Key(name)
		if len(ix.collated) < maxCollated {
			ix.collated[name] = collated
		}
	}
	dst = append(dst, collated...)
	for i := range ids {
		dst = append(dst, ids[i][:]...)
	}
	return dst
}

// entries hands out keys and values that are good until add returns.
func (p *Person) entries(ix *indexer, add func(string, []byte, []byte)) {
	if !p.Restricted { // else only who asks for that very person finds them
		p.listed(ix, add)
	}
	for _, k := range ix.duplicateKeys(p) {
		ix.key = append(append(ix.key[:0], k...), p.ID[:]...)
		add(bucketByDuplicate, ix.key, mark)
	}
	ix.key, ix.value = append(append(ix.key[:0], p.ID[:]...), clockPerson), p.appendClock(ix.value[:0])
	add(bucketByRetention, ix.key, ix.value)
	for _, v := range p.Fields {
		ix.key = append(append(append(ix.key[:0], p.ID[:]...), clockValue), v.Field[:]...)
		ix.value = appendDays(ix.value[:0], DayOf(v.Set))
		add(bucketByRetention, ix.key, ix.value)
	}
}

// listed are the entries that lists are made of.
func (p *Person) listed(ix *indexer, add func(string, []byte, []byte)) {
	ix.key, ix.value = ix.appendNameKey(ix.key[:0], p), ix.appendRowValue(ix.value[:0], p)
	add(bucketByName, ix.key, ix.value)
	for i, a := range p.Organisations {
		m := markMain
		if i > 0 {
			m = markOther
		}
		ix.key = ix.appendOrgKey(ix.key[:0], ix.orgName(a.Organisation), a.Organisation, p.ID)
		add(bucketByOrg, ix.key, m)
	}
	if !p.LastContact.IsZero() {
		ix.key = binary.BigEndian.AppendUint64(ix.key[:0], uint64(p.LastContact.Unix()))
		ix.key = append(ix.key, p.ID[:]...)
		add(bucketByContact, ix.key, mark)
	}
}

func (o *Organisation) entries(ix *indexer, add func(string, []byte, []byte)) {
	add(bucketByOrg, ix.orgKey(o.Name, o.ID, ID{}), orgText(o))
	add(bucketByDuplicate, append(duplicateKey('o', Fold(o.Name)), o.ID[:]...), mark)
}

func (i *Interaction) entries(_ *indexer, add func(string, []byte, []byte)) {
	if i.FollowUp != "" {
		add(bucketByDue, slices.Concat([]byte(i.FollowUp), []byte{'f'}, i.Contact[:], i.ID[:]), mark)
	}
	if k := i.supportKey(); k != nil {
		add(bucketBySupport, k, mark)
	}
}

func (t *Task) entries(_ *indexer, add func(string, []byte, []byte)) {
	if t.Due != "" && t.DoneAt.IsZero() {
		add(bucketByDue, slices.Concat([]byte(t.Due), []byte{'t'}, t.ID[:]), mark)
	}
}

func (*Attachment) entries(*indexer, func(string, []byte, []byte))  {}
func (*Batch) entries(*indexer, func(string, []byte, []byte))       {}
func (*Erasure) entries(*indexer, func(string, []byte, []byte))     {}
func (*Activity) entries(*indexer, func(string, []byte, []byte))    {}
func (*Wording) entries(*indexer, func(string, []byte, []byte))     {}
func (*Notice) entries(*indexer, func(string, []byte, []byte))      {}
func (*NoticeGiven) entries(*indexer, func(string, []byte, []byte)) {}
func (*Suppression) entries(*indexer, func(string, []byte, []byte)) {}
func (*Field) entries(*indexer, func(string, []byte, []byte))       {}
func (*Policy) entries(*indexer, func(string, []byte, []byte))      {}
func (*Rule) entries(*indexer, func(string, []byte, []byte))        {}
func (*LetterText) entries(*indexer, func(string, []byte, []byte))  {}
func (*Tally) entries(*indexer, func(string, []byte, []byte))       {}

func duplicateKey(kind byte, value string) []byte {
	k := make([]byte, 0, len(value)+2+16)
	return append(append(append(k, kind), value...), 0)
}

// nameKeyIn is the key of a name, by its words, together with an organisation.
func nameKeyIn(words, organisation string) []byte {
	return duplicateKey('n', words+"\x1f"+Fold(organisation))
}

// duplicateKeys are what two records of one person are likely to share: an
// e-mail, a telephone number, or the words of the name together with an
// organisation (or the lack of one). They are good until the next call.
func (ix *indexer) duplicateKeys(p *Person) [][]byte {
	b, ends := ix.shared[:0], ix.ends[:0]
	for _, e := range p.Emails {
		b = append(AppendFold(append(b, 'e'), e.Address), 0)
		ends = append(ends, len(b))
	}
	for _, n := range p.Phones {
		if strings.HasPrefix(n.Number, "+") {
			b = append(append(append(b, 'p'), n.Number...), 0)
			ends = append(ends, len(b))
		}
	}
	ix.words = ix.split.Append(ix.words[:0], p)
	if len(ix.words) > 0 && len(p.Organisations) == 0 {
		b = append(append(append(b, 'n'), ix.words...), sep, 0)
		ends = append(ends, len(b))
	}
	for _, a := range p.Organisations {
		b = append(append(append(b, 'n'), ix.words...), sep)
		b = append(AppendFold(b, ix.orgName(a.Organisation)), 0)
		ends = append(ends, len(b))
	}
	keys, from := ix.keys[:0], 0
	for _, end := range ends {
		keys, from = append(keys, b[from:end:end]), end
	}
	ix.shared, ix.ends, ix.keys = b, ends, keys
	if len(keys) > 1 {
		sort.Sort(&ix.keys)
		keys = slices.CompactFunc(keys, bytes.Equal)
	}
	return keys
}

// nameWords are the folded words of the name, sorted, so that it matters not
// which part was filed as the family name; of the nickname where there is none.
func nameWords(p *Person) string { return string(new(NameWords).Append(nil, p)) }

// NameWords appends what nameWords returns. It keeps its room between calls and
// serves one goroutine.
type NameWords struct {
	name  []byte
	words byBytes
}

// Append appends the words of p's name to dst, with a space between.
func (n *NameWords) Append(dst []byte, p *Person) []byte {
	n.name = AppendFold(append(AppendFold(n.name[:0], p.Given), ' '), p.Family)
	if p.Given == "" && p.Family == "" {
		n.name = AppendFold(n.name[:0], p.Nickname)
	}
	n.words = n.words[:0]
	for w := range bytes.FieldsFuncSeq(n.name, betweenWords) {
		n.words = append(n.words, w)
	}
	sort.Sort(&n.words)
	for i, w := range n.words {
		if i > 0 {
			dst = append(dst, ' ')
		}
		dst = append(dst, w...)
	}
	return dst
}
