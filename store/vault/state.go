package vault

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	bolt "go.etcd.io/bbolt"

	"filippo.io/age"

	"calepin/crypto"
)

// The vault's own records lie in the bucket meta, under keys of this prefix.
const (
	metaBucket    = "meta"
	stateKey      = "vault.state"
	recipientsKey = "vault.recipients"
	eventsBucket  = "vault_event"
)

// state is written with each snapshot and never changes in between.
type state struct {
	Format     int       `json:"format"`
	Vault      string    `json:"vault"` // id, hex
	Generation uint64    `json:"generation"`
	Sequence   uint64    `json:"sequence"` // the last change in the snapshot
	SealedAt   time.Time `json:"sealed_at"`
	JournalKey []byte    `json:"journal_key"`
	AuthKey    []byte    `json:"auth_key"`
	// Former are the last authentication keys before it, the newest first: the
	// pins of other operators still know them.
	Former [][]byte `json:"former,omitempty"`
}

// maxFormer is how many changes of keys an operator may be away for.
const maxFormer = 16

func (s state) id() (id [16]byte) {
	_, _ = hex.Decode(id[:], []byte(s.Vault))
	return id
}

// Role is what a recipient of the snapshot is for.
type Role string

// The roles.
const (
	Operator Role = "operator"
	Recovery Role = "recovery"
)

// Recipient is a key that opens the vault.
type Recipient struct {
	Role   Role   `json:"role"`
	Public string `json:"public"` // age1pq1… or age1…
	// Of is whose key it is, as the records name them; empty for who made the
	// vault, and for the recovery key.
	Of    string    `json:"of,omitempty"`
	Since time.Time `json:"since"`
	// Proven tells of a recovery key that its owner showed to have kept it.
	Proven bool `json:"proven,omitempty"`
}

func ageRecipients(list []Recipient) ([]age.Recipient, error) {
	var out []age.Recipient
	for _, r := range list {
		parsed, err := crypto.ParseRecipient(r.Public)
		if err != nil {
			return nil, fmt.Errorf("recipient: %w", err)
		}
		out = append(out, parsed)
	}
	return out, nil
}

// readMeta decodes a record of the vault's own.
func readMeta(tx *Tx, key string, into any) error {
	if err := json.Unmarshal(tx.Get(metaBucket, []byte(key)), into); err != nil {
		return fmt.Errorf("%s: %w", key, err)
	}
	return nil
}

// writeMeta sets a record of the vault's own past the journal: for what a
// snapshot, not a change, is made of.
func writeMeta(tx *bolt.Tx, key string, from any) error {
	value, err := json.Marshal(from)
	if err != nil {
		return fmt.Errorf("%s: %w", key, err)
	}
	return apply(tx, op{metaBucket, []byte(key), value})
}

// Event is something that happened to the vault as a whole and that its owner
// should find again.
type Event struct {
	At    time.Time `json:"at"`
	What  string    `json:"what"`
	Found Version   `json:"found"`
	Was   Version   `json:"was,omitzero"`
}

// AcceptedOlder is the Event of opening a vault older than the one last seen.
const AcceptedOlder = "accepted_older"
