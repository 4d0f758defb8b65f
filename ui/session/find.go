// Package session is the way from a folder to an open vault: what is there,
// which key it needs, opening it, and making a new one. It asks nobody
// anything: where something is needed from a person it says so, and the
// commands ask on the terminal, the screens on a page.
package session

import (
	"context"
	"errors"
	"time"

	"calepin/crypto"
	"calepin/store/vault"
)

// At is where a vault is, and what this run of the program brings to it.
type At struct {
	Dir      string // of the vault
	Identity string // the key file that was named; empty for none
	State    string // folder of what this computer remembers of vaults
	// Operator is the login of who opens, empty for the key that is looked for
	// where nobody says who they are.
	Operator string
	// Ask says that nobody was named: where several have a key here, who opens is
	// asked.
	Ask bool
	// NoPrompt says that nobody is there to answer the keyring's window.
	NoPrompt bool
	// AcceptOlder takes a vault that is authentic and older than last seen.
	AcceptOlder bool
	// Early opens the vault before the whole of it is in memory, where it can:
	// see vault.OpenOptions.
	Early bool
	// Keyring stands in for the system's when not nil, in tests.
	Keyring crypto.Backend
	// Prompts is what a hardware key's plugin may ask; nothing where it is empty.
	Prompts crypto.Prompts

	// Keep, when set, is given every vault as it opens. It sees to it that
	// Shut is called however the program ends, and returns the way to do so
	// before.
	Keep func(*Session) (done func())
	// Hold, when set, runs what the end of the program has to wait for.
	Hold func(func())

	pick pick
}

// Patience is how long the keyring may take when someone chose to answer its
// window.
const Patience = 2 * time.Minute

// Need is what is missing for a key.
type Need int

// The needs.
const (
	Nothing    Need = iota // the key is there
	Passphrase             // that the key is sealed with
	Prompt                 // the keyring is locked: its window can be waited for
	Recovery               // the recovery key, typed: no other is left
	Who                    // several have a key here: Step.As or Step.Named go on
)

// Step is how far the way to a key leads without asking.
type Step struct {
	Need  Need
	Key   Key   // where nothing is needed
	Place Place // of the key; nil where Recovery is needed
	// Why is what the keyring had to say, where the way led past it or where
	// it is locked.
	Why error
	// Seats are those who have a key here, where it is to be said who opens.
	Seats []Seat

	at     At
	vault  [16]byte
	slot   Slot
	sealed []byte
	wrong  *int // passphrases
}

// Ready tells whether the key opens without a question, as far as can be known: a
// hardware key's plugin may have one.
func (s Step) Ready() bool { return s.Need == Nothing && s.Key.ID != nil && s.Key.ID.Plugin() == "" }

// A KeyError says why the key in a place cannot be used.
type KeyError struct {
	Place Place
	Err   error
}

func (e *KeyError) Error() string {
	return "key in the " + string(e.Place.Kind()) + ": " + e.Err.Error()
}
func (e *KeyError) Unwrap() error { return e.Err }

// Peek tells what lies in a folder without a key, looking again where another
// process was just sealing it. See vault.Peek.
func Peek(dir string) (vault.Info, error) {
	for try := 0; ; try++ {
		info, err := vault.Peek(dir)
		var damaged *vault.DamagedError
		if !errors.As(err, &damaged) || try == 2 {
			return info, err
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// Find looks at the vault and goes as far towards its key as First. Its errors
// are vault.Peek's and First's; what it learnt of the vault comes with both.
func (at At) Find(ctx context.Context) (vault.Info, Step, error) {
	info, err := Peek(at.Dir)
	var damaged *vault.DamagedError
	if err != nil && (!errors.As(err, &damaged) || at.Identity == "") {
		return info, Step{}, err
	}
	// With a key at hand, trying it tells more of the damage. Nothing that was
	// not vouched for opens.
	step, err := at.First(ctx, info.ID)
	return info, step, err
}

// First goes towards the key of the vault with that id: the identity file that
// was named, or that a first run put the key into, and no other; else the
// keyring, else the sealed identity beside the vault, else the recovery key. It
// waits for no window. Its error is a *KeyError. Where several have a key here,
// and none was named, it asks who opens.
func (at At) First(ctx context.Context, id [16]byte) (Step, error) {
	if at.Ask && at.Identity == "" {
		switch marks := at.marks(id); len(marks) {
		case 0:
			step, err := at.first(ctx, id)
			if others, are := step.who(ctx); err == nil && step.Need == Recovery && are {
				return others, nil // the one whom nobody knew yet is beside the vault
			}
			return step, err
		case 1:
			at.pick = pick{is: true, mark: marks[0]}
		default:
			step, _ := Step{at: at, vault: id}.who(ctx)
			return step, nil
		}
	}
	return at.first(ctx, id)
}

func (at At) first(ctx context.Context, id [16]byte) (Step, error) {
	from := Step{at: at, vault: id}
	file := at.Identity
	if file == "" {
		file = at.remembered(id)
		if !there(file) { // the other ways are open then
			file = ""
		}
	}
	if file != "" {
		place, err := at.File(file, id)
		if err != nil {
			return from, err
		}
		return from.read(ctx, place, Main)
	}
	ring := keyringPlace{ring: crypto.Keyring{NoPrompt: true, Backend: at.Keyring}, vault: id, whose: at.whose(id)}
	step, err := from.read(ctx, ring, Main)
	if err == nil {
		return step, nil
	}
	if locked(err) {
		step.Need, step.Why = Prompt, errors.Unwrap(err)
		return step, nil
	}
	return step.Other(ctx, errors.Unwrap(err))
}

// Waitable tells of a keyring's error that an answer to its window may mend.
func Waitable(err error) bool {
	var ring *crypto.KeyringError
	return locked(err) || errors.As(err, &ring) && ring.Kind == crypto.TimedOut
}

// locked tells that waiting longer gives someone the time to unlock the keyring.
func locked(err error) bool {
	var ring *crypto.KeyringError
	return errors.As(err, &ring) && (ring.Kind == crypto.Locked || ring.Locked)
}

// Wait has the system ask for the keyring's password, for Patience or until
// ctx ends.
func (s Step) Wait(ctx context.Context) (Step, error) {
	ring := keyringPlace{ring: crypto.Keyring{Timeout: Patience, Backend: s.at.Keyring}, vault: s.vault, whose: s.at.whose(s.vault)}
	return s.read(ctx, ring, Main)
}

// Other is the next way, where the keyring's led to nothing and why says the
// reason.
func (s Step) Other(ctx context.Context, why error) (Step, error) {
	next := Step{at: s.at, vault: s.vault, Why: why}
	place := s.at.Beside(s.at.Dir, s.vault)
	if there(place.Path()) {
		return next.read(ctx, place, Main)
	}
	next.Need = Recovery
	if file := s.at.remembered(s.vault); file != "" && !there(file) {
		next.Why = &awayError{file, why}
	}
	return next, nil
}

// Unseal opens the key with its passphrase: crypto.ErrWrongPassphrase and
// crypto.ErrEmptyPassphrase can be tried again. It takes about a second.
func (s Step) Unseal(passphrase string) (Key, error) {
	id, err := crypto.OpenSealed(s.sealed, passphrase)
	id.Attend(s.at.Prompts)
	if err != nil {
		if errors.Is(err, crypto.ErrWrongPassphrase) {
			*s.wrong++
		}
		return Key{}, &KeyError{s.Place, err}
	}
	return Key{ID: id, Place: s.Place, Passphrase: passphrase, spare: s.slot == Spare, wrong: *s.wrong, pick: s.picked()}, nil
}

// Exposed is the path of the key's file where others can read it, else empty.
func (s Step) Exposed() string {
	if s.Place == nil {
		return ""
	}
	if exposed, err := crypto.FileExposed(s.Place.Path()); err != nil || !exposed {
		return ""
	}
	return s.Place.Path()
}

func (s Step) read(ctx context.Context, place Place, slot Slot) (Step, error) {
	s.Place, s.slot = place, slot
	text, err := place.Read(ctx, slot)
	if err != nil {
		return s, &KeyError{place, err}
	}
	id, err := crypto.ParseIdentity(string(text))
	id.Attend(s.at.Prompts)
	switch {
	case errors.Is(err, crypto.ErrSealedIdentity):
		s.Need, s.sealed, s.wrong = Passphrase, text, new(int)
	case err != nil:
		return s, &KeyError{place, err}
	default:
		s.Need, s.Key = Nothing, Key{ID: id, Place: place, spare: slot == Spare, pick: s.picked()}
	}
	return s, nil
}

// picked is whose key this is.
func (s Step) picked() pick {
	p := s.at.pick
	p.is, p.mark = true, s.at.whose(s.vault)
	return p
}
