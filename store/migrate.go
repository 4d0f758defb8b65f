package store

import (
	"fmt"
	"strconv"

	"calepin/store/vault"
)

// migrations bring the records from a schema to the next, forward only:
// migrations[0] from 1 to 2. Each has a vault of its schema in testdata.
var migrations = []func(*vault.Tx) error{
	// Names are ordered by the letters' table; records have an index by the end
	// of their retention.
	func(tx *vault.Tx) error { _, err := reindex(tx); return err },
}

// schemaVersion is the schema that this calepin writes.
var schemaVersion = 1 + len(migrations)

// migrate brings the records to schemaVersion in one transaction. A vault that
// can only be read stays as it is: its records read the same under either.
func migrate(v *vault.Vault) error {
	var found int
	err := v.View(func(tx *vault.Tx) (err error) {
		found, err = schemaOf(tx)
		return err
	})
	if err != nil || found == schemaVersion || v.ReadOnly() != nil {
		return err
	}
	err = v.Update(func(tx *vault.Tx) error {
		for _, m := range migrations[found-1:] {
			if err := m(tx); err != nil {
				return err
			}
		}
		return putSchema(tx, schemaVersion)
	})
	if err != nil {
		return fmt.Errorf("bring the records from schema %d to %d: %w", found, schemaVersion, err)
	}
	return nil
}

func schemaOf(tx *vault.Tx) (int, error) {
	found, err := strconv.Atoi(string(tx.Get(bucketMeta, []byte(keySchema))))
	if err != nil || found < 1 || found > schemaVersion {
		return 0, &SchemaError{Found: found, Known: schemaVersion}
	}
	return found, nil
}

func putSchema(tx *vault.Tx, version int) error {
	return tx.Put(bucketMeta, []byte(keySchema), []byte(strconv.Itoa(version)))
}
