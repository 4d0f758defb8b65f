package privacy

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"calepin/store"
	"calepin/store/vault"
)

// untold are the kinds whose records may name a person and are no part of the
// copy, with why.
var untold = map[store.RecordKind]string{
	store.KindBatch:       "of an import: each record that it made is told",
	store.KindErasure:     "names nobody",
	store.KindSuppression: "told without the hash, which is no id: Access.Suppressed",
	store.KindRetained:    "has no id of its own: Access.Retained",
}

// TestArt15EveryKindOfRecordIsInTheCopy plants a person in every kind of record
// and looks, in the copy, for each that is theirs or bears their id. A new kind
// that is left out fails it.
func TestArt15EveryKindOfRecordIsInTheCopy(t *testing.T) {
	p := plant(newDesk(t))
	a, err := AccessOf(p.s, p.gone.ID, "fr", time.Now())
	p.must(err)
	text, err := json.Marshal(a)
	p.must(err)
	told := map[store.RecordKind]int{}
	p.must(p.v.View(func(tx *vault.Tx) error {
		for _, kind := range store.Kinds() {
			for k, v := range tx.Prefix(string(kind), nil) {
				mine := bytes.Contains(v, []byte(p.gone.ID.String())) || bytes.HasPrefix(k, p.gone.ID[:])
				if !mine || untold[kind] != "" {
					continue
				}
				if id := store.ID(k[len(k)-16:]); !bytes.Contains(text, []byte(id.String())) {
					t.Errorf("%s %s is not in the copy: %s", kind, id, v)
				}
				told[kind]++
			}
		}
		return nil
	}))
	if a.Retained.Reason == "" || len(a.Suppressed) == 0 {
		t.Errorf("the decision to keep, or the suppression list, is not told: %+v, %+v", a.Retained, a.Suppressed)
	}
	if len(told) < 12 {
		t.Errorf("only %v have anything of the person: it proves nothing", told)
	}
}
