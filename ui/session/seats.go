package session

import (
	"context"
	"errors"
	"slices"
	"strings"

	"calepin/store"
	"calepin/store/vault"
)

// Seat is a key on this computer that opens a vault for somebody.
type Seat struct {
	// Name is who it is, empty where this computer does not know: names are kept
	// in the keyring alone.
	Name string
	// Mark tells the keys apart, by a hash of the login; empty for the key of who
	// gave none, who made the vault as a rule.
	Mark string
}

// pick is whose key is looked for, where that is known by its mark and not by a
// login.
type pick struct {
	is, asked  bool
	mark, name string
}

// Seats are the keys to the vault that are on this computer, the last used first,
// then those that lie beside the vault and never opened it here.
func (at At) Seats(ctx context.Context, id [16]byte) []Seat {
	marks := at.marks(id)
	for _, mark := range at.beside() {
		if !slices.Contains(marks, mark) {
			marks = append(marks, mark)
		}
	}
	names := map[string]string{}
	if len(marks) > 1 {
		names = at.names(ctx, id)
	}
	seats := make([]Seat, len(marks))
	for i, mark := range marks {
		seats[i] = Seat{names[mark], mark}
	}
	return seats
}

// As goes on with the key of a seat.
func (s Step) As(ctx context.Context, seat Seat) (Step, error) {
	at := s.at
	at.Ask, at.Identity, at.pick = false, "", pick{is: true, asked: true, mark: seat.Mark, name: seat.Name}
	return at.First(ctx, s.vault)
}

// Named goes on with the key of somebody by what was typed: the name of one of the
// seats, or a login.
func (s Step) Named(ctx context.Context, typed string) (Step, error) {
	typed = strings.TrimSpace(typed)
	for _, seat := range s.Seats {
		if seat.Name != "" && store.Fold(seat.Name) == store.Fold(typed) {
			return s.As(ctx, seat)
		}
	}
	at := s.at
	at = at.as(typed)
	at.Ask, at.Identity = false, ""
	return at.First(ctx, s.vault)
}

// Whose is the name of whose key it is, empty where nobody was asked.
func (s Step) Whose() string { return s.at.pick.name }

// who asks who opens, where several could.
func (s Step) who(ctx context.Context) (Step, bool) {
	seats := s.at.Seats(ctx, s.vault)
	return Step{Need: Who, Seats: seats, at: s.at, vault: s.vault}, len(seats) > 0
}

// Elsewise asks who opens although somebody was said, or was the only one.
func (at At) Elsewise(ctx context.Context, id [16]byte) Step {
	step, _ := Step{at: at, vault: id}.who(ctx)
	return step
}

// sit notes who opened the vault with a key of this computer's. A key that was
// named for this once is not looked for the next time.
func (s *Session) sit() {
	at, id := s.At, s.Vault.Info().ID
	if s.Key.Place == nil || at.Identity != "" || s.Role != vault.Operator {
		return
	}
	mark, marks := at.whose(id), at.marks(id)
	renamed := s.Key.pick.asked && s.Key.pick.name != s.Operator.Name
	if len(marks) > 0 && marks[0] == mark && !renamed {
		return
	}
	known := slices.Contains(marks, mark)
	marks = slices.Insert(slices.DeleteFunc(marks, func(m string) bool { return m == mark }), 0, mark)
	if err := at.setMarks(id, marks); err != nil {
		return // who opens is asked for without the one who did last
	}
	if len(marks) > 1 && (!known || renamed) {
		_ = s.nameSeats() // else by what the keys are told apart by
	}
}

// seat adds a key that was put on this computer, for who is not asked yet.
func (s *Session) seat(login string) error {
	at, id := s.At.as(login), s.Vault.Info().ID
	marks, mark := at.marks(id), at.whose(id)
	if !slices.Contains(marks, mark) {
		marks = append(marks, mark)
	}
	return errors.Join(at.setMarks(id, marks), s.nameSeats())
}

// unseat forgets a key that opens nothing any more.
func (s *Session) unseat(login string) error {
	at, id := s.At.as(login), s.Vault.Info().ID
	mark := at.whose(id)
	marks := slices.DeleteFunc(at.marks(id), func(m string) bool { return m == mark })
	return errors.Join(at.setMarks(id, marks), s.nameSeats())
}

// nameSeats keeps in the keyring whose the keys here are.
func (s *Session) nameSeats() error {
	all, err := s.records.Operators()
	if err != nil {
		return err
	}
	id, names := s.Vault.Info().ID, map[string]string{}
	for _, mark := range s.At.marks(id) {
		for _, o := range all {
			if !o.Gone() && s.At.as(o.Login).whose(id) == mark && (o.Login != "" || o.ID == store.FirstOperator) {
				names[mark] = o.Name
			}
		}
	}
	return s.At.setNames(context.Background(), id, names)
}
