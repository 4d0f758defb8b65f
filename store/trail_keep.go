package store

import (
	"bytes"

	"calepin/store/vault"
)

// KeepTrail puts the operators and the audit trail of a vault in the place of
// those of an older copy that is to be restored: who may enter, and what was done
// since, do not go back in time.
func KeepTrail(from, to *vault.Vault) error {
	keep := func(bucket string, k []byte) bool {
		return bucket != bucketMeta || string(k) == keyTrailAnchor || string(k) == keyTrailUsed
	}
	buckets := []string{string(KindOperator), bucketTrail, bucketMeta}
	return from.View(func(now *vault.Tx) error {
		return to.Update(func(tx *vault.Tx) error {
			for _, bucket := range buckets {
				var gone [][]byte
				for k := range tx.From(bucket, nil) {
					if keep(bucket, k) {
						gone = append(gone, bytes.Clone(k))
					}
				}
				for _, k := range gone {
					if err := tx.Delete(bucket, k); err != nil {
						return err
					}
				}
				for k, v := range now.From(bucket, nil) {
					if !keep(bucket, k) {
						continue
					}
					if err := tx.Put(bucket, bytes.Clone(k), bytes.Clone(v)); err != nil {
						return err
					}
				}
			}
			return nil
		})
	})
}
