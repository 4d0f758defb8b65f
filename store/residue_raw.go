package store

import (
	"bytes"
	"slices"

	"calepin/store/vault"
)

// Searched is how much a search of every byte read.
type Searched struct {
	Bytes   int64 `json:"bytes"`   // decrypted, of the snapshot and the journal
	Backups int   `json:"backups"` // local backups, whole
}

// RawResidue looks for an identity in every decrypted byte of the vault's files:
// each page of the snapshot and of the backups, free ones too, and each change of
// the journal. It knows no records, so it finds what a search of them cannot;
// what the law keeps in the archive, what others were shown, and the controller's
// own settings, are told apart by what they hold themselves. In backups it looks for backed, which is
// the person's alone there too. Bucket of a trace is the file's name.
func (s *Store) RawResidue(v *vault.Vault, id, backed Identity) (traces []Trace, read Searched, err error) {
	m, inBackups := rawMasker(id), rawMasker(backed)
	kept := map[string]bool{}
	err = s.v.View(func(tx *vault.Tx) error {
		for _, bucket := range []string{bucketArchiveData, string(KindNotice), string(KindWording)} {
			for _, v := range tx.Prefix(bucket, nil) {
				m.rawKinds(v, nil, func(what string) { kept[what] = true })
			}
		}
		m.rawKinds(tx.Get(bucketMeta, []byte(keySettings)), nil, func(what string) { kept[what] = true })
		return nil
	})
	if err != nil {
		return nil, read, err
	}
	backups := map[string]bool{}
	err = v.Raw(func(kind vault.RawKind, name string, piece []byte) {
		m := m
		if kind == vault.RawBackup {
			m, backups[name] = inBackups, true
		} else {
			read.Bytes += int64(len(piece))
		}
		m.rawKinds(piece, id.Contacts, func(what string) {
			t := Trace{Bucket: name, What: what}
			if !kept[what] && !slices.Contains(traces, t) {
				traces = append(traces, t)
			}
		})
	})
	read.Backups = len(backups)
	return traces, read, err
}

// rawMasker looks for what proves that somebody is still there.
func rawMasker(id Identity) *masker {
	id.Names = slices.DeleteFunc(slices.Clone(id.Names), func(n string) bool { return slices.Contains(id.Shared, n) })
	id.Singles = nil
	return newMasker(id, nil)
}

// rawKinds tells what of the identity stands in raw bytes, whatever stands
// before it: keys of indexes put a letter there. The ids are looked for as keys
// hold them: the text of one is in the erasure ledger.
func (m *masker) rawKinds(b []byte, ids []ID, found func(what string)) {
	for _, id := range ids {
		if bytes.Contains(b, id[:]) {
			found("id")
		}
	}
	if !m.maybe(b) {
		return
	}
	text := plainText(b)
	f, exact := foldForMasking(text), foldKeeping(text)
	for _, n := range slices.Concat(m.sure, m.unsure) {
		if len(m.find(f, n)) > 0 || bytes.Contains([]byte(f.text), []byte("n"+n+"\x1f")) {
			found("name")
		}
	}
	for _, e := range m.emails {
		if bytes.Contains([]byte(exact.text), []byte(e)) {
			found("email")
		}
	}
	for _, n := range m.phones {
		if len(findDialled(text, n)) > 0 {
			found("phone")
		}
	}
}
