package privacy

import (
	"calepin/store"
	"calepin/store/vault"
)

// idleAfter is how many days without entering have an operator proposed for
// removal. GDPR art. 32(1), 32(4): access stays with those who need it.
const idleAfter = 90

// Seat is an operator and how they enter.
type Seat struct {
	store.Operator
	Opens   bool       `json:"opens"` // their key opens the vault
	Public  string     `json:"public,omitempty"`
	LastUse store.Date `json:"last_use,omitempty"`
	// Idle is for how many days they have not entered, where that is too long.
	Idle int `json:"idle_days,omitempty"`
}

// Seats returns the operators, those who are gone too, and whether they still
// enter. Whoever is at work is not idle.
func Seats(s *store.Store, today store.Date) ([]Seat, error) {
	all, err := s.Operators()
	if err != nil {
		return nil, err
	}
	used, err := s.LastUse()
	if err != nil {
		return nil, err
	}
	keys := map[store.ID]vault.Recipient{}
	for _, r := range s.Vault().Recipients() {
		keys[store.OperatorOf(r)] = r
	}
	seats := make([]Seat, len(all))
	for i, o := range all {
		key, opens := keys[o.ID]
		seats[i] = Seat{Operator: o, Opens: opens, Public: key.Public, LastUse: used[o.ID]}
		if o.ID == s.Operator().ID {
			seats[i].LastUse = today
		}
		since := max(seats[i].LastUse, store.DateOf(o.AddedAt))
		if opens {
			since = max(since, store.DateOf(key.Since))
		}
		if days := since.DaysTo(today); opens && !o.Gone() && days >= idleAfter {
			seats[i].Idle = days
		}
	}
	return seats, nil
}
