package store

import (
	"bytes"
	"encoding/json"
	"strings"
)

// Recognise returns the bucket that a record found without one belongs to, ""
// where it is none that cannot be made again: for the salvage of a vault that
// lost the pages that tell. A record says its own key.
func Recognise(key, value []byte) (bucket string) {
	if len(key) == 36 && len(value) <= chunkSize {
		return bucketData
	}
	if name := string(key); name == keySchema || name == keySettings || strings.HasPrefix(name, "vault.") || strings.HasPrefix(name, bucketTrail+".") {
		return bucketMeta
	}
	if len(key) == 8 && bytes.HasPrefix(value, []byte(`{"number":`)) && bytes.Contains(value, []byte(`,"chain":"`)) {
		return bucketTrail
	}
	if len(key) != 16 && len(key) != 32 {
		return ""
	}
	for _, kind := range kinds {
		r := newRecord(kind)
		d := json.NewDecoder(bytes.NewReader(value))
		d.DisallowUnknownFields()
		if d.Decode(r) != nil {
			continue
		}
		if _, k := r.place(); bytes.Equal(k, key) {
			return string(kind)
		}
	}
	return ""
}
