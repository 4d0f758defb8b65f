package privacy

import (
	"errors"
	"testing"

	"calepin/store"
)

// TestArt20Bases: portability needs consent or contract; under consent alone,
// the details that its channels need; never what was collected elsewhere.
func TestArt20Bases(t *testing.T) {
	contract := Purpose{Activity: store.Activity{ID: store.ID{1}, Basis: store.ContractBasis}, Valid: true}
	news := Purpose{Activity: store.Activity{ID: store.ID{2}, Basis: store.ConsentBasis}, Valid: true,
		Channels: []ChannelAnswer{{store.ByEmail, Answer{Consent: store.Consent{Answer: store.Yes}}}}}
	interest := Purpose{Activity: store.Activity{ID: store.ID{3}, Basis: store.LegitimateInterest}, Valid: true}
	withdrawn := news
	withdrawn.Valid = false
	for name, c := range map[string]struct {
		purposes                 []Purpose
		origin                   store.Origin
		refused                  bool
		emails, phones, messages int
	}{
		"none":                     {nil, store.FromPerson, true, 0, 0, 0},
		"legitimate interest":      {[]Purpose{interest}, store.FromPerson, true, 0, 0, 0},
		"a consent withdrawn":      {[]Purpose{withdrawn}, store.FromPerson, true, 0, 0, 0},
		"contract":                 {[]Purpose{contract, interest}, store.FromPerson, false, 1, 1, 1},
		"contract, origin unknown": {[]Purpose{contract}, "", false, 1, 1, 1},
		"contract, from elsewhere": {[]Purpose{contract}, store.FromElsewhere, false, 0, 0, 1},
		"consent by e-mail":        {[]Purpose{news}, store.FromPerson, false, 1, 0, 0},
	} {
		a := Access{Purposes: c.purposes, Person: store.Person{Given: "Zoé", Origin: c.origin,
			Emails: []store.Email{{Address: "zoe@exemple.example"}}, Phones: []store.Phone{{Number: "+33639980001"}}},
			Interactions: []store.Interaction{{Kind: store.Mail, Direction: store.In}, {Kind: store.Note}}}
		p, err := PortableOf(a)
		var refusal *NotPortableError
		if errors.As(err, &refusal) != c.refused {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if len(p.Person.Emails) != c.emails || len(p.Person.Phones) != c.phones || len(p.Messages) != c.messages {
			t.Errorf("%s: %d e-mails, %d numbers, %d messages", name, len(p.Person.Emails), len(p.Person.Phones), len(p.Messages))
		}
	}
}
