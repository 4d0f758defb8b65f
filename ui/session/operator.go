package session

import (
	"context"
	"errors"
	"slices"
	"strings"

	"calepin/crypto"
	"calepin/store"
	"calepin/store/vault"
	"calepin/ui/text"
)

// who finds the operator whose key opened the vault. Whoever has no record, as
// after an old copy was restored, only reads.
func (s *Session) who(records *store.Store) (store.Operator, error) {
	key, known := s.Vault.OpenedBy()
	switch {
	case !known: // in memory
		return store.Operator{ID: store.FirstOperator, Role: store.Owner}, nil
	case key.Role == vault.Recovery:
		return store.Operator{ID: store.ByRecovery, Role: store.Owner}, nil
	}
	all, err := records.Operators()
	if err != nil {
		return store.Operator{}, err
	}
	id := store.OperatorOf(key)
	i := slices.IndexFunc(all, func(o store.Operator) bool { return o.ID == id })
	switch {
	case i < 0:
		return store.Operator{ID: id, Role: store.ReadOnly}, nil
	case all[i].Gone():
		return all[i], &text.GoneError{Operator: all[i]}
	}
	return all[i], nil
}

// enter has what follows be done by whoever opened, and notes that they did.
func (s *Session) enter(records *store.Store) {
	records.As(s.Operator)
	if s.Key.wrong > 0 {
		records.Note(store.AuditEntry{What: store.Refused, Why: "passphrase", Count: s.Key.wrong})
	}
	where := OnPaper
	if s.Key.Place != nil {
		where = s.Key.Place.Kind()
	}
	records.Note(store.AuditEntry{What: store.Unlocked, Why: string(where)})
}

// leave writes what was noted, and leaves the program itself at work.
func (s *Session) leave() {
	if s.records == nil {
		var err error
		if s.Vault.ReadOnly() != nil {
			return
		}
		if s.records, err = store.Open(s.Vault); err != nil {
			s.records = nil
			return
		}
		if s.Operator, err = s.who(s.records); err == nil {
			s.enter(s.records)
		}
	}
	if err := s.records.WriteTrail(); err != nil {
		s.late = append(s.late, &NotLoggedError{err})
	}
	s.records.As(store.Operator{})
}

// NotLoggedError says that what was done is not in the audit trail.
type NotLoggedError struct{ Err error }

func (e *NotLoggedError) Error() string { return "not logged: " + e.Err.Error() }
func (e *NotLoggedError) Unwrap() error { return e.Err }

// KeyedAs is the code of an operator's key of their own making.
const KeyedAs Choice = "public"

// Guest is somebody to be let in.
type Guest struct {
	Name, Login  string
	Role         store.OperatorRole
	Key          Choice
	Passphrase   string
	IdentityFile string
	// Public is the key that they made themselves, in place of one made here.
	Public string
}

// Admit lets somebody in: their key is put where it is to live, and the vault is
// sealed for it too. What fails leaves nothing behind.
func (s *Session) Admit(ctx context.Context, g Guest, w *text.Words) (o store.Operator, err error) {
	s.At.hold(func() { o, err = s.admit(ctx, g, w) })
	return o, err
}

func (s *Session) admit(ctx context.Context, g Guest, w *text.Words) (o store.Operator, err error) {
	if err := s.records.May(store.Administer); err != nil {
		return o, err
	}
	var back Undo
	defer func() {
		if err != nil {
			back.Run()
		}
	}()
	o = store.Operator{Name: g.Name, Login: g.Login, Role: g.Role, Key: string(g.Key)}
	if g.Public != "" {
		o.Key = string(KeyedAs)
	}
	if err := s.records.AddOperator(&o); err != nil {
		return o, err
	}
	back.Add(func() { _ = s.records.DropOperator(o.ID) })
	var pins crypto.PinStore
	public := g.Public
	if public == "" {
		id, err := crypto.Generate(s.classic())
		if err != nil {
			return o, err
		}
		at := s.At.as(o.Login)
		plan := Plan{Key: g.Key, Passphrase: g.Passphrase, IdentityFile: g.IdentityFile}
		if g.Key != KeyFile {
			if err := at.vacant(ctx, s.Vault.Info().ID, g.Key); err != nil {
				return o, err
			}
		}
		k, err := at.storeKey(ctx, s.Vault.Info().ID, plan, id, w.Init.IdentityComment, &back)
		if err != nil {
			return o, err
		}
		public, pins = id.Recipient(), k.Pins()
	}
	if err := s.Vault.Admit(vault.Recipient{Public: public, Of: o.KeyOf()}, pins); err != nil {
		return o, err
	}
	if g.Public == "" && g.Key != KeyFile {
		_ = s.seat(o.Login) // they type their login, then
	}
	return o, nil
}

// vacant refuses to put a key over another.
func (at At) vacant(ctx context.Context, id [16]byte, c Choice) error {
	place := at.Ring(id)
	if c == Sealed {
		place = at.Beside(at.Dir, id)
	}
	_, err := place.Read(ctx, Main)
	switch {
	case err == nil:
		return text.ErrKeyThere
	case Missing(err):
		return nil
	}
	return err
}

// Dismissed is what removing somebody did, and what it could not reach.
type Dismissed struct {
	Operator store.Operator
	// Copies are the backups that their key still opens: those that could not be
	// sealed again, by Ref.
	Copies []string
	// Away are the folders of backups that are not there.
	Away []string
}

// Dismiss removes an operator: a new snapshot under new keys, for those who stay;
// the backups that can be reached are sealed again.
func (s *Session) Dismiss(ctx context.Context, id store.ID) (d Dismissed, err error) {
	s.At.hold(func() { d, err = s.dismiss(ctx, id) })
	return d, err
}

func (s *Session) dismiss(ctx context.Context, id store.ID) (d Dismissed, err error) {
	if d.Operator, err = s.records.RemoveOperator(id); err != nil {
		return d, err
	}
	s.records.Note(store.AuditEntry{What: store.Keyed, Why: "removed", Records: []store.AuditRecord{{Kind: store.KindOperator, ID: id}}})
	if err := s.records.WriteTrail(); err != nil { // it is part of the new snapshot
		return d, err
	}
	err = s.Vault.Rekey(vault.Rekey{Shut: []string{d.Operator.KeyOf()}})
	if err != nil && !errors.Is(err, vault.ErrBackups) {
		return d, err
	}
	if d.Copies, d.Away, err = s.leftBehind(); err != nil {
		return d, err
	}
	at := s.At.as(d.Operator.Login)
	if d.Operator.Login != "" || id == store.FirstOperator {
		_ = s.unseat(d.Operator.Login) // an entry too many opens nothing
	}
	if vaultID := s.Vault.Info().ID; d.Operator.Login != "" {
		_ = at.Ring(vaultID).Remove(ctx, Main) // it opens nothing any more
		_ = at.Beside(at.Dir, vaultID).Remove(ctx, Main)
	}
	return d, nil
}

// leftBehind lists the backups that are not the vault's any more under its new
// keys, and the folders of backups that are away.
func (s *Session) leftBehind() (copies, away []string, err error) {
	all, err := s.Vault.AllBackups()
	if err != nil {
		return nil, nil, err
	}
	for _, b := range all {
		if !b.Authentic {
			copies = append(copies, b.Ref())
		}
	}
	plan, err := s.Vault.BackupPlan()
	for _, dir := range plan.To {
		if !s.Vault.BackupsThere(dir) {
			away = append(away, dir)
		}
	}
	return copies, away, err
}

// classic tells of which kind the vault's keys are: all are of one.
func (s *Session) classic() bool {
	for _, r := range s.Vault.Recipients() {
		if strings.HasPrefix(r.Public, "age1pq1") {
			return false
		}
	}
	return true
}
