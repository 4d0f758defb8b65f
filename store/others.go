package store

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"calepin/store/vault"
)

// OtherBy is what somebody else is recognised by in a text.
type OtherBy string

// The ways.
const (
	OtherName   OtherBy = "name"
	OtherFamily OtherBy = "family_name" // alone: it may be anyone's
	OtherEmail  OtherBy = "email"
	OtherPhone  OtherBy = "phone"
)

// Other is a place in texts about one person where somebody else is named.
type Other struct {
	Text     int // which of the texts
	From, To int // bytes of it
	By       OtherBy
	Contacts []ID // who it may be, on file; none for somebody who is not
}

// OthersIn finds where texts about a contact name other people (GDPR art.
// 15(4)): other contacts, by name, e-mail or telephone number; and people who
// are not on file, by an e-mail, a number, or a name behind a title ("Mme
// Durand"). It leaves out what is the contact's own, the business's, or their
// organisation's. Places come in the order of the texts, none within another.
//
// It reads every contact once: some ten microseconds each.
func (s *Store) OthersIn(contact ID, texts []string) (found []Other, err error) {
	set := s.Settings()
	err = s.v.View(func(tx *vault.Tx) error {
		own, err := getPerson(tx, contact)
		if err != nil {
			return err
		}
		l := newLookout(texts, set)
		l.passOver(&own)
		for _, a := range own.Organisations {
			if o, err := get[Organisation](tx, KindOrganisation, key(a.Organisation), a.Organisation); err == nil {
				l.passOver(&Person{Emails: o.Emails, Phones: o.Phones})
			}
		}
		if len(l.words) == 0 {
			return nil
		}
		err = each(tx, KindPerson, ID{}, func(p Person) error {
			if p.ID != contact {
				l.look(&p)
			}
			return nil
		})
		l.strangers()
		found = l.settled()
		return err
	})
	return found, err
}

// lookout looks for people in texts.
type lookout struct {
	texts   []string
	folded  []folded        // names are looked for in it
	kept    []folded        // e-mails, likewise
	mailed  map[string]bool // all e-mails, folded
	words   map[string]bool // all of them, folded
	dialled string          // all runs of digits, parted
	country string
	own     [][]span // of each text: what is the person's, or the business's
	found   []Other
}

func newLookout(texts []string, set Settings) *lookout {
	l := &lookout{texts: texts, words: map[string]bool{}, mailed: map[string]bool{}, country: set.Country, own: make([][]span, len(texts))}
	var digits strings.Builder
	for _, t := range texts {
		f := foldForMasking(t)
		l.folded, l.kept = append(l.folded, f), append(l.kept, foldKeeping(t))
		for w := range strings.FieldsFuncSeq(f.text, func(r rune) bool { return !wordRune(r) }) {
			l.words[w] = true
		}
		for _, e := range addressed().FindAllString(t, -1) {
			l.mailed[Fold(e)] = true
		}
		for _, n := range numbersIn(t) {
			digits.WriteString(onlyDigits(t[n.from:n.to]) + "|")
		}
	}
	l.dialled = digits.String()
	business := Person{Nickname: set.Business.Name}
	if set.Business.Email != "" {
		business.Emails = []Email{{Address: set.Business.Email}}
	}
	if set.Business.Phone != "" {
		business.Phones = []Phone{{Number: NormalizePhone(set.Business.Phone, set.Country)}}
	}
	l.passOver(&business)
	return l
}

// passOver takes what is somebody's for nobody else's.
func (l *lookout) passOver(p *Person) {
	id := identityOf(*p)
	m := newMasker(id, nil)
	for i, t := range l.texts {
		l.own[i] = append(l.own[i], m.certain(t)...)
		for _, single := range append(m.unsure, m.family) {
			l.own[i] = append(l.own[i], l.folded[i].find(single)...)
		}
	}
}

// look looks for a contact.
func (l *lookout) look(p *Person) {
	id := identityOf(*p)
	add := func(by OtherBy, text int, spans []span) {
		for _, sp := range spans {
			l.found = append(l.found, Other{text, sp.from, sp.to, by, []ID{p.ID}})
		}
	}
	for _, name := range id.Names {
		if folded := strings.Join(foldWords(name), " "); l.holds(folded) {
			for i, f := range l.folded {
				add(OtherName, i, f.find(folded))
			}
		}
	}
	for _, single := range append(id.Singles, id.Family) {
		folded := strings.Join(foldWords(single), " ")
		if folded == "" || !l.holds(folded) {
			continue
		}
		for i, f := range l.folded {
			add(OtherFamily, i, slices.DeleteFunc(f.find(folded), func(sp span) bool { return !asName(l.texts[i], sp) }))
		}
	}
	for _, e := range id.Emails {
		if folded := Fold(e); l.mailed[folded] {
			for i, f := range l.kept {
				add(OtherEmail, i, f.find(folded))
			}
		}
	}
	l.lookForPhones(id.Phones, add)
}

// lookForPhones looks for numbers as people write them.
func (l *lookout) lookForPhones(numbers []string, add func(OtherBy, int, []span)) {
	for _, n := range numbers {
		if l.dialled == "" || !strings.Contains(l.dialled, lastDigits(n)) {
			continue
		}
		m := newMasker(Identity{Phones: []string{n}}, nil)
		for i, t := range l.texts {
			add(OtherPhone, i, m.certain(t))
		}
	}
}

// lastDigits are those of a number that every way to write it ends in.
func lastDigits(number string) string {
	digits := onlyDigits(strings.Split(number, extension)[0])
	return digits[max(0, len(digits)-6):]
}

// holds tells whether the texts hold every word of a folded name.
func (l *lookout) holds(name string) bool {
	for w := range strings.FieldsFuncSeq(name, func(r rune) bool { return !wordRune(r) }) {
		if !l.words[w] {
			return false
		}
	}
	return true
}

// asName tells whether a word stands in a text as a name does: with a capital
// that is not only the beginning of a sentence, or behind a title.
func asName(text string, sp span) bool {
	if first, _ := utf8.DecodeRuneInString(text[sp.from:]); !unicode.IsUpper(first) {
		return false
	}
	before := strings.TrimRight(text[:sp.from], " \u00a0\u202f\t")
	last, _ := utf8.DecodeLastRuneInString(before)
	return endsInTitle(before) || before != "" && !strings.ContainsRune(".!?:…\n-•*«\"", last)
}

// settled returns what was found without what is the person's own or within
// something longer, and with everybody that a place may speak of.
func (l *lookout) settled() (out []Other) {
	SortRecords(l.found, func(a, b Other) int {
		return cmp.Or(a.Text-b.Text, a.From-b.From, b.To-a.To, len(b.Contacts)-len(a.Contacts))
	})
	for _, o := range l.found {
		if slices.ContainsFunc(l.own[o.Text], func(own span) bool { return own.from <= o.From && o.To <= own.to }) {
			continue
		}
		last := len(out) - 1
		switch {
		case last >= 0 && out[last].Text == o.Text && out[last].From == o.From && out[last].To == o.To:
			if len(o.Contacts) > 0 && !slices.Contains(out[last].Contacts, o.Contacts[0]) {
				out[last].Contacts = append(out[last].Contacts, o.Contacts...)
			}
		case last >= 0 && out[last].Text == o.Text && o.From < out[last].To:
			// within a longer one; the name inside "Mme Durand" tells who it may be
			if len(out[last].Contacts) == 0 {
				out[last].Contacts = o.Contacts
			}
		default:
			out = append(out, o)
		}
	}
	return out
}

// MaskOthers blacks out places of a text: see OthersIn.
func MaskOthers(text string, places []Other) string {
	var b strings.Builder
	end := 0
	for _, o := range places {
		if o.From >= end {
			b.WriteString(text[end:o.From] + masked)
		}
		end = max(end, o.To)
	}
	return b.String() + text[end:]
}
