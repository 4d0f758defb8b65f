package store

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"calepin/store/vault"
)

// keySuppression is where meta holds the key of the hashes. It goes with
// snapshots and backups, sealed as they are, and into no export: without it the
// hashes tell nothing.
const keySuppression = "suppression_key"

// suppressedYears is for how long an entry is kept at least (CNIL).
const suppressedYears = 3

// Suppression is an e-mail or a telephone number that is not to be prospected: a
// keyed hash and nothing that tells whose it is (GDPR art. 21(3); CNIL).
type Suppression struct {
	Hash hexBytes `json:"hash"` // HMAC-SHA-256 of the kind and the normalised value
	// Activity is the purpose that was objected to, zero for all marketing;
	// Channel the only channel, empty for every one.
	Activity ID      `json:"activity,omitzero"`
	Channel  Channel `json:"channel,omitempty"`
	// Source is what it comes from: an objection, or an erasure after one.
	Source SuppressionSource `json:"source"`
	At     time.Time         `json:"at"`
}

// SuppressionSource is what an entry comes from.
type SuppressionSource string

// The sources.
const (
	FromObjection SuppressionSource = "objection"
	FromErasure   SuppressionSource = "erasure"
)

// KeptUntil is the last day on which the entry has to be kept at the least.
func (s *Suppression) KeptUntil() Date {
	day := DateOf(s.At)
	return day.AddMonths(12*suppressedYears, day.Time().Day())
}

// Covers tells whether the entry speaks against an activity by a channel.
func (s *Suppression) Covers(a *Activity, ch Channel) bool {
	return a.Marketing && (s.Activity == ID{} || s.Activity == a.ID) && (s.Channel == "" || s.Channel == ch)
}

// suppressionHash returns the keyed hash of an e-mail or a telephone number.
func suppressionHash(secret []byte, kind byte, value string) []byte {
	h := hmac.New(sha256.New, secret)
	h.Write([]byte{kind})
	h.Write([]byte(value))
	return h.Sum(nil)
}

// reached are a person's e-mails and numbers as they are hashed: of a kind, and
// normalised.
func reached(p *Person) (kinds []byte, values []string) {
	for _, e := range p.Emails {
		kinds, values = append(kinds, 'e'), append(values, Fold(strings.TrimSpace(e.Address)))
	}
	for _, n := range p.Phones {
		kinds, values = append(kinds, 'p'), append(values, n.Number)
	}
	return kinds, values
}

// serves tells whether what is reached by a kind of address is reached by ch.
func serves(kind byte, ch Channel) bool {
	switch ch {
	case ByEmail:
		return kind == 'e'
	case ByPhone, BySMS:
		return kind == 'p'
	}
	return ch == ""
}

// suppress puts a person's addresses on the list, as far as they serve like's
// channel. What is on it stays, with its first date.
func (c *change) suppress(p *Person, like Suppression) error {
	secret := bytes.Clone(c.tx.Get(bucketMeta, []byte(keySuppression)))
	if secret == nil {
		secret = make([]byte, 32)
		_, _ = rand.Read(secret) // never fails (crypto/rand)
		if err := c.tx.Put(bucketMeta, []byte(keySuppression), secret); err != nil {
			return err
		}
	}
	kinds, values := reached(p)
	for i, kind := range kinds {
		if !serves(kind, like.Channel) {
			continue
		}
		entry := like
		entry.Hash = suppressionHash(secret, kind, values[i])
		where, k := entry.place()
		if v := c.tx.Get(string(where), k); v != nil {
			was, err := decodeAs[Suppression](v)
			if err != nil {
				return err
			}
			if !was.At.Before(like.At) {
				continue // a later objection counts anew
			}
		}
		if err := c.put(&entry); err != nil {
			return err
		}
	}
	return nil
}

// suppressObjected fills the list at an objection to marketing (GDPR art.
// 21(2)–(3)).
func (c *change) suppressObjected(e *Consent) error {
	if e.Answer != Objected {
		return nil
	}
	if e.Activity != (ID{}) {
		a, err := get[Activity](c.tx, KindActivity, key(e.Activity), e.Activity)
		if err != nil || !a.Marketing {
			return err
		}
	}
	p, err := getPerson(c.tx, e.Contact)
	if err != nil {
		return err
	}
	return c.suppress(&p, Suppression{Activity: e.Activity, Channel: e.Channel, Source: FromObjection, At: e.At})
}

// suppressed puts on the list whom an order tells, before nothing else is left
// of their objection.
func (e *eraser) suppressed() error {
	for _, p := range e.people {
		if p.order.Suppress == nil {
			continue
		}
		if err := e.suppress(p.order.Suppress, Suppression{Source: FromErasure, At: e.now}); err != nil {
			return err
		}
	}
	return nil
}

// SuppressReach puts the e-mails and numbers of somebody who need not be on file
// on the suppression list: they objected to marketing (GDPR art. 21(2)–(3)). What
// is neither an e-mail nor a number is refused with a *FieldError.
func (s *Store) SuppressReach(p Person) error {
	return s.writeFreely(func(c *change) error {
		var x cleaner
		for _, n := range p.Phones {
			if valid, _ := CheckPhone(n.Number, c.set.Country); !valid {
				x.fail("phones", Format)
			}
		}
		p.Emails, p.Phones = x.emails(p.Emails), x.phones(p.Phones, c.set.Country)
		if x.err != nil {
			return x.err
		}
		return c.suppress(&p, Suppression{Source: FromObjection, At: c.now})
	})
}

// Suppressions returns the list, oldest first.
func (s *Store) Suppressions() (all []Suppression, err error) {
	err = s.v.View(func(tx *vault.Tx) error {
		all, err = listTied[Suppression](tx, KindSuppression, ID{})
		return err
	})
	SortRecords(all, func(a, b Suppression) int { return a.At.Compare(b.At) })
	return all, err
}

// Suppressed returns the entries that a person's e-mails and numbers are on the
// list by, oldest first. The person need not be on file.
func (s *Store) Suppressed(p Person) (found []Suppression, err error) {
	country := s.Settings().Country
	for i := range p.Phones {
		p.Phones[i].Number = NormalizePhone(p.Phones[i].Number, country)
	}
	err = s.v.View(func(tx *vault.Tx) error { found, err = suppressedIn(tx, &p); return err })
	return found, err
}

// Suppressed is Store.Suppressed within a reading.
func (d *Dump) Suppressed(p *Person) ([]Suppression, error) { return suppressedIn(d.tx, p) }

func suppressedIn(tx *vault.Tx, p *Person) (found []Suppression, err error) {
	secret := tx.Get(bucketMeta, []byte(keySuppression))
	if secret == nil {
		return nil, nil
	}
	kinds, values := reached(p)
	for i, kind := range kinds {
		for _, v := range tx.Prefix(string(KindSuppression), suppressionHash(secret, kind, values[i])) {
			r, err := decodeAs[Suppression](v)
			if err != nil {
				return nil, err
			}
			found = append(found, r)
		}
	}
	SortRecords(found, func(a, b Suppression) int { return a.At.Compare(b.At) })
	return found, nil
}

func (s *Suppression) place() (RecordKind, []byte) {
	return KindSuppression, slices.Concat(s.Hash, s.Activity[:], []byte(s.Channel))
}

// Short is the beginning of the hash, which tells entries apart.
func (s *Suppression) Short() string { return hex.EncodeToString(s.Hash[:4]) }

// KeepSuppressed adds to an older copy of a vault, which is to be restored, who
// came on the suppression list since: an objection outlives the restore of what
// was before it (GDPR art. 21(3)).
func KeepSuppressed(from, to *vault.Vault) error {
	return from.View(func(now *vault.Tx) error {
		secret := now.Get(bucketMeta, []byte(keySuppression))
		if secret == nil {
			return nil
		}
		return to.Update(func(tx *vault.Tx) error {
			// Both have one key, unless the copy is of before there was any.
			if err := tx.Put(bucketMeta, []byte(keySuppression), bytes.Clone(secret)); err != nil {
				return err
			}
			for k, v := range now.From(string(KindSuppression), nil) {
				if err := tx.Put(string(KindSuppression), bytes.Clone(k), bytes.Clone(v)); err != nil {
					return err
				}
			}
			return nil
		})
	})
}
