package cli

import (
	"bytes"
	"encoding/json"

	"github.com/spf13/cobra"
)

// patch changes a record as JSON says: an RFC 7396 merge patch, in which null
// clears a field. in is how the record is read and written.
func patch[T any](a *app, cmd *cobra.Command, from string, record *T) error {
	var next T
	if err := a.patched(cmd, from, record, &next); err != nil {
		return err
	}
	*record = next
	return nil
}

// patched is patch of what record points to, into next.
func (a *app) patched(cmd *cobra.Command, from string, record, next any) error {
	var change map[string]any
	if err := a.from(cmd, from, &change); err != nil {
		return err
	}
	old, err := json.Marshal(record)
	if err != nil {
		return err
	}
	var fields map[string]any
	if err := decodeNumbers(old, &fields); err != nil {
		return err
	}
	merged, err := json.Marshal(mergePatch(fields, change))
	if err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(merged))
	d.DisallowUnknownFields()
	if err := d.Decode(next); err != nil {
		return usage(cmd, a.T.Records.BadPatch.With("why", a.jsonFault(err)))
	}
	return nil
}

func decodeNumbers(data []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	return d.Decode(v)
}

// mergePatch is MergePatch of RFC 7396, section 2.
func mergePatch(target, change map[string]any) map[string]any {
	for name, value := range change {
		inner, isObject := value.(map[string]any)
		old, wasObject := target[name].(map[string]any)
		switch {
		case value == nil:
			delete(target, name)
		case isObject && wasObject:
			target[name] = mergePatch(old, inner)
		default:
			target[name] = value
		}
	}
	return target
}
