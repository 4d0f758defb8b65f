package store

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"calepin/store/vault"
)

// Operator is somebody who opens the vault with a key of their own.
type Operator struct {
	ID   ID     `json:"id"`
	Name string `json:"name,omitempty"` // empty for who made the vault and gave none
	// Login is what they call themselves when they unlock; empty for the key that
	// is looked for where nothing is said.
	Login string       `json:"login,omitempty"`
	Role  OperatorRole `json:"role"`
	// Key is where their key was put: keyring, keyring+passphrase, passphrase, file,
	// or public where they keep it themselves.
	Key       string    `json:"key,omitempty"`
	AddedAt   time.Time `json:"added_at,omitzero"`
	AddedBy   ID        `json:"added_by,omitzero"`
	RemovedAt time.Time `json:"removed_at,omitzero"`
	RemovedBy ID        `json:"removed_by,omitzero"`
}

// OperatorRole is what an operator may do. What it limits is the program's: who
// can open the file can read it with other tools (docs/security.md).
type OperatorRole string

// The roles.
const (
	Owner         OperatorRole = "owner"
	Seller        OperatorRole = "seller"
	ReadOnly      OperatorRole = "read-only"
	ArchiveReader OperatorRole = "archive-reader"
)

// OperatorRoles are all of them, in the order that they are offered in.
var OperatorRoles = []OperatorRole{Owner, Seller, ReadOnly, ArchiveReader}

// Ids that stand for no record of their own. They are the same in every vault.
var (
	// FirstOperator made the vault. Until it is changed there is no record of
	// them, and what bears no name is theirs.
	FirstOperator = ID{0xca, 0x1e, 0x91, 0x4e, 0, 0, 0x70, 0, 0x80, 15: 1}
	// ByRecovery is whoever came with the recovery key.
	ByRecovery = ID{0xca, 0x1e, 0x91, 0x4e, 0, 0, 0x70, 0, 0x80, 15: 2}
)

// Gone tells that the operator was removed.
func (o Operator) Gone() bool { return !o.RemovedAt.IsZero() }

func (o *Operator) entries(*indexer, func(bucket string, key, value []byte)) {}

func (o *Operator) clean() error {
	var c cleaner
	c.line("name", &o.Name, maxName)
	c.line("login", &o.Login, maxName)
	if o.Name == "" && o.ID != FirstOperator {
		c.fail("name", Required)
	}
	if !slices.Contains(OperatorRoles, o.Role) {
		c.fail("role", NoSuch)
	}
	return c.err
}

// Operators returns all operators, those who are gone too, in the order that they
// came in; the one who made the vault first.
func (s *Store) Operators() (all []Operator, err error) {
	err = s.v.View(func(tx *vault.Tx) error { all, err = operatorsIn(tx); return err })
	return all, err
}

func operatorsIn(tx *vault.Tx) ([]Operator, error) {
	all, err := listTied[Operator](tx, KindOperator, ID{})
	if err != nil || slices.ContainsFunc(all, func(o Operator) bool { return o.ID == FirstOperator }) {
		SortRecords(all, func(a, b Operator) int { return a.AddedAt.Compare(b.AddedAt) })
		return all, err
	}
	SortRecords(all, func(a, b Operator) int { return a.AddedAt.Compare(b.AddedAt) })
	return slices.Insert(all, 0, Operator{ID: FirstOperator, Role: Owner}), nil
}

// FindOperator returns an operator of today by id, an end of it, name, first
// name or login.
func (s *Store) FindOperator(ref string) (found Operator, err error) {
	all, err := s.Operators()
	if err != nil {
		return found, err
	}
	var matches []Operator
	for _, o := range all {
		text := o.ID.String()
		switch {
		case o.Gone():
		case ref == text, Fold(ref) == Fold(o.Name), o.Login != "" && Fold(ref) == Fold(o.Login):
			return o, nil
		case strings.HasPrefix(Fold(o.Name), Fold(ref)+" "), len(ref) >= minPrefix && strings.HasPrefix(text, ref), len(ref) >= minSuffix && strings.HasSuffix(text, ref):
			matches = append(matches, o)
		}
	}
	switch len(matches) {
	case 0:
		return found, &NotFoundError{KindOperator, ref}
	case 1:
		return matches[0], nil
	}
	e := &AmbiguousError{Kind: KindOperator, Ref: ref}
	for _, o := range matches {
		e.Matches = append(e.Matches, Row{ID: o.ID, Name: o.Name})
	}
	return found, e
}

// AddOperator notes somebody who is to be let in: vault.Admit seals the vault for
// them. The name must be nobody's yet.
func (s *Store) AddOperator(o *Operator) error {
	return s.write(func(c *change) error {
		if err := c.settle(&o.ID, KindOperator); err != nil {
			return err
		}
		o.AddedAt, o.AddedBy = c.now, s.operator().ID
		if err := o.clean(); err != nil {
			return err
		}
		if err := c.unnamed(*o); err != nil {
			return err
		}
		return c.put(o)
	})
}

// unnamed refuses the name or login of another operator of today.
func (c *change) unnamed(o Operator) error {
	all, err := operatorsIn(c.tx)
	for _, x := range all {
		switch {
		case x.ID == o.ID, x.Gone():
		case o.Name != "" && Fold(x.Name) == Fold(o.Name):
			return &FieldError{"name", Taken}
		case o.Login != "" && Fold(x.Login) == Fold(o.Login):
			return &FieldError{"login", Taken}
		}
	}
	return err
}

// DropOperator takes back AddOperator, where the vault was not sealed for them.
func (s *Store) DropOperator(id ID) error {
	return s.write(func(c *change) error { return c.remove(&Operator{ID: id}) })
}

// OwnersError says that a vault would be left without an owner who can open it.
type OwnersError struct{}

func (*OwnersError) Error() string { return "the last owner" }

// SelfError says that somebody would shut themselves out.
type SelfError struct{}

func (*SelfError) Error() string { return "an operator would remove themselves" }

// EditOperator changes the name or the role of an operator. The last owner stays
// one: *OwnersError.
func (s *Store) EditOperator(id ID, edit func(*Operator)) (o Operator, err error) {
	opens := s.opening()
	err = s.write(func(c *change) error { o, err = c.editOperator(opens, id, edit); return err })
	if err == nil && s.operator().ID == id {
		s.As(o) // what they may do changes at once
	}
	return o, err
}

// RemoveOperator notes that somebody is shut out, from vault.Rekey on. Nobody
// removes themselves (*SelfError), nor the last owner (*OwnersError).
func (s *Store) RemoveOperator(id ID) (o Operator, err error) {
	opens, by := s.opening(), s.operator().ID
	err = s.write(func(c *change) error {
		if id == by {
			return &SelfError{}
		}
		if o, err = c.editOperator(opens, id, func(o *Operator) { o.RemovedAt, o.RemovedBy = c.now, by }); err != nil {
			return err
		}
		return c.dropDrafts(id)
	})
	return o, err
}

func (c *change) editOperator(opens map[ID]bool, id ID, edit func(*Operator)) (Operator, error) {
	all, err := operatorsIn(c.tx)
	if err != nil {
		return Operator{}, err
	}
	i := slices.IndexFunc(all, func(o Operator) bool { return o.ID == id && !o.Gone() })
	if i < 0 {
		return Operator{}, &NotFoundError{KindOperator, id.String()}
	}
	edit(&all[i])
	if err := all[i].clean(); err != nil {
		return all[i], err
	}
	if err := c.unnamed(all[i]); err != nil {
		return all[i], err
	}
	if !slices.ContainsFunc(all, func(o Operator) bool { return o.Role == Owner && !o.Gone() && opens[o.ID] }) {
		return all[i], &OwnersError{}
	}
	return all[i], c.put(&all[i])
}

// opening are those who have a key that opens the vault. One in memory has none,
// and is its maker's.
func (s *Store) opening() map[ID]bool {
	all := map[ID]bool{}
	for _, r := range s.v.Recipients() {
		all[OperatorOf(r)] = r.Role == vault.Operator
	}
	if len(all) == 0 {
		all[FirstOperator] = true
	}
	return all
}

// OperatorOf is whose key a recipient of the vault is.
func OperatorOf(r vault.Recipient) ID {
	if r.Role == vault.Recovery {
		return ByRecovery
	}
	if r.Of == "" {
		return FirstOperator
	}
	id, _ := uuid.Parse(r.Of) // nobody's, where it is damaged
	return id
}

// KeyOf is how the vault names the operator's key.
func (o Operator) KeyOf() string {
	if o.ID == FirstOperator {
		return ""
	}
	return o.ID.String()
}

// ReadID reads a whole id.
func ReadID(text string) (ID, bool) {
	id, err := uuid.Parse(text)
	return id, err == nil
}
