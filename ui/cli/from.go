package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
)

const maxRecord = 16 << 20

// from decodes the JSON record that --from names, "-" for stdin, into v. It
// takes exactly one record and no field it does not know.
func (a *app) from(cmd *cobra.Command, name string, v any) error {
	in := io.Reader(a.in)
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, maxRecord+1))
	if err != nil {
		return fmt.Errorf("read the record: %w", err)
	}
	if len(data) > maxRecord {
		return usage(cmd, a.T.Common.RecordTooLarge)
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff")) // as Windows writes it
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return usage(cmd, a.T.Common.BadRecord.With("line", 1+bytes.Count(data[:d.InputOffset()], []byte("\n")), "why", jsonFault(err)))
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return usage(cmd, a.T.Common.OneRecord)
	}
	return nil
}

// jsonFault names what is wrong without quoting the value, which is personal.
func jsonFault(err error) string {
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		return fmt.Sprintf("%s: %s ≠ %s", kind.Field, kind.Value, kind.Type)
	}
	return err.Error()
}
