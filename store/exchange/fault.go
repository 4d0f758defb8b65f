package exchange

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"
)

// faultOf finds what keeps raw from being a t: the path of the first value that
// does not fit, and how it does not.
func faultOf(raw json.RawMessage, t reflect.Type) (path string, code Code) {
	if t.Kind() == reflect.Slice && t.Elem().Kind() != reflect.Uint8 {
		return faultOfList(raw, t.Elem())
	}
	if t.Kind() == reflect.Struct && !reflect.PointerTo(t).Implements(reflect.TypeFor[json.Unmarshaler]()) {
		return faultOfObject(raw, t)
	}
	if t == reflect.TypeFor[time.Time]() {
		return "", InvalidTime
	}
	return "", InvalidValue
}

func faultOfList(raw json.RawMessage, t reflect.Type) (string, Code) {
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) != nil {
		return "", InvalidValue
	}
	for i, e := range list {
		if !decodes(e, t) {
			path, code := faultOf(e, t)
			return fmt.Sprintf("[%d]%s", i, path), code
		}
	}
	return "", InvalidValue
}

func faultOfObject(raw json.RawMessage, t reflect.Type) (string, Code) {
	var object map[string]json.RawMessage
	if json.Unmarshal(raw, &object) != nil {
		return "", InvalidValue
	}
	fields := map[string]reflect.Type{}
	for _, f := range reflect.VisibleFields(t) {
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" && name != "-" {
			fields[name] = f.Type
		}
	}
	for _, f := range sortedKeys(object) {
		t, known := fields[f]
		if !known {
			if folded := strings.ToLower(f); fields[folded] == nil {
				return "." + safeKey(f), UnknownField
			}
			continue
		}
		if !decodes(object[f], t) {
			path, code := faultOf(object[f], t)
			return "." + f + path, code
		}
	}
	return "", InvalidValue
}

// decodes tells whether raw is a t to the last field.
func decodes(raw json.RawMessage, t reflect.Type) bool {
	dec := json.NewDecoder(strings.NewReader(string(raw)))
	dec.DisallowUnknownFields()
	return dec.Decode(reflect.New(t).Interface()) == nil
}

// safeKey returns a key as it may stand in a message: in a file that is not of
// the schema it can be anything.
func safeKey(key string) string {
	for _, c := range key {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_' {
			return "?"
		}
	}
	if key == "" || len(key) > maxToken {
		return "?"
	}
	return key
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
