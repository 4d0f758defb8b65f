package privacy

import (
	"slices"
	"time"

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

// IdleSeats are the operators proposed for removal.
func IdleSeats(s *store.Store, today store.Date) ([]Seat, error) {
	seats, err := Seats(s, today)
	return slices.DeleteFunc(seats, func(s Seat) bool { return s.Idle == 0 }), err
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
		opens = opens || len(keys) == 0 && o.ID == store.FirstOperator // in memory
		seats[i] = Seat{Operator: o, Opens: opens, Public: key.Public, LastUse: used[o.ID]}
		if o.ID == s.Operator().ID {
			seats[i].LastUse = today
		}
		since := seats[i].LastUse
		for _, at := range []time.Time{o.AddedAt, key.Since} {
			if !at.IsZero() {
				since = max(since, store.DateOf(at))
			}
		}
		if days := since.DaysTo(today); since != "" && opens && !o.Gone() && days >= idleAfter {
			seats[i].Idle = days
		}
	}
	return seats, nil
}
