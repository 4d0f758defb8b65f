package privacy

import (
	"errors"
	"slices"

	"calepin/store"
)

// papers are the records of a person of which the law may ask to keep some.
type papers struct {
	documents []store.Document
	consents  []store.Consent
	given     []store.NoticeGiven
}

func papersOf(s *store.Store, contact store.ID) (p papers, err error) {
	err = s.Dump(func(d *store.Dump) error { p, err = papersIn(d, contact); return err })
	return p, err
}

func papersIn(d *store.Dump, contact store.ID) (p papers, err error) {
	return p, errors.Join(
		d.Documents(contact, func(x store.Document) error { p.documents = append(p.documents, x); return nil }),
		d.Consents(contact, func(x store.Consent) error { p.consents = append(p.consents, x); return nil }),
		d.NoticesGiven(contact, func(x store.NoticeGiven) error { p.given = append(p.given, x); return nil }))
}

// staying picks what the law asks to keep of a person who goes on the day today:
// documents with a duty of their own, and the proofs that the person agreed, or
// was told. Of a document it keeps the reference, and not the note, which may
// say anything.
func (p Policies) staying(who store.Person, of papers, today store.Date) (stays []store.Archived) {
	clocks := who.Clocks(of.documents)
	for _, d := range of.documents {
		if k, kept := p.DocumentKeeping(d, clocks, today); kept {
			d.Note, d.Contact = "", store.ID{}
			stays = append(stays, store.Archived{ID: d.ID, Document: d, Rule: k.Rule, Until: k.Until})
		}
	}
	for _, e := range of.consents {
		if k := p.proofKeeping(e, today); k.Until >= today {
			stays = append(stays, store.Archived{ID: e.ID, Consent: &e, Rule: k.Rule, Until: k.Until})
		}
	}
	proof := p.of(ProofPolicy)
	for _, g := range of.given {
		stays = append(stays, store.Archived{ID: g.ID, Given: &g, Rule: proof.Source, Until: today.AddMonths(proof.Months, 0)})
	}
	return stays
}

// proofKeeping is how long the proof of an answer is kept once the person's file
// ends, and with it the use of the answer: five years (C. civ. 2224); that of a
// consent to be called, three years from the consent (C. conso R223).
func (p Policies) proofKeeping(e store.Consent, ended store.Date) Keeping {
	policy, from := p.of(ProofPolicy), ended
	if e.Answer == store.Yes && e.Channel == store.ByPhone {
		policy, from = p.of(PhoneConsentPolicy), store.DateOf(e.At)
	}
	return Keeping{policy.Source, from.AddMonths(policy.Months, 0)}
}

// documentsOf counts the documents among what stays.
func documentsOf(stays []store.Archived) (n int) {
	for i := range stays {
		if stays[i].Kind() == store.KindDocument {
			n++
		}
	}
	return n
}

// filesOf counts the files that stay with what stays, an invoice being its file
// more than its reference.
func filesOf(stays []store.Archived, attachments []store.Attachment) (n int) {
	for _, a := range attachments {
		if slices.ContainsFunc(stays, func(s store.Archived) bool { return s.Keeps(a) }) {
			n++
		}
	}
	return n
}
