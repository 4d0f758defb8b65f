package store

import "bytes"

// mask goes through what is on file about others.
func (e *eraser) mask() error {
	var doubtful []Mention
	for _, kind := range []RecordKind{KindPerson, KindInteraction, KindDocument, KindAttachment, KindTask,
		KindBatch, KindDisclosure, KindOrganisation, KindArchived, KindConsent, KindGiven, KindRetained, KindRequest, KindTelling, KindReading, KindRestriction, KindHold,
		KindErasure, KindActivity, KindField, KindPolicy, KindRule, KindLetter, KindProcessor, KindBreach, KindReview} {
		changed, err := e.maskKind(kind, &doubtful)
		if err != nil {
			return err
		}
		for _, r := range changed {
			if err := e.put(r); err != nil {
				return err
			}
			// What undo holds of it is older than the mask: putting it back
			// would undo a part of the erasure.
		}
	}
	if len(doubtful) > 0 && !e.order.LeaveAmbiguous {
		return &AmbiguousMentionsError{Mentions: doubtful}
	}
	if err := e.shown(); err != nil {
		return err
	}
	return e.contents()
}

// maskKind masks the records of a kind and returns those that it changed.
func (e *eraser) maskKind(kind RecordKind, doubtful *[]Mention) (changed []record, err error) {
	for k, v := range e.tx.Prefix(string(kind), nil) {
		concerned := e.gathering.concerned(v)
		if len(concerned) == 0 {
			continue
		}
		r, err := decode(kind, v)
		if err != nil {
			return nil, err
		}
		mention := Mention{Kind: kind, ID: ID(k[len(k)-16:]), Contact: contactOf(r)}
		any := false
		for _, i := range concerned {
			p := e.people[i]
			masked, doubt, possible := false, false, false
			mention := mention
			theirs, settled := p.order.Settled[mention.ID]
			mask := p.m.mask
			if theirs {
				mask = p.m.maskDoubtful
			}
			quote := func(text string, at span) {
				if p.order.Detail && mention.Around == "" {
					mention.Around = passage(text, at)
				}
			}
			e.eachText(r, func(text *string) {
				if m := mask(*text); m != *text {
					*text, masked = m, true
				}
				if !settled && p.m.doubtful(*text) {
					doubt = true
					quote(*text, p.m.unclear(*text)[0])
				}
				if found := p.m.possible(*text); len(found) > 0 && !settled {
					possible = true
					quote(*text, found[0])
				}
			})
			if doubt {
				*doubtful = append(*doubtful, mention)
				p.report.Left = append(p.report.Left, mention)
			} else if possible {
				p.report.Possible = append(p.report.Possible, mention)
			}
			if masked {
				p.report.Masked++
				any = true
				if p.order.Detail {
					p.report.MaskedIn = append(p.report.MaskedIn, mention)
				}
			}
		}
		if any {
			changed = append(changed, r)
		}
	}
	return changed, nil
}

// shown points at the notices and the wordings that name a person. Others were
// told, or answered to, these very words: they are the proof of it, and stay as
// they are (GDPR arts 5(2), 7(1), 17(3)(e)).
func (e *eraser) shown() error {
	for _, kind := range textsShown {
		for k, v := range e.tx.Prefix(string(kind), nil) {
			for _, i := range e.gathering.speakers(v) {
				p := e.people[i]
				p.report.Possible = append(p.report.Possible, Mention{Kind: kind, ID: ID(k)})
			}
		}
	}
	return nil
}

// textsShown are the kinds whose texts are proofs to others.
var textsShown = []RecordKind{KindNotice, KindWording}

// contents looks into the attachments of others, which cannot be masked.
func (e *eraser) contents() error {
	var last []byte
	for k, v := range e.tx.Prefix(bucketData, nil) {
		if bytes.Equal(last, k[:32]) {
			continue
		}
		for _, i := range e.gathering.speakers(v) {
			last = k[:32]
			e.people[i].report.Possible = append(e.people[i].report.Possible, Mention{Kind: KindAttachment, ID: ID(k[16:32]), Contact: ID(k[:16])})
		}
	}
	return nil
}
